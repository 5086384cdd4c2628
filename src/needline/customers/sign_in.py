"""Customers sign in for one contact, by a link: password first, then a code.

    invite     a link for a contact, and for a customer if one is known
    password   what they know; may be left out by a customer who has none
    new_code   a code for the caller to send to the contact point on file
    code       what they have: that code, or one of their authenticator app

Nobody learns here who is a customer: an unknown one goes through the same steps, is answered in the same words,
costs one password hash like everybody and waits for a code like everybody. Only the code never comes, and no guess
is ever right.
"""

import hmac
import secrets
from collections.abc import Callable

from msgspec import Struct
from sqlalchemy import Connection, Row, delete, insert

from needline import factors
from needline.customers import links, tries
from needline.customers.answers import Failed, Invitation, Need, Next, Proof, Step, Why
from needline.errors import SettingsError
from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.store.database import Database
from needline.store.tables import customer as customers

SHORTEST = 8  # characters of a password beside a second factor; SP 800-63B-4 section 3.1.1.2
_TOKEN = 32  # random bytes of a link
_CODES = 10**6


class _Claim(Struct, frozen=True, kw_only=True):
    """A try at a password: whose, and what it is compared with; nobody's is never right."""

    subject: str
    password: str

    def __repr__(self) -> str:
        return "_Claim(…)"


