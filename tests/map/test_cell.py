"""A cell: its state and its sentence, by tables."""

import pytest

from needline.estate import Assurance, Form
from needline.map.cell import Cell, Declared, State, declared, state
from needline.observed import Sighting
from tests.estates import northgate, shop

SEEN = Sighting(asked=3, given=2)
NONE = Sighting()


@pytest.mark.parametrize(
    ("said", "sighting", "scanned", "watched", "expected"),
    [
        (Declared(), None, False, False, State.NOTHING),
        (Declared(form=Form.FULL), None, False, False, State.DECLARED),
        (Declared(asks=True), None, False, False, State.DECLARED),
        (Declared(changes=True), None, False, False, State.DECLARED),
        (Declared(never=True), None, False, False, State.NEVER),
        (Declared(form=Form.FULL), SEEN, True, True, State.SEEN),
        (Declared(form=Form.FULL), NONE, True, True, State.UNSEEN),
        (Declared(form=Form.FULL), None, True, True, State.UNSEEN),
        (Declared(form=Form.FULL), None, True, False, State.UNWATCHED),
        (Declared(asks=True), SEEN, True, True, State.SEEN),
        (Declared(), SEEN, True, True, State.UNDECLARED),
        (Declared(), Sighting(shown=1), True, True, State.UNDECLARED),
        (Declared(), NONE, True, True, State.NOTHING),
        (Declared(never=True), SEEN, True, True, State.UNDECLARED),
        (Declared(never=True), NONE, True, True, State.NEVER),
        (Declared(form=Form.MASKED, never=True), None, False, False, State.DECLARED),
    ],
)
def test_the_state_of_a_cell(
    said: Declared, sighting: Sighting | None, scanned: bool, watched: bool, expected: State
) -> None:
    assert state(said, sighting, scanned=scanned, watched=watched) is expected


@pytest.mark.parametrize(
    ("journey", "element", "words"),
    [
        ("billing_dispute", "card_number", "sees it masked, after two-factor"),
        ("billing_dispute", "password", "must never ask for it"),
        ("billing_dispute", "income", "does not need it"),
        ("address_change", "address", "sees it in full, after two-factor; asks for it; changes it"),
        ("identity_check", "birth_date", "sees it as yes or no, after two-factor"),
    ],
)
def test_what_an_estate_declares_in_words(journey: str, element: str, words: str) -> None:
    estate = northgate().estate
    assert declared(estate, estate.journeys[journey], element).told("it") == words


def test_a_bot_that_reaches_the_own_record_only_asks_for_one_factor_at_least() -> None:
    estate = shop(("customer: one-factor}}\n    does: {move: {}}", "customer: nothing}}\n    does: {move: {}}"))
    assert declared(estate, estate.journeys["order_status"], "address").customer is Assurance.ONE_FACTOR


def test_what_staff_prove_is_told_as_well() -> None:
    estate = shop()
    assert (
        declared(estate, estate.journeys["help"], "address")
        .told("it")
        .startswith("sees it in full, after passkey and passkey of staff")
    )


def test_a_cell_tells_how_often_it_was_seen_and_what_the_older_estate_said() -> None:
    cell = Cell(
        element="pin",
        declared=Declared(),
        before=Declared(form=Form.MASKED, customer=Assurance.PASSKEY),
        state=State.UNDECLARED,
        sighting=SEEN,
    )
    assert cell.changed
    assert cell.told("the PIN") == (
        "does not need the PIN; not declared, yet given 2× and asked for 3×; "
        "the older estate: sees the PIN masked, after passkey"
    )
