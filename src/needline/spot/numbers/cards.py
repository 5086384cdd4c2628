"""Cards: thirteen digits or more are a card number, however they are grouped and whatever their checksum.

A Luhn test as a gate lets through every mistyped number and every one that ran together with its expiry date, and
those hold fifteen true digits. So it only chooses the name of the finding. What is no card among such runs is named
by its own evidence: a telephone number with its country, an identity number whose check digits hold, a word before.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from needline.spot.finding import Finding, Found
from needline.spot.numbers.cues import Cue, Kind
from needline.spot.numbers.lookalikes import is_long_amount, luhn

LEAST: Final = 13
_MOST: Final = 19
_GROUP: Final = re.compile(r"[0-9]+")
_HARD: Final = re.compile(r"[,|\n\r\t]")  # such signs part two numbers more often than the digits of one
_FOURS: Final = re.compile(
    r"(?<![0-9])[0-9]{4}(?:(?:[^\w\s]|\s{1,2})[0-9]{4}){3}(?:(?:[^\w\s]|\s{1,2})[0-9]{1,3})?(?![0-9])"
)
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_ISSUERS: Final = re.compile(r"[2456]|3[0-9]|180|213")
_KINDS: Final = MappingProxyType(
    {
        Kind.PHONE: Found.PHONE,
        Kind.BANK: Found.BANK_ACCOUNT,
        Kind.IDENTITY: Found.IDENTITY_NUMBER,
        Kind.REFERENCE: Found.REFERENCE,
    }
)
_GROUPINGS: Final = frozenset(
    {(4, 6, 5), (4, 6, 4), (4, 4, 4), (4, 4, 8), (4, 4, 5), (4, 5, 6), (6, 6, 7), (8, 8, 3)}
)


def stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a run that commas, bars and lines leave together: all of it where they only group one number."""
    if not _HARD.search(text, start, end):
        yield start, end
        return
    groups = [match.span() for match in _GROUP.finditer(text, start, end)]
    gaps = [text[one[1] : other[0]] for one, other in pairwise(groups)]
    at = 0
    while at < len(groups):
        last = _last_grouped(text, groups, gaps, at)
        while last == at or (last < len(gaps) and not _HARD.search(gaps[last])):
            if last >= len(gaps) or _HARD.search(gaps[last]):
                break
            last += 1
        yield groups[at][0], groups[last][1]
        at = last + 1


def _last_grouped(text: str, groups: list[tuple[int, int]], gaps: list[str], at: int) -> int:
    """The last of the groups from `at` on that one and the same hard sign joins into one number; `at` if none."""
    last = at
    while last < len(gaps) and gaps[last].strip(" ") == gaps[at].strip(" ") and _HARD.search(gaps[last]):
        last += 1
    sizes = [end - start for start, end in groups[at : last + 1]]
    if sum(sizes) < LEAST or len(sizes) < 3 or (len(set(sizes[:-1])) > 1 and tuple(sizes[:3]) not in _GROUPINGS):
        return at
    said = [text[start:end] for start, end in groups[at : last + 1]]
    return at if all(map(_YEAR.fullmatch, said)) or is_long_amount(text, groups[at][0], groups[last][1]) else last


def is_dialled(text: str, start: int, digits: str) -> bool:
    """Whether this is dialled with its country: at most 15 digits after + or 00 (ITU-T E.164)."""
    before = text[max(0, start - 2) : start]
    if before.endswith("+") or before == "+(":
        return len(digits) <= 15
    return digits.startswith("00") and len(digits) <= 17 and digits[2] != "0"


def is_issued(digits: str) -> bool:
    """Whether an issuer's number begins so and the checksum holds."""
    return len(digits) <= _MOST and _ISSUERS.match(digits) is not None and luhn(digits)


