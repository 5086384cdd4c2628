"""A flow: from the customer to where values come to rest, for one journey or for one element, in five lanes.

    customer and proof → channel → desk or bot → elements in their forms → stores and copies

The width of a line is the contacts a year of the journeys that use it. An estate does not say how a journey's
contacts spread over its channels and desks, so each of them carries all of them. A picture holds about fifteen
boxes; what is folded stands in the table beside it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from typing import Literal

from msgspec import Struct

from needline.estate.model import Assurance, Estate, Journey
from needline.map.cell import Declared, declared
from needline.map.rest import copies, homes, span
from needline.map.words import TOLD, called, count, handler, listed, plain

LANES = ("Customer", "Channel", "Desk or bot", "Elements", "Stores and copies")
_MOST = (2, 3, 3, 5, 3)  # boxes a lane
_ROWS = 40  # journeys in the table of an element: all of them stand in the table of the matrix


class Box(Struct, frozen=True):
    """Something in a lane."""

    key: str
    called: str
    told: str = ""  # the line below
    harm: int = 0
    shape: str = ""  # bot, copy, fold
    link: str = ""  # a fragment of the page


class Line(Struct, frozen=True):
    """From one box to another in the next lane."""

    start: str
    end: str
    a_year: int
    harm: int = 0
    perhaps: bool = False  # a copy that is kept if it is said


class Fact(Struct, frozen=True, kw_only=True):
    """A row of the table: one journey and one element."""

    journey: str
    element: str
    harm: int
    told: str
    by: str
    store: str
    copies: str


class Flow(Struct, frozen=True, kw_only=True):
    """Five lanes of boxes, the lines between them, and the same as a table."""

    of: Literal["journey", "element"]
    name: str
    called: str
    told: str
    lanes: tuple[tuple[Box, ...], ...]
    lines: tuple[Line, ...]
    facts: tuple[Fact, ...]
    left: int  # journeys that the table leaves out


def journey_flow(estate: Estate, name: str) -> Flow:
    """What happens with customers' data for one journey."""
    journey = estate.journeys[name]
    by = listed(handler(estate, one) for one in journey.desks())
    much = count(journey.a_year, "contact") + " a year" if journey.a_year else "contacts a year not told"
    does = f"; does {listed(called(estate, 'actions', one) for one in journey.does)}" if journey.does else ""
    return _flow(
        estate,
        of="journey",
        name=name,
        called=called(estate, "journeys", name),
        told=f"{by}; {much}{does}",
        journeys={name: journey},
        elements=_elements(estate, journey),
    )


def element_flow(estate: Estate, name: str) -> Flow:
    """Where one element goes."""
    using = {one: journey for one, journey in estate.journeys.items() if _uses(journey, name)}
    element = estate.elements[name]
    return _flow(
        estate,
        of="element",
        name=name,
        called=called(estate, "elements", name),
        told=f"{element.category}; harm {element.harm}; {count(len(using), 'journey')}",
        journeys=using,
        elements=(name,),
    )


def weight(estate: Estate, name: str) -> int:
    """How much harm a journey carries a year: contacts times the harm of what it sees or asks for."""
    journey = estate.journeys[name]
    return max(journey.a_year, 1) * sum(estate.elements[one].harm for one in _elements(estate, journey))


class _Use(Struct, frozen=True, kw_only=True):
    """What of a journey a flow shows: journeys that are alike in it are drawn as one."""

    proof: Assurance
    through: tuple[str, ...]
    desks: tuple[str, ...]
    flowing: tuple[tuple[str, Declared], ...]  # elements and what the journey does with them


