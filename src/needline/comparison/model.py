"""A comparison as it is told."""

from typing import Literal, get_args

from msgspec import Struct

from needline.exposure.model import Range
from needline.policy import Grant

Direction = Literal["loosens", "tightens", "neither"]
Sign = Literal["+", "~", "-"]
Kind = Literal[
    "journey", "bot", "desk", "element", "store", "channel", "action", "rule", "trigger", "customers", "message",
    "estate",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)  # in the order in which they are told: what people look for comes first


class Reason(Struct, frozen=True, kw_only=True):
    """One thing that changed about an object, and what the change opens and closes."""

    text: str
    direction: Direction
    opened: tuple[Grant | str, ...] = ()
    closed: tuple[Grant | str, ...] = ()


class Entry(Struct, frozen=True, kw_only=True):
    """An object of the estate that is new, changed or gone."""

    sign: Sign
    kind: Kind
    name: str  # empty: the section itself
    direction: Direction
    reasons: tuple[Reason, ...]


class ReachMoved(Struct, frozen=True, kw_only=True):
    """How much one seat, one bot or one visitor reaches in a day, in harm points; None: not there."""

    who: str
    kind: Literal["desk", "bot", "visitor"]
    before: float | None
    after: float | None


class RouteMoved(Struct, frozen=True, kw_only=True):
    """What one way of leaking costs a year, in harm points; None: not there."""

    route: str
    of: str
    before: Range | None
    after: Range | None


class Numbers(Struct, frozen=True, kw_only=True):
    """Both numbers of both sides; of reach and routes only what moved, what moved most first."""

    reach: tuple[ReachMoved, ...]
    routes: tuple[RouteMoved, ...]
    before: Range  # exposure a year, in harm points
    after: Range
    times: str  # "2.4 times more", "more than 100 times less", "the same"
    assumed: float  # the share of `after.likely` that rests on assumed factors, 0 to 1


class Gate(Struct, frozen=True, kw_only=True):
    """Whether the new estate may pass, and what decided."""

    passes: bool
    decided: str  # the rule that failed, or the worst of what opens
    broken: tuple[str, ...] = ()  # rules of the new estate that do not hold
    opens: tuple[str, ...] = ()  # in the order in which a reviewer must see them


class Comparison(Struct, frozen=True, kw_only=True):
    """What became of every object between two estates, in numbers and with a verdict."""

    before: str  # digest of the policy
    after: str
    entries: tuple[Entry, ...]  # in the order of `KINDS`; of one kind, what loosens comes first
    opened: tuple[Grant | str, ...]  # what `needline.policy.diff` says
    closed: tuple[Grant | str, ...]
    numbers: Numbers
    gate: Gate
