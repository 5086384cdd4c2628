"""A database as a source.

One SELECT per table, of the needed columns and the column that says whose row it is, where that column is the
customer: never a row of somebody else, never a column that nobody asked for. Reads go over a read-only
connection, so that not even a mistake in this file could change a customer's data. Whatever the database answers
is checked again: the owner of every row, the number of rows and of cells.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Select, column, create_engine, select, table, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DataError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from needline.errors import SettingsError, SourceError
from needline.estate.model import Action, Store
from needline.forms import Value, use
from needline.sources.effect import Effect
from needline.sources.holding import by_home, columns_of

T = TypeVar("T")

ROWS = 1000  # of one element of one customer; more than any desk can read, so more is a mistake somewhere
_THREADS = 8
_ROLL = 600.0  # seconds for reading every customer's key once


class SqlSource:
    """One store of the estate that is a database. `deadline` is in seconds, for each fetch and each act."""

    def __init__(
        self, name: str, store: Store, url: str, actions: Mapping[str, Action], deadline: float = 5.0
    ) -> None:
        self._name, self._store, self._deadline = name, store, deadline
        self._actions = {key: action for key, action in actions.items() if action.store == name and action.sql}
        self._read = _engine(name, url, deadline, read_only=True)
        self._write = _engine(name, url, deadline, read_only=False)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix=f"source-{name}")
        self._selects: dict[tuple[str, ...], tuple[tuple[tuple[str, ...], Select[tuple[object, ...]]], ...]] = {}

    async def fetch(self, subject: str, elements: Sequence[str]) -> Mapping[str, tuple[Value, ...]]:
        """The rows of each of `elements` of the customer `subject`; an unknown customer has none.

        Raises `SourceError` when the database is down, slow, or answers with anything else than was asked.
        """
        return await self._in_time(lambda: self._fetch(subject, tuple(elements)))

    async def act(self, subject: str, action: str, arguments: Mapping[str, Value]) -> bool:
        """Carry out `action` for the customer `subject`; whether it changed exactly one row.

        A statement that would change more is rolled back. Raises `SourceError` when the database is down or slow,
        and then nobody knows whether it was done.
        """
        return await self._in_time(lambda: self._act(subject, action, arguments))

    async def rehearse(self, subject: str, action: str, arguments: Mapping[str, Value]) -> Effect:
        """How many rows `action` would change; it is carried out and rolled back. Raises `SourceError`.

        What is no row (a number taken from a sequence) is used up; a statement that would change more than one row
        changes none when it is meant.
        """
        return await self._in_time(lambda: Effect(rows=self._executed(subject, action, arguments, keep=False)))

    async def roll(self, columns: Mapping[str, str]) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """Every customer's key with these columns, for the blind index by which a contact finds its customer."""
        return await self._in_time(lambda: tuple(self._roll(columns)), _ROLL)

    def close(self) -> None:
        """Let go of the database."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._read.dispose()
        self._write.dispose()

    async def _in_time(self, work: Callable[[], T], deadline: float | None = None) -> T:
        """Run `work` in a thread and give up at the deadline; a slow database must not hold up other customers."""
        seconds = self._deadline if deadline is None else deadline
        running = asyncio.get_running_loop().run_in_executor(self._threads, work)
        try:
            return await asyncio.wait_for(running, seconds)
        except TimeoutError:
            raise SourceError(f"{self._name} did not answer within {seconds:g} s") from None
        except SQLAlchemyError as error:
            # The driver's text may quote a customer's value, so only its class is told.
            raise SourceError(f"{self._name} did not answer: {type(error).__name__}") from None

    def _fetch(self, subject: str, elements: tuple[str, ...]) -> dict[str, tuple[Value, ...]]:
        values: dict[str, tuple[Value, ...]] = {}
        with self._read.connect() as connection:
            for together, statement in self._statements(elements):
                values |= self._split(subject, together, _selected(connection, statement, subject))
        return values

    def _split(
        self, subject: str, together: tuple[str, ...], rows: Sequence[tuple[object, ...]]
    ) -> dict[str, tuple[Value, ...]]:
        if len(rows) > ROWS:
            raise SourceError(f"{self._name} returned more than {ROWS} rows of {', '.join(together)}")
        widths = [len(columns_of(self._store, self._name, element)) for element in together]
        whole = 1 + sum(widths)
        if any(len(row) != whole or str(row[0]) != subject for row in rows):
            raise SourceError(f"{self._name} returned what was not asked for of {', '.join(together)}")
        values, at = {}, 1
        for element, width in zip(together, widths, strict=True):
            nothing = (None,) * width
            cells = (row[at : at + width] for row in rows)
            values[element] = tuple(Value(*map(_text, cell)) for cell in cells if cell != nothing)
            at += width
        return values

    def _statements(
        self, elements: tuple[str, ...]
    ) -> tuple[tuple[tuple[str, ...], Select[tuple[object, ...]]], ...]:
        if elements not in self._selects:
            self._selects[elements] = tuple(self._plan(elements))
        return self._selects[elements]

    def _plan(self, elements: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Select[tuple[object, ...]]]]:
        """One statement per table, for the elements that live in it."""
        for home, together in by_home(self._store, self._name, elements).items():
            owner = self._owner(home)
            wanted = [
                one.partition(".")[2] for element in together for one in columns_of(self._store, self._name, element)
            ]
            source = table(home, column(owner), *(column(name) for name in dict.fromkeys(wanted) if name != owner))
            cells = [source.c[owner], *(source.c[name].label(f"c{at}") for at, name in enumerate(wanted))]
            yield tuple(together), select(*cells).where(source.c[owner] == text(":subject")).limit(ROWS + 1)

    def _owner(self, home: str) -> str:
        own, _, key = (self._store.person or "").partition(".")
        return key if home == own else self._store.ties[home]

    def _act(self, subject: str, action: str, arguments: Mapping[str, Value]) -> bool:
        return self._executed(subject, action, arguments, keep=True) == 1

    def _executed(self, subject: str, action: str, arguments: Mapping[str, Value], *, keep: bool) -> int:
        """The rows that the action changes; they stay changed when it is one, and to be kept."""
        known = self._actions.get(action)
        if known is None or set(arguments) != set(known.takes):
            raise SourceError(
                f"{self._name} has no action {action!r} that takes {', '.join(sorted(arguments)) or 'nothing'}"
            )
        bound = {name: use(value) for name, value in arguments.items()} | {"person": subject}
        with self._write.connect() as connection, connection.begin() as transaction:
            try:
                rows = connection.execute(text(known.sql or ""), bound).rowcount
            except (DataError, IntegrityError):  # forbidden or senseless to the database: certainly not done
                rows = 0
            if not keep or rows != 1:
                transaction.rollback()
        return rows

    def _roll(self, columns: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, str]]]:
        own, _, key = (self._store.person or "").partition(".")
        names = [one.partition(".")[2] for one in columns.values()]
        if any(one.partition(".")[0] != own for one in columns.values()):
            raise SourceError(f"{self._name} finds customers by columns of {own} only")
        source = table(own, column(key), *(column(name) for name in dict.fromkeys(names) if name != key))
        with self._read.connect() as connection:
            if self._read.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(_ROLL) * 1000}")
            for row in connection.execute(
                select(source.c[key], *(source.c[name].label(f"c{at}") for at, name in enumerate(names)))
            ):
                yield str(row[0]), {by: _text(cell) for by, cell in zip(columns, row[1:], strict=True)}


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _selected(
    connection: Connection, statement: Select[tuple[object, ...]], subject: str
) -> Sequence[tuple[object, ...]]:
    """The rows of a customer, one more than allowed at most; none for a key that the column could not hold."""
    try:
        found = connection.execute(statement, {"subject": subject}).fetchmany(ROWS + 1)
    except DataError:
        if _could_be(connection, statement, subject):
            raise
        return ()
    return [tuple(row) for row in found]  # a slice of a tuple costs a tenth of one of a Row


def _could_be(connection: Connection, statement: Select[tuple[object, ...]], subject: str) -> bool:
    """Whether the owner's column could hold this key: a number cannot be the text of a customer nobody knows."""
    nothing = statement.with_only_columns(statement.selected_columns[0]).limit(0)
    connection.rollback()
    try:
        connection.execute(nothing, {"subject": subject})
    except DataError:
        connection.rollback()
        return False
    return True


