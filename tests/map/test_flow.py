"""A flow: five lanes, what is in them, and what is folded."""

import pytest

from needline.estate import Estate, read
from needline.map.flow import LANES, Box, Flow, element_flow, journey_flow, weight
from needline.map.lanes import picture
from tests.estates import northgate, shop
from tests.map.drawn import parsed


def names(flow: Flow, lane: str) -> list[str]:
    return [box.called for box in flow.lanes[LANES.index(lane)]]


def wide(elements: int) -> Estate:
    """A shop whose one journey sees so many elements."""
    some = "".join(f"  e{at}: {{is: user.financial, harm: {(1, 3, 10, 30)[at % 4]}}}\n" for at in range(elements))
    held = ", ".join(f"e{at}: t.c{at}" for at in range(elements))
    sees = ", ".join(f"e{at}: masked" for at in range(elements))
    text = (
        f"needline: 1\nestate: Wide\nowner: o@wide.example\nelements:\n{some}"
        f"stores:\n  core: {{at: env:CORE, person: t.id, holds: {{{held}}}}}\nchannels: {{chat: {{}}}}\n"
        f"desks: {{till: {{seats: 2}}}}\n"
        f"journeys:\n  all: {{by: till, through: [chat], a_year: 5, sees: {{{sees}}}}}\n"
    )
    return read("wide.yaml", lambda _: text.encode()).estate


def test_a_disputed_charge_goes_from_the_customer_to_the_core_and_its_copies() -> None:
    flow = journey_flow(northgate().estate, "billing_dispute")
    assert [names(flow, lane) for lane in LANES] == [
        ["customer"],
        ["phone", "chat"],
        ["our billing desk"],
        ["card number", "charges", "birth date", "name"],
        ["core", "transcripts"],
    ]
    assert flow.lanes[0][0].told == "proves two-factor"
    assert flow.lanes[3][0] == Box(
        "element card_number M00", "card number", "masked · harm 30", 30, "", "element=card_number"
    )


def test_what_is_redacted_or_never_said_is_not_copied() -> None:
    flow = journey_flow(northgate().estate, "billing_dispute")
    copied = {line.start.split()[1] for line in flow.lines if line.perhaps}
    assert copied == {"charges", "name"}  # the card number is redacted, the birth date is only compared
    assert {fact.element: fact.copies for fact in flow.facts}["card number"] == "none"


def test_what_is_hidden_only_from_who_looks_is_copied_all_the_same() -> None:
    estate = shop(("keep: 90d, redact: [password]", "keep: 90d, redact: [charges], redacts_when: shown"))
    assert journey_flow(estate, "dispute").facts[0].copies == "notes (90d)"
    strict = shop(("keep: 90d, redact: [password]", "keep: 90d, redact: [charges]"))
    assert journey_flow(strict, "dispute").facts[0].copies == "none"


def test_the_lines_of_an_element_carry_the_contacts_of_all_its_journeys() -> None:
    estate = northgate().estate
    flow = element_flow(estate, "card_number")
    into = {line.end: line.a_year for line in flow.lines if line.end.startswith("store")}
    assert into == {"store core": 60_000 + 24_000}
    assert [fact.journey for fact in flow.facts] == ["a disputed charge", "a lost or stolen card"]


def test_a_journey_without_data_has_no_line_into_the_house_behind_the_desk() -> None:
    flow = journey_flow(northgate().estate, "opening_hours")
    assert flow.lanes[3:] == ((), ())
    assert flow.facts == ()


@pytest.mark.parametrize("elements", [1, 5, 6, 60])
def test_at_most_fifteen_boxes_and_the_table_has_the_rest(elements: int) -> None:
    flow = journey_flow(wide(elements), "all")
    assert sum(map(len, flow.lanes)) <= 15
    assert len(flow.facts) == elements
    folded = [box.called for box in flow.lanes[3] if box.shape == "fold"]
    assert folded == ([f"and {elements - 4} more"] if elements > 5 else [])


def test_a_fold_keeps_the_least_harm_and_leads_its_lines_on() -> None:
    flow = journey_flow(wide(12), "all")
    assert [box.harm for box in flow.lanes[3]] == [30, 30, 30, 10, 10]
    ends = {box.key for lane in flow.lanes for box in lane}
    assert {line.start for line in flow.lines} | {line.end for line in flow.lines} == ends


def test_weight_is_contacts_times_harm() -> None:
    assert weight(northgate().estate, "billing_dispute") == 60_000 * (1 + 10 + 30 + 3)


@pytest.mark.parametrize("name", list(northgate().journeys))
def test_every_flow_of_the_bank_is_a_picture_without_overlap(name: str) -> None:
    flow = journey_flow(northgate().estate, name)
    drawn = parsed(picture(flow, 410_000))
    boxes = [one for one in drawn.iter("rect") if one.attrib["class"] == "box"]
    assert len(boxes) == sum(map(len, flow.lanes))
    corners = {(one.attrib["x"], float(one.attrib["y"])) for one in boxes}
    assert len(corners) == len(boxes)
    for x, y in corners:
        assert not any(x == other and 0 < abs(y - high) < 50 for other, high in corners)
    assert len(list(drawn.iter("path"))) == len(flow.lines) + 1  # and the trust boundary


def test_more_contacts_make_a_thicker_line() -> None:
    estate = northgate().estate

    def thick(name: str) -> float:
        drawn = parsed(picture(journey_flow(estate, name), 410_000))
        return max(float(one.attrib["stroke-width"]) for one in drawn.iter("path") if "stroke-width" in one.attrib)

    assert thick("balance_inquiry") == 16
    assert thick("balance_inquiry") > thick("billing_dispute") > thick("complaint")
