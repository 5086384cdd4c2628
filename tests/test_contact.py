"""A contact is about one customer, and only the customer's own proof raises what was proved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from needline.contact import PROOF_LIFE, Contact
from needline.estate import Assurance

STRANGER = Contact(id="K7TQ-2MXD", channel="chat", journey="order_status", desk="bo", agent="bo", language="de")


def known(level: Assurance) -> Contact:
    return STRANGER.proved(level, "4711")


def test_nobody_is_known_and_nothing_is_proved_at_first() -> None:
    contact = Contact(id="K7TQ-2MXD", channel="chat", journey="order_status", desk="bo")
    assert (contact.agent, contact.subject, contact.customer) == ("", None, Assurance.NOTHING)
    assert (contact.language, contact.open) == ("en", True)


def test_the_first_proof_says_who_the_customer_is() -> None:
    contact = STRANGER.proved(Assurance.ONE_FACTOR, "4711")
    assert (contact.subject, contact.customer) == ("4711", Assurance.ONE_FACTOR)


@pytest.mark.parametrize("first", Assurance)
@pytest.mark.parametrize("second", Assurance)
def test_no_proof_lowers_an_earlier_one(first: Assurance, second: Assurance) -> None:
    assert known(first).proved(second, "4711").customer is max(first, second)


@given(st.sampled_from(Assurance), st.sampled_from(Assurance), st.text().filter(lambda text: text != "4711"))
def test_proof_of_somebody_else_changes_nothing(first: Assurance, level: Assurance, other: str) -> None:
    assert known(first).proved(level, other) == known(first)


def test_a_hand_over_takes_along_what_was_proved_and_leaves_the_agent_behind() -> None:
    before = known(Assurance.TWO_FACTOR)
    assert before.at("vault", "theft") == Contact(
        id="K7TQ-2MXD", channel="chat", journey="theft", desk="vault", agent="", subject="4711",
        customer=Assurance.TWO_FACTOR, language="de",
    )  # fmt: skip


def test_what_was_proved_counts_until_it_lapses() -> None:
    contact = STRANGER.proved(Assurance.TWO_FACTOR, "4711", 1000.0)
    assert contact.standing(999.9) == contact
    assert contact.standing(1000.0) == replace(contact, customer=Assurance.NOTHING)
    assert known(Assurance.TWO_FACTOR).standing(1.0).customer is Assurance.NOTHING


def test_using_it_makes_it_last_and_does_not_bring_it_back() -> None:
    contact = STRANGER.proved(Assurance.TWO_FACTOR, "4711", 1000.0)
    assert contact.used(990.0).proved_until == 990.0 + PROOF_LIFE
    assert contact.used(1000.0).customer is Assurance.NOTHING
    assert contact.used(1000.0).proved_until == 1000.0
    assert contact.used(990.0).used(1000.0) == contact.used(990.0)  # within a minute nothing has to be written
    assert STRANGER.used(1.0) == STRANGER


def test_in_a_frozen_contact_nothing_is_proved() -> None:
    frozen = replace(STRANGER, frozen=True)
    assert frozen.proved(Assurance.TWO_FACTOR, "4711", 1000.0) == frozen


def test_a_change_is_a_copy() -> None:
    before = known(Assurance.ONE_FACTOR)
    before.proved(Assurance.PASSKEY, "4711")
    before.at("vault", "theft")
    assert before == known(Assurance.ONE_FACTOR)
