"""Entries of the record in words."""

from decimal import Decimal
from typing import get_args

import pytest

from needline.contact import Contact
from needline.decide import Ask, Decision, Order, Permit, Refuse, Show, Why, Withhold
from needline.estate.model import Assurance, Form, Trigger
from needline.record import entry as record
from needline.record.entry import Entry
from needline.spot import Found
from needline.web.told import KINDS, told

CONTACT = Contact(
    id="2222-3333", channel="chat", journey="stolen_card", desk="card_safety", agent="ines", subject="ab" * 16
)
ORDER = Order(contact=CONTACT, desk="card_safety", agent="ines", action="block_card", amount=Decimal(1))
WORDS: list[tuple[Entry, str, str]] = [
    (record.Opened(at=1, contact=CONTACT), "contact opened", "chat, stolen card"),
    (record.PickedUp(at=1, contact=CONTACT), "picked up", "chat, stolen card"),
    (record.Closed(at=1, contact=CONTACT), "contact closed", ""),
    (record.Ordered(at=1, order=ORDER, answer=Permit(), policy="p"), "asked to act", "block card: permitted"),
    (
        record.Ordered(at=1, order=ORDER, answer=Refuse(Why.TOO_MUCH), policy="p"),
        "asked to act",
        "block card: refused, it is above the limit of this journey",
    ),
    (
        record.Done(at=1, order=7, contact=CONTACT, action="block_card", done=True),
        "outcome",
        "block card: done (entry 7)",
    ),
    (
        record.Done(at=1, order=7, contact=CONTACT, action="block_card", done=False),
        "outcome",
        "block card: changed nothing (entry 7)",
    ),
    (record.Used(at=1, contact=CONTACT, element="phone", purpose="code"), "used unseen", "phone, for: code"),
    (
        record.HandedOver(at=1, contact=CONTACT, desk="ava", agent="ava", why=Trigger.HIGH_STAKES),
        "handed over",
        "from ava to card safety, because: high stakes",
    ),
    (record.HandedOver(at=1, contact=CONTACT, desk="x", agent="tom"), "handed over", "from x to card safety"),
    (
        record.ProofAsked(at=1, contact=CONTACT, level=Assurance.TWO_FACTOR, agent="ines"),
        "proof asked for",
        "to two-factor",
    ),
    (
        record.Proved(at=1, contact=CONTACT, level=Assurance.TWO_FACTOR, how=("password", "one-time code")),
        "customer proved",
        "two-factor, by password and one-time code",
    ),
    (record.ProofFailed(at=1, contact=CONTACT, why="wrong"), "proof failed", "wrong"),
    (
        record.Looked(at=1, contact=CONTACT, agent="ines", by="phone"),
        "customer looked up",
        "by phone; found or not is not told",
    ),
    (
        record.TurnedAway(at=1, agent="ines", desk="card_safety"),
        "turned away",
        "asked for a contact that was not theirs",
    ),
    (
        record.Hidden(at=1, contact=CONTACT, found=(Found.CARD_NUMBER,), by="customer"),
        "hidden in text",
        "card number, written by customer",
    ),
    (
        record.SignedIn(at=1, agent="ines", desk="card_safety", level=Assurance.TWO_FACTOR),
        "signed in",
        "at card safety, two-factor",
    ),
    (record.SignInFailed(at=1, agent="", why="a factor was wrong"), "sign-in failed", "a factor was wrong"),
    (record.SignedOut(at=1, agent="ines"), "signed out", ""),
    (record.Invited(at=1, agent="ines", desk="x", by="sam"), "invited", "to set factors, by sam"),
    (
        record.Enrolled(at=1, agent="ines", desk="x", how=("password", "authenticator"), by="sam"),
        "enrolled",
        "with password and authenticator; invited by sam",
    ),
    (record.NewDevice(at=1, agent="ines"), "new device", "signed in with a browser that is new for them"),
    (record.ProvedAgain(at=1, agent="ines", how="passkey"), "proved again", "by passkey"),
    (record.SessionEnded(at=1, agent="ines", by="sam", why="ended"), "session ended", "ended, by sam"),
    (
        record.Unclear(at=1, order=7, contact=CONTACT, action="block_card"),
        "outcome unknown",
        "block card: nobody knows (entry 7)",
    ),
    (
        record.Settled(at=1, order=7, contact=CONTACT, action="block_card", done=True, by="dee"),
        "outcome settled",
        "block card: it was done (entry 7)",
    ),
    (
        record.Settled(at=1, order=7, contact=CONTACT, action="block_card", done=False, by="dee"),
        "outcome settled",
        "block card: it was not done (entry 7)",
    ),
    (
        record.Rehearsed(at=1, order=ORDER, answer=Permit(), policy="p"),
        "dry run",
        "block card: tried without keeping it",
    ),
    (
        record.Rehearsed(at=1, order=ORDER, answer=Refuse(Why.CLOSED), policy="p"),
        "dry run",
        "block card: refused, this contact is closed",
    ),
    (
        record.ApprovalAsked(at=1, order=ORDER, role="supervisor", until=2, policy="p"),
        "approval asked for",
        "block card, of a supervisor",
    ),
    (
        record.ApprovalAnswered(at=1, asked=7, contact=CONTACT, action="block_card", approved=True, by="dee"),
        "approval answered",
        "block card: yes (entry 7)",
    ),
    (
        record.ApprovalAnswered(at=1, asked=7, contact=CONTACT, action="block_card", approved=False, by="dee"),
        "approval answered",
        "block card: no (entry 7)",
    ),
    (
        record.GlassBroken(at=1, contact=CONTACT, until=2),
        "glass broken",
        "stolen card; it waits for its review",
    ),
    (
        record.GlassReviewed(at=1, broken=7, contact=CONTACT, justified=False, by="sam"),
        "emergency reviewed",
        "not justified (entry 7)",
    ),
    (
        record.GlassReviewed(at=1, broken=7, contact=CONTACT, justified=True, by="sam"),
        "emergency reviewed",
        "justified (entry 7)",
    ),
    (record.SessionEnded(at=1, agent="ines", by="", why="moved"), "session ended", "moved, by needline itself"),
    (record.PolicyChanged(at=1, policy="0123456789abcdef", before="", by="x"), "policy changed", "now 0123456789ab"),
    (record.RecordRead(at=1, agent="sam", filters=("agent", "kind")), "record read", "filtered by agent, kind"),
    (record.RecordRead(at=1, agent="sam", filters=()), "record read", "all of it"),
]


