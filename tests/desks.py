"""Desks that anybody may do anything at, for tests that say what always holds.

The rules are what people at desks and strangers on the phone can do in a `branch`; each answer is kept, so that
an invariant can look at all of them.
"""

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Awaitable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from needline.decide import Ask, Order, Refuse
from needline.errors import ContactError
from needline.estate.model import Assurance
from needline.record.entry import ProofFailed
from needline.staff import Agent, Role
from needline.store.contacts import Held
from tests.branch import DAY as CHANGED
from tests.branch import MIRA, NOAH, PEOPLE, Branch, agent, branch

T = TypeVar("T")

DAY = 24 * 3600.0
STAFF = (agent("ann"), agent("ben"), agent("cal", "cards"), agent("sue", role=Role.SUPERVISOR))
JOURNEYS = ("help", "contact", "payment")
ELEMENTS = ("name", "phone", "email", "changed", "birth_date", "balance", "card")
NUMBERS = {MIRA: PEOPLE[MIRA][1], NOAH: PEOPLE[NOAH][1]}
CELLS = frozenset(cell for row in PEOPLE.values() for cell in row if cell != CHANGED)
BEFORE_PROOF = frozenset({"M••• Q•••", "N••• Z•••", "yes", "no"})  # all that `help` and `payment` show then

agents = st.sampled_from(STAFF)
journeys = st.sampled_from(JOURNEYS)
customers = st.sampled_from((MIRA, NOAH))
which_ones = st.integers(0, 3)  # of the contacts so far


