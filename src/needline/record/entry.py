"""Entries: what the record says happened.

An entry names elements, forms, reasons and people at work; never a customer's value. The customer is a pseudonym
that only needline's own key ring can tie to a person, so that the record can be shown to an auditor as it is.
Fields are only ever added at the end and with a default: an old entry must read the same for ever.
"""

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from needline.contact import Contact
from needline.decide import Decision, Order, Permit, Refuse
from needline.errors import EvidenceError
from needline.estate.model import Assurance, Trigger
from needline.spot import Found


class _Entry(Struct, frozen=True, kw_only=True):
    at: float  # seconds since 1970, UTC


class Opened(_Entry, frozen=True, kw_only=True, tag="opened"):
    """A customer got in touch."""

    contact: Contact


class PickedUp(_Entry, frozen=True, kw_only=True, tag="picked-up"):
    """An agent took a contact from the queue of the own desk."""

    contact: Contact


class Closed(_Entry, frozen=True, kw_only=True, tag="closed"):
    """A contact ended."""

    contact: Contact


class Decided(_Entry, frozen=True, kw_only=True, tag="decided"):
    """A desk asked for elements and was answered; written before anything is fetched."""

    decision: Decision


class Ordered(_Entry, frozen=True, kw_only=True, tag="ordered"):
    """A desk ordered an action and was answered; written before anything is done."""

    order: Order
    answer: Permit | Refuse
    policy: str


class Done(_Entry, frozen=True, kw_only=True, tag="done"):
    """What came of an order that was permitted."""

    order: int  # the place of its `Ordered`
    contact: Contact
    action: str
    done: bool


class Unclear(_Entry, frozen=True, kw_only=True, tag="unclear"):
    """Nobody knows what came of an order that was permitted: the answer did not come, or could not be kept."""

    order: int  # the place of its `Ordered`
    contact: Contact
    action: str


class Settled(_Entry, frozen=True, kw_only=True, tag="settled"):
    """Somebody looked and says what came of an order of which nobody knew."""

    order: int  # the place of its `Ordered`
    contact: Contact
    action: str
    done: bool
    by: str


class Rehearsed(_Entry, frozen=True, kw_only=True, tag="rehearsed"):
    """A desk asked what an order would change, and was answered; written before anything is tried."""

    order: Order
    answer: Permit | Refuse
    policy: str


class ApprovalAsked(_Entry, frozen=True, kw_only=True, tag="approval-asked"):
    """An order above its limit waits for somebody else's yes."""

    order: Order
    role: str  # whose yes it takes
    until: float  # seconds since 1970, UTC
    policy: str


class ApprovalAnswered(_Entry, frozen=True, kw_only=True, tag="approval-answered"):
    """Somebody else said yes or no to an order above its limit; what is done is an entry of its own."""

    asked: int  # the place of its `ApprovalAsked`
    contact: Contact
    action: str
    approved: bool
    by: str


class GlassBroken(_Entry, frozen=True, kw_only=True, tag="glass-broken"):
    """An agent began an emergency: an alert. The reason given is kept beside the record, sealed."""

    contact: Contact
    until: float  # seconds since 1970, UTC


class GlassReviewed(_Entry, frozen=True, kw_only=True, tag="glass-reviewed"):
    """Somebody else looked whether an emergency was one."""

    broken: int  # the place of its `GlassBroken`
    contact: Contact
    justified: bool
    by: str


class Used(_Entry, frozen=True, kw_only=True, tag="used"):
    """An element was used without being seen: a code was sent to it."""

    contact: Contact
    element: str
    purpose: str


class HandedOver(_Entry, frozen=True, kw_only=True, tag="handed-over"):
    """A contact changed desk; `contact` is how it stands after."""

    contact: Contact
    desk: str  # where it came from
    agent: str
    why: Trigger | None = None  # None: a person did it


class ProofAsked(_Entry, frozen=True, kw_only=True, tag="proof-asked"):
    """A customer was sent a link to prove who they are."""

    contact: Contact
    level: Assurance
    agent: str


class Proved(_Entry, frozen=True, kw_only=True, tag="proved"):
    """A customer proved who they are, by something that no agent's hand touched."""

    contact: Contact
    level: Assurance
    how: tuple[str, ...]  # "password", "one-time code", "authenticator"


class ProofFailed(_Entry, frozen=True, kw_only=True, tag="proof-failed"):
    """A try to prove it failed."""

    contact: Contact
    why: str


class TriesSpent(_Entry, frozen=True, kw_only=True, tag="tries-spent"):
    """A try to prove or to match something was refused: too many failed for this customer today."""

    contact: Contact


class Frozen(_Entry, frozen=True, kw_only=True, tag="frozen"):
    """An agent suspects the caller: nothing is disclosed or done in the contact until it is released."""

    contact: Contact


class Released(_Entry, frozen=True, kw_only=True, tag="released"):
    """Somebody who answers for the desk, or for security, released a frozen contact."""

    contact: Contact
    agent: str


class Untold(_Entry, frozen=True, kw_only=True, tag="untold"):
    """A customer could not be told of an action at a contact point."""

    contact: Contact
    element: str
    action: str


class Looked(_Entry, frozen=True, kw_only=True, tag="looked"):
    """An agent tied a customer to a contact by an exact phone, e-mail or reference; found or not looks the same."""

    contact: Contact
    agent: str
    by: str


class TurnedAway(_Entry, frozen=True, kw_only=True, tag="turned-away"):
    """An agent asked for a contact that is not theirs; which one they typed is not evidence and stays out."""

    agent: str
    desk: str


class Hidden(_Entry, frozen=True, kw_only=True, tag="hidden"):
    """Something that must not travel was masked in what somebody wrote."""

    contact: Contact
    found: tuple[Found, ...]
    by: str  # "customer", or the agent


