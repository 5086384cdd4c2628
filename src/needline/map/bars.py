"""Reach as a picture: one bar a seat, credential or visitor, on a logarithmic scale."""

from collections.abc import Iterator, Sequence
from math import ceil, log10

from needline.exposure.model import Reached
from needline.map.svg import Drawing, fitted, tag, title, words
from needline.map.words import count

MOST = 40  # bars; the table beside the picture has all of them
_WIDE, _LABEL, _ROOM = 1160, 240, 780  # pixels, as all that follow
_ROW, _BAR, _TOP = 30, 16, 28
_SIGN = {"desk": "●", "bot": "◆", "visitor": "○"}


def bars(reached: Sequence[tuple[str, Reached]]) -> Drawing:
    """The picture of what each can obtain, by the name that people know it by; the scale ends at a power of ten."""
    top = reached[:MOST]
    powers = max((ceil(log10(max(_most(one), 1))) for _, one in top), default=0) or 1
    high = _TOP + len(top) * _ROW + 6
    rows = (_bar(one, called, at, powers) for at, (called, one) in enumerate(top))
    return tag(
        "svg", title("Harm points that one seat, credential or visitor can obtain in a day"),
        *_scale(powers, high), *rows,
        class_="bars", role="img", width=_WIDE, height=high, viewBox=f"0 0 {_WIDE} {high}",
    )  # fmt: skip


def _most(one: Reached) -> float:
    return max(one.allowed, one.granted or 0, one.used or 0)


def _at(points: float, powers: int) -> float:
    """Where a number stands: 0 and 1 at the left end."""
    return _LABEL + _ROOM * log10(max(points, 1)) / powers


def _scale(powers: int, high: float) -> Iterator[Drawing]:
    step = ceil(powers / 6)
    for power in range(0, powers + 1, step):
        x = _at(10**power, powers)
        yield tag("path", d=f"M{x:.0f} {_TOP - 6}V{high}", class_="grid")
        yield tag("text", words(count(10**power)), x=x, y=14, class_="tick", text_anchor="middle")


def _bar(one: Reached, called: str, at: int, powers: int) -> Drawing:
    y = _TOP + at * _ROW + (_ROW - _BAR) / 2
    length = max(_at(one.allowed, powers) - _LABEL, 2 if one.allowed else 0)
    label = tag("text", words(fitted(f"{_SIGN[one.kind]} {called}", _LABEL - 12, 7)), x=0, y=y + 12.5, class_="name")
    bar = tag("rect", x=_LABEL, y=y, width=length, height=_BAR, rx=2, class_="bar")
    used = tag("rect", x=_LABEL, y=y + 5, width=max(_at(one.used, powers) - _LABEL, 0), height=_BAR - 10,
               class_="used") if one.used is not None else Drawing()  # fmt: skip
    granted = Drawing()
    if one.granted is not None:
        x = _at(one.granted, powers)
        granted = tag("path", d=f"M{x:.1f} {y - 4:.0f}v{_BAR + 8}", class_="granted")
    figure = tag("text", words(count(one.allowed)), x=_at(_most(one), powers) + 10, y=y + 12.5, class_="figure")
    return tag("g", title(f"{called}: {count(one.allowed)} harm points a day"), label, bar, used, granted, figure,
               class_="reach", data_kind=one.kind)  # fmt: skip