class Desks(RuleBasedStateMachine):
    """What can be done without a proof, and what was answered."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory(prefix="nl-inv-")
        self.town: AbstractAsyncContextManager[Branch] = branch(Path(self.folder.name))
        self.here = self.run(self.town.__aenter__())
        self.contacts: list[str] = []
        self.shown: set[str] = set()
        self.heard: list[str] = []
        self.failed: defaultdict[str, list[float]] = defaultdict(list)

    def run(self, work: Awaitable[T]) -> T:
        async def one() -> T:
            return await work

        return self.runner.run(one())

    def teardown(self) -> None:
        self.run(self.town.__aexit__(None, None, None))
        self.runner.close()
        self.folder.cleanup()

    def hear(self, work: Awaitable[object]) -> object:
        """What somebody is answered, or nothing: that it is not theirs."""
        try:
            answer = self.run(work)
        except ContactError as error:
            answer = str(error)
        self.heard.append(answer.note if isinstance(answer, Held) else repr(answer))
        return answer

    def one(self, which: int) -> str:
        return self.contacts[which % len(self.contacts)] if self.contacts else "NO-CONTACT"

    @property
    def now(self) -> float:
        return self.here.clock.now

    def subject(self, contact: str) -> str | None:
        if contact not in self.contacts:
            return None
        return self.run(self.here.house.contacts.get(contact)).contact.subject

    # ── what agents do ──

    @initialize(who=agents, journey=journeys, customer=customers)
    def a_first_call(self, who: Agent, journey: str, customer: str) -> None:
        self.calls(who, journey, customer)

    @rule(who=agents, journey=journeys, customer=customers)
    def calls(self, who: Agent, journey: str, customer: str) -> None:
        floor = self.here.house.floor
        held = self.run(floor.ring(desk=who.desk, journey=journey, by="phone", value=NUMBERS[customer]))
        self.contacts.append(held.contact.id)
        self.hear(floor.pick_up(who, held.contact.id))

    @rule(who=agents, which=which_ones)
    def picks_up(self, who: Agent, which: int) -> None:
        self.hear(self.here.house.floor.pick_up(who, self.one(which)))

    @rule(who=agents, which=which_ones, customer=customers)
    def looks_up(self, who: Agent, which: int, customer: str) -> None:
        self.hear(self.here.house.floor.find(who, self.one(which), "phone", NUMBERS[customer]))

    @rule(who=agents, which=which_ones)
    def looks(self, who: Agent, which: int) -> None:
        try:
            disclosure = self.run(self.here.house.floor.see(who, self.one(which)))
        except ContactError:
            return
        self.shown |= {line for lines in disclosure.values.values() for line in lines}

    @rule(who=agents, which=which_ones, element=st.sampled_from(ELEMENTS), right=st.booleans())
    def compares(self, who: Agent, which: int, element: str, right: bool) -> None:
        contact, said = self.one(which), "1900-01-01"
        subject = self.subject(contact)
        if right and subject in PEOPLE:
            said = PEOPLE[subject][4]
        try:
            disclosure = self.run(self.here.house.floor.see(who, contact, said={element: said}))
        except ContactError:
            return
        lines = [line for lines in disclosure.values.values() for line in lines]
        self.shown |= set(lines)
        if lines == ["no"] and subject is not None:
            self.failed[subject].append(self.now)

    @rule(who=agents, which=which_ones, action=st.sampled_from(("change_email", "pay_out", "block")))
    def orders(self, who: Agent, which: int, action: str) -> None:
        takes = {"email": "new@mail.example"} if action == "change_email" else {}
        self.hear(self.here.house.floor.act(who, self.one(which), action, takes))

    @rule(who=agents, which=which_ones)
    def verifies(self, who: Agent, which: int) -> None:
        self.hear(self.here.house.floor.verify(who, self.one(which)))

    @rule(who=agents, which=which_ones, desk=st.sampled_from(("front", "cards")), journey=journeys)
    def transfers(self, who: Agent, which: int, desk: str, journey: str) -> None:
        self.hear(self.here.house.floor.hand_over(who, self.one(which), desk, journey))

    @rule(who=agents, which=which_ones)
    def writes_a_note(self, who: Agent, which: int) -> None:
        self.hear(self.here.house.floor.reply(who, self.one(which), "the caller sounds nervous"))

    @rule(who=agents, which=which_ones)
    def suspects(self, who: Agent, which: int) -> None:
        self.hear(self.here.house.floor.freeze(who, self.one(which)))

    @rule(who=agents, which=which_ones)
    def releases(self, who: Agent, which: int) -> None:
        self.hear(self.here.house.floor.release(who, self.one(which)))

    # ── what a stranger does who has the customer's password, and not the phone ──

    @rule(which=which_ones)
    def guesses_a_code(self, which: int) -> None:
        contact = self.one(which)
        subject = self.subject(contact)
        if subject is None:
            return
        token = self.run(self.here.link(contact))
        before = self.wrong()
        assert self.run(self.here.house.prover.prove(token, "------")) is None
        self.failed[subject] += [self.now] * (self.wrong() - before)

    def wrong(self) -> int:
        """How many guesses were compared, says the record."""
        kept = self.run(self.here.house.evidence.entries(kind="proof-failed", limit=1000))
        return sum(isinstance(one.entry, ProofFailed) and one.entry.why == "wrong" for one in kept)

    @rule(which=which_ones)
    def lets_a_bot_ask(self, which: int) -> None:
        """Invariant 9: whoever puts a question to the broker in a contact of others, bot or not."""
        contact = self.one(which)
        if contact not in self.contacts:
            return
        held = self.run(self.here.house.contacts.get(contact)).contact
        for desk in ("ava", held.desk):
            asked = Ask(contact=held, desk=desk, agent="ava", elements=ELEMENTS, staff=Assurance.PASSKEY)
            disclosure = self.run(self.here.house.broker.disclose(asked, said=dict.fromkeys(ELEMENTS, "1900-01-01")))
            assert disclosure.values == {}
            order = Order(contact=held, desk=desk, agent="ava", action="block", staff=Assurance.PASSKEY)
            assert isinstance(self.run(self.here.house.broker.perform(order, {})).answer, Refuse)

    @rule(minutes=st.sampled_from((1, 16, 25 * 60)))
    def time_goes_by(self, minutes: int) -> None:
        self.here.clock.wait(minutes=minutes)

    # ── what always holds ──

    @invariant()
    def one_budget_for_a_customer(self) -> None:
        for times in self.failed.values():
            assert all(sum(begun <= one < begun + DAY for one in times) <= 5 for begun in times)

    @invariant()
    def where_a_code_goes_is_in_no_answer(self) -> None:
        answers = " ".join((*self.heard, *self.shown))
        assert not any(number in answers for number in NUMBERS.values())
        assert {to for to, _ in self.run(self.here.letters())} <= {*NUMBERS.values(), *self.addresses()}

    def addresses(self) -> set[str]:
        return set()
