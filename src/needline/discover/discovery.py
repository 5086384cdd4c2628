"""Databases to findings: what is personal where, who may read it, and what could not be read.

One pass over each database: the catalogue, then table by table a sample that is judged and forgotten. A table that
cannot be read is told and judged by its names; a connection that breaks is made again once.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, func, select, table
from sqlalchemy.exc import SQLAlchemyError

from needline.discover.connecting import Source, connect, reason
from needline.discover.finding import Finding
from needline.discover.grants import Granted, granted
from needline.discover.judging import Eye, Values, judged
from needline.discover.naming import Place, places
from needline.discover.roles import IMPERSONAL, Role
from needline.discover.sampling import Sample, sample
from needline.discover.schema import Table, Unread, tables_of
from needline.discover.tokens import listed, singular, split
from needline.errors import SourceError

SAMPLE = 1_000  # rows of a table
SECONDS = 5.0  # for the values of one table


class Progress(Protocol):
    """Told before each table; of how many there are, and which comes."""

    def __call__(self, done: int, of: int, name: str) -> None:
        """Show it."""
        ...


class Store(Struct, frozen=True, kw_only=True):
    """A database as discovery found it."""

    name: str
    at: str  # env:NAME
    places: Mapping[str, Place]
    findings: tuple[Finding, ...]
    granted: tuple[Granted, ...] = ()
    unread: tuple[Unread, ...] = ()
    people: int = 0  # rows of the table whose rows are the customers
    person: str = ""  # table.column that says whose record it is; empty: nothing says so

    @property
    def columns(self) -> int:
        """How many columns were judged."""
        return sum(len(place.table.columns) for place in self.places.values())


def discovered(
    source: Source, *, most: int = SAMPLE, seconds: float = SECONDS, progress: Progress | None = None
) -> Store:
    """What the database holds. Raises `SourceError` where it cannot be reached or has no catalogue to read."""
    connection = connect(source)
    looking: _Looking | None = None
    try:
        tables, unread = tables_of(connection)
        if unread and not tables:
            raise SourceError(f"{source.name} cannot be read: {unread[0].why}")
        connection.rollback()
        looking = _Looking(source, connection, places(tables), most, seconds)
        findings = [one for found in looking.each(progress) for one in found]
        person = _person(looking.places, tables)
        rights, more = granted(looking.connection, tables, [one.column for one in findings])
        people = _counted(looking.connection, looking.places, person)
        return Store(
            name=source.name, at=source.at, places=looking.places, granted=rights,
            findings=tuple(replace(one, store=source.name) for one in findings),
            unread=tuple(_in(source.name, (*unread, *looking.unread, *more))), people=people, person=person,
        )  # fmt: skip
    except SQLAlchemyError as error:
        raise SourceError(f"{source.name} cannot be read: {reason(error)}") from None
    finally:
        if looking:
            looking.connection.close()
        connection.close()
        source.engine.dispose()


def _in(store: str, unread: Sequence[Unread]) -> Iterator[Unread]:
    return (replace(one, where=f"{store}.{one.where}") for one in unread)


class _Looking:
    """One pass over the tables of a database; `unread` grows."""

    def __init__(
        self, source: Source, connection: Connection, found: Mapping[str, Place], most: int, seconds: float
    ) -> None:
        self.source, self.connection, self.places = source, connection, found
        self.unread: list[Unread] = []
        self._most, self._seconds, self._eye = most, seconds, Eye()
        self._gone = False

    def each(self, progress: Progress | None) -> Iterator[list[Finding]]:
        """The findings of each table."""
        for done, (name, place) in enumerate(self.places.items()):
            if progress:
                progress(done, len(self.places), name)
            values = self._values(place.table)
            found = (judged(column, place, values, self._eye) for column in place.table.columns)
            yield [one for one in found if one]
        if progress:
            progress(len(self.places), len(self.places), "")

    def _values(self, source: Table) -> Values | None:
        if self._most == 0 or self._gone:
            if self._gone:
                self.unread.append(Unread(where=source.name, why="the connection was lost"))
            return None
        read = self._sample(source)
        if read.lost and self._again():
            read = self._sample(source)
        self._gone = read.lost
        self.unread.extend(read.unread)
        return Values(columns=read.values, called=self._called) if read.values else None

    def _sample(self, source: Table) -> Sample:
        return sample(self.connection, source, most=self._most, seconds=self._seconds)

    def _again(self) -> bool:
        """Connect anew; False where the database is gone for good."""
        try:
            self.connection.close()
            self.connection = self.source.engine.connect()
        except SQLAlchemyError:
            return False
        return True

    def _called(self, name: str) -> Mapping[str, str]:
        """What the rows of a small table of definitions are called, by their keys."""
        place = self.places.get(name)
        titles = [one for one in place.table.columns if split(one.name)[-1:] in _CALLED] if place else []
        if place is None or not titles or len(place.table.keys) != 1 or place.role not in {*IMPERSONAL, Role.UNKNOWN}:
            return {}
        read = sample(self.connection, place.table, most=self._most, seconds=self._seconds).values
        pairs = zip(read.get(place.table.keys[0].name, ()), read.get(titles[0].name, ()), strict=False)
        return {key: title for key, title in pairs if key and title}


_CALLED = {("name",), ("label",), ("title",), ("code",), ("key",)}


# ── whose record it is ─────────────────────────────────────────────────────────────────────────────
_CUSTOMERS = listed("""
    customer client user contact member subscriber patient kunde kunden kund cliente clientes clienti klant
    klanten klient klienci person people party assure abonne utilisateur guest partner
""")  # fmt: skip


def _person(found: Mapping[str, Place], tables: Sequence[Table]) -> str:
    """The key of the table of customers: of people, called so, and referred to by the most others."""
    referred: dict[str, int] = {}
    for one in tables:
        for target in {column.refers for column in one.columns if column.refers}:
            referred[target] = referred.get(target, 0) + 1

    def weight(place: Place) -> tuple[int, int, int]:
        """How much speaks for this table; of two alike the shorter name counts."""
        own = place.table
        called = bool(
            _CUSTOMERS & {word.rstrip("s") for word in split(own.bare)} or _CUSTOMERS & set(split(own.bare))
        )
        return (referred.get(own.name, 0) + 3 * called, sum(map(len, place.groups.values())), -len(own.name))

    people = [one for one in found.values() if one.role is Role.PERSON and _key(one.table) and not one.table.schema]
    best = max(people, key=weight, default=None)
    return f"{best.table.name}.{_key(best.table)}" if best else ""


def _key(source: Table) -> str:
    """The column that tells one row from another: the primary key, or what is called id where there is none."""
    if len(source.keys) == 1:
        return source.keys[0].name
    own = {singular(word) for word in split(source.bare)}
    called = (one.name for one in source.columns if {*split(one.name)} - own in ({"id"}, {"nr"}, {"no"}))
    return next(called, "") if not source.keys else ""


def _counted(connection: Connection, found: Mapping[str, Place], person: str) -> int:
    place = found.get(person.rpartition(".")[0])
    if place is None:
        return 0
    try:
        rows = connection.execute(select(func.count()).select_from(table(place.table.bare))).scalar()
        connection.rollback()
    except SQLAlchemyError:
        return 0
    return rows or 0
