"""Lists: the words that numbers are read by, from `lists.txt`."""

from typing import Final

from needline.spot.lists import lists

_LISTS: Final = lists("needline.spot.numbers", "lists.txt")


def listed(name: str) -> tuple[str, ...]:
    """The words of the list `name`, in order."""
    return _LISTS[name]


def words(name: str) -> frozenset[str]:
    """The words of the list `name`."""
    return frozenset(listed(name))
