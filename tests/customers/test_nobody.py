"""Nobody learns from a sign-in who is a customer."""

import asyncio
import time

import pytest
from sqlalchemy import select

from needline.customers import SignIn
from needline.estate.model import Assurance
from needline.store.database import Database
from needline.store.tables import customer as customers
from tests.customers.people import (
    ANNA,
    APP,
    BARE,
    GHOST,
    ONE,
    SPENT,
    TWO,
    WRONG,
    fail,
)

Answers = list[object]


async def _walk(sign_in: SignIn, subject: str, level: Assurance) -> Answers:
    """Everything that somebody sees who knows no secret of `subject`."""
    token = await sign_in.invite("c-walk", None, level)
    seen: Answers = [await sign_in.password(token, subject, f"guess {n}") for n in range(7)]
    seen.append(await sign_in.identify(token, subject))
    for _ in range(7):
        await sign_in.new_code(token)  # what it returns goes to the contact point, not to them
        seen += [await sign_in.code(token, f"{n:06d}") for n in range(4)]
    return seen


@pytest.mark.parametrize("level", [ONE, TWO])
def test_all_who_guess_are_answered_alike(sign_in: SignIn, level: Assurance) -> None:
    async def play() -> list[Answers]:
        return [await _walk(sign_in, subject, level) for subject in (ANNA, BARE, APP, "on-file", GHOST)]

    anna, *others = asyncio.run(play())
    assert others == [anna] * 4


def test_an_unknown_customer_goes_through_the_same_steps(sign_in: SignIn) -> None:
    async def play() -> None:
        token = await sign_in.invite("c-1", GHOST, ONE)
        assert await sign_in.new_code(token) is None
        assert [await sign_in.code(token, "000000") for _ in range(4)] == [WRONG] * 3 + [SPENT]

    asyncio.run(play())


def test_nothing_is_kept_about_who_is_unknown(sign_in: SignIn, database: Database) -> None:
    async def play() -> set[str]:
        await fail(sign_in, GHOST, 6)
        rows = await database.read(lambda connection: connection.execute(select(customers.c.subject)).all())
        return {row.subject for row in rows}

    assert asyncio.run(play()) == {ANNA, BARE, APP}


def test_an_unknown_customer_costs_a_password_hash_like_a_known_one(sign_in: SignIn) -> None:
    async def cost(subject: str) -> float:
        token = await sign_in.invite("c-1", None, TWO)
        begun = time.perf_counter()
        await sign_in.password(token, subject, "wrong password")
        return time.perf_counter() - begun

    async def cheapest(subject: str) -> float:
        return min([await cost(subject) for _ in range(4)])

    async def play() -> tuple[float, ...]:
        return tuple([await cheapest(subject) for subject in (ANNA, BARE, GHOST)])

    known, *others = asyncio.run(play())
    assert min(others) > 0.4 * known  # without the hash it would be a tenth
