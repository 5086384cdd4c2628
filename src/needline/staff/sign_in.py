"""Staff sign in with a passkey, or with a password and a code of their authenticator app.

    1  a try is counted    before anything is compared: `tries`
    2  factors are checked  always both; for an unknown or locked name, those of nobody
    3  the step is spent    no code opens a second session; a passkey's count moves on
    4  the desk is asked    whether that is enough for it; nothing is ever below two factors
    5  a session begins     under a new token, for this browser

Every refusal of a name and password is the same answer and costs the same: one write, one password hash, one code.
A passkey names nobody before it is right, so that there is nothing to enumerate.
"""

import secrets
from collections.abc import Callable

from sqlalchemy import Connection, update

from needline import factors
from needline.errors import SettingsError
from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.staff.agents import Agent, Denied, Device, Lowest, Moved, Role, SignedIn, TooWeak
from needline.staff.enrolment import SHORTEST, Enrolment, about
from needline.staff.invitations import Invitations
from needline.staff.passkeys import Claim, Passkeys, Site
from needline.staff.recovery import Recovery
from needline.staff.sessions import Sessions, agent_of
from needline.staff.tries import Found, claim, forgive, of
from needline.store.database import Database
from needline.store.tables import agent as agents
from needline.store.tables import session as sessions

NO_PASSKEY = "that passkey is not known here, or sign-in is locked after too many tries"
_COPIED = "its count went back: there are two of this passkey, and neither works any more"
_NOT_TRUE = "a passkey was wrong, or it is locked"


