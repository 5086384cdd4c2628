"""An agent cannot be talked into it: nine invariants, for every sequence of what agents and callers can do.

    1  what a customer proved is raised by their proof alone        6  one budget of failed tries for a customer
    2  nothing leaves a store above what was proved                 7  what waits is not done before, and is told
    3  where a challenge goes is never seen, nor chosen             8  another journey or desk raises nothing
    4  what is only compared is never shown                         9  bots are held to the same
    5  what was proved lapses, and no transfer brings it back

The house is the real one. The rules are what people at desks and strangers on the phone can do; each answer is kept,
and an invariant looks at all of them. At the end every guard that an estate can leave out is left out once, to see
that the look would have found it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from needline.errors import ContactError
from needline.estate.model import Assurance
from needline.staff import Agent
from tests.branch import ESTATE, MIRA, NOAH, PEOPLE, Branch, branch
from tests.desks import BEFORE_PROOF, CELLS, ELEMENTS, STAFF, Desks, agents, which_ones

DAY, MINUTE = 24 * 3600.0, 60.0


class Unproved(Desks):
    """Nobody proves anything, and so nothing is seen, done or raised."""

    @invariant()
    def nothing_is_shown_above_nothing_proved(self) -> None:
        assert self.shown <= BEFORE_PROOF
        answers = " ".join(self.heard)
        assert not any(cell in answers for cell in CELLS)

    @invariant()
    def nothing_is_proved_and_nothing_is_done(self) -> None:
        for contact in self.contacts:
            assert self.run(self.here.house.contacts.get(contact)).contact.customer is Assurance.NOTHING
        assert self.here.bank("SELECT email, paid, blocked FROM customers ORDER BY id") == [
            (PEOPLE[MIRA][2], 0, 0),
            (PEOPLE[NOAH][2], 0, 0),
        ]


class Proved(Desks):
    """Customers prove who they are as well: it lasts as long as it may, and what waits is not done before."""

    def __init__(self) -> None:
        super().__init__()
        self.alive: dict[str, float] = {}  # contact → when its proof was last used
        self.asked: dict[str, float] = {}  # customer → since when somebody wants `pay_out`
        self.changed: dict[str, float] = {}  # customer → when the e-mail changed

    @rule(which=which_ones)
    def proves(self, which: int) -> None:
        contact = self.one(which)
        if contact in self.contacts and self.run(self.here.prove(contact)):
            self.alive[contact] = self.now

    @rule(who=agents, which=which_ones)
    def looks(self, who: Agent, which: int) -> None:
        contact = self.one(which)
        try:
            disclosure = self.run(self.here.house.floor.see(who, contact))
        except ContactError:
            return
        lines = {line for lines in disclosure.values.values() for line in lines}
        self.shown |= lines
        if self._lives(contact):
            self.alive[contact] = self.now
        else:
            assert lines <= BEFORE_PROOF
        subject = self.subject(contact)
        assert not any(cell in line for key in PEOPLE if key != subject for cell in PEOPLE[key][:3] for line in lines)

    @rule(who=agents, which=which_ones, element=st.sampled_from(ELEMENTS), right=st.booleans())
    def compares(self, who: Agent, which: int, element: str, right: bool) -> None:
        super().compares(who, which, element, right)
        self._use(who, which)

    @rule(who=agents, which=which_ones, action=st.sampled_from(("change_email", "pay_out", "block")))
    def orders(self, who: Agent, which: int, action: str) -> None:
        contact = self.one(which)
        subject, before = self.subject(contact), self._bank()
        super().orders(who, which, action)
        after = self._bank()
        if before != after:
            assert self._lives(contact)
            assert subject is not None
            assert all(before[other] == after[other] for other in PEOPLE if other != subject)
            self._may(action, subject)
        elif action == "pay_out" and subject is not None:
            self.asked.setdefault(subject, self.now)
        self._use(who, which)

    @invariant()
    def of_every_change_both_addresses_are_told(self) -> None:
        if self.changed:
            told = {to for to, text in self.run(self.here.letters()) if "change email" in text}
            assert {"new@mail.example", *(PEOPLE[one][2] for one in self.changed)} <= told

    def addresses(self) -> set[str]:
        return {"new@mail.example", *(row[2] for row in PEOPLE.values())}

    def _may(self, action: str, subject: str) -> None:
        """Invariant 7: it was asked for a day ago, and no contact point changed within two."""
        if action == "change_email":
            self.changed[subject] = self.now
        elif action == "block":
            assert self.now - self.changed.get(subject, 0.0) >= 2 * DAY
        else:
            told = [to for to, text in self.run(self.here.letters()) if "pay out" in text]
            assert PEOPLE[subject][1] in told
            assert self.now - self.asked.pop(subject) >= DAY

    def _use(self, who: Agent, which: int) -> None:
        contact = self.one(which)
        if contact in self.alive and self._lives(contact):
            held = self.run(self.here.house.contacts.get(contact)).contact
            if (held.desk, held.agent) == (who.desk, who.name):
                self.alive[contact] = self.now

    def _lives(self, contact: str) -> bool:
        return self.now - self.alive.get(contact, 0.0) < 15 * MINUTE

    def _bank(self) -> dict[str, tuple[object, ...]]:
        return {str(row[0]): row[1:] for row in self.here.bank("SELECT id, email, paid, blocked FROM customers")}


def hold(machine: type[Desks], examples: int, steps: int) -> None:
    # The first step of all is a call.
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )


def test_six_steps_without_a_proof_reveal_and_do_nothing() -> None:
    hold(Unproved, 10, 7)


def test_a_proof_lasts_as_long_as_it_may_and_what_waits_is_not_done_before() -> None:
    hold(Proved, 6, 12)


@pytest.mark.slow
def test_many_times_six_steps_without_a_proof_reveal_and_do_nothing() -> None:
    hold(Unproved, 200, 7)


@pytest.mark.slow
def test_a_proof_and_what_waits_keep_to_their_times_in_many_stories() -> None:
    hold(Proved, 80, 14)


# ── each guard left out once: the look would have found it ──────────────────────────────────────────


def left_out(swaps: list[tuple[str, str]]) -> str:
    text = ESTATE
    for old, new in swaps:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


async def _sees(here: Branch) -> bool:
    contact = await here.call(STAFF[0])
    disclosure = await here.house.floor.see(STAFF[0], contact)
    return not {line for lines in disclosure.values.values() for line in lines} <= BEFORE_PROOF


async def _guesses(here: Branch) -> bool:
    contact = await here.call(STAFF[0])
    answers = [await here.house.floor.see(STAFF[0], contact, said={"birth_date": "1900-01-01"}) for _ in range(6)]
    return sum(bool(one.values) for one in answers) > 5


async def _blocks(here: Branch) -> bool:
    contact = await here.call(STAFF[2], "contact")
    assert await here.prove(contact)
    await here.house.floor.act(STAFF[2], contact, "change_email", {"email": "new@mail.example"})
    await here.house.floor.hand_over(STAFF[2], contact, "cards", "payment")
    await here.house.floor.pick_up(STAFF[2], contact)
    return (await here.house.floor.act(STAFF[2], contact, "block", {})).done


async def _pays(here: Branch) -> bool:
    contact = await here.call(STAFF[2], "payment")
    assert await here.prove(contact)
    return (await here.house.floor.act(STAFF[2], contact, "pay_out", {})).done


async def _moves(here: Branch) -> bool:
    here.bank("UPDATE customers SET changed = '2026-09-20'")
    return await here.prove(await here.call(STAFF[0]))


async def _changes_unseen(here: Branch) -> bool:
    contact = await here.call(STAFF[2], "contact")
    assert await here.prove(contact)
    done = (await here.house.floor.act(STAFF[2], contact, "change_email", {"email": "new@mail.example"})).done
    return done and not any("change email" in text for _, text in await here.letters())


GUARDS = [
    (_sees, [("customer: two-factor}, phone: use", "customer: nothing}, phone: use")]),
    (_guesses, [("most_failed: 5", "most_failed: 6")]),
    (_blocks, [("holds: [block]", "holds: [pay_out]")]),
    (_pays, [(", waits: 1d", "")]),
    (_moves, [("cooling_off: 3d", "cooling_off: 0d")]),
    (_changes_unseen, [("    changes: [email]\n  pay_out", "  pay_out"), ("of: [phone, email]", "of: [phone]")]),
]


@pytest.mark.parametrize(("attack", "swaps"), GUARDS, ids=[attack.__name__ for attack, _ in GUARDS])
def test_an_attack_works_only_where_the_estate_leaves_its_guard_out(
    tmp_path: Path, attack: Callable[[Branch], Awaitable[bool]], swaps: list[tuple[str, str]]
) -> None:
    async def play(folder: Path, estate: str) -> bool:
        async with branch(folder, estate) as here:
            return await attack(here)

    for name in ("whole", "open"):
        (tmp_path / name).mkdir()
    assert not asyncio.run(play(tmp_path / "whole", ESTATE))
    assert asyncio.run(play(tmp_path / "open", left_out(swaps)))
