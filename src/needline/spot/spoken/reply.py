"""Replies: what a short turn says besides the values in it, and what of it can be one."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from needline.spot.finding import Finding
from needline.spot.spoken.lexicon import words
from needline.spot.spoken.nouns import is_noun
from needline.spot.spoken.run import Run
from needline.spot.spoken.value import LEAD

type_of_word = tuple[str, int, int]  # a word, where it starts, where it ends

WORD: Final = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
LONGEST: Final = 300  # characters of a turn that is little but an answer
TAIL: Final = words("tail")
_COMMON: Final = words("common")
_VERBS: Final = frozenset(("'ll", "'ve", "'re", "n't", "i'm", "i'd"))
_JOINTS: Final = frozenset(("of", "the", "in", "on", "at", "to", "de", "and"))
_HOUSE: Final = frozenset(("a", "in", "at", "of", "the", "on"))  # common words that stand in addresses


def content(text: str, taken: Iterable[Finding] = ()) -> list[type_of_word]:
    """The words of a short `text` outside of what is `taken`, without what leads to them and what closes them."""
    if len(text) > LONGEST:
        return []
    taken = tuple(taken)
    said = [(match[0], *match.span()) for match in WORD.finditer(text) if not overlaps(*match.span(), taken)]
    first = 0
    while first < len(said) and said[first][0] in LEAD and not _begins_spelling(said[first:], first):
        first += 1
    said = said[first:]
    while said and said[-1][0] in TAIL:
        said = said[:-1]
    return said


def _begins_spelling(said: Sequence[type_of_word], before: int) -> bool:
    """Whether a short first word, `before` other leading ones, is a letter or two of a name: "o w e n", "je a n"."""
    return (
        len(said) > 2
        and len(said[0][0]) <= (1 if before else 2)
        and len(said[1][0]) == 1
        and 4 * short(said) >= 3 * len(said)
    )


def short(said: Sequence[type_of_word]) -> int:
    """How many words have one letter or two."""
    return sum(len(word) <= 2 for word, _, _ in said)


def common(said: Sequence[type_of_word]) -> int:
    """How many words are such that hardly any value is made of them."""
    return sum(is_common(word) and word not in _JOINTS and len(word) > 1 for word, _, _ in said)


def is_common(word: str, *, in_address: bool = False) -> bool:
    """Whether hardly any value is made of `word`; in an address a few more may be."""
    return word in _COMMON and not (in_address and word in _HOUSE)


def is_other(word: str) -> bool:
    """Whether a word is no part of a name: a common one, a verb cut short, the name of some data."""
    said = word in _COMMON or word in TAIL or is_noun(word)
    return len(word) > 1 and (said or ("'" in word[1:] and word[-3:] in _VERBS))


def others(text: str, parts: Sequence[Run]) -> int:
    """How many words of `text` are neither in `parts` nor a courtesy."""
    inside = [(run.start, run.end) for run in parts]
    return sum(
        word[0] not in LEAD and word[0] not in TAIL and not any(start <= word.start() < end for start, end in inside)
        for word in WORD.finditer(text)
    )


def overlaps(start: int, end: int, taken: Iterable[Finding]) -> bool:
    """Whether something of `taken` lies between `start` and `end`."""
    return any(start < finding.end and finding.start < end for finding in taken)
