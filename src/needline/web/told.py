"""Entries of the record in words, for people who were not there."""

from collections.abc import Iterator

from msgspec import Struct

from needline.contact import Contact
from needline.decide import Decision, Refuse, Show
from needline.record import entry as record
from needline.record.entry import Entry, about
from needline.web.card import FORMS

KINDS = {
    "opened": "contact opened",
    "picked-up": "picked up",
    "closed": "contact closed",
    "decided": "asked to see",
    "ordered": "asked to act",
    "done": "outcome",
    "unclear": "outcome unknown",
    "settled": "outcome settled",
    "rehearsed": "dry run",
    "approval-asked": "approval asked for",
    "approval-answered": "approval answered",
    "glass-broken": "glass broken",
    "glass-reviewed": "emergency reviewed",
    "used": "used unseen",
    "handed-over": "handed over",
    "proof-asked": "proof asked for",
    "proved": "customer proved",
    "proof-failed": "proof failed",
    "tries-spent": "tries used up",
    "frozen": "contact frozen",
    "released": "contact released",
    "untold": "customer not told",
    "looked": "customer looked up",
    "turned-away": "turned away",
    "hidden": "hidden in text",
    "signed-in": "signed in",
    "sign-in-failed": "sign-in failed",
    "signed-out": "signed out",
    "invited": "invited",
    "enrolled": "enrolled",
    "new-device": "new device",
    "proved-again": "proved again",
    "session-ended": "session ended",
    "policy-changed": "policy changed",
    "record-read": "record read",
}


_CUSTOMERS = (record.Opened, record.Proved, record.ProofFailed)


class Piece(Struct, frozen=True, kw_only=True):
    """One element of an entry: how it was shown, or why it was not."""

    element: str
    form: str
    words: str


class Told(Struct, frozen=True, kw_only=True):
    """One entry, as a row of a table."""

    place: int
    at: float
    kind: str
    called: str
    agent: str
    contact: str
    desk: str
    subject: str
    by_customer: bool  # they did it; the agent is who had the contact meanwhile
    words: str
    pieces: tuple[Piece, ...]


def told(place: int, entry: Entry) -> Told:
    """The entry at `place`, told."""
    what, contact = about(entry), _contact(entry)
    return Told(
        place=place,
        at=entry.at,
        kind=what.kind,
        called=KINDS.get(what.kind, what.kind),
        agent=what.agent,
        contact=what.contact,
        desk=_plain(contact.desk) if contact else "",
        subject=what.subject or "",
        by_customer=isinstance(entry, _CUSTOMERS),
        words=_words(entry),
        pieces=tuple(_pieces(entry.decision)) if isinstance(entry, record.Decided) else (),
    )


def _contact(entry: Entry) -> Contact | None:
    match entry:
        case record.Decided(decision=decision):
            return decision.ask.contact
        case record.Ordered(order=order) | record.Rehearsed(order=order) | record.ApprovalAsked(order=order):
            return order.contact
        case _:
            return getattr(entry, "contact", None)


def _pieces(decision: Decision) -> Iterator[Piece]:
    for answer in decision.answers:
        name = _plain(answer.element)
        if isinstance(answer, Show):
            yield Piece(element=name, form=answer.form.word, words=FORMS[answer.form.word])
        else:
            yield Piece(element=name, form="withheld", words=f"withheld: {answer.why.reason}")


def _words(entry: Entry) -> str:
    match entry:
        case record.Decided(decision=decision):
            return f"for {_plain(decision.ask.contact.journey)}"
        case record.Ordered(order=order, answer=Refuse(why)) | record.Rehearsed(order=order, answer=Refuse(why)):
            return f"{_plain(order.action)}: refused, {why.reason}"
        case record.Rehearsed(order=order):
            return f"{_plain(order.action)}: tried without keeping it"
        case record.Ordered(order=order):
            return f"{_plain(order.action)}: permitted"
        case record.Done(order=order, action=action, done=done):
            return f"{_plain(action)}: {'done' if done else 'changed nothing'} (entry {order})"
        case record.Used(element=element, purpose=purpose):
            return f"{_plain(element)}, for: {purpose}"
        case record.HandedOver(contact=contact, desk=desk, why=why):
            reason = f", because: {_plain(why)}" if why else ""
            return f"from {_plain(desk)} to {_plain(contact.desk)}{reason}"
        case _:
            return _more_words(entry)


def _more_words(entry: Entry) -> str:
    match entry:
        case record.ProofAsked(level=level):
            return f"to {level}"
        case record.Proved(level=level, how=how):
            return f"{level}, by {' and '.join(how)}"
        case record.ProofFailed(why=why) | record.SignInFailed(why=why):
            return _plain(why)
        case record.Looked(by=by):
            return f"by {by}; found or not is not told"
        case record.TriesSpent():
            return "too many failed for this customer today"
        case record.Frozen():
            return "the caller is suspected; a supervisor or security can release it"
        case record.Untold(element=element, action=action):
            return f"{_plain(action)}: nothing could be sent to {_plain(element)}"
        case record.Hidden(found=found, by=by):
            return f"{', '.join(found)}, written by {by}"
        case record.Opened(contact=contact) | record.PickedUp(contact=contact):
            return f"{contact.channel}, {_plain(contact.journey)}"
        case _:
            return _second_words(entry) or _house_words(entry)


def _second_words(entry: Entry) -> str:
    """What takes a second person."""
    match entry:
        case record.Unclear(order=order, action=action):
            return f"{_plain(action)}: nobody knows (entry {order})"
        case record.Settled(order=order, action=action, done=done):
            return f"{_plain(action)}: it was {'' if done else 'not '}done (entry {order})"
        case record.ApprovalAsked(order=order, role=role):
            return f"{_plain(order.action)}, of a {_plain(role)}"
        case record.ApprovalAnswered(action=action, approved=approved, asked=asked):
            return f"{_plain(action)}: {'yes' if approved else 'no'} (entry {asked})"
        case record.GlassBroken(contact=contact):
            return f"{_plain(contact.journey)}; it waits for its review"
        case record.GlassReviewed(justified=justified, broken=broken):
            return f"{'justified' if justified else 'not justified'} (entry {broken})"
        case _:
            return ""


def _house_words(entry: Entry) -> str:
    """What has no contact."""
    match entry:
        case record.TurnedAway():
            return "asked for a contact that was not theirs"
        case record.SignedIn(desk=desk, level=level):
            return f"at {_plain(desk)}, {level}"
        case record.Invited(by=by):
            return f"to set factors, by {by}"
        case record.Enrolled(how=how, by=by):
            return f"with {' and '.join(how)}; invited by {by}"
        case record.NewDevice():
            return "signed in with a browser that is new for them"
        case record.ProvedAgain(how=how):
            return f"by {how}"
        case record.SessionEnded(by=by, why=why):
            return f"{why}, by {by or 'needline itself'}"
        case record.PolicyChanged(policy=policy):
            return f"now {policy[:12]}"
        case record.RecordRead(filters=filters):
            return f"filtered by {', '.join(filters)}" if filters else "all of it"
        case _:
            return ""


def _plain(name: str) -> str:
    return name.replace("_", " ")
