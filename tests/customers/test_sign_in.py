"""Customers sign in: what proves what, and how long a link works."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from needline.customers import Failed, Next, Proof, SignIn
from needline.errors import SettingsError
from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.store.database import Database
from tests.clock import Clock
from tests.customers.people import (
    ANNA,
    APP,
    BARE,
    CODE,
    GHOST,
    GONE,
    ONE,
    PASSWORD,
    SECRET,
    TWO,
    WRONG,
    enrol,
    found,
    of_app,
    other,
    passed,
    sent,
)


def test_a_password_and_a_code_are_two_factors(sign_in: SignIn) -> None:
    async def play() -> Proof | Failed:
        token = await passed(sign_in)
        return await sign_in.code(token, await sent(sign_in, token))

    proof = Proof(contact="c-1", subject=ANNA, level=TWO, how=("password", "one-time code"))
    assert asyncio.run(play()) == proof


def test_a_code_alone_is_one_factor(sign_in: SignIn) -> None:
    async def play() -> Proof | Failed:
        token = await sign_in.invite("c-1", ANNA, ONE)
        return await sign_in.code(token, await sent(sign_in, token))

    assert asyncio.run(play()) == Proof(contact="c-1", subject=ANNA, level=ONE, how=("one-time code",))


def test_who_has_no_password_reaches_one_factor_whatever_is_wanted(sign_in: SignIn) -> None:
    async def play() -> Proof | Failed:
        token = await sign_in.invite("c-1", None, TWO)
        assert await sign_in.password(token, BARE, "any password") == WRONG
        assert await sign_in.identify(token, BARE) == Next(needs=("password", "code"))
        return await sign_in.code(token, await sent(sign_in, token))

    assert asyncio.run(play()) == Proof(contact="c-1", subject=BARE, level=ONE, how=("one-time code",))


def test_a_customer_who_was_never_enrolled_has_a_code_alone(sign_in: SignIn) -> None:
    async def play() -> Proof | Failed:
        token = await sign_in.invite("c-1", "on-file", TWO)
        return await sign_in.code(token, await sent(sign_in, token))

    assert asyncio.run(play()) == Proof(contact="c-1", subject="on-file", level=ONE, how=("one-time code",))


def test_a_code_of_an_app_does_in_place_of_one_that_was_sent(sign_in: SignIn, clock: Clock) -> None:
    async def play() -> Proof | Failed:
        return await sign_in.code(await passed(sign_in, APP), of_app(clock))

    assert asyncio.run(play()) == Proof(contact="c-1", subject=APP, level=TWO, how=("password", "authenticator"))


def test_a_code_may_be_typed_with_spaces(sign_in: SignIn) -> None:
    async def play() -> Proof | Failed:
        token = await passed(sign_in)
        code = await sent(sign_in, token)
        return await sign_in.code(token, f" {code[:3]} {code[3:]} ")

    assert isinstance(asyncio.run(play()), Proof)


NEEDS: tuple[tuple[str | None, Assurance, tuple[str, ...]], ...] = (
    (None, TWO, ("who", "password", "code")),
    (ANNA, TWO, ("password", "code")),
    (BARE, TWO, ("password", "code")),
    (GHOST, TWO, ("password", "code")),
    (None, ONE, ("who", "code")),
    (ANNA, ONE, ("code",)),
    (GHOST, ONE, ("code",)),
)


def test_a_link_says_what_it_takes(sign_in: SignIn) -> None:
    async def play(subject: str | None, level: Assurance, needs: tuple[str, ...]) -> None:
        invitation = await sign_in.begin(await sign_in.invite("c-1", subject, level))
        assert invitation
        assert (invitation.contact, invitation.subject, invitation.level) == ("c-1", subject, level)
        assert (invitation.subject_known, invitation.needs) == (subject is not None, needs)

    for case in NEEDS:
        asyncio.run(play(*case))


# ── links ───────────────────────────────────────────────────────────────────────────────────────────


async def dead(sign_in: SignIn, token: str) -> None:
    assert await sign_in.begin(token) is None
    assert await sign_in.identify(token, ANNA) == GONE
    assert await sign_in.password(token, ANNA, PASSWORD) == GONE
    assert await sign_in.new_code(token) is None
    assert await sign_in.code(token, "000000") == GONE


def test_a_link_works_once(sign_in: SignIn) -> None:
    async def play() -> None:
        token = await passed(sign_in)
        code = await sent(sign_in, token)
        assert isinstance(await sign_in.code(token, code), Proof)
        assert await sign_in.code(token, code) == GONE
        await dead(sign_in, token)

    asyncio.run(play())


def test_a_right_code_side_by_side_proves_once(sign_in: SignIn) -> None:
    async def play() -> list[Proof | Failed]:
        token = await passed(sign_in)
        code = await sent(sign_in, token)
        return await asyncio.gather(*(sign_in.code(token, code) for _ in range(8)))

    assert sum(isinstance(one, Proof) for one in asyncio.run(play())) == 1


def test_a_link_lives_15_minutes(sign_in: SignIn, clock: Clock) -> None:
    async def play() -> None:
        token = await sign_in.invite("c-1", ANNA, TWO)
        clock.wait(minutes=14.9)
        assert await sign_in.begin(token) is not None
        clock.wait(minutes=0.1)
        await dead(sign_in, token)

    asyncio.run(play())


def test_a_newer_link_for_the_contact_voids_the_older_one(sign_in: SignIn) -> None:
    async def play() -> None:
        older, elsewhere = await passed(sign_in), await passed(sign_in, contact="c-2")
        newer = await sign_in.invite("c-1", ANNA, TWO)
        await dead(sign_in, older)
        assert await sign_in.begin(newer) is not None
        assert await sign_in.begin(elsewhere) is not None

    asyncio.run(play())


def test_an_invented_link_is_nothing(sign_in: SignIn) -> None:
    async def play() -> None:
        for token in ("", "guess", "\x00", "é", "x" * 10_000):
            await dead(sign_in, token)

    asyncio.run(play())


def test_the_customer_of_a_link_cannot_be_changed(sign_in: SignIn) -> None:
    async def play() -> None:
        token = await sign_in.invite("c-1", BARE, TWO)
        assert await sign_in.password(token, ANNA, PASSWORD) == WRONG
        assert await sign_in.identify(token, ANNA) == WRONG
        invitation = await sign_in.begin(token)
        assert invitation
        assert invitation.subject == BARE

    asyncio.run(play())


def test_the_customer_who_gave_a_password_cannot_be_changed(sign_in: SignIn) -> None:
    async def play() -> Proof | Failed:
        token = await sign_in.invite("c-1", None, TWO)
        assert await sign_in.password(token, "unknown-typo", PASSWORD) == WRONG
        assert await sign_in.password(token, ANNA, PASSWORD) == CODE
        assert await sign_in.password(token, APP, PASSWORD) == WRONG
        assert await sign_in.identify(token, APP) == WRONG
        return await sign_in.code(token, await sent(sign_in, token))

    proof = asyncio.run(play())
    assert isinstance(proof, Proof)
    assert proof.subject == ANNA


def test_a_password_of_a_replaced_link_does_not_help_the_new_one(sign_in: SignIn) -> None:
    async def play() -> None:
        await passed(sign_in)
        token = await sign_in.invite("c-1", ANNA, TWO)
        assert await sign_in.new_code(token) is None

    asyncio.run(play())


# ── what is enrolled, and what is kept ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("password", "secret"), [("seven c", None), (PASSWORD, b"fifteen bytes ."), (PASSWORD, b"")])
def test_weak_factors_are_not_enrolled(sign_in: SignIn, password: str, secret: bytes | None) -> None:
    with pytest.raises(SettingsError) as raised:
        asyncio.run(sign_in.enrol("new", password, secret))
    assert password not in str(raised.value)


def test_a_link_has_256_bits(sign_in: SignIn) -> None:
    async def play() -> set[str]:
        return {await sign_in.invite("c-1", ANNA, TWO) for _ in range(20)}

    tokens = asyncio.run(play())
    assert (len(tokens), set(map(len, tokens))) == (20, {43})  # 32 bytes in base64 without padding


def test_codes_come_from_the_chance_that_was_given(database: Database, ring: Ring, clock: Clock) -> None:
    async def play(chance: Callable[[int], int]) -> str:
        sign_in = SignIn(database, ring, clock, chance)
        return await sent(sign_in, await sign_in.invite("c-1", ANNA, ONE))

    assert asyncio.run(play(lambda below: below - 999_958)) == "000042"
    assert asyncio.run(play(lambda below: below - 1)) == "999999"


def test_no_secret_stands_on_the_disk(tmp_path: Path, file: Path, ring: Ring, clock: Clock) -> None:
    async def play(sign_in: SignIn) -> tuple[str, ...]:
        await enrol(sign_in)
        token = await passed(sign_in)
        codes = (await sent(sign_in, token), await sent(sign_in, token))
        await sign_in.code(token, other(codes[1]))
        return (token, *codes)

    database = Database.open(f"sqlite:///{file}")
    secrets = (*asyncio.run(play(SignIn(database, ring, clock))), PASSWORD, SECRET.decode())
    assert found(tmp_path, secrets) == []
    database.close()
    assert found(tmp_path, secrets) == []
    assert found(tmp_path, [ANNA])
