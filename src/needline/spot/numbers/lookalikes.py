"""Look-alikes: amounts, quantities, coordinates, numbers of things: what has digits and is nobody's.

A number of 13 digits or more is masked whatever it looks like. It escapes only as an ISBN or EAN that is called so
right before, whose check digit holds, and that no card has: cards of 13 digits begin with 4 and pass Luhn's test, and
no issuer has 978 or 979 (ISO/IEC 7812-1); as a parcel of the US post; or as an amount that only a program writes.
"""

import re
from typing import Final

from needline.spot.numbers.lists import words

_MONEY: Final = frozenset("$€£¥₹₺₴₽¢")
_CURRENCIES: Final = words("currencies")
_UNITS: Final = _CURRENCIES | words("units")
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]{1,7})\.?\s?[-–]?$")
_WORD_AFTER: Final = re.compile(r"\s?[-–]?\s?(?:([$€£¥₹₺%‰°])|([^\W\d_]+))")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,5}")
_DECIMAL: Final = re.compile(r"[0-9]{1,3}(?:[,. ][0-9]{3}){0,5}[.,][0-9]{1,2}|[0-9]{1,9}[.,][0-9]{1,2}")
_THOUSANDS: Final = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,3}(?:\.[0-9]{3}){1,5}|[0-9]{1,3}(?: [0-9]{3}){1,5}"
)
_COORDINATE: Final = re.compile(r"[0-9]{1,3}\.[0-9]{4,9}")
_FLOAT: Final = re.compile(r"[0-9]{1,6}\.[0-9]{1,14}(?:0{5}|9{5})[0-9]{1,8}")


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether `start` to `end` counts or measures something: "£4,734.50", "500 mg"."""
    if is_money(text, start):
        return True
    after = _WORD_AFTER.match(text, end, end + 16)
    if after and (after[1] or after[2].lower() in _UNITS):
        return True
    return _DECIMAL.fullmatch(text, start, end) is not None or _GROUPED.fullmatch(text, start, end) is not None


def is_money(text: str, start: int) -> bool:
    """Whether a currency stands right before `start`."""
    before = text[max(0, start - 9) : start].rstrip()
    if not before or before[-1] in _MONEY:
        return bool(before)
    word = _WORD_BEFORE.search(before)
    return word is not None and word[1].lower() in _CURRENCIES


def is_long_amount(text: str, start: int, end: int) -> bool:
    """Whether 13 digits or more are surely money: in thousands, with decimals or a currency, or from a program.

    A program leaves zeros or nines of binary fractions: "35.52999999999997" as the value of a JSON field.
    """
    if _FLOAT.fullmatch(text, start, end):
        return text[max(0, start - 3) : start].strip() == '":'
    if _DECIMAL.fullmatch(text, start, end) and _THOUSANDS.match(text, start, end):
        return True
    return is_money(text, start) and _THOUSANDS.fullmatch(text, start, end) is not None


def is_coordinate(text: str, start: int, end: int) -> bool:
    """Whether this is one of a pair of coordinates: degrees with four decimals or more."""
    return _COORDINATE.fullmatch(text, start, end) is not None


_BOOK: Final = re.compile(r"(?<![^\W_])isbn(?:[ -]?1[03])?(?: (?:is|no\.?|number))?[\s:#*]{0,3}$", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"(?<![^\W_])(?:ean|gtin|barcode|upc)(?:[ -]?1[0-4])?[\s:#*]{0,3}$", re.IGNORECASE)
_PARCEL: Final = re.compile(r"(?<![^\W_])(?:tracking|sendungs\w*|suivi|seguimiento|parcel)\W", re.IGNORECASE)


def is_article(text: str, start: int, digits: str) -> bool:
    """Whether `digits` are an ISBN or EAN, called so right before, and nothing that a card could be."""
    if len(digits) != 13 or not _ean_holds(digits) or (digits[0] == "4" and luhn(digits)):
        return False
    before = text[max(0, start - 24) : start]
    if digits.startswith(("978", "979")) and _BOOK.search(before):
        return True
    return _ARTICLE.search(before) is not None


def is_parcel(text: str, start: int, digits: str) -> bool:
    """Whether `digits` are a parcel of the US post, 20 or 22 digits that begin with 91 to 94, and called so."""
    if len(digits) not in {20, 22} or digits[0] != "9" or digits[1] not in "1234":
        return False
    return _PARCEL.search(text, max(0, start - 40), start) is not None


def _ean_holds(digits: str) -> bool:
    return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0


_DOUBLED: Final = str.maketrans("0123456789", "0246813579")


def luhn(digits: str) -> bool:
    """Whether the checksum of ISO/IEC 7812-1 annex B holds.

    >>> luhn("4111111111111111"), luhn("4111111111111112")
    (True, False)
    """
    doubled = digits[-2::-2].translate(_DOUBLED)
    return sum(map(int, digits[::-2] + doubled)) % 10 == 0


_UUID: Final = re.compile(r"(?<![0-9a-f-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f-])", re.IGNORECASE)


def uuid_around(text: str, start: int) -> int:
    """Where the UUID ends that `start` lies in; `start` where it lies in none."""
    for match in _UUID.finditer(text, max(0, start - 36), start + 37):
        if match.start() <= start < match.end():
            return match.end()
    return start
