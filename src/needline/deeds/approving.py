"""Approving: somebody else's yes to an order above its limit, and somebody's word on what nobody knew.

Whoever answers has the role that the journey names, sits at the same desk, signed in as well as that desk asks for,
proved it in the last five minutes, and is not the one who asked. They see the request and nothing of the customer.
A yes carries out exactly what was asked for: the order is judged again as everything stands now, so that another
policy, a contact that was closed or handed over, another customer or a weaker proof is a no.
"""

from msgspec import Struct
from msgspec.structs import replace

from needline.decide import Approval, Order
from needline.deeds.ordering import Came, Deeds
from needline.errors import RecordError
from needline.policy import Policy
from needline.record.entry import ApprovalAnswered, Settled
from needline.spot import mask
from needline.staff import Agent, Role, fresh
from needline.store.approvals import Answer, Request
from needline.store.contacts import Contacts
from needline.store.deeds import Deed, State

LONGEST = 300  # characters of a reason


class Approver(Struct, frozen=True, kw_only=True):
    """What somebody who answers for others can do."""

    deeds: Deeds
    contacts: Contacts

    async def waiting(self, who: Agent) -> tuple[Request, ...]:
        """The requests at the desk of `who`; their own are among them, and for somebody else to answer."""
        if who.role is not Role.SUPERVISOR:
            return ()
        return await self.deeds.approvals.waiting(who.desk, self.deeds.broker.clock())

    async def unknown(self, who: Agent) -> tuple[Deed, ...]:
        """What nobody knows the outcome of: of the own desk, and for security of all."""
        found = await self.deeds.ledger.unknown(self.deeds.broker.clock())
        return tuple(deed for deed in found if who.role is Role.SECURITY or deed.desk == who.desk)

    async def approve(self, who: Agent, request: str, reason: str) -> Came | None:
        """Say yes, and have it carried out; `None` when it is not for `who` to say, or too late."""
        asked = await self._answered(who, request, Answer.APPROVED, reason)
        deed = None if asked is None else await self.deeds.ledger.get(asked.order.contact.id, asked.serial)
        if asked is None or deed is None:
            return None
        async with self.contacts.hold(deed.contact) as held:
            order = replace(asked.order, contact=held.contact)
            same = self.deeds.wish(order, asked.arguments).seal == deed.seal
            approved = Approval(by=who.name, role=asked.role, policy=asked.policy if same else "")
            return await self.deeds.carry_out(deed, replace(order, approved=approved), asked.arguments)

    async def refuse(self, who: Agent, request: str, reason: str) -> bool:
        """Say no; `False` when it is not for `who` to say, or too late."""
        asked = await self._answered(who, request, Answer.REFUSED, reason)
        deed = None if asked is None else await self.deeds.ledger.get(asked.order.contact.id, asked.serial)
        if deed is None:
            return False
        await self.deeds.ledger.end(deed, State.REFUSED, self.deeds.broker.clock())
        return True

    async def settle(self, who: Agent, contact: str, serial: int, *, done: bool) -> bool:
        """Say what came of an order of which nobody knew; `False` when it is not for `who` to say, or known."""
        deed = await self.deeds.ledger.get(contact, serial)
        if deed is None or who.role is not Role.SUPERVISOR or who.desk != deed.desk or who.name == deed.agent:
            return False
        now = self.deeds.broker.clock()
        if not await self.deeds.ledger.settle(deed, done=done, now=now):
            return False
        veiled = await self.deeds.broker.veil((await self.contacts.get(contact)).contact)
        entry = Settled(at=now, order=deed.entry, contact=veiled, action=deed.action, done=done, by=who.name)
        try:
            await self.deeds.broker.write(entry)
        except RecordError:
            await self.deeds.ledger.doubt(deed, now)
            raise
        return True

    async def _answered(self, who: Agent, request: str, answer: Answer, reason: str) -> Request | None:
        """The request, when this answer is the one that counts; what is said is masked like every note."""
        asked = await self.deeds.approvals.get(request)
        policy, now = await self.deeds.broker.policies.current(), self.deeds.broker.clock()
        if asked is None or not may_answer(policy, who, asked.order, asked.role) or not fresh(who, now):
            return None
        said = mask(reason[:LONGEST]).text
        if not await self.deeds.approvals.answer(request, answer, by=who.name, reason=said, now=now):
            return None
        try:
            await self._write(who, asked, answer, now)
        except RecordError:
            await self.deeds.approvals.take_back(request)
            raise
        return asked

    async def _write(self, who: Agent, asked: Request, answer: Answer, now: float) -> None:
        entry = ApprovalAnswered(
            at=now,
            asked=asked.entry,
            contact=await self.deeds.broker.veil(asked.order.contact),
            action=asked.order.action,
            approved=answer is Answer.APPROVED,
            by=who.name,
        )
        await self.deeds.broker.write(entry)


def may_answer(policy: Policy, who: Agent, order: Order, role: str) -> bool:
    """Whether it is for `who` to say yes or no to this order."""
    seat = policy.seats.get(order.desk)
    there = seat is not None and who.desk == order.desk and who.level >= seat.signs_in
    return there and who.role.value == role and who.name != order.agent
