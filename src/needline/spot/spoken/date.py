"""Dates as they are said: "october tenth nineteen fifty four", "the 2nd of the 8th 1964", "4 kwietnia 1950".

A date is a birth date when it was asked for, when the words before say so, or when it is all that was said; dates of
everything else are no personal data.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from needline.spot.expression import Expression
from needline.spot.spoken.lexicon import words
from needline.spot.spoken.words import Kind, known_word

MONTHS: Final = words("months")
_ORDINALS: Final = words("ordinals")
_GLUE: Final = words("glue")
DATE_WORDS: Final = MONTHS | _ORDINALS | _GLUE
_TOKEN = Expression(r"[^\W\d_]+|[0-9]+")
_GAP = Expression(r"[\s,.\-/']{0,4}")
_WORD = Expression(r"(?<![^\W_])[^\W\d_]{3,15}(?![^\W_])")
_NTH_IN_DIGITS = Expression(r"[0-9](?:st|nd|rd|th)(?!\w)")
_REACH = 9  # words of one date on either side of its month
_BORN = Expression(
    r"(?<!\w)(?:born|birth\w*|dob|d\.o\.b\.?|geboren|geburt\w*|née?|naissance|nacimiento|nac[ií]\w*|nat[oa]|nascit\w*|"
    r"geboorte\w*|nascimento|nasceu|nasci|urodz\w*|naroz\w*|född\w*)(?!\w)"
)
_NTH = rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)|(?:twenty |thirty )?(?:{'|'.join(sorted(_ORDINALS))}))"
_OF_THE = Expression(rf"(?<!\w)(?:the )?{_NTH} (?:of |day of )?(?:the )?{_NTH}(?: month)?,? (?:of )?(?:the year )?")


class Date(Struct, frozen=True):
    """A date said in words or digits; `whole` when it has a day, a month and a year."""

    start: int
    end: int
    whole: bool


def is_born(text: str, before: int) -> bool:
    """Whether the words of `text` shortly before `before` speak of a birth."""
    return _BORN.search(text, max(0, before - 40), before) is not None


def dates(text: str) -> Iterator[Date]:
    """The dates of `text`, which is in lower case, that name their month or count it ("the 2nd of the 8th")."""
    done = 0
    ordinal = _NTH_IN_DIGITS.search(text) is not None
    for word in _WORD.finditer(text):
        said = word[0]
        ordinal = ordinal or said in _ORDINALS
        if said in MONTHS and word.start() >= done and (date := _around(text, word)):
            done = date.end
            yield date
    if ordinal:
        yield from _counted(text)


type_of_tokens = list[tuple[str, int, int]]


def _around(text: str, named: re.Match[str]) -> Date | None:
    near = _TOKEN.finditer(text, max(0, named.start() - 60), named.end() + 120)
    tokens = [(match[0], *match.span()) for match in near]
    first = last = month = next(place for place, (_, start, _) in enumerate(tokens) if start == named.start())
    while first > 0 and month - first < 5 and _belongs(text, tokens, first - 1):
        first -= 1
    while last + 1 < len(tokens) and last - month < _REACH and _belongs(text, tokens, last + 1, behind=True):
        last += 1
    while first < month and tokens[first][0] in _GLUE and tokens[first][0] not in {"the", "el", "le"}:
        first += 1
    while (
        last > month and tokens[last][0] in _GLUE and tokens[last][0] not in {"roku", "rok", "st", "nd", "rd", "th"}
    ):
        last -= 1
    said = sum(_counts(token) for token, _, _ in tokens[first : last + 1])
    if not said:
        return None
    whole = any(map(_is_year, tokens[month : last + 1])) or (last - month >= 2 and said >= 3)
    return Date(tokens[first][1], tokens[last][2], whole)


def _belongs(text: str, tokens: type_of_tokens, place: int, *, behind: bool = False) -> bool:
    word, start, end = tokens[place]
    gap = text[tokens[place - 1][2] : start] if behind else text[end : tokens[place + 1][1]]
    return (word in _GLUE or _counts(word)) and _GAP.fullmatch(gap) is not None


def _counts(word: str) -> bool:
    known = known_word(word)
    number = known is not None and known.kind in {Kind.NUMBER, Kind.HUNDRED, Kind.THOUSAND} and len(word) > 1
    return number or word in _ORDINALS or (word.isdigit() and len(word) <= 4)


def _is_year(token: tuple[str, int, int]) -> bool:
    return len(token[0]) == 4 and token[0].isdigit()


def _counted(text: str) -> Iterator[Date]:
    for match in _OF_THE.finditer(text):
        end = match.end()
        while (token := _TOKEN.match(text, end)) and _counts(token[0]):
            end = token.end() + 1
        if end > match.end():
            yield Date(match.start(), min(end - 1, len(text)), whole=True)
