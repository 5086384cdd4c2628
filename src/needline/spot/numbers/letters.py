"""Letters: codes of capital letters alone, "booking ADDSWA", which only the words before them tell from shouting."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from needline.spot.finding import Finding, Found
from needline.spot.numbers.cues import Cue, Kind, cue_before, is_word
from needline.spot.numbers.lists import words
from needline.spot.numbers.references import is_booking, is_listed

_CODE: Final = re.compile(r"(?<![^\W])[A-Z]{5,8}(?![^\W])")
_PAIRS: Final = words("pairs")  # of letters, which most words of European languages are made of
_BETWEEN: Final = r"(?:,? (?:and |or )?|\s\n?(?:[0-9]{1,2}[.)]|[-•]) )"
_BEFORE: Final = re.compile(rf"(?<![^\W])([A-Z0-9]{{6}})[\"'*)]{{0,3}}{_BETWEEN}[\"'*#(]{{0,3}}$")
_AFTER: Final = re.compile(rf"[\"'*)]{{0,3}}{_BETWEEN}[\"'*#(]{{0,3}}([A-Z0-9]{{6}})(?![^\W])")


def letters(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # a rule is asked so
    """The codes in `text` that are capital letters alone."""
    shouted = text.upper() == text
    named, last = False, 0
    for match in _CODE.finditer(text):
        start, end = match.span()
        cue = cue_before(text, start)
        named = (cue is not None and _calls(cue, match[0], shouted=shouted)) or (
            not shouted and (_has_like(text, start, end) or (named and is_listed(text, last, start)))
        )
        last = end
        if named:
            yield Finding(start, end, Found.REFERENCE, 0.8, "capital letters, and words call them a reference")


def _calls(cue: Cue, code: str, *, shouted: bool) -> bool:
    """Whether words call capital letters a reference; "order STATUS" and what is all in capitals only may look so."""
    if cue.kind not in {Kind.REFERENCE, Kind.BANK} or is_word(code.lower()):
        return False
    if _is_speakable(code):
        return cue.numbered and not cue.strangers and not shouted
    return cue.strangers == 0 or (cue.numbered and cue.strangers == 1 and not shouted)


def _is_speakable(code: str) -> bool:
    """Whether capital letters may be a word: at most one pair of them is rare."""
    return sum(one + other not in _PAIRS for one, other in pairwise(code.lower())) < 2


def _has_like(text: str, start: int, end: int) -> bool:
    """Whether the next one of a list is a booking code with digits: "COVE6R, and IIHXDG"."""
    if end - start != 6:
        return False
    beside = (_BEFORE.search(text, max(0, start - 24), start), _AFTER.match(text, end))
    return any(like is not None and is_booking(like[1]) for like in beside)


TRIGGERS: Final = (r"(?-i:[A-Z]{5})",)
