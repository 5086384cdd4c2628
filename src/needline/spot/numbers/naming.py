"""Naming: what digits are by the words beside them, by the question that they answer, by how they are written."""

import re
from types import MappingProxyType
from typing import Final

from needline.spot.finding import Finding, Found
from needline.spot.numbers import banking, cards, dates, identities, network, phones, references
from needline.spot.numbers.cues import Cue, Kind
from needline.spot.numbers.lookalikes import is_coordinate

_GROUP: Final = re.compile(r"[0-9]+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
ASKABLE: Final = MappingProxyType(  # how many digits an answer has, at least and at most
    {
        Found.CARD_NUMBER: (4, 19),
        Found.PHONE: (7, 15),
        Found.IDENTITY_NUMBER: (4, 15),
        Found.BANK_ACCOUNT: (4, 26),
        Found.CARD_DETAIL: (3, 6),
        Found.REFERENCE: (3, 20),
        Found.SECURITY_CODE: (3, 8),
        Found.ONE_TIME_CODE: (4, 8),
        Found.PLACE: (4, 9),
    }
)


def sure(text: str, start: int, end: int, digits: str, cue: Cue | None) -> Finding | None:
    """What needs no words: an address of four octets, a number that is dialled with its country."""
    if end - start > 6 and text.count(".", start, end) == 3:
        return network.ipv4(text, start, end, cue)
    if len(digits) == 6 and text[end : end + 2].strip()[:1].isupper():
        return identities.spaced_nino(text, start, end)
    if len(digits) < 7 or not (digits.startswith("00") or text[max(0, start - 2) : start].rstrip("(").endswith("+")):
        return None
    return phones.dialled(text, start, end, digits)


def called(text: str, start: int, end: int, digits: str, cue: Cue) -> Finding | None:
    """What the words beside a number call it."""
    match cue.kind:
        case Kind.PHONE if 7 <= len(digits) <= 15 or (cue.ending and len(digits) < 5):
            return phones.named(text, start, end)
        case Kind.NUMBER if 8 <= len(digits) <= 12:
            return by_form(text, start, end, digits) or phones.named(text, start, end, 0.7)
        case Kind.CARD if len(digits) >= 8 and cue.strangers < 2:
            return Finding(start, end, Found.CARD_NUMBER, 0.9, "words call it a card number")
        case Kind.CARD | Kind.ENDING | Kind.EXPIRY:
            return cards.detail(text, start, end, digits, cue)
        case Kind.BANK if _is_grouped(text, start, end, digits, cue):
            return banking.account(*references.with_letters(text, start, end), digits, text[start:end], cue)
        case Kind.IDENTITY if len(digits) >= 6 or cue.strangers == 0:
            return identities.named(*references.with_letters(text, start, end), len(digits))
        case Kind.PLACE if cue.strangers == 0:
            return references.postcode(text, start)
        case Kind.REFERENCE if _is_grouped(text, start, end, digits, cue):
            return references.numbered(text, start, end, digits, cue)
        case _:
            return None


def _is_grouped(text: str, start: int, end: int, digits: str, cue: Cue) -> bool:
    """Whether digits are grouped as those of references are, and close enough to the words to believe it."""
    if (cue.strangers and len(digits) < 6) or dates.is_short(text, start, end):
        return False
    if end - start == len(digits) or " " not in text[start:end]:
        return True
    sizes = [len(group) for group in _GROUP.findall(text, start, end)]
    return min(sizes) > 2 or len(sizes) == 3


def answer(text: str, start: int, end: int, digits: str, asked: tuple[str, ...]) -> Finding | None:
    """What was asked for, when this may be it."""
    for what in asked:
        least, most = ASKABLE[Found(what)]
        if least <= len(digits) <= most and not _is_year(text, start, end, digits, what):
            if what == Found.PHONE:
                start, end = phones.opened(text, start), phones.closed(text, end)
            elif what in _LETTERED:
                start, end = references.with_letters(text, start, end)
            return Finding(start, end, what, 0.9, "it was asked for")
    return None


_LETTERED: Final = frozenset({Found.REFERENCE, Found.IDENTITY_NUMBER, Found.BANK_ACCOUNT})


def _is_year(text: str, start: int, end: int, digits: str, what: str) -> bool:
    """Whether digits in a longer answer to the question for a reference are a year."""
    if what != Found.REFERENCE or not _YEAR.fullmatch(digits):
        return False
    return _LETTER.search(text[:start]) is not None or _LETTER.search(text[end:]) is not None


def unnamed(text: str, start: int, end: int, digits: str, cue: Cue | None) -> Finding | None:
    """What a number is by its form alone."""
    if is_coordinate(text, start, end) or (cue and cue.kind is Kind.OTHER and cue.strangers == 0):
        return None
    if len(digits) == 4 and cards.is_masked(text, start):
        return Finding(start, end, Found.CARD_DETAIL, 0.85, "the last digits behind those that are left out")
    found = by_form(text, start, end, digits) if len(digits) > 6 else None
    return found or references.hashed(text, start, end, digits) or (None if cue else _plain(text, start, end, digits))


def by_form(text: str, start: int, end: int, digits: str) -> Finding | None:
    """An identity or telephone number that is known by how it is written."""
    return identities.written(text, start, end) or phones.written(text, start, end, digits)


def _plain(text: str, start: int, end: int, digits: str) -> Finding | None:
    """Ten digits in a row that a telephone number has, in a sentence of a person."""
    if end - start != 10 or text[end : end + 1] == '"' or not phones.is_subscriber(digits):
        return None
    return None if references.is_in_link(text, start) else phones.named(text, start, end, 0.6)
