"""The rules of the gate.

    LISTENING    Said: a trigger                → HANDED_OVER   Keep, GoOver
    LISTENING    Said                           → LISTENING     Keep, Pass (and Reply when something was masked)
    LISTENING    Wants, Does: proof too weak    → PROVING       AskProof; the wish is remembered
    LISTENING    Wants, Does                    → LISTENING     Disclose, Perform
    PROVING      Proved: enough for the wish    → LISTENING     Disclose, Perform
    any          BotSaid: asks the forbidden    → HANDED_OVER   GoOver; its words are dropped
    any          BotHandsOver, BotFailed        → HANDED_OVER   GoOver
    HANDED_OVER  Said                           → HANDED_OVER   Keep
    HANDED_OVER  Proved                         → HANDED_OVER   nothing; the contact has the proof
    HANDED_OVER  anything else                  → HANDED_OVER   nothing, whatever arrives late

The customer's words are masked before anything else sees them, and their text never grants: only `Proved` raises
what a contact may see.
"""

from msgspec.structs import replace

from needline.contact import Contact
from needline.decide import Ask, Order, proof_wanted
from needline.estate.model import Assurance, Trigger
from needline.gate.event import (
    AskProof,
    BotFailed,
    BotHandsOver,
    BotSaid,
    Command,
    Disclose,
    Does,
    Event,
    GoOver,
    Keep,
    Pass,
    Perform,
    Phase,
    Proved,
    Reply,
    Said,
    State,
    Wants,
)
from needline.gate.messages import message
from needline.gate.speech import over_collects, trigger
from needline.policy import Policy
from needline.spot import mask

Step = tuple[State, tuple[Command, ...]]


def advance(policy: Policy, state: State, event: Event) -> Step:
    """One step. Pure: the same policy, state and event give the same step."""
    if state.phase is Phase.HANDED_OVER:
        return _after(state, event)
    match event:
        case Said(text):
            return _said(policy, state, text)
        case BotSaid(text):
            return _bot_said(policy, state, text)
        case Wants() | Does():
            return _wish(policy, state, event)
        case Proved():
            return _proved(policy, state, event)
        case BotHandsOver():
            return _over(policy, state, Trigger.ASKS_FOR_PERSON)
        case BotFailed():
            return _over(policy, state, Trigger.BOT_FAILED)


def _after(state: State, event: Event) -> Step:
    """After a hand-over: words are kept, a proof counts for the people who now have the contact, and no more."""
    match event:
        case Said(text):
            return state, (_keep(state, text),)
        case Proved(subject, level, until):
            return replace(state, contact=state.contact.proved(level, subject, until)), ()
        case _:
            return state, ()


def _keep(state: State, text: str) -> Keep:
    masked = mask(text, awaiting_code=state.phase is Phase.PROVING)
    return Keep(masked.text, masked.found)


def _said(policy: Policy, state: State, text: str) -> Step:
    kept = _keep(state, text)
    if fired := trigger(policy, text):  # not what was kept: a mask must not hide what it is about
        over, commands = _over(policy, state, fired)
        return over, (kept, *commands)
    notice = (Reply(message(policy, "masked", state.contact), bot=False),) if kept.found else ()
    return state, (kept, *notice, Pass(kept.text))


def _bot_said(policy: Policy, state: State, text: str) -> Step:
    if over_collects(policy, state.contact.journey, text):
        return _over(policy, state, Trigger.OVER_COLLECTION)
    return state, (Reply(mask(text).text, bot=True),)


def _wish(policy: Policy, state: State, wish: Wants | Does) -> Step:
    """Carry a wish out, or ask for the proof that it takes; a newer wish takes the place of an older one.

    The contact moves to the journey of the wish only if the bot handles that journey; otherwise the question is
    put as it is, so that its refusal stands in the record.
    """
    wished = replace(state.contact, journey=wish.journey)
    contact = wished if policy.serves(wished.desk, wish.journey) else state.contact
    question, command = _question(wished, wish)
    level = proof_wanted(policy, question)
    if level > Assurance.NOTHING:
        return State(contact=contact, phase=Phase.PROVING, wish=wish), (AskProof(level),)
    return State(contact=contact), (command,)


def _question(contact: Contact, wish: Wants | Does) -> tuple[Ask | Order, Command]:
    match wish:
        case Wants():
            ask = Ask(contact=contact, desk=contact.desk, agent=contact.agent, elements=wish.elements)
            return ask, Disclose(ask)
        case Does():
            takes = tuple(name for name, _ in wish.arguments)
            order = Order(
                contact=contact, desk=contact.desk, agent=contact.agent, action=wish.action, takes=takes
            )  # without an amount: the broker reads it from the argument that the action calls money
            return order, Perform(order, wish.arguments)


def _proved(policy: Policy, state: State, event: Proved) -> Step:
    contact = state.contact.proved(event.level, event.subject, event.until)
    proved = replace(state, contact=contact)
    if contact == state.contact or state.wish is None:
        return replace(proved, phase=Phase.LISTENING) if contact != state.contact else state, ()
    return _wish(policy, proved, state.wish)


def _over(policy: Policy, state: State, fired: Trigger) -> Step:
    desk, journey = _target(policy, state.contact, fired)
    contact = state.contact.at(desk, journey)
    command = GoOver(contact=contact, trigger=fired, message=message(policy, "hand_over", contact))
    return State(contact=contact, phase=Phase.HANDED_OVER), (command,)


def _target(policy: Policy, contact: Contact, fired: Trigger) -> tuple[str, str]:
    """The desk and the journey that `fired` leads to.

    The contact's own journey says it, or else any other of the bot's that comes by the same channel. A trigger
    that none of them names goes the way of a customer who asks for a person, which `policy.problems` demands.
    """
    own = (contact.journey,) if contact.journey in policy.journeys else ()  # a new policy may have dropped it
    names = (*own, *(name for name in policy.journeys if policy.serves(contact.desk, name)))
    mine = [(name, over) for name in names for over in policy.journeys[name].hand_overs()]
    ways = [(name, over) for name, over in mine if contact.channel in policy.journeys[name].through]
    for wanted in (fired, Trigger.ASKS_FOR_PERSON):
        for name, over in ways:
            if wanted in over.when:
                return over.to, over.becomes or name
    raise AssertionError("policy.problems lets no bot through that cannot hand over")
