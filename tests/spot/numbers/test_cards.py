"""Thirteen digits and more are masked however they are grouped; words and signs tell the details of a card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.finding import Found
from needline.spot.numbers import RULES
from needline.spot.numbers.lookalikes import luhn
from tests.spot.marks import Marks

marks = Marks(RULES)
GROUPED = [
    "5301234567890123",
    "5301 2345 6789 0123",
    "5301-2345-6789-0123",
    "5301.2345.6789.0123",
    "5301/2345/6789/0123",
    "5301_2345_6789_0123",
    "5301  -  2345 6789 0123",
    "5301,2345,6789,0123",
    "5301, 2345, 6789, 0123",
    "5, 3, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0",
    "5301|2345|6789|0123",
    "5301\n2345\n6789\n0123",
    "5301\r\n2345\r\n6789\r\n0123",
    "5301:2345:6789:0123",
    "5301\u00a02345\u20076789\u202f0123",
    "5301–2345—6789‑0123",
    "5301\u200b2345\u200b6789\u200b0123",
    "5 3 0 1 2 3 4 5 6 7 8 9 0 1 2 3",
    "53 01 23 45 67 89 01 23",
    "3712 345678 90123",
    "4000000000000",
    "5301 2345 6789 0123 11/27 123",
    "5301 2345 6789 0123 5301 2345 6789 0124",
    "12345678901234567890123456789012",
]


@pytest.mark.parametrize("card", GROUPED)
def test_a_card_number_is_masked_whole_however_it_is_grouped(card: str) -> None:
    assert marks.named(f"take it from {card} please") == [(card, Found.CARD_NUMBER)]


def test_the_checksum_only_makes_it_surer() -> None:
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")
    assert marks("4111 1111 1111 1111") == ["4111 1111 1111 1111"]
    assert marks("4111 1111 1111 1112") == ["4111 1111 1111 1112"]


def test_no_word_lets_a_card_escape() -> None:
    for word in ("ISBN", "EAN", "tracking number", "order", "version", "amount", "SKU", "error", "phone", "IBAN"):
        for card in ("4111111111111111", "5301 2345 6789 0123", "4222222222222"):
            assert marks(f"{word} {card}") == [card], word


def test_a_date_beside_a_card_hides_neither() -> None:
    assert marks("on 2024-01-31 5301 2345 6789 0123") == ["5301 2345 6789 0123"]
    assert marks("5301 2345 6789 0123 on 31/01/2024") == ["5301 2345 6789 0123"]


GLUED = [
    "4929s4929123456789012", "1s4929 1234 5678 9012", "4929s49291234567890124929 1234 5678 9012",
    "x1y4929123456789012 4929 1234", "AB12-4929123456789012",
]  # fmt: skip


@pytest.mark.parametrize("text", GLUED)
def test_a_card_at_the_end_of_a_word_of_letters_and_digits_is_a_card(text: str) -> None:
    found = marks.named(f"it is {text} then")
    assert any(what == Found.CARD_NUMBER and sum(map(str.isdigit, piece)) > 12 for piece, what in found)


def test_letters_stuck_to_a_card_do_not_hide_it() -> None:
    assert marks("card5301 2345 6789 0123x") == ["5301 2345 6789 0123"]


@pytest.mark.parametrize(
    "text",
    [
        "+49 1512 3456789", "+49 (0)1512 3456789", "+123456789012345", "0049 1512 3456789", "0044 7700 900123",
        "07700 900123, 07700 900456",
    ],
)  # fmt: skip
def test_a_dialled_number_is_no_card(text: str) -> None:
    assert {what for _, what in marks.named(text)} == {Found.PHONE}


def test_no_telephone_number_has_more_than_fifteen_digits() -> None:
    assert marks.named("+5301234567890123")[0][1] == Found.CARD_NUMBER
    assert marks.named("00 5301 2345 6789 0123")[0][1] == Found.CARD_NUMBER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my Visa ending in 2076 please", ["2076"]),
        ("last four digits 4577", ["4577"]),
        ("die Karte endet auf 1234", ["1234"]),
        ("ma carte qui se termine par 1234", ["1234"]),
        ("tarjeta terminada en 1234", ["1234"]),
        ("**** **** **** 7334", ["7334"]),
        ("pay the rest with my 7447 card", ["7447"]),
        ('"brand": "visa", "last_four": "8834"', ["8834"]),
        ("expires 11/27", ["11/27"]),
        ("card 5301 2345 6789 0123, 11/27, 123", ["5301 2345 6789 0123", "11/27", "123"]),
        ("carte 5301 2345 6789 0123 expire le 09/27", ["5301 2345 6789 0123", "09/27"]),
        ("cartão 5301-2345-6789-0123 validade 08/30", ["5301-2345-6789-0123", "08/30"]),
    ],
)
def test_details_of_a_card_are_found_by_words_and_place(text: str, expected: list[str]) -> None:
    assert marks(text) == expected


@pytest.mark.parametrize(
    "text", ["my card expired in 2023", "card 2 of 3", "a 1000 cc engine", "the gift card costs 50", "visa 2024"]
)
def test_years_and_counts_beside_a_card_stay(text: str) -> None:
    assert marks(text) == []


digits = st.text("0123456789", min_size=13, max_size=19).filter(lambda text: not text.startswith("00"))
signs = st.lists(st.sampled_from(["", "", " ", "-", "/", "  ", " - ", "\u00a0", "\u200b"]), min_size=19, max_size=19)


@given(digits, signs)
def test_thirteen_to_nineteen_digits_are_masked_in_any_grouping_without_a_year(card: str, gaps: list[str]) -> None:
    written = "".join(digit + gap for digit, gap in zip(card, gaps, strict=False)).rstrip(" -/\u00a0\u200b")
    bare = written.replace("\u200b", "")
    if not any(sign in bare for sign in "-/"):
        assert marks(f"a {written} b") == [written]


@given(st.sampled_from(GROUPED), st.sampled_from(["", "ok ", "it's ", "card: ", "#", "(", "\n"]))
def test_what_stands_before_a_card_does_not_hide_it(card: str, before: str) -> None:
    assert card in "".join(marks(f"{before}{card}"))
