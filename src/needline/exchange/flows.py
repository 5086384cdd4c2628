"""What moves between whom: the edges of an estate, each with its elements and the journeys they move for.

A customer says what a journey asks for, over a channel, to a desk or bot; the channel keeps a copy of it; the desk
or bot gets what the journey sees out of the stores, and writes back what it changes; a hand-over moves the
contact. That an agent reads a value out to the customer is no edge of its own: the estate does not declare it.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from needline.estate import Estate, Journey

Kind = Literal["customer", "channel", "desk", "bot", "store"]


class End(Struct, frozen=True, order=True):
    """Somebody or something that elements come from or go to."""

    kind: Kind
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


class Flow(Struct, frozen=True, kw_only=True):
    """Elements that go one way between two ends; none when only the contact itself moves."""

    source: End
    target: End
    elements: tuple[str, ...]
    journeys: tuple[str, ...]


CUSTOMER = End("customer", "customer")

_Step = tuple[End, End, tuple[str, ...]]


def flows(estate: Estate) -> tuple[Flow, ...]:
    """Every flow, one for each pair of ends and direction, in the order of the journeys."""
    elements: dict[tuple[End, End], dict[str, None]] = {}
    journeys: dict[tuple[End, End], dict[str, None]] = {}
    homes = {element: name for name, store in estate.stores.items() for element in store.holds}
    for name, journey in estate.journeys.items():
        for source, target, moved in _steps(estate, journey, homes):
            elements.setdefault((source, target), {}).update(dict.fromkeys(moved))
            journeys.setdefault((source, target), {})[name] = None
    return tuple(
        Flow(source=pair[0], target=pair[1], elements=tuple(moved), journeys=tuple(journeys[pair]))
        for pair, moved in elements.items()
    )


def seats(estate: Estate) -> Iterator[End]:
    """Every desk, then every bot."""
    yield from (End("desk", name) for name in estate.desks)
    yield from (End("bot", name) for name in estate.bots)


def kept(estate: Estate, journey: Journey, store: str) -> tuple[str, ...]:
    """The elements that `store` gets as a copy of what customers say in `journey`, after its redaction."""
    return tuple(one for one in journey.asks_for if one not in estate.stores[store].redact)


def _steps(estate: Estate, journey: Journey, homes: Mapping[str, str]) -> Iterator[_Step]:
    served = tuple(End("bot" if name in estate.bots else "desk", name) for name in journey.desks())
    for channel in journey.through:
        over = End("channel", channel)
        yield CUSTOMER, over, journey.asks_for
        yield from ((over, seat, journey.asks_for) for seat in served)
        store = estate.channels[channel].kept_in if channel in estate.channels else None
        if store in estate.stores:
            yield over, End("store", store), kept(estate, journey, store)
    for seat in served:
        yield from ((End("store", homes[one]), seat, (one,)) for one in journey.sees if one in homes)
        yield from ((seat, End("store", homes[one]), (one,)) for one in journey.changes if one in homes)
        yield from ((seat, End("desk", over.to), ()) for over in journey.hand_overs() if over.to != seat.name)
