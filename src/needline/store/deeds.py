"""Deeds: each order of an action is carried out once, however often and from however many tabs it arrives.

    claimed → refused               the policy said no, or it could not be written down: nothing was done
    claimed → asked → begun         it takes somebody else's yes first
    claimed → begun                 about to be carried out; kept before anything is done
    begun   → done | undone         the answer came
    begun   → unknown               it did not come: nobody knows
    unknown → done | undone         somebody looked

Who orders says up to which deed of the contact they have seen. The same order behind that one is a repeat (a second
click, the back button, a second tab) and is answered what the first was. While nobody knows what came of an order,
or somebody else has to say yes to it, every repeat is that one, whatever was seen.
"""

from enum import StrEnum

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, func, or_, select, update

from needline.errors import StoreError
from needline.store.database import Database, put_if_new
from needline.store.tables import deed as deeds

WAITS = 30 * 60.0  # seconds that an order waits for somebody else's yes
STALLED = 60.0  # seconds without an answer, far above every deadline of a source: the process died meanwhile
_RACES = 1000  # losing this many in a row to others in one contact is no race any more


class State(StrEnum):
    """What became of an order."""

    CLAIMED = "claimed"
    REFUSED = "refused"
    ASKED = "asked"
    BEGUN = "begun"
    DONE = "done"
    UNDONE = "undone"
    UNKNOWN = "unknown"

    @property
    def over(self) -> bool:
        """Whether there is an answer to give."""
        return self not in {State.CLAIMED, State.BEGUN}


class Wish(Struct, frozen=True, kw_only=True):
    """An order, as far as telling it from another one takes."""

    contact: str
    desk: str
    agent: str
    action: str
    seal: str  # keyed hash of customer, action and arguments


class Deed(Wish, frozen=True, kw_only=True):
    """An order that was claimed; `at` is of its state, in seconds since 1970, UTC."""

    serial: int  # within the contact, from 1
    state: State
    entry: int  # of `Ordered`, or of what was asked; -1: none yet
    at: float

    def standing(self, now: float) -> State:
        """Its state: what was begun a minute ago and has no answer will have none."""
        return State.UNKNOWN if self.state is State.BEGUN and self.at <= now - STALLED else self.state


class Ledger:
    """The table of deeds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, wish: Wish, seen: int | None, now: float) -> tuple[Deed, bool]:
        """The deed that `wish` is, and whether it is a new one; whoever gets a new one carries it out.

        `seen` is the last deed of the contact that the one who orders knew of; without it, only what certainly was
        not done can be ordered again. Raises `StoreError`.
        """
        for _ in range(_RACES):
            claimed = await self._database.write(lambda connection: _claim(connection, wish, seen, now))
            if claimed is not None:
                return claimed
        raise StoreError("too many orders at once in one contact; try again")

    async def begin(self, deed: Deed, entry: int, now: float) -> None:
        """It is carried out from now on. Raises `StoreError` when it was before, whoever did."""
        if not await self._move(deed, (State.CLAIMED, State.ASKED), State.BEGUN, now, entry):
            raise StoreError("this order was carried out already")

    async def end(self, deed: Deed, state: State, now: float, entry: int | None = None) -> None:
        """What came of it."""
        await self._move(deed, (State.CLAIMED, State.ASKED, State.BEGUN), state, now, entry)

    async def settle(self, deed: Deed, *, done: bool, now: float) -> bool:
        """Somebody looked what came of it; whether that was still unknown."""
        after = State.DONE if done else State.UNDONE
        changed = update(deeds).where(_one(deed), _unknown(now)).values(state=after, at=now)
        return await self._database.write(lambda connection: connection.execute(changed).rowcount) == 1

    async def doubt(self, deed: Deed, now: float) -> None:
        """What somebody said of it could not be written down, so that nobody knows again."""
        await self._move(deed, (State.DONE, State.UNDONE), State.UNKNOWN, now, None)

    async def get(self, contact: str, serial: int) -> Deed | None:
        """The deed of this number."""
        found = select(deeds).where(deeds.c.contact == contact, deeds.c.serial == serial)
        row = await self._database.read(lambda connection: connection.execute(found).first())
        return None if row is None else _deed(row)

    async def of_contact(self, contact: str) -> tuple[Deed, ...]:
        """Everything ordered in a contact, in order."""
        mine = select(deeds).where(deeds.c.contact == contact).order_by(deeds.c.serial)
        rows = await self._database.read(lambda connection: connection.execute(mine).all())
        return tuple(map(_deed, rows))

    async def unknown(self, now: float) -> tuple[Deed, ...]:
        """What nobody knows the outcome of, longest first."""
        those = select(deeds).where(_unknown(now)).order_by(deeds.c.at).limit(200)
        rows = await self._database.read(lambda connection: connection.execute(those).all())
        return tuple(map(_deed, rows))

    async def _move(self, deed: Deed, before: tuple[State, ...], after: State, now: float, entry: int | None) -> bool:
        values = {"state": after, "at": now} | ({} if entry is None else {"entry": entry})
        changed = update(deeds).where(_one(deed), deeds.c.state.in_(before)).values(values)
        return await self._database.write(lambda connection: connection.execute(changed).rowcount) == 1


def _claim(connection: Connection, wish: Wish, seen: int | None, now: float) -> tuple[Deed, bool] | None:
    """The repeat that `wish` is, or a new deed; `None` when somebody else took its number meanwhile."""
    here = deeds.c.contact == wish.contact
    # First: an equal order that is committed after this has the number that ours would take, and one of us gives way.
    last = connection.execute(select(func.max(deeds.c.serial)).where(here)).scalar() or 0
    like = select(deeds).where(here, deeds.c.action == wish.action, deeds.c.seal == wish.seal)
    rows = connection.execute(like.order_by(deeds.c.serial.desc())).all()
    repeat = next((deed for deed in map(_deed, rows) if _is_repeat(deed, seen, now)), None)
    if repeat is not None:
        return repeat, False
    row = {
        "contact": wish.contact, "serial": last + 1, "desk": wish.desk, "agent": wish.agent, "action": wish.action,
        "seal": wish.seal, "state": State.CLAIMED, "entry": -1, "at": now,
    }  # fmt: skip
    if not put_if_new(connection, deeds, row):
        return None
    return (Deed(**{**row, "state": State.CLAIMED}), True)  # type: ignore[arg-type]  # the row's own columns


def _is_repeat(deed: Deed, seen: int | None, now: float) -> bool:
    match deed.state:
        case State.BEGUN | State.UNKNOWN:
            return True
        case State.ASKED if deed.at > now - WAITS:
            return True
        case State.CLAIMED if deed.at <= now - STALLED:
            return False  # whoever claimed it died before anything was done
        case State.REFUSED | State.UNDONE | State.ASKED if seen is None:
            return False
        case _:
            return seen is None or deed.serial > seen


def _one(deed: Deed) -> ColumnElement[bool]:
    return (deeds.c.contact == deed.contact) & (deeds.c.serial == deed.serial)


def _unknown(now: float) -> ColumnElement[bool]:
    stalled = (deeds.c.state == State.BEGUN) & (deeds.c.at <= now - STALLED)
    return or_(deeds.c.state == State.UNKNOWN, stalled)


def _deed(row: Row[tuple[object, ...]]) -> Deed:
    return Deed(
        contact=row.contact, serial=row.serial, desk=row.desk, agent=row.agent, action=row.action, seal=row.seal,
        state=State(row.state), entry=row.entry, at=row.at,
    )  # fmt: skip
