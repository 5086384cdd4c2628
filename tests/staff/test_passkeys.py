"""Passkeys: made and used with the bytes of a real ceremony, and refused when a single one of them lies."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.staff import Denied, Enrolled, SignedIn, Site, Staff
from needline.staff import passkeys as module
from needline.staff.enrolment import Unfit
from needline.store.database import Database
from needline.store.tables import passkey as passkeys
from tests.authenticator import PRESENT, VERIFIED, Authenticator, padded, unpadded
from tests.clock import Clock
from tests.staff.cast import HERE, PAGE, SITE, by_passkey, invited, session_of, with_passkey

ELSEWHERE = Site(origin="https://desk.example.evil.example")


@pytest.fixture
def staff(database: Database, ring: Ring, clock: Clock) -> Staff:
    return Staff(database, ring, clock)


async def answered(staff: Staff, said: str, browser: str = PAGE) -> SignedIn | Denied:
    return await staff.sign_in_by_passkey(said, SITE, browser, HERE)


def test_whoever_has_the_passkey_is_signed_in_at_its_level(staff: Staff) -> None:
    async def play() -> SignedIn:
        return await by_passkey(staff, await with_passkey(staff))

    agent = asyncio.run(play()).agent
    assert (agent.name, agent.level) == ("mira", Assurance.PASSKEY)


def test_the_browser_is_asked_for_a_holder_who_is_verified_and_for_nobody_by_name(staff: Staff) -> None:
    async def play() -> tuple[Any, Any]:
        await with_passkey(staff)
        made = await staff.passkeys.offer(SITE, PAGE, name="mira", called="Mira")
        return json.loads(await staff.passkeys.ask(SITE, PAGE)), json.loads(made)

    get, create = asyncio.run(play())
    assert (get["rpId"], get["userVerification"], get["allowCredentials"]) == ("desk.example", "required", [])
    assert create["authenticatorSelection"]["residentKey"] == "required"
    assert create["authenticatorSelection"]["userVerification"] == "required"
    assert (create["rp"]["id"], create["attestation"]) == ("desk.example", "none")
    assert b"mira" not in unpadded(create["user"]["id"])
    assert len(unpadded(get["challenge"])) == len(unpadded(create["challenge"])) == 32


def test_the_handle_of_somebody_is_the_same_each_time_and_another_for_another(staff: Staff) -> None:
    async def handle(name: str) -> str:
        made = await staff.passkeys.offer(SITE, PAGE, name=name, called="")
        return str(json.loads(made)["user"]["id"])

    async def play() -> list[str]:
        return [await handle(name) for name in ("mira", "mira", "tom")]

    first, again, other = asyncio.run(play())
    assert first == again != other


# ── lies ──
LIES: dict[str, Callable[[Authenticator], None]] = {
    "another origin": lambda key: setattr(key, "origin", ELSEWHERE.origin),
    "the origin without https": lambda key: setattr(key, "origin", "http://desk.example"),
    "another port": lambda key: setattr(key, "origin", "https://desk.example:444"),
    "another relying party": lambda key: setattr(key, "rp_id", "example"),
    "a holder who was not verified": lambda key: setattr(key, "flags", PRESENT),
    "a holder who was not there": lambda key: setattr(key, "flags", VERIFIED),
    "another key": lambda key: setattr(key, "_key", Authenticator(SITE.origin)._key),
    "another's handle": lambda key: setattr(key, "handle", b"somebody else"),
    "no handle": lambda key: setattr(key, "handle", b""),
    "an unknown credential": lambda key: setattr(key, "credential", b"unknown"),
}
by_lie = pytest.mark.parametrize("lie", LIES)


@by_lie
def test_no_lie_of_an_authenticator_signs_anybody_in(staff: Staff, lie: str) -> None:
    async def play() -> SignedIn | Denied:
        key = await with_passkey(staff)
        LIES[lie](key)
        return await answered(staff, key.sign(await staff.passkeys.ask(SITE, PAGE)))

    assert isinstance(asyncio.run(play()), Denied)


@pytest.mark.parametrize("lie", [name for name in LIES if "key" not in name and "handle" not in name][:6])
def test_no_lie_of_an_authenticator_enrols_anybody(staff: Staff, lie: str) -> None:
    async def play() -> Enrolled | Unfit | None:
        key, link = Authenticator(SITE.origin), await invited(staff)
        LIES[lie](key)
        made = key.make(await staff.passkeys.offer(SITE, PAGE, name="mira", called="Mira"))
        return await staff.enrolment.by_passkey(link, made, SITE, PAGE)

    assert isinstance(asyncio.run(play()), Unfit)


def test_every_refusal_reads_the_same(staff: Staff) -> None:
    async def play() -> set[str]:
        key, said = await with_passkey(staff), set()
        for lie in LIES.values():
            liar = Authenticator(SITE.origin)
            liar.__dict__.update(key.__dict__)
            lie(liar)
            came = await answered(staff, liar.sign(await staff.passkeys.ask(SITE, PAGE)))
            assert isinstance(came, Denied)
            said.add(came.why)
        came = await answered(staff, "garbage")
        assert isinstance(came, Denied)
        return said | {came.why}

    assert len(asyncio.run(play())) == 1


@pytest.mark.parametrize(
    "instead",
    [{"type": "webauthn.create"}, {"challenge": padded(bytes(32))}, {"challenge": ""}, {"origin": ""}, {"type": 5}],
)
def test_client_data_of_another_ceremony_is_refused(staff: Staff, instead: dict[str, Any]) -> None:
    async def play() -> SignedIn | Denied:
        key = await with_passkey(staff)
        return await answered(staff, key.sign(await staff.passkeys.ask(SITE, PAGE), **instead))

    assert isinstance(asyncio.run(play()), Denied)


def test_a_bit_that_was_turned_anywhere_in_the_answer_is_noticed(staff: Staff) -> None:
    async def play() -> list[str]:
        key, taken = await with_passkey(staff, counts=False), []
        for part in ("clientDataJSON", "authenticatorData", "signature"):
            said = json.loads(key.sign(await staff.passkeys.ask(SITE, PAGE)))
            raw = bytearray(unpadded(said["response"][part]))
            raw[len(raw) // 2] ^= 1
            said["response"][part] = padded(bytes(raw))
            taken += [part] * isinstance(await answered(staff, json.dumps(said)), SignedIn)
        return taken

    assert asyncio.run(play()) == []


# ── challenges ──
def test_an_answer_works_once(staff: Staff) -> None:
    async def play() -> SignedIn | Denied:
        key = await with_passkey(staff, counts=False)
        said = key.sign(await staff.passkeys.ask(SITE, PAGE))
        assert isinstance(await answered(staff, said), SignedIn)
        return await answered(staff, said)

    assert isinstance(asyncio.run(play()), Denied)


def test_one_answer_side_by_side_signs_in_once(staff: Staff) -> None:
    async def play() -> list[SignedIn | Denied]:
        key = await with_passkey(staff, counts=False)
        said = key.sign(await staff.passkeys.ask(SITE, PAGE))
        return await asyncio.gather(*(answered(staff, said) for _ in range(6)))

    assert sum(isinstance(one, SignedIn) for one in asyncio.run(play())) == 1


def test_two_tabs_have_a_challenge_each(staff: Staff) -> None:
    async def play() -> list[type]:
        key = await with_passkey(staff)
        first, second = await staff.passkeys.ask(SITE, PAGE), await staff.passkeys.ask(SITE, PAGE)
        return [type(await answered(staff, key.sign(tab))) for tab in (second, first)]

    assert asyncio.run(play()) == [SignedIn, SignedIn]


@pytest.mark.parametrize(("seconds", "came"), [(119, SignedIn), (121, Denied), (-60, Denied)])
def test_a_challenge_is_good_for_two_minutes_and_for_no_clock_that_went_back(
    staff: Staff, clock: Clock, seconds: int, came: type
) -> None:
    async def play() -> SignedIn | Denied:
        key = await with_passkey(staff)
        asked = await staff.passkeys.ask(SITE, PAGE)
        clock.wait(seconds=seconds)
        return await answered(staff, key.sign(asked))

    assert type(asyncio.run(play())) is came


def test_a_challenge_of_another_browser_or_for_another_purpose_is_none(staff: Staff) -> None:
    async def play() -> list[type]:
        key = await with_passkey(staff)
        stolen = await staff.passkeys.ask(SITE, "another browser")
        step_up = await staff.passkeys.ask(SITE, PAGE, of="mira")
        making = await staff.passkeys.offer(SITE, PAGE, name="mira", called="")
        return [type(await answered(staff, key.sign(asked))) for asked in (stolen, step_up, making)]

    assert asyncio.run(play()) == [Denied] * 3


# ── copies ──
async def states(database: Database) -> list[bool]:
    query = select(passkeys.c.void)
    return list(await database.read(lambda connection: connection.execute(query).scalars().all()))


@pytest.mark.parametrize("back", [0, 1, 5])
def test_a_copied_passkey_is_refused_and_neither_works_any_more(staff: Staff, database: Database, back: int) -> None:
    async def play() -> tuple[SignedIn | Denied, SignedIn | Denied, object]:
        key = await with_passkey(staff)
        token, _ = await session_of(staff, key)
        for _ in range(5):
            await by_passkey(staff, key)
        key.count -= 1 + back  # the copy has signed less often
        copied = await answered(staff, key.sign(await staff.passkeys.ask(SITE, PAGE)))
        key.count += 50
        rightful = await answered(staff, key.sign(await staff.passkeys.ask(SITE, PAGE)))
        return copied, rightful, await staff.session(token, HERE.token)

    copied, rightful, session = asyncio.run(play())
    assert isinstance(copied, Denied)
    assert (copied.agent, "two of this passkey" in copied.noted) == ("mira", True)
    assert isinstance(rightful, Denied)
    assert session is None
    assert asyncio.run(states(database)) == [True]


def test_a_passkey_that_does_not_count_works_as_often_as_it_likes(staff: Staff) -> None:
    async def play() -> None:
        key = await with_passkey(staff, counts=False)
        for _ in range(3):
            await by_passkey(staff, key)

    asyncio.run(play())


def test_a_passkey_that_counted_may_not_stop_counting(staff: Staff) -> None:
    async def play() -> SignedIn | Denied:
        key = await with_passkey(staff)
        await by_passkey(staff, key)
        key.count, key.counts = 0, False
        return await answered(staff, key.sign(await staff.passkeys.ask(SITE, PAGE)))

    assert isinstance(asyncio.run(play()), Denied)


# ── tries ──
def test_ten_wrong_answers_lock_the_passkey_too(staff: Staff, clock: Clock) -> None:
    async def play() -> list[type]:
        key, seen = await with_passkey(staff, counts=False), []
        for flags in (*[PRESENT] * 10, PRESENT | VERIFIED):
            key.flags = flags
            seen.append(type(await answered(staff, key.sign(await staff.passkeys.ask(SITE, PAGE)))))
        clock.wait(minutes=31)
        return [*seen, type(await answered(staff, key.sign(await staff.passkeys.ask(SITE, PAGE))))]

    assert asyncio.run(play()) == [Denied] * 11 + [SignedIn]


def test_a_passkey_that_somebody_has_is_nobody_elses(staff: Staff) -> None:
    async def play() -> Enrolled | Unfit | None:
        key, link = await with_passkey(staff, "tom"), await invited(staff)
        made = key.make(await staff.passkeys.offer(SITE, PAGE, name="mira", called="Mira"))
        return await staff.enrolment.by_passkey(link, made, SITE, PAGE)

    assert isinstance(asyncio.run(play()), Unfit)


# ── garbage ──
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)
FIELDS = st.sampled_from(["id", "rawId", "type", "response", "clientExtensionResults"])
PARTS = st.sampled_from(["clientDataJSON", "authenticatorData", "signature", "userHandle", "attestationObject"])


@given(said=JSON.map(json.dumps) | st.text(max_size=60))
def test_whatever_is_sent_is_an_answer_or_none(said: str) -> None:
    assert module._authentication(said) is None
    assert module._registration(said) is None


@given(field=FIELDS, part=PARTS, junk=JSON)
def test_an_answer_with_a_part_of_junk_never_breaks_us(field: str, part: str, junk: object) -> None:
    key = Authenticator(SITE.origin)
    options = json.dumps({"challenge": padded(bytes(32)), "user": {"id": padded(b"x")}})
    for said, read in ((key.sign(options), module._authentication), (key.make(options), module._registration)):
        whole = json.loads(said)
        read(json.dumps({**whole, field: junk}))
        read(json.dumps({**whole, "response": {**whole["response"], part: junk}}))


@pytest.mark.parametrize(
    ("origin", "named"),
    [
        ("https://desk.example", True), ("http://localhost:8400", True), ("http://127.0.0.1:8400", False),
        ("http://[::1]:8400", False), ("", False),
    ],
)  # fmt: skip
def test_a_passkey_takes_a_name(origin: str, named: bool) -> None:
    assert Site(origin=origin).named is named
