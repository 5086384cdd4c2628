"""Emergencies: a reason, a time, an alert, and a review that cannot be left out."""

import asyncio

import pytest

from needline.decide import Why
from needline.deeds import Broken
from needline.errors import RecordError
from needline.record.entry import GlassBroken, GlassReviewed
from needline.staff import Role
from tests.deeds.shop import Shop, staff

ANN = staff("ann")
REASON = "the customer is locked out abroad"


def test_a_journey_behind_glass_shows_nothing_until_it_is_broken(shop: Shop) -> None:
    async def play() -> None:
        contact = await shop.call(journey="rescue")
        closed = await shop.broker.disclose(shop.ask(contact))
        assert [one.why for one in closed.decision.withheld] == [Why.BEHIND_GLASS]
        assert await shop.emergencies.break_glass(ANN, contact, REASON) is Broken.BROKEN
        assert (await shop.broker.disclose(shop.ask(contact))).values == {"name": ("x",)}
        broken = shop.entries[1]
        assert isinstance(broken, GlassBroken)
        assert (broken.until, broken.contact.subject) == (shop.clock() + 20 * 60, "p-7")
        assert (await shop.deeds.order(shop.refund(contact, "cheer"), {}, 0)).done

    asyncio.run(play())


def test_it_is_open_for_this_contact_this_agent_and_its_minutes(shop: Shop) -> None:
    async def play() -> None:
        contact, other = await shop.call(journey="rescue"), await shop.call("c2", journey="rescue")
        await shop.emergencies.break_glass(ANN, contact, REASON)
        assert not (await shop.broker.disclose(shop.ask(other))).values
        await shop.change("c1", agent="bob")
        theirs = (await shop.contacts.get("c1")).contact
        assert not (await shop.broker.disclose(shop.ask(theirs))).values
        shop.clock.wait(minutes=19)
        assert (await shop.broker.disclose(shop.ask(contact))).values
        shop.clock.wait(minutes=1)
        assert not (await shop.broker.disclose(shop.ask(contact))).values
        shop.clock.wait(minutes=-30)  # a clock that jumped back opens nothing either
        assert not (await shop.broker.disclose(shop.ask(contact))).values

    asyncio.run(play())


def test_nobody_gets_a_second_one_before_the_first_was_reviewed(shop: Shop) -> None:
    async def play() -> None:
        contact, other = await shop.call(journey="rescue"), await shop.call("c2", journey="rescue")
        await shop.emergencies.break_glass(ANN, contact, REASON)
        shop.clock.wait(hours=100)
        assert await shop.emergencies.break_glass(ANN, other, REASON) is Broken.UNREVIEWED
        sam = shop.boss("sam", Role.SECURITY, "security")
        (one,) = await shop.emergencies.waiting(sam)
        assert one.reason == REASON
        assert await shop.emergencies.review(sam, one.id, justified=True)
        reviewed = shop.entries[-1]
        assert isinstance(reviewed, GlassReviewed)
        assert (reviewed.broken, reviewed.justified, reviewed.by) == (0, True, "sam")
        assert await shop.emergencies.break_glass(ANN, other, REASON) is Broken.BROKEN

    asyncio.run(play())


def test_a_burst_breaks_one_glass(shop: Shop) -> None:
    async def play() -> None:
        contacts = [await shop.call(f"c{at}", journey="rescue") for at in range(10)]
        came = await asyncio.gather(*(shop.emergencies.break_glass(ANN, one, REASON) for one in contacts))
        assert sorted(came) == [Broken.BROKEN, *[Broken.UNREVIEWED] * 9]
        assert shop.kinds == ["GlassBroken"]

    asyncio.run(play())


def test_only_whom_the_estate_names_reviews_and_never_oneself(shop: Shop) -> None:
    async def play() -> None:
        await shop.emergencies.break_glass(ANN, await shop.call(journey="rescue"), REASON)
        sam = shop.boss("sam", Role.SECURITY, "security")
        (one,) = await shop.emergencies.waiting(sam)
        for who in (shop.boss(), shop.boss("ann", Role.SECURITY), shop.boss("bob", Role.AGENT)):
            assert not await shop.emergencies.review(who, one.id, justified=True)
        assert not await shop.emergencies.review(sam, "none", justified=True)
        assert await shop.emergencies.review(sam, one.id, justified=False)
        assert not await shop.emergencies.review(sam, one.id, justified=True)
        assert shop.kinds.count("GlassReviewed") == 1

    asyncio.run(play())


def test_a_review_that_says_no_closes_the_glass_at_once(shop: Shop) -> None:
    async def play() -> None:
        contact = await shop.call(journey="rescue")
        await shop.emergencies.break_glass(ANN, contact, REASON)
        sam = shop.boss("sam", Role.SECURITY)
        (one,) = await shop.emergencies.waiting(sam)
        await shop.emergencies.review(sam, one.id, justified=False)
        assert not (await shop.broker.disclose(shop.ask(contact))).values

    asyncio.run(play())


@pytest.mark.parametrize("reason", ["", "   ", "urgent", "         !         "])
def test_without_a_reason_nothing_opens(shop: Shop, reason: str) -> None:
    async def play() -> None:
        contact = await shop.call(journey="rescue")
        assert await shop.emergencies.break_glass(ANN, contact, reason) is Broken.NO_REASON
        assert shop.entries == []

    asyncio.run(play())


def test_a_journey_without_glass_has_none_to_break(shop: Shop) -> None:
    async def play() -> None:
        assert await shop.emergencies.break_glass(ANN, await shop.call(), REASON) is Broken.NO_GLASS
        front = staff("ann", desk="front_desk")
        assert await shop.emergencies.break_glass(front, await shop.call("c2", "rescue"), REASON) is Broken.NO_GLASS

    asyncio.run(play())


def test_what_cannot_be_written_down_opens_nothing_and_is_not_held_against_anybody(shop: Shop) -> None:
    async def play() -> None:
        contact = await shop.call(journey="rescue")
        shop.full.add("GlassBroken")
        with pytest.raises(RecordError):
            await shop.emergencies.break_glass(ANN, contact, REASON)
        assert not (await shop.broker.disclose(shop.ask(contact))).values
        shop.full.clear()
        assert await shop.emergencies.break_glass(ANN, contact, REASON) is Broken.BROKEN
        shop.full.add("GlassReviewed")
        sam = shop.boss("sam", Role.SECURITY)
        (one,) = await shop.emergencies.waiting(sam)
        with pytest.raises(RecordError):
            await shop.emergencies.review(sam, one.id, justified=True)
        assert len(await shop.emergencies.waiting(sam)) == 1

    asyncio.run(play())


def test_the_reason_is_sealed_and_masked(shop: Shop) -> None:
    async def play() -> None:
        await shop.emergencies.break_glass(ANN, await shop.call(journey="rescue"), "card 4242 4242 4242 4242 abroad")
        (one,) = await shop.glass.unreviewed("ann")
        assert one.reason == "card [card number] abroad"
        assert "abroad" not in repr(one)

    asyncio.run(play())
