"""What values look like, and that evidence cannot be turned back into them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.discover.evidence import Look, evidence, look, shape


@pytest.mark.parametrize(
    ("value", "looks"),
    [
        ("jo@mail.example", Look.EMAIL),
        ("Jo Li <jo@mail.example>, al@mail.example", Look.EMAIL),
        ("4111111111111111", Look.CARD),
        ("4111111111111112", Look.NUMBER),
        ("DE89 3704 0044 0532 0130 00", Look.IBAN),
        ("192.0.2.7", Look.IP),
        ("2001:db8::1", Look.IP),
        ("1.2.3", None),
        ("+44 20 7946 0018", Look.PHONE),
        ("2024-05-01", Look.DATE),
        ("123-45-6789", Look.SSN),
        ("$2b$12$abcdefghijklmnopqrstuv", Look.HASH),
        ("yes", Look.YES_NO),
        ("the parcel did not come today", Look.PROSE),
    ],
)
def test_a_value_looks_like_what_its_checksum_and_signs_say(value: str, looks: Look | None) -> None:
    assert look(value) is looks


def test_shares_are_of_distinct_values() -> None:
    seen = evidence(["a@b.example"] * 9 + ["no mail", None, ""])
    assert (seen.rows, seen.filled, seen.distinct, seen.share(Look.EMAIL)) == (12, 10, 2, 0.5)


@given(st.text(max_size=80))
def test_a_shape_holds_no_letter_or_digit_of_its_value(value: str) -> None:
    assert set(filter(str.isalnum, shape(value))) <= set("Aa0") | {
        sign for sign in value if not sign.isalpha() and not sign.isdecimal()
    }


@given(st.lists(st.one_of(st.none(), st.text(max_size=60)), max_size=20))
def test_any_values_can_be_looked_at(values: list[str | None]) -> None:
    seen = evidence(values)
    assert seen.distinct <= seen.filled <= seen.rows
