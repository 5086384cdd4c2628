"""Figures: the digits and codes that a turn gives when a number was asked for, however short."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from needline.spot.finding import Finding, Found
from needline.spot.spoken.date import dates
from needline.spot.spoken.nouns import is_noun
from needline.spot.spoken.reply import LONGEST, WORD, common, content, others, overlaps
from needline.spot.spoken.run import Run, runs
from needline.spot.spoken.value import LEAD, measured

_OTHERS: Final = 3  # words that may stand beside a short number that was asked for
_LED: Final = re.compile(
    r"(?:channels?|flights?|error|room|line|gate|model|version|page|step|option|since|about|says|leaves at)"
    r"\s(?:code )?$"
)


def figures(text: str, what: str, taken: Iterable[Finding] = ()) -> Iterator[Finding]:
    """The digits and letters of an answer outside of what is `taken`, as one find where hardly a word parts them."""
    if len(text) > LONGEST:
        return
    taken = tuple(taken)
    parts = [run for run in runs(text) if _fits(text, run, what) and not overlaps(run.start, run.end, taken)]
    if parts and others(text, parts) > _OTHERS:
        parts = [run for run in parts if _stands_out(text, run)]
    for start, end in _joined(text, parts):
        yield Finding(start, end, what, 0.9, "digits, asked for")


def _joined(text: str, parts: Iterable[Run]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for run in parts:
        if start >= 0 and not _joins(text[end : run.start]):
            yield start, end
            start = -1
        start, end = (run.start if start < 0 else start), run.end
    if start >= 0:
        yield start, end


def _joins(between: str) -> bool:
    """Whether what stands between two numbers leaves them one."""
    said = WORD.findall(between)
    return len(said) <= 2 and len(between) < 20 and not any(is_noun(word) for word in said)


def _fits(text: str, run: Run, what: str) -> bool:
    if measured(text, run) and run.digits < 7:
        return False
    if text[run.start : run.end] in {"o", "oh"} and not _is_zero(text, run):
        return False
    if what in {Found.REFERENCE, Found.PLACE}:
        return run.digits > 0 or run.letters > 1
    return run.digits > 0


def _is_zero(text: str, run: Run) -> bool:
    """Whether an "oh" is the last word that is said and the only one that says anything, so a zero."""
    return run.end >= len(text.rstrip(" .,")) and all(word in LEAD for word in WORD.findall(text))


def _stands_out(text: str, run: Run) -> bool:
    """Whether a number among other words is an answer all the same."""
    said = text[run.start : run.end]
    if run.digits < 6 and " and " in said:
        return False
    glued = text[run.end : run.end + 1].isalnum() or text[max(0, run.start - 1) : run.start].isalnum()
    enough = (run.digits >= 3 and run.worded > 0) or (run.digits >= 4 and said.isdigit())
    return enough and not glued and _LED.search(text, max(0, run.start - 20), run.start) is None


def birth_date(text: str, taken: Iterable[Finding]) -> Iterator[Finding]:
    """A date; in a short answer with the words beside it, which are what a recogniser made of the rest."""
    found = list(dates(text))
    said = content(text, taken)
    start = min([date.start for date in found] + [said[0][1] if said else 0])
    end = max([date.end for date in found] + [said[-1][2] if said else 0])
    if said and len(said) <= 7 and any(map(str.isdigit, text[start:end])) and not common(said):
        yield Finding(start, end, Found.BIRTH_DATE, 0.9, "a date, asked for")
    elif found:
        sure = [date for date in found if date.whole or len(said) <= 7]
        yield from (Finding(date.start, date.end, Found.BIRTH_DATE, 0.95, "a date, asked for") for date in sure)
    else:
        yield from figures(text, Found.BIRTH_DATE, taken)
