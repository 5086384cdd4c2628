"""References: numbers of customers, orders, policies, claims, bookings: by the words beside them or by their form.

A form is telling when things do not have it: letters and six digits or more, "#" before digits, a booking code of six
letters and digits mixed, a user name with its number. Flights (HAT028), articles (AK-1575-S), error codes (E-0230)
have shorter ones, and then words decide.
"""

import re
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.numbers.cues import Cue, Kind, cue_before, is_word
from needline.spot.numbers.lists import words

_TOKEN: Final = Expression(r"[^\W_](?:[^\W_]|[-_](?=[^\W_]))*")
_LONGEST: Final = 40  # characters of a code before the digit that it was found by
_NUMBERED: Final = Expression(r"[A-Z]{1,4}[-_]?[0-9]{6,12}|[A-Z]{1,3}-[0-9]{2,4}-[0-9]{4,10}|[0-9]{6,12}[A-Z]{1,3}")
_HASHED: Final = Expression(r"[A-Z]{1,4}-?(?!(?:19|20)[0-9]{2}$)[0-9]{4,12}")
_USER: Final = Expression(r"[a-z]{2,}(?:_[a-z]{1,})*_[0-9]{3,}", re.IGNORECASE)
_MIXED: Final = Expression(r"[A-Z0-9]{6}")
_ORDINAL: Final = Expression(
    r"[0-9]{1,4}(?:st|nd|rd|th|s|er|ère|e|h|m|k|x|g|am|pm|min|p|pcs|gb|mb|tb|kg|mg|ml|cm|mm|km|hrs?|d|w|y|yrs?|c|f|ft|"
    r"in|l|v|a)",
    re.IGNORECASE,
)
_WORDS: Final = Expression(r"[0-9]{1,4}(?:-[a-z]{3,}){1,3}")  # "35-year-old"
_TIME: Final = Expression(r"[0-9]{1,2}[h:][0-9]{2}(?:am|pm|h|uhr)?|[0-9]{8}T[0-9]{4,6}Z?", re.IGNORECASE)
_HEX: Final = Expression(r"0x[0-9a-f]+|(?=[0-9a-f-]*[a-f])[0-9a-f-]{16,}", re.IGNORECASE)
_YEAR: Final = Expression(r"(?:19|20)[0-9]{2}")
_BY_CODE: Final = frozenset({Found.REFERENCE, Found.IDENTITY_NUMBER, Found.BANK_ACCOUNT})


def token_at(text: str, start: int) -> tuple[int, int]:
    """The word of letters, digits, - and _ that the character at `start` belongs to."""
    first = start
    while first and start - first < _LONGEST:
        before = text[first - 1]
        if not (before.isalnum() or (before in "-_" and text[max(0, first - 2) : first - 1].isalnum())):
            break
        first -= 1
    match = _TOKEN.match(text, first, start + 64)
    return (first, max(match.end(), start + 1)) if match else (first, start + 1)


def is_thing(token: str) -> bool:
    """Whether a word with digits is an ordinal, a quantity, a time, a hash: nobody's reference whatever stands by."""
    return bool(
        _ORDINAL.fullmatch(token) or _WORDS.fullmatch(token) or _TIME.fullmatch(token) or _HEX.fullmatch(token)
    )


def coded(text: str, start: int, end: int, cue: Cue | None, asked: tuple[str, ...]) -> Finding | None:
    """The finding for a word of letters and digits."""
    token = text[start:end]
    digits = sum(map(str.isdigit, token))
    if _USER.fullmatch(token):
        return Finding(start, end, Found.REFERENCE, 0.9, "a name with a number, as accounts are called")
    mixed = is_booking(token)
    if cue and cue.kind is Kind.OTHER and cue.strangers == 0 and (cue.numbered or not mixed):
        return None
    if cue and _is_named(cue, token, digits):
        score = 0.85 if cue.kind is Kind.BANK else 0.95
        return Finding(_marked(text, start), end, Found.REFERENCE, score, "words call it a reference")
    if asked and asked[0] in _BY_CODE and digits >= 2:
        return Finding(start, end, asked[0], 0.85, "letters and digits, and such were asked for")
    return _formed(text, start, end, token, mixed=mixed)


def _formed(text: str, start: int, end: int, token: str, *, mixed: bool) -> Finding | None:
    """The finding for a word of letters and digits that its form tells."""
    if text[start - 1 : start] == "#" and _HASHED.fullmatch(token):
        return Finding(start - 1, end, Found.REFERENCE, 0.9, "letters and digits behind #")
    if _NUMBERED.fullmatch(token):
        return Finding(start, end, Found.REFERENCE, 0.8, "letters and six digits or more")
    return Finding(start, end, Found.REFERENCE, 0.65, "six letters and digits, mixed") if mixed else None


def is_booking(token: str) -> bool:
    """Whether six capital letters and digits take turns, as in booking codes."""
    if not _MIXED.fullmatch(token):
        return False
    changes = sum(one.isdigit() != other.isdigit() for one, other in pairwise(token))
    return changes > 1 or (token[0].isdigit() and token[1:].isalpha())


def _is_named(cue: Cue, token: str, digits: int) -> bool:
    if cue.kind not in {Kind.REFERENCE, Kind.BANK, Kind.NUMBER} or len(token) < 4 or digits < 1:
        return False
    if cue.strangers and not (digits >= 3 and token.upper() == token):
        return False
    if cue.kind is Kind.NUMBER:
        return digits >= 3
    return digits >= 2 or cue.numbered or token.upper() == token


