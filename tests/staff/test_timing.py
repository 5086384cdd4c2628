"""Nobody learns from the clock who works here: Welch's t between a known and an unknown name stays below 4.5.

The threshold and the cropping of the slowest tail are those of dudect (Reparaz, Balasch, Verbauwhede 2017). What is
measured is the processor's time of the whole process, because other processes of the machine are not ours to judge.
"""

import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from needline.sealing import Ring
from needline.staff import Role, Staff
from needline.staff.tries import claim
from needline.store.database import Database
from tests.clock import Clock
from tests.staff.cast import HERE, PASSWORD, two_factors, with_code, with_passkey

SAMPLES = 60  # of each name
LIMIT = 4.5
KEPT = 0.9  # of the samples, the fastest

Try = Callable[[Staff, str], Awaitable[object]]


@pytest.fixture
def sqlite(file: Path) -> Iterator[Database]:
    """One engine will do: both do the same statements."""
    database = Database.open(f"sqlite:///{file}")
    yield database
    database.close()


def welch(one: list[float], other: list[float]) -> float:
    """Welch's t of two samples."""
    spread = statistics.variance(one) / len(one) + statistics.variance(other) / len(other)
    return abs(statistics.fmean(one) - statistics.fmean(other)) / spread**0.5


def cropped(times: list[float]) -> list[float]:
    return sorted(times)[: int(len(times) * KEPT)]


async def sign_in(staff: Staff, name: str) -> object:
    return await staff.sign_in(name, "wrong", "000000", HERE, two_factors)


async def recover(staff: Staff, name: str) -> object:
    return await staff.recovery.open(name, "wrong", "AAAA-AAAA", two_factors)


async def look_up(staff: Staff, name: str) -> object:
    return await staff.named(name)


async def measured(staff: Staff, clock: Clock, attempt: Try, names: tuple[str, str], samples: int = SAMPLES) -> float:
    """The t between two names, tried in an order that chance decides; locks are waited for."""
    times: dict[str, list[float]] = {name: [] for name in names}
    order = [name for name in names for _ in range(samples)]
    random.Random(5).shuffle(order)
    for name in order:
        clock.wait(minutes=4)  # ten failures are forgotten as a lock would be
        begun = time.process_time()
        await attempt(staff, name)
        times[name].append(time.process_time() - begun)
    return welch(*(cropped(times[name]) for name in names))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("known", "attempt"),
    [("mira", sign_in), ("tom", sign_in), ("mira", recover), ("mira", look_up)],  # tom has a passkey alone
)
def test_a_known_and_an_unknown_name_take_the_same_time(
    sqlite: Database, ring: Ring, clock: Clock, known: str, attempt: Try
) -> None:
    async def play() -> float:
        staff = Staff(sqlite, ring, clock)
        await with_code(staff, clock)
        await with_passkey(staff, "tom")
        await staff.enrol("zoe", "Zoe", "front_desk", Role.AGENT, password=PASSWORD, totp_secret=bytes(20))
        return await measured(staff, clock, attempt, (known, "nobody"))

    assert asyncio.run(play()) < LIMIT


@pytest.mark.slow
def test_a_difference_of_one_password_hash_would_be_seen(sqlite: Database, ring: Ring, clock: Clock) -> None:
    async def careless(staff: Staff, name: str) -> object:
        return await (sign_in(staff, name) if name == "mira" else look_up(staff, name))

    async def play() -> float:
        staff = Staff(sqlite, ring, clock)
        await with_code(staff, clock)
        return await measured(staff, clock, careless, ("mira", "nobody"))

    assert asyncio.run(play()) > 10 * LIMIT


@pytest.mark.slow
def test_counting_a_try_takes_the_same_time_without_the_hash_that_hides_it(
    sqlite: Database, ring: Ring, clock: Clock
) -> None:
    async def count(_: Staff, name: str) -> object:
        return await sqlite.write(lambda connection: claim(connection, name, clock.now))

    async def play() -> float:
        staff = Staff(sqlite, ring, clock)
        await with_code(staff, clock)
        return await measured(staff, clock, count, ("mira", "nobody"), samples=300)

    assert asyncio.run(play()) < LIMIT
