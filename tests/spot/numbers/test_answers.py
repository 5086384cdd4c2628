"""An answer is what was asked for, as short as it may be, unless words in it say otherwise."""

import pytest

from needline.spot.finding import Found
from needline.spot.numbers import RULES
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        (Found.CARD_DETAIL, "4577", ["4577"]),
        (Found.CARD_DETAIL, "it's 11/27", ["11/27"]),
        (Found.CARD_DETAIL, "0829", ["0829"]),
        (Found.CARD_NUMBER, "5301 2345", ["5301 2345"]),
        (Found.SECURITY_CODE, "123", ["123"]),
        (Found.ONE_TIME_CODE, "482 913", ["482 913"]),
        (Found.REFERENCE, "sure, 12345", ["12345"]),
        (Found.REFERENCE, "X7KQ2P", ["X7KQ2P"]),
        (Found.REFERENCE, "bx7w2pf", ["bx7w2pf"]),
        (Found.REFERENCE, "ab 123", ["ab 123"]),
        (Found.PHONE, "555 1234", ["555 1234"]),
        (Found.IDENTITY_NUMBER, "6789", ["6789"]),
        (Found.IDENTITY_NUMBER, "C01X00T47", ["C01X00T47"]),
        (Found.BANK_ACCOUNT, "12345678", ["12345678"]),
        (Found.PLACE, "98193", ["98193"]),
        (Found.PLACE, "SW1A 1AA", ["SW1A 1AA"]),
    ],
)
def test_a_bare_answer_is_what_was_asked_for(asked: Found, text: str, expected: list[str]) -> None:
    assert marks.named(text, asked) == [(piece, asked) for piece in expected]


def test_words_in_an_answer_know_better_than_the_question() -> None:
    found = marks.named("12345 and my phone is 0151 23456789", Found.REFERENCE)
    assert found == [("12345", Found.REFERENCE), ("0151 23456789", Found.PHONE)]


@pytest.mark.parametrize(
    "text", ["it was about 2 weeks ago, 50 dollars", "i bought it in 2023", "3 days", "12", "ok", "$120.00"]
)
def test_amounts_years_and_counts_answer_nothing(text: str) -> None:
    assert marks(text, Found.REFERENCE) == []


def test_nobody_asked_and_a_short_number_is_nothing() -> None:
    assert marks("4577") == marks("it is 123456") == marks("sure, 12345") == []
