"""The floor: people at desks.

An agent picks a contact up from the queue of the own desk, and until then sees nothing of it but that it waits.
Everything an agent sees or does goes through the broker; nothing here can raise what the customer proved.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from enum import StrEnum
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from needline.broker import Disclosure, Rehearsal
from needline.channels.conversation import Conversation, new_id
from needline.channels.proving import Prover
from needline.contact import Contact
from needline.customers import Finder, Waits
from needline.decide import Ask, Order, Why
from needline.deeds import Came, Deeds
from needline.errors import ContactError
from needline.estate.model import Assurance
from needline.gate import Phase, State
from needline.record.entry import Closed, Frozen, HandedOver, Hidden, Looked, PickedUp, Released, TurnedAway
from needline.spot import mask
from needline.staff import Agent, Role
from needline.store.contacts import Held

_FINDS = 3  # searches for the customer of one contact; NIST SP 800-63B-4 and brute force ask for a small number
_LONGEST = 4000  # characters of one message


class Verifying(StrEnum):
    """What an agent who starts the customer's verification is told; nothing of it is about who the customer is."""

    SENT = "sent"
    SPENT = "spent"  # too many failed tries for this customer today
    FROZEN = "frozen"


class Floor(Struct, frozen=True, kw_only=True):
    """What agents can do."""

    conversation: Conversation
    finder: Finder
    prover: Prover
    waits: Waits
    deeds: Deeds

    async def ring(self, *, desk: str, journey: str, by: str = "", value: str = "") -> Held:
        """A customer calls: a phone contact waits at `desk`. The line may say who calls, which proves nothing."""
        subject = await self.finder.find(by, value) if value else None
        contact = Contact(id=new_id(), channel="phone", journey=journey, desk=desk, subject=subject)
        return await self.conversation.open(State(contact=contact, phase=Phase.HANDED_OVER))

    async def queue(self, agent: Agent) -> tuple[Held, ...]:
        """The open contacts at the agent's own desk."""
        return await self.conversation.contacts.at_desk(agent.desk)

    async def pick_up(self, agent: Agent, contact: str) -> Held:
        """Take a contact that nobody has. Raises `ContactError` when it is elsewhere, closed or taken."""
        async with self._held(agent, contact, picked_up=False) as held:
            taken = replace(held.contact, agent=agent.name)
            if taken == held.contact:
                return held
            entry = PickedUp(at=self.conversation.clock(), contact=await self.conversation.broker.veil(taken))
            await self.conversation.broker.write(entry)
            return await self.conversation.contacts.save(held, replace(held.state, contact=taken))

    async def mine(self, agent: Agent, contact: str) -> Held:
        """A contact that the agent picked up. Raises `ContactError` for every other: one answer for all of them."""
        async with self._held(agent, contact) as held:
            return held

    @asynccontextmanager
    async def _held(self, agent: Agent, contact: str, *, picked_up: bool = True) -> AsyncIterator[Held]:
        """Hold a contact of the agent's; every try at another one stands in the record."""
        agents = (agent.name,) if picked_up else ("", agent.name)
        async with AsyncExitStack() as stack:
            try:
                held = await stack.enter_async_context(self.conversation.contacts.hold(contact))
            except ContactError:
                await self._turn_away(agent)
            if not held.contact.open or held.contact.desk != agent.desk or held.contact.agent not in agents:
                await self._turn_away(agent)
            standing = held.contact.standing(self.conversation.clock())
            yield replace(held, state=replace(held.state, contact=standing))

    async def _using(self, agent: Agent, contact: str) -> Held:
        """A contact of the agent's whose proof is put to use, and lasts for it."""
        async with self._held(agent, contact) as held:
            used = held.contact.used(self.conversation.clock())
            if used == held.contact:
                return held
            return await self.conversation.contacts.save(held, replace(held.state, contact=used))

    async def _turn_away(self, agent: Agent) -> NoReturn:
        entry = TurnedAway(at=self.conversation.clock(), agent=agent.name, desk=agent.desk)
        await self.conversation.broker.write(entry)
        raise ContactError(Why.NOT_PICKED_UP.reason)

    async def see(self, agent: Agent, contact: str, said: Mapping[str, str] | None = None) -> Disclosure:
        """Everything that the contact's journey needs, each element in its form or with the reason why not."""
        held = await self._using(agent, contact)
        policy = await self.conversation.broker.policies.current()
        row = policy.needs.get((agent.desk, held.contact.journey), {})
        ask = Ask(contact=held.contact, desk=agent.desk, agent=agent.name, elements=tuple(row), staff=agent.level)
        if said:
            ask = replace(ask, elements=tuple(element for element in row if element in said))
        return await self.conversation.broker.disclose(ask, said=said)

    async def act(
        self, agent: Agent, contact: str, action: str, arguments: Mapping[str, str], seen: int | None = None
    ) -> Came:
        """Order an action for the contact's customer; `seen` is the last deed that its form knew of."""
        return await self.deeds.order(await self._order(agent, contact, action), arguments, seen)

    async def rehearse(
        self, agent: Agent, contact: str, action: str, arguments: Mapping[str, str]
    ) -> tuple[Rehearsal, int]:
        """What an order would change, and the last deed of the contact."""
        order = await self._order(agent, contact, action)
        seen = await self.deeds.seen(contact)
        return await self.deeds.rehearse(order, arguments), seen

    async def _order(self, agent: Agent, contact: str, action: str) -> Order:
        held = await self._using(agent, contact)
        return Order(contact=held.contact, desk=agent.desk, agent=agent.name, action=action, staff=agent.level)

    async def reply(self, agent: Agent, contact: str, text: str) -> None:
        """Write to the customer; what must not travel is masked on this way as well."""
        held = await self.mine(agent, contact)
        masked = mask(text[:_LONGEST])
        if masked.found:
            veiled = await self.conversation.broker.veil(held.contact)
            hidden = Hidden(at=self.conversation.clock(), contact=veiled, found=masked.found, by=agent.name)
            await self.conversation.broker.write(hidden)
        await self.conversation.contacts.say(contact, "agent", masked.text, self.conversation.clock())

    async def find(self, agent: Agent, contact: str, by: str, value: str) -> bool:
        """Tie a customer to a contact that has none, by what must match exactly; whether the budget allowed it.

        Found or not looks the same: an unknown customer is a contact whose customer never proves anything.
        """
        async with self._held(agent, contact) as held:
            if held.contact.frozen or held.contact.proved_until > 0:  # a lapsed proof still says who it is about
                return False
            if not await self.conversation.contacts.may_find(contact, _FINDS):
                return False
            tied = replace(held.contact, subject=await self.finder.find(by, value))
            veiled = await self.conversation.broker.veil(tied)
            await self.conversation.broker.write(
                Looked(at=self.conversation.clock(), contact=veiled, agent=agent.name, by=by)
            )
            await self.conversation.contacts.save(held, replace(held.state, contact=tied))
        return True

    async def verify(self, agent: Agent, contact: str) -> Verifying:
        """Start the customer's verification. The agent hears only later, and from the contact, how it ended."""
        held = await self.mine(agent, contact)
        if held.contact.frozen:
            return Verifying.FROZEN
        return Verifying.SENT if await self.prover.send_link(held.contact) else Verifying.SPENT

    async def freeze(self, agent: Agent, contact: str) -> None:
        """The agent suspects the caller: nothing is disclosed or done in the contact any more, by anybody.

        What was proved is forgotten; what was asked for in the customer's name, and waits, has to be asked for again.
        """
        async with self._held(agent, contact) as held:
            if held.contact.frozen:
                return
            frozen = replace(held.contact, frozen=True, customer=Assurance.NOTHING)
            entry = Frozen(at=self.conversation.clock(), contact=await self.conversation.broker.veil(frozen))
            await self.conversation.broker.write(entry)
            await self.conversation.contacts.save(held, replace(held.state, contact=frozen))
        if frozen.subject is not None:
            await self.waits.forget_wishes(frozen.subject)

    async def release(self, agent: Agent, contact: str) -> None:
        """Let a frozen contact go on: a supervisor of its desk, or somebody of security, and never who has it.

        Raises `ContactError` for everybody else.
        """
        async with AsyncExitStack() as stack:
            try:
                held = await stack.enter_async_context(self.conversation.contacts.hold(contact))
            except ContactError:
                await self._turn_away(agent)
            if not may_release(agent, held.contact):
                await self._turn_away(agent)
            released = replace(held.contact, frozen=False)
            veiled = await self.conversation.broker.veil(released)
            await self.conversation.broker.write(
                Released(at=self.conversation.clock(), contact=veiled, agent=agent.name)
            )
            await self.conversation.contacts.save(held, replace(held.state, contact=released))

    async def hand_over(self, agent: Agent, contact: str, desk: str, journey: str) -> bool:
        """Give the contact to another desk as one of its journeys; whether there is such a way."""
        policy = await self.conversation.broker.policies.current()
        async with self._held(agent, contact) as held:
            if held.contact.frozen or desk not in policy.estate.desks or not policy.serves(desk, journey):
                return False
            if held.contact.channel not in policy.journeys[journey].through:
                return False
            after = held.contact.at(desk, journey)
            veiled = await self.conversation.broker.veil(after)
            now = self.conversation.clock()
            await self.conversation.broker.write(
                HandedOver(at=now, contact=veiled, desk=agent.desk, agent=agent.name)
            )
            note = f"Handed over by {agent.called} of {agent.desk.replace('_', ' ')}."
            await self.conversation.contacts.save(held, replace(held.state, contact=after), waiting=now, note=note)
        return True

    async def close(self, agent: Agent, contact: str) -> None:
        """End the contact; nothing of it can be asked for any more."""
        async with self._held(agent, contact) as held:
            if held.contact.frozen:
                raise ContactError(Why.FROZEN.reason)
            closed = replace(held.contact, open=False)
            entry = Closed(at=self.conversation.clock(), contact=await self.conversation.broker.veil(closed))
            await self.conversation.broker.write(entry)
            await self.conversation.contacts.save(held, replace(held.state, contact=closed))


def may_release(agent: Agent, contact: Contact) -> bool:
    """Whether this somebody may let a frozen contact go on."""
    if not contact.frozen or contact.agent == agent.name:
        return False
    return agent.role is Role.SECURITY or (agent.role is Role.SUPERVISOR and agent.desk == contact.desk)
