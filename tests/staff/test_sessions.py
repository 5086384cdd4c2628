"""Sessions: of one browser, ended by time, by their agent and by whoever answers for security; step-up."""

import asyncio

import pytest
from msgspec.structs import replace

from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.staff import Agent, Device, Enrolled, Moved, Role, SignedIn, Staff, fresh
from needline.store.database import Database
from tests.clock import Clock
from tests.staff.cast import (
    HERE,
    PAGE,
    PASSWORD,
    SITE,
    THERE,
    by_passkey,
    invited,
    session_of,
    shown,
    two_factors,
    with_passkey,
)

ELSEWHERE = Device(token="a third", called="Safari on iPhone")


@pytest.fixture
def staff(database: Database, ring: Ring, clock: Clock) -> Staff:
    return Staff(database, ring, clock)


# ── one browser ──
@pytest.mark.parametrize("device", [THERE.token, "", "\x00"])
def test_a_session_that_another_browser_shows_is_refused_and_over(staff: Staff, device: str) -> None:
    async def play() -> list[object]:
        token, _ = await session_of(staff, await with_passkey(staff))
        return [await staff.session(token, device), await staff.session(token, HERE.token)]

    assert asyncio.run(play()) == [Moved(agent="mira"), None]


def test_the_first_browser_is_no_news_and_each_other_one_is_told_in_the_next(staff: Staff) -> None:
    async def play() -> list[tuple[bool, bool]]:
        key = await with_passkey(staff)
        came = [await by_passkey(staff, key, at) for at in (HERE, HERE, THERE, THERE, HERE, ELSEWHERE)]
        return [(one.new_device, one.untold) for one in came]

    assert asyncio.run(play()) == [
        (False, False), (False, False), (True, False), (False, False), (False, True), (True, True),
    ]  # fmt: skip


def test_whoever_says_that_they_know_is_not_told_again(staff: Staff) -> None:
    async def play() -> tuple[list[str], list[str], bool]:
        key = await with_passkey(staff)
        for at in (HERE, THERE):
            await by_passkey(staff, key, at)
        before = [called for called, _ in await staff.sessions.untold("mira", HERE.token)]
        await staff.sessions.tell("mira", HERE.token)
        after = [called for called, _ in await staff.sessions.untold("mira", HERE.token)]
        return before, after, (await by_passkey(staff, key, HERE)).untold

    assert asyncio.run(play()) == (["Edge on Windows"], [], False)


def test_a_browser_cannot_say_of_itself_that_it_is_known(staff: Staff) -> None:
    async def play() -> bool:
        key = await with_passkey(staff)
        for at in (HERE, THERE):
            await by_passkey(staff, key, at)
        await staff.sessions.tell("mira", THERE.token)
        return (await by_passkey(staff, key, HERE)).untold

    assert asyncio.run(play())


# ── ends ──
def test_an_agent_sees_their_own_sessions_and_which_one_they_are_in(staff: Staff) -> None:
    async def play() -> tuple[list[tuple[str, bool]], int]:
        mira, tom = await with_passkey(staff), await with_passkey(staff, "tom")
        token, _ = await session_of(staff, mira)
        await session_of(staff, mira, THERE)
        await session_of(staff, tom)
        own = await staff.sessions.open(token, "mira")
        return sorted((one.device, one.own) for one in own), len(await staff.sessions.open(token))

    assert asyncio.run(play()) == ([("Edge on Windows", False), ("Firefox on Linux", True)], 3)


def test_an_agent_ends_their_own_sessions_and_nobody_elses(staff: Staff) -> None:
    async def play() -> list[str]:
        mira, tom = await with_passkey(staff), await with_passkey(staff, "tom")
        await session_of(staff, mira)
        await session_of(staff, tom)
        toms = (await staff.sessions.open("", "tom"))[0].id
        first = await staff.sessions.end_one(toms, of="mira")
        return [first, await staff.sessions.end_one(toms, of="tom"), await staff.sessions.end_one(toms)]

    assert asyncio.run(play()) == ["", "tom", ""]


def test_every_session_of_somebody_can_be_ended_at_once(staff: Staff) -> None:
    async def play() -> tuple[int, object]:
        key = await with_passkey(staff)
        token, _ = await session_of(staff, key)
        await session_of(staff, key, THERE)
        return await staff.sessions.end_all("mira"), await staff.session(token, HERE.token)

    assert asyncio.run(play()) == (2, None)


