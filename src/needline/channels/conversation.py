"""One step of a contact, whoever takes it.

    1  advance        pure; what should happen
    2  write down     what the record must know, durable before the rest
    3  save           how the contact now stands
    4  carry out      what was said is kept

A step holds its contact, so that two words that arrive together are two steps, one after the other.
"""

import secrets

from msgspec import Struct
from msgspec.structs import replace

from needline.broker import Broker
from needline.contact import Contact
from needline.estate.model import Trigger
from needline.gate import AskProof, Command, Event, GoOver, Keep, Phase, Proved, Reply, Said, State, advance
from needline.gate.messages import message
from needline.policy import Policy
from needline.record.entry import HandedOver, Hidden, Opened, ProofAsked
from needline.store.contacts import Contacts, Held

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, O, 1, I: people read a reference out on the phone


def new_id() -> str:
    """A reference for a contact: eight characters that nobody can guess the next of."""
    text = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{text[:4]}-{text[4:]}"


class Conversation(Struct, frozen=True, kw_only=True):
    """What it takes to move a contact: where it is kept, and the broker, whose clock is the contact's as well."""

    contacts: Contacts
    broker: Broker

    def clock(self) -> float:
        """Seconds since 1970, UTC."""
        return self.broker.clock()

    async def open(self, state: State, *, visitor: str = "") -> Held:
        """A customer got in touch."""
        await self.broker.write(Opened(at=self.clock(), contact=await self.broker.veil(state.contact)))
        return await self.contacts.open(state, visitor=visitor, at=self.clock())

    async def step(self, contact: str, event: Event) -> tuple[Held, tuple[Command, ...]]:
        """Take one step and return how the contact stands, with the commands that are left to carry out."""
        policy = await self.broker.policies.current()
        async with self.contacts.hold(contact) as held:
            state, commands = advance(policy, self._standing(held.state, event), event)
            for command in commands:
                await self._write_down(held.contact, command)
            after = await self._save(policy, held, state, commands)
            if isinstance(event, Proved) and state.contact != held.contact and state.phase is not Phase.HANDED_OVER:
                await self.contacts.say(contact, "house", message(policy, "signed_in", state.contact), self.clock())
            for command in commands:
                await self._say(policy, state.contact, command)
        return after, commands

    def _standing(self, state: State, event: Event) -> State:
        """The state as it is by now: only the customer's own words keep what they proved alive."""
        contact, now = state.contact, self.clock()
        return replace(state, contact=contact.used(now) if isinstance(event, Said) else contact.standing(now))

    async def _save(self, policy: Policy, held: Held, state: State, commands: tuple[Command, ...]) -> Held:
        over = next((command for command in commands if isinstance(command, GoOver)), None)
        if over is None:
            return held if state == held.state else await self.contacts.save(held, state)
        note = _note(policy, held.contact, over.trigger)
        return await self.contacts.save(held, state, waiting=self.clock(), note=note)

    async def _write_down(self, before: Contact, command: Command) -> None:
        contact = await self.broker.veil(before)
        match command:
            case Keep(_, found) if found:
                await self.broker.write(Hidden(at=self.clock(), contact=contact, found=found, by="customer"))
            case AskProof(level):
                agent = before.agent
                await self.broker.write(ProofAsked(at=self.clock(), contact=contact, level=level, agent=agent))
            case GoOver(contact=after, trigger=why):
                after = await self.broker.veil(after)
                entry = HandedOver(at=self.clock(), contact=after, desk=before.desk, agent=before.agent, why=why)
                await self.broker.write(entry)

    async def _say(self, policy: Policy, contact: Contact, command: Command) -> None:
        match command:
            case Keep(text, _):
                await self.contacts.say(contact.id, "customer", text, self.clock())
            case Reply(text, bot):
                await self.contacts.say(contact.id, "bot" if bot else "house", text, self.clock())
            case AskProof():
                await self.contacts.say(contact.id, "house", message(policy, "ask_proof", contact), self.clock())
            case GoOver(message=text):
                await self.contacts.say(contact.id, "house", text, self.clock())


def _note(policy: Policy, before: Contact, why: Trigger) -> str:
    """What the next desk has to know, without a word of what the customer wrote."""
    proved = f"The customer proved {before.customer}." if before.subject else "The customer has not signed in."
    came = f"{policy.called(before.agent)} handed this over from {policy.called(before.journey)}"
    return f"{came}, because {_REASONS[why]}. {proved}"


_REASONS = {
    Trigger.HIGH_STAKES: "the customer told of something serious",
    Trigger.ASKS_FOR_PERSON: "the customer wants a person",
    Trigger.OVER_COLLECTION: "more was asked for than the journey needs",
    Trigger.BOT_FAILED: "the bot did not answer as it must",
}
