"""What people decided, beside what is judged anew each time."""

from datetime import date

import pytest

from needline.discover.accepted import Decision, decided, read_accepted
from needline.discover.finding import Finding
from needline.errors import EstateError

TODAY = date(2027, 1, 15)
EMAIL = Finding(column="c.mail", category="user.contact.email", container=False, confidence=0.9, why="w", store="s")


def decision(verdict: str, until: str = "2027-06-30", column: str = "c.mail") -> Decision:
    return Decision(column=column, verdict=verdict, who="ann", why="because", until=until)


def test_a_decision_changes_what_is_told_and_keeps_what_was_judged() -> None:
    (one,), lines = decided([EMAIL], [decision("none")], today=TODAY, exists=lambda *_: True)
    assert (one.category, one.judged) == (None, "user.contact.email")
    assert lines == ("c.mail: ann accepted none, judged user.contact.email",)


def test_a_decision_that_agrees_says_nothing() -> None:
    _, lines = decided([EMAIL], [decision("user.contact.email")], today=TODAY, exists=lambda *_: True)
    assert lines == ()


def test_a_decision_holds_to_the_end_of_its_last_day_and_no_longer() -> None:
    (kept,), _ = decided([EMAIL], [decision("none", "2027-01-15")], today=TODAY, exists=lambda *_: True)
    (over,), lines = decided([EMAIL], [decision("none", "2027-01-14")], today=TODAY, exists=lambda *_: True)
    assert (kept.category, over.category) == (None, "user.contact.email")
    assert "which is over" in lines[0]


def test_a_decision_about_a_column_that_is_gone_is_told() -> None:
    _, lines = decided([], [decision("none")], today=TODAY, exists=lambda *_: False)
    assert lines == ("c.mail: accepted by ann, but there is no such column any more",)


def test_a_person_may_find_what_no_rule_did() -> None:
    (one,), _ = decided([], [decision("user.name", column="c.x")], today=TODAY, exists=lambda *_: True)
    assert (one.column, one.category) == ("c.x", "user.name")


def test_a_file_is_read_as_yaml_and_as_json() -> None:
    yaml = b'accepted:\n  - {column: a.b, verdict: none, who: ann, why: w, until: "2027-01-01"}\n'
    json = b'{"accepted": [{"column": "a.b", "verdict": "none", "who": "ann", "why": "w", "until": "2027-01-01"}]}'
    assert read_accepted("a.yaml", yaml) == read_accepted("a.json", json)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{column: a.b, verdict: user.nam, who: a, why: w, until: "2027-01-01"}', "'user.nam' is no verdict"),
        ('{column: ab, verdict: none, who: a, why: w, until: "2027-01-01"}', "a:2:14: 'ab' is no column"),
        ("{column: a.b, verdict: none, who: a, why: w, until: soon}", "'soon' is no day"),
        ('{column: a.b, verdict: none, who: a, until: "2027-01-01"}', "lacks 'why'"),
        ('{column: a.b, verdict: none, who: a, why: w, untill: "2027-01-01"}', "unknown key 'untill'"),
    ],
)
def test_a_mistake_is_told_with_its_place(line: str, told: str) -> None:
    with pytest.raises(EstateError) as error:
        read_accepted("a", f"accepted:\n  - {line}\n".encode())
    assert told in str(error.value)
    assert str(error.value).startswith("a:2:")
