"""Which journey a conversation is of: metadata first, words second, nothing where nothing tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.drift import Journeys
from tests.drift.estates import estate

BANK = estate(
    billing_dispute={
        "called": "a disputed charge",
        "known_by": {"queue": ["Billing EU"], "words": ["charged twice"]},
    },
    card_delivery={"called": "where a new card is", "known_by": {"intent": ["track card"], "tag": ["delivery"]}},
    stolen_card={"known_by": {"brand": ["north"]}},
    opening_hours={},
    get_routing_number={},
)
JOURNEYS = Journeys(BANK)


@pytest.mark.parametrize(
    ("told", "journey"),
    [
        ({"queue": "billing eu"}, "billing_dispute"),
        ({"Queue Name": "billing-eu"}, "billing_dispute"),
        ({"intent": "track card", "queue": "billing eu"}, "card_delivery"),
        ({"labels": "vip, delivery"}, "card_delivery"),
        ({"intent": "stolen card"}, "stolen_card"),
        ({"intent": "getroutingnumber"}, "get_routing_number"),
        ({"intent": "Opening-Hour"}, "opening_hours"),
        ({"queue": "a disputed charge"}, "billing_dispute"),
        ({"brand": "north"}, "stolen_card"),
        ({"intent": "greeting, track card, stolen card"}, "card_delivery"),
        ({"intent": "greeting, opening hours, stolen card"}, "stolen_card"),
        ({"tags": "opening hours, stolen card"}, ""),
        ({"intent": "something else"}, ""),
        ({}, ""),
    ],
    ids=str,
)
def test_what_the_platform_says_tells_the_journey(told: dict[str, str], journey: str) -> None:
    assert JOURNEYS(told, []) == journey


@pytest.mark.parametrize(
    ("said", "journey"),
    [
        ([("customer", "I was charged twice!")], "billing_dispute"),
        ([("", "what is the routing number please")], "get_routing_number"),
        ([("customer", "my card was stolen"), ("agent", "was the delivery late?")], "stolen_card"),
        ([("agent", "our opening hours?")], ""),
        ([("customer", "my card")], ""),
        ([("customer", "charged twice, and what are the opening hours")], ""),
        ([("customer", "hello")], ""),
    ],
    ids=[
        "known words",
        "its name",
        "the customer's words alone",
        "an agent's words",
        "too little",
        "a tie",
        "nothing",
    ],
)
def test_where_the_platform_says_nothing_the_customers_words_tell(said: list[tuple[str, str]], journey: str) -> None:
    assert JOURNEYS({}, said) == journey


def test_an_estate_without_journeys_tells_none() -> None:
    assert Journeys(estate())({"queue": "billing"}, [("customer", "hi")]) == ""


@given(
    st.dictionaries(st.text(max_size=12), st.text(max_size=40), max_size=4),
    st.lists(st.tuples(st.text(max_size=8), st.text(max_size=60)), max_size=4),
)
def test_whatever_is_told_and_said_the_answer_is_a_journey_or_none(
    told: dict[str, str], said: list[tuple[str, str]]
) -> None:
    answer = JOURNEYS(told, said)
    assert answer in {"", *BANK.journeys}
    assert JOURNEYS(told, said) == answer