@pytest.mark.parametrize(("entry", "called", "words"), WORDS)
def test_each_entry_reads_as_a_sentence(entry: Entry, called: str, words: str) -> None:
    row = told(3, entry)
    assert (row.place, row.called, row.words) == (3, called, words)


def test_a_decision_names_every_element_with_its_form_or_its_reason() -> None:
    ask = Ask(contact=CONTACT, desk="card_safety", agent="ines", elements=("card_number", "income"))
    answers = (Show("card_number", Form.MASKED), Withhold("income", Why.NOT_NEEDED))
    row = told(1, record.Decided(at=1, decision=Decision(ask=ask, answers=answers, policy="p")))
    assert row.words == "for stolen card"
    assert [(piece.element, piece.form, piece.words) for piece in row.pieces] == [
        ("card number", "masked", "masked"),
        ("income", "withheld", "withheld: this journey does not need it"),
    ]


def test_what_the_customer_did_is_not_told_as_the_agents() -> None:
    assert told(1, record.Proved(at=1, contact=CONTACT, level=Assurance.TWO_FACTOR, how=())).by_customer
    assert not told(1, record.PickedUp(at=1, contact=CONTACT)).by_customer


def test_every_kind_of_entry_has_a_name() -> None:
    assert set(KINDS) == {one.__struct_config__.tag for one in get_args(Entry)}