def _marked(text: str, start: int) -> int:
    return start - 1 if text[start - 1 : start] == "#" else start


def hashed(text: str, start: int, end: int, digits: str) -> Finding | None:
    """The finding for digits alone behind #."""
    if text[start - 1 : start] != "#" or len(digits) < 4 or (len(digits) == 4 and _YEAR.fullmatch(digits)):
        return None
    return Finding(start - 1, end, Found.REFERENCE, 0.85, "digits behind #")


def numbered(text: str, start: int, end: int, digits: str, cue: Cue) -> Finding | None:
    """The finding for digits, and the letters beside them, that words call so."""
    if len(digits) > 20:
        return None
    first, last = with_letters(text, start, end)
    if last - first > max(end - start, 3) and cue.strangers < 2 and (cue.numbered or len(digits) > 3):
        return Finding(first, last, Found.REFERENCE, 0.9, "letters and digits in pieces, called a reference")
    if len(digits) < 3 or (len(digits) < 5 and (cue.strangers or not cue.numbered)):
        return None
    if len(digits) == 4 and _YEAR.fullmatch(digits) and not cue.numbered:
        return None
    score = 0.95 if len(digits) > 4 and not cue.strangers else 0.75
    return Finding(_marked(text, start), end, Found.REFERENCE, score, "words call it a reference")


_BY_PIECES: Final = MappingProxyType(
    {Kind.REFERENCE: Found.REFERENCE, Kind.IDENTITY: Found.IDENTITY_NUMBER, Kind.BANK: Found.BANK_ACCOUNT}
)


def in_pieces(text: str, start: int, end: int) -> Finding | None:
    """A code that begins with short letters apart, right behind the words for it: "claim number mju 562"."""
    if not text[start - 2 : start - 1].isalpha():
        return None
    first, last = with_letters(text, start, end)
    cue = cue_before(text, first) if first < start else None
    if cue is None or cue.strangers or cue.kind not in _BY_PIECES or not cue.numbered or last - first < 4:
        return None
    return Finding(first, last, _BY_PIECES[cue.kind], 0.9, "letters and digits in pieces, and words name them")


_LEFT: Final = Expression(r"(?<![^\W_])([A-Za-z]{1,4})[ /-]$")
_RIGHT: Final = Expression(
    r"(?: [A-Za-z]{1,3}(?= [0-9]|[^\w ]|$| ?$))?(?:[ -][A-Za-z]{0,3} ?[0-9]{1,10}(?![\w])){0,8}"
)
_SHORT_WORDS: Final = words("short words")


def with_letters(text: str, start: int, end: int) -> tuple[int, int]:
    """`start` to `end` with the short letters that belong to a code that is written in pieces: "38579 kel 1438"."""
    left = _LEFT.search(text, max(0, start - 6), start) if text[start - 2 : start - 1].isalpha() else None
    if left and _is_piece(left[1]):
        start = left.start()
    right = _RIGHT.match(text, end) if text[end : end + 1] in {" ", "-"} else None
    return start, (right.end() if right and _is_piece(right[0]) else end)


def _is_piece(said: str) -> bool:
    if len(said) == 2 and said[0] == " " and said[1].isupper():  # at the end, and no word but "I" is one letter there
        return True
    letters = "".join(filter(str.isalpha, said)).lower()
    return bool(letters) and not is_word(letters) and letters not in _SHORT_WORDS


_POSTCODE: Final = Expression(
    r"(?:[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[0-9]{4} ?[A-Z]{2}|"
    r"[0-9]{5}-?[0-9]{3,4}|[0-9]{4}-[0-9]{3}|[0-9]{2}[-.][0-9]{3}(?:-[0-9]{3})?|[0-9]{3} ?[0-9]{2}|"
    r"[A-Z]{1,2}-?[0-9]{4,5}|[0-9]{3} ?[0-9]{3}|[A-Z][0-9]{2} ?[A-Z0-9]{4}|[0-9]{3,8})(?![^\W_])",
    re.IGNORECASE,
)


def postcode(text: str, start: int) -> Finding | None:
    """The postcode that begins at `start`, where words call it so."""
    match = _POSTCODE.match(text, start)
    return Finding(start, match.end(), Found.PLACE, 0.85, "words call it a postcode") if match else None


_IN_LINKS: Final = frozenset("/@=&?.")


def is_in_link(text: str, start: int) -> bool:
    """Whether `start` lies in a link, an e-mail address or a handle."""
    if text[start - 1 : start] not in _IN_LINKS:
        return False
    word = (text[max(0, start - 200) : start].split() or [""])[-1]
    return "://" in word or "www." in word or "@" in word


_LIST: Final = Expression(
    r"[\s,;&*\"'\-•]{0,8}(?:(?:and|or|und|oder|et|ou|y|o|e|en|of|oraz|i|och|og)\s)?[\s\"'*\-•]{0,4}"
    r"(?:[0-9]{1,2}[.)]\s)?[*\"'#]{0,3}"
)


def is_listed(text: str, end: int, start: int) -> bool:
    """Whether nothing but a comma, "and" or a new line of a list stands between `end` and `start`."""
    return start - end <= 16 and _LIST.fullmatch(text, end, start) is not None
