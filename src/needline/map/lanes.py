"""A flow as a picture: boxes in five lanes, the trust boundary between the customer and the house."""

from collections.abc import Iterator, Mapping
from math import sqrt

from msgspec import Struct

from needline.map.flow import LANES, Box, Flow, Line
from needline.map.svg import Drawing, fitted, tag, title, together, words
from needline.map.words import count

WIDE = 1160  # of the picture, as all that follow in pixels
_BOX, _HIGH, _BETWEEN, _TOP, _FOOT = 180, 50, 14, 34, 14
_STEP = (WIDE - _BOX - 2) / (len(LANES) - 1)
_THICK = 16  # the line of the most contacts in the estate
_SMALL = 5  # the most for a dashed line, or its dashes run together


class Place(Struct, frozen=True):
    """Where a box stands: its left edge and the middle of its height."""

    x: float
    y: float


def picture(flow: Flow, most: int) -> Drawing:
    """The flow, where `most` is the number of contacts a year that takes the thickest line."""
    tallest = max(len(lane) for lane in flow.lanes)
    high = _TOP + max(tallest, 1) * (_HIGH + _BETWEEN) + _FOOT
    places = dict(_places(flow, high))
    drawn = sorted((line for line in flow.lines if _drawn(line, places)), key=lambda line: -line.a_year)
    return tag(
        "svg",
        title(f"{flow.called}: from the customer to where values are kept"),
        *_heads(),
        _boundary(high),
        *(_line(line, places, most) for line in drawn),
        *(_box(box, places[box.key]) for lane in flow.lanes for box in lane),
        class_="lanes", role="img", width=WIDE, height=high, viewBox=f"0 0 {WIDE} {high}",
    )  # fmt: skip


def _places(flow: Flow, high: float) -> Iterator[tuple[str, Place]]:
    """Each lane stands in the middle of the height, so that lines stay short."""
    for at, lane in enumerate(flow.lanes):
        free = high - _TOP - _FOOT - len(lane) * (_HIGH + _BETWEEN)
        for row, box in enumerate(lane):
            yield box.key, Place(1 + at * _STEP, _TOP + free / 2 + row * (_HIGH + _BETWEEN) + _HIGH / 2)


def _heads() -> Iterator[Drawing]:
    for at, lane in enumerate(LANES):
        yield tag("text", words(lane), x=1 + at * _STEP, y=16, class_="head")


def _boundary(high: float) -> Drawing:
    x = _BOX + (_STEP - _BOX) / 2
    line = tag("path", d=f"M{x:.0f} 6V{high - 16:.0f}", class_="boundary")
    return together(
        line, tag("text", words("trust boundary"), x=x, y=high - 3, class_="boundary-name", text_anchor="middle")
    )


def _drawn(line: Line, places: Mapping[str, Place]) -> bool:
    return line.start in places and line.end in places


def _line(line: Line, places: Mapping[str, Place], most: int) -> Drawing:
    start, end = places[line.start], places[line.end]
    left, right = start.x + _BOX, end.x
    bend = (right - left) / 2
    thick = max(1.5, _THICK * sqrt(line.a_year / most)) if most else 1.5
    told = f"{count(line.a_year, 'contact')} a year" + ("; copied if it is said" if line.perhaps else "")
    return tag(
        "path", title(told), d=f"M{left:.0f} {start.y:.0f}C{left + bend:.0f} {start.y:.0f} {right - bend:.0f} "
        f"{end.y:.0f} {right:.0f} {end.y:.0f}",
        class_="line", data_harm=line.harm or "none", data_perhaps="yes" if line.perhaps else "",
        stroke_width=min(thick, _SMALL) if line.perhaps else thick,
    )  # fmt: skip


def _box(box: Box, at: Place) -> Drawing:
    top = at.y - _HIGH / 2
    round_ = {"bot": 25, "copy": 0}.get(box.shape, 6)
    shape = tag("rect", x=at.x, y=top, width=_BOX, height=_HIGH, rx=round_, class_="box")
    edge = tag("rect", x=at.x, y=top, width=6, height=_HIGH, rx=3, class_="edge") if box.harm else Drawing()
    inset = 20 if box.shape == "bot" else 14
    room = _BOX - inset - 10
    name = tag(
        "text", words(fitted(box.called, room, 7.4)), x=at.x + inset, y=at.y - (3 if box.told else -4), class_="name"
    )
    told = (
        tag("text", words(fitted(box.told, room, 5.9)), x=at.x + inset, y=at.y + 15, class_="told")
        if box.told
        else Drawing()
    )
    group = tag("g", title(f"{box.called}: {box.told}"), shape, edge, name, told, class_="node",
                data_harm=box.harm or "none", data_shape=box.shape)  # fmt: skip
    return tag("a", group, href=f"#{box.link}") if box.link else group
