"""A cell of the matrix: what one journey has to do with one element, as declared and as seen.

States, and how they are drawn (never by colour alone):

    nothing     neither declared nor seen                          a dot
    declared    declared; no scan was given                        filled
    seen        declared, and a scan saw it                        filled
    unseen      declared; a scan looked and did not see it         hollow
    unwatched   declared; nobody looked, or nobody can             hatched
    undeclared  seen, and not declared                             a diamond with !
    never       the journey must never ask for it                  barred
"""

from enum import StrEnum

from msgspec import Struct

from needline.estate.model import Assurance, Estate, Form, Journey, Reach, Sight
from needline.map.words import LETTERS, TOLD, listed
from needline.observed import Sighting


class State(StrEnum):
    """What is known of a cell."""

    NOTHING = "nothing"
    DECLARED = "declared"
    SEEN = "seen"
    UNSEEN = "unseen"
    UNWATCHED = "unwatched"
    UNDECLARED = "undeclared"
    NEVER = "never"


class Declared(Struct, frozen=True, kw_only=True):
    """What an estate says of one journey and one element."""

    form: Form | None = None  # None: the journey does not see it
    customer: Assurance = Assurance.NOTHING  # proved before it is seen
    staff: Assurance | None = None  # on top of what the desk signs in with
    asks: bool = False
    changes: bool = False
    never: bool = False

    @property
    def flows(self) -> bool:
        """Whether values of the element may flow at all."""
        return self.form is not None or self.asks or self.changes

    @property
    def letter(self) -> str:
        """The form in one letter; where the journey does not see the element, what else it does with it."""
        return LETTERS[self.form] if self.form else "?" if self.asks else "±" if self.changes else "–"

    def told(self, what: str) -> str:
        """The same in words, of a journey: "sees card number masked, after two-factor"."""
        proved = "" if self.customer is Assurance.NOTHING else f", after {self.customer}"
        staff = f" and {self.staff} of staff" if self.staff else ""
        parts = [f"sees {what} {TOLD[self.form]}{proved}{staff}"] if self.form else []
        other = (("asks for", self.asks), ("changes", self.changes), ("must never ask for", self.never))
        return "; ".join([*parts, *(f"{deed} {what}" for deed, does in other if does)]) or f"does not need {what}"


class Cell(Struct, frozen=True, kw_only=True):
    """One journey and one element."""

    element: str
    declared: Declared
    before: Declared | None = None  # None: nothing to compare with
    state: State
    sighting: Sighting | None = None

    @property
    def changed(self) -> bool:
        """Whether the older estate said something else."""
        return self.before is not None and self.before != self.declared

    @property
    def alarm(self) -> bool:
        """Whether somebody has to look at it."""
        return self.state is State.UNDECLARED

    def told(self, what: str) -> str:
        """All of it in words; `what` is what people call the element."""
        was = f"; the older estate: {self.before.told(what)}" if self.before and self.changed else ""
        return f"{self.declared.told(what)}{_seen(self)}{was}"


def _seen(cell: Cell) -> str:
    match cell.state, cell.sighting:
        case State.UNDECLARED, Sighting() as seen:
            return f"; not declared, yet {_sighted(seen)}"
        case State.SEEN, Sighting() as seen:
            return f"; {_sighted(seen)}"
        case State.UNSEEN, _:
            return "; declared, not seen"
        case State.UNWATCHED, _:
            return "; nobody looked"
        case _:
            return ""


def _sighted(seen: Sighting) -> str:
    """In how many conversations, by who brought it up."""
    ways = (("given", seen.given), ("asked for", seen.asked), ("shown", seen.shown))
    return listed(f"{how} {often:,}×" for how, often in ways if often)


def declared(estate: Estate, journey: Journey | None, element: str) -> Declared:
    """What the estate says of this journey and this element; of no journey, nothing."""
    if journey is None:
        return Declared()
    sight = journey.sees.get(element)
    return Declared(
        form=sight.form if isinstance(sight, Sight) else sight,
        customer=_customer(estate, journey, sight) if sight else Assurance.NOTHING,
        staff=sight.staff if isinstance(sight, Sight) else None,
        asks=element in journey.asks_for,
        changes=element in journey.changes,
        never=element in journey.never,
    )


def _customer(estate: Estate, journey: Journey, sight: Form | Sight) -> Assurance:
    """The proof that the easiest of its desks asks for: reach of the own record takes a customer who signed in."""
    asked = sight.customer if isinstance(sight, Sight) and sight.customer else journey.customer_proves
    reaches = [(estate.desks.get(name) or estate.bots.get(name)) for name in journey.desks()]
    own = all(one is not None and one.reach is Reach.OWN_RECORD for one in reaches)
    return max(asked, Assurance.ONE_FACTOR if own else Assurance.NOTHING, key=lambda proof: proof.rank)


def state(said: Declared, sighting: Sighting | None, *, scanned: bool, watched: bool) -> State:
    """The state of a cell; `scanned`: was a scan given, `watched`: could it have seen this element here."""
    seen = sighting is not None and bool(sighting.given or sighting.asked or sighting.shown)
    if said.flows:
        if not scanned:
            return State.DECLARED
        return State.SEEN if seen else State.UNSEEN if watched else State.UNWATCHED
    return State.UNDECLARED if seen else State.NEVER if said.never else State.NOTHING
