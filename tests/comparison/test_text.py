"""A comparison on a terminal: reasons, both numbers, and the verdict where the eye ends."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from needline.comparison import compare, move, text
from needline.comparison.figures import points, signed
from needline.comparison.text import MOST
from tests.estates import northgate, shop

BANK = northgate().estate


def test_a_move_on_a_terminal() -> None:
    lines = list(text(compare(BANK, move(BANK, ["balance_inquiry"], "billing_desk"))))
    assert lines[:4] == [
        "~ journey balance_inquiry",
        "    loosens   moved from ava to billing_desk: sees balance full",
        "",
        "reach in a day, in harm points",
    ]
    assert [line.split()[-1] for line in lines[4:6]] == ["less", "more"]
    assert lines[4].split()[0] == "ava"
    assert lines[5].strip().startswith("one seat of billing_desk")
    opens = "opens: billing_desk sees balance full for balance_inquiry (customer two-factor, staff two-factor)"
    assert lines[-1] == f"gate: FAIL  {opens}"


def test_no_change_says_so() -> None:
    lines = list(text(compare(BANK, BANK)))
    assert lines[0] == "the two estates say the same"
    assert lines[-1] == "gate: PASS  nothing opens"


def test_a_rule_that_fails_stands_before_what_opens() -> None:
    lines = list(text(compare(shop(), shop(("card_number: {form: masked", "card_number: {form: full")))))
    assert lines[-2].startswith("gate: FAIL  broken rule 'nobody sees card_number more than masked'")
    assert lines[-1].strip().startswith("opens: vault sees card_number full for theft")


def test_of_much_that_opens_the_worst_is_told_and_the_rest_counted() -> None:
    bare = replace(BANK, journeys={name: replace(one, sees={}) for name, one in BANK.journeys.items()})
    comparison = compare(bare, BANK)
    lines = list(text(comparison))
    assert "card_number masked" in next(line for line in lines if line.startswith("gate: "))
    assert lines[-1].strip() == f"and {len(comparison.opened) - MOST - 1:,} more that open"


def test_colour_says_nothing_that_words_do_not() -> None:
    comparison = compare(shop(), shop(("sees: {charges: full}", "sees: {charges: masked}")))
    painted = list(text(comparison, lambda said, what: f"<{what}>{said}</{what}>"))
    assert painted[0] == "<tightens>~</tightens> <strong>journey dispute</strong>"
    assert painted[1] == "    <tightens>tightens </tightens> form: charges full → masked"


@given(st.text(max_size=30))
@settings(max_examples=40)
def test_nothing_in_an_estate_moves_the_cursor(called: str) -> None:
    journey = replace(BANK.journeys["complaint"], called=called)
    after = replace(BANK, estate=called, journeys={**BANK.journeys, "complaint": journey})
    assert all(line.isprintable() for line in text(compare(BANK, after)))


def test_harm_points_have_three_digits_that_count() -> None:
    assert [points(one) for one in (None, 0.0, 0.001234, 9.876, 99.96, 100.4, 65920.0)] == [
        "–", "0", "0.00123", "9.88", "100", "100", "65,920",
    ]  # fmt: skip


def test_which_way_a_number_went_is_a_word() -> None:
    assert [signed(1.0, 2.0), signed(2.0, None), signed(None, 1.0), signed(None, 0.0)] == [
        "more", "less", "more", "as much",
    ]  # fmt: skip
