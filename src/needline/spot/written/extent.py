"""How far a name goes: one to four words, up to the first that is no part of one."""

import re
from typing import Final

from needline.spot.written.words import NO_NAME, PARTICLES

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
_GAP: Final = re.compile(r"[ \t]{1,3}")
CAPITAL: Final = r"(?:(?-i:[A-Z])|[^\x00-\x7f])"  # for triggers: a capital, or beyond ASCII what may be one
MOST_WORDS: Final = 4
INITIAL: Final = 2  # characters of an initial with its dot


def name_end(text: str, start: int, *, case: bool = False, most: int = MOST_WORDS) -> int:
    """Where a name that begins at `start` ends, 0 when there is none; with `case`, all its words have capitals."""
    shout = text[start : start + 40].isupper()
    words, end, at = 0, 0, start
    capital = case or (text[start].isupper() and not shout)
    while words < most and (word := _WORD.match(text, at)):
        lower = word[0].lower().rstrip(".")
        if not _is_part(word[0], lower, capital=capital):
            break
        words, end = words + 1, _word_end(word)
        gap = _GAP.match(text, word.end())
        if not gap or (word[0].endswith(".") and len(word[0]) > INITIAL):
            break
        at = gap.end()
    while end and text[start:end].rsplit(None, 1)[-1].lower() in PARTICLES:
        end = start + len(text[start:end].rstrip().rpartition(" ")[0].rstrip())
        if end == start:
            return 0
    return end


def _is_part(word: str, lower: str, *, capital: bool) -> bool:
    if lower in NO_NAME:
        return False
    return not capital or word[0].isupper() or lower in PARTICLES


def _word_end(word: re.Match[str]) -> int:
    dotted = word[0].endswith(".") and len(word[0]) > INITIAL
    return word.end() - dotted