def card(start: int, end: int, digits: str, cue: Cue | None, asked: tuple[str, ...]) -> Finding:
    """The finding for a run of 13 digits or more that nothing else explains."""
    if is_issued(digits):
        return Finding(start, end, Found.CARD_NUMBER, 0.99, f"{len(digits)} digits; the checksum holds")
    named = _KINDS.get(cue.kind) if cue else None
    if named:
        return Finding(start, end, named, 0.95, f"{len(digits)} digits, and the words before name them")
    if len(digits) > 16 and any(is_issued(digits[:length]) for length in (16, 15)):
        return Finding(start, end, Found.CARD_NUMBER, 0.97, f"{len(digits)} digits; the first of them are a card's")
    what = next((one for one in asked if one in _ASKED), Found.CARD_NUMBER)
    return Finding(start, end, what, 0.95, f"{len(digits)} digits; a card may be mistyped")


_ASKED: Final = frozenset({*_KINDS.values(), Found.CARD_NUMBER})


def fours(text: str, cleared: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """Four groups of four that any sign or line parts, but for those within what is known to be no card."""
    for match in _FOURS.finditer(text):
        known = any(start <= match.start() < end for start, end in cleared)
        if not known and not all(map(_YEAR.fullmatch, _GROUP.findall(match[0]))):
            yield Finding(*match.span(), Found.CARD_NUMBER, 0.95, "four groups of four digits")


_EXPIRY: Final = re.compile(r"(?:0?[1-9]|1[0-2])\s?[/\-. ]\s?(?:20)?[2-4][0-9]")
_MASKED: Final = re.compile(r"[*xX•·#.]{3}[ \-]?$")


def detail(text: str, start: int, end: int, digits: str, cue: Cue) -> Finding | None:
    """The expiry date or the last digits of a card, where words say so."""
    if cue.strangers > (2 if cue.ending else 1):
        return None
    if cue.kind is Kind.EXPIRY and (_EXPIRY.fullmatch(text, start, end) or _EXPIRY.fullmatch(_split(digits))):
        return Finding(start, end, Found.CARD_DETAIL, 0.95, "an expiry date")
    if end - start != len(digits) or cue.kind is Kind.EXPIRY:
        return None
    if cue.kind is Kind.CARD and not (cue.ending or cue.numbered or cue.strangers == 0):
        return None
    return _last_digits(start, end, digits, cue)


def _split(digits: str) -> str:
    return f"{digits[:2]}/{digits[2:]}"


def _last_digits(start: int, end: int, digits: str, cue: Cue) -> Finding | None:
    if not 3 < len(digits) < 7 or (not cue.ending and not cue.numbered and _YEAR.fullmatch(digits)):
        return None
    return Finding(start, end, Found.CARD_DETAIL, 0.95 if cue.ending else 0.85, "the last digits of a card")


def is_masked(text: str, start: int) -> bool:
    """Whether what stands before `start` stands for digits that are left out: "**** **** **** 7334"."""
    return _MASKED.search(text, max(0, start - 5), start) is not None


_CLOSE: Final = re.compile(r"[\s,;/|\-]{1,4}(?:(?:exp\.?|expires?|valid(?: thru)?|cvv|cvc)[\s:]{1,2})?")


def beside(text: str, start: int, end: int, digits: str, last: Finding | None) -> Finding | None:
    """The expiry date or the code that stands right behind a card number or another detail of it."""
    if last is None or last.what not in _DETAILS or start - last.end > 16:
        return None
    if not _CLOSE.fullmatch(text, last.end, start):
        return None
    if _EXPIRY.fullmatch(text, start, end):
        return Finding(start, end, Found.CARD_DETAIL, 0.9, "an expiry date behind a card number")
    if end - start == len(digits) and 3 <= len(digits) <= 4 and not _YEAR.fullmatch(digits):
        return Finding(start, end, Found.SECURITY_CODE, 0.8, "three or four digits behind a card number")
    return None


_DETAILS: Final = frozenset({Found.CARD_NUMBER, Found.CARD_DETAIL})
