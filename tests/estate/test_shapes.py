"""Spans of time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.estate.shapes import span_days


@pytest.mark.parametrize(
    ("span", "days"),
    [
        ("0d", 0),
        ("1d", 1),
        ("90d", 90),
        ("2w", 14),
        ("1m", 31),
        ("3m", 92),
        ("12m", 366),
        ("1y", 366),
        ("7y", 2557),
    ],
)
def test_a_span_has_its_days(span: str, days: int) -> None:
    assert span_days(span) == days


@given(st.integers(0, 8000))
def test_twelve_months_are_a_year(years: int) -> None:
    assert span_days(f"{12 * years}m") == span_days(f"{years}y")
