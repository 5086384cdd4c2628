"""Codes and the tries that they have; failures in a row."""

import asyncio

from sqlalchemy import select

from needline.customers import Failed, Proof, SignIn
from needline.sealing import Ring
from needline.store.database import Database
from needline.store.tables import customer as customers
from tests.clock import Clock
from tests.customers.people import (
    ANNA,
    APP,
    CODE,
    PASSWORD,
    SPENT,
    TWO,
    WRONG,
    fail,
    of_app,
    other,
    passed,
    sent,
)


def test_two_factors_take_the_password_first(sign_in: SignIn, clock: Clock) -> None:
    async def play() -> None:
        token = await sign_in.invite("c-1", APP, TWO)
        assert await sign_in.new_code(token) is None
        assert await sign_in.code(token, of_app(clock)) == WRONG

    asyncio.run(play())


def test_a_code_is_for_its_link_alone(sign_in: SignIn) -> None:
    async def play() -> None:
        mine, theirs = await passed(sign_in), await passed(sign_in, APP, contact="c-2")
        assert await sign_in.code(theirs, await sent(sign_in, mine)) == WRONG

    asyncio.run(play())


def test_a_newer_code_voids_the_earlier_one(sign_in: SignIn) -> None:
    async def play() -> None:
        token = await passed(sign_in)
        earlier, newer = await sent(sign_in, token), await sent(sign_in, token)
        assert await sign_in.code(token, earlier) == WRONG
        assert isinstance(await sign_in.code(token, newer), Proof)

    asyncio.run(play())


def test_a_code_lives_five_minutes(sign_in: SignIn, clock: Clock) -> None:
    async def play() -> None:
        token = await passed(sign_in)
        code = await sent(sign_in, token)
        clock.wait(minutes=5)
        assert await sign_in.code(token, code) == WRONG
        code = await sent(sign_in, token)
        clock.wait(minutes=4.9)
        assert isinstance(await sign_in.code(token, code), Proof)

    asyncio.run(play())


def test_a_code_has_three_tries_and_a_new_one_three_more(sign_in: SignIn) -> None:
    async def play() -> None:
        token = await passed(sign_in)
        code = await sent(sign_in, token)
        for _ in range(3):
            assert await sign_in.code(token, other(code)) == WRONG
        assert await sign_in.code(token, code) == SPENT
        assert isinstance(await sign_in.code(token, await sent(sign_in, token)), Proof)

    asyncio.run(play())


def test_guesses_side_by_side_have_three_tries_together(sign_in: SignIn) -> None:
    async def play() -> list[Proof | Failed]:
        token = await passed(sign_in)
        code = await sent(sign_in, token)
        return await asyncio.gather(*(sign_in.code(token, other(code, by)) for by in range(1, 31)))

    answers = asyncio.run(play())
    assert (answers.count(WRONG), answers.count(SPENT)) == (3, 27)


def test_a_step_of_an_app_is_used_once(sign_in: SignIn, clock: Clock) -> None:
    async def play() -> None:
        code = of_app(clock)
        assert isinstance(await sign_in.code(await passed(sign_in, APP), code), Proof)
        assert await sign_in.code(await passed(sign_in, APP), code) == WRONG

    asyncio.run(play())


def test_a_step_of_an_app_is_used_once_by_links_side_by_side(sign_in: SignIn, clock: Clock) -> None:
    async def play() -> list[Proof | Failed]:
        tokens = [await passed(sign_in, APP, contact=f"c-{n}") for n in range(4)]
        return await asyncio.gather(*(sign_in.code(token, of_app(clock)) for token in tokens))

    assert sum(isinstance(one, Proof) for one in asyncio.run(play())) == 1


def test_five_codes_an_hour_are_sent_to_a_customer(sign_in: SignIn, clock: Clock) -> None:
    async def play() -> None:
        token = await passed(sign_in)
        await asyncio.gather(*(sent(sign_in, token) for _ in range(3)))
        token = await passed(sign_in, contact="c-2")
        asked = await asyncio.gather(*(sign_in.new_code(token) for _ in range(6)))
        assert sum(code is not None for code in asked) == 2
        await sent(sign_in, await passed(sign_in, APP, contact="c-3"))
        clock.wait(hours=1)
        await sent(sign_in, await passed(sign_in))

    asyncio.run(play())


