"""Deeds, approvals and emergencies on every engine: of what comes at once, exactly one counts."""

import asyncio

import pytest

from needline.contact import Contact
from needline.decide import Order
from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.store.approvals import Answer, Approvals, Request
from needline.store.database import Database
from needline.store.deeds import Ledger, State, Wish
from needline.store.glass import Emergency, Glass

WISH = Wish(contact="c1", desk="billing", agent="ann", action="refund", seal="a" * 64)
CONTACT = Contact(id="c1", channel="phone", journey="dispute", desk="billing", agent="ann", subject="7")
ORDER = Order(contact=CONTACT, desk="billing", agent="ann", action="refund", staff=Assurance.TWO_FACTOR)


def request(name: str = "r1", until: float = 100.0) -> Request:
    return Request(
        id=name, order=ORDER, arguments={"amount": "250.00"}, serial=1, role="supervisor", policy="p", entry=3,
        at=1.0, until=until,
    )  # fmt: skip


def emergency(name: str, agent: str = "ann") -> Emergency:
    return Emergency(
        id=name, agent=agent, contact="c1", journey="rescue", desk="billing", review_by="security", reason="why",
        at=1.0, until=100.0,
    )  # fmt: skip


@pytest.mark.parametrize("seen", [0, None])
def test_of_equal_orders_at_once_one_is_new(database: Database, seen: int | None) -> None:
    ledger = Ledger(database)

    async def play() -> None:
        claimed = await asyncio.gather(*(ledger.claim(WISH, seen, 1.0) for _ in range(200)))
        assert [new for _, new in claimed].count(True) == 1
        assert {deed.serial for deed, _ in claimed} == {1}

    asyncio.run(play())


def test_different_orders_at_once_are_each_new_and_numbered(database: Database) -> None:
    ledger = Ledger(database)

    async def play() -> None:
        wishes = [Wish(contact="c1", desk="b", agent="ann", action="refund", seal=f"{at:064}") for at in range(30)]
        claimed = await asyncio.gather(*(ledger.claim(wish, 0, 1.0) for wish in wishes))
        assert all(new for _, new in claimed)
        assert sorted(deed.serial for deed, _ in claimed) == list(range(1, 31))

    asyncio.run(play())


def test_what_is_begun_at_once_is_begun_once(database: Database) -> None:
    ledger = Ledger(database)

    async def play() -> None:
        deed, _ = await ledger.claim(WISH, 0, 1.0)
        begun = await asyncio.gather(*(ledger.begin(deed, at, 2.0) for at in range(50)), return_exceptions=True)
        assert [one for one in begun if one is None] == [None]
        kept = await ledger.get("c1", 1)
        assert kept is not None
        assert kept.state is State.BEGUN

    asyncio.run(play())


def test_of_yes_and_no_at_once_one_counts(database: Database, ring: Ring) -> None:
    approvals = Approvals(database, ring)

    async def play() -> None:
        await approvals.ask(request())
        answers = [Answer.APPROVED, Answer.REFUSED] * 50
        counted = await asyncio.gather(
            *(approvals.answer("r1", one, by=f"b{at}", reason="x", now=2.0) for at, one in enumerate(answers))
        )
        assert counted.count(True) == 1
        kept = await approvals.get("r1")
        assert kept is not None
        assert (kept.answer, kept.by) == (answers[counted.index(True)], f"b{counted.index(True)}")

    asyncio.run(play())


def test_a_request_comes_back_as_it_went(database: Database, ring: Ring) -> None:
    approvals = Approvals(database, ring)

    async def play() -> None:
        await approvals.ask(request())
        assert await approvals.get("r1") == request()
        assert await approvals.waiting("billing", 99.0) == (request(),)
        assert await approvals.waiting("billing", 100.0) == ()
        assert await approvals.waiting("other", 99.0) == ()
        assert await approvals.of_contact("c1") == (request(),)
        assert await approvals.get("none") is None
        assert "250" not in repr(request())

    asyncio.run(play())


@pytest.mark.parametrize(("by", "now"), [("ann", 2.0), ("dee", 100.0), ("dee", 101.0)])
def test_neither_oneself_nor_too_late(database: Database, ring: Ring, by: str, now: float) -> None:
    approvals = Approvals(database, ring)

    async def play() -> None:
        await approvals.ask(request())
        assert not await approvals.answer("r1", Answer.APPROVED, by=by, reason="x", now=now)

    asyncio.run(play())


def test_of_glasses_broken_at_once_by_one_person_one_is(database: Database, ring: Ring) -> None:
    glass = Glass(database, ring)

    async def play() -> None:
        broken = await asyncio.gather(*(glass.break_(emergency(f"e{at}")) for at in range(50)))
        assert broken.count(True) == 1
        assert await glass.break_(emergency("other", agent="bob"))
        assert await glass.broken("c1", "rescue", "ann", 2.0) is None, "it stands in no record yet"
        one = f"e{broken.index(True)}"
        await glass.open(one, 7)
        opened = await glass.broken("c1", "rescue", "ann", 2.0)
        assert opened is not None
        assert (opened.id, opened.entry) == (one, 7)
        await glass.forget(one)
        assert await glass.get(one) == opened, "what stands in the record is not forgotten"

    asyncio.run(play())


def test_of_reviews_at_once_one_counts(database: Database, ring: Ring) -> None:
    glass = Glass(database, ring)

    async def play() -> None:
        await glass.break_(emergency("e"))
        reviewed = await asyncio.gather(*(glass.review("e", by=f"s{at}", justified=True) for at in range(20)))
        assert reviewed.count(True) == 1
        assert not await glass.review("e", by="ann", justified=True)
        assert await glass.break_(emergency("f"))

    asyncio.run(play())
