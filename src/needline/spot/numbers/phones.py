"""Telephone numbers: by their country code, by how they are written, and by the words beside them.

phonenumbers takes 28 µs a number and the time to load a country's plan, so it is asked last and only where a wrong
answer costs something: a number without country, zero or words.
"""

import re
from types import MappingProxyType
from typing import Final

from needline.spot.finding import Finding, Found

_MASK: Final = str.maketrans("123456789", "000000000")
_EXTENSION: Final = re.compile(
    r"\s?,?\s?(?:x|ext\.?|extension|durchwahl|poste|int\.?|#)\s?[0-9]{2,6}(?![0-9])", re.IGNORECASE
)
_NORTH_AMERICAN: Final = frozenset(
    {
        "000-000-0000", "000.000.0000", "(000) 000-0000", "(000)000-0000", "(000) 000 0000", "000 000 0000",
        "(000) 000.0000", "(000)-000-0000", "000/000-0000", "000-000 0000", "000 000-0000", "0-000-000-0000",
        "0 (000) 000-0000", "0 000 000 0000", "0.000.000.0000", "0(000)000-0000", "0-(000)-000-0000", "000_000_0000",
        "0 000-000-0000", "0 (000) 000 0000", "0 (000)-000-0000", "0-000 000 0000", "000.000-0000", "000 0000000",
    }
)  # fmt: skip
_GROUPED: Final = re.compile(  # as subscribers' numbers are grouped in Europe and Latin America
    r"0{2}(?:[ .-]0{2}){3}|0{3}[ -]0{2}[ -]0{3}|0{4}[ .-]0{4}|0{3}(?:[ .-]0{3}){2}|0{3}(?:[ .-]0{2}){3}|"
    r"0{2} 0{4}[ -]0{4}|0{2} 0{5}[ -]0{4}|0{2} 0{3} 0{2} 0{2}|0{5} 0{5}|0{4}[ -]0{6,7}|"
    r"\(0{2,4}\)[ -]?0{3,4}[ -]?0{2,4}(?:[ -]?0{2})?|\(0{2,4}\)[ .-]{1,2}0{3,4}[ .-]0{3,4}|\(0{2}\)[ -]?0{4,5}-0{4}|"
    r"0{4}(?:[ ./-]{1,3}0{4}){1,2}(?:[ ./-]{1,3}0{1,3})?"
)
_REGIONS: Final = MappingProxyType(
    {
        7: ("HU",),
        8: ("NO", "DK", "SG", "HU", "BE"),
        9: ("ES", "PL", "PT", "CZ", "CH", "NL", "AT", "BE", "AU", "HU"),
        10: ("US", "IN", "MX", "IT"),
        11: ("BR", "DE"),
    }
)
# A day, and a time or an amount behind it.
_DAY: Final = re.compile(r"(?:[0-2][0-9]|3[01])(?:[0-2][0-9]|3[01])(?:19|20)[0-9]{2}(?:[0-9]{3,4})?$")


def opened(text: str, start: int) -> int:
    """Where a telephone number begins whose first digit stands at `start`: with its + and bracket."""
    while start and text[start - 1] in "+(":
        start -= 1
    return start


def closed(text: str, end: int) -> int:
    """Where it ends, with its extension."""
    extension = _EXTENSION.match(text, end)
    return extension.end() if extension else end


def has_extension(text: str, end: int) -> bool:
    """Whether an extension follows."""
    return _EXTENSION.match(text, end) is not None


def named(text: str, start: int, end: int, score: float = 0.95) -> Finding:
    """The finding for digits that words or a question call a telephone number."""
    return Finding(opened(text, start), closed(text, end), Found.PHONE, score, "called a telephone number")


def dialled(text: str, start: int, end: int, digits: str) -> Finding | None:
    """A number with its country, after + or 00."""
    first = opened(text, start)
    if "+" in text[first:start]:
        score = 0.97 if 8 <= len(digits) <= 15 and digits[0] != "0" else 0.75
    elif digits.startswith("00") and 10 <= len(digits) <= 17 and digits[2] != "0":
        score = 0.85
    else:
        return None
    return Finding(first, closed(text, end), Found.PHONE, score, "a telephone number with its country")


def written(text: str, start: int, end: int, digits: str) -> Finding | None:
    """A number that is written as telephone numbers are, though no word says so."""
    first = opened(text, start) if ")" in text[start:end] else start
    score = _written_score(text[first:end].translate(_MASK), digits)
    if not score:
        return None
    return Finding(first, closed(text, end), Found.PHONE, score, "written as telephone numbers are")


def _written_score(shape: str, digits: str) -> float:
    size = len(digits)
    if _DAY.match(digits):
        return 0.0
    if shape in _NORTH_AMERICAN and (size == 10 or digits[0] in "10"):
        return 0.9 if digits[-10] in "23456789" else 0.75
    if digits[0] == "0" and 9 <= size <= 12 and digits[1] != "0":
        return 0.85 if len(shape) > size else 0.7
    if 8 <= size <= 12 and len(shape) > size and _GROUPED.fullmatch(shape):
        return 0.7 if any(is_valid(digits, region) for region in _REGIONS.get(size, ())) else 0.0
    return 0.0


def is_subscriber(digits: str) -> bool:
    """Whether ten plain digits may be a number of North America, or an Indian mobile."""
    return len(digits) == 10 and digits[0] in "23456789" and (digits[3] in "23456789" or digits[0] in "6789")


def is_valid(number: str, region: str) -> bool:
    """Whether the numbering plan of `region` holds `number`."""
    from phonenumbers import NumberParseException, is_valid_number, parse  # 60 ms that most texts never need

    try:
        return bool(is_valid_number(parse(number, region)))
    except NumberParseException:
        return False
