"""The broker: the only code that touches customer data.

    1  decide          pure, by the policy that is in force at this moment
    2  write it down   durable before the next step, or there is no next step
    3  fetch           exactly what will be shown, of exactly the customer of the contact
    4  project         into the form that the journey needs

In that order, always: nothing is fetched that will not be shown, and nothing is shown that was not written down
first. Acting goes the same way: permit, write down, act, write down what came of it.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from needline.contact import Contact
from needline.decide import Ask, Decision, Order, Permit, Refuse, Show, decide, permit
from needline.errors import SourceError
from needline.estate.categories import Kind, kind
from needline.estate.model import Form
from needline.forms import Value, present, use
from needline.policy import Policy
from needline.record.entry import Decided, Done, Entry, Ordered, Used, veiled

_MONEY = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")


class Policies(Protocol):
    """Where the policy in force comes from."""

    async def current(self) -> Policy:
        """The policy in force now. Raises `StoreError`: without a policy there is no answer."""
        ...


class Recorder(Protocol):
    """Where entries are written."""

    async def append(self, entry: Entry) -> int:
        """Write it durably and return its place, from 0. Raises `RecordError`."""
        ...


class Subjects(Protocol):
    """Who stands behind a pseudonym."""

    async def pseudonym(self, subject: str) -> str:
        """The name under which the customer stands in the record."""
        ...


class Source(Protocol):
    """Where customer data lives."""

    async def fetch(self, subject: str, elements: Sequence[str]) -> Mapping[str, tuple[Value, ...]]:
        """The rows of exactly these elements of exactly this customer. Raises `SourceError`."""
        ...

    async def act(self, subject: str, action: str, arguments: Mapping[str, Value]) -> bool:
        """Carry out an action for this customer; whether it changed anything. Raises `SourceError`."""
        ...


class Disclosure(Struct, frozen=True, kw_only=True):
    """What was decided, where that stands in the record, and the lines to show of each element."""

    decision: Decision
    entry: int
    values: Mapping[str, tuple[str, ...]]

    def __repr__(self) -> str:
        return f"Disclosure(entry={self.entry!r}, shown={tuple(self.values)!r})"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        return [("entry", self.entry), ("shown", tuple(self.values))]


class Outcome(Struct, frozen=True, kw_only=True):
    """What was answered to an order, where that stands in the record, and whether it was done."""

    answer: Permit | Refuse
    entry: int
    done: bool


class Broker(Struct, frozen=True, kw_only=True):
    """The ports that the broker works with; `clock` gives seconds since 1970, UTC."""

    policies: Policies
    recorder: Recorder
    subjects: Subjects
    source: Callable[[Policy, str], Source]  # of a store, as the policy describes it; raises `SourceError`
    clock: Callable[[], float]
    token_key: Callable[[str], bytes]  # of a contact, for `Form.TOKEN`

    async def disclose(self, ask: Ask, *, said: Mapping[str, str] | None = None) -> Disclosure:
        """Answer an ask with data; `said` is what the customer gave, for elements in `Form.MATCHES`.

        Raises `RecordError` before anything is fetched, or `SourceError` after it was recorded.
        """
        policy = await self.policies.current()
        decision = decide(policy, ask)
        entry = await self.write(Decided(at=self.clock(), decision=await self._veiled(decision)))
        wanted = [show for show in decision.shown if show.element not in _unsaid(decision, said or {})]
        rows = await self._fetch(policy, ask.contact, [show.element for show in wanted])
        key = self.token_key(ask.contact.id)
        values = {
            one.element: _lines(policy, one, rows[one.element], (said or {}).get(one.element, ""), key)
            for one in wanted
        }
        return Disclosure(decision=decision, entry=entry, values=values)

    async def perform(self, order: Order, arguments: Mapping[str, str]) -> Outcome:
        """Carry out an order for the customer of its contact, if the journey allows it.

        Raises `RecordError` before anything is done, or `SourceError` when nobody knows whether it was done; the
        record then holds an order without an outcome.
        """
        policy = await self.policies.current()
        money = [name for name, what in _takes(policy, order.action).items() if what == "money"]
        exact = replace(order, takes=tuple(sorted(arguments)), amount=_amount(arguments, money))
        answer = permit(policy, exact)
        contact = await self.veil(order.contact)
        recorded = Ordered(
            at=self.clock(), order=replace(exact, contact=contact), answer=answer, policy=policy.digest
        )
        entry = await self.write(recorded)
        if isinstance(answer, Refuse) or order.contact.subject is None:
            return Outcome(answer=answer, entry=entry, done=False)
        source = self.source(policy, policy.estate.actions[order.action].store or "")
        values = {name: Value(text) for name, text in arguments.items()}
        done = await source.act(order.contact.subject, order.action, values)
        await self.write(Done(at=self.clock(), order=entry, contact=contact, action=order.action, done=done))
        return Outcome(answer=answer, entry=entry, done=done)

    async def send(
        self, contact: Contact, element: str, purpose: str, post: Callable[[str], Awaitable[None]]
    ) -> bool:
        """Use `element` of the contact's customer without anybody seeing it: `post` gets what it holds.

        Only the customers' sign-in calls this, with the contact point that the estate names. Returns whether
        there was one. Raises `RecordError` before anything is fetched, or `SourceError`.
        """
        policy = await self.policies.current()
        used = Used(at=self.clock(), contact=await self.veil(contact), element=element, purpose=purpose)
        await self.write(used)
        rows = (await self._fetch(policy, contact, [element]))[element]
        for row in rows[:1]:
            await post(use(row))
        return bool(rows)

    async def dated(self, contact: Contact, element: str) -> str:
        """The day that `element` of the contact's customer names, for rules about time; shown to nobody."""
        policy = await self.policies.current()
        await self.write(
            Used(at=self.clock(), contact=await self.veil(contact), element=element, purpose="cooling-off")
        )
        rows = (await self._fetch(policy, contact, [element]))[element]
        return use(rows[0]) if rows else ""

    async def write(self, entry: Entry) -> int:
        """Write an entry in which the customer is a pseudonym already. Raises `RecordError`."""
        return await self.recorder.append(entry)

    async def veil(self, contact: Contact) -> Contact:
        """`contact` as it may stand in an entry."""
        return veiled(contact, None if contact.subject is None else await self.subjects.pseudonym(contact.subject))

    async def _veiled(self, decision: Decision) -> Decision:
        return replace(decision, ask=replace(decision.ask, contact=await self.veil(decision.ask.contact)))

    async def _fetch(
        self, policy: Policy, contact: Contact, elements: Sequence[str]
    ) -> Mapping[str, tuple[Value, ...]]:
        """The rows of `elements`, from every store at once; exactly those, whatever a source answers."""
        if contact.subject is None or not elements:
            return dict.fromkeys(elements, ())
        by_home = sorted(elements, key=lambda element: policy.homes[element])
        parts = [(home, list(some)) for home, some in groupby(by_home, key=lambda element: policy.homes[element])]
        answers = await asyncio.gather(
            *(self.source(policy, home).fetch(contact.subject, some) for home, some in parts)
        )
        if any(set(answer) != set(some) for answer, (_, some) in zip(answers, parts, strict=True)):
            raise SourceError("a source returned other elements than were asked for")
        return {element: values for answer in answers for element, values in answer.items()}


def _unsaid(decision: Decision, said: Mapping[str, str]) -> set[str]:
    """What only matches, and has nothing to be matched with yet: it is not fetched at all."""
    return {show.element for show in decision.shown if show.form is Form.MATCHES and not said.get(show.element)}


def _lines(policy: Policy, show: Show, rows: tuple[Value, ...], said: str, key: bytes) -> tuple[str, ...]:
    return present(rows, show.form, _kind(policy, show.element), said=said, key=key)


def _kind(policy: Policy, element: str) -> Kind:
    return kind(policy.estate.elements[element].category)


def _takes(policy: Policy, action: str) -> Mapping[str, str]:
    return policy.estate.actions[action].takes if action in policy.estate.actions else {}


def _amount(arguments: Mapping[str, str], money: Sequence[str]) -> Decimal | None:
    """The amount of money in the arguments; `None` when there is none, or none that every database reads alike."""
    texts = [arguments[name] for name in money if name in arguments]
    return Decimal(texts[0]) if len(texts) == 1 and _MONEY.fullmatch(texts[0]) else None
