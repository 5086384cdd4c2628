"""What if these journeys were handled by somebody else?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needline.comparison import compare, move
from needline.errors import EstateError
from needline.estate import Estate
from tests.comparison.estates import estates
from tests.estates import northgate, shop

BANK = northgate().estate


def test_a_journey_moves_and_all_else_stays() -> None:
    moved = move(BANK, ["balance_inquiry"], "billing_desk")
    assert moved.journeys["balance_inquiry"].desks() == ("billing_desk",)
    assert moved.journeys["balance_inquiry"].customer_proves == BANK.journeys["balance_inquiry"].customer_proves
    assert {name for name in BANK.journeys if moved.journeys[name] != BANK.journeys[name]} == {"balance_inquiry"}
    assert list(moved.journeys) == list(BANK.journeys)


def test_a_journey_of_several_desks_is_handled_by_the_one_alone_after_it() -> None:
    assert move(shop(), ["help"], "vault").journeys["help"].desks() == ("vault",)


def test_every_name_that_is_not_there_is_told_with_what_was_meant() -> None:
    with pytest.raises(EstateError) as error:
        move(BANK, ["balance_enquiry", "complaint", "zzz"], "avaa")
    first, second, third = error.value.problems
    assert (first.what, first.fix) == ("there is no journey 'balance_enquiry'", "did you mean 'balance_inquiry'?")
    assert second.what == "there is no journey 'zzz'"
    assert second.fix.startswith("name one of opening_hours, card_delivery")
    assert (third.what, third.fix) == ("there is no desk or bot 'avaa'", "did you mean 'ava'?")


@pytest.mark.parametrize(
    ("journey", "to", "what"),
    [
        ("address_change", "ava", "no email journey of 'ava' hands over when high_stakes"),
        ("fee_question", "ava", "'front_desk' does not handle 'fee_question'"),
        ("stolen_card", "billing_desk", "'card_safety' does not handle 'stolen_card'"),
    ],
)
def test_a_move_that_makes_no_sense_is_told_when_it_is_compared(journey: str, to: str, what: str) -> None:
    with pytest.raises(EstateError) as error:
        compare(BANK, move(BANK, [journey], to))
    assert what in {problem.what for problem in error.value.problems}


def test_a_move_to_a_bot_that_breaks_a_rule_names_the_rule() -> None:
    estate = shop(("rules:\n", "rules:\n  - no bot sees card_number\n"))
    moved = move(estate, ["dispute"], "bo")
    assert "no phone journey of 'bo' hands over when high_stakes" in _problems(estate, moved)
    chat = shop(("rules:\n", "rules:\n  - no bot sees charges\n"), ("through: [phone]", "through: [chat]"))
    assert compare(chat, move(chat, ["dispute"], "bo")).gate.decided == (
        "broken rule 'no bot sees charges': dispute sees it full"
    )


def _problems(before: Estate, after: Estate) -> set[str]:
    with pytest.raises(EstateError) as error:
        compare(before, after)
    return {problem.what for problem in error.value.problems}


@settings(max_examples=50)
@given(estates(), st.sets(st.sampled_from(("a", "b", "c"))), st.sampled_from(("till", "vault", "bo", "extra")))
def test_a_move_and_a_comparison_name_exactly_the_journeys_that_moved(
    estate: Estate, asked: set[str], to: str
) -> None:
    journeys = sorted(asked & set(estate.journeys))
    if to not in estate.desks and to not in estate.bots:
        with pytest.raises(EstateError):
            move(estate, journeys, to)
        return
    comparison = compare(estate, move(estate, journeys, to))
    elsewhere = {name for name in journeys if estate.journeys[name].desks() != (to,)}
    assert {(entry.sign, entry.kind, entry.name) for entry in comparison.entries} == {
        ("~", "journey", name) for name in elsewhere
    }
