"""Where the values of an element stand: the stores that hold it, and those that keep what was said of it."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from needline.cli.who_can_paths import Path
from needline.estate import Estate, Form, Journey


class Copy(Struct, frozen=True, kw_only=True):
    """A store in which values of the element stand."""

    store: str
    why: tuple[str, ...]
    keep: str | None  # None: nobody says how long
    hidden: bool = False  # from who looks; the values stand there
    reached_by: tuple[str, ...] = ()  # ways to them past needline


def copies(estate: Estate, element: str, ways: Iterable[Path]) -> tuple[Copy, ...]:
    """Every store with values of the element that it does not redact when it is written, each once."""
    found: dict[str, dict[str, None]] = {}
    for store, why in (*_held(estate, element), *_kept(estate, element, ways)):
        found.setdefault(store, {})[why] = None
    return tuple(
        _copy(estate, store, element, tuple(whys))
        for store, whys in found.items()
        if not _gone(estate, store, element)
    )


def _copy(estate: Estate, name: str, element: str, why: tuple[str, ...]) -> Copy:
    store = estate.stores.get(name)
    if store is None:
        return Copy(store=name, why=why, keep=None)
    hidden = element in store.redact
    return Copy(store=name, why=why, keep=store.keep, hidden=hidden, reached_by=store.reached_by)


def _gone(estate: Estate, name: str, element: str) -> bool:
    store = estate.stores.get(name)
    return store is not None and element in store.redact and store.redacts_when == "written"


def _held(estate: Estate, element: str) -> Iterator[tuple[str, str]]:
    homes = {name for name, store in estate.stores.items() if element in store.holds}
    yield from ((name, "holds it") for name in estate.stores if name in homes)
    yield from ((name, f"copy of {store.copy_of}") for name, store in estate.stores.items() if store.copy_of in homes)


def _kept(estate: Estate, element: str, ways: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """The stores of conversations in which it is said: a customer tells it, or a seat that sees it reads it out."""
    for way in ways:
        if Form(way.form) > Form.EXISTS:
            journey = estate.journeys[way.journey]
            told = "told" if element in (*journey.asks_for, *journey.changes) else f"{way.form}, if read out"
            yield from ((store, f"{told}: {way.journey}") for store in _stores(estate, journey, way))


def _stores(estate: Estate, journey: Journey, way: Path) -> Iterator[str]:
    seat = estate.bots[way.seat] if way.bot else estate.desks[way.seat]
    if seat.kept_in:
        yield seat.kept_in
    for name in journey.through:
        channel = estate.channels[name]
        if channel.kept_in and (way.bot or not seat.kept_in):
            yield channel.kept_in
        elif channel.recorded and not channel.kept_in:
            yield f"recordings of {name}"
