"""Acting for a customer: permit, write down, act, write down what came of it.

Between those steps stands what keeps an account from being taken over step by step: an action can wait for the
day after a change of a contact point, or after it was asked for, and whoever is on file is told before it is done
and, where the contact point changed, after.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from needline.broker.footing import Footing
from needline.contact import Contact
from needline.decide import Order, Permit, Refuse, Why, approver, permit
from needline.errors import SourceError
from needline.forms import Value
from needline.gate.messages import message
from needline.policy import Policy
from needline.policy.waiting import DAY, free_at, held_by, is_awaited, told_at
from needline.record.entry import Done, Ordered, Rehearsed, Unclear, Untold
from needline.sources.effect import Effect

_MONEY = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")


class Outcome(Struct, frozen=True, kw_only=True):
    """What was answered to an order, where that stands in the record, and whether it was done."""

    answer: Permit | Refuse
    entry: int
    done: bool


class Rehearsal(Struct, frozen=True, kw_only=True):
    """What an order would be answered, whose yes it would take, and what it would change then."""

    answer: Permit | Refuse
    approver: str = ""
    effect: Effect | None = None  # None: nothing was tried


Begin = Callable[[int], Awaitable[None]]


async def _at_once(_entry: int) -> None:
    return


class Acting(Footing, frozen=True, kw_only=True):
    """Carrying out orders."""

    async def perform(self, order: Order, arguments: Mapping[str, str], before: Begin = _at_once) -> Outcome:
        """Carry out an order for the customer of its contact, if the journey allows it.

        `before` is told the place of the permitted order before anything is done, and stops it by raising. Raises
        `RecordError` before anything is done, or `SourceError` when nobody knows whether it was done, which the
        record says then.
        """
        policy = await self.policies.current()
        wish = _wish(order.action, arguments)
        exact = await self._timed(policy, await self.judged(policy, order, arguments), wish)
        answer = permit(policy, exact)
        contact, subject = await self.veil(exact.contact), exact.contact.subject
        recorded = Ordered(at=exact.at, order=replace(exact, contact=contact), answer=answer, policy=policy.digest)
        entry = await self.write(recorded)
        if isinstance(answer, Refuse) or subject is None:
            if subject is not None and answer == Refuse(Why.TOO_SOON):
                await self._ask_for(policy, exact, subject, wish)
            return Outcome(answer=answer, entry=entry, done=False)
        await before(entry)
        done = await self._carried_out(policy, exact, subject, arguments, entry)
        await self.write(Done(at=self.clock(), order=entry, contact=contact, action=order.action, done=done))
        await self._follow_up(policy, exact, subject, wish, done=done)
        return Outcome(answer=answer, entry=entry, done=done)

    async def judged(self, policy: Policy, order: Order, arguments: Mapping[str, str]) -> Order:
        """The order as it is judged, but for what the estate makes it wait for."""
        return await self.behind_glass(policy, _exact(policy, order, arguments, self.clock()))

    async def rehearse(self, order: Order, arguments: Mapping[str, str]) -> Rehearsal:
        """What an order would do. Raises `RecordError` before anything is tried, or `SourceError`."""
        policy = await self.policies.current()
        exact = await self._timed(policy, await self.judged(policy, order, arguments), _wish(order.action, arguments))
        answer, contact = permit(policy, exact), await self.veil(exact.contact)
        await self.write(
            Rehearsed(at=exact.at, order=replace(exact, contact=contact), answer=answer, policy=policy.digest)
        )
        subject, action = exact.contact.subject, policy.estate.actions.get(order.action)
        above = approver(policy, exact)
        if (isinstance(answer, Refuse) and not above) or subject is None or action is None:
            return Rehearsal(answer=answer)
        if set(arguments) != set(action.takes):
            return Rehearsal(answer=answer, effect=Effect(rows=0))
        values = {name: Value(text) for name, text in arguments.items()}
        effect = await self.source(policy, action.store or "").rehearse(subject, order.action, values)
        return Rehearsal(answer=answer, approver=above, effect=effect)

    async def _carried_out(
        self, policy: Policy, order: Order, subject: str, arguments: Mapping[str, str], entry: int
    ) -> bool:
        """Whether it was done. Arguments that the action does not take go nowhere, so that it certainly was not."""
        if set(arguments) != set(_takes(policy, order.action)):
            return False
        values = {name: Value(text) for name, text in arguments.items()}
        try:
            return await self._told(policy, order) and await self._act(policy, order, subject, values)
        except SourceError:
            contact = await self.veil(order.contact)
            await self.write(Unclear(at=self.clock(), order=entry, contact=contact, action=order.action))
            raise

    async def _timed(self, policy: Policy, order: Order, wish: str) -> Order:
        """The order with the time from which the estate lets it be done."""
        subject = order.contact.subject
        if subject is None or isinstance(permit(policy, order), Refuse):
            return order
        holding = held_by(policy, order.action)
        began = await self.waits.since(subject, (wish, *map(_change, holding)))
        changed = {element: began[_change(element)] for element in holding if _change(element) in began}
        customers = policy.estate.customers
        if customers and customers.code_to in holding and customers.changed:
            outside = await self._changed_outside(order.contact, customers.changed)
            changed[customers.code_to] = max(changed.get(customers.code_to, 0.0), outside)
        return replace(order, free_at=free_at(policy, order.action, changed, began.get(wish), order.at))

    async def _changed_outside(self, contact: Contact, element: str) -> float:
        """When the day ends on which the contact point changed, by whatever hand; what cannot be read is now."""
        try:
            day = await self.dated(contact, element)
            return datetime.fromisoformat(day[:10]).replace(tzinfo=UTC).timestamp() + DAY if day else 0.0
        except (SourceError, ValueError):
            return self.clock()

    async def _ask_for(self, policy: Policy, order: Order, subject: str, wish: str) -> None:
        """Begin the wait of an action that waits, unless it began before, and tell the customer at once."""
        if policy.estate.actions[order.action].waits is None:
            return
        began = (await self.waits.since(subject, (wish,))).get(wish)
        if not is_awaited(policy, order.action, began, order.at) and await self._told(policy, order):
            await self.waits.begin(subject, wish, order.at, change=False)

    async def _told(self, policy: Policy, order: Order, occasion: str = "change_asked") -> bool:
        """Tell the customer of an action at every contact point that must hear of it; whether that went well."""
        text = message(policy, occasion, order.contact).replace("{action}", policy.called(order.action))
        well = True
        for element in told_at(policy, order.action):
            try:
                await self.send(
                    order.contact,
                    element,
                    "notice of an action",
                    lambda to: self.tell(to, f"{policy.estate.estate}: {text}"),
                )
            except SourceError:
                untold = Untold(
                    at=self.clock(), contact=await self.veil(order.contact), element=element, action=order.action
                )
                await self.write(untold)
                well = False
        return well

    async def _act(self, policy: Policy, order: Order, subject: str, values: Mapping[str, Value]) -> bool:
        """Act; what is changed counts as changed before it is, so that nothing outruns its wait."""
        action = policy.estate.actions[order.action]
        before = await self.waits.since(subject, map(_change, action.changes))
        for element in action.changes:
            await self.waits.begin(subject, _change(element), order.at, change=True)
        done = await self.source(policy, action.store or "").act(subject, order.action, values)
        for what in map(_change, () if done else action.changes):
            if what in before:
                await self.waits.begin(subject, what, before[what], change=True)
            else:
                await self.waits.end(subject, what)
        return done

    async def _follow_up(self, policy: Policy, order: Order, subject: str, wish: str, *, done: bool) -> None:
        action = policy.estate.actions[order.action]
        if action.waits is not None:
            await self.waits.end(subject, wish)
        if done and action.changes:
            await self._told(policy, order, "change_done")


def _exact(policy: Policy, order: Order, arguments: Mapping[str, str], now: float) -> Order:
    """The order as it is judged: with its arguments' names, its amount, its time, and the contact as it stands."""
    money = [name for name, what in _takes(policy, order.action).items() if what == "money"]
    return replace(
        order,
        contact=order.contact.standing(now),
        takes=tuple(sorted(arguments)),
        amount=_amount(arguments, money),
        at=now,
    )


def _wish(action: str, arguments: Mapping[str, str]) -> str:
    """What was asked for, word for word: another account to pay to is another wish, and waits by itself."""
    return f"asked {action} {sorted(arguments.items())!r}"


def _change(element: str) -> str:
    return f"changed {element}"


def _takes(policy: Policy, action: str) -> Mapping[str, str]:
    return policy.estate.actions[action].takes if action in policy.estate.actions else {}


def _amount(arguments: Mapping[str, str], money: Sequence[str]) -> Decimal | None:
    """The amount of money in the arguments; `None` when there is none, or none that every database reads alike."""
    texts = [arguments[name] for name in money if name in arguments]
    return Decimal(texts[0]) if len(texts) == 1 and _MONEY.fullmatch(texts[0]) else None
