"""What disclosing and acting both stand on: the ports, writing down, and fetching exactly what was asked for."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from msgspec import UNSET, Struct
from msgspec.structs import replace

from needline.broker.ports import Policies, Recorder, Source, Subjects, Tries, Waits
from needline.contact import Contact
from needline.decide import Ask, Order
from needline.errors import SourceError
from needline.forms import Value, use
from needline.policy import Policy
from needline.record.entry import Entry, Used, veiled

Question = TypeVar("Question", Ask, Order)


async def _whole(_contact: Contact, _agent: str) -> bool:
    return False


class Footing(Struct, frozen=True, kw_only=True):
    """The ports that the broker works with; `clock` gives seconds since 1970, UTC."""

    policies: Policies
    recorder: Recorder
    subjects: Subjects
    source: Callable[[Policy, str], Source]  # of a store, as the policy describes it; raises `SourceError`
    clock: Callable[[], float]
    token_key: Callable[[str], bytes]  # of a contact, for `Form.TOKEN`
    tries: Tries
    waits: Waits
    tell: Callable[[str, str], Awaitable[None]]  # a contact point, a text; raises `SourceError`
    glass: Callable[[Contact, str], Awaitable[bool]] = _whole  # whether this agent broke it for this contact

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
        rows = (await self.fetch(policy, contact, [element]))[element]
        for row in rows[:1]:
            await post(use(row))
        return bool(rows)

    async def dated(self, contact: Contact, element: str) -> str:
        """The day that `element` of the contact's customer names, for rules about time; shown to nobody."""
        policy = await self.policies.current()
        await self.write(
            Used(at=self.clock(), contact=await self.veil(contact), element=element, purpose="cooling-off")
        )
        rows = (await self.fetch(policy, contact, [element]))[element]
        return use(rows[0]) if rows else ""

    async def behind_glass(self, policy: Policy, question: Question) -> Question:
        """The question as it is judged: whether the glass is broken is never for whoever asks to say."""
        journey = policy.journeys.get(question.contact.journey)
        if journey is None or journey.break_glass is None:
            return replace(question, glass=UNSET)
        return replace(question, glass=await self.glass(question.contact, question.agent))

    async def write(self, entry: Entry) -> int:
        """Write an entry in which the customer is a pseudonym already. Raises `RecordError`."""
        return await self.recorder.append(entry)

    async def veil(self, contact: Contact) -> Contact:
        """`contact` as it may stand in an entry."""
        return veiled(contact, None if contact.subject is None else await self.subjects.pseudonym(contact.subject))

    async def fetch(
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
