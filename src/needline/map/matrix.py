"""The matrix as pictures: one strip a journey, and one over all of them that names the elements.

A strip is a picture of its own, so that a table can hold it: rows can be filtered and are never cut by a printed
page. Every cell says what it means (`aria-label`); a pair of which there is nothing to tell is a dot of the ground.
"""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from needline.estate.model import Form
from needline.map.cell import Cell, Declared, State
from needline.map.grid import Column, Grid, Row
from needline.map.svg import Drawing, fitted, tag, title, together, words
from needline.map.words import count

_HIGH = 28  # of a strip, in pixels, as all that follow
_GAP = 2
_ROOM = 730  # for all columns of an estate that fits a screen
_LONGEST = 150  # of a name
_ASIDE = 3  # how far a letter makes room for each sign in the corner
_BAND = 22  # the row that tells the harm
_LETTER = 7.6  # how wide one is
_SLOPE = 0.7072  # of a name that leans by 45 degrees


class Measure(Struct, frozen=True):
    """How wide a column is, and a strip of all columns."""

    cell: int
    columns: int
    names: int  # how high the names stand, and how far the last one leans beyond its column

    @property
    def strip(self) -> int:
        """All columns, and the room for the last name."""
        return self.cell * self.columns + self.names


def measure(whole: Grid) -> Measure:
    """As wide as fits a screen, and never so narrow that a letter cannot be read."""
    number = len(whole.columns)
    longest = max((len(fitted(column.called, _LONGEST)) for column in whole.columns), default=0)
    return Measure(max(24, min(48, _ROOM // max(number, 1))), number, int(longest * _LETTER * _SLOPE) + 20)


def strip(row: Row, columns: tuple[Column, ...], by: Measure) -> Drawing:
    """The cells of one journey."""
    cells = (
        _cell(row.cells[column.name], column, at * by.cell, by)
        for at, column in enumerate(columns)
        if column.name in row.cells
    )
    ground = tag("rect", width=by.cell * by.columns, height=_HIGH, fill="url(#dots)")
    return tag(
        "svg", ground, *cells, class_="strip", role="img", width=by.strip, height=_HIGH,
        viewBox=f"0 0 {by.strip} {_HIGH}", aria_label=f"{row.called}: {count(len(row.cells), 'element')}",
    )  # fmt: skip


def names(columns: tuple[Column, ...], by: Measure) -> Drawing:
    """The names of the elements, leaning, over the bands of their harm."""
    high = by.names + _BAND
    return tag(
        "svg", *(_name(column, at, by) for at, column in enumerate(columns)), *_bands(columns, by),
        class_="names", role="group", aria_label="Elements", width=by.strip, height=high,
        viewBox=f"0 0 {by.strip} {high}",
    )  # fmt: skip


def patterns(by: Measure) -> Drawing:
    """What the strips paint with; once a page."""
    dot = tag("circle", cx=by.cell / 2, cy=_HIGH / 2, r=1.5, class_="dot")
    line = tag("path", d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5", class_="hatch")
    return tag(
        "svg",
        tag(
            "defs",
            tag("pattern", dot, id="dots", width=by.cell, height=_HIGH, patternUnits="userSpaceOnUse"),
            tag("pattern", line, id="hatch", width=6, height=6, patternUnits="userSpaceOnUse"),
        ),
        class_="patterns", width=1, height=1, aria_hidden="true",
    )  # fmt: skip


def sample(state: State, letter: str = "F", harm: int = 10) -> Drawing:
    """One cell by itself, for the legend."""
    by = Measure(30, 1, 0)
    declares = Declared(never=True) if state is State.NEVER else Declared()
    shape = _shape(Cell(element="", declared=declares, state=state), _GAP / 2, by, letter)
    return tag("svg", tag("g", shape, class_="cell", data_state=state, data_harm=harm), class_="sample",
               width=30, height=_HIGH, aria_hidden="true")  # fmt: skip


def marked(mark: str) -> Drawing:
    """A cell with a mark in its corner, for the legend: `?` asks, `±` changes, `|` two halves."""
    by = Measure(36, 1, 0)
    declares = Declared(form=Form.FULL, asks=mark == "?", changes=mark == "±")
    cell = Cell(element="", declared=declares, state=State.DECLARED, before=Declared(form=Form.MASKED))
    inside = _halves(cell, 1, by, "M", "F") if mark == "|" else _whole(cell, 1, by)
    return tag("svg", tag("g", inside, class_="cell", data_state="declared", data_harm=10), class_="sample",
               width=36, height=_HIGH, aria_hidden="true")  # fmt: skip


@lru_cache(maxsize=16_384)  # in a large estate most cells are alike: the same words in the same column
def _cell(cell: Cell, column: Column, left: int, by: Measure) -> Drawing:
    x = left + _GAP / 2
    split = cell.before is not None and cell.changed
    inside = _halves(cell, x, by, _letter(cell.before), _letter(cell.declared)) if split else _whole(cell, x, by)
    harm = f"; harm {column.harm}" if column.harm else "; no element of the estate"
    return tag(
        "g", inside, class_="cell", data_state=cell.state, data_harm=column.harm or "none", data_element=column.name,
        data_changed="" if not split else "yes", aria_label=f"{cell.told(column.called)}{harm}",
    )  # fmt: skip


def _whole(cell: Cell, x: float, by: Measure, letter: str = "") -> Drawing:
    signs = _signs(cell.declared)
    shape = _shape(cell, x, by, letter or _letter(cell.declared), aside=_ASIDE * len(signs))
    mark = tag("text", words(signs), x=x + by.cell - _GAP - 2.5, y=11, class_="mark") if signs else Drawing()
    return together(shape, mark)


def _shape(cell: Cell, x: float, by: Measure, letter: str, aside: float = 0) -> Drawing:
    wide, high, middle = by.cell - _GAP, _HIGH - _GAP, x + (by.cell - _GAP) / 2
    box = tag("rect", x=x, y=1, width=wide, height=high, class_="box")
    match cell.state:
        case State.UNDECLARED:
            far = high / 2
            ring = f"M{middle:.1f} 1l{far:.0f} {far:.0f}l-{far:.0f} {far:.0f}l-{far:.0f}-{far:.0f}z"
            return together(tag("path", d=ring, class_="box"), _text("!", middle))
        case State.NEVER:
            far = min(wide, 26) / 2 - 3
            return together(box, tag("path", d=f"M{middle - far:.1f} {_HIGH / 2:.0f}h{far * 2:.1f}", class_="bar"))
        case State.UNWATCHED:
            hatched = tag("rect", x=x, y=1, width=wide, height=high, fill="url(#hatch)", class_="hatched")
            return together(hatched, _text(letter, middle - aside))
        case State.NOTHING:
            return tag("circle", cx=middle, cy=_HIGH / 2, r=1.5, class_="dot")
        case _:
            return together(box, _text(letter, middle - aside))


def _halves(cell: Cell, x: float, by: Measure, was: str, now: str) -> Drawing:
    """Before on the left, after on the right, and a frame around both."""
    half, high = (by.cell - _GAP) / 2, _HIGH - _GAP
    before, after = cell.before or Declared(), cell.declared
    return together(
        tag("rect", x=x, y=1, width=half, height=high, class_=_paint(before, "was")),
        tag("rect", x=x + half, y=1, width=half, height=high, class_=_paint(after, "now")),
        _text(was, x + half / 2, "was"),
        _text("!" if cell.alarm else now, x + half * 1.5, "now" if after.flows else "was"),
        tag("rect", x=x, y=1, width=half * 2, height=high, class_="frame"),
    )


def _paint(said: Declared, when: str) -> str:
    return f"{when} {'flows' if said.flows else 'closed'}"


def _signs(said: Declared) -> str:
    """What the journey does with the element beside seeing it."""
    return "?" * said.asks + "±" * said.changes if said.form else ""


def _text(letter: str, x: float, kind: str = "") -> Drawing:
    return tag("text", words(letter), x=x, y=_HIGH / 2 + 4.5, class_=kind)


def _letter(said: Declared | None) -> str:
    if said is None or not (said.flows or said.never):
        return "·"
    return said.letter if said.flows else "–"


def _name(column: Column, at: int, by: Measure) -> Drawing:
    x = at * by.cell + by.cell / 2
    sign = {"new": "+ ", "gone": "− "}.get(column.mark, "")
    text = tag(
        "text", title(column.called), words(fitted(sign + column.called, _LONGEST)), x=x, y=by.names - 8,
        transform=f"rotate(-45 {x:.1f} {by.names - 8})", data_element=column.name,
    )  # fmt: skip
    return tag("a", text, href=f"#element={column.name}") if column.harm else text


def _bands(columns: tuple[Column, ...], by: Measure) -> Iterator[Drawing]:
    """One bar for the columns of each harm, which say how bad it is in words as well."""
    harms = [column.harm for column in columns]
    for harm in dict.fromkeys(harms):
        first, wide = harms.index(harm) * by.cell, harms.count(harm) * by.cell
        told = fitted(f"harm {harm}" if harm else "not in the estate", wide - 4, 7.2)
        told = told if "…" not in told else str(harm or "?")
        bar = tag("rect", x=first + 1, y=by.names, width=wide - _GAP, height=_BAND - 4, class_="box")
        text = tag("text", words(told), x=first + wide / 2, y=by.names + 13)
        yield tag("g", bar, text, class_="band", data_harm=harm or "none")
