"""Passkeys (W3C Web Authentication Level 3), as discoverable credentials whose holder was verified.

    1  challenge   random, for one purpose and one browser, good for two minutes and for one answer
    2  answer      its challenge is taken away first, whatever comes of it
    3  check       origin, relying party, user present and verified, signature (section 7.1 and 7.2)
    4  count       must go up where the authenticator counts; when it does not there are two of it (section 6.1.1)

Attestation is not asked for: which make of authenticator somebody uses is not ours to know.
"""

import secrets
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from msgspec import Struct
from sqlalchemy import Connection, Row, delete, insert, select, update
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    RegistrationCredential,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from needline.sealing import Ring
from needline.store.database import Database
from needline.store.tables import challenge as challenges
from needline.store.tables import passkey as passkeys

LASTS = 120.0  # seconds between a challenge and its answer
LONGEST = 16 * 1024  # characters of an answer
_BYTES = 32  # of a challenge
# What the library raises for an answer that is none: its own, and what its parsers let through.
_GARBAGE = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError)


class Site(Struct, frozen=True, kw_only=True):
    """Where passkeys are good: the relying party."""

    origin: str  # https://desk.example
    called: str = "needline"

    @property
    def named(self) -> bool:
        """Whether passkeys can be made here at all: no browser makes one for a bare address (section 5.1.2)."""
        try:
            ip_address(self.id)
        except ValueError:
            return bool(self.id)
        return False

    @property
    def id(self) -> str:
        """The name of the host: a passkey made here works on no other."""
        return urlsplit(self.origin).hostname or ""


class Made(Struct, frozen=True, kw_only=True):
    """A passkey that was just made, and not kept yet."""

    credential: bytes
    public_key: bytes
    count: int


class Claim(Struct, frozen=True, kw_only=True):
    """An answer to a challenge of ours: whose passkey it says it is. Nothing of it is checked yet."""

    agent: str  # empty: of nobody here
    answer: AuthenticationCredential
    challenge: bytes
    seal: str
    public_key: bytes
    count: int


