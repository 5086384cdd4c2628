"""Emergencies: who broke the glass, for which contact, for how long, and who looked at it afterwards.

One person has one that nobody reviewed yet, and gets no second one before: the queue cannot be left unanswered.
"""

from msgspec import Struct
from sqlalchemy import Row, Select, delete, select, update

from needline.sealing import Ring
from needline.store.database import Database, put_if_new
from needline.store.tables import glass


class Emergency(Struct, frozen=True, kw_only=True):
    """A broken glass."""

    id: str
    agent: str
    contact: str
    journey: str
    desk: str
    review_by: str  # a role
    reason: str
    at: float  # seconds since 1970, UTC
    until: float  # the same
    entry: int = -1  # where it stands in the record
    by: str = ""  # who reviewed it
    justified: bool | None = None

    def __repr__(self) -> str:
        return f"Emergency(id={self.id!r}, agent={self.agent!r}, …)"


class Glass:
    """The table of emergencies."""

    def __init__(self, database: Database, ring: Ring) -> None:
        self._database = database
        self._ring = ring

    async def break_(self, emergency: Emergency) -> bool:
        """Keep it; whether it could be: not while another one of the same agent waits. It opens nothing yet."""
        row = {
            "id": emergency.id, "unreviewed": emergency.agent, "agent": emergency.agent, "contact": emergency.contact,
            "journey": emergency.journey, "desk": emergency.desk, "review_by": emergency.review_by,
            "reason": self._ring.lock(emergency.reason.encode(), _about(emergency.id)), "entry": -1,
            "at": emergency.at, "until": emergency.until, "by": "", "justified": None,
        }  # fmt: skip
        return await self._database.write(lambda connection: put_if_new(connection, glass, row))

    async def open(self, emergency: str, entry: int) -> None:
        """It stands in the record, so from now on it opens what it is for."""
        changed = update(glass).where(glass.c.id == emergency).values(entry=entry)
        await self._database.write(lambda connection: connection.execute(changed).rowcount)

    async def forget(self, emergency: str) -> None:
        """It could not be written down, so that it never was."""
        gone = delete(glass).where(glass.c.id == emergency, glass.c.entry == -1)
        await self._database.write(lambda connection: connection.execute(gone).rowcount)

    async def broken(self, contact: str, journey: str, agent: str, now: float) -> Emergency | None:
        """The emergency by which `agent` works on `contact` as `journey` at this moment."""
        mine = (glass.c.contact == contact) & (glass.c.journey == journey) & (glass.c.agent == agent)
        lasts = (glass.c.entry >= 0) & (glass.c.at <= now) & (glass.c.until > now)
        stands = glass.c.justified.is_(None) | glass.c.justified  # a review that says no closes it at once
        found = await self._some(select(glass).where(mine & lasts & stands).order_by(glass.c.at).limit(1))
        return found[0] if found else None

    async def unreviewed(self, agent: str | None = None) -> tuple[Emergency, ...]:
        """What waits for its review, longest first; of `agent`, or of all."""
        waits = select(glass).where(glass.c.unreviewed.is_not(None) if agent is None else glass.c.unreviewed == agent)
        return await self._some(waits.order_by(glass.c.at).limit(200))

    async def get(self, emergency: str) -> Emergency | None:
        """The emergency of this id."""
        found = await self._some(select(glass).where(glass.c.id == emergency))
        return found[0] if found else None

    async def review(self, emergency: str, *, by: str, justified: bool) -> bool:
        """Say whether it was one; whether that counts: nobody did before, and `by` is not who broke it."""
        waits = (glass.c.id == emergency) & glass.c.unreviewed.is_not(None) & (glass.c.agent != by)
        changed = update(glass).where(waits).values(unreviewed=None, by=by, justified=justified)
        return await self._database.write(lambda connection: connection.execute(changed).rowcount) == 1

    async def reopen(self, emergency: Emergency) -> None:
        """The review could not be written down, so that it never was."""
        values = {"unreviewed": emergency.agent, "by": "", "justified": None}
        changed = update(glass).where(glass.c.id == emergency.id).values(values)
        await self._database.write(lambda connection: connection.execute(changed).rowcount)

    async def _some(self, query: Select[tuple[object, ...]]) -> tuple[Emergency, ...]:
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return tuple(map(self._emergency, rows))

    def _emergency(self, row: Row[tuple[object, ...]]) -> Emergency:
        return Emergency(
            id=row.id, agent=row.agent, contact=row.contact, journey=row.journey, desk=row.desk,
            review_by=row.review_by, reason=self._ring.open(row.reason, _about(row.id)).decode(), at=row.at,
            until=row.until, entry=row.entry, by=row.by, justified=row.justified,
        )  # fmt: skip


def _about(emergency: str) -> str:
    return f"reason of emergency {emergency}"
