"""Conversations of which one side alone was kept: a file of customers' turns, without what agents said in between.

Where both sides are kept, pieces of a number that follow each other are one number. Where only one is, nobody knows
what was asked between two turns, and four digits, a postcode and a phone number are no card number together: each
turn is then read by itself, with the one before it as its surroundings.
"""

from collections.abc import Sequence
from typing import Protocol

from needline.spot.finding import Finding


class Ear(Protocol):
    """Finds personal data: `needline.spot.Spotter`."""

    def read(self, text: str, *, before: str = "") -> tuple[Finding, ...]:
        """What one turn holds, with what was said before it."""
        ...

    def hear(self, said: Sequence[tuple[str, str]]) -> Sequence[tuple[Finding, ...]]:
        """What each turn of a conversation holds; a turn is a role and a text."""
        ...


def heard(said: Sequence[tuple[str, str]], ear: Ear) -> Sequence[tuple[Finding, ...]]:
    """What each turn (role, text) of a conversation holds."""
    if len({role for role, _ in said}) != 1:
        return ear.hear(said)
    before = ("", *(text for _, text in said))
    return [ear.read(text, before=last) for (_, text), last in zip(said, before, strict=False)]
