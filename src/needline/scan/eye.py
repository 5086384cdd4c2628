"""Eyes: what finds personal data in a conversation, at the depth that was asked for.

Whole    all of `spot`: names, addresses, what was asked and answered; some hundred conversations a second
Quick    patterns and words in one pass over the whole conversation (`quick`); some ten thousand
"""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from needline.drift.hearing import heard
from needline.spot import Spotter
from needline.spot.dialogue import asked
from needline.spot.finding import Finding
from needline.transcripts.conversation import Conversation, Turn

ASKERS = frozenset({"agent"})  # roles whose turns may ask for data: people and bots alike


class Seen(Struct, frozen=True, gc=False):
    """What a conversation holds: finds with the number of their turn, and what was asked for."""

    found: tuple[tuple[int, Finding], ...] = ()
    asked: frozenset[str] = frozenset()


class Eye(Protocol):
    """Finds personal data in a conversation."""

    def see(self, conversations: Sequence[Conversation]) -> Sequence[Seen]:
        """What each conversation holds; offsets are code points of each turn's text."""
        ...


class Whole:
    """Everything that `spot` can."""

    def __init__(self, spotter: Spotter) -> None:
        self._spotter = spotter

    def see(self, conversations: Sequence[Conversation]) -> Sequence[Seen]:
        """What each conversation holds, heard as a dialogue."""
        return [self._heard(conversation.turns) for conversation in conversations]

    def _heard(self, turns: Sequence[Turn]) -> Seen:
        found = heard([(str(turn.role), turn.text) for turn in turns], self._spotter)
        return Seen(
            found=tuple((turn, finding) for turn, findings in enumerate(found) for finding in findings),
            asked=frozenset(what for turn in turns if turn.role in ASKERS for what in asked(turn.text)),
        )
