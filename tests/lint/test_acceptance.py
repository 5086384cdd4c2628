"""Decisions: what they are about, until when they hold, and which of them are worth nothing."""

from datetime import date

import pytest

from needline.lint import RULES, Acceptance, Accepted, Lint, judge, problems

BEFORE, LAST, AFTER = date(2027, 1, 1), date(2027, 1, 31), date(2027, 2, 1)
LINT = Lint(id="NL401", path=("journeys", "help", "sees"), what="it shows name", fix="show nothing")
DECISION = Acceptance(id="NL401", path="journeys.help.sees", who="ann", why="names are public", until="2027-01-31")


def decided(**changes: str) -> Accepted:
    """The decision, changed."""
    fields = {name: getattr(DECISION, name) for name in Acceptance.__struct_fields__}
    return Accepted(accepted=(Acceptance(**{**fields, **changes}),))


@pytest.mark.parametrize("today", [BEFORE, LAST])
def test_a_decision_holds_on_its_last_day(today: date) -> None:
    judged = judge([LINT], decided(), today)
    assert (judged.open, judged.accepted, judged.expired, judged.needless) == ((), (LINT,), (), ())


def test_a_decision_holds_no_longer_than_its_last_day() -> None:
    judged = judge([LINT], decided(), AFTER)
    assert (judged.open, judged.accepted) == ((LINT,), ())
    assert judged.expired == decided().accepted


@pytest.mark.parametrize("change", [{"id": "NL402"}, {"path": "journeys.help"}, {"what": "it shows phone"}], ids=str)
def test_a_decision_is_about_one_rule_in_one_place_and_in_its_words(change: dict[str, str]) -> None:
    judged = judge([LINT], decided(**change), BEFORE)
    assert judged.open == (LINT,)
    assert judged.needless == decided(**change).accepted


def test_the_words_of_a_lint_may_be_part_of_the_decision() -> None:
    assert judge([LINT], decided(what="it shows name"), BEFORE).accepted == (LINT,)


def test_a_renewed_decision_counts_and_the_old_one_is_not_told() -> None:
    both = Accepted(accepted=(*decided(until="2026-01-31").accepted, *decided().accepted))
    judged = judge([LINT], both, BEFORE)
    assert (judged.open, judged.expired) == ((), ())


def test_nothing_is_wrong_with_a_whole_decision() -> None:
    assert problems(decided(), RULES) == ()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"id": "NL999"}, "there is no rule 'NL999'"),
        ({"who": " "}, "nobody accepted it"),
        ({"why": ""}, "nothing says why"),
        ({"until": "31.1.2027"}, "'31.1.2027' is no day"),
        ({"until": "2027-02-30"}, "'2027-02-30' is no day"),
    ],
)
def test_what_is_missing_in_a_decision_is_a_problem(change: dict[str, str], what: str) -> None:
    (problem,) = problems(decided(**change), RULES)
    assert problem.what == what
    assert problem.path == ("accepted", 0, *change)
