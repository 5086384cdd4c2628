"""Journeys behind glass and orders above a limit: what an estate may say of them, and which change opens."""

import pytest
from msgspec.structs import replace

from needline.estate import BreakGlass, Estate
from needline.policy import compile_policy, diff
from needline.policy.clauses import guards_of
from needline.policy.problems import problems
from tests.deeds.shop import ESTATE


def rescue(glass: BreakGlass | None, by: str = "billing_desk") -> Estate:
    """The shop with this glass in front of its journey for emergencies."""
    journey = replace(ESTATE.journeys["rescue"], break_glass=glass, by=by)
    return replace(ESTATE, journeys={**ESTATE.journeys, "rescue": journey})


def test_an_estate_with_a_glass_and_an_approval_has_no_problem() -> None:
    assert problems(ESTATE) == ()


def test_a_bot_breaks_no_glass() -> None:
    found = [one for one in problems(rescue(BreakGlass(), by="ava")) if "glass" in one.what]
    assert [(one.path, one.what) for one in found] == [
        (("journeys", "rescue", "break_glass"), "bot 'ava' could break the glass")
    ]


@pytest.mark.parametrize(
    ("refund", "what"),
    [
        ({"at_most": 200.0, "approve": "boss"}, "nobody has the role 'boss'"),
        ({"at_most": None, "approve": "supervisor"}, "there is no limit to go above"),
    ],
)
def test_an_approval_is_of_a_supervisor_and_above_a_limit(refund: dict[str, object], what: str) -> None:
    deed = ESTATE.journeys["dispute"].does["refund"]
    assert deed.above is not None
    changed = replace(deed, at_most=refund["at_most"], above=replace(deed.above, approve=refund["approve"]))
    journey = replace(ESTATE.journeys["dispute"], does={"refund": changed})
    found = problems(replace(ESTATE, journeys={**ESTATE.journeys, "dispute": journey}))
    assert [one.what for one in found if one.path[:4] == ("journeys", "dispute", "does", "refund")] == [what]


LOST = [
    (BreakGlass(minutes=20), None, {"rescue is behind glass"}),
    (BreakGlass(minutes=20), BreakGlass(minutes=21), {"the glass of rescue is open no longer than 20 minutes"}),
    (
        BreakGlass(review_by="security"),
        BreakGlass(review_by="supervisor"),
        {"the glass of rescue is reviewed by security"},
    ),
    (BreakGlass(minutes=20), BreakGlass(minutes=5), set()),
    (None, BreakGlass(minutes=20), set()),
]


@pytest.mark.parametrize(("before", "after", "told"), LOST)
def test_a_glass_that_is_weaker_is_a_guard_that_is_lost(
    before: BreakGlass | None, after: BreakGlass | None, told: set[str]
) -> None:
    opened = diff(compile_policy(rescue(before)), compile_policy(rescue(after))).opened
    assert {str(one) for one in opened} >= {f"no longer holds: {one}" for one in told}
    assert bool(opened) is bool(told)


def test_every_promise_of_a_glass_is_a_clause() -> None:
    clauses = [clause for clause in guards_of(rescue(BreakGlass(minutes=20))) if clause.field == "break_glass"]
    assert [(str(clause), clause.strict) for clause in clauses] == [
        ("rescue is behind glass", 0),
        ("the glass of rescue is open no longer than 20 minutes", -20),
        ("the glass of rescue is reviewed by security", 0),
    ]
