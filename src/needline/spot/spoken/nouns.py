"""What people call the data that they ask for and give, in ten languages.

Each row is a kind of data and how it is named. A text is looked through only for rows that one of its words
belongs to, so that a turn without any costs one pass over its words.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from needline.spot.finding import Found
from needline.spot.spoken.lexicon import words


class Noun(Struct, frozen=True):
    """A kind of data that a text names, and where."""

    what: Found
    start: int
    end: int


class _Row(Struct, frozen=True):
    """A kind of data, the words without one of which it is not looked for, and how it is named."""

    what: Found
    words: tuple[str, ...]
    pattern: str


def _rows() -> Iterator[_Row]:
    text = (files("needline.spot.spoken") / "nouns.txt").read_text(encoding="utf-8")
    for block in text.split("\n\n= ")[1:]:
        what, *lines = block.splitlines()
        stands_under = tuple(word for line in lines if line.startswith("+ ") for word in line[2:].split())
        yield _Row(Found(what), stands_under, "|".join(line for line in lines if not line.startswith("+ ")))


_ROWS: Final = tuple(_rows())
_WORD = re.compile(r"[^\W\d_]+[0-9]?")


def _by_word() -> dict[str, tuple[int, ...]]:
    rows: dict[str, tuple[int, ...]] = {}
    for place, row in enumerate(_ROWS):
        for word in dict.fromkeys(row.words):
            rows[word] = (*rows.get(word, ()), place)
    return rows


_ROWS_OF: Final = MappingProxyType(_by_word())
_NAMES_TOO: Final = words("names too")


def is_noun(word: str) -> bool:
    """Whether `word` is one that data are called by, so no value."""
    return len(word) > 2 and word in _ROWS_OF and word not in _NAMES_TOO


def nouns(text: str) -> tuple[Noun, ...]:
    """What `text`, in lower case, names, in the order of its words; of two that overlap the more particular one."""
    rows = {row for word in _WORD.findall(text) for row in _ROWS_OF.get(word, ())}
    taken: list[Noun] = []
    for row in sorted(rows):
        taken += [noun for noun in _matches(row, text) if not any(_overlap(noun, other) for other in taken)]
    return tuple(sorted(taken, key=lambda noun: noun.start))


def _matches(row: int, text: str) -> Iterator[Noun]:
    return (Noun(_ROWS[row].what, *match.span()) for match in _pattern(row).finditer(text))


@cache
def _pattern(row: int) -> re.Pattern[str]:
    """Made when it is first needed: most conversations speak of few kinds of data."""
    return re.compile(rf"(?<!\w)(?:{_ROWS[row].pattern})")


def _overlap(one: Noun, other: Noun) -> bool:
    return one.start < other.end and other.start < one.end
