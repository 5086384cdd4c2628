"""Reach as bars on a logarithmic scale."""

import pytest

from needline.exposure import Reached
from needline.map.bars import MOST, bars
from tests.map.drawn import parsed


def one(allowed: float, granted: float | None = None, used: float | None = None) -> Reached:
    return Reached(who="x", kind="desk", allowed=allowed, granted=granted, used=used, people=1, elements={})


def lengths(*allowed: float) -> list[float]:
    drawn = parsed(bars([("x", one(points)) for points in allowed]))
    return [float(part.attrib["width"]) for part in drawn.iter("rect") if part.attrib["class"] == "bar"]


def test_ten_times_as_much_is_one_step_further() -> None:
    first, second, third = lengths(100, 1_000, 10_000)
    assert second - first == pytest.approx(third - second, abs=0.2)


def test_nothing_has_no_bar_and_one_point_is_not_lost() -> None:
    assert lengths(0, 1, 10)[0] == 0
    assert lengths(0, 1, 10)[1] > 0


def test_granted_and_used_are_drawn_where_somebody_looked() -> None:
    bare, looked = (parsed(bars([("x", reached)])) for reached in (one(9), one(9, granted=90, used=3)))
    kinds = [{part.attrib.get("class") for part in drawn.iter()} for drawn in (bare, looked)]
    assert {"granted", "used"} & kinds[0] == set()
    assert {"granted", "used"} <= kinds[1]


@pytest.mark.parametrize("most", [0, 0.4, 1, 7, 10, 1e3, 1e9, 1e15])
def test_every_bar_and_its_figure_stay_in_the_picture(most: float) -> None:
    drawn = parsed(bars([("x", one(most)), ("y", one(most / 3))]))
    wide = float(drawn.attrib["width"])
    for part in drawn.iter("rect"):
        assert float(part.attrib["x"]) + float(part.attrib["width"]) <= wide
    assert all(float(part.attrib["x"]) < wide - 60 for part in drawn.iter("text") if part.attrib["class"] == "figure")


def test_too_many_are_left_to_the_table() -> None:
    assert len(lengths(*range(1, MOST + 9))) == MOST
