"""Orders: once, however often they arrive, and never with a silent end."""

import asyncio

import pytest
from msgspec.structs import replace

from needline.decide import Permit, Refuse, Why
from needline.errors import RecordError, StoreError
from needline.record.entry import ApprovalAsked, Rehearsed, Unclear
from needline.store.deeds import STALLED, WAITS, State
from tests.deeds.shop import Shop


def test_an_order_within_its_limit_is_carried_out(shop: Shop) -> None:
    async def play() -> None:
        came = await shop.order(await shop.call(), "12.50")
        assert (came.state, came.answer, came.repeat) == (State.DONE, Permit(), False)
        assert shop.bank.refunds == [("7", "refund", "12.50")]
        assert shop.kinds == ["Ordered", "Done"]

    asyncio.run(play())


def test_the_second_click_is_answered_what_the_first_was(shop: Shop) -> None:
    async def play() -> None:
        contact = await shop.call()
        first, second = await shop.order(contact, "12.50", 0), await shop.order(contact, "12.50", 0)
        assert (second.state, second.entry, second.repeat) == (first.state, first.entry, True)
        assert shop.kinds == ["Ordered", "Done"]

    asyncio.run(play())


@pytest.mark.parametrize("possible", [True, False])
def test_a_burst_of_one_order_is_carried_out_once(shop: Shop, possible: bool) -> None:
    async def play() -> None:
        contact = await shop.call()
        shop.bank.slow, shop.bank.possible = 0.2, possible
        came = await asyncio.gather(*(shop.order(contact, "12.50", 0) for _ in range(50)))
        assert {(one.state, one.entry) for one in came} == {(State.DONE if possible else State.UNDONE, 0)}
        assert [one.repeat for one in came].count(False) == 1
        assert shop.kinds == ["Ordered", "Done"]

    asyncio.run(play())


def test_another_tab_that_did_not_see_the_first_order_is_a_repeat_and_one_that_did_is_not(shop: Shop) -> None:
    async def play() -> None:
        contact = await shop.call()
        await shop.order(contact, "12.50", 0)
        await shop.order(contact, "30.00", 0)  # something else, from a tab just as old
        assert (await shop.order(contact, "12.50", 0)).repeat
        assert (await shop.order(contact, "30.00", 1)).repeat
        assert not (await shop.order(contact, "12.50", 2)).repeat
        assert [amount for _, _, amount in shop.bank.refunds] == ["12.50", "30.00", "12.50"]

    asyncio.run(play())


def test_a_bot_does_the_same_thing_once_in_a_contact_unless_it_certainly_was_not_done(shop: Shop) -> None:
    async def play() -> None:
        contact = await shop.call()
        shop.bank.possible = False
        assert (await shop.order(contact, "12.50")).undone
        shop.bank.possible = True
        assert (await shop.order(contact, "12.50")).done
        assert (await shop.order(contact, "12.50")).repeat
        assert len(shop.bank.refunds) == 1

    asyncio.run(play())


def test_when_the_answer_does_not_come_nobody_knows_and_no_repeat_is_carried_out(shop: Shop) -> None:
    async def play() -> None:
        contact = await shop.call()
        shop.bank.silent = True
        came = await shop.order(contact, "12.50", 0)
        assert (came.state, came.entry) == (State.UNKNOWN, 0)
        assert isinstance(shop.entries[1], Unclear)
        for seen in (None, 0, 1, 99):
            assert (await shop.order(contact, "12.50", seen)).state is State.UNKNOWN
        assert len(shop.bank.refunds) == 1
        assert [deed.serial for deed in await shop.ledger.unknown(shop.clock())] == [1]

    asyncio.run(play())


def test_what_was_done_and_could_not_be_written_down_is_unknown_too(shop: Shop) -> None:
    async def play() -> None:
        shop.full.add("Done")
        assert (await shop.order(await shop.call(), "12.50", 0)).state is State.UNKNOWN

    asyncio.run(play())


