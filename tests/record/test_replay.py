"""Replay: the recorded answer must follow again, from that policy and from no other."""

import pytest
from msgspec.structs import replace

from needline.decide import Decision, Permit, Refuse, Show, Why
from needline.estate.model import Form
from needline.record.entry import decode, encode
from needline.record.replay import digest, follows
from tests.record.entries import CONTACT, ESTATE, POLICY, decided, ordered, policy

OPENED = policy(ESTATE.replace("card_number: masked", "card_number: full"))


@pytest.mark.parametrize("entry", [decided("name", "charges"), decided(), ordered("1"), ordered("1000")])
def test_what_was_decided_follows_again_from_its_bytes(entry: object) -> None:
    again = decode(encode(entry))  # type: ignore[arg-type]  # each of them is an entry
    assert digest(again) == POLICY.digest  # type: ignore[arg-type]  # each of them is a decision
    assert follows(POLICY, again)  # type: ignore[arg-type]  # each of them is a decision


def test_a_refusal_of_everything_follows_again() -> None:
    entry = decided("name", contact=replace(CONTACT, open=False))
    assert entry.decision.withheld[0].why is Why.CLOSED
    assert follows(POLICY, entry)


def test_a_form_that_was_raised_in_the_record_does_not_follow() -> None:
    entry = decided("card_number")
    raised = Decision(ask=entry.decision.ask, answers=(Show("card_number", Form.FULL),), policy=entry.decision.policy)
    assert not follows(POLICY, replace(entry, decision=raised))


def test_an_order_that_was_permitted_in_the_record_does_not_follow() -> None:
    assert ordered("1000").answer == Refuse(Why.TOO_MUCH)
    assert not follows(POLICY, replace(ordered("1000"), answer=Permit()))


def test_the_same_answer_under_another_policy_does_not_count() -> None:
    assert not follows(OPENED, decided("name"))
    assert not follows(OPENED, ordered("1"))
    assert follows(OPENED, decided("name", under=OPENED))
