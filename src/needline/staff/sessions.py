"""Sessions of agents. They stand on the server; the browser holds a random name for one.

A session ends after 15 minutes without use (PCI DSS 4.0.1 requirement 8.2.8) and after 12 hours in any case (SP
800-63B-4 section 2.2.3 allows 24).
"""

import secrets
from collections.abc import Callable

from sqlalchemy import Connection, Row, delete, insert, select, update

from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.staff.agents import Agent, Role
from needline.store.database import Database
from needline.store.tables import agent as agents
from needline.store.tables import session as sessions

IDLE = 15 * 60.0  # seconds
LONGEST = 12 * 3600.0  # seconds
_REFRESH = (
    30.0  # seconds; so that a page of twenty requests writes once. An idle session ends that much earlier at most
)
_TOKEN = 32  # random bytes


class Sessions:
    """The table of sessions; `clock` gives seconds since 1970, UTC."""

    def __init__(self, database: Database, ring: Ring, clock: Callable[[], float]) -> None:
        self._database = database
        self._ring = ring
        self._clock = clock

    def begin(self, connection: Connection, name: str, level: Assurance, now: float) -> str:
        """Begin a session inside the caller's transaction; the token that names it. Sweeps out ended ones."""
        token = secrets.token_urlsafe(_TOKEN)
        row = {"seal": self._seal(token), "agent": name, "level": level.word, "begun": now, "seen": now}
        ended = (sessions.c.seen <= now - IDLE) | (sessions.c.begun <= now - LONGEST)
        connection.execute(delete(sessions).where(ended))
        connection.execute(insert(sessions).values(row))
        return token

    async def agent(self, token: str) -> Agent | None:
        """Who is signed in by this token; using a session keeps it from going idle."""
        seal, now = self._seal(token), self._clock()
        lasts = (sessions.c.seal == seal) & (sessions.c.seen > now - IDLE) & (sessions.c.begun > now - LONGEST)
        both = sessions.join(agents, agents.c.name == sessions.c.agent)
        query = select(agents, sessions.c.level, sessions.c.seen).select_from(both).where(lasts)
        row = await self._database.read(lambda connection: connection.execute(query).first())
        if row is None:
            return None
        if row.seen <= now - _REFRESH:
            seen = update(sessions).where(lasts).values(seen=now)
            await self._database.write(lambda connection: connection.execute(seen).rowcount)
        return agent_of(row, Assurance(row.level))

    async def end(self, token: str) -> None:
        """End the session, if there is one."""
        ended = delete(sessions).where(sessions.c.seal == self._seal(token))
        await self._database.write(lambda connection: connection.execute(ended).rowcount)

    def _seal(self, token: str) -> str:
        return self._ring.seal("session", token)


def agent_of(row: Row[tuple[object, ...]], level: Assurance) -> Agent:
    """The agent of a row of their table, signed in at `level`."""
    return Agent(name=row.name, called=row.called, desk=row.desk, role=Role(row.role), level=level)