@pytest.mark.parametrize("kind", ["Ordered", "ApprovalAsked"])
def test_what_cannot_be_written_down_is_not_done_and_can_be_ordered_again(shop: Shop, kind: str) -> None:
    async def play() -> None:
        contact = await shop.call()
        amount = "250.00" if kind == "ApprovalAsked" else "12.50"
        shop.full.add(kind)
        with pytest.raises(RecordError):
            await shop.order(contact, amount, 0)
        assert (await shop.order(contact, amount, 0)).state is State.REFUSED
        shop.full.clear()
        assert (await shop.order(contact, amount, 1)).state in {State.DONE, State.ASKED}

    asyncio.run(play())


def test_what_died_half_way_is_unknown_after_a_minute(shop: Shop) -> None:
    async def play() -> None:
        contact = await shop.call()
        wish = shop.deeds.wish(shop.refund(contact), {"charge": "10", "amount": "12.50"})
        deed, _ = await shop.ledger.claim(wish, 0, shop.clock())
        await shop.ledger.begin(deed, 5, shop.clock())
        assert await shop.ledger.unknown(shop.clock()) == ()
        shop.clock.wait(seconds=STALLED)
        assert (await shop.order(contact, "12.50", 1)).state is State.UNKNOWN
        assert [one.entry for one in await shop.ledger.unknown(shop.clock())] == [5]
        assert shop.bank.refunds == []

    asyncio.run(play())


def test_what_died_before_it_began_is_carried_out_by_the_next(shop: Shop) -> None:
    async def play() -> None:
        contact = await shop.call()
        wish = shop.deeds.wish(shop.refund(contact), {"charge": "10", "amount": "12.50"})
        deed, _ = await shop.ledger.claim(wish, 0, shop.clock())
        shop.clock.wait(seconds=STALLED)
        assert (await shop.order(contact, "12.50", 0)).done
        await shop.ledger.begin(deed, 0, shop.clock())
        with pytest.raises(StoreError, match="carried out already"):
            await shop.ledger.begin(deed, 0, shop.clock())

    asyncio.run(play())


def test_above_its_limit_an_order_waits_and_nothing_is_done(shop: Shop) -> None:
    async def play() -> None:
        came = await shop.order(await shop.call(), "250.00", 0)
        assert (came.state, came.answer) == (State.ASKED, Refuse(Why.TOO_MUCH))
        (asked,) = shop.entries
        assert isinstance(asked, ApprovalAsked)
        assert (asked.role, asked.until, asked.policy) == ("supervisor", shop.clock() + WAITS, shop.policy.digest)
        assert asked.order.contact.subject == "p-7"
        assert shop.bank.refunds == []

    asyncio.run(play())


@pytest.mark.parametrize("amount", ["-5", "0", "1e9", "250.001", ""])
def test_what_no_yes_would_help_is_refused_and_nobody_is_asked(shop: Shop, amount: str) -> None:
    async def play() -> None:
        came = await shop.order(await shop.call(), amount, 0)
        assert (came.state, came.answer) == (State.REFUSED, Refuse(Why.TOO_MUCH))
        assert shop.kinds == ["Ordered"]

    asyncio.run(play())


def test_a_dry_run_changes_nothing_and_says_what_would_change(shop: Shop) -> None:
    async def play() -> None:
        contact = await shop.call()
        given = {"charge": "10", "amount": "250.00"}
        rehearsal = await shop.deeds.rehearse(shop.refund(contact), given)
        assert rehearsal.approver == "supervisor"
        assert rehearsal.effect
        assert rehearsal.effect.rows == 1
        assert shop.bank.refunds == []
        assert [type(entry) for entry in shop.entries] == [Rehearsed]
        assert await shop.deeds.seen(contact.id) == 0

    asyncio.run(play())


def test_nobody_claims_a_broken_glass_of_their_own(shop: Shop) -> None:
    """It is set by us: what an order says of it when it arrives is wiped."""

    async def play() -> None:
        contact = await shop.call(journey="rescue")
        order = shop.refund(contact, "cheer")
        came = await shop.deeds.order(replace(order, glass=True), {}, 0)
        assert came.answer == Refuse(Why.BEHIND_GLASS)

    asyncio.run(play())
