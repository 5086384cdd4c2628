"""The budget of failed tries that a customer has: one for all desks, agents, contacts and channels.

A code that a customer types and a value that an agent compares are both guesses at something only the customer
should know. Whoever goes from agent to agent with a list of guesses finds the budget of that customer used up.
A try is taken from it before anything is compared, and put back only when it was right: guesses side by side
cannot outrun the count. Nobody's tries are counted like everybody's, or counting would tell who is a customer.
"""

from collections.abc import Callable

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from needline.sealing import Ring
from needline.store.database import Database, put_if_new
from needline.store.tables import failed_try as tries
from needline.store.tables import try_budget as budgets

DAY = 24 * 3600.0  # seconds


class Budget:
    """The table of failed tries. `clock` gives seconds since 1970, UTC."""

    def __init__(self, database: Database, ring: Ring, clock: Callable[[], float]) -> None:
        self._database, self._ring, self._clock = database, ring, clock

    async def take(self, subject: str, most: int, agent: str) -> int | None:
        """Take one try of the customer's and return its number; `None` when `most` failed within 24 hours."""
        seal, now = self._seal(subject), self._clock()
        return await self._database.write(lambda connection: _take(connection, seal, most, agent, now))

    async def put_back(self, number: int) -> None:
        """The try of this number was right, or nothing was compared after all."""
        await self._database.write(lambda connection: _put_back(connection, number))

    async def spent(self, subject: str, most: int) -> bool:
        """Whether no try is left."""
        return await self._database.read(self._count(subject)) >= most

    async def agents(self, subject: str) -> int:
        """How many agents had the contacts in which tries for this customer failed within 24 hours."""
        recent = and_(tries.c.seal == self._seal(subject), tries.c.at > self._clock() - DAY, tries.c.agent != "")
        query = select(func.count(tries.c.agent.distinct())).where(recent)
        return await self._database.read(lambda connection: connection.execute(query).scalar_one())

    def _count(self, subject: str) -> Callable[[Connection], int]:
        seal, now = self._seal(subject), self._clock()
        return lambda connection: _failed(connection, seal, now)

    def _seal(self, subject: str) -> str:
        return self._ring.seal("failed tries", subject)


def _take(connection: Connection, seal: str, most: int, agent: str, now: float) -> int | None:
    put_if_new(connection, budgets, {"seal": seal, "at": now})
    # The row is kept from others until the transaction ends, so that nobody counts meanwhile.
    connection.execute(update(budgets).where(budgets.c.seal == seal).values(at=now))
    connection.execute(delete(tries).where(tries.c.seal == seal, tries.c.at <= now - DAY))
    if _failed(connection, seal, now) >= most:
        return None
    row = {"seal": seal, "agent": agent, "at": now}
    number: int = connection.execute(insert(tries).values(row).returning(tries.c.id)).scalar_one()
    return number


def _failed(connection: Connection, seal: str, now: float) -> int:
    recent = and_(tries.c.seal == seal, tries.c.at > now - DAY)
    return connection.execute(select(func.count()).where(recent)).scalar_one()


def _put_back(connection: Connection, number: int) -> None:
    connection.execute(delete(tries).where(tries.c.id == number))
