"""Customers sign in: links, passwords, codes, and nothing to learn for who is not a customer."""

import asyncio
import time
from base64 import b32encode
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

import pytest
from pyotp import TOTP
from sqlalchemy import select

from needline.customers import Failed, Invitation, Next, Proof, SignIn, Why
from needline.errors import SettingsError
from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.store.database import Database
from needline.store.tables import customer as customers
from tests.customers.conftest import Clock

ONE, TWO = Assurance.ONE_FACTOR, Assurance.TWO_FACTOR
ANNA, BARE, APP, GHOST = "anna", "bare", "app", "unknown-0123456789abcdef"
PASSWORD = "correct horse battery"
SECRET = b"a secret of twenty by"
WRONG, SPENT, GONE = (Failed(why=why) for why in (Why.WRONG, Why.SPENT, Why.GONE))
CODE = Next(needs=("code",))


@pytest.fixture
def sign_in(database: Database, ring: Ring, clock: Clock) -> SignIn:
    sign_in = SignIn(database, ring, clock, Random(7).randrange)
    asyncio.run(enrol(sign_in))
    return sign_in


async def enrol(sign_in: SignIn) -> None:
    """Anna has a password, Bare nothing, App a password and an authenticator."""
    await sign_in.enrol(ANNA, PASSWORD)
    await sign_in.enrol(BARE, "")
    await sign_in.enrol(APP, PASSWORD, SECRET)


def of_app(clock: Clock) -> str:
    return TOTP(b32encode(SECRET).decode()).at(clock.now)


def other(right: str, by: int = 1) -> str:
    return f"{(int(right) + by) % 10**6:06d}"


async def sent(sign_in: SignIn, token: str) -> str:
    code = await sign_in.new_code(token)
    assert code is not None
    return code


async def passed(sign_in: SignIn, subject: str = ANNA, *, contact: str = "c-1") -> str:
    """The token of a link whose password step is done."""
    token = await sign_in.invite(contact, subject, TWO)
    assert await sign_in.password(token, None, PASSWORD) == CODE
    return token


async def fail(sign_in: SignIn, subject: str, times: int) -> None:
    token = await sign_in.invite("c-fail", subject, TWO)
    for _ in range(times):
        assert await sign_in.password(token, None, "wrong password") == WRONG


# ── the way through ─────────────────────────────────────────────────────────────────────────────────


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


# ── codes ───────────────────────────────────────────────────────────────────────────────────────────


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


def test_asking_once_too_often_voids_the_last_code(sign_in: SignIn) -> None:
    async def play() -> None:
        token = await passed(sign_in)
        codes = [await sent(sign_in, token) for _ in range(5)]
        assert await sign_in.new_code(token) is None
        assert await sign_in.code(token, codes[-1]) == WRONG

    asyncio.run(play())


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


# ── nobody learns who is a customer ─────────────────────────────────────────────────────────────────

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


def found(folder: Path, texts: Iterable[str]) -> list[str]:
    on_disk = b"".join(path.read_bytes() for path in folder.iterdir())
    return [text for text in texts if text.encode() in on_disk]
