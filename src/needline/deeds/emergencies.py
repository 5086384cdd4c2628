"""Emergencies: a journey behind glass opens for one contact, one agent and a short time, and never unseen.

The glass is kept first, closed; the record is told, which is the alert; then it opens. Who has one that nobody
reviewed yet gets no second one.
"""

import secrets
from enum import StrEnum

from msgspec import Struct

from needline.broker import Broker
from needline.contact import Contact
from needline.errors import RecordError
from needline.record.entry import GlassBroken, GlassReviewed
from needline.spot import mask
from needline.staff import Agent, Role
from needline.store.contacts import Contacts
from needline.store.glass import Emergency, Glass

SHORTEST = 10  # characters of a reason: enough that it has to be one
LONGEST = 300


class Broken(StrEnum):
    """What an agent is answered who wants to break the glass."""

    BROKEN = "broken"
    NO_GLASS = "no_glass"  # the journey has none
    NO_REASON = "no_reason"
    UNREVIEWED = "unreviewed"  # another one of theirs waits for its review


class Emergencies(Struct, frozen=True, kw_only=True):
    """Breaking the glass, and reviewing who did."""

    broker: Broker
    contacts: Contacts
    glass: Glass

    async def break_glass(self, agent: Agent, contact: Contact, reason: str) -> Broken:
        """Open the journey of a contact that `agent` has, for as long as the estate says. Raises `RecordError`."""
        policy, now = await self.broker.policies.current(), self.broker.clock()
        journey = policy.journeys.get(contact.journey)
        if journey is None or journey.break_glass is None or not policy.serves(agent.desk, contact.journey):
            return Broken.NO_GLASS
        said = mask(reason.strip()[:LONGEST]).text
        if len(said) < SHORTEST:
            return Broken.NO_REASON
        emergency = Emergency(
            id=secrets.token_hex(16),
            agent=agent.name,
            contact=contact.id,
            journey=contact.journey,
            desk=agent.desk,
            review_by=journey.break_glass.review_by,
            reason=said,
            at=now,
            until=now + 60.0 * journey.break_glass.minutes,
        )
        if not await self.glass.break_(emergency):
            return Broken.UNREVIEWED
        await self._open(emergency, contact)
        return Broken.BROKEN

    async def waiting(self, who: Agent) -> tuple[Emergency, ...]:
        """The emergencies that nobody reviewed yet: of the own desk, and for security of all."""
        found = await self.glass.unreviewed()
        return tuple(one for one in found if who.role is Role.SECURITY or one.desk == who.desk)

    async def review(self, who: Agent, emergency: str, *, justified: bool) -> bool:
        """Say whether it was an emergency; `False` when that is not for `who` to say, or was said."""
        found = await self.glass.get(emergency)
        if found is None or not may_review(who, found):
            return False
        contact = await self.broker.veil((await self.contacts.get(found.contact)).contact)
        if not await self.glass.review(emergency, by=who.name, justified=justified):
            return False
        now = self.broker.clock()
        entry = GlassReviewed(at=now, broken=found.entry, contact=contact, justified=justified, by=who.name)
        try:
            await self.broker.write(entry)
        except RecordError:
            await self.glass.reopen(found)
            raise
        return True

    async def _open(self, emergency: Emergency, contact: Contact) -> None:
        try:
            veiled = await self.broker.veil(contact)
            entry = await self.broker.write(GlassBroken(at=emergency.at, contact=veiled, until=emergency.until))
        except RecordError:
            await self.glass.forget(emergency.id)
            raise
        await self.glass.open(emergency.id, entry)


def may_review(who: Agent, emergency: Emergency) -> bool:
    """Whether it is for `who` to say whether it was an emergency."""
    there = who.role is Role.SECURITY or who.desk == emergency.desk
    return there and who.role.value == emergency.review_by and who.name != emergency.agent
