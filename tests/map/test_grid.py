"""The grid: which journeys, which elements, in which order, and what has no place in it."""

import pytest
from msgspec.structs import replace

from needline.map.cell import State
from needline.map.grid import Grid, Row, alarms, grid
from needline.observed import Observed, Sighting, Skipped, Watched
from tests.estates import northgate, shop

SCAN = Observed(
    journeys={
        "dispute": Watched(conversations=40, seen={"charges": Sighting(shown=9), "password": Sighting(asked=4)}),
        "theft": Watched(conversations=10, seen={"national id": Sighting(asked=2)}),
        "": Watched(conversations=7),
        "gone_since": Watched(conversations=1),
    },
    skipped=(Skipped(file="a.json", line=3, why="not UTF-8"), Skipped(file="b.json", why="no permission")),
)


def row(whole: Grid, name: str) -> Row:
    return next(one for one in whole.rows if one.name == name)


def test_elements_stand_by_harm_and_journeys_by_who_handles_them() -> None:
    whole = grid(northgate().estate)
    harms = [column.harm or 0 for column in whole.columns]
    assert harms == sorted(harms, reverse=True)
    assert [group.name for group in whole.groups][-1] == "ava"
    assert [group.bot for group in whole.groups] == [False] * 6 + [True]
    assert sorted(one.name for one in whole.rows) == sorted(northgate().journeys)


def test_a_journey_of_two_desks_has_one_row() -> None:
    assert [one.by for one in grid(northgate().estate).rows if one.name == "fee_question"] == [
        ("Ava", "our front desk")
    ]


@pytest.mark.parametrize(
    ("journey", "element", "expected"),
    [
        ("dispute", "charges", State.SEEN),
        ("dispute", "password", State.UNDECLARED),
        ("theft", "name", State.UNSEEN),
        ("theft", "card_number", State.UNSEEN),
        ("theft", "password", State.NEVER),
        ("theft", "national id", State.UNDECLARED),
        ("help", "name", State.UNWATCHED),  # no conversation of it was scanned
    ],
)
def test_a_scan_tells_apart_what_it_saw_and_where_it_looked(journey: str, element: str, expected: State) -> None:
    assert row(grid(shop(), observed=SCAN), journey).cells[element].state is expected


def test_what_no_scan_can_see_was_not_looked_at() -> None:
    watched = Observed(journeys={"order_status": Watched(conversations=99)})
    whole = grid(shop(), observed=watched)
    assert row(whole, "order_status").cells["orders"].state is State.UNWATCHED


def test_a_quick_scan_does_not_look_for_names() -> None:
    watched = Observed(depth="quick", journeys={"theft": Watched(conversations=99)})
    cells = row(grid(shop(), observed=watched), "theft").cells
    assert (cells["name"].state, cells["card_number"].state) == (State.UNWATCHED, State.UNSEEN)


def test_what_has_no_cell_is_said() -> None:
    whole = grid(shop(), observed=replace(SCAN, depth="quick"))
    told = "\n".join(whole.notes)
    for words in ("Of 7 conversations", "'gone_since' (1 conversation)", "2 places could not be read", "a quick one"):
        assert words in told
    assert alarms(whole) == 2
    assert whole.columns[0].called == "national id"
    assert whole.columns[0].harm is None


def test_what_changed_is_marked_and_what_did_not_is_not() -> None:
    before = shop()
    after = shop(
        ("sees: {charges: full}", "sees: {charges: masked, name: full}"),
        ("  hours:\n    by: bo", "  hours:\n    by: till"),
        ("  password: {is: user.authorization.password, harm: 30}\n",
         "  password: {is: user.authorization.password, harm: 30}\n  income: {is: user.financial, harm: 10}\n"),
    )  # fmt: skip
    whole = grid(after, before=before)
    changed = {name for name, cell in row(whole, "dispute").cells.items() if cell.changed}
    assert changed == {"charges", "name"}
    assert row(whole, "hours").mark == "was with bo"
    assert not row(whole, "theft").changed
    assert {column.name: column.mark for column in whole.columns if column.mark} == {"income": "new"}


def test_what_is_gone_and_what_is_new_stay_in_the_picture() -> None:
    before, after = shop(), shop(("  dispute:\n", "  quarrel:\n"))
    whole = grid(after, before=before)
    assert (row(whole, "dispute").mark, row(whole, "quarrel").mark) == ("gone", "new")
    assert not row(whole, "dispute").cells["charges"].declared.flows
    assert all(cell.changed for cell in row(whole, "quarrel").cells.values())


def test_the_same_estate_twice_shows_no_change() -> None:
    assert not any(one.changed for one in grid(shop(), before=shop()).rows)
