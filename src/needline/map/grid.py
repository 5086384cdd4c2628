"""The grid: journeys, grouped by who handles them, by elements, ordered by harm. The matrix and its table show it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from needline.estate.model import Estate, Journey
from needline.map.cell import Cell, State, declared, state
from needline.map.words import called, count, handler, listed, plain
from needline.observed import Observed, Watched
from needline.spot.category import standing_for
from needline.spot.finding import Found

_PROSE = frozenset({Found.NAME, Found.ADDRESS, Found.PLACE})  # what a quick scan does not look for
_NOBODY = Watched(conversations=0)


class Column(Struct, frozen=True, kw_only=True):
    """An element."""

    name: str
    called: str
    harm: int | None  # None: a scan saw it, and the estate does not have it
    mark: str = ""  # new, gone


class Row(Struct, frozen=True, kw_only=True):
    """A journey; `cells` holds those of its elements of which there is something to tell."""

    name: str
    called: str
    by: tuple[str, ...]
    a_year: int
    conversations: int | None  # that were scanned; None: no scan was given
    mark: str = ""  # new, gone, or what of it changed beside its cells
    cells: Mapping[str, Cell]

    @property
    def changed(self) -> bool:
        """Whether the older estate said something else of it."""
        return bool(self.mark) or any(cell.changed for cell in self.cells.values())

    @property
    def alarms(self) -> int:
        """How many of its cells somebody has to look at."""
        return sum(cell.alarm for cell in self.cells.values())


class Group(Struct, frozen=True, kw_only=True):
    """The journeys of a desk or a bot; one that several handle stands with the first of them."""

    name: str
    called: str
    bot: bool
    rows: tuple[Row, ...]


class Grid(Struct, frozen=True, kw_only=True):
    """All of it, and what has no place in it."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    scanned: bool
    compared: bool
    notes: tuple[str, ...]  # what was seen or not read, and has no cell

    @property
    def rows(self) -> Iterator[Row]:
        """Every journey, in order."""
        return (row for group in self.groups for row in group.rows)


class _Sides(Struct, frozen=True, kw_only=True):
    """What a grid is made of."""

    estate: Estate
    before: Estate | None
    observed: Observed | None

    def home(self, section: str, name: str) -> Estate:
        """The estate that has this name in this section: the newer one, if both have it."""
        known = name in getattr(self.estate, section) or self.before is None
        return self.estate if known or self.before is None else self.before

    def watched(self, journey: str) -> Watched:
        """What the scan saw of this journey."""
        return self.observed.journeys.get(journey, _NOBODY) if self.observed else _NOBODY


def grid(estate: Estate, *, observed: Observed | None = None, before: Estate | None = None) -> Grid:
    """The grid of an estate, with what a scan saw and what an older estate said where they are given."""
    sides = _Sides(estate=estate, before=before, observed=observed)
    columns, findable = _columns(sides), _findable(estate, observed)
    groups: dict[str, list[Row]] = {name: [] for name in (*estate.desks, *estate.bots)}
    for name, journey in {**(before.journeys if before else {}), **estate.journeys}.items():
        row = _row(sides, name, journey, _cells(sides, name, columns, findable))
        groups.setdefault(journey.desks()[0] if journey.desks() else "", []).append(row)
    return Grid(
        columns=columns,
        groups=tuple(_group(sides, name, rows) for name, rows in groups.items() if rows),
        scanned=observed is not None,
        compared=before is not None,
        notes=tuple(_notes(estate, observed)) if observed else (),
    )


def _group(sides: _Sides, name: str, rows: list[Row]) -> Group:
    bot = name in sides.home("bots", name).bots
    home = sides.home("bots" if bot else "desks", name)
    return Group(name=name, called=handler(home, name), bot=bot, rows=tuple(rows))


