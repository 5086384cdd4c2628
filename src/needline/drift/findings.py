"""What drift is told as: a line for each journey and element, in one of four states, and what was not looked at.

declared and seen       the estate says so, and conversations show it
seen, not declared      conversations hold it, and no `sees`, `changes` or `asks_for` says so; worst under `never`
declared, not seen      the estate says so, and no conversation shows it
not looked at           nothing was there to look at: no conversations of the journey
"""

from enum import StrEnum

from msgspec import Struct

from needline.observed import Skipped


class State(StrEnum):
    """How what was seen of an element agrees with what is declared."""

    SEEN = "declared and seen"
    UNDECLARED = "seen, not declared"
    UNSEEN = "declared, not seen"
    UNWATCHED = "not looked at"


class Line(Struct, frozen=True, kw_only=True):
    """One element of one journey."""

    journey: str
    element: str  # of the estate; what `spot` calls it, where none stands for it
    also: tuple[str, ...] = ()  # further elements that the same finds may be
    state: State
    conversations: int  # of the journey
    given: int = 0  # conversations in which the customer gave it
    asked: int = 0  # in which an agent or a bot asked for it
    shown: int = 0  # in which an agent or a bot wrote or said it
    share: float = 0.0  # of the journey's conversations, at the least
    never: bool = False  # the journey says that this must never be
    rare: bool = False  # seen, not declared, in less than the least share that counts: told, but no reason to fail
    spare: bool = False  # not seen, and looked for often and long enough to suggest that nobody needs it
    days: int | None = None  # not seen in the last days of all conversations; None: no times are known
    harm: int | None = None  # if one person's value leaks; None: the estate has no such element


class Drift(Struct, frozen=True, kw_only=True):
    """What conversations hold, against what the estate declares; worst first."""

    estate: str  # its name
    conversations: int
    unassigned: int  # conversations of which nothing tells the journey
    lines: tuple[Line, ...]
    unwatched: tuple[str, ...]  # journeys without a conversation
    unknown: tuple[str, ...]  # journeys of the scan that the estate does not have
    silent: tuple[str, ...]  # declared elements that text does not show: nobody can tell whether they are needed
    skipped: tuple[Skipped, ...]
    depth: str  # how the conversations were read: whole or quick
    first: float | None = None  # of the conversations; seconds since 1970, UTC
    last: float | None = None
    stale: int | None = None  # days since the last conversation

    @property
    def undeclared(self) -> tuple[Line, ...]:
        """What was seen and is not declared, often enough to count."""
        return tuple(line for line in self.lines if line.state == State.UNDECLARED and not line.rare)

    @property
    def agrees(self) -> bool:
        """Whether everything was looked at, and nothing seen that is not declared."""
        return not (self.undeclared or self.unwatched or self.unknown or self.skipped)
