"""What would lower the expected harm most: small changes to the estate, each really made and measured again."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from needline.estate.model import Assurance, Estate
from needline.estate.shapes import span_days
from needline.exposure.model import Exposure, Route
from needline.exposure.obtained import WEIGHT
from needline.exposure.whole import exposure
from needline.observed import Observed

T = TypeVar("T")

TRIED = 12  # changes that are measured; each costs as much as measuring the estate
LARGEST = 12  # routes that are asked what would lower them


class Lever(Struct, frozen=True, kw_only=True):
    """A change, and what the estate is expected to do after it."""

    change: str  # as words: "stores.transcripts: keep 45d instead of 90d"
    likely: float  # harm points a year afterwards
    saves: float  # of the likely total


_Change = tuple[str, Estate, Collection[str]]  # what, the estate then, the certified bots then


def levers(
    estate: Estate, now: Exposure, *, observed: Observed | None = None, certified: Collection[str] = (), best: int = 3
) -> tuple[Lever, ...]:
    """The changes that save most, the best first; none that saves nothing. `now` is the estate's exposure."""
    tried = islice(_different(estate, now, certified), TRIED)
    found = (_lever(change, now, observed) for change in tried)
    useful = sorted((one for one in found if one.saves > 0), key=lambda one: (-one.saves, one.change))
    return tuple(useful[:best])


def _lever(change: _Change, now: Exposure, observed: Observed | None) -> Lever:
    what, estate, certified = change
    after = exposure(estate, observed=observed, certified=certified).a_year.likely
    return Lever(change=what, likely=after, saves=now.a_year.likely - after)


def _different(estate: Estate, now: Exposure, certified: Collection[str]) -> Iterator[_Change]:
    known: set[str] = set()
    for route in now.routes[:LARGEST]:
        for change in _against(estate, route, certified):
            if change[0] not in known:
                known.add(change[0])
                yield change


def _against(estate: Estate, route: Route, certified: Collection[str]) -> Iterator[_Change]:
    """What lowers this route."""
    of = route.of.partition(" after ")[0]
    match route.route:
        case "kept copies":
            journey, _, store = of.partition(" in ")
            yield from ((what, changed, certified) for what, changed in _fewer_copies(estate, journey, store))
        case "impersonation":
            yield from ((what, changed, certified) for what, changed in _stronger_proof(estate, of))
        case "taken-over seat" if estate.desks[of].signs_in < Assurance.PASSKEY:
            desk = replace(estate.desks[of], signs_in=Assurance.PASSKEY)
            what = f"desks.{of}: signs_in passkey instead of {estate.desks[of].signs_in}"
            yield what, replace(estate, desks=_with(estate.desks, of, desk)), certified
        case "talked-round bot" if of not in certified:
            yield f"bots.{of}: a certificate from a trial", estate, (*certified, of)


def _fewer_copies(estate: Estate, journey: str, name: str) -> Iterator[tuple[str, Estate]]:
    if name not in estate.stores:
        return
    store = estate.stores[name]
    half = span_days(store.keep) // 2 if store.keep else 90
    kept = f"{half}d instead of {store.keep}" if store.keep else f"{half}d"
    yield f"stores.{name}: keep {kept}", _in_store(estate, name, keep=f"{half}d")
    if dearest := _dearest(estate, journey, store.redact):
        redact = _in_store(estate, name, redact=(*store.redact, dearest))
        yield f"stores.{name}: redact {dearest}", redact
    for element in estate.journeys[journey].asks_for:
        asks_for = tuple(one for one in estate.journeys[journey].asks_for if one != element)
        changed = replace(estate.journeys[journey], asks_for=asks_for)
        what = f"journeys.{journey}: stop asking for {element}"
        yield what, replace(estate, journeys=_with(estate.journeys, journey, changed))


def _dearest(estate: Estate, journey: str, redacted: Collection[str]) -> str | None:
    """The most harmful element that is said in this journey and kept as it is."""
    one = estate.journeys[journey]
    forms = {name: sight if not isinstance(sight, Struct) else sight.form for name, sight in one.sees.items()}
    harms = {name: estate.elements[name].harm * WEIGHT[form] for name, form in forms.items()}
    harms |= {name: estate.elements[name].harm * 100 for name in (*one.asks_for, *one.changes)}
    open_ones = [name for name in harms if harms[name] and name not in redacted]
    return max(open_ones, key=lambda name: harms[name], default=None)


def _stronger_proof(estate: Estate, name: str) -> Iterator[tuple[str, Estate]]:
    journey = estate.journeys[name]
    stronger = [level for level in Assurance if level > journey.customer_proves]
    if stronger:
        changed = replace(journey, customer_proves=stronger[0])
        what = f"journeys.{name}: customer_proves {stronger[0]} instead of {journey.customer_proves}"
        yield what, replace(estate, journeys=_with(estate.journeys, name, changed))


def _in_store(estate: Estate, name: str, **changes: object) -> Estate:
    return replace(estate, stores=_with(estate.stores, name, replace(estate.stores[name], **changes)))


def _with(section: dict[str, T], name: str, value: T) -> dict[str, T]:
    return section | {name: value}
