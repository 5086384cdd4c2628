"""Fields: names, addresses and postcodes in JSON and XML, by the key that they stand under.

{"first_name": "Ann", "address": {"address1": "5 High St", "zip": "98193"}}      <lastName>Lee</lastName>
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.rule import Rule

_JSON: Final = Expression(
    r"(?P<mark>[\"'])(?P<key>[^\W\d_][\w .-]{1,40})(?P=mark)[ ]?:[ ]?"
    r"(?:\"(?P<double>[^\"\n]{1,120})\"|'(?P<single>[^'\n]{1,120})')"
)
_XML: Final = Expression(r"<(?P<key>[A-Za-z][\w.-]{1,40})>[ ]?(?P<double>[^<>\n]{1,120}?)(?P<single>)[ ]?</(?P=key)>")
_KEYS: Final = (
    (
        Found.NAME,
        (
            "(?:full|first|last|middle|given|family|maiden|customer|passenger|guest|holder|cardholder|accountholder|"
            "contact|"
            "patient|beneficiary|recipient|sender|caller|userfull|display|legal|birth|sur|nick|billing|shipping)"
            "name|fname|lname|"
            "vorname|nachname|prenom|prénom|apellidos?|cognome|voornaam|achternaam|imie|imię|nazwisko|cardholder|"
            "accountholder"
        ),
    ),
    (
        Found.ADDRESS,
        (
            "(?:street|postal|billing|shipping|home|mailing|delivery|residential|customer)?address(?:line)?[1-3]?|"
            "street(?:name|line|address|number)?[1-3]?|strasse|straße|rue|calle|straat|ulica|anschrift|adresse|"
            "direccion|"
            "dirección|indirizzo|adres"
        ),
    ),
    (
        Found.PLACE,
        "zip|zipcode|postcode|postalcode|plz|codepostal|codigopostal|cap|kodpocztowy",
    ),
)
_IS: Final = tuple((what, Expression(keys, re.IGNORECASE)) for what, keys in _KEYS)
_JOINTS: Final = str.maketrans("", "", "_ .-")
_EMPTY: Final = frozenset(
    {"null", "none", "n/a", "na", "unknown", "-", "--", "string", "true", "false", "redacted", "xxx", "***"}
)


@lru_cache(maxsize=1024)
def _kind(key: str) -> Found | None:
    """What stands under `key`; "firstName", "first_name" and "first name" are one."""
    joined = key.translate(_JOINTS)
    return next((what for what, keys in _IS if keys.fullmatch(joined)), None)


def _fields(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    for pattern in (_JSON, _XML):
        for match in pattern.finditer(text):
            what = _kind(match["key"])
            group = "double" if match["double"] else "single"
            if what and _is_value(match[group]):
                yield Finding(*match.span(group), what, 0.96, f"{what.value}, in a field for it")


def _is_value(value: str) -> bool:
    """Whether `value` is one: neither empty nor a place for one, such as "{name}", nor an e-mail address."""
    plain = value.strip()
    return bool(plain) and plain.lower() not in _EMPTY and plain[0] not in "[{<$@%" and "@" not in plain


RULES: tuple[Rule, ...] = (
    Rule(
        name="names and addresses in fields",
        triggers=(r"[\"'] ?: ?[\"']", "</[a-z]"),
        find=_fields,
    ),
)
