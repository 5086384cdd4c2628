"""Masking: what must never travel is replaced by a word for it, and all else stays to the letter."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot import Found, find, mask
from needline.spot.masking import NEVER_TRAVELS
from tests.spot.calls import luhn_digit

CARD = "4929 1234 5678 9012"

NEVER = [
    (f"my card is {CARD}, thanks", "my card is [card number], thanks", Found.CARD_NUMBER),
    ("iban GB29 NWBK 6016 1331 9268 19.", "iban [account number].", Found.BANK_ACCOUNT),
    ("my password is hunter2!x", "my password is [password]", Found.PASSWORD),
    ("the cvv is 123", "the cvv is [security code]", Found.SECURITY_CODE),
    ("key sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc", "key [access key]", Found.ACCESS_KEY),
]


@pytest.mark.parametrize(("text", "masked", "what"), NEVER)
def test_what_must_never_travel_is_masked(text: str, masked: str, what: Found) -> None:
    answer = mask(text)
    assert (answer.text, answer.found) == (masked, (what,))
    assert what in NEVER_TRAVELS


TRAVELS = [
    "write to jane.miller@example.com", "i am Jane Miller", "call +44 7700 900123", "i live at 14 Cedar Lane, Leeds",
    "born on 29.02.1980", "order QX-123456", "my ip is 192.168.100.201", "i have diabetes", "where is my order", "",
]  # fmt: skip


@pytest.mark.parametrize("text", TRAVELS)
def test_what_a_journey_may_need_travels(text: str) -> None:
    assert mask(text).text == text
    assert find(text) == ()


def test_a_code_is_one_while_it_is_awaited() -> None:
    assert mask("it is 123456", awaiting_code=True).text == "it is [one-time code]"
    assert mask("it is 123456").text == "it is 123456"


def test_a_mask_of_a_mask_is_the_same() -> None:
    for text, masked, _ in NEVER:
        assert mask(mask(text).text).text == masked


def test_kinds_are_told_in_the_order_of_the_text() -> None:
    assert mask(f"cvv 123, card {CARD}").found == (Found.SECURITY_CODE, Found.CARD_NUMBER)


NUMBERS = re.compile(r"(?:\d[ -]?){12}\d")
bodies = st.text("0123456789", min_size=12, max_size=18).filter(lambda body: body[0] in "3456")
around = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz ,.?!äßñ\u200b\n"), max_size=30)


@given(bodies, st.sampled_from(["", " ", "-"]), around, around)
def test_no_card_number_travels_whatever_stands_around_it(body: str, gap: str, before: str, after: str) -> None:
    number = body + luhn_digit(body)
    grouped = gap.join(number[at : at + 4] for at in range(0, len(number), 4))
    assert not NUMBERS.search(mask(f"{before} {grouped} {after}").text)


@given(st.text(), st.booleans())
def test_what_is_found_is_what_is_masked(text: str, awaiting: bool) -> None:
    found, masked = find(text, awaiting_code=awaiting), mask(text, awaiting_code=awaiting)
    assert masked.found == tuple(one.what for one in found)
    ends, starts = [0, *(one.end for one in found)], [*(one.start for one in found), len(text)]
    kept = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    words = [*(f"[{what}]" for what in masked.found), ""]
    assert masked.text == "".join(piece + word for piece, word in zip(kept, words, strict=True))
