"""What one estate would change compared with another, told as one plans work on a building.

    compare     two estates → Comparison: what became of every object, both numbers, and whether the gate lets it pass
    move        an estate → the same one after some journeys went to another desk or bot
    text        a comparison as lines for a terminal
    markdown    the same for a pull request

What opens and what closes is for `needline.policy.diff` to say and for nothing else; `causes` finds the part of
the estate that each difference comes from, `journeys` and `objects` put those parts in words, `entries` brings the
two together. `numbers` holds the exposure of both sides against each other, `gate` says what decided.
"""

from needline.comparison.compare import compare
from needline.comparison.markdown import markdown
from needline.comparison.model import (
    Comparison,
    Direction,
    Entry,
    Gate,
    Kind,
    Numbers,
    ReachMoved,
    Reason,
    RouteMoved,
)
from needline.comparison.moving import move
from needline.comparison.text import text

__all__ = [
    "Comparison",
    "Direction",
    "Entry",
    "Gate",
    "Kind",
    "Numbers",
    "ReachMoved",
    "Reason",
    "RouteMoved",
    "compare",
    "markdown",
    "move",
    "text",
]