@pytest.mark.parametrize(("hours", "lasts"), [(0, True), (-1, False), (24, False), (24 * 365, False)])
def test_a_clock_that_jumps_ends_sessions(staff: Staff, clock: Clock, hours: float, lasts: bool) -> None:
    async def play() -> object:
        token, _ = await session_of(staff, await with_passkey(staff))
        clock.wait(hours=hours)
        return await staff.session(token, HERE.token)

    assert isinstance(asyncio.run(play()), Agent) is lasts


# ── step-up ──
MIRA = Agent(name="mira", called="Mira", desk="front_desk", role=Role.AGENT, level=Assurance.PASSKEY)


@pytest.mark.parametrize(
    ("ago", "is_fresh"), [(0, True), (299, True), (300, True), (301, False), (-1, True), (-60, False), (1e9, False)]
)
def test_a_proof_is_fresh_for_five_minutes_and_not_before_it_was_given(ago: float, is_fresh: bool) -> None:
    assert fresh(replace(MIRA, proved_at=1e9), 1e9 + ago) is is_fresh


def test_an_agent_of_whom_nobody_knows_when_they_proved_anything_is_never_fresh() -> None:
    assert not fresh(MIRA, 1_800_000_000.0)


def test_a_passkey_makes_a_session_fresh_again(staff: Staff, clock: Clock) -> None:
    async def play() -> list[bool]:
        key = await with_passkey(staff)
        token, agent = await session_of(staff, key)
        clock.wait(minutes=6)
        stale = await staff.session(token, HERE.token)
        said = key.sign(await staff.passkeys.ask(SITE, PAGE, of="mira"))
        proved = await staff.prove_again_by_passkey(agent, token, said, SITE, PAGE)
        again = await staff.prove_again_by_passkey(agent, token, said, SITE, PAGE)
        now = await staff.session(token, HERE.token)
        assert isinstance(stale, Agent)
        assert isinstance(now, Agent)
        return [fresh(stale, clock.now), proved, again, fresh(now, clock.now)]

    assert asyncio.run(play()) == [False, True, False, True]


def test_a_colleagues_passkey_proves_nothing_of_this_agent(staff: Staff) -> None:
    async def play() -> bool:
        mira, tom = await with_passkey(staff), await with_passkey(staff, "tom")
        token, agent = await session_of(staff, mira)
        said = tom.sign(await staff.passkeys.ask(SITE, PAGE, of="mira"))
        return await staff.prove_again_by_passkey(agent, token, said, SITE, PAGE)

    assert not asyncio.run(play())


async def signed_in_by_code(staff: Staff, clock: Clock) -> tuple[str, SignedIn]:
    link = await invited(staff)
    came = await staff.enrolment.by_code(link, PASSWORD, shown(staff, link, clock), two_factors)
    assert isinstance(came, Enrolled)
    clock.wait(seconds=30)
    signed = await staff.sign_in("mira", PASSWORD, shown(staff, link, clock), HERE, two_factors)
    assert isinstance(signed, SignedIn)
    return link, signed


def test_the_next_code_makes_a_session_fresh_again_and_the_same_one_does_not(staff: Staff, clock: Clock) -> None:
    async def play() -> list[bool]:
        link, came = await signed_in_by_code(staff, clock)
        spent = await staff.prove_again(came.agent, came.token, shown(staff, link, clock))
        clock.wait(minutes=6)
        right = await staff.prove_again(came.agent, came.token, shown(staff, link, clock))
        now = await staff.session(came.token, HERE.token)
        assert isinstance(now, Agent)
        return [spent, right, fresh(now, clock.now)]

    assert asyncio.run(play()) == [False, True, True]


def test_a_code_is_too_little_for_a_session_that_a_passkey_began(staff: Staff, clock: Clock) -> None:
    async def play() -> bool:
        link, came = await signed_in_by_code(staff, clock)
        clock.wait(minutes=1)
        above = replace(came.agent, level=Assurance.PASSKEY)
        return await staff.prove_again(above, came.token, shown(staff, link, clock))

    assert not asyncio.run(play())


def test_ten_wrong_codes_at_a_step_up_lock_the_name(staff: Staff, clock: Clock) -> None:
    async def play() -> bool:
        link, came = await signed_in_by_code(staff, clock)
        clock.wait(minutes=1)
        for _ in range(10):
            assert not await staff.prove_again(came.agent, came.token, "000000")
        return await staff.prove_again(came.agent, came.token, shown(staff, link, clock))

    assert not asyncio.run(play())