class Staff:
    """The agents, their factors and their sessions; `clock` gives seconds since 1970, UTC."""

    def __init__(self, database: Database, ring: Ring, clock: Callable[[], float]) -> None:
        self._database = database
        self._ring = ring
        self._clock = clock
        self.sessions = Sessions(database, ring, clock)
        self.invitations = Invitations(database, ring, clock)
        self.passkeys = Passkeys(database, ring, clock)
        self.recovery = Recovery(database, ring, clock, invitations=self.invitations)
        self.enrolment = Enrolment(database, ring, clock, invitations=self.invitations, passkeys=self.passkeys)
        self._password_of_nobody = factors.of_nobody()
        self._secret_of_nobody = ring.lock(secrets.token_bytes(20), about(""))

    async def enrol(
        self, name: str, called: str, desk: str, role: Role, *, password: str, totp_secret: bytes
    ) -> None:
        """Let somebody sign in from now on; whoever had the name before is signed out.

        Raises `SettingsError` when a factor is too weak, or the name cannot be typed.
        """
        _check(name, password, totp_secret)
        row: dict[str, object] = {
            "name": name,
            "called": called,
            "desk": desk,
            "role": role.value,
            "password": await factors.hashed(password),
            "totp": self._ring.lock(totp_secret, about(name)),
            "totp_step": 0,
            "failures": 0,
            "locked_until": 0.0,
        }
        await self._database.write(lambda connection: self.enrolment.replace(connection, row, ()))

    async def sign_in(
        self, name: str, password: str, code: str, at: Device, lowest: Lowest
    ) -> SignedIn | Denied | TooWeak:
        """Begin a session for whoever has both factors. Raises `StoreError`."""
        now = self._clock()
        known = await self._database.write(lambda connection: claim(connection, name, now))
        right = await factors.is_password(self._password(known), password)
        step = self._step(known, code, now)
        if known is None or step is None or not right:
            return Denied()
        agent = agent_of(known, Assurance.TWO_FACTOR, now)
        return await self._database.write(lambda connection: self._begin(connection, agent, step, at, lowest))

    async def sign_in_by_passkey(self, said: str, site: Site, browser: str, at: Device) -> SignedIn | Denied:
        """Begin a session for whoever has a passkey of ours. Raises `StoreError`."""
        now, claimed = self._clock(), await self.passkeys.claim(browser, said)
        if claimed is None:
            return Denied(why=NO_PASSKEY, noted="an answer to no challenge of ours")
        known = await self._database.write(lambda connection: claim(connection, claimed.agent, now))
        count = self.passkeys.counted(site, claimed)
        if known is None or count is None:
            return Denied(why=NO_PASSKEY, agent=claimed.agent, noted=_NOT_TRUE)
        agent = agent_of(known, Assurance.PASSKEY, now)

        def _begin_if_one(connection: Connection) -> SignedIn | None:
            return self.sessions.begin(connection, agent, at) if self._moved(connection, claimed, count) else None

        came = await self._database.write(_begin_if_one)
        return came or Denied(why=NO_PASSKEY, agent=known.name, noted=_COPIED)

    async def prove_again(self, agent: Agent, token: str, code: str) -> bool:
        """Whether the agent of this session has their authenticator at hand right now.

        Not for a session that a passkey began: a code is less than what was proved there.
        """
        now = self._clock()
        known = await self._database.write(lambda connection: claim(connection, agent.name, now))
        step = self._step(known, code, now)
        if known is None or step is None or agent.level > Assurance.TWO_FACTOR:
            return False
        spent = await self._database.write(lambda connection: self._spend(connection, agent.name, step))
        if spent:
            await self.sessions.prove_again(token, now)
        return spent

    async def prove_again_by_passkey(self, agent: Agent, token: str, said: str, site: Site, browser: str) -> bool:
        """The same with a passkey, for every session."""
        now, claimed = self._clock(), await self.passkeys.claim(browser, said, of=agent.name)
        known = await self._database.write(lambda connection: claim(connection, agent.name, now))
        count = self.passkeys.counted(site, claimed) if claimed and claimed.agent == agent.name else None
        if claimed is None or known is None or count is None:
            return False
        moved = await self._database.write(lambda connection: self._moved(connection, claimed, count))
        if moved:
            await self.sessions.prove_again(token, now)
        return moved

    async def session(self, token: str, device: str) -> Agent | Moved | None:
        """Who is signed in by this token in this browser, or nobody (any more); asking keeps it from going idle."""
        return await self.sessions.agent(token, device)

    async def sign_out(self, token: str) -> None:
        """End the session of this token."""
        await self.sessions.end(token)

    async def named(self, name: str) -> str:
        """The name as the record may hold it: empty when nobody on the staff has it."""
        found = await self._database.read(lambda connection: connection.execute(of(name)).first())
        return "" if found is None else name

    def _password(self, known: Found | None) -> str:
        """The kept password, or that of nobody, which costs the same: whoever has a passkey alone has none."""
        return known.password if known is not None and known.password else self._password_of_nobody

    def _step(self, known: Found | None, code: str, now: float) -> int | None:
        locked, whose, after = (
            (known.totp, known.name, known.totp_step)
            if known is not None and known.totp
            else (self._secret_of_nobody, "", 0)
        )
        return factors.step(self._ring.open(locked, about(whose)), code, now, after)

    def _begin(
        self, connection: Connection, agent: Agent, step: int, at: Device, lowest: Lowest
    ) -> SignedIn | Denied | TooWeak:
        if not self._spend(connection, agent.name, step):
            return Denied()
        if lowest(agent.desk) > agent.level:
            return TooWeak(agent=agent.name)
        return self.sessions.begin(connection, agent, at)

    def _spend(self, connection: Connection, name: str, step: int) -> bool:
        unused = (agents.c.name == name) & (agents.c.totp_step < step)
        spent = update(agents).where(unused).values(totp_step=step, failures=0, locked_until=0.0)
        return connection.execute(spent).rowcount == 1

    def _moved(self, connection: Connection, claimed: Claim, count: int) -> bool:
        """Whether there is one of the passkey; when there are two, whoever came in by either is signed out."""
        if not self.passkeys.move_on(connection, claimed, count):
            connection.execute(sessions.delete().where(sessions.c.agent == claimed.agent))
            return False
        forgive(connection, claimed.agent)
        return True


def _check(name: str, password: str, totp_secret: bytes) -> None:
    if not name or not name.isprintable():
        raise SettingsError(f"{name!r} is no name that somebody can type; use letters and digits")
    if len(password) < SHORTEST:
        raise SettingsError(f"the password of {name!r} is too short; use {SHORTEST} characters or more")
    if len(totp_secret) < factors.SECRET:
        raise SettingsError(f"the secret of {name!r}'s app is too short; use {factors.SECRET} random bytes or more")
