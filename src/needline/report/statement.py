"""One thing that a document says, and where it is known from."""

from collections.abc import Iterable

from msgspec import Struct

PERSON = "a person"
SCAN = "the scan of conversations"


class Statement(Struct, frozen=True):
    """A sentence or a part of one; `source` is a key of the estate, the scan, or the person who has to write it."""

    text: str
    source: str

    @property
    def blank(self) -> bool:
        """Whether somebody has to write this yet."""
        return self.source == PERSON


def blank(what: str) -> Statement:
    """What the estate cannot know, for a person to fill in.

    >>> blank("who approved it").text
    '[to be completed: who approved it]'
    """
    return Statement(f"[to be completed: {what}]", PERSON)


def blanks(statements: Iterable[Statement]) -> int:
    """How many of these somebody has to write yet."""
    return sum(one.blank for one in statements)


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things, in words; `many` is what several are called.

    >>> counted(1, "journey"), counted(2000, "journey"), counted(3, "agency", "agencies")
    ('1 journey', '2,000 journeys', '3 agencies')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
