"""Waits: since when a customer's contact point is another one, and since when somebody asks for an action.

Neither the customer nor what was asked for stands here in clear: only that, for somebody, something began then.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select

from needline.sealing import Ring
from needline.store.database import Database, put_if_new
from needline.store.tables import wait as waits


class Waits:
    """The table of waits."""

    def __init__(self, database: Database, ring: Ring) -> None:
        self._database, self._ring = database, ring

    async def since(self, subject: str, whats: Iterable[str]) -> Mapping[str, float]:
        """When each of `whats` began for this customer, in seconds since 1970, UTC; without those that did not."""
        seals = {self._what(what): what for what in whats}
        query = select(waits.c.what, waits.c.since).where(
            waits.c.seal == self._seal(subject), waits.c.what.in_(seals)
        )
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return {seals[what]: since for what, since in rows}

    async def begin(self, subject: str, what: str, at: float, *, change: bool) -> None:
        """It begins now, whenever it began before; `change` tells a change from a wish."""
        row = {"seal": self._seal(subject), "what": self._what(what), "change": change, "since": at}
        await self._database.write(lambda connection: _begin(connection, row))

    async def end(self, subject: str, what: str) -> None:
        """Nothing waits for it any more."""
        mine = (waits.c.seal == self._seal(subject)) & (waits.c.what == self._what(what))
        await self._database.write(lambda connection: connection.execute(delete(waits).where(mine)).rowcount)

    async def forget_wishes(self, subject: str) -> None:
        """What was asked for in this customer's name has to be asked for again, and waits again."""
        wishes = (waits.c.seal == self._seal(subject)) & ~waits.c.change
        await self._database.write(lambda connection: connection.execute(delete(waits).where(wishes)).rowcount)

    def _seal(self, subject: str) -> str:
        return self._ring.seal("waits", subject)

    def _what(self, what: str) -> str:
        return self._ring.seal("what waits", what)


def _begin(connection: Connection, row: Mapping[str, object]) -> None:
    put_if_new(connection, waits, row)
    same = (waits.c.seal == row["seal"]) & (waits.c.what == row["what"])
    connection.execute(waits.update().where(same).values(row))
