"""Subjects: who a pseudonym is.

In the record a customer is a random name. The one way from a customer to that name is a row under the keyed hash
of the customer's key in the source; without the row, nobody can tell any more whose entries those are, and every
proof over them still holds. That is how a person is forgotten.
"""

import secrets
import time
from collections import OrderedDict

from sqlalchemy import Connection, delete, select

from needline.sealing import Ring
from needline.store.database import Database, put_if_new
from needline.store.tables import subject as subjects

_BYTES = 16  # of chance in a pseudonym
_KEPT = 10_000
_FRESH = 60.0  # seconds


class Subjects:
    """The table of subjects, with up to `kept` pseudonyms in memory.

    `fresh` is in seconds: what another process forgot is forgotten here no later than that.
    """

    def __init__(self, database: Database, ring: Ring, *, kept: int = _KEPT, fresh: float = _FRESH) -> None:
        self._database, self._ring = database, ring
        self._limit, self._fresh = kept, fresh
        self._kept: OrderedDict[str, tuple[str, float]] = OrderedDict()

    async def pseudonym(self, subject: str) -> str:
        """The name of this customer in the record: 32 hex digits, made at random on first use."""
        seal = self._seal(subject)
        kept, until = self._kept.get(seal, ("", 0.0))
        if time.monotonic() < until:
            self._kept.move_to_end(seal)
            return kept
        name = await self.known(subject)
        if name is None:
            name = await self._database.write(lambda connection: _named(connection, seal))
        self._keep(seal, name)
        return name

    async def known(self, subject: str) -> str | None:
        """The name of this customer in the record; `None` when there is none, or it was forgotten."""
        seal = self._seal(subject)
        return await self._database.read(lambda connection: _name(connection, seal))

    async def forget(self, subject: str) -> bool:
        """Cut the way from this customer to the record; whether there was one. Nothing brings it back.

        A process of needline that is running elsewhere may go on using the old name for a minute.
        """
        seal = self._seal(subject)
        gone = delete(subjects).where(subjects.c.seal == seal)
        count = await self._database.write(lambda connection: connection.execute(gone).rowcount)
        self._kept.pop(seal, None)
        await self._database.scrub()
        return count > 0

    def _seal(self, subject: str) -> str:
        return self._ring.seal("subject", subject)

    def _keep(self, seal: str, name: str) -> None:
        self._kept[seal] = (name, time.monotonic() + self._fresh)
        self._kept.move_to_end(seal)
        if len(self._kept) > self._limit:
            self._kept.popitem(last=False)


def _name(connection: Connection, seal: str) -> str | None:
    return connection.execute(select(subjects.c.pseudonym).where(subjects.c.seal == seal)).scalar()


def _named(connection: Connection, seal: str) -> str:
    put_if_new(connection, subjects, {"seal": seal, "pseudonym": secrets.token_hex(_BYTES)})
    named: str = connection.execute(select(subjects.c.pseudonym).where(subjects.c.seal == seal)).scalar_one()
    return named
