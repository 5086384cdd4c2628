"""Tables, columns and keys of a database, as its catalogue tells them.

SQLAlchemy's inspector reads all tables in a handful of queries where the database can (PostgreSQL, MySQL, Oracle);
1,000 tables take seconds. What kind of values a column takes is read from the name of its type, which every
database has; SQLite keeps whatever word its creator wrote.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.engine.reflection import Inspector
from sqlalchemy.exc import SQLAlchemyError

from needline.discover.connecting import reason
from needline.discover.tokens import singular, split


class Family(Enum):
    """What kind of values a column takes."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes or no"
    DATE = "date"
    JSON = "JSON"
    BLOB = "bytes"
    ADDRESS = "network address"
    OTHER = "other"


class Unread(Struct, frozen=True, kw_only=True, order=True):
    """What could not be read; `why` never quotes it."""

    where: str  # store, table or table.column
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


class Column(Struct, frozen=True, kw_only=True):
    """A column as the catalogue has it."""

    name: str
    family: Family
    length: int = 0  # characters that fit; 0: no bound is known
    key: bool = False  # part of the primary key
    unique: bool = False  # by itself
    refers: str = ""  # the table that its values are keys of; told by a foreign key, or by its name

    @property
    def roomy(self) -> bool:
        """Whether a sentence fits in."""
        return self.family in {Family.JSON, Family.BLOB} or (self.family is Family.TEXT and not 0 < self.length < 60)


