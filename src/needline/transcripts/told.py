"""What a platform says of a conversation, in lower case, and when it says that it was."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from needline.drift.fields import field_of
from needline.transcripts.encoding import whole

_MOST = 2_000  # characters of one field
_PARTS = re.compile(r"\s*(?:<[^<>]{0,20}>|[;|,])\s*")  # what lists of values are written with
_UNITS = ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3), (1e8, 1.0))  # from this number on, so many a second
_LATEST = 32_503_680_000.0  # the year 3000


def told(fields: Mapping[str, object]) -> dict[str, str]:
    """What these fields of a platform tell of the journey, under our words for them; all others are left out.

    >>> told({"Queue": "Billing EU", "labels": ["VIP", "Refund"], "card_number": "4929"})
    {'queue': 'billing eu', 'tags': 'vip, refund'}
    """
    return joined((field_of(name), value) for name, value in fields.items())


def joined(pairs: Iterable[tuple[str, object]]) -> dict[str, str]:
    """The values of each field, in their order and once each; pairs of an empty field are left out."""
    found: dict[str, dict[str, None]] = {}
    for field, value in pairs:
        if field and (values := dict.fromkeys(_values(value))):
            found[field] = found.get(field, {}) | values
    return {field: ", ".join(values)[:_MOST] for field, values in found.items()}


def _values(value: object) -> list[str]:
    match value:
        case str():
            return [part for part in _PARTS.split(whole(value[:_MOST]).strip().lower()) if part]
        case bool() | None:
            return []
        case int():
            return [str(value)]
        case {"name": inner} | {"Name": inner} | {"display_name": inner} | {"title": inner}:
            return _values(inner)
        case list():
            return [one for inner in value[:100] for one in _values(inner)]
    return []


def seconds(value: object) -> float | None:
    """A platform's time in seconds since 1970, UTC; None for what is no time.

    >>> seconds("2026-03-01T12:00:00Z"), seconds(1772366400000), seconds("soon")
    (1772366400.0, 1772366400.0, None)
    """
    match value:
        case bool():
            return None
        case int() | float():
            return _counted(float(min(value, 10**30)))
        case str() if value.isascii() and value.isdigit():
            return _counted(float(value[:30]))
        case str():
            return _dated(value[:40])
    return None


def _counted(number: float) -> float | None:
    return next((number / unit for least, unit in _UNITS if number >= least and number / unit < _LATEST), None)


def _dated(text: str) -> float | None:
    try:
        at = datetime.fromisoformat(text.removesuffix(" UTC").strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
