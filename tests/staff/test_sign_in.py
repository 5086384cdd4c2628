"""Staff sign in: two factors, counted tries, sessions that end."""

import asyncio
import time
from base64 import b32encode
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyotp import TOTP
from sqlalchemy import select

from needline.errors import SettingsError
from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.staff import Agent, Denied, Device, Moved, Role, SignedIn, Staff, TooWeak
from needline.store.database import Database
from needline.store.tables import agent as agents
from needline.store.tables import session as sessions
from tests.clock import Clock

SECRET = b"a secret of twenty by"
PASSWORD = "correct horse battery"
NOW = Clock().now
HERE = Device(token="the browser at her desk", called="Firefox on Linux")
MIRA = Agent(
    name="mira",
    called="Mira",
    desk="front_desk",
    role=Role.SUPERVISOR,
    level=Assurance.TWO_FACTOR,
    proved_at=NOW,
)


@pytest.fixture
def staff(database: Database, ring: Ring, clock: Clock) -> Staff:
    staff = Staff(database, ring, clock)
    asyncio.run(enrol(staff))
    return staff


async def enrol(staff: Staff, *, name: str = "mira", password: str = PASSWORD, secret: bytes = SECRET) -> None:
    await staff.enrol(name, "Mira", "front_desk", Role.SUPERVISOR, password=password, totp_secret=secret)


def two_factors(_: str) -> Assurance:
    return Assurance.TWO_FACTOR


async def try_in(staff: Staff, name: str, password: str, typed: str) -> SignedIn | Denied | TooWeak:
    return await staff.sign_in(name, password, typed, HERE, two_factors)


def code(clock: Clock, *, secret: bytes = SECRET) -> str:
    return TOTP(b32encode(secret).decode()).at(clock.now)


def other(right: str) -> str:
    return f"{(int(right) + 1) % 10**6:06d}"


async def signed_in(staff: Staff, clock: Clock) -> str:
    answer = await try_in(staff, "mira", PASSWORD, code(clock))
    assert isinstance(answer, SignedIn)
    return answer.token


async def fail(staff: Staff, clock: Clock, times: int) -> None:
    for _ in range(times):
        assert await try_in(staff, "mira", "wrong", code(clock)) == Denied()


def test_both_factors_open_a_session(staff: Staff, clock: Clock) -> None:
    async def play() -> Agent | Moved | None:
        return await staff.session(await signed_in(staff, clock), HERE.token)

    assert asyncio.run(play()) == MIRA


REFUSED = (
    ("mira", "wrong", 0),
    ("mira", PASSWORD, 1),
    ("mira", "wrong", 1),
    ("mira", "", 0),
    ("nobody", PASSWORD, 0),
    ("", PASSWORD, 0),
    ("Mira", PASSWORD, 0),
    ("mi\x00ra", PASSWORD, 0),
    ("x" * 1000, PASSWORD, 0),
)


def test_every_refusal_is_the_same_answer(staff: Staff, clock: Clock) -> None:
    async def play() -> None:
        for name, password, off in REFUSED:
            typed = other(code(clock)) if off else code(clock)
            assert await try_in(staff, name, password, typed) == Denied(), name

    asyncio.run(play())


def test_what_is_no_code_is_refused_too(staff: Staff) -> None:
    async def play() -> None:
        for typed in ("", "12345", "abcdef", "١٢٣٤٥٦"):
            assert await try_in(staff, "mira", PASSWORD, typed) == Denied()

    asyncio.run(play())


def test_a_code_opens_one_session_only(staff: Staff, clock: Clock) -> None:
    async def play() -> None:
        await signed_in(staff, clock)
        assert await try_in(staff, "mira", PASSWORD, code(clock)) == Denied()
        clock.wait(seconds=30)
        await signed_in(staff, clock)

    asyncio.run(play())


def test_an_earlier_code_is_void_after_a_later_one(staff: Staff, clock: Clock) -> None:
    async def play() -> None:
        earlier = code(clock)
        clock.wait(seconds=30)
        await signed_in(staff, clock)
        assert await try_in(staff, "mira", PASSWORD, earlier) == Denied()

    asyncio.run(play())


