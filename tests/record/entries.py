"""One entry of each kind, and a small policy that decided some of them."""

from collections.abc import Callable
from decimal import Decimal

from needline.contact import Contact
from needline.decide import Ask, Order, decide, permit
from needline.estate.model import Assurance, Trigger
from needline.estate.reading import read
from needline.policy import Policy, compile_policy
from needline.record.entry import (
    ApprovalAnswered,
    ApprovalAsked,
    Closed,
    Decided,
    Done,
    Enrolled,
    Entry,
    Frozen,
    GlassBroken,
    GlassReviewed,
    HandedOver,
    Hidden,
    Invited,
    Looked,
    NewDevice,
    Opened,
    Ordered,
    PickedUp,
    PolicyChanged,
    ProofAsked,
    ProofFailed,
    Proved,
    ProvedAgain,
    RecordRead,
    Rehearsed,
    Released,
    SessionEnded,
    Settled,
    SignedIn,
    SignedOut,
    SignInFailed,
    TriesSpent,
    TurnedAway,
    Unclear,
    Untold,
    Used,
)
from needline.spot import Found

ESTATE = """\
needline: 1
estate: Shop
owner: privacy@shop.example
elements:
  name: {is: user.name, harm: 1}
  phone: {is: user.contact.phone_number, harm: 3}
  charges: {is: user.financial, harm: 10}
  card_number: {is: user.financial.credit_card, harm: 30}
stores:
  core:
    at: env:CORE
    person: customers.id
    holds: {name: customers.name, phone: customers.phone, charges: customers.charges, card_number: customers.pan}
channels:
  phone: {}
customers: {code_to: phone}
desks:
  billing: {seats: 3}
actions:
  refund:
    in: core
    sql: "UPDATE customers SET refund = :amount WHERE id = :person"
    takes: {amount: money}
journeys:
  dispute:
    by: billing
    through: [phone]
    sees: {name: full, card_number: masked}
    does: {refund: {at_most: 200}}
"""


def policy(estate: str = ESTATE) -> Policy:
    return compile_policy(read("shop.yaml", lambda _: estate.encode()).estate)


POLICY = policy()
SUBJECT = "0f" * 16
CONTACT = Contact(
    id="c1",
    channel="phone",
    journey="dispute",
    desk="billing",
    agent="maria",
    subject=SUBJECT,
    customer=Assurance.TWO_FACTOR,
)


def decided(*elements: str, contact: Contact = CONTACT, under: Policy = POLICY, at: float = 4.0) -> Decided:
    """What `under` decides about these elements."""
    ask = Ask(contact=contact, desk="billing", agent="maria", elements=elements, staff=Assurance.TWO_FACTOR)
    return Decided(at=at, decision=decide(under, ask))


def ordered(amount: str) -> Ordered:
    """What the policy answers to a refund."""
    order = Order(
        contact=CONTACT,
        desk="billing",
        agent="maria",
        action="refund",
        takes=("amount",),
        amount=Decimal(amount),
        staff=Assurance.TWO_FACTOR,
    )
    return Ordered(at=5.0, order=order, answer=permit(POLICY, order), policy=POLICY.digest)


ENTRIES: tuple[Entry, ...] = (
    SignedIn(at=0.5, agent="maria", desk="billing", level=Assurance.TWO_FACTOR),
    Opened(at=1.0, contact=Contact(id="c1", channel="phone", journey="dispute", desk="billing")),
    PickedUp(at=2.0, contact=CONTACT),
    Looked(at=2.5, contact=CONTACT, agent="maria", by="phone"),
    ProofAsked(at=3.0, contact=CONTACT, level=Assurance.TWO_FACTOR, agent="maria"),
    Used(at=3.1, contact=CONTACT, element="phone", purpose="one-time code"),
    ProofFailed(at=3.2, contact=CONTACT, why="wrong code"),
    Proved(at=3.3, contact=CONTACT, level=Assurance.TWO_FACTOR, how=("password", "one-time code")),
    decided("name", "card_number", "charges"),
    ordered("10.50"),
    Done(at=5.1, order=9, contact=CONTACT, action="refund", done=True),
    ordered("200.01"),
    Hidden(at=6.0, contact=CONTACT, found=(Found.CARD_NUMBER,), by="customer"),
    HandedOver(at=7.0, contact=CONTACT, desk="ava", agent="ava", why=Trigger.HIGH_STAKES),
    Closed(at=8.0, contact=CONTACT),
    SignInFailed(at=9.0, agent="", why="no such agent"),
    SignedOut(at=9.5, agent="maria"),
    PolicyChanged(at=10.0, policy=POLICY.digest, before="", by="sam"),
    RecordRead(at=11.0, agent="sam", filters=("subject", "agent")),
    TurnedAway(at=12.0, agent="maria", desk="billing"),
    TriesSpent(at=12.1, contact=CONTACT),
    Frozen(at=12.2, contact=CONTACT),
    Released(at=12.3, contact=CONTACT, agent="sam"),
    Untold(at=12.4, contact=CONTACT, element="phone", action="refund"),
    Invited(at=13.0, agent="maria", desk="billing", by="sam"),
    Enrolled(at=13.1, agent="maria", desk="billing", how=("password", "authenticator"), by="sam"),
    NewDevice(at=13.2, agent="maria"),
    ProvedAgain(at=13.3, agent="maria", how="passkey"),
    SessionEnded(at=13.4, agent="maria", by="sam", why="ended on the page of sessions"),
    Unclear(at=14.0, order=9, contact=CONTACT, action="refund"),
    Settled(at=14.1, order=9, contact=CONTACT, action="refund", done=False, by="dee"),
    Rehearsed(at=14.2, order=ordered("10.50").order, answer=ordered("10.50").answer, policy=POLICY.digest),
    ApprovalAsked(at=14.3, order=ordered("200.01").order, role="boss", until=9.0, policy=POLICY.digest),
    ApprovalAnswered(at=14.4, asked=28, contact=CONTACT, action="refund", approved=True, by="dee"),
    GlassBroken(at=14.5, contact=CONTACT, until=9.0),
    GlassReviewed(at=14.6, broken=30, contact=CONTACT, justified=True, by="sam"),
)


def signed_out(count: int, name: Callable[[int], str] = "agent-{}".format) -> list[Entry]:
    """Small entries, each another."""
    return [SignedOut(at=float(at), agent=name(at)) for at in range(count)]
