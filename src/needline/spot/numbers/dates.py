"""Dates, numeric in every order and with the month's name, and which of them are dates of birth.

A date is one of birth by the words before it ("born", "geb.", "dob"), because it was asked for, because it stands
right behind a name as records list it, or because it is all that somebody says and its year is one in which customers
are born. Dates of orders and appointments are not.
"""

import re
from collections.abc import Iterator
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.numbers.cues import Kind, cue_before, is_filler, kind_behind
from needline.spot.numbers.lists import words

_MONTHS: Final = words("months")
_Y4, _Y = r"(?:19|20)[0-9]{2}", r"(?:(?:19|20)[0-9]{2}|[0-9]{2})"
_M, _D = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12][0-9]|3[01])"
_MM, _DD = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12][0-9]|3[01])"
_CENTURY: Final = Expression(
    rf"(?<![0-9])(?:{_Y4}([./-]){_M}\1{_D}(?!\1?[0-9])|{_D}([./-]){_M}\2{_Y4}(?!\2?[0-9])|"
    rf"{_M}([./-]){_D}\3{_Y4}(?!\3?[0-9]))"
)
_SHORT_YEAR: Final = Expression(
    rf"(?<![^\s(,;])(?:{_DD}([/.]){_MM}\1[0-9]{{2}}|{_MM}/{_DD}/[0-9]{{2}})(?![^\s),;.?!])"
)
_UNPADDED: Final = Expression(rf"{_D}([/.]){_M}\1[0-9]{{2}}|{_M}/{_D}/[0-9]{{2}}")
_SEP: Final = r"[./\- ]{1,3}"
_NUMERIC: Final = Expression(
    rf"(?<![0-9])(?<![0-9][./-])(?:{_Y4}{_SEP}{_M}{_SEP}{_D}|{_D}{_SEP}{_M}{_SEP}{_Y}|{_M}{_SEP}{_D}{_SEP}{_Y}|"
    rf"{_DD}{_MM}{_Y4}|{_MM}{_DD}{_Y4}|{_Y4}{_MM}{_DD})(?![0-9])(?![./-][0-9])"
)
_COMPACT: Final = Expression(rf"(?<![\w.,$€£])(?:{_DD}{_MM}|{_MM}{_DD}|[0-9]{{2}}{_MM}(?={_DD}))[0-9]{{2}}(?![\w.,])")
_TH: Final = r"(?:st|nd|rd|th|er|ère|re|[.ºª°])?"
_MONTH: Final = Expression(  # or any other word that a date may hold: a digit follows
    r"(?<![^\W\d_])[^\W\d_]{3,14}(?=\.?[ ,./\-]{0,3}(?:(?:de|del|of|the) )?'?[0-9])"
)
_BEFORE: Final = Expression(
    rf"(?<![\w])(?:{_D}{_TH}|{_Y4})(?:[ ,./\-]{{1,3}}(?:(?:of|de|del|den|of the) |d')?|)$", re.IGNORECASE
)
_YEAR_AFTER: Final = Expression(rf"\.?[ ,./\-]{{0,3}}(?:(?:de|del|of) )?'?{_Y}(?![0-9])", re.IGNORECASE)
_DAY_AFTER: Final = Expression(
    rf"\.?[ ./\-]{{0,2}}(?:the )?{_D}{_TH}[ ,./\-]{{1,3}}(?:of )?'?{_Y}(?![0-9])", re.IGNORECASE
)
_ENDS_AFTER: Final = Expression(rf"\.?[ ./\-]{{1,2}}{_D}{_TH}(?![0-9])", re.IGNORECASE)
_ORDINALS: Final = Expression(
    rf"(?<!\w){_D}(?:st|nd|rd|th) (?:of )?(?:the )?{_D}(?:st|nd|rd|th)?,? (?:of )?{_Y}(?![0-9])", re.IGNORECASE
)
_YEAR: Final = Expression(r"(?:19|20)[0-9]{2}")
_LAST_YEAR: Final = Expression(r"(?:19|20)[0-9]{2}$")
_BORN_FROM, _BORN_UNTIL = 1900, 2015
TRIGGERS: Final = (
    (
        r"birth|born|gebo|geburt|gebdat|naissance|nac[ií]|nasc|nacqui|urodz|naro[dzž]|f[öø]d|fdt|syntym|syntyn|"
        r"cumplea|[^a-z](?:d\.?o\.?b|geb|née?|nee|nat[oa])[^a-z]"
    ),
)
type_of_spans = list[tuple[int, int]]


def plain(text: str, start: int, end: int) -> type_of_spans:
    """The dates in a run of digits, which are no groups of a card or telephone number; 12-34-56 may be a sort code.

    A year of two digits makes a date only where nothing is grouped with it: else it may be a part of more.
    """
    found = [match.span() for match in _CENTURY.finditer(text, start, end) if not _continues(text, match)]
    return _apart([*found, *(match.span() for match in _SHORT_YEAR.finditer(text, start, end))])