def test_a_code_that_is_not_sent_cannot_be_guessed(
    sign_in: SignIn, database: Database, ring: Ring, clock: Clock
) -> None:
    async def play(always_42: SignIn) -> None:
        token = await passed(always_42)
        assert [await always_42.new_code(token) for _ in range(6)] == ["000042"] * 5 + [None]
        assert await always_42.code(token, "000042") == WRONG

    asyncio.run(play(SignIn(database, ring, clock, lambda below: below - 999_958)))


def test_what_is_no_code_is_wrong(sign_in: SignIn) -> None:
    async def play() -> None:
        for n, typed in enumerate(("", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "\x00")):
            token = await passed(sign_in, (ANNA, APP)[n % 2])
            await sent(sign_in, token)
            assert await sign_in.code(token, typed) == WRONG

    asyncio.run(play())


def test_no_code_is_right_before_one_was_sent(sign_in: SignIn) -> None:
    async def play() -> Proof | Failed:
        return await sign_in.code(await passed(sign_in), "")

    assert asyncio.run(play()) == WRONG


# ── five in a row ───────────────────────────────────────────────────────────────────────────────────


def test_five_failures_in_a_row_lock_for_half_an_hour(sign_in: SignIn, clock: Clock) -> None:
    async def play() -> None:
        await fail(sign_in, ANNA, 5)
        await fail_right(sign_in)
        clock.wait(minutes=29.9)
        await fail_right(sign_in)
        clock.wait(minutes=0.2)
        await passed(sign_in)

    asyncio.run(play())


def test_after_a_lock_there_are_five_tries_again_and_no_more(sign_in: SignIn, clock: Clock) -> None:
    async def play() -> None:
        await fail(sign_in, ANNA, 5)
        clock.wait(minutes=31)
        await fail(sign_in, ANNA, 4)
        await passed(sign_in)
        await fail(sign_in, ANNA, 1)
        await fail_right(sign_in)

    asyncio.run(play())


async def fail_right(sign_in: SignIn) -> None:
    token = await sign_in.invite("c-1", ANNA, TWO)
    assert await sign_in.password(token, None, PASSWORD) == WRONG


def test_four_failures_do_not_lock_and_a_proof_forgets_them(sign_in: SignIn, clock: Clock) -> None:
    async def play() -> None:
        for _ in range(2):
            await fail(sign_in, ANNA, 4)
            token = await passed(sign_in)
            assert isinstance(await sign_in.code(token, await sent(sign_in, token)), Proof)

    asyncio.run(play())


def test_a_right_password_forgets_no_wrong_codes(sign_in: SignIn) -> None:
    """Or else who knows the password could guess codes without end, a few for each link."""

    async def play() -> list[bool]:
        went_on = []
        for n in range(4):
            token = await sign_in.invite(f"c-{n}", APP, TWO)
            went_on.append(await sign_in.password(token, None, PASSWORD) == CODE)
            for guess in ("000001", "000002"):
                await sign_in.code(token, guess)
        return went_on

    assert asyncio.run(play()) == [True, True, True, False]


def test_a_locked_customer_is_sent_nothing_and_proves_nothing(sign_in: SignIn) -> None:
    async def play() -> None:
        token = await passed(sign_in)
        code = await sent(sign_in, token)
        await fail(sign_in, ANNA, 5)
        assert await sign_in.code(token, code) == WRONG
        assert await sign_in.new_code(token) is None

    asyncio.run(play())


def test_passwords_side_by_side_do_not_outrun_the_count(sign_in: SignIn, database: Database, clock: Clock) -> None:
    async def play() -> tuple[int, float]:
        tokens = [await sign_in.invite(f"c-{n}", ANNA, TWO) for n in range(12)]
        answers = await asyncio.gather(*(sign_in.password(one, None, f"guess {one}") for one in tokens))
        assert answers == [WRONG] * 12
        query = select(customers).where(customers.c.subject == ANNA)
        row = await database.read(lambda connection: connection.execute(query).one())
        return row.failures, row.locked_until

    assert asyncio.run(play()) == (5, clock.now + 1800)