class _Lines:
    """Lines by their ends: what several journeys use carries all their contacts."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str, bool], tuple[int, int]] = {}

    def add(self, line: Line) -> None:
        """Take in what this line carries."""
        key = (line.start, line.end, line.perhaps)
        much, harm = self.found.get(key, (0, 0))
        self.found[key] = (much + line.a_year, max(harm, line.harm))

    def lines(self) -> tuple[Line, ...]:
        """Each once, in the order of their first use."""
        return tuple(
            Line(start, end, much, harm, perhaps) for (start, end, perhaps), (much, harm) in self.found.items()
        )


def _flow(
    estate: Estate,
    *,
    of: Literal["journey", "element"],
    name: str,
    called: str,
    told: str,
    journeys: Mapping[str, Journey],
    elements: Sequence[str],
) -> Flow:
    lanes: tuple[dict[str, Box], ...] = ({}, {}, {}, {}, {})
    lines = _Lines()
    uses = Counter[_Use]()
    for journey in journeys.values():
        uses[_use(estate, journey, elements)] += journey.a_year
    for use, a_year in uses.items():
        for at, box in _boxes(estate, use):
            lanes[at].setdefault(box.key, box)
        for line in _between(estate, use, a_year):
            lines.add(line)
    whole, kept = _folded([list(lane.values()) for lane in lanes], lines.lines())
    listed = nlargest(_ROWS, journeys, key=lambda one: journeys[one].a_year)
    return Flow(
        of=of,
        name=name,
        called=called,
        told=told,
        lanes=whole,
        lines=kept,
        facts=tuple(fact for one in listed for fact in _facts(estate, one, elements)),
        left=len(journeys) - len(listed),
    )


def _elements(estate: Estate, journey: Journey) -> tuple[str, ...]:
    used = {*journey.sees, *journey.asks_for, *journey.changes} & estate.elements.keys()
    return tuple(sorted(used, key=lambda one: (-estate.elements[one].harm, one)))


def _uses(journey: Journey, element: str) -> bool:
    return element in journey.sees or element in journey.asks_for or element in journey.changes


def _use(estate: Estate, journey: Journey, elements: Sequence[str]) -> _Use:
    said = ((element, declared(estate, journey, element)) for element in elements)
    return _Use(
        proof=journey.customer_proves,
        through=journey.through,
        desks=journey.desks(),
        flowing=tuple((element, how) for element, how in said if how.flows),
    )


def _boxes(estate: Estate, use: _Use) -> Iterator[tuple[int, Box]]:
    proves = "proves nothing" if use.proof is Assurance.NOTHING else f"proves {use.proof}"
    yield 0, Box(f"customer {use.proof}", "customer", proves)
    for channel in use.through:
        yield 1, Box(f"channel {channel}", channel.replace("_", " "), _recorded(estate, channel))
    for desk in use.desks:
        yield 2, _seat(estate, desk)
    for element, how in use.flowing:
        yield 3, _element(estate, element, how)
        yield from ((4, box) for box in _rests(estate, use, element, how))


def _recorded(estate: Estate, name: str) -> str:
    channel = estate.channels.get(name)
    if channel is None:
        return ""
    ways = ["voice"] * channel.recorded + ["screen"] * channel.screen_recorded
    return f"{listed(ways)} recorded" if ways else ""


def _seat(estate: Estate, name: str) -> Box:
    if name in estate.bots:
        return Box(f"seat {name}", handler(estate, name), f"bot, {estate.bots[name].reach}", 0, "bot")
    desk = estate.desks.get(name)
    told = f"{count(desk.seats, 'seat')}, {desk.signs_in}" if desk else ""
    return Box(f"seat {name}", handler(estate, name), told)


def _element(estate: Estate, name: str, said: Declared) -> Box:
    ways = [TOLD[said.form]] if said.form else []
    ways += ["asked for"] * said.asks + ["changed"] * said.changes
    harm = estate.elements[name].harm
    told = f"{', '.join(ways)} · harm {harm}"
    return Box(_element_key(name, said), called(estate, "elements", name), told, harm, "", f"element={name}")


def _element_key(name: str, said: Declared) -> str:
    return f"element {name} {said.letter}{said.asks:d}{said.changes:d}"


def _rests(estate: Estate, use: _Use, element: str, said: Declared) -> Iterator[Box]:
    for name in homes(estate, element):
        store = estate.stores[name]
        kind = "store, keeps" if element in store.holds else f"copy of {store.copy_of},"
        yield Box(f"store {name}", name.replace("_", " "), f"{kind} {span(estate, name)}")
    for name in copies(estate, element, said, through=use.through, desks=use.desks):
        redact = estate.stores[name].redact
        hides = f"{len(redact)} redacted" if redact else "not redacted"
        yield Box(f"copy {name}", name.replace("_", " "), f"copy, {span(estate, name)}, {hides}", 0, "copy")


def _between(estate: Estate, use: _Use, a_year: int) -> Iterator[Line]:
    worst = max((estate.elements[element].harm for element, _ in use.flowing), default=0)
    for channel in use.through:
        yield Line(f"customer {use.proof}", f"channel {channel}", a_year, worst)
        yield from (Line(f"channel {channel}", f"seat {desk}", a_year, worst) for desk in use.desks)
    for element, how in use.flowing:
        key, harm = _element_key(element, how), estate.elements[element].harm
        yield from (Line(f"seat {desk}", key, a_year, harm) for desk in use.desks)
        for box in _rests(estate, use, element, how):
            yield Line(key, box.key, a_year, harm, box.shape == "copy")


def _folded(
    lanes: Sequence[list[Box]], lines: Sequence[Line]
) -> tuple[tuple[tuple[Box, ...], ...], tuple[Line, ...]]:
    """The lanes with at most so many boxes each, and the lines of those that are gone led to the fold."""
    much = Counter[str]()
    for line in lines:
        much.update({line.start: line.a_year, line.end: line.a_year})
    moved: dict[str, str] = {}
    kept: list[tuple[Box, ...]] = []
    for at, lane in enumerate(lanes):
        heavy = sorted(lane, key=lambda box: (-box.harm, -much[box.key]))
        if len(heavy) > _MOST[at]:
            rest = heavy[_MOST[at] - 1 :]
            worst = max(box.harm for box in rest)
            fold = Box(f"fold {at}", f"and {len(rest)} more", "in the table below", worst, "fold")
            moved |= {box.key: fold.key for box in rest}
            heavy = [*heavy[: _MOST[at] - 1], fold]
        kept.append(tuple(heavy))
    led = _Lines()
    for line in lines:
        start, end = moved.get(line.start, line.start), moved.get(line.end, line.end)
        led.add(Line(start, end, line.a_year, line.harm, line.perhaps))
    return tuple(kept), led.lines()


def _facts(estate: Estate, name: str, elements: Sequence[str]) -> Iterator[Fact]:
    journey = estate.journeys[name]
    use = _use(estate, journey, elements)
    by = listed(handler(estate, one) for one in use.desks)
    for element, said in use.flowing:
        copied = copies(estate, element, said, through=use.through, desks=use.desks)
        yield Fact(
            journey=called(estate, "journeys", name),
            element=called(estate, "elements", element),
            harm=estate.elements[element].harm,
            told=said.told("").replace("  ", " ").strip(),
            by=f"{by}, over {listed(plain(one.replace('_', ' ')) for one in journey.through)}",
            store=listed(_kept(estate, one) for one in homes(estate, element)) or "nowhere",
            copies=listed(_kept(estate, one) for one in copied) or "none",
        )


def _kept(estate: Estate, store: str) -> str:
    return f"{store.replace('_', ' ')} ({span(estate, store)})"
