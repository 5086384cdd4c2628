"""Lexicon: words by what they do in a conversation, from `lexicon.txt`, and patterns from files beside it."""

from functools import cache
from importlib.resources import files
from typing import Final

from needline.spot.lists import lists

_LISTS: Final = lists("needline.spot.spoken", "lexicon.txt")


@cache
def words(of: str) -> frozenset[str]:
    """The words that do what `of` says, such as "back-channel"; all lower case, all languages together.

    >>> "yep" in words("back-channel")
    True
    """
    return frozenset(_LISTS[of])


def patterns(of: str) -> str:
    """The patterns in the file called `of`, one a line, as one pattern: any of them."""
    text = (files("needline.spot.spoken") / f"{of}.txt").read_text(encoding="utf-8")
    return "|".join(line for line in text.splitlines() if line and not line.startswith("#"))
