"""The matrix as SVG: parsed again, and held against what the estate declares."""

from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from needline.estate import Estate
from needline.map import matrix
from needline.map.cell import State, declared
from needline.map.grid import grid
from needline.observed import Observed, Sighting, Watched
from tests.estates import northgate, shop
from tests.map.drawn import parsed


def cells(estate: Estate, **more: object) -> dict[tuple[str, str], ET.Element]:
    """Journey and element → the cell that was drawn; twice the same would be an error."""
    whole = grid(estate, **more)  # type: ignore[arg-type]  # as the test says it
    by = matrix.measure(whole)
    found: dict[tuple[str, str], ET.Element] = {}
    for row in whole.rows:
        for cell in parsed(matrix.strip(row, whole.columns, by)).iter("g"):
            key = (row.name, cell.attrib["data-element"])
            assert key not in found
            found[key] = cell
    return found


def test_every_need_of_the_bank_is_one_cell_and_there_is_no_other() -> None:
    estate = northgate().estate
    drawn = cells(estate)
    for name, journey in estate.journeys.items():
        for element in estate.elements:
            said = declared(estate, journey, element)
            assert ((name, element) in drawn) == (said.flows or said.never), (name, element)


def test_a_cell_carries_its_form_its_harm_and_its_sentence() -> None:
    cell = cells(northgate().estate)["billing_dispute", "card_number"]
    assert "".join(cell.itertext()) == "M"
    assert cell.attrib["data-harm"] == "30"
    assert cell.attrib["data-state"] == State.DECLARED
    assert cell.attrib["aria-label"] == "sees card number masked, after two-factor; harm 30"


def test_what_a_journey_asks_for_and_changes_is_marked() -> None:
    assert "".join(cells(northgate().estate)["address_change", "address"].itertext()) == "F?±"


def test_each_state_has_a_shape_of_its_own() -> None:
    seen = {"charges": Sighting(shown=1), "phone": Sighting(asked=1)}
    scan = Observed(journeys={"dispute": Watched(conversations=9, seen=seen), "theft": Watched(conversations=9)})
    drawn = cells(shop(), observed=scan)
    shapes = {
        State(cell.attrib["data-state"]): tuple(part.tag + part.attrib.get("class", "") for part in cell)
        for cell in drawn.values()
    }
    assert set(shapes) == set(State) - {State.NOTHING, State.DECLARED}
    assert len({shapes[one] for one in (State.SEEN, State.UNDECLARED, State.UNWATCHED, State.NEVER)}) == 4


def test_a_changed_cell_shows_both_and_has_a_frame() -> None:
    drawn = cells(shop(("sees: {charges: full}", "sees: {charges: banded}")), before=shop())
    cell = drawn["dispute", "charges"]
    assert "".join(cell.itertext()) == "FB"
    assert cell.attrib["data-changed"] == "yes"
    assert [part.attrib["class"] for part in cell][-1] == "frame"
    assert "the older estate: sees charges in full" in cell.attrib["aria-label"]
    assert "data-changed" not in drawn["theft", "name"].attrib


def test_cells_of_a_row_do_not_overlap_and_stay_in_their_strip() -> None:
    for number in (1, 18, 40):
        by = matrix.Measure(max(24, 730 // number), number, 100)
        assert by.cell * number <= by.strip
    whole = grid(northgate().estate)
    by = matrix.measure(whole)
    lefts = [at * by.cell for at in range(len(whole.columns))]
    assert all(right - left >= 24 for left, right in pairwise(lefts))


def test_the_names_stand_over_their_columns_and_lead_to_their_flows() -> None:
    whole = grid(northgate().estate)
    drawn = parsed(matrix.names(whole.columns, matrix.measure(whole)))
    assert [link.attrib["href"] for link in drawn.iter("a")] == [f"#element={one.name}" for one in whole.columns]
    assert [one.attrib["data-harm"] for one in drawn.iter("g")] == ["30", "10", "3", "1"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_things_are_called_it_is_still_xml_with_the_same_cells(journey: str, element: str) -> None:
    estate = northgate().estate
    journeys = {**estate.journeys, "complaint": replace(estate.journeys["complaint"], called=journey)}
    elements = {**estate.elements, "name": replace(estate.elements["name"], called=element)}
    odd = replace(estate, journeys=journeys, elements=elements)
    assert cells(odd).keys() == cells(estate).keys()
    whole = grid(odd)
    parsed(matrix.names(whole.columns, matrix.measure(whole)))