class Passkeys:
    """The tables of passkeys and challenges; `clock` gives seconds since 1970, UTC."""

    def __init__(self, database: Database, ring: Ring, clock: Callable[[], float]) -> None:
        self._database = database
        self._ring = ring
        self._clock = clock

    async def ask(self, site: Site, browser: str, *, of: str = "") -> str:
        """The options of `navigator.credentials.get`, as JSON: for anybody's passkey, or for one of `of`."""
        challenge = await self._challenge(_purpose("get", browser, of))
        query = select(passkeys.c.credential).where(passkeys.c.agent == of)
        known = (
            (await self._database.read(lambda connection: connection.execute(query).scalars().all())) if of else []
        )
        options = generate_authentication_options(
            rp_id=site.id,
            challenge=challenge,
            timeout=int(LASTS * 1000),
            allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return options_to_json(options)

    async def offer(self, site: Site, browser: str, *, name: str, called: str) -> str:
        """The options of `navigator.credentials.create` for this agent, as JSON."""
        challenge = await self._challenge(_purpose("create", browser, name))
        options = generate_registration_options(
            rp_id=site.id,
            rp_name=site.called,
            user_name=name,
            user_display_name=called,
            user_id=self._handle(name),
            challenge=challenge,
            timeout=int(LASTS * 1000),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
        return options_to_json(options)

    async def made(self, site: Site, browser: str, name: str, said: str) -> Made | None:
        """The passkey that `said` brings, if it answers a challenge of ours; nothing of it is kept."""
        parsed = _registration(said)
        if parsed is None or not await self._take(parsed[1], _purpose("create", browser, name)):
            return None
        try:
            checked = verify_registration_response(
                credential=parsed[0],
                expected_challenge=parsed[1],
                expected_rp_id=site.id,
                expected_origin=site.origin,
                require_user_verification=True,
            )
        except _GARBAGE:
            return None
        return Made(
            credential=checked.credential_id, public_key=checked.credential_public_key, count=checked.sign_count
        )

    async def claim(self, browser: str, said: str, *, of: str = "") -> Claim | None:
        """Whose passkey answers a challenge of ours, which is used up by it; `None`: no challenge of ours."""
        parsed = _authentication(said)
        if parsed is None or not await self._take(parsed[1], _purpose("get", browser, of)):
            return None
        answer, challenge = parsed
        seal = self._seal(answer.raw_id)
        query = select(passkeys).where((passkeys.c.seal == seal) & (~passkeys.c.void))
        row = await self._database.read(lambda connection: connection.execute(query).first())
        known = row is not None and self._is_theirs(row, answer, asked=bool(of))
        return Claim(
            agent=row.agent if row is not None and known else "",
            answer=answer,
            challenge=challenge,
            seal=seal,
            public_key=row.public_key if row is not None else b"",
            count=row.signatures if row is not None else 0,
        )

    def counted(self, site: Site, claim: Claim) -> int | None:
        """What the authenticator counts, if the claim is true."""
        try:
            checked = verify_authentication_response(
                credential=claim.answer,
                expected_challenge=claim.challenge,
                expected_rp_id=site.id,
                expected_origin=site.origin,
                credential_public_key=claim.public_key,
                credential_current_sign_count=0,  # a copy is told from a wrong signature in `move_on`
                require_user_verification=True,
            )
        except _GARBAGE:
            return None
        return checked.new_sign_count

    def move_on(self, connection: Connection, claim: Claim, count: int) -> bool:
        """Keep what the authenticator counts now; unless it went up, `False` and the passkey is void."""
        mine = (passkeys.c.seal == claim.seal) & (~passkeys.c.void)
        moved = mine & ((passkeys.c.signatures < count) if count else (passkeys.c.signatures == 0))
        if connection.execute(update(passkeys).where(moved).values(signatures=count)).rowcount == 1:
            return True
        connection.execute(update(passkeys).where(mine).values(void=True))
        return False

    def is_taken(self, connection: Connection, name: str, made: Made) -> bool:
        """Whether somebody other than `name` has this passkey (section 7.1 step 26)."""
        same = (passkeys.c.seal == self._seal(made.credential)) & (passkeys.c.agent != name)
        return connection.execute(select(passkeys.c.seal).where(same)).first() is not None

    def keep(self, connection: Connection, name: str, made: Made) -> None:
        """Keep a new passkey inside the caller's transaction."""
        row = {
            "seal": self._seal(made.credential),
            "credential": made.credential,
            "agent": name,
            "public_key": made.public_key,
        }
        connection.execute(insert(passkeys).values({**row, "signatures": made.count, "void": False}))

    async def _challenge(self, purpose: str) -> bytes:
        challenge, now = secrets.token_bytes(_BYTES), self._clock()
        row = {"seal": self._sealed(challenge), "purpose": purpose, "until": now + LASTS}

        def _make(connection: Connection) -> None:
            connection.execute(
                delete(challenges).where(
                    (challenges.c.purpose != "") & ((challenges.c.until <= now) | (challenges.c.until > now + LASTS))
                )
            )
            connection.execute(insert(challenges).values(row))

        await self._database.write(_make)
        return challenge

    async def _take(self, challenge: bytes, purpose: str) -> bool:
        now = self._clock()
        seal = self._sealed(challenge)
        gone = delete(challenges).where(challenges.c.seal == seal).returning(challenges.c.purpose, challenges.c.until)
        row = await self._database.write(lambda connection: connection.execute(gone).first())
        return row is not None and row.purpose == purpose and now < row.until <= now + LASTS

    def _is_theirs(self, row: Row[tuple[object, ...]], answer: AuthenticationCredential, *, asked: bool) -> bool:
        """Whether the authenticator says the same of its holder as we do; it may say nothing if we named them."""
        handle = answer.response.user_handle
        return asked if handle is None else secrets.compare_digest(handle, self._handle(row.agent))

    def _handle(self, name: str) -> bytes:
        # Section 14.6.1: says nothing about the person, and is the same at every enrolment.
        return bytes.fromhex(self._ring.seal("passkey of", name))

    def _seal(self, credential: bytes) -> str:
        return self._ring.seal("passkey", credential.hex())

    def _sealed(self, challenge: bytes) -> str:
        return self._ring.seal("challenge", challenge.hex())


def _purpose(kind: str, browser: str, name: str) -> str:
    return f"{kind} {browser} {name}"


def _authentication(said: str) -> tuple[AuthenticationCredential, bytes] | None:
    """An answer of `navigator.credentials.get`, and the challenge that it says it answers."""
    try:
        answer = parse_authentication_credential_json(said[:LONGEST])
        return answer, parse_client_data_json(answer.response.client_data_json).challenge
    except _GARBAGE:
        return None


def _registration(said: str) -> tuple[RegistrationCredential, bytes] | None:
    """The same of `navigator.credentials.create`."""
    try:
        answer = parse_registration_credential_json(said[:LONGEST])
        return answer, parse_client_data_json(answer.response.client_data_json).challenge
    except _GARBAGE:
        return None
