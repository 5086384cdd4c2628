"""Findings: their labels, and how those that overlap become one."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.finding import GUESS, LABELS, Finding, Found, Label, settled, weighed


def test_everything_that_is_found_has_a_label() -> None:
    assert set(LABELS) == set(Found)
    assert set(LABELS.values()) == set(Label)
    assert Finding(0, 1, Found.CARD_DETAIL).label == Label.CARD
    assert Finding(0, 1, "policy").label == "policy"


def one(start: int, end: int, what: str, score: float = 0.9) -> Finding:
    return Finding(start, end, what, score)


SETTLED = [
    ([], []),
    ([one(5, 9, "b"), one(0, 3, "a")], [one(0, 3, "a"), one(5, 9, "b")]),
    ([one(0, 3, "a"), one(3, 5, "b")], [one(0, 3, "a"), one(3, 5, "b")]),
    ([one(0, 5, "a", 0.8), one(3, 9, "b", 0.9)], [one(0, 9, "b", 0.9)]),
    ([one(0, 5, "a", 0.9), one(3, 9, "b", 0.8)], [one(0, 9, "a", 0.9)]),
    ([one(0, 9, "a", 0.9), one(3, 5, "b", 0.9)], [one(0, 9, "a", 0.9)]),
    ([one(0, 4, "a"), one(3, 7, "a"), one(6, 9, "a")], [one(0, 9, "a")]),
    ([one(0, 9, "a", GUESS), one(3, 5, "b")], [one(0, 9, "b")]),
]


@pytest.mark.parametrize(("found", "kept"), SETTLED)
def test_of_two_that_overlap_nothing_stays_and_the_surer_names_both(found: list, kept: list) -> None:
    assert settled(found) == tuple(kept)
    assert settled(reversed(found)) == tuple(kept)


findings = st.lists(
    st.builds(
        lambda start, length, what, score: Finding(start, start + length, what, score),
        st.integers(0, 40), st.integers(1, 9), st.sampled_from("ab"), st.sampled_from([0.5, GUESS, 0.61, 0.9, 1.0]),
    ),
    max_size=12,
)  # fmt: skip


@given(findings)
def test_everything_is_covered_in_order_and_apart(found: list[Finding]) -> None:
    kept = settled(found)
    assert all(before.end <= after.start for before, after in pairwise(kept))
    covered = {at for finding in kept for at in range(finding.start, finding.end)}
    assert covered == {at for finding in found for at in range(finding.start, finding.end)}
    assert settled(kept) == kept


@given(findings)
def test_a_guess_stays_only_where_nothing_is_known(found: list[Finding]) -> None:
    known = [finding for finding in found if finding.score > GUESS]
    stay = [
        guess
        for guess in found
        if guess.score <= GUESS and not any(max(guess.start, k.start) < min(guess.end, k.end) for k in known)
    ]
    assert sorted(weighed(found)) == sorted([*known, *stay])


def test_a_hundred_thousand_finds_are_settled_in_a_second() -> None:
    known = [one(20 * at, 20 * at + 5, "a") for at in range(50_000)]
    guesses = [one(20 * at + 10, 20 * at + 15, "b", GUESS) for at in range(50_000)]
    begun = time.process_time()
    assert len(settled(weighed([*guesses, *known]))) == 100_000
    assert time.process_time() - begun < 5
