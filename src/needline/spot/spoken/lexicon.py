"""Lexicon: words by what they do in a conversation, from `lexicon.txt`, and patterns from files beside it."""

from functools import cache
from importlib.resources import files


@cache
def words(of: str) -> frozenset[str]:
    """The words that do what `of` says, such as "back-channel"; all lower case, all languages together.

    >>> "yep" in words("back-channel")
    True
    """
    return _sections()[of]


@cache
def _sections() -> dict[str, frozenset[str]]:
    text = (files("needline.spot.spoken") / "lexicon.txt").read_text(encoding="utf-8")
    sections = {}
    for block in text.split("\n\n= ")[1:]:
        name, *lines = block.splitlines()
        sections[name] = frozenset(word for line in lines if not line.startswith("#") for word in line.split())
    return sections


def patterns(of: str) -> str:
    """The patterns in the file called `of`, one a line, as one pattern: any of them."""
    text = (files("needline.spot.spoken") / f"{of}.txt").read_text(encoding="utf-8")
    return "|".join(line for line in text.splitlines() if line and not line.startswith("#"))