class SignedIn(_Entry, frozen=True, kw_only=True, tag="signed-in"):
    """An agent signed in."""

    agent: str
    desk: str
    level: Assurance


class SignInFailed(_Entry, frozen=True, kw_only=True, tag="sign-in-failed"):
    """Somebody tried to sign in as an agent; `agent` is empty when there is none of that name."""

    agent: str
    why: str


class SignedOut(_Entry, frozen=True, kw_only=True, tag="signed-out"):
    """A session of an agent ended."""

    agent: str


class Invited(_Entry, frozen=True, kw_only=True, tag="invited"):
    """Somebody may set factors of their own, by a link."""

    agent: str
    desk: str
    by: str  # who invited them, or "recovery code"


class Enrolled(_Entry, frozen=True, kw_only=True, tag="enrolled"):
    """Somebody who was invited set factors; those that they had before are void."""

    agent: str
    desk: str
    how: tuple[str, ...]  # "passkey", or "password" and "authenticator"
    by: str  # who invited them


class NewDevice(_Entry, frozen=True, kw_only=True, tag="new-device"):
    """An agent signed in with a browser that nobody had signed in with as them before."""

    agent: str


class ProvedAgain(_Entry, frozen=True, kw_only=True, tag="proved-again"):
    """An agent proved a factor once more, for something sensitive."""

    agent: str
    how: str  # "passkey" or "authenticator"


class SessionEnded(_Entry, frozen=True, kw_only=True, tag="session-ended"):
    """Sessions of an agent were ended before their time."""

    agent: str
    by: str  # the agent, somebody who answers for security, or empty: needline itself
    why: str


class PolicyChanged(_Entry, frozen=True, kw_only=True, tag="policy-changed"):
    """A policy took effect."""

    policy: str
    before: str  # empty: the first
    by: str


class RecordRead(_Entry, frozen=True, kw_only=True, tag="record-read"):
    """Somebody read the record; `filters` names what was filtered by, not the values."""

    agent: str
    filters: tuple[str, ...]


Entry = (
    Opened | PickedUp | Closed | Decided | Ordered | Done | Used | HandedOver | ProofAsked | Proved | ProofFailed
    | Looked | TurnedAway | Hidden | SignedIn | SignInFailed | SignedOut | PolicyChanged | RecordRead
    | Invited | Enrolled | NewDevice | ProvedAgain | SessionEnded
    | Unclear | Settled | Rehearsed | ApprovalAsked | ApprovalAnswered | GlassBroken | GlassReviewed
    | TriesSpent | Frozen | Released | Untold
)  # fmt: skip

_encoder = msgspec.json.Encoder(order="deterministic", decimal_format="string")
_decoder: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)


class About(Struct, frozen=True, kw_only=True):
    """Whom and what an entry is about: what the record can be searched by."""

    kind: str
    subject: str | None = None  # the customer's pseudonym
    agent: str = ""
    contact: str = ""
    elements: tuple[str, ...] = ()


def encode(entry: Entry) -> bytes:
    """The bytes that are hashed and stored; checks hash these bytes and never encode again."""
    return _encoder.encode(entry)


def decode(body: bytes) -> Entry:
    """The entry in `body`. Raises `EvidenceError` when it is none."""
    try:
        return _decoder.decode(body)
    except msgspec.MsgspecError as error:
        raise EvidenceError(f"this is no entry of a record: {error}") from None


def about(entry: Entry) -> About:
    """Whom and what `entry` is about."""
    kind = str(type(entry).__struct_config__.tag)
    match entry:
        case Decided(decision=decision):
            ask = decision.ask
            return _in(ask.contact, kind, ask.agent, ask.elements)
        case Ordered(order=order) | Rehearsed(order=order) | ApprovalAsked(order=order):
            return _in(order.contact, kind, order.agent, (order.action,))
        case Done(contact=contact, action=action) | Unclear(contact=contact, action=action):
            return _in(contact, kind, contact.agent, (action,))
        case Settled(contact=contact, action=action, by=by) | ApprovalAnswered(contact=contact, action=action, by=by):
            return _in(contact, kind, by, (action,))
        case Used(contact=contact, element=element) | Untold(contact=contact, element=element):
            return _in(contact, kind, contact.agent, (element,))
        case (
            HandedOver(contact=contact, agent=who)
            | ProofAsked(contact=contact, agent=who)
            | Looked(contact=contact, agent=who)
            | Released(contact=contact, agent=who)
            | GlassReviewed(contact=contact, by=who)
        ):
            return _in(contact, kind, who, ())
        case Proved(contact=contact) | ProofFailed(contact=contact):
            return _in(contact, kind, "", ())  # the customer did it; no agent had a hand in it
        case (
            PolicyChanged(by=who)
            | SignedIn(agent=who)
            | SignInFailed(agent=who)
            | SignedOut(agent=who)
            | RecordRead(agent=who)
            | TurnedAway(agent=who)
            | Invited(agent=who)
            | Enrolled(agent=who)
            | NewDevice(agent=who)
            | ProvedAgain(agent=who)
            | SessionEnded(agent=who)
        ):
            return About(kind=kind, agent=who)
        case _:
            return _in(entry.contact, kind, entry.contact.agent, ())


def veiled(contact: Contact, pseudonym: str | None) -> Contact:
    """`contact` as it may stand in an entry: the customer's pseudonym in place of who it is."""
    return replace(contact, subject=pseudonym)


def _in(contact: Contact, kind: str, agent: str, elements: tuple[str, ...]) -> About:
    return About(kind=kind, subject=contact.subject, agent=agent, contact=contact.id, elements=elements)