def _continues(text: str, date: re.Match[str]) -> bool:
    """Whether digits stand before a date with the sign that its own parts are joined by."""
    start = date.start()
    return start > 1 and text[start - 1] == date[date.lastindex or 0] and text[start - 2].isdigit()


def _apart(spans: type_of_spans) -> type_of_spans:
    """`spans` in order, without those that begin within another."""
    kept: type_of_spans = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def is_short(text: str, start: int, end: int) -> bool:
    """Whether `start` to `end` is a date with a year of two digits and no zeros: "8/26/18"."""
    return _UNPADDED.fullmatch(text, start, end) is not None


def dates(text: str) -> type_of_spans:
    """Where dates stand in `text`, of any sort, each once.

    >>> dates("16 04 1954 or 21st of May 2014")
    [(0, 10), (14, 30)]
    """
    found = [*_named(text), *(match.span() for match in _NUMERIC.finditer(text))]
    if "th " in text or "nd " in text or "st " in text or "rd " in text:
        found += [match.span() for match in _ORDINALS.finditer(text)]
    return _apart(found)


def _named(text: str) -> Iterator[tuple[int, int]]:
    """Dates with the name of a month."""
    for word in _MONTH.finditer(text):
        if word[0].lower() in _MONTHS and (span := _around(text, *word.span())) is not None:
            yield span


def _around(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The date whose month stands from `start` to `end`: "21st of May 2014", "May 21, 2014", "2014-May-21"."""
    before = _BEFORE.search(text, max(0, start - 16), start)
    if before and (after := (_ENDS_AFTER if _YEAR.match(before[0]) else _YEAR_AFTER).match(text, end)):
        return before.start(), after.end()
    after = _DAY_AFTER.match(text, end)
    return (start, after.end()) if after else None


def births(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:
    """Dates of birth in `text` that words call so, or that were asked for."""
    found = dates(text)
    if not found and Found.BIRTH_DATE in asked[:2]:
        found = [match.span() for match in _COMPACT.finditer(text)]
    named = False
    for at, (start, end) in enumerate(found):
        named = is_called_birth(text, start, end) or (named and _follows(text, found[at - 1][1], start))
        if named:
            yield called(start, end)
        elif Found.BIRTH_DATE in asked[:2]:
            yield Finding(start, end, Found.BIRTH_DATE, 0.9, "a date, and a date of birth was asked for")


def called(start: int, end: int) -> Finding:
    """The finding for a date that words call one of birth."""
    return Finding(start, end, Found.BIRTH_DATE, 0.95, "a date, and words of birth before it")


def is_called_birth(text: str, start: int, end: int) -> bool:
    """Whether the words beside a date speak of a birth: "born 3.5.1990", "3.5.1990 is my date of birth"."""
    cue = cue_before(text, start)
    if cue is not None:
        return cue.kind is Kind.BIRTH
    return kind_behind(text, end) is Kind.BIRTH


def _follows(text: str, end: int, start: int) -> bool:
    return start - end <= 5 and not any(map(str.isalpha, text[end:start]))


_RECORD: Final = Expression(
    r"(?:^|[\n;|])\s{0,3}[^\W\d_]{2,20}(?:[ \-'.][^\W\d_]{1,20}){1,3}[,;|]\s{0,2}(?=[0-9]|[^\W\d_]{3,14} [0-9])"
)
_COMMAS: Final = frozenset({",", ";", "|"})
_PART: Final = 30  # characters that hold a date
_SHORT: Final = 40  # characters of a message that may be nothing but a date
_SAID: Final = Expression(r"[^\W_]+")


def recorded(text: str) -> Iterator[Finding]:
    """Dates of birth without a word for it: right behind a name, and all that somebody says."""
    for match in _RECORD.finditer(text):
        part = text[match.end() : match.end() + _PART]
        first, end = next(iter(dates(part)), (1, 0))
        if first == 0 and part[end : end + 1] in _COMMAS and _is_of_birth(part[:end]):
            why = "a date between a name and something else, as records list them"
            yield Finding(match.end(), match.end() + end, Found.BIRTH_DATE, 0.7, why)
    if len(text) <= _SHORT and _YEAR.search(text):
        yield from _alone(text)


def _alone(text: str) -> Iterator[Finding]:
    """The date that a short message is, when it is nothing else."""
    for start, end in dates(text):
        others = _SAID.findall(text[:start].lower() + " " + text[end:].lower())
        if all(map(is_filler, others)) and _YEAR.search(text, start, end) and _is_of_birth(text[start:end]):
            yield Finding(start, end, Found.BIRTH_DATE, 0.6, "nothing but a date, of a year that people are born in")


def _is_of_birth(date: str) -> bool:
    """Whether the year of `date` is one that customers are born in, as far as it is written out."""
    year = _LAST_YEAR.search(date) or _YEAR.search(date)
    return year is None or _BORN_FROM <= int(year[0]) <= _BORN_UNTIL
