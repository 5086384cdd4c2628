"""The page: everything that is drawn, put together; by itself, or for a page of the console."""

import base64
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import nlargest
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from needline.estate.model import Estate
from needline.exposure.model import Exposure, Range, Reached
from needline.map import bars, lanes, matrix
from needline.map.cell import Cell, State
from needline.map.flow import Flow, element_flow, journey_flow, weight
from needline.map.grid import Grid, Row, alarms, grid
from needline.map.svg import Drawing
from needline.map.words import LETTERS, TOLD, count, folded, handler, plain
from needline.observed import Observed

FLOWS = 150  # of journeys that a page draws, the most harm first: some 1 MB; all journeys are in the tables
_STYLES = ("pages/alone.css", "static/map.css")
_SCRIPTS = ("static/map-grid.js", "static/map-filter.js")


class Drawn(Struct, frozen=True, kw_only=True):
    """A row of the matrix: what is filtered by, its strip, and the same in words."""

    row: Row
    words: str
    strip: Drawing
    sees: str
    asks: str
    changes: str
    never: str
    undeclared: str
    unseen: str
    unwatched: str
    changed: str
    flow: bool


class Bar(Struct, frozen=True, kw_only=True):
    """A row of the table of reach."""

    who: str
    kind: str
    reached: Reached
    elements: str


class Leak(Struct, frozen=True, kw_only=True):
    """All routes of one kind."""

    route: str
    a_year: Range
    share: float
    worst: str


def page(
    estate: Estate,
    *,
    observed: Observed | None = None,
    before: Estate | None = None,
    exposure: Exposure | None = None,
    journeys: Collection[str] = (),
) -> str:
    """The estate as one HTML document that needs nothing else.

    With `observed` a cell says whether a scan saw what is declared; with `before` it is split where the two estates
    differ; with `exposure` the reach is drawn. Flows are drawn of `journeys` and of the `FLOWS` with most harm.
    """
    styles, scripts = ([_static(name) for name in names] for names in (_STYLES, _SCRIPTS))
    policy = (
        f"default-src 'none'; style-src {_hashes(styles)}; script-src {_hashes(scripts)}; base-uri 'none'; "
        "form-action 'none'"
    )
    data = _content(estate, observed=observed, before=before, exposure=exposure, journeys=journeys)
    own = {"policy": policy, "styles": styles, "scripts": scripts}
    return _ENVIRONMENT.get_template("alone.html").render({**data, **own})


def fragment(estate: Estate, *, exposure: Exposure | None = None) -> Drawing:
    """The same map without a document around it; who shows it brings `map.css` and the scripts of `static`."""
    data = _content(estate, observed=None, before=None, exposure=exposure, journeys=())
    return Drawing(_ENVIRONMENT.get_template("map.html").render(data))


def _content(
    estate: Estate,
    *,
    observed: Observed | None,
    before: Estate | None,
    exposure: Exposure | None,
    journeys: Collection[str],
) -> Mapping[str, object]:
    whole = grid(estate, observed=observed, before=before)
    by = matrix.measure(whole)
    wanted = _wanted(estate, journeys)
    reach = [_reached(estate, one) for one in exposure.reach] if exposure else []
    drawn = {group.name: [_drawn(row, whole, by, wanted) for row in group.rows] for group in whole.groups}
    names = {column.name: column.called for column in whole.columns}
    return {
        "estate": plain(estate.estate),
        "owner": plain(estate.owner),
        "figures": _figures(estate, whole),
        "grid": whole,
        "drawn": drawn,
        "large": sum(map(len, drawn.values())) > _TALL or by.strip > _BROAD,
        "measure": by,
        "names": matrix.names(whole.columns, by),
        "patterns": matrix.patterns(by),
        "legend": list(_legend(whole)),
        "marks": list(_marks(whole)),
        "forms": [(LETTERS[form], TOLD[form]) for form in LETTERS],
        "called": names,
        "flows": _pictures(journey_flow(estate, name) for name in wanted),
        "left": len(estate.journeys) - len(wanted),
        "elements": _pictures(element_flow(estate, name) for name in names if name in estate.elements),
        "exposure": exposure,
        "bars": bars.bars([(one.who, one.reached) for one in reach]) if reach else "",
        "reach": reach,
        "leaks": list(_leaks(exposure)) if exposure else [],
        "most_bars": bars.MOST,
    }


_TALL, _BROAD = 40, 1000  # rows and pixels beyond which the matrix scrolls by itself, under its own head


def _wanted(estate: Estate, journeys: Collection[str]) -> tuple[str, ...]:
    """The journeys whose flows are drawn, in the order of the file."""
    heavy = nlargest(FLOWS, estate.journeys, key=lambda name: weight(estate, name))
    wanted = {*heavy, *journeys}
    return tuple(name for name in estate.journeys if name in wanted)


