"""Ordering: an order is claimed, judged, begun, and ended; whoever orders the same meanwhile waits for its end.

1  claim     one of many that arrive at once is the first; the others get its answer
2  judge     above its limit it may become a request for somebody else's yes
3  begin     kept before anything is done, so that a crash leaves an order of which nobody knows, never a silent one
4  end       done, not done, or unknown
"""

import asyncio
import secrets
from collections.abc import Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from needline.broker import Broker, Rehearsal
from needline.decide import Order, Permit, Refuse, Why, approver
from needline.errors import NeedlineError, RecordError, SourceError, StoreError
from needline.policy import Policy
from needline.record.entry import ApprovalAsked
from needline.sealing import Ring
from needline.store.approvals import Approvals, Request
from needline.store.deeds import WAITS, Deed, Ledger, State, Wish

_POLL = 0.05  # seconds between two looks whether the first of several equal orders has its answer
_LOOKS = 140  # 7 s: longer than every deadline of a source

_encode = msgspec.json.Encoder(order="deterministic").encode


class Came(Struct, frozen=True, kw_only=True):
    """What came of an order; a repeat is told what came of the first."""

    state: State
    entry: int  # its place in the record; -1: none yet
    answer: Permit | Refuse = Permit()  # of the policy, for the one that carried it out
    repeat: bool = False

    @property
    def done(self) -> bool:
        """Whether it certainly was done."""
        return self.state is State.DONE

    @property
    def undone(self) -> bool:
        """Whether it certainly changed nothing."""
        return self.state is State.UNDONE


class Deeds(Struct, frozen=True, kw_only=True):
    """Orders, on their way to the broker."""

    broker: Broker
    ledger: Ledger
    approvals: Approvals
    ring: Ring

    async def rehearse(self, order: Order, arguments: Mapping[str, str]) -> Rehearsal:
        """What an order would do. Raises `RecordError` or `SourceError`."""
        return await self.broker.rehearse(order, arguments)

    async def seen(self, contact: str) -> int:
        """The number of the last deed of a contact: what a page that is made now knows of."""
        return max((deed.serial for deed in await self.ledger.of_contact(contact)), default=0)

    async def order(self, order: Order, arguments: Mapping[str, str], seen: int | None = None) -> Came:
        """Carry an order out, or ask for the yes that it takes; `seen` is the last deed that its form knew of.

        Raises `StoreError` or `RecordError` when nothing was done.
        """
        deed, new = await self.ledger.claim(self.wish(order, arguments), seen, self.broker.clock())
        if not new:
            return await self._first(deed)
        try:
            policy = await self.broker.policies.current()
            judged = await self.broker.judged(policy, order, arguments)
            role = "" if order.desk in policy.estate.bots else approver(policy, judged)
            if role:
                return await self._ask(deed, policy, judged, arguments, role)
        except NeedlineError:
            await self.ledger.end(deed, State.REFUSED, self.broker.clock())
            raise
        return await self.carry_out(deed, order, arguments)

    async def carry_out(self, deed: Deed, order: Order, arguments: Mapping[str, str]) -> Came:
        """Have the broker carry out what was claimed; what has no certain end is unknown, and said to be."""

        async def begin(entry: int) -> None:
            await self.ledger.begin(deed, entry, self.broker.clock())

        try:
            outcome = await self.broker.perform(order, arguments, begin)
        except (SourceError, RecordError, StoreError):
            lost = await self._lost(deed)
            if lost is None:
                raise
            return lost
        refused = isinstance(outcome.answer, Refuse)
        state = State.REFUSED if refused else State.DONE if outcome.done else State.UNDONE
        await self.ledger.end(deed, state, self.broker.clock(), outcome.entry)
        return Came(state=state, entry=outcome.entry, answer=outcome.answer)

    def wish(self, order: Order, arguments: Mapping[str, str]) -> Wish:
        """What the order is, as far as telling it from another one takes."""
        contact = order.contact
        what = _encode([contact.id, contact.subject, order.agent, order.action, sorted(arguments.items())])
        seal = self.ring.seal("deed", what.decode())
        return Wish(contact=contact.id, desk=order.desk, agent=order.agent, action=order.action, seal=seal)

    async def _ask(self, deed: Deed, policy: Policy, order: Order, arguments: Mapping[str, str], role: str) -> Came:
        now = self.broker.clock()
        veiled = replace(order, contact=await self.broker.veil(order.contact))
        asked = ApprovalAsked(at=now, order=veiled, role=role, until=now + WAITS, policy=policy.digest)
        entry = await self.broker.write(asked)
        await self.ledger.end(deed, State.ASKED, now, entry)
        request = Request(
            id=secrets.token_hex(16),
            order=order,
            arguments=arguments,
            serial=deed.serial,
            role=role,
            policy=policy.digest,
            entry=entry,
            at=now,
            until=now + WAITS,
        )
        await self.approvals.ask(request)
        return Came(state=State.ASKED, entry=entry, answer=Refuse(Why.TOO_MUCH))

    async def _lost(self, deed: Deed) -> Came | None:
        """After an error: nobody knows what came of it; `None` when nothing was begun."""
        kept = await self.ledger.get(deed.contact, deed.serial)
        if kept is None or kept.state is not State.BEGUN:
            await self.ledger.end(deed, State.REFUSED, self.broker.clock())
            return None
        await self.ledger.end(deed, State.UNKNOWN, self.broker.clock())
        return Came(state=State.UNKNOWN, entry=kept.entry)

    async def _first(self, deed: Deed) -> Came:
        """What came of the first of several equal orders, once it is there."""
        for _ in range(_LOOKS):
            if deed.standing(self.broker.clock()).over:
                break
            await asyncio.sleep(_POLL)
            deed = await self.ledger.get(deed.contact, deed.serial) or deed
        return Came(state=deed.standing(self.broker.clock()), entry=deed.entry, repeat=True)