def _engine(name: str, url: str, deadline: float, *, read_only: bool) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            parsed = _existing(parsed, read_only=read_only)
        engine = create_engine(
            parsed,
            hide_parameters=True,
            pool_pre_ping=parsed.get_backend_name() != "sqlite",
            connect_args=_patience(parsed, deadline),
        )
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError):
        # Without its cause, which may quote the password in the address.
        raise SettingsError(f"store {name!r}: its address is no database URL that this machine can reach") from None
    read_only_here = read_only and engine.dialect.name == "postgresql"
    return engine.execution_options(postgresql_readonly=True) if read_only_here else engine


def _existing(url: URL, *, read_only: bool) -> URL:
    """The address of an SQLite file that is there: otherwise SQLite makes one, and every customer is unknown."""
    query = {"mode": "ro" if read_only else "rw", "uri": "true"}
    file = url.database or ""
    return url.set(database=file if file.startswith("file:") else f"file:{quote(file)}").update_query_dict(query)


def _patience(url: URL, deadline: float) -> dict[str, str | int]:
    """Options by which PostgreSQL itself gives up soon after nobody waits any more, and frees its connection."""
    if url.drivername != "postgresql+psycopg" or "options" in url.query:
        return {}
    return {
        "options": f"-c statement_timeout={int(deadline * 1000) + 1000}",
        "connect_timeout": max(2, int(deadline)),
    }