def test_one_code_side_by_side_opens_one_session(staff: Staff, clock: Clock) -> None:
    async def play() -> list[SignedIn | Denied | TooWeak]:
        return await asyncio.gather(*(try_in(staff, "mira", PASSWORD, code(clock)) for _ in range(6)))

    assert sum(isinstance(one, SignedIn) for one in asyncio.run(play())) == 1


def test_ten_failures_lock_for_half_an_hour(staff: Staff, clock: Clock) -> None:
    async def play() -> None:
        await fail(staff, clock, 10)
        assert await try_in(staff, "mira", PASSWORD, code(clock)) == Denied()
        clock.wait(minutes=29.9)
        assert await try_in(staff, "mira", PASSWORD, code(clock)) == Denied()
        clock.wait(minutes=0.2)
        await signed_in(staff, clock)

    asyncio.run(play())


def test_nine_failures_do_not_lock_and_success_forgets_them(staff: Staff, clock: Clock) -> None:
    async def play() -> None:
        for _ in range(2):
            await fail(staff, clock, 9)
            await signed_in(staff, clock)
            clock.wait(seconds=30)

    asyncio.run(play())


def test_a_lock_that_is_over_leaves_ten_tries(staff: Staff, clock: Clock) -> None:
    async def play() -> None:
        await fail(staff, clock, 10)
        clock.wait(minutes=31)
        await fail(staff, clock, 9)
        await signed_in(staff, clock)

    asyncio.run(play())


def test_after_a_lock_ten_failures_lock_again(staff: Staff, clock: Clock) -> None:
    async def play() -> None:
        await fail(staff, clock, 10)
        clock.wait(minutes=31)
        await fail(staff, clock, 10)
        assert await try_in(staff, "mira", PASSWORD, code(clock)) == Denied()

    asyncio.run(play())


def test_a_locked_name_is_not_kept_locked_by_more_failures(staff: Staff, clock: Clock) -> None:
    async def play() -> None:
        await fail(staff, clock, 10)
        clock.wait(minutes=29)
        await fail(staff, clock, 5)
        clock.wait(minutes=2)
        await signed_in(staff, clock)

    asyncio.run(play())


def test_guesses_side_by_side_do_not_outrun_the_count(staff: Staff, database: Database, clock: Clock) -> None:
    async def play() -> tuple[int, float]:
        guesses = (try_in(staff, "mira", f"guess {n}", code(clock)) for n in range(16))
        assert set(map(type, await asyncio.gather(*guesses))) == {Denied}
        query = select(agents.c.failures, agents.c.locked_until)
        row = await database.read(lambda connection: connection.execute(query).one())
        return row.failures, row.locked_until

    assert asyncio.run(play()) == (10, clock.now + 1800)


def test_an_unknown_name_costs_a_password_hash_like_a_known_one(staff: Staff, clock: Clock) -> None:
    async def cost(name: str) -> float:
        begun = time.perf_counter()
        await try_in(staff, name, "wrong", "000000")
        return time.perf_counter() - begun

    async def play() -> tuple[float, float]:
        known, unknown = [await cost("mira") for _ in range(5)], [await cost("nobody") for _ in range(5)]
        return min(known), min(unknown)

    known, unknown = asyncio.run(play())
    assert unknown > 0.4 * known  # without the hash it would be a tenth


def test_only_names_of_the_staff_come_into_the_record(staff: Staff) -> None:
    async def play() -> list[str]:
        return [await staff.named(name) for name in ("mira", "nobody", "", "\x00")]

    assert asyncio.run(play()) == ["mira", "", "", ""]


# ── sessions ────────────────────────────────────────────────────────────────────────────────────────


def test_a_session_ends_after_15_minutes_without_use(staff: Staff, clock: Clock) -> None:
    async def play() -> None:
        token = await signed_in(staff, clock)
        clock.wait(minutes=14.9)
        assert await staff.session(token, HERE.token) == MIRA
        clock.wait(minutes=14.9)
        assert await staff.session(token, HERE.token) == MIRA
        clock.wait(minutes=15)
        assert await staff.session(token, HERE.token) is None

    asyncio.run(play())


