"""Lists: the words that numbers are read by, from `lists.txt`."""

from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def _lists() -> MappingProxyType[str, tuple[str, ...]]:
    text = (files("needline.spot.numbers") / "lists.txt").read_text(encoding="utf-8")
    blocks = (block.partition("\n") for block in text.split("\n= ")[1:])
    return MappingProxyType({name: tuple(words.split()) for name, _, words in blocks})


def listed(name: str) -> tuple[str, ...]:
    """The words of the list `name`, in order."""
    return _lists()[name]


def words(name: str) -> frozenset[str]:
    """The words of the list `name`."""
    return frozenset(listed(name))
