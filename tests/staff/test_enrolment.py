"""Enrolment: by invitation, once, in time; afresh; and by a recovery code, which signs nobody in."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from sqlalchemy import select

from needline.errors import SettingsError
from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.staff import Denied, Enrolled, Lowest, Role, SignedIn, Staff, TooWeak
from needline.staff.enrolment import Unfit
from needline.store.database import Database
from needline.store.tables import recovery_code as recovery_codes
from tests.authenticator import Authenticator
from tests.clock import Clock
from tests.staff.cast import (
    HERE,
    PAGE,
    PASSWORD,
    SITE,
    by_passkey,
    invited,
    passkeys_only,
    shown,
    two_factors,
    with_code,
    with_passkey,
)

Outcome = Enrolled | Unfit | None


@pytest.fixture
def staff(database: Database, ring: Ring, clock: Clock) -> Staff:
    return Staff(database, ring, clock)


async def enrol(staff: Staff, link: str, clock: Clock, *, password: str = PASSWORD, off: int = 0) -> Outcome:
    code = f"{(int(shown(staff, link, clock)) + off) % 10**6:06d}"
    return await staff.enrolment.by_code(link, password, code, two_factors)


async def by_key(staff: Staff, link: str, _: Clock) -> Outcome:
    made = Authenticator(SITE.origin).make(await staff.passkeys.offer(SITE, PAGE, name="mira", called="Mira"))
    return await staff.enrolment.by_passkey(link, made, SITE, PAGE)


WAYS: dict[str, Callable[[Staff, str, Clock], Coroutine[Any, Any, Outcome]]] = {"passkey": by_key, "code": enrol}
both_ways = pytest.mark.parametrize("way", WAYS)


# ── invitations ──
@both_ways
def test_an_invitation_enrols_once(staff: Staff, clock: Clock, way: str) -> None:
    async def play() -> list[type]:
        link = await invited(staff)
        return [type(await WAYS[way](staff, link, clock)) for _ in range(2)]

    assert asyncio.run(play()) == [Enrolled, type(None)]


@both_ways
def test_two_tabs_enrol_once(staff: Staff, clock: Clock, way: str) -> None:
    async def play() -> list[Outcome]:
        link = await invited(staff)
        return list(await asyncio.gather(*(WAYS[way](staff, link, clock) for _ in range(4))))

    assert sum(isinstance(one, Enrolled) for one in asyncio.run(play())) == 1


@both_ways
@pytest.mark.parametrize(("hours", "came"), [(71.9, Enrolled), (72.1, type(None)), (-1, type(None))])
def test_an_invitation_is_good_for_72_hours_and_for_no_clock_that_went_back(
    staff: Staff, clock: Clock, way: str, hours: float, came: type
) -> None:
    async def play() -> Outcome:
        link = await invited(staff)
        clock.wait(hours=hours)
        return await WAYS[way](staff, link, clock)

    assert type(asyncio.run(play())) is came


@both_ways
@pytest.mark.parametrize("link", ["", "guess", "é", "\x00"])
def test_an_invented_invitation_enrols_nobody(staff: Staff, clock: Clock, way: str, link: str) -> None:
    assert asyncio.run(WAYS[way](staff, link, clock)) is None


def test_only_the_newest_invitation_of_a_name_is_good(staff: Staff, clock: Clock) -> None:
    async def play() -> list[type]:
        links = [await invited(staff), await invited(staff, "tom"), await invited(staff)]
        return [type(await enrol(staff, link, clock)) for link in links]

    assert asyncio.run(play()) == [type(None), Enrolled, Enrolled]


@pytest.mark.parametrize("name", ["", "mi\x00ra", "x" * 65])
def test_nobody_is_invited_under_a_name_that_cannot_be_typed(staff: Staff, name: str) -> None:
    with pytest.raises(SettingsError):
        asyncio.run(invited(staff, name))


def test_no_invitation_stands_in_the_database_as_it_is_sent(staff: Staff) -> None:
    async def play() -> tuple[str, str]:
        link = await invited(staff)
        found = await staff.invitations.found(link)
        assert found
        return link, repr(found)

    link, told = asyncio.run(play())
    assert link not in told
    assert len(link) == 43  # 256 bits


# ── factors ──
def test_an_enrolled_password_and_app_sign_in(staff: Staff, clock: Clock) -> None:
    async def play() -> SignedIn | Denied | TooWeak:
        link = await invited(staff)
        assert isinstance(await enrol(staff, link, clock), Enrolled)
        clock.wait(seconds=30)
        return await staff.sign_in("mira", PASSWORD, shown(staff, link, clock), HERE, two_factors)

    came = asyncio.run(play())
    assert isinstance(came, SignedIn)
    assert came.agent.level is Assurance.TWO_FACTOR


def test_the_code_that_enrolled_signs_nobody_in(staff: Staff, clock: Clock) -> None:
    async def play() -> SignedIn | Denied | TooWeak:
        link = await invited(staff)
        await enrol(staff, link, clock)
        return await staff.sign_in("mira", PASSWORD, shown(staff, link, clock), HERE, two_factors)

    assert isinstance(asyncio.run(play()), Denied)


@pytest.mark.parametrize(
    ("password", "off", "why"),
    [
        ("elevenchars", 0, "too short"),
        ("Mira-needline-1234567890", 0, "would guess"),
        ("front_desk_password", 0, "would guess"),
        ("aaaaaaaaaaaaaaaa", 0, "would guess"),
        (PASSWORD, 1, "not the one that the app shows"),
    ],
)
def test_what_will_not_do_is_told_and_the_invitation_stays(
    staff: Staff, clock: Clock, password: str, off: int, why: str
) -> None:
    async def play() -> tuple[Outcome, Outcome]:
        link = await invited(staff)
        return await enrol(staff, link, clock, password=password, off=off), await enrol(staff, link, clock)

    first, second = asyncio.run(play())
    assert isinstance(first, Unfit)
    assert why in first.why
    assert isinstance(second, Enrolled)


def test_at_a_desk_of_passkeys_nobody_enrols_a_password(staff: Staff, clock: Clock) -> None:
    async def play() -> Outcome:
        link = await invited(staff)
        return await staff.enrolment.by_code(link, PASSWORD, shown(staff, link, clock), passkeys_only)

    came = asyncio.run(play())
    assert isinstance(came, Unfit)
    assert "passkey only" in came.why


def test_at_a_desk_of_passkeys_both_right_factors_are_too_weak(staff: Staff, clock: Clock) -> None:
    async def play() -> list[type]:
        link = await invited(staff)
        await enrol(staff, link, clock)
        clock.wait(seconds=30)
        wrong = await staff.sign_in("mira", "wrong", shown(staff, link, clock), HERE, passkeys_only)
        right = await staff.sign_in("mira", PASSWORD, shown(staff, link, clock), HERE, passkeys_only)
        return [type(wrong), type(right), type(await staff.sessions.open("") or None)]

    assert asyncio.run(play()) == [Denied, TooWeak, type(None)]


def test_enrolling_anew_voids_everything_of_before(staff: Staff, clock: Clock) -> None:
    async def play() -> tuple[object, type, int]:
        key = await with_passkey(staff)
        token = (await by_passkey(staff, key)).token
        await with_code(staff, clock)
        old = await staff.sign_in_by_passkey(key.sign(await staff.passkeys.ask(SITE, PAGE)), SITE, PAGE, HERE)
        codes = select(recovery_codes).where(recovery_codes.c.agent == "mira")
        kept = await staff._database.read(lambda connection: len(connection.execute(codes).all()))
        return await staff.session(token, HERE.token), type(old), kept

    assert asyncio.run(play()) == (None, Denied, 10)


def test_whoever_has_a_passkey_alone_has_no_password_to_guess(staff: Staff, clock: Clock) -> None:
    async def play() -> list[type]:
        await with_passkey(staff)
        return [
            type(await staff.sign_in("mira", password, "000000", HERE, two_factors)) for password in ("", PASSWORD)
        ]

    assert asyncio.run(play()) == [Denied, Denied]


# ── recovery ──
async def recover(staff: Staff, code: str, password: str = PASSWORD, lowest: Lowest = two_factors) -> str | Denied:
    return await staff.recovery.open("mira", password, code, lowest)


def test_ten_codes_of_120_bits_are_shown_and_each_is_another(staff: Staff, clock: Clock) -> None:
    codes = asyncio.run(with_code(staff, clock)).codes
    assert len(set(codes)) == 10
    assert {len(code.replace("-", "")) * 5 for code in codes} == {120}


def test_a_recovery_code_opens_one_enrolment(staff: Staff, clock: Clock) -> None:
    async def play() -> tuple[str | Denied, str | Denied, Outcome]:
        codes = (await with_code(staff, clock)).codes
        link = await recover(staff, codes[3].lower().replace("-", " "))
        again = await recover(staff, codes[3])
        assert isinstance(link, str)
        return link, again, await by_key(staff, link, clock)

    _, again, came = asyncio.run(play())
    assert isinstance(again, Denied)
    assert isinstance(came, Enrolled)
    assert came.invitation.by == "recovery code"


def test_an_enrolment_that_a_code_opened_is_good_for_15_minutes(staff: Staff, clock: Clock) -> None:
    async def play() -> Outcome:
        link = await recover(staff, (await with_code(staff, clock)).codes[0])
        assert isinstance(link, str)
        clock.wait(minutes=15.1)
        return await by_key(staff, link, clock)

    assert asyncio.run(play()) is None


def test_a_recovery_code_takes_the_password_and_the_name_that_it_is_of(staff: Staff, clock: Clock) -> None:
    async def play() -> list[str | Denied]:
        codes = (await with_code(staff, clock)).codes
        await with_code(staff, clock, "tom")
        return [
            await recover(staff, codes[0], "wrong"),
            await recover(staff, codes[0], ""),
            await recover(staff, "AAAA-AAAA-AAAA-AAAA"),
            await recover(staff, ""),
            await staff.recovery.open("tom", PASSWORD, codes[0], two_factors),
            await staff.recovery.open("nobody", PASSWORD, codes[0], two_factors),
        ]

    refused = asyncio.run(play())
    assert all(isinstance(one, Denied) for one in refused)
    assert len(set(refused)) == 1


def test_at_a_desk_of_passkeys_a_code_that_can_be_read_out_opens_nothing(staff: Staff) -> None:
    async def play() -> str | Denied:
        key, link = Authenticator(SITE.origin), await invited(staff)
        made = key.make(await staff.passkeys.offer(SITE, PAGE, name="mira", called="Mira"))
        came = await staff.enrolment.by_passkey(link, made, SITE, PAGE)
        assert isinstance(came, Enrolled)
        return await recover(staff, came.codes[0], "", passkeys_only)

    assert isinstance(asyncio.run(play()), Denied)


def test_ten_wrong_codes_lock_recovery_and_sign_in(staff: Staff, clock: Clock) -> None:
    async def play() -> list[str | Denied]:
        codes = (await with_code(staff, clock)).codes
        for _ in range(10):
            await recover(staff, "AAAA")
        locked = await recover(staff, codes[0])
        clock.wait(minutes=31)
        return [locked, await recover(staff, codes[0])]

    locked, after = asyncio.run(play())
    assert isinstance(locked, Denied)
    assert isinstance(after, str)


def test_one_code_side_by_side_opens_one_enrolment(staff: Staff, clock: Clock) -> None:
    async def play() -> list[str | Denied]:
        codes = (await with_code(staff, clock)).codes
        return list(await asyncio.gather(*(recover(staff, codes[0]) for _ in range(5))))

    assert sum(isinstance(one, str) for one in asyncio.run(play())) == 1


def test_codes_are_kept_as_keyed_hashes_and_never_printed(staff: Staff, clock: Clock, database: Database) -> None:
    async def play() -> tuple[Enrolled, str]:
        enrolled = await with_code(staff, clock)
        rows = await database.read(lambda connection: connection.execute(select(recovery_codes)).all())
        return enrolled, str(rows)

    enrolled, rows = asyncio.run(play())
    for code in enrolled.codes:
        assert code not in repr(enrolled)
        assert code not in rows
        assert code.replace("-", "") not in rows


def test_an_invitation_says_who_may_do_what(staff: Staff) -> None:
    async def play() -> tuple[str, Role, str]:
        link = await staff.invitations.invite("sam", "Sam", "security", Role.SECURITY, by="ann")
        found = await staff.invitations.found(link)
        assert found
        return found.name, found.role, found.by

    assert asyncio.run(play()) == ("sam", Role.SECURITY, "ann")