class Table(Struct, frozen=True, kw_only=True):
    """A table as the catalogue has it."""

    name: str  # with its schema before it where that is not the usual one
    columns: tuple[Column, ...]
    schema: str | None = None

    @property
    def bare(self) -> str:
        """The name without a schema."""
        return self.name.removeprefix(f"{self.schema}.") if self.schema else self.name

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns of the primary key."""
        return tuple(column for column in self.columns if column.key)

    def column(self, name: str) -> Column | None:
        """The column of this name."""
        return next((column for column in self.columns if column.name == name), None)


_SYSTEM = re.compile(r"information_schema|pg_.*|crdb_internal|sqlite_.*")
_LENGTH = re.compile(r"\((\d+)")
_FAMILIES = (
    (Family.YES_NO, re.compile(r"bool|^bit$|^bit\(1\)|tinyint\(1\)|display_width=1\b")),
    (Family.JSON, re.compile(r"json|hstore|variant|^super|^map|^struct|object")),
    (Family.ADDRESS, re.compile(r"^inet|^cidr|^macaddr")),
    (Family.OTHER, re.compile(r"uuid|uniqueidentifier|interval|vector|range|^time(\b|$)(?!.*stamp)")),
    (Family.TEXT, re.compile(r"char|text|clob|string|enum|xml|^set|^null$|^$|array|\[\]|long$")),
    (Family.DATE, re.compile(r"date|timestamp|^year")),
    (Family.NUMBER, re.compile(r"int|num|dec|real|float|double|money|serial|fixed")),
    (Family.BLOB, re.compile(r"blob|binary|bytea|image|raw|bfile")),
)


def family_of(kind: str) -> Family:
    """What values a type takes, by its name.

    >>> family_of("character varying(20)").name, family_of("timestamp with time zone").name, family_of("jsonb").name
    ('TEXT', 'DATE', 'JSON')
    """
    low = kind.lower()
    return next((family for family, pattern in _FAMILIES if pattern.search(low)), Family.OTHER)


def length_of(kind: str) -> int:
    """How many characters fit in a column of this type; 0 where none is written.

    >>> length_of("VARCHAR(40)"), length_of("TEXT")
    (40, 0)
    """
    found = _LENGTH.search(kind)
    return int(found[1]) if found else 0


def tables_of(connection: Connection) -> tuple[tuple[Table, ...], tuple[Unread, ...]]:
    """Every table of the database that its catalogue names, in order, and what of the catalogue could not be read."""
    looking = inspect(connection)
    found: list[Table] = []
    unread: list[Unread] = []
    for schema in _schemas(looking):
        try:
            with warnings.catch_warnings():  # a type that SQLAlchemy does not know is a type all the same
                warnings.simplefilter("ignore")
                found.extend(_tables(connection, looking, schema))
        except (SQLAlchemyError, KeyError, ValueError) as error:
            unread.append(Unread(where=f"schema {schema or 'of the user'}", why=reason(error)))
    return _tied(found), tuple(unread)


def _schemas(looking: Inspector) -> list[str | None]:
    """The schemas to read: the user's own first, as None; on PostgreSQL all others that are not the system's."""
    if looking.dialect.name != "postgresql":
        return [None]
    own = looking.default_schema_name
    return [None, *(name for name in looking.get_schema_names() if name != own and not _SYSTEM.fullmatch(name))]


def _tables(connection: Connection, looking: Inspector, schema: str | None) -> Iterator[Table]:
    if looking.dialect.name == "sqlite":
        yield from _of_sqlite(connection)
        return
    columns = looking.get_multi_columns(schema=schema)
    keys, foreign = looking.get_multi_pk_constraint(schema=schema), looking.get_multi_foreign_keys(schema=schema)
    indexes = looking.get_multi_indexes(schema=schema)
    constraints = looking.get_multi_unique_constraints(schema=schema)
    for place, listed in columns.items():
        alone = [one["column_names"] for one in indexes.get(place, ()) if one["unique"]]
        alone += [list(one["column_names"]) for one in constraints.get(place, ())]
        refers = {
            one["constrained_columns"][0]: one["referred_table"]
            for one in foreign.get(place, ())
            if len(one["constrained_columns"]) == 1
        }
        primary = keys.get(place)
        yield _table(
            place, listed, primary=primary["constrained_columns"] if primary else (), alone=alone, refers=refers
        )


def _table(
    place: tuple[str | None, str],
    listed: Iterable[ReflectedColumn],
    *,
    primary: Sequence[str],
    alone: Iterable[Sequence[str | None]],
    refers: Mapping[str, str],
) -> Table:
    schema, name = place
    unique = {one[0] for one in (*alone, primary) if len(one) == 1}
    columns = (
        Column(
            name=one["name"], family=family_of(kind), length=length_of(kind), key=one["name"] in primary,
            unique=one["name"] in unique, refers=refers.get(one["name"], ""),
        )
        for one, kind in ((one, _kind(one)) for one in listed)
    )  # fmt: skip
    return Table(name=f"{schema}.{name}" if schema else name, schema=schema, columns=tuple(columns))


def _kind(column: ReflectedColumn) -> str:
    try:
        return str(column["type"])
    except SQLAlchemyError:  # a type without a name of its own: VARCHAR without the length that MySQL insists on
        return type(column["type"]).__name__


# SQLAlchemy would read SQLite's tables one by one, and forget the words of types that it does not know.
_SQLITE = """
    SELECT t.name, c.name, c.type, c.pk,
      (SELECT f."table" FROM pragma_foreign_key_list(t.name) f WHERE f."from" = c.name LIMIT 1),
      EXISTS (SELECT 1 FROM pragma_index_list(t.name) i WHERE i."unique" AND NOT i.partial
              AND (SELECT count(*) FROM pragma_index_info(i.name)) = 1
              AND (SELECT x.name FROM pragma_index_info(i.name) x) = c.name)
    FROM sqlite_master t JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY t.name, c.cid"""


def _of_sqlite(connection: Connection) -> Iterator[Table]:
    tables: dict[str, list[Column]] = {}
    for table, name, kind, place, refers, unique in connection.execute(text(_SQLITE)):
        column = Column(
            name=str(name), family=family_of(kind or ""), length=length_of(kind or ""), key=bool(place),
            unique=bool(unique), refers=refers or "",
        )  # fmt: skip
        tables.setdefault(str(table), []).append(column)
    for table, columns in tables.items():
        yield Table(name=table, columns=tuple(columns))


# ── ties that no foreign key tells ─────────────────────────────────────────────────────────────────
_POINTS = frozenset({"id", "fk", "nr", "no", "uuid", "key", "code"})


def _tied(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables with the ties that their columns' names tell: many databases are used without foreign keys."""
    by_name = _by_name(tables)
    return tuple(
        replace(table, columns=tuple(_points(table, column, by_name) for column in table.columns)) for table in tables
    )


def _by_name(tables: Sequence[Table]) -> dict[tuple[str, ...], str]:
    """Tables by the words of their names, in the singular: whole, and without the first word, often a prefix."""
    found: dict[tuple[str, ...], str] = {}
    for table in tables:
        there = tuple(map(singular, split(table.bare)))
        for start in range(min(2, len(there))):
            found.setdefault(there[start:], table.name)
        for column in table.keys[:1] if len(table.keys) == 1 else ():
            own = tuple(map(singular, split(column.name)))
            if len(own) > 1:
                found.setdefault(own[:-1], table.name)
    return found


def _points(table: Table, column: Column, by_name: Mapping[tuple[str, ...], str]) -> Column:
    there = tuple(map(singular, split(column.name)))
    if column.refers or len(there) < 2 or there[-1] not in _POINTS or (column.key and len(table.keys) == 1):
        return column
    for start in range(len(there) - 1):
        target = by_name.get(there[start:-1])
        if target and target != table.name:
            return replace(column, refers=target)
    return column
