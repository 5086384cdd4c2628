"""Each sentence of the rules both ways: where it holds, and what is told where it does not."""

import pytest
from msgspec.structs import replace

from needline.estate import FORMS, parse_rule
from needline.policy.sentences import broken
from tests.estates import shop

Swap = tuple[str, str]
WIDE = ("bo: {at: env:BO,", "bo: {at: env:BO, reach: open contact,")

HOLDS: list[tuple[str, list[Swap]]] = [
    ("no bot reaches more than own record", []),
    ("no bot reaches more than open contact", [WIDE]),
    ("no desk reaches more than open contact", []),
    ("every desk signs in with two-factor", []),
    ("every desk signs in with passkey", [("seats: 3,", "seats: 3, signs_in: passkey,")]),
    ("harm above 3 needs two-factor", []),
    ("harm above 30 needs passkey", []),
    ("harm above 1 needs one-factor", []),
    ("core keeps at most 7y", []),
    ("notes keep at most 13w", []),
    ("no bot sees charges", []),
    ("no bot sees address more than masked", []),
    ("no bot sees address more than full", []),
    ("nobody sees password", []),
    ("nobody sees card_number more than masked", []),
    ("only vault sees charges", []),
    ("only bo sees password", []),
    ("every bot needs a certificate", [("certificate: none", "certificate: required")]),
    ("no bot changes name", []),
    ("no bot changes address", [("    changes: [address]\n", "")]),
    ("name is never asked for", []),
    ("no contact over chat sees charges", []),
    ("no contact over chat sees card_number more than masked", []),
    ("no contact over phone sees address more than full", []),
]

BROKEN: list[tuple[str, list[str], list[Swap]]] = [
    ("no bot reaches more than own record", ["bo reaches open contact"], [WIDE]),
    ("no desk reaches more than own record", ["till reaches open contact", "vault reaches open contact"], []),
    ("every desk signs in with passkey", ["till signs in with two-factor"], []),
    (
        "harm above 3 needs passkey",
        ["theft sees card_number after two-factor", "dispute sees charges after two-factor"],
        [],
    ),
    ("harm above 1 needs two-factor", ["order_status sees address after one-factor"], []),
    ("core keeps at most 6y", ["core keeps 7y"], []),
    ("notes keep at most 12w", ["notes keeps 90d"], []),
    ("core keeps at most 7y", ["core says nothing of how long it keeps"], [("    keep: 7y\n", "")]),
    ("no bot sees orders", ["order_status sees it full"], []),
    ("no bot sees address more than banded", ["order_status sees it masked"], []),
    ("nobody sees orders", ["order_status sees it full", "help sees it full"], []),
    ("nobody sees card_number more than matches", ["theft sees it masked"], []),
    ("nobody sees phone", ["help sees it use"], []),
    ("only vault sees name", ["help sees it full"], []),
    ("only bo sees orders", ["help sees it full"], []),
    ("every bot needs a certificate", ["bo needs none"], []),
    ("no bot changes address", ["order_status changes it"], []),
    ("address is never asked for", ["help asks for it"], []),
    ("no contact over chat sees card_number", ["theft sees it masked"], []),
    ("no contact over phone sees charges more than masked", ["dispute sees it full"], []),
    ("no bot sees card", ["there is no element 'card'"], []),
    ("card is never asked for", ["there is no element 'card'"], []),
    ("only kim sees charges", ["there is no desk 'kim'", "dispute sees it full"], []),
    ("no contact over email sees charges", ["there is no channel 'email'"], []),
    ("letters keep at most 1d", ["there is no store 'letters'"], []),
]


def offences(rule: str, swaps: list[Swap]) -> list[str]:
    estate = replace(shop(*swaps), rules=("no bot sees password", rule))
    found = list(broken(estate))
    assert {problem.path for problem in found} <= {("rules", 1)}
    assert {problem.fix for problem in found} <= {"change the estate, or take the rule back"}
    return [problem.what for problem in found]


@pytest.mark.parametrize(("rule", "swaps"), HOLDS)
def test_a_rule_that_holds_is_silent(rule: str, swaps: list[Swap]) -> None:
    assert offences(rule, swaps) == []


@pytest.mark.parametrize(("rule", "ways", "swaps"), BROKEN)
def test_a_rule_that_is_broken_tells_every_way_in_which_it_is(rule: str, ways: list[str], swaps: list[Swap]) -> None:
    assert offences(rule, swaps) == [f"broken rule {rule!r}: {way}" for way in ways]


@pytest.mark.parametrize("cases", [[rule for rule, _ in HOLDS], [rule for rule, _, _ in BROKEN]])
def test_every_sentence_is_tried_both_ways(cases: list[str]) -> None:
    assert len({type(parse_rule(rule)) for rule in cases}) == len(FORMS)


def test_a_sentence_that_is_none_is_a_problem() -> None:
    estate = replace(shop(), rules=("be good", "no bot sees orders"))
    none, other = broken(estate)
    assert str(none) == "rules.0: 'be good' is no rule; see the reference for the sentences"
    assert other.what == "broken rule 'no bot sees orders': order_status sees it full"