class SignIn:
    """The customers' sign-in. `clock` gives seconds since 1970, UTC; `chance(n)` an unguessable number below n."""

    def __init__(
        self,
        database: Database,
        ring: Ring,
        clock: Callable[[], float],
        chance: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._database = database
        self._ring = ring
        self._clock = clock
        self._chance = chance
        self._nobody = _Claim(subject="", password=factors.of_nobody())
        self._secret_of_nobody = ring.lock(secrets.token_bytes(20), _about(""))

    async def enrol(self, subject: str, password: str, totp_secret: bytes | None = None) -> None:
        """Let a customer sign in with these factors from now on; an empty password is none.

        Raises `SettingsError` when a factor is too weak.
        """
        _check(password, totp_secret)
        kept = await factors.hashed(password) if password else ""
        totp = self._ring.lock(totp_secret, _about(subject)) if totp_secret else ""
        row = tries.row(subject, password=kept, totp=totp)
        await self._database.write(lambda connection: _enrol(connection, row))

    async def invite(self, contact: str, subject: str | None, level: Assurance) -> str:
        """The token of a new link for `contact`; `subject` is what `Finder.find` said, or not known yet."""
        token, now = secrets.token_urlsafe(_TOKEN), self._clock()
        seal = self._seal(token)
        await self._database.write(
            lambda connection: links.add(connection, seal, contact, subject=subject, level=level, now=now)
        )
        return token

    async def begin(self, token: str) -> Invitation | None:
        """What the link is for and what it still takes; `None` when it works no more. Changes nothing."""
        seal, now = self._seal(token), self._clock()
        link = await self._database.read(lambda connection: links.live(connection, seal, now))
        if link is None:
            return None
        return Invitation(
            contact=link.contact,
            subject=link.subject,
            subject_known=link.subject is not None,
            level=Assurance(link.level),
            needs=_needs(link),
        )

    async def identify(self, token: str, subject: str) -> Step:
        """Bind the link to what `Finder.find` said, for a customer who has no password; it cannot be changed."""
        seal, now = self._seal(token), self._clock()
        return await self._database.write(lambda connection: _identify(connection, seal, subject, now))

    async def password(self, token: str, subject: str | None, password: str) -> Step:
        """Try a password; `subject` is what `Finder.find` said, or `None` for the one the link is bound to.

        The same `Failed` answers a wrong password, a locked customer, one without a password, and nobody.
        """
        seal, now = self._seal(token), self._clock()
        claim = await self._database.write(lambda connection: self._claim(connection, seal, subject, now))
        if claim is None:
            return Failed(why=Why.GONE)
        if not await factors.is_password(claim.password, password) or claim == self._nobody:
            return Failed(why=Why.WRONG)
        return await self._database.write(lambda connection: _pass(connection, seal, claim.subject, now))

    async def new_code(self, token: str) -> str | None:
        """A fresh code for the caller to send to the contact point on file; the earlier one is void.

        `None` when nothing may be sent: nobody, locked, password still to come, or five codes within the hour.
        The customer must not be able to tell that from a code that was sent.
        """
        seal, now = self._seal(token), self._clock()
        code = f"{self._chance(_CODES):06d}"
        sent = await self._database.write(lambda connection: self._renew(connection, seal, code, now))
        return code if sent else None

    async def code(self, token: str, code: str) -> Proof | Failed:
        """Try a code: the one that was sent, or one of the customer's app. Success uses the link up.

        A password and a code are two factors, a code alone is one.
        """
        seal, now = self._seal(token), self._clock()
        said = factors.digits(code)
        return await self._database.write(lambda connection: self._code(connection, seal, said, now))

    def _claim(self, connection: Connection, seal: str, named: str | None, now: float) -> _Claim | None:
        link = links.held(connection, seal, now)
        if link is None:
            return None
        subject = link.subject or named
        if subject is None or named not in (None, subject):
            return self._nobody
        customer = tries.claim(connection, subject, now)
        if customer is None or not customer.password:
            return self._nobody
        return _Claim(subject=subject, password=customer.password)

    def _renew(self, connection: Connection, seal: str, code: str, now: float) -> bool:
        link = links.held(connection, seal, now)
        if link is None:
            return False
        sent = _may_send(connection, link, now)
        # What is not sent is no code at all: six digits that nobody was told could still be guessed.
        stored = self._sealed(seal, code if sent else secrets.token_hex(32))
        links.put_code(connection, seal, stored, now)
        if sent:
            links.count_sending(connection, link.contact, link.subject, now)
        return sent

    def _code(self, connection: Connection, seal: str, said: str, now: float) -> Proof | Failed:
        link = links.tried(connection, seal, now)
        if link is None:
            return Failed(why=Why.SPENT if links.live(connection, seal, now) else Why.GONE)
        customer = None if link.subject is None else tries.claim(connection, link.subject, now)
        how = self._how(connection, link, customer, said, now)
        if customer is None or not how or not _enough(link, customer):
            return Failed(why=Why.WRONG)
        links.use(connection, seal, now)
        tries.forget(connection, customer.subject)
        return _proof(link, how)

    def _how(
        self,
        connection: Connection,
        link: Row[tuple[object, ...]],
        customer: Row[tuple[object, ...]] | None,
        said: str,
        now: float,
    ) -> str:
        """Which sort of code `said` is, or nothing; compares with both sorts, whoever it is."""
        same = hmac.compare_digest(link.code, self._sealed(link.seal, said)) and now < link.code_until
        secret, subject, after = self._secret_of_nobody, "", 0
        if customer is not None and customer.totp:
            secret, subject, after = customer.totp, customer.subject, customer.totp_step
        step = factors.step(self._ring.open(secret, _about(subject)), said, now, after)
        if same:
            return "one-time code"
        spent = step is not None and subject != "" and tries.spend(connection, subject, step)
        return "authenticator" if spent else ""

    def _seal(self, token: str) -> str:
        return self._ring.seal("sign-in link", token)

    def _sealed(self, seal: str, code: str) -> str:
        return self._ring.seal("sign-in code", f"{seal} {code}")


def _about(subject: str) -> str:
    return f"code of customer {subject}"


def _check(password: str, totp_secret: bytes | None) -> None:
    if password and len(password) < SHORTEST:
        raise SettingsError(f"the password is too short; use {SHORTEST} characters or more")
    if totp_secret is not None and len(totp_secret) < factors.SECRET:
        raise SettingsError(f"the secret of the app is too short; use {factors.SECRET} random bytes or more")


def _enrol(connection: Connection, row: dict[str, object]) -> None:
    connection.execute(delete(customers).where(customers.c.subject == row["subject"]))
    connection.execute(insert(customers).values(row))


def _identify(connection: Connection, seal: str, subject: str, now: float) -> Step:
    if not links.name(connection, seal, subject, now):
        return Failed(why=Why.WRONG if links.live(connection, seal, now) else Why.GONE)
    return _next(connection, seal, now)


def _pass(connection: Connection, seal: str, subject: str, now: float) -> Step:
    passed = links.pass_password(connection, seal, subject, now)  # the link first, as everywhere: no deadlock
    tries.give_back(connection, subject)
    return _next(connection, seal, now) if passed else Failed(why=Why.GONE)


def _next(connection: Connection, seal: str, now: float) -> Step:
    link = links.live(connection, seal, now)
    return Failed(why=Why.GONE) if link is None else Next(needs=_needs(link))


def _needs(link: Row[tuple[object, ...]]) -> tuple[Need, ...]:
    who: tuple[Need, ...] = ("who",) if link.subject is None else ()
    password: tuple[Need, ...] = ("password",) if _wants_two(link) and not link.password_ok else ()
    return (*who, *password, "code")


def _wants_two(link: Row[tuple[object, ...]]) -> bool:
    return Assurance(link.level) >= Assurance.TWO_FACTOR


def _enough(link: Row[tuple[object, ...]], customer: Row[tuple[object, ...]]) -> bool:
    """Whether a code may be the next step: the password came first, is not wanted, or does not exist."""
    return bool(link.password_ok) or not _wants_two(link) or not customer.password


def _may_send(connection: Connection, link: Row[tuple[object, ...]], now: float) -> bool:
    if link.subject is None:
        return False
    customer = tries.standing(connection, link.subject, now)
    return (
        customer is not None
        and _enough(link, customer)
        and links.sent(connection, link.subject, now) < links.SENDINGS
    )


def _proof(link: Row[tuple[object, ...]], how: str) -> Proof:
    return Proof(
        contact=link.contact,
        subject=link.subject,
        level=Assurance.TWO_FACTOR if link.password_ok else Assurance.ONE_FACTOR,
        how=("password", how) if link.password_ok else (how,),
    )