def test_a_session_ends_after_twelve_hours_however_busy(staff: Staff, clock: Clock) -> None:
    async def play() -> None:
        token = await signed_in(staff, clock)
        for _ in range(72):
            assert await staff.session(token, HERE.token) == MIRA
            clock.wait(minutes=10)
        assert await staff.session(token, HERE.token) is None

    asyncio.run(play())


def test_who_signs_out_is_out_at_once(staff: Staff, clock: Clock) -> None:
    async def play() -> None:
        token = await signed_in(staff, clock)
        await staff.sign_out(token)
        await staff.sign_out(token)
        assert await staff.session(token, HERE.token) is None

    asyncio.run(play())


def test_each_sign_in_has_a_token_of_its_own(staff: Staff, clock: Clock) -> None:
    async def play() -> None:
        first = await signed_in(staff, clock)
        clock.wait(seconds=30)
        second = await signed_in(staff, clock)
        assert first != second
        await staff.sign_out(first)
        assert isinstance(await staff.session(second, HERE.token), Agent)

    asyncio.run(play())


def test_an_invented_token_is_nobodys(staff: Staff) -> None:
    async def play() -> list[Agent | Moved | None]:
        return [await staff.session(token, HERE.token) for token in ("", "guess", "\x00", "é")]

    assert asyncio.run(play()) == [None] * 4


def test_ended_sessions_are_swept_out(staff: Staff, database: Database, clock: Clock) -> None:
    async def play() -> int:
        for _ in range(3):
            await signed_in(staff, clock)
            clock.wait(hours=1)
        rows = await database.read(lambda connection: connection.execute(select(sessions)).all())
        return len(rows)

    assert asyncio.run(play()) == 1


def test_new_factors_end_the_sessions_of_the_old_ones(staff: Staff, clock: Clock) -> None:
    async def play() -> None:
        token = await signed_in(staff, clock)
        await enrol(staff, password="another battery staple")
        assert await staff.session(token, HERE.token) is None
        assert await try_in(staff, "mira", PASSWORD, code(clock)) == Denied()

    asyncio.run(play())


def test_no_session_is_below_two_factors(staff: Staff, database: Database, clock: Clock) -> None:
    async def play() -> list[str]:
        await signed_in(staff, clock)
        rows = await database.read(lambda connection: connection.execute(select(sessions.c.level)).all())
        return [row.level for row in rows]

    assert asyncio.run(play()) == ["two-factor"]


# ── what is enrolled, and what is kept ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "password", "secret"),
    [
        ("", PASSWORD, SECRET),
        ("mi\x00ra", PASSWORD, SECRET),
        ("mira", "elevenchars", SECRET),
        ("mira", PASSWORD, b"fifteen bytes .")],
)  # fmt: skip
def test_weak_factors_are_not_enrolled(staff: Staff, name: str, password: str, secret: bytes) -> None:
    with pytest.raises(SettingsError) as raised:
        asyncio.run(enrol(staff, name=name, password=password, secret=secret))
    assert password not in str(raised.value)


def test_a_token_has_256_bits(staff: Staff, clock: Clock) -> None:
    assert len(asyncio.run(signed_in(staff, clock))) == 43  # 32 bytes in base64 without padding


def test_an_answer_does_not_print_its_token(staff: Staff, clock: Clock) -> None:
    answer = asyncio.run(try_in(staff, "mira", PASSWORD, code(clock)))
    assert isinstance(answer, SignedIn)
    assert answer.token not in f"{answer!r} {answer}"


def test_no_secret_stands_on_the_disk(tmp_path: Path, file: Path, ring: Ring, clock: Clock) -> None:
    async def play(staff: Staff) -> tuple[str, ...]:
        await enrol(staff)
        return (await signed_in(staff, clock),)

    database = Database.open(f"sqlite:///{file}")
    secrets = (*asyncio.run(play(Staff(database, ring, clock))), PASSWORD, SECRET.decode())
    assert found(tmp_path, secrets) == []
    database.close()
    assert found(tmp_path, secrets) == []
    assert found(tmp_path, ["front_desk"])


def found(folder: Path, texts: Iterable[str]) -> list[str]:
    on_disk = b"".join(path.read_bytes() for path in folder.iterdir())
    return [text for text in texts if text.encode() in on_disk]
