"""Contacts that are going on, and what was said in them."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Literal
from weakref import WeakValueDictionary

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, Select, bindparam, insert, select, update

from needline.contact import Contact
from needline.errors import ContactError, StoreError
from needline.gate import State
from needline.store.database import Database
from needline.store.tables import contact as contacts
from needline.store.tables import turn as turns

Who = Literal["customer", "bot", "house", "agent"]

_ONE = select(contacts).where(contacts.c.id == bindparam("one"))  # made once: making it costs more than asking it

_encode = msgspec.json.Encoder().encode
_decode: msgspec.json.Decoder[State] = msgspec.json.Decoder(State)


class Held(Struct, frozen=True, kw_only=True):
    """A contact as it is stored; `version` is that of the row it was read from."""

    state: State
    version: int
    opened: float  # seconds since 1970, UTC
    waiting: float  # the same: since when at this desk
    note: str  # what the desk that handed it over says; masked

    @property
    def contact(self) -> Contact:
        """The contact itself."""
        return self.state.contact


class Turn(Struct, frozen=True, kw_only=True):
    """Something that was said; masked."""

    id: int
    who: Who
    text: str
    at: float  # seconds since 1970, UTC


class Contacts:
    """The table of contacts. Whoever changes one holds it meanwhile: `async with contacts.hold(id)`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, contact: str) -> AsyncIterator[Held]:
        """Keep others in this process from changing the contact. Raises `ContactError` when there is none.

        Processes are kept apart by `save`, which fails for the one that comes second.
        """
        lock = self._locks.setdefault(contact, asyncio.Lock())
        async with lock:
            yield await self.get(contact)

    async def get(self, contact: str) -> Held:
        """The contact of this id. Raises `ContactError` when there is none."""
        row = await self._database.read(lambda connection: connection.execute(_ONE, {"one": contact}).first())
        if row is None:
            raise ContactError("there is no such contact")
        return _held(row)

    async def of_visitor(self, visitor: str) -> Held | None:
        """The newest open contact of the customer behind this sealed cookie."""
        mine = select(contacts).where(contacts.c.visitor == visitor, contacts.c.open)
        found = await self._some(mine.order_by(contacts.c.opened.desc()).limit(1))
        return found[0] if found else None

    async def at_desk(self, desk: str) -> tuple[Held, ...]:
        """The open contacts at a desk, longest waiting first."""
        there = select(contacts).where(contacts.c.desk == desk, contacts.c.open)
        return await self._some(there.order_by(contacts.c.waiting).limit(200))

    async def open(self, state: State, *, visitor: str, at: float) -> Held:
        """Store a new contact."""
        row = {**_row(state), "visitor": visitor, "version": 0, "finds": 0, "opened": at, "waiting": at, "note": ""}
        await self._database.write(lambda connection: connection.execute(insert(contacts).values(row)))
        return Held(state=state, version=0, opened=at, waiting=at, note="")

    async def save(self, held: Held, state: State, *, waiting: float | None = None, note: str | None = None) -> Held:
        """Store how a held contact now stands. Raises `StoreError` when another process changed it meanwhile."""
        after = Held(
            state=state,
            version=held.version + 1,
            opened=held.opened,
            waiting=held.waiting if waiting is None else waiting,
            note=held.note if note is None else note,
        )
        row = {**_row(state), "version": after.version, "waiting": after.waiting, "note": after.note}
        unchanged = (contacts.c.id == state.contact.id) & (contacts.c.version == held.version)
        changed = await self._database.write(lambda connection: _count(connection, unchanged, row))
        if changed != 1:
            raise StoreError(f"contact {state.contact.id!r} was changed by another process meanwhile; try again")
        return after

    async def may_find(self, contact: str, limit: int) -> bool:
        """Count one search for the contact's customer; whether it was within `limit`."""
        left = (contacts.c.id == contact) & (contacts.c.finds < limit)
        row = {"finds": contacts.c.finds + 1}
        return await self._database.write(lambda connection: _count(connection, left, row)) == 1

    async def say(self, contact: str, who: Who, text: str, at: float) -> None:
        """Keep something that was said; `text` is masked already."""
        row = {"contact": contact, "who": who, "text": text, "at": at}
        await self._database.write(lambda connection: connection.execute(insert(turns).values(row)))

    async def turns(self, contact: str) -> tuple[Turn, ...]:
        """What was said in a contact, oldest first; the last 500."""
        newest = select(turns).where(turns.c.contact == contact).order_by(turns.c.id.desc()).limit(500)
        rows = await self._database.read(lambda connection: connection.execute(newest).all())
        return tuple(Turn(id=row.id, who=row.who, text=row.text, at=row.at) for row in reversed(rows))

    async def _some(self, query: Select[tuple[object, ...]]) -> tuple[Held, ...]:
        rows: Sequence[Row[tuple[object, ...]]] = await self._database.read(
            lambda connection: connection.execute(query).all()
        )
        return tuple(_held(row) for row in rows)


def _row(state: State) -> dict[str, object]:
    contact = state.contact
    return {"id": contact.id, "desk": contact.desk, "open": contact.open, "state": _encode(state)}


def _held(row: Row[tuple[object, ...]]) -> Held:
    return Held(
        state=_decode.decode(row.state),
        version=row.version,
        opened=row.opened,
        waiting=row.waiting,
        note=row.note,
    )


def _count(connection: Connection, where: object, row: Mapping[str, object]) -> int:
    return connection.execute(update(contacts).where(where).values(row)).rowcount  # type: ignore[arg-type]  # a condition
