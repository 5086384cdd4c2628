"""How complete a draft is, and what a person does next."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from needline.discover.discovery import Store
from needline.discover.elements import Element, Left, ways
from needline.observed import Observed


class State(Struct, frozen=True, kw_only=True):
    """What a draft has, and what it lacks."""

    placed: int  # columns that elements hold
    left: int
    stores: int
    persons: int  # stores that say whose record a row is
    ways: int  # stores by which a customer can be found
    journeys: int
    unread: int


def state_of(
    stores: Sequence[Store], elements: Mapping[str, Element], left: Sequence[Left], observed: Observed | None
) -> State:
    """What the draft of these elements has, with `left` left out."""
    return State(
        placed=sum(len(one.columns) for one in elements.values()), left=len(left), stores=len(stores),
        persons=sum(bool(store.person) for store in stores), ways=sum(bool(ways(store)) for store in stores),
        journeys=len(observed.journeys) if observed else 0,
        unread=sum(len(store.unread) for store in stores) + len(observed.skipped if observed else ()),
    )  # fmt: skip


def score(state: State) -> int:
    """How complete a draft is: the mean of five shares, of 100."""
    stores = max(1, state.stores)
    shares = (
        state.placed / max(1, state.placed + state.left),
        state.persons / stores,
        state.ways / stores,
        float(state.journeys > 0),
        float(state.unread == 0),
    )
    return round(100 * sum(shares) / len(shares))


_JOURNEYS = (
    "write the journeys: who gets in touch for what, and what the desk needs to see for it "
    "(--transcripts drafts them from conversations)"
)


def steps(state: State) -> tuple[str, ...]:
    """What to do next, the most needed first."""
    listed = (
        (state.journeys == 0, _JOURNEYS),
        (state.persons < state.stores, "say in person: which column is the customer's key"),
        (state.left > 0, f"decide about {state.left:,} columns that no element holds: see the end of the file"),
        (state.unread > 0, f"let discovery read {state.unread:,} places that it could not"),
        (True, "check each harm: what does it do to one person if this leaks?"),
        (True, "fill in keep:, seats: and owner:, and look at every find_by: that it finds one customer only"),
    )
    return tuple(step for wanted, step in listed if wanted)
