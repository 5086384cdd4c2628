"""Bare turns: a turn that is nothing but a value is somebody's answer, though nobody is known to have asked.

"j o h n", "929 67" and "the tenth of may nineteen fifty four" say nothing else.
"""

import re
from collections.abc import Iterator
from typing import Final

from needline.spot.finding import Finding, Found
from needline.spot.spoken.date import DATE_WORDS, dates
from needline.spot.spoken.reply import LONGEST, TAIL, content, is_common, others
from needline.spot.spoken.run import is_said, lowered, runs
from needline.spot.spoken.value import LEAD, measured

_UK: Final = re.compile(r"[a-z]{1,2}[0-9]{1,3}[a-z]{1,2}")
_SINGLE: Final = re.compile(r"(?<![^\W_])[^\W_](?![^\W_])")
_SPELLED: Final = 3  # single letters and digits at least between which other words may stand
_FEW: Final = 4  # of so many words one may be another
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_DATE: Final = re.compile(
    r"(?:0?[1-9]|[12][0-9]|3[01])(?:0?[1-9]|1[0-2])(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]"
)

# Nobody who gets in touch was born in one of these: a date in it is an order's or an appointment's.
_LATE: Final = re.compile(r"20(?:1[6-9]|[2-9][0-9])(?![0-9])")

# A time, an amount, a day: what is written with marks is for the rules of written numbers.
_WRITTEN: Final = re.compile(r"[0-9][:/.,][0-9]|(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")


def bare(text: str) -> Iterator[Finding]:
    """The value that `text` is, when it is nothing else.

    >>> [finding.what.value for finding in bare("j o h n")]
    ['name']
    """
    if len(text) > LONGEST:
        return
    lower = lowered(text)
    if _says_more(lower):
        return
    parts = list(runs(lower))
    if not parts or any(measured(lower, run) for run in parts):
        return
    if date := _date(lower):
        yield from date
    elif others(lower, parts):
        yield from _pieces(lower)
    elif not _WRITTEN.search(lower) and (what := _label("".join(run.said for run in parts))) is not None:
        yield Finding(parts[0].start, parts[-1].end, what, 0.6, "nothing but a value")


def _says_more(text: str) -> bool:
    """Whether words of `text` are no part of any value, and too little else is spelled: most texts end here."""
    words = [word.strip(".,!?") for word in text.split()]
    more = (len(word) > 2 and word.isalpha() and not _may_belong(word) for word in words)
    if not any(more):
        return False
    single = len(_SINGLE.findall(text))
    return single < _SPELLED or (1 + sum(more)) * _FEW > len(words) + single


def _may_belong(word: str) -> bool:
    return word in LEAD or word in TAIL or word in DATE_WORDS or is_said(word)


def _date(text: str) -> list[Finding]:
    said = content(text)
    return [
        Finding(date.start, date.end, Found.BIRTH_DATE, 0.6, "nothing but a date")
        for date in dates(text)
        if date.whole
        and said
        and not _LATE.search(text, date.start, date.end)
        and all(date.start <= start < date.end or word in LEAD for word, start, _ in said)
    ]


def _pieces(text: str) -> list[Finding]:
    """Letters and digits with what a recogniser made of some of them in between: "b h 1 r 9 said right"."""
    said = content(text)
    pieces = sum(
        word.isdigit() or (len(word) <= 2 and (len(word) == 1 or not is_common(word))) for word, _, _ in said
    )
    single = sum(len(word) == 1 and word not in "aiu" for word, _, _ in said)
    coded = any(map(str.isdigit, text))
    if len(said) < 4 or single < (3 if coded else 4) or pieces * _FEW < len(said) * (_FEW - 1):
        return []
    what = Found.REFERENCE if coded else Found.NAME
    return [Finding(said[0][1], said[-1][2], what, 0.55, "letters and digits one by one")]


def _label(said: str) -> Found | None:
    """What digits and letters alone are most likely to be; None when they are too few to be anything."""
    digits = sum(map(str.isdigit, said))
    if digits < len(said):
        return _of_letters(said, digits)
    if digits < 4 or _YEAR.fullmatch(said):
        return None
    if _DATE.fullmatch(said):
        return None if _LATE.search(said) else Found.BIRTH_DATE
    lengths = (
        (13, Found.CARD_NUMBER),
        (10, Found.PHONE),
        (7, Found.IDENTITY_NUMBER),
        (6, Found.REFERENCE),
        (5, Found.PLACE),
    )
    return next((what for least, what in lengths if digits >= least), Found.REFERENCE)


def _of_letters(said: str, digits: int) -> Found | None:
    if not digits:
        return Found.NAME if len(said) > 2 else None
    if len(said) < 4:
        return None
    return Found.PLACE if _UK.fullmatch(said) else Found.REFERENCE
