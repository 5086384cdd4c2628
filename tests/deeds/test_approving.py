"""Approvals: exactly what was asked for, once, in time, by somebody else, and only while all of it still holds."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import update

from needline.decide import Approval, Refuse, Why
from needline.errors import RecordError, StoreError
from needline.estate import Assurance
from needline.record.entry import ApprovalAnswered, Ordered, Settled
from needline.staff import Agent, Role
from needline.staff.agents import FRESH
from needline.store.approvals import Answer
from needline.store.database import Database
from needline.store.deeds import WAITS, State
from needline.store.tables import approval
from tests.clock import Clock
from tests.deeds.shop import CHANGED, Shop, staff


def test_a_yes_carries_out_exactly_what_was_asked_for(shop: Shop) -> None:
    async def play() -> None:
        request = await shop.asked(await shop.call())
        came = await shop.approver.approve(shop.boss(), request.id, "she was charged twice")
        assert came is not None
        assert came.done
        assert shop.bank.refunds == [("7", "refund", "250.00")]
        assert shop.kinds == ["ApprovalAsked", "ApprovalAnswered", "Ordered", "Done"]
        _, answered, ordered, _ = shop.entries
        assert isinstance(answered, ApprovalAnswered)
        assert isinstance(ordered, Ordered)
        assert (answered.asked, answered.approved, answered.by) == (0, True, "dee")
        assert ordered.order.approved == Approval(by="dee", role="supervisor", policy=shop.policy.digest)
        (kept,) = await shop.approvals.of_contact("c1")
        assert (kept.answer, kept.by, kept.reason) == (Answer.APPROVED, "dee", "she was charged twice")

    asyncio.run(play())


def test_a_no_does_nothing_and_the_agent_reads_why(shop: Shop) -> None:
    async def play() -> None:
        contact = await shop.call()
        request = await shop.asked(contact)
        assert await shop.approver.refuse(shop.boss(), request.id, "ask 4242 4242 4242 4242 again")
        assert await shop.approver.approve(shop.boss(), request.id, "yes") is None
        assert shop.bank.refunds == []
        (kept,) = await shop.approvals.of_contact("c1")
        assert (kept.answer, kept.reason) == (Answer.REFUSED, "ask [card number] again")
        (deed,) = await shop.ledger.of_contact("c1")
        assert deed.state is State.REFUSED

    asyncio.run(play())


NOT_THEIRS: list[tuple[str, Callable[[Shop], Agent]]] = [
    ("who asked", lambda shop: shop.boss("ann")),
    ("an agent", lambda shop: shop.boss("bob", Role.AGENT)),
    ("security", lambda shop: shop.boss("sam", Role.SECURITY)),
    ("another desk's", lambda shop: shop.boss(desk="front_desk")),
    ("one factor", lambda shop: Agent(name="dee", called="", desk="billing_desk", role=Role.SUPERVISOR,
                                      level=Assurance.ONE_FACTOR, proved_at=shop.clock())),
    ("proved too long ago", lambda shop: staff("dee", Role.SUPERVISOR, proved_at=shop.clock() - FRESH - 1)),
]  # fmt: skip


@pytest.mark.parametrize(("_", "who"), NOT_THEIRS, ids=[name for name, _ in NOT_THEIRS])
def test_it_is_not_for_everybody_to_answer(shop: Shop, _: str, who: Callable[[Shop], Agent]) -> None:
    async def play() -> None:
        request = await shop.asked(await shop.call())
        assert await shop.approver.approve(who(shop), request.id, "yes") is None
        assert not await shop.approver.refuse(who(shop), request.id, "no")
        assert shop.kinds == ["ApprovalAsked"]
        assert shop.bank.refunds == []

    asyncio.run(play())


def test_nobody_answers_what_nobody_asked(shop: Shop) -> None:
    assert asyncio.run(shop.approver.approve(shop.boss(), "none", "yes")) is None


def test_after_its_time_a_request_is_over_and_can_be_asked_anew(shop: Shop) -> None:
    async def play() -> None:
        contact = await shop.call()
        request = await shop.asked(contact)
        assert (await shop.order(contact, "250.00", 99)).repeat
        shop.clock.wait(seconds=WAITS)
        assert await shop.approver.approve(shop.boss(), request.id, "yes") is None
        assert await shop.approver.waiting(shop.boss()) == ()
        again = await shop.asked(contact)
        assert again.id != request.id
        assert await shop.approver.approve(shop.boss(), again.id, "yes")

    asyncio.run(play())


async def _policy(shop: Shop) -> None:
    shop.policy = CHANGED


async def _lapse(shop: Shop) -> None:
    await shop.change("c1", proved_until=shop.clock())


def _change(**how: object) -> Callable[[Shop], Coroutine[Any, Any, None]]:
    return lambda shop: shop.change("c1", **how)


MEANWHILE = [
    ("another policy", _policy, Why.NOT_AS_APPROVED),
    ("closed", _change(open=False), Why.CLOSED),
    ("handed over", _change(desk="front_desk", agent=""), Why.OTHER_DESK),
    ("with a colleague", _change(agent="bob"), Why.NOT_PICKED_UP),
    ("frozen", _change(frozen=True), Why.FROZEN),
    ("another customer", _change(subject="8"), Why.NOT_AS_APPROVED),
    ("a weaker proof", _change(customer=Assurance.ONE_FACTOR), Why.CUSTOMER_PROOF),
    ("a proof that lapsed", _lapse, Why.CUSTOMER_PROOF),
    ("another journey", _change(journey="greeting"), Why.NOT_SERVED),
]


@pytest.mark.parametrize(("_", "happens", "why"), MEANWHILE, ids=[name for name, _, _ in MEANWHILE])
def test_what_changed_meanwhile_is_a_no(
    shop: Shop, _: str, happens: Callable[[Shop], Coroutine[Any, Any, None]], why: Why
) -> None:
    async def play() -> None:
        request = await shop.asked(await shop.call())
        await happens(shop)
        came = await shop.approver.approve(shop.boss(), request.id, "yes")
        assert came is not None
        assert (came.state, came.answer) == (State.REFUSED, Refuse(why))
        assert shop.bank.refunds == []
        assert shop.kinds == ["ApprovalAsked", "ApprovalAnswered", "Ordered"]

    asyncio.run(play())


def test_a_burst_of_yes_and_no_counts_once(shop: Shop) -> None:
    async def play() -> None:
        request = await shop.asked(await shop.call())
        shop.bank.slow = 0.1
        bosses = [shop.boss(f"dee{at}") for at in range(20)]
        came = await asyncio.gather(*(shop.approver.approve(boss, request.id, "yes") for boss in bosses))
        assert len([one for one in came if one is not None]) == 1
        assert len(shop.bank.refunds) == 1
        assert shop.kinds.count("ApprovalAnswered") == 1

    asyncio.run(play())


def test_a_yes_that_cannot_be_written_down_was_never_given(shop: Shop) -> None:
    async def play() -> None:
        request = await shop.asked(await shop.call())
        shop.full.add("ApprovalAnswered")
        with pytest.raises(RecordError):
            await shop.approver.approve(shop.boss(), request.id, "yes")
        assert shop.bank.refunds == []
        shop.full.clear()
        assert await shop.approver.approve(shop.boss(), request.id, "yes")
        assert len(shop.bank.refunds) == 1

    asyncio.run(play())


def test_what_was_asked_for_cannot_be_changed_or_read_in_the_database(shop: Shop) -> None:
    async def play() -> None:
        contact, other = await shop.call(), await shop.call("c2")
        request, small = await shop.asked(contact, "999.00"), await shop.asked(other, "250.00")
        rows = await shop.database.read(lambda connection: connection.execute(approval.select()).all())
        assert "999" not in str(rows)
        (large,) = [row for row in rows if row.id == request.id]
        swapped = update(approval).where(approval.c.id == small.id).values(order=large.order)
        await shop.database.write(lambda connection: connection.execute(swapped).rowcount)
        with pytest.raises(StoreError, match="does not open"):
            await shop.approver.approve(shop.boss(), small.id, "yes")
        assert shop.bank.refunds == []

    asyncio.run(play())


@pytest.mark.parametrize("done", [True, False])
def test_somebody_else_settles_what_nobody_knew(shop: Shop, done: bool) -> None:
    async def play() -> None:
        contact = await shop.call()
        shop.bank.silent = True
        await shop.order(contact, "12.50", 0)
        for who in (shop.boss("ann"), shop.boss("bob", Role.AGENT), shop.boss(desk="front_desk")):
            assert not await shop.approver.settle(who, "c1", 1, done=done)
        shop.full.add("Settled")
        with pytest.raises(RecordError):
            await shop.approver.settle(shop.boss(), "c1", 1, done=done)
        shop.full.clear()
        assert await shop.approver.settle(shop.boss(), "c1", 1, done=done)
        assert not await shop.approver.settle(shop.boss(), "c1", 1, done=not done)
        settled = shop.entries[-1]
        assert isinstance(settled, Settled)
        assert (settled.order, settled.done, settled.by) == (0, done, "dee")
        assert await shop.approver.unknown(shop.boss()) == ()

    asyncio.run(play())


def test_security_sees_what_nobody_knows_of_every_desk_and_requests_of_none(shop: Shop) -> None:
    async def play() -> None:
        contact = await shop.call()
        shop.bank.silent = True
        await shop.order(contact, "12.50", 0)
        await shop.asked(contact)
        sam = shop.boss("sam", Role.SECURITY, "security")
        assert len(await shop.approver.unknown(sam)) == 1
        assert await shop.approver.waiting(sam) == ()
        assert await shop.approver.unknown(shop.boss(desk="front_desk")) == ()

    asyncio.run(play())


class Desk(RuleBasedStateMachine):
    """Agents ask, supervisors answer in any order, time goes on, contacts close, answers get lost."""

    database: Database
    loop: asyncio.AbstractEventLoop
    count = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).count += 1
        self.shop = Shop(self.database, Clock(1e9))
        self.name = f"c{self.count}"
        self.contact = self._do(self.shop.call(self.name))
        self.requests: list[tuple[str, float, str]] = []  # id, until, amount
        self.yes: dict[str, tuple[str, float]] = {}  # id → who, when

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    @rule(amount=st.sampled_from(["250.00", "300.00", "400.00"]), seen=st.sampled_from([0, 1, 99]))
    def ask(self, amount: str, seen: int) -> None:
        before = {one.id for one in self._do(self.shop.approvals.of_contact(self.name))}
        self._do(self.shop.order(self.contact, amount, seen))
        for one in self._do(self.shop.approvals.of_contact(self.name)):
            if one.id not in before:
                self.requests.append((one.id, one.until, amount))

    @precondition(lambda self: self.requests)
    @rule(which=st.integers(0, 9), who=st.sampled_from(["ann", "dee", "eve"]), yes=st.booleans())
    def answer(self, which: int, who: str, yes: bool) -> None:
        request, until, _ = self.requests[which % len(self.requests)]
        boss = self.shop.boss(who)
        if not yes:
            self._do(self.shop.approver.refuse(boss, request, "no"))
            return
        before = len(self.shop.bank.refunds)
        came = self._do(self.shop.approver.approve(boss, request, "yes"))
        if came is None:
            assert len(self.shop.bank.refunds) == before
            return
        assert request not in self.yes
        assert who != "ann"
        assert self.shop.clock() < until
        self.yes[request] = (who, self.shop.clock())

    @rule(minutes=st.sampled_from([1, 10, 31]))
    def wait(self, minutes: int) -> None:
        self.shop.clock.wait(minutes=minutes)

    @rule()
    def close(self) -> None:
        self._do(self.shop.change(self.name, open=False))

    @rule()
    def hand_back(self) -> None:
        self._do(self.shop.change(self.name, open=True, agent="ann"))

    @rule(silent=st.booleans())
    def lose_answers(self, silent: bool) -> None:
        self.shop.bank.silent = silent

    @invariant()
    def nothing_is_done_without_a_yes_of_somebody_else_and_each_yes_does_one_thing_at_most(self) -> None:
        approved = sorted(amount for request, _, amount in self.requests if request in self.yes)
        done = sorted(amount for _, _, amount in self.shop.bank.refunds)
        assert len(done) <= len(approved)
        assert all(done.count(amount) <= approved.count(amount) for amount in done)

    @invariant()
    def every_order_has_its_outcome_or_stands_among_those_that_nobody_knows(self) -> None:
        deeds = self._do(self.shop.ledger.of_contact(self.name))
        assert all(deed.state.over for deed in deeds)
        unclear = [deed for deed in deeds if deed.state is State.UNKNOWN]
        assert self.shop.kinds.count("Unclear") == len(unclear)


def test_no_sequence_carries_anything_out_twice_by_oneself_or_after_its_time(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'state.sqlite'}")
    loop = asyncio.new_event_loop()
    Desk.database, Desk.loop = database, loop
    try:
        run_state_machine_as_test(Desk, settings=settings(max_examples=25, stateful_step_count=15, deadline=None))
    finally:
        loop.close()
        database.close()
