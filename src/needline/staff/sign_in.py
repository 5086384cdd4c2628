"""Staff sign in with a password and a code of their authenticator app; there is no other way in.

    1  a try is counted      before anything is compared, so that guesses side by side cannot outrun the count
    2  both factors checked  always both; for an unknown or locked name, those of nobody
    3  the step is spent     no code opens a second session
    4  a session begins      under a new token

Ten tries that failed lock the name for 30 minutes (PCI DSS 4.0.1 requirement 8.3.4). Every refusal is the same
answer and costs the same: one write, one password hash, one code.
"""

import secrets
from collections.abc import Callable

from sqlalchemy import Connection, Row, Select, case, delete, func, insert, select, update

from needline import factors
from needline.errors import SettingsError
from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.staff.agents import Agent, Denied, Role, SignedIn
from needline.staff.sessions import Sessions, agent_of
from needline.store.database import Database
from needline.store.tables import agent as agents
from needline.store.tables import session as sessions

TRIES = 10  # in a row
LOCK = 30 * 60.0  # seconds
SHORTEST = 12  # characters of a password; PCI DSS 4.0.1 requirement 8.3.6

# Writes to some row without changing it: a try that is not counted takes as long as one that is.
_touch = (
    update(agents)
    .where(agents.c.name == select(func.min(agents.c.name)).scalar_subquery())
    .values(failures=agents.c.failures)
)


class Staff:
    """The agents, their factors and their sessions; `clock` gives seconds since 1970, UTC."""

    def __init__(self, database: Database, ring: Ring, clock: Callable[[], float]) -> None:
        self._database = database
        self._ring = ring
        self._clock = clock
        self._sessions = Sessions(database, ring, clock)
        self._password_of_nobody = factors.of_nobody()
        self._secret_of_nobody = ring.lock(secrets.token_bytes(20), _about(""))

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
            "totp": self._ring.lock(totp_secret, _about(name)),
            "totp_step": 0,
            "failures": 0,
            "locked_until": 0.0,
        }
        await self._database.write(lambda connection: _enrol(connection, row))

    async def sign_in(self, name: str, password: str, code: str) -> SignedIn | Denied:
        """Begin a session for whoever has both factors. Raises `StoreError`."""
        now = self._clock()
        known = await self._database.write(lambda connection: _claim(connection, name, now))
        kept, locked, about, after = (
            (self._password_of_nobody, self._secret_of_nobody, "", 0)
            if known is None
            else (known.password, known.totp, known.name, known.totp_step)
        )
        right = await factors.is_password(kept, password)
        step = factors.step(self._ring.open(locked, _about(about)), code, now, after)
        if known is None or step is None or not right:
            return Denied()
        agent = agent_of(known, Assurance.TWO_FACTOR)
        return await self._database.write(lambda connection: self._begin(connection, agent, step, now))

    async def session(self, token: str) -> Agent | None:
        """Who is signed in by this token, or nobody (any more); asking keeps the session from going idle."""
        return await self._sessions.agent(token)

    async def sign_out(self, token: str) -> None:
        """End the session of this token."""
        await self._sessions.end(token)

    async def named(self, name: str) -> str:
        """The name as the record may hold it: empty when nobody on the staff has it."""
        found = await self._database.read(lambda connection: connection.execute(_of(name)).first())
        return "" if found is None else name

    def _begin(self, connection: Connection, agent: Agent, step: int, now: float) -> SignedIn | Denied:
        unused = (agents.c.name == agent.name) & (agents.c.totp_step < step)
        spent = update(agents).where(unused).values(totp_step=step, failures=0, locked_until=0.0)
        if connection.execute(spent).rowcount != 1:
            return Denied()
        return SignedIn(token=self._sessions.begin(connection, agent.name, agent.level, now), agent=agent)


def _about(name: str) -> str:
    return f"code of agent {name}"


def _check(name: str, password: str, totp_secret: bytes) -> None:
    if not name or not name.isprintable():
        raise SettingsError(f"{name!r} is no name that somebody can type; use letters and digits")
    if len(password) < SHORTEST:
        raise SettingsError(f"the password of {name!r} is too short; use {SHORTEST} characters or more")
    if len(totp_secret) < factors.SECRET:
        raise SettingsError(f"the secret of {name!r}'s app is too short; use {factors.SECRET} random bytes or more")


def _enrol(connection: Connection, row: dict[str, object]) -> None:
    connection.execute(delete(agents).where(agents.c.name == row["name"]))
    connection.execute(insert(agents).values(row))
    connection.execute(delete(sessions).where(sessions.c.agent == row["name"]))


def _claim(connection: Connection, name: str, now: float) -> Row[tuple[object, ...]] | None:
    """Count a try as failed until it succeeds; the agent's row, or `None`: no such name, or locked."""
    seen = agents.c.failures + 1
    counted = (
        update(agents)
        .where(agents.c.name == _typed(name), agents.c.locked_until <= now)
        .values(
            failures=case((agents.c.failures >= TRIES, 1), else_=seen),  # a lock is over: from the beginning
            locked_until=case((seen == TRIES, now + LOCK), else_=agents.c.locked_until),
        )
    )
    if connection.execute(counted).rowcount == 1:
        return connection.execute(_of(name)).one()
    connection.execute(_touch)
    return None


def _of(name: str) -> Select[tuple[object, ...]]:
    return select(agents).where(agents.c.name == _typed(name))


def _typed(name: str) -> str:
    """The name, or that of nobody when no name looks so: a database must not be asked for a NUL."""
    return name if name.isprintable() else ""
