"""Evidence: entries out of the record, and whether it can be believed."""

import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from typing import TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, LargeBinary, Row, func, literal, select, text, true

from needline.errors import EvidenceError, StoreError
from needline.policy import Policy
from needline.record.check import Checked, Noted, Stored, check
from needline.record.checkpoint import Verifier
from needline.record.entry import Decided, Entry, Ordered, about, decode
from needline.record.replay import digest, follows
from needline.record.tree import Hash
from needline.store.database import Database, Work
from needline.store.policies import stored_policy
from needline.store.tables import entry as table

S = TypeVar("S", Stored, Noted)

_PAGE = 1000  # rows in memory at once
_DECISIONS = ("decided", "ordered")


class Kept(Struct, frozen=True, kw_only=True):
    """An entry and where it stands, from 0."""

    place: int
    entry: Entry


class Verified(Struct, frozen=True, kw_only=True):
    """The record adds up: so many entries under this root, vouched for by so many checkpoints."""

    size: int
    root: Hash
    checkpoints: int
    seconds: float


class Replayed(Struct, frozen=True, kw_only=True):
    """So many decisions were made again, and so many came out the same; `different` are the places of the others."""

    decisions: int
    identical: int
    different: tuple[int, ...]
    unknown: tuple[str, ...]  # digests of policies that the store lacks; what they decided counts as different


class Evidence:
    """The record, for those who read it."""

    def __init__(self, database: Database, verifier: Verifier, origin: str) -> None:
        self._database, self._verifier, self._origin = database, verifier, origin

    async def entries(
        self,
        *,
        subject: str | None = None,
        agent: str | None = None,
        contact: str | None = None,
        element: str | None = None,
        kind: str | None = None,
        before: int | None = None,
        after: int | None = None,
        limit: int = 100,
    ) -> tuple[Kept, ...]:
        """The newest entries that fit all that is given, newest first; between two places, neither of them included.

        `subject` is a pseudonym. Subject and agent have an index. `contact`, `kind` and `element` (which finds
        actions too) are looked for from the newest entry down, page by page, until `limit` are found or the record
        ends: about a second for a million entries; bound it with `after`. Raises `EvidenceError` at an entry that
        cannot be read.
        """
        columns = {"subject": subject, "agent": agent, "contact": contact, "kind": kind}
        fits = [table.c[name] == wanted for name, wanted in columns.items() if wanted is not None]
        if after is not None:
            fits.append(table.c.place > after)
        if element is not None:
            fits.append(_mentions(self._database.engine.dialect.name, element))
        found: list[Kept] = []
        while len(found) < limit:
            page = await self._database.read(_page(fits, before, limit))
            found += (kept for kept in map(_kept, page) if element is None or element in about(kept.entry).elements)
            if len(page) < limit:
                break
            before = page[-1].place
        return tuple(found[:limit])

    async def verify(self) -> Verified:
        """Check every entry and every checkpoint, as `record.check` says.

        Raises `EvidenceError` with the first place that does not add up. Reads one state of the database from
        first to last, whatever is written meanwhile, in bounded memory.
        """
        begun = time.perf_counter()
        checked = await self._database.read(self._check)
        return Verified(
            size=checked.size,
            root=checked.root,
            checkpoints=checked.checkpoints,
            seconds=time.perf_counter() - begun,
        )

    async def replay(self, *, after: int | None = None) -> Replayed:
        """Decide every ask and every order after a place again, under the policy whose digest it carries.

        Raises `EvidenceError` at an entry that cannot be read.
        """
        return await self._database.read(lambda connection: _replayed(connection, -1 if after is None else after))

    def _check(self, connection: Connection) -> Checked:
        with closing(_stored(connection)) as entries, closing(_noted(connection)) as checkpoints:
            return check(entries, checkpoints, self._verifier, self._origin)


def _page(fits: Iterable[ColumnElement[bool]], before: int | None, limit: int) -> Work[Sequence[Row[int, bytes]]]:
    older = true() if before is None else table.c.place < before
    query = select(table.c.place, table.c.body).where(older, *fits).order_by(table.c.place.desc()).limit(limit)
    return lambda connection: connection.execute(query).all()


def _mentions(dialect: str, element: str) -> ColumnElement[bool]:
    """Whether the body holds the element's name in quotes: more than fit, but none that fits is left out."""
    name = literal(msgspec.json.encode(element), LargeBinary)
    if dialect == "sqlite":
        return func.instr(table.c.body, name) > 0
    return func.position(name.op("IN")(table.c.body)) > 0


def _kept(row: Row[int, bytes]) -> Kept:
    place, body = row
    try:
        return Kept(place=place, entry=decode(body))
    except EvidenceError as error:
        raise EvidenceError(f"entry {place} cannot be read: {error}", place=place) from error


def _stored(connection: Connection) -> Generator[Stored]:
    query = "SELECT place, kind, subject, agent, contact, body, leaf FROM entry ORDER BY place"
    return _typed(connection, query, Stored)


def _noted(connection: Connection) -> Generator[Noted]:
    return _typed(connection, "SELECT size, note, frontier FROM checkpoint ORDER BY size", Noted)


def _typed(connection: Connection, query: str, kind: type[S]) -> Generator[S]:
    """The rows one after the other. SQLite lets anybody store a text where bytes should be, so types are checked."""
    with connection.execute(text(query).execution_options(yield_per=_PAGE)) as rows:
        for row in rows.mappings():
            try:
                yield msgspec.convert(dict(row), kind, builtin_types=(bytes,))
            except msgspec.ValidationError as error:
                place = next(iter(row.values()))
                raise EvidenceError(f"row {place} of the record was changed: {error}", place=place) from error


def _replayed(connection: Connection, after: int) -> Replayed:
    query = select(table.c.place, table.c.body).where(table.c.place > after, table.c.kind.in_(_DECISIONS))
    policies: dict[str, Policy | None] = {}
    count, different = 0, []
    with connection.execute(query.order_by(table.c.place).execution_options(yield_per=_PAGE)) as rows:
        for count, kept in enumerate(map(_kept, rows), start=1):  # noqa: B007  # the last one is the number of them
            if not _follows(connection, policies, kept.entry):
                different.append(kept.place)
    unknown = tuple(sorted(name for name, policy in policies.items() if policy is None))
    return Replayed(decisions=count, identical=count - len(different), different=tuple(different), unknown=unknown)


def _follows(connection: Connection, policies: dict[str, Policy | None], entry: Entry) -> bool:
    if not isinstance(entry, Decided | Ordered):  # the column says that it is one
        return False
    name = digest(entry)
    if name not in policies:
        policies[name] = _policy(connection, name)
    policy = policies[name]
    return policy is not None and follows(policy, entry)


def _policy(connection: Connection, name: str) -> Policy | None:
    try:
        return stored_policy(connection, name)
    except StoreError:
        return None
