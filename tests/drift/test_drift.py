"""Drift: four states of a journey's elements, worst first, and what was not looked at."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from needline.drift import Line, State, drift, told
from needline.observed import Observed, Sighting, Skipped
from tests.drift.estates import ELEMENTS, estate, observed

DAY = 86_400.0
NOW = 1_000 * DAY
ROUTING = {"called": "a bank's routing number", "asks_for": ["name"], "never": ["password"]}


def lines(owner_says: Mapping[str, object], number: int, seen: dict[str, Sighting], **how: float) -> list[Line]:
    found = drift(estate(routing=dict(owner_says)), observed(routing=(number, seen)), now=NOW, unused_days=90, **how)
    return list(found.lines)


def test_nine_in_ten_give_a_number_that_nobody_declared() -> None:
    owner = estate(routing=ROUTING)
    found = drift(
        owner,
        observed(routing=(35, {"ssn": Sighting(given=32), "name": Sighting(given=35)})),
        now=NOW,
        unused_days=90,
    )
    first, second = found.lines
    assert (first.element, first.state, first.given, first.harm) == ("ssn", State.UNDECLARED, 32, 30)
    assert (second.element, second.state) == ("name", State.SEEN)
    assert not found.agrees
    summary, sentence, _, title, line, *_ = told(found, owner)
    assert (summary, title) == ("Bank: 35 conversations", "SEEN, NOT DECLARED")
    assert sentence == (
        "Nine in ten customers who get in touch about a bank's routing number give a social security number "
        "(32 of 35), which that journey does not declare."
    )
    assert line == (
        "  routing  ssn  nine in ten customers give it (32 of 35, 91%): "
        "stop asking for it, or declare it under asks_for"
    )


@pytest.mark.parametrize(
    ("says", "seen", "state"),
    [
        ({"sees": {"ssn": "masked"}}, {"ssn": Sighting(given=5)}, State.SEEN),
        ({"asks_for": ["ssn"]}, {"ssn": Sighting(asked=5)}, State.SEEN),
        ({"changes": ["ssn"]}, {"ssn": Sighting(shown=5)}, State.SEEN),
        ({}, {"ssn": Sighting(given=5)}, State.UNDECLARED),
        ({"sees": {"ssn": "full"}}, {}, State.UNSEEN),
        ({"sees": {"balance": "full"}}, {"account_number": Sighting(given=5)}, State.SEEN),
        ({}, {"IP address": Sighting(shown=5)}, State.UNDECLARED),
    ],
    ids=["sees", "asks for", "changes", "not declared", "not seen", "another of its category", "no element for it"],
)
def test_each_element_has_one_state(says: dict[str, object], seen: dict[str, Sighting], state: State) -> None:
    assert [line.state for line in lines(says, 10, seen)] == [state]


def test_a_journey_without_conversations_was_not_looked_at() -> None:
    found = drift(estate(a={"sees": {"ssn": "full"}}, b={}), observed(b=(5, {})), now=NOW, unused_days=90)
    assert [line.state for line in found.lines] == [State.UNWATCHED]
    assert found.unwatched == ("a",)
    assert not found.agrees


def test_what_must_never_be_comes_first_and_counts_from_the_first() -> None:
    seen = {"ssn": Sighting(given=900), "password": Sighting(shown=1)}
    first, second = lines(ROUTING | {"asks_for": []}, 1_000, seen)
    assert (first.element, first.never, first.rare) == ("password", True, False)
    assert second.element == "ssn"


def test_one_of_one_is_not_as_bad_as_nearly_all_of_many() -> None:
    scan = observed(a=(1, {"ssn": Sighting(given=1)}), b=(300, {"ssn": Sighting(given=280)}))
    assert [line.journey for line in drift(estate(a={}, b={}), scan, now=NOW, unused_days=90).lines] == ["b", "a"]


def test_a_find_that_two_elements_may_be_is_told_once() -> None:
    both = {"balance": Sighting(given=5), "account_number": Sighting(given=5)}
    (line,) = lines({}, 10, both)
    assert (line.element, line.also) == ("balance", ("account_number",))


def test_what_is_rare_is_told_and_is_no_reason_to_fail() -> None:
    owner, seen = estate(routing={}), observed(routing=(1_000, {"ssn": Sighting(given=9)}))
    found = drift(owner, seen, now=NOW, unused_days=90)
    assert found.lines[0].rare
    assert found.agrees
    assert not drift(owner, seen, now=NOW, unused_days=90, least_share=0.005).agrees


# ── declared, not seen ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("conversations", "first", "last_seen", "expected"),
    [
        (300, 100, None, (State.UNSEEN, True, 100)),
        (299, 100, None, (State.UNSEEN, False, 100)),
        (300, 50, None, (State.UNSEEN, False, 50)),
        (300, 400, 91, (State.UNSEEN, True, 91)),
        (300, 400, 90, (State.SEEN, False, None)),
        (300, None, None, (State.UNSEEN, True, None)),
    ],
    ids=["long and often", "too seldom", "too short", "long ago", "not so long ago", "no times are known"],
)
def test_what_is_not_seen_is_spare_only_after_enough_conversations_and_days(
    conversations: int, first: int | None, last_seen: int | None, expected: tuple[State, bool, int | None]
) -> None:
    at = None if last_seen is None else NOW - last_seen * DAY
    seen = {} if at is None else {"ssn": Sighting(given=5, first=at, last=at)}
    scan = replace(
        observed(routing=(conversations, seen)), first=None if first is None else NOW - first * DAY,
        last=None if first is None else NOW,
    )  # fmt: skip
    (line,) = drift(estate(routing={"sees": {"ssn": "full"}}), scan, now=NOW, unused_days=90).lines
    assert (line.state, line.spare, line.days) == expected


def test_days_after_the_last_conversation_do_not_count() -> None:
    scan = replace(observed(routing=(500, {})), first=NOW - 400 * DAY, last=NOW - 380 * DAY)
    found = drift(estate(routing={"sees": {"ssn": "full"}}), scan, now=NOW, unused_days=90)
    assert (found.lines[0].days, found.lines[0].spare, found.stale) == (20, False, 380)


def test_how_many_conversations_held_nothing_is_said_with_what_it_means() -> None:
    owner = estate(routing={"sees": {"ssn": "full"}})
    text = "\n".join(told(drift(owner, observed(routing=(600, {})), now=NOW, unused_days=90), owner))
    assert "in none of 600 conversations, so fewer than one in 200 need it: remove it" in text


# ── what was not looked at ─────────────────────────────────────────────────────────────────────────
def test_what_text_does_not_show_is_said_and_has_no_state() -> None:
    found = drift(estate(routing={"sees": {"charges": "full"}}), observed(routing=(10, {})), now=NOW, unused_days=90)
    assert found.lines == ()
    assert found.silent == ("charges",)
    assert found.agrees


def test_a_quick_scan_says_nothing_of_names_and_addresses() -> None:
    owner = estate(routing={"sees": {"name": "full", "address": "full", "ssn": "full"}})
    found = drift(owner, replace(observed(routing=(10, {})), depth="quick"), now=NOW, unused_days=90)
    assert [line.element for line in found.lines] == ["ssn"]
    assert "read quickly, without names and addresses" in next(told(found, owner))


@pytest.mark.parametrize(
    ("scan", "said"),
    [
        (
            replace(observed(routing=(5, {})), skipped=(Skipped(file="a", line=3, why="not UTF-8"),)),
            "  a:3: not UTF-8",
        ),
        (observed(routing=(5, {}), loans=(5, {})), "  journey loans: the estate does not have it"),
        (Observed(), "  journey routing: no conversation of it was read"),
    ],
    ids=["a file", "a journey of another estate", "a journey"],
)
def test_everything_unread_is_said_and_makes_the_answer_no(scan: Observed, said: str) -> None:
    owner = estate(routing={})
    found = drift(owner, scan, now=NOW, unused_days=90)
    assert not found.agrees
    assert said in list(told(found, owner))


def test_conversations_without_a_journey_are_said() -> None:
    owner = estate(routing={})
    found = drift(owner, observed(routing=(6_755, {}), **{"": (312, {})}), now=NOW, unused_days=90)
    assert next(told(found, owner)).endswith("; 312 of 7,067 could not be assigned to a journey")


# ── properties ─────────────────────────────────────────────────────────────────────────────────────
NAMES = st.sampled_from(sorted(ELEMENTS))
SIGHTINGS = st.dictionaries(
    NAMES, st.builds(Sighting, given=st.integers(1, 50), asked=st.integers(0, 50)), max_size=6
)


@given(st.lists(NAMES, unique=True), st.lists(NAMES, unique=True), SIGHTINGS)
def test_declaring_what_is_seen_makes_the_answer_yes(
    declared: list[str], never: list[str], seen: dict[str, Sighting]
) -> None:
    says = {"asks_for": declared, "never": [one for one in never if one not in declared]}
    before = drift(estate(a=says), observed(a=(50, seen)), now=NOW, unused_days=90)
    after = drift(estate(a={"asks_for": [*declared, *seen]}), observed(a=(50, seen)), now=NOW, unused_days=90)
    assert after.agrees
    assert before.agrees == (not before.undeclared)
    assert len({(line.journey, line.element) for line in before.lines}) == len(before.lines)
    assert all(line.state != State.UNDECLARED or line.element not in declared for line in before.lines)