def _columns(sides: _Sides) -> tuple[Column, ...]:
    new, old = sides.estate.elements, (sides.before or sides.estate).elements
    known = {**old, **new}
    columns = [
        Column(
            name=name,
            called=called(sides.home("elements", name), "elements", name),
            harm=element.harm,
            mark="gone" if name not in new else "" if name in old else "new",
        )
        for name, element in known.items()
    ]
    watched = sides.observed.journeys.values() if sides.observed else ()
    strange = sorted({what for one in watched for what in one.seen} - known.keys())
    return (
        *(Column(name=what, called=plain(what.replace("_", " ")), harm=None) for what in strange),
        *sorted(columns, key=lambda column: -(column.harm or 0)),
    )


def _findable(estate: Estate, observed: Observed | None) -> frozenset[str]:
    """The elements that a scan of this depth can see at all."""
    looked = [one for one in Found if observed and (observed.depth == "whole" or one not in _PROSE)]
    own = {name for name, element in estate.elements.items() if element.spot}
    return frozenset(own.union(*(standing_for(one, estate) for one in looked)))


def _row(sides: _Sides, name: str, journey: Journey, cells: Mapping[str, Cell]) -> Row:
    return Row(
        name=name,
        called=called(sides.home("journeys", name), "journeys", name),
        by=tuple(handler(sides.home("desks", one), one) for one in journey.desks()),
        a_year=journey.a_year,
        conversations=sides.watched(name).conversations if sides.observed else None,
        mark=_mark(sides.before, sides.estate.journeys.get(name), name) if sides.before else "",
        cells=MappingProxyType(cells),
    )


def _cells(sides: _Sides, name: str, columns: tuple[Column, ...], findable: frozenset[str]) -> dict[str, Cell]:
    """The cells of a journey, in the order of the columns."""
    watched, before = sides.watched(name), sides.before
    now, then = sides.estate.journeys.get(name), before.journeys.get(name) if before else None
    touched = {*_touched(now), *_touched(then), *watched.seen}
    cells: dict[str, Cell] = {}
    for element in (column.name for column in columns if column.name in touched):
        said = declared(sides.estate, now, element)
        looked = watched.conversations > 0 and element in findable
        cells[element] = Cell(
            element=element,
            declared=said,
            before=declared(before, then, element) if before else None,
            state=state(said, watched.seen.get(element), scanned=sides.observed is not None, watched=looked),
            sighting=watched.seen.get(element),
        )
    return cells


def _touched(journey: Journey | None) -> Iterator[str]:
    if journey:
        yield from (*journey.sees, *journey.asks_for, *journey.changes, *journey.never)


def _mark(before: Estate, now: Journey | None, name: str) -> str:
    then = before.journeys.get(name)
    if now is None or then is None:
        return "gone" if now is None else "new"
    moved = f"was with {listed(handler(before, one) for one in then.desks())}" if then.desks() != now.desks() else ""
    ways = "other channels" if set(then.through) != set(now.through) else ""
    proof = f"proof was {then.customer_proves}" if then.customer_proves != now.customer_proves else ""
    return "; ".join(part for part in (moved, ways, proof) if part)


def _notes(estate: Estate, observed: Observed) -> Iterator[str]:
    if untold := observed.journeys.get("", _NOBODY).conversations:
        yield f"Of {count(untold, 'conversation')} nothing tells the journey; what was seen in them has no cell."
    for name in sorted(observed.journeys.keys() - estate.journeys.keys() - {""}):
        seen = observed.journeys[name]
        how_many = count(seen.conversations, "conversation")
        yield f"The scan knows a journey {plain(name)!r} ({how_many}); the estate does not."
    if observed.skipped:
        yield f"{count(len(observed.skipped), 'place')} could not be read: {plain(str(observed.skipped[0]))}" + (
            " and more." if len(observed.skipped) > 1 else "."
        )
    if observed.depth == "quick":
        yield "The scan was a quick one: it did not look for names and addresses."


def alarms(whole: Grid) -> int:
    """How many cells are seen and not declared."""
    return sum(cell.state is State.UNDECLARED for row in whole.rows for cell in row.cells.values())
