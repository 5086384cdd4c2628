"""What a sample of a container holds: JSON by its paths, key-value tables by their fields, text by what `spot` finds.

The names of keys and fields are told, unless they look like values themselves; what stands under them never is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from needline.discover.evidence import ENOUGH, Look, evidence
from needline.discover.finding import Inside
from needline.discover.naming import Place, named_as
from needline.spot import Spotter
from needline.spot.category import CATEGORIES
from needline.spot.finding import Found

BY_LOOK = {
    Look.EMAIL: "user.contact.email",
    Look.CARD: "user.financial.credit_card",
    Look.IBAN: "user.financial.bank_account",
    Look.HASH: "user.authorization.password",
    Look.PHONE: "user.contact.phone_number",
    Look.SSN: "user.government_id.national_identification_number",
    Look.IP: "user.device.ip_address",
}
_DEEP = 8  # levels of JSON
_PATHS = 200
_TEXTS = 60  # values of a column that spot reads
_NAME = re.compile(r"[^\W\d][\w .:-]{0,60}")  # of a field; what looks otherwise may be a value
_LEAST = 0.02  # of texts that hold something, before it is told


def in_json(values: Iterable[str | None], place: Place) -> tuple[Inside, ...]:
    """The personal paths of JSON texts, an index written as []."""
    under: dict[str, list[str]] = defaultdict(list)
    for value in values:
        for path, leaf in _leaves(_parsed(value), "", _DEEP):
            if path in under or len(under) < _PATHS:
                under[path].append(leaf)
    return _classified(under, place)


def in_pairs(
    keys: Sequence[str | None], values: Sequence[str | None], called: Mapping[str, str], place: Place
) -> tuple[Inside, ...]:
    """The personal fields of a key-value table; `called` gives the names of fields that are only numbered."""
    under: dict[str, list[str]] = defaultdict(list)
    for key, value in zip(keys, values, strict=True):
        if key and value:
            under[called.get(key, key)].append(value)
    return _classified(under, place) if len(under) <= _PATHS else ()


def in_text(values: Iterable[str | None], spotter: Spotter) -> tuple[Inside, ...]:
    """What spot finds in texts, by its category, with the share of texts that hold it."""
    texts = list(dict.fromkeys(value for value in values if value))[:_TEXTS]
    held: dict[str, int] = defaultdict(int)
    for found in spotter.spot_all(texts):
        for what in {finding.what for finding in found}:
            held[CATEGORIES[Found(what)]] += 1
    shares = ((category, number / len(texts)) for category, number in held.items())
    return tuple(
        Inside(where="", category=category, share=round(share, 2))
        for category, share in sorted(shares, key=lambda one: -one[1])
        if share >= _LEAST
    )


def _parsed(value: str | None) -> object:
    try:
        return msgspec.json.decode(value) if value else None
    except (msgspec.DecodeError, RecursionError):
        return None


def _leaves(node: object, path: str, deep: int) -> Iterator[tuple[str, str]]:
    match node:
        case dict() if deep:
            for key, value in node.items():
                step = key if _NAME.fullmatch(key) else "*"
                yield from _leaves(value, f"{path}.{step}" if path else step, deep - 1)
        case list() if deep:
            for value in node:
                yield from _leaves(value, f"{path}[]", deep - 1)
        case str() | int() | float() if node not in {"", True, False}:
            yield path, str(node)


def _classified(under: Mapping[str, Sequence[str]], place: Place) -> tuple[Inside, ...]:
    return tuple(
        Inside(where=where if _NAME.fullmatch(where.replace("[]", "")) else "*", category=category, share=share)
        for where, values in under.items()
        for category, share in _class(where, values, place)
    )


def _class(where: str, values: Sequence[str], place: Place) -> Iterator[tuple[str, float]]:
    seen = evidence(values)
    look, share = max(seen.shares.items(), key=lambda one: one[1], default=(None, 0.0))
    if look in BY_LOOK and share >= 0.8 and (seen.distinct >= ENOUGH or look is not Look.PHONE):
        yield BY_LOOK[look], round(share, 2)
    elif (category := named_as(where.replace("[]", "").rpartition(".")[2], place)) and look is not Look.YES_NO:
        yield category, 1.0