def _drawn(row: Row, whole: Grid, by: matrix.Measure, wanted: Collection[str]) -> Drawn:
    called = {column.name: column.called for column in whole.columns if column.name in row.cells}
    cells = [(called[name], cell) for name, cell in row.cells.items()]
    used = (name for name, cell in cells if cell.declared.flows or cell.sighting)
    return Drawn(
        row=row,
        words=" ".join((row.called, *row.by, *used)).casefold(),
        strip=matrix.strip(row, whole.columns, by),
        sees=", ".join(f"{name} {TOLD[cell.declared.form]}" for name, cell in cells if cell.declared.form),
        asks=", ".join(name for name, cell in cells if cell.declared.asks),
        changes=", ".join(name for name, cell in cells if cell.declared.changes),
        never=", ".join(name for name, cell in cells if cell.declared.never),
        undeclared=", ".join(name for name, cell in cells if cell.state is State.UNDECLARED),
        unseen=", ".join(name for name, cell in cells if cell.state is State.UNSEEN),
        unwatched=", ".join(name for name, cell in cells if cell.state is State.UNWATCHED),
        changed=""
        if row.mark in ("new", "gone")
        else "; ".join(_change(name, cell) for name, cell in cells if cell.changed),
        flow=row.name in wanted,
    )


def _change(name: str, cell: Cell) -> str:
    was = cell.before.told(name) if cell.before else ""
    return f"{was} → {cell.declared.told(name)}"


def _figures(estate: Estate, whole: Grid) -> list[tuple[str, str]]:
    cells = sum(cell.declared.flows for row in whole.rows for cell in row.cells.values())
    changed = sum(row.changed for row in whole.rows)
    counts = [
        (len(estate.journeys), "journey"),
        (len(estate.desks), "desk"),
        (len(estate.bots), "bot"),
        (len(estate.elements), "element"),
        (cells, "need"),
        *([(alarms(whole), "alarm")] if whole.scanned else []),
        *([(changed, "changed journey")] if whole.compared else []),
    ]
    return [(count(number), noun if number == 1 else f"{noun}s") for number, noun in counts]


def _legend(whole: Grid) -> Iterator[tuple[Drawing, str]]:
    if whole.scanned:
        yield matrix.sample(State.SEEN), "declared and seen"
        yield matrix.sample(State.UNDECLARED), "seen, not declared: look at it"
        yield matrix.sample(State.UNSEEN), "declared, not seen"
        yield matrix.sample(State.UNWATCHED), "declared, nobody looked"
    else:
        yield matrix.sample(State.DECLARED), "declared"
    yield matrix.sample(State.NEVER), "never to be asked for"
    yield matrix.sample(State.NOTHING), "not needed"


def _marks(whole: Grid) -> Iterator[tuple[Drawing, str]]:
    yield matrix.marked("?"), "asked for"
    yield matrix.marked("±"), "changed by the journey"
    if whole.compared:
        yield matrix.marked("|"), "before, and now"


def _pictures(flows: Iterable[Flow]) -> list[tuple[Flow, Drawing]]:
    """The flows with their pictures, whose lines are all to one scale."""
    some = list(flows)
    most = max((line.a_year for flow in some for line in flow.lines), default=0)
    return [(flow, lanes.picture(flow, most)) for flow in some]


def _reached(estate: Estate, one: Reached) -> Bar:
    known = one.who in estate.desks or one.who in estate.bots
    called = handler(estate, one.who) if known else plain(one.who.replace("_", " "))
    worst = sorted(one.elements.items(), key=lambda pair: (-pair[1], pair[0]))
    elements = folded([f"{plain(name.replace('_', ' '))} {count(points)}" for name, points in worst if points], 6)
    return Bar(who=called, kind=one.kind, reached=one, elements=elements)


def _leaks(exposure: Exposure) -> Iterator[Leak]:
    """The routes by kind: how much a year, and what carries most of it."""
    for kind in dict.fromkeys(route.route for route in exposure.routes):
        routes = [route for route in exposure.routes if route.route == kind]
        figures = [route.a_year for route in routes]
        worst = max(routes, key=lambda route: route.a_year.likely)
        total = Range(*(sum(getattr(one, end) for one in figures) for end in ("low", "likely", "high")))
        share = total.likely / exposure.a_year.likely if exposure.a_year.likely else 0.0
        yield Leak(route=kind, a_year=total, share=share, worst=plain(worst.of.replace("_", " ")))


def _static(name: str) -> Drawing:
    """A file of ours, which is markup as it stands."""
    return Drawing(files("needline.map").joinpath(name).read_text(encoding="utf-8"))


def _hashes(texts: Collection[str]) -> str:
    """What a content policy knows inline text by (CSP Level 3, 2.3.1, hash-source)."""
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


_ENVIRONMENT = Environment(
    loader=PackageLoader("needline.map", "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["count"] = count
_ENVIRONMENT.filters["plain"] = plain
