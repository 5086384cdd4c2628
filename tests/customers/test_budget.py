"""One budget of failed tries for each customer, whoever tries and wherever."""

import asyncio

import pytest

from needline.customers import Budget
from needline.sealing import Ring
from needline.store.database import Database
from tests.clock import Clock

MOST = 5


@pytest.fixture
def budget(database: Database, ring: Ring, clock: Clock) -> Budget:
    return Budget(database, ring, clock)


async def taken(budget: Budget, times: int, subject: str = "anna", agent: str = "ann") -> int:
    """How many of so many tries side by side there were."""
    numbers = await asyncio.gather(*(budget.take(subject, MOST, agent) for _ in range(times)))
    return sum(number is not None for number in numbers)


def test_five_tries_fail_whoever_made_them_and_then_none_is_left(budget: Budget) -> None:
    async def play() -> None:
        assert await taken(budget, 3, agent="ann") == 3
        assert not await budget.spent("anna", MOST)
        assert await taken(budget, 3, agent="ben") == 2
        assert await budget.spent("anna", MOST)
        assert not await budget.spent("bert", MOST)
        assert await taken(budget, 1, "bert") == 1

    asyncio.run(play())


@pytest.mark.parametrize("subject", ["anna", "unknown-0123456789abcdef"])
def test_tries_side_by_side_are_exactly_the_limit_for_everybody_and_nobody(budget: Budget, subject: str) -> None:
    assert asyncio.run(taken(budget, 60, subject)) == MOST


@pytest.mark.slow
def test_ten_thousand_tries_side_by_side_are_exactly_the_limit(budget: Budget) -> None:
    assert asyncio.run(taken(budget, 10_000)) == MOST


def test_a_try_that_was_right_is_put_back(budget: Budget) -> None:
    async def play() -> None:
        for _ in range(20):
            number = await budget.take("anna", MOST, "ann")
            assert number is not None
            await budget.put_back(number)
        assert not await budget.spent("anna", MOST)

    asyncio.run(play())


def test_each_failure_is_forgotten_after_its_own_day_and_not_before(budget: Budget, clock: Clock) -> None:
    async def play() -> None:
        assert await taken(budget, 1) == 1
        clock.wait(hours=20)
        assert await taken(budget, 9) == 4
        clock.wait(hours=3.99)
        assert await taken(budget, 1) == 0
        clock.wait(hours=0.02)
        assert await taken(budget, 9) == 1

    asyncio.run(play())


def test_a_clock_that_jumps_back_gives_no_tries(budget: Budget, clock: Clock) -> None:
    async def play() -> None:
        assert await taken(budget, 9) == 5
        clock.wait(hours=-48)
        assert await taken(budget, 9) == 0

    asyncio.run(play())


def test_it_says_how_many_agents_had_the_contacts(budget: Budget, clock: Clock) -> None:
    async def play() -> None:
        for agent in ("ann", "ann", "ben", ""):
            await taken(budget, 1, agent=agent)
        assert await budget.agents("anna") == 2
        clock.wait(hours=24)
        assert await budget.agents("anna") == 0

    asyncio.run(play())


def test_a_budget_of_nothing_has_no_try(budget: Budget) -> None:
    assert asyncio.run(budget.take("anna", 0, "ann")) is None
