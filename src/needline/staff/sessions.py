"""Sessions of agents. They stand on the server; the browser holds a random name for one.

A session ends after 15 minutes without use (PCI DSS 4.0.1 requirement 8.2.8) and after 12 hours in any case (SP
800-63B-4 section 2.2.3 allows 24). It belongs to the browser that began it, which a cookie of its own tells: shown by
another one it ends at once, whoever that was. When the clock jumps back it ends too.
"""

import secrets
from collections.abc import Callable

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.staff.agents import SKEW, Agent, Device, Moved, Role, SignedIn
from needline.store.database import Database
from needline.store.tables import agent as agents
from needline.store.tables import device as devices
from needline.store.tables import session as sessions

IDLE = 15 * 60.0  # seconds
LONGEST = 12 * 3600.0  # seconds
_REFRESH = (
    30.0  # seconds; so that a page of twenty requests writes once. An idle session ends that much earlier at most
)
_TOKEN = 32  # random bytes


class Session(Struct, frozen=True, kw_only=True):
    """One session, as its agent or whoever answers for security sees it."""

    id: str  # names it in forms; opens nothing
    agent: str
    level: Assurance
    device: str  # what its browser says it is
    begun: float  # seconds since 1970, UTC
    seen: float
    own: bool = False  # the one in which this is asked


class Sessions:
    """The table of sessions; `clock` gives seconds since 1970, UTC."""

    def __init__(self, database: Database, ring: Ring, clock: Callable[[], float]) -> None:
        self._database = database
        self._ring = ring
        self._clock = clock

    def begin(self, connection: Connection, agent: Agent, at: Device) -> SignedIn:
        """Begin a session inside the caller's transaction, proved at `agent.proved_at`. Sweeps out ended ones."""
        token, now, device = secrets.token_urlsafe(_TOKEN), agent.proved_at, self._device(at.token)
        row = {"seal": self._seal(token), "agent": agent.name, "level": agent.level.word, "begun": now, "seen": now}
        connection.execute(delete(sessions).where(~_lasts(now)))
        connection.execute(insert(sessions).values({**row, "device": device, "proved_at": now}))
        new, untold = _meet(connection, agent.name, device, at.called, now)
        return SignedIn(token=token, agent=agent, new_device=new, untold=untold)

    async def agent(self, token: str, device: str) -> Agent | Moved | None:
        """Who is signed in by this token in this browser; using a session keeps it from going idle."""
        seal, now = self._seal(token), self._clock()
        lasts = (sessions.c.seal == seal) & _lasts(now)
        both = sessions.join(agents, agents.c.name == sessions.c.agent)
        columns = (sessions.c.level, sessions.c.seen, sessions.c.device, sessions.c.proved_at)
        query = select(agents, *columns).select_from(both).where(lasts)
        row = await self._database.read(lambda connection: connection.execute(query).first())
        if row is None:
            return None
        if not secrets.compare_digest(row.device, self._device(device)):
            await self.end(token)
            return Moved(agent=row.name)
        if row.seen <= now - _REFRESH:
            seen = update(sessions).where(lasts).values(seen=now)
            await self._database.write(lambda connection: connection.execute(seen).rowcount)
        return agent_of(row, Assurance(row.level), row.proved_at)

    async def end(self, token: str) -> None:
        """End the session, if there is one."""
        ended = delete(sessions).where(sessions.c.seal == self._seal(token))
        await self._database.write(lambda connection: connection.execute(ended).rowcount)

    async def end_one(self, session: str, *, of: str = "") -> str:
        """End the session of this id; only if it is of the agent `of`, when one is named. Whose it was."""

        def _end(connection: Connection) -> str:
            mine = sessions.c.seal == session
            mine = mine & (sessions.c.agent == of) if of else mine
            row = connection.execute(select(sessions.c.agent).where(mine)).first()
            connection.execute(delete(sessions).where(mine))
            return "" if row is None else str(row.agent)

        return await self._database.write(_end)

    async def end_all(self, name: str) -> int:
        """End every session of an agent; how many there were."""
        ended = delete(sessions).where(sessions.c.agent == name)
        return await self._database.write(lambda connection: connection.execute(ended).rowcount)

    async def open(self, token: str, of: str = "") -> tuple[Session, ...]:
        """The sessions of the agent `of`, or everybody's; `token` says in which of them this is asked."""
        own, lasts = self._seal(token), _lasts(self._clock())
        known = (devices.c.seal == sessions.c.device) & (devices.c.agent == sessions.c.agent)
        columns = select(sessions, devices.c.called).select_from(sessions.outerjoin(devices, known))
        query = columns.where(lasts & (sessions.c.agent == of) if of else lasts).order_by(sessions.c.begun.desc())
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return tuple(_session(row, own) for row in rows)

    async def untold(self, name: str, device: str) -> tuple[tuple[str, float], ...]:
        """Browsers that signed in as this agent and that they do not know of: what each is, and since when."""
        query = select(devices.c.called, devices.c.since).where(_others(name, self._device(device)))
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return tuple((row.called, row.since) for row in rows)

    async def tell(self, name: str, device: str) -> None:
        """The agent knows now; the browser in which they say so waits to be told of in another."""
        known = update(devices).where(_others(name, self._device(device))).values(told=True)
        await self._database.write(lambda connection: connection.execute(known).rowcount)

    async def prove_again(self, token: str, now: float) -> None:
        """The agent of this session proved a factor once more."""
        proved = update(sessions).where(sessions.c.seal == self._seal(token)).values(proved_at=now)
        await self._database.write(lambda connection: connection.execute(proved).rowcount)

    def _seal(self, token: str) -> str:
        return self._ring.seal("session", token)

    def _device(self, token: str) -> str:
        return self._ring.seal("device", token) if token else ""


def agent_of(row: Row[tuple[object, ...]], level: Assurance, proved_at: float) -> Agent:
    """The agent of a row of their table, who proved `level`."""
    return Agent(
        name=row.name, called=row.called, desk=row.desk, role=Role(row.role), level=level, proved_at=proved_at
    )


def _lasts(now: float) -> ColumnElement[bool]:
    used = (sessions.c.seen > now - IDLE) & (sessions.c.begun > now - LONGEST)
    return used & (sessions.c.seen <= now + SKEW) & (sessions.c.device != "")


def _others(name: str, device: str) -> ColumnElement[bool]:
    return (devices.c.agent == name) & (devices.c.seal != device) & (~devices.c.told)


def _meet(connection: Connection, name: str, device: str, called: str, now: float) -> tuple[bool, bool]:
    """Note the browser; whether it is new, and whether others wait to be told of.

    The very first browser of somebody is the one that they enrolled with: there is nobody to tell.
    """
    theirs = connection.execute(select(devices.c.seal).where(devices.c.agent == name)).scalars().all()
    new = device not in theirs
    if new:
        row = {"seal": device, "agent": name, "called": called[:64], "since": now, "told": not theirs}
        connection.execute(insert(devices).values(row))
    untold = connection.execute(select(devices.c.seal).where(_others(name, device))).first()
    return new and bool(theirs), untold is not None


def _session(row: Row[tuple[object, ...]], own: str) -> Session:
    return Session(
        id=row.seal,
        agent=row.agent,
        level=Assurance(row.level),
        device=row.called or "",
        begun=row.begun,
        seen=row.seen,
        own=row.seal == own,
    )
