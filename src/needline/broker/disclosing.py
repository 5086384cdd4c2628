"""Disclosing: the one function that shows a value."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from needline.broker.acting import Acting
from needline.decide import Ask, Decision, Show, decide
from needline.estate.categories import Kind, kind
from needline.estate.model import Form
from needline.forms import Value, present
from needline.policy import Policy
from needline.record.entry import Decided, TriesSpent


class Disclosure(Struct, frozen=True, kw_only=True):
    """What was decided, where that stands in the record, and the lines to show of each element."""

    decision: Decision
    entry: int
    values: Mapping[str, tuple[str, ...]]

    def __repr__(self) -> str:
        return f"Disclosure(entry={self.entry!r}, shown={tuple(self.values)!r})"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        return [("entry", self.entry), ("shown", tuple(self.values))]


class Broker(Acting, frozen=True, kw_only=True):
    """All of it: disclosing, and acting."""

    async def disclose(self, ask: Ask, *, said: Mapping[str, str] | None = None) -> Disclosure:
        """Answer an ask with data; `said` is what the customer gave, for elements in `Form.MATCHES`.

        Raises `RecordError` before anything is fetched, or `SourceError` after it was recorded.
        """
        policy, said = await self.policies.current(), said or {}
        decision, taken = await self._decide(policy, ask, said)
        entry = await self.write(Decided(at=self.clock(), decision=await self._veiled(decision)))
        wanted = [show for show in decision.shown if show.element not in _unsaid(decision, said)]
        rows = await self.fetch(policy, ask.contact, [show.element for show in wanted])
        key = self.token_key(ask.contact.id)
        values = {
            one.element: _lines(policy, one, rows[one.element], said.get(one.element, ""), key) for one in wanted
        }
        for element, number in taken.items():
            if values[element] == ("yes",):
                await self.tries.put_back(number)
        return Disclosure(decision=decision, entry=entry, values=values)

    async def _decide(self, policy: Policy, ask: Ask, said: Mapping[str, str]) -> tuple[Decision, Mapping[str, int]]:
        """The decision, and the number of the try that each comparison takes from the customer's."""
        ask = await self.behind_glass(policy, replace(ask, contact=ask.contact.standing(self.clock())))
        decision, subject = decide(policy, ask), ask.contact.subject
        matching = [show.element for show in decision.shown if show.form is Form.MATCHES]
        if subject is None or not matching:
            return decision, {}
        taken = await self._take(policy, ask, subject, [element for element in matching if said.get(element)])
        return (decide(policy, replace(ask, tries_spent=True)), {}) if taken is None else (decision, taken)

    async def _take(
        self, policy: Policy, ask: Ask, subject: str, comparing: Sequence[str]
    ) -> Mapping[str, int] | None:
        """The number of a try for each comparison; `None` when so many are not left."""
        most = policy.estate.customers.most_failed if policy.estate.customers else 0
        if not comparing:
            return None if await self.tries.spent(subject, most) else {}
        taken = [await self.tries.take(subject, most, ask.agent) for _ in comparing]
        numbers = [number for number in taken if number is not None]
        if len(numbers) == len(comparing):
            return dict(zip(comparing, numbers, strict=True))
        for number in numbers:
            await self.tries.put_back(number)
        await self.write(TriesSpent(at=self.clock(), contact=await self.veil(ask.contact)))
        return None

    async def _veiled(self, decision: Decision) -> Decision:
        return replace(decision, ask=replace(decision.ask, contact=await self.veil(decision.ask.contact)))


def _unsaid(decision: Decision, said: Mapping[str, str]) -> set[str]:
    """What only matches, and has nothing to be matched with yet: it is not fetched at all."""
    return {show.element for show in decision.shown if show.form is Form.MATCHES and not said.get(show.element)}


def _lines(policy: Policy, show: Show, rows: tuple[Value, ...], said: str, key: bytes) -> tuple[str, ...]:
    return present(rows, show.form, _kind(policy, show.element), said=said, key=key)


def _kind(policy: Policy, element: str) -> Kind:
    return kind(policy.estate.elements[element].category)
