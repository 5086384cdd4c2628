"""The shapes of single values: what a name, a span of time or a place in a database looks like.

`model` uses them as types, so that reading, the JSON Schema and the reference say the same about a field. The
patterns keep to what Python and ECMA-262 (JSON Schema's dialect) read alike. What is said about a value that
does not have its shape is in `wording`.
"""

from typing import Annotated

from msgspec import Meta

from needline.estate.categories import KEYS

_ENV = r"env:[A-Za-z_][A-Za-z0-9_]*"
_SQL = r"[^\s.'\"`;]+( [^\s.'\"`;]+)*"  # in any script, with single spaces: "Order Details"; never a quote

NAME = r"^[a-z][a-z0-9_]*$"
CATEGORY = r"^(system|user)(\.[a-z_]+)*$"
ENDPOINT = rf"^({_ENV}|[a-z][a-z0-9+.-]*://\S*)$"
SPAN = r"^[0-9]{1,5}[dwmy]$"
COLUMN = rf"^{_SQL}\.{_SQL}$"
SQL_NAME = rf"^{_SQL}$"
COUNTRY = r"^[A-Z]{2}$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
SENTENCE = r"^\S.*$"
SECRET = rf"^{_ENV}$"
HEADER = r"^[a-z][a-z0-9-]*$"
REQUEST = r"^/[^\s#\\]*$"
JSON_PATH = r"^\$(\.[^\s.?*\[\]'\"`;$]+\??|\[\*\])+$"


def _shape(pattern: str, description: str, **schema: object) -> Meta:
    # Not Meta(pattern=…): msgspec 0.22 writes past its memory where a text with such a pattern stands in a
    # union with a list or a dict (`Name | tuple[Name, ...]`). `conversion` checks the keyword instead.
    return Meta(description=description, extra_json_schema={"pattern": pattern, **schema})


Name = Annotated[str, _shape(NAME, "A name: small letters, digits and _, beginning with a letter.")]
Category = Annotated[str, _shape(CATEGORY, "A data category of the Fides taxonomy.", enum=list(KEYS))]
Endpoint = Annotated[str, _shape(ENDPOINT, "env:NAME for what the environment variable NAME holds, or a URL.")]
Span = Annotated[str, _shape(SPAN, "A span of time in days, weeks, months or years: 90d.")]
Column = Annotated[str, _shape(COLUMN, "A column of a table: customers.id.")]
SqlName = Annotated[str, _shape(SQL_NAME, "A table, or a column without its table.")]
Country = Annotated[str, _shape(COUNTRY, "A country by its two letters (ISO 3166): GB.")]
Language = Annotated[str, _shape(LANGUAGE, "A language by its tag (BCP 47): en, de, pt-BR.")]
Sentence = Annotated[str, _shape(SENTENCE, "A sentence of the closed grammar of rules.")]
Secret = Annotated[str, _shape(SECRET, "env:NAME for what the environment variable NAME holds.")]
Header = Annotated[str, _shape(HEADER, "The name of an HTTP header, in small letters: authorization.")]
Request = Annotated[str, _shape(REQUEST, "A path below the store's address: /customers/{person}.")]
JsonPath = Annotated[
    str, _shape(JSON_PATH, "Where a value stands in an answer, by names and [*]: $.orders[*].state.")
]
Count = Annotated[int, Meta(ge=0)]
Amount = Annotated[float, Meta(ge=0)]

# In 48ths of a day, so that a month (a twelfth of 365.25 days) is whole and 12m is exactly 1y.
_LENGTHS = {"d": 48, "w": 7 * 48, "m": 1461, "y": 12 * 1461}


def span_days(span: str) -> int:
    """The days in a span, rounded up: what is promised to be gone after it is not promised too early.

    >>> span_days("90d"), span_days("12m"), span_days("1y"), span_days("3m")
    (90, 366, 366, 92)
    """
    return -(-int(span[:-1]) * _LENGTHS[span[-1]] // 48)
