"""The database under everything that needline keeps.

Work is a function of a connection. Reads run side by side; each sees one state of the database from first to last,
and is rolled back, so that it changes nothing. A write is one transaction, durable when it returns. SQLite has one
writer: writes queue for one thread, in the order they came, and take the lock at once (`BEGIN IMMEDIATE`) because a
read that turns into a write fails where another process wrote meanwhile.

SQLite runs in WAL mode with `synchronous=FULL` (what was acknowledged survives a power cut) and `secure_delete`
(what was deleted is overwritten).
"""

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from needline.errors import SettingsError, StoreError
from needline.store import migrations

T = TypeVar("T")
Work = Callable[[Connection], T]

PATIENCE = 5.0  # seconds
_THREADS = 8
_BEGIN = "needline_begin"  # the option that says how SQLite begins a transaction
_WRITES = {_BEGIN: "BEGIN IMMEDIATE"}
_PRAGMAS = (
    ("journal_mode", "wal", "wal"),
    ("synchronous", "FULL", 2),
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("wal_autocheckpoint", "20000", 20_000),  # pages, 80 MB: under load a smaller one costs half of all appends
    ("journal_size_limit", "100000000", 100_000_000),  # bytes: what a long read made the log grow to goes again
)
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, "55P03", "40P01"}
_FULL = {sqlite3.SQLITE_FULL, "53100"}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, "XX001", "XX002"}
_GONE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}


class Database:
    """Needline's own state. All of it can be used from any thread and any event loop."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(**_WRITES)
        steady = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        self._reading = engine.execution_options(**steady)
        self._readers = ThreadPoolExecutor(_THREADS, thread_name_prefix="store-read")
        writers = 1 if engine.dialect.name == "sqlite" else _THREADS
        self._writers = ThreadPoolExecutor(writers, thread_name_prefix="store-write")

    @classmethod
    def open(cls, url: str, *, patience: float = PATIENCE) -> "Database":
        """Open the database at an SQLAlchemy URL and bring its tables up to date; an SQLite file is made.

        `patience` is in seconds: how long to wait for a lock that another process holds.

        Raises `SettingsError` when this is no URL of a database that needline can use, and `StoreError` when the
        database is locked, full, unreachable or made by a newer needline.
        """
        engine = _engine(url, patience)
        try:
            with _told(), engine.execution_options(**_WRITES).begin() as connection:
                migrations.upgrade(connection)
        except CommandError as error:
            engine.dispose()
            raise StoreError("the database was made by a newer needline; start that one") from error
        except StoreError:
            engine.dispose()
            raise
        return cls(engine)

    async def read(self, work: Work[T]) -> T:
        """What `work` finds; what it changes is rolled back. Raises `StoreError`."""
        return await asyncio.wrap_future(_submitted(self._readers, lambda: self.reading(work)))

    async def write(self, work: Work[T]) -> T:
        """Do `work` in one transaction that is durable on return, or not at all. Raises `StoreError`.

        Who is cancelled while waiting does not know whether it was done.
        """
        return await asyncio.wrap_future(self.submit(work))

    def reading(self, work: Work[T]) -> T:
        """`read`, for code without an event loop."""
        with _told(), self._reading.connect() as connection:
            return work(connection)

    def writing(self, work: Work[T]) -> T:
        """`write`, for code without an event loop."""
        return self.submit(work).result()

    def submit(self, work: Work[T]) -> Future[T]:
        """`write`, for whoever wants to wait in their own way. The future is done when the transaction is."""
        return _submitted(self._writers, lambda: self._transact(work))

    async def scrub(self) -> None:
        """Make what was deleted unreadable in SQLite's log too, unless somebody is reading it right now.

        PostgreSQL keeps deleted rows until it vacuums, and its own log longer: that is the operator's to arrange.
        """
        if self.engine.dialect.name == "sqlite":
            await asyncio.wrap_future(_submitted(self._writers, self._scrub))

    def close(self) -> None:
        """Finish what was begun and let go of the database."""
        self._writers.shutdown()
        self._readers.shutdown()
        self.engine.dispose()

    def _scrub(self) -> None:
        bare = self.engine.execution_options(**{_BEGIN: ""})  # within a transaction it could not be done
        with _told(), bare.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _transact(self, work: Work[T]) -> T:
        with _told(), self._writing.begin() as connection:
            return work(connection)


def put_if_new(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Insert a row unless there is one of the same key, whoever else is inserting at this moment; whether it was."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    put = insert(table).values(row).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return connection.execute(put).rowcount == 1


def _submitted(threads: ThreadPoolExecutor, work: Callable[[], T]) -> Future[T]:
    try:
        return threads.submit(work)
    except RuntimeError as error:
        raise StoreError("the database is closed") from error


@contextmanager
def _told() -> Iterator[None]:
    """Turn what SQLAlchemy raises into a `StoreError`.

    Without its cause: the driver's text may quote a value, and a log that prints the cause would hold it.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(_what(error)) from None


def _what(error: SQLAlchemyError) -> str:
    orig = error.orig if isinstance(error, DBAPIError) else None
    code = getattr(orig, "sqlstate", None) or getattr(orig, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else code  # the rest says more than anybody asks
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    if primary in _LOCKED:
        return "the database is locked: another process does not let go of it"
    if primary in _FULL:
        return "the disk of the database is full"
    if primary in _DAMAGED:
        return "the database is damaged; bring back a copy"
    if primary in _GONE or lost or (type(error).__name__ == "OperationalError" and primary is None):
        return "the database is unreachable"
    name = getattr(orig, "sqlite_errorname", code)
    return f"the database refused: {type(error).__name__}" + (f" ({name})" if name else "")


def _engine(url: str, patience: float) -> Engine:
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        _make_private(parsed)
        engine = create_engine(
            parsed, hide_parameters=True, pool_size=_THREADS + 2, connect_args={"timeout": patience}
        )
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        return engine
    options = {"connect_timeout": max(2, round(patience)), "options": f"-c lock_timeout={round(patience * 1000)}"}
    return create_engine(
        parsed, hide_parameters=True, pool_size=2 * _THREADS, pool_pre_ping=True, connect_args=options
    )


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        parsed.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError):
        # Without its cause, which may quote the password in the address.
        raise SettingsError("the state's address is no database URL that this machine can reach") from None
    if parsed.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise SettingsError(
            f"the state cannot live in {parsed.drivername!r}; write sqlite:///FILE or postgresql+psycopg://…"
        )
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise SettingsError("the state needs a file: a record in memory is forgotten; write sqlite:///FILE")
    return parsed


def _make_private(url: URL) -> None:
    """Make the file, for its owner alone; SQLite gives its log the same rights."""
    try:
        os.close(os.open(url.database or "", os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(f"the database cannot be opened: {error.strerror}") from error


def _set_up(connection: DBAPIConnection, _: object) -> None:
    """Set what holds for one connection, and look whether it does: a file system may not be able to."""
    connection.isolation_level = None  # we say BEGIN ourselves
    for name, value, wanted in _PRAGMAS:
        cursor = connection.cursor()
        _patiently(cursor, f"PRAGMA {name} = {value}")
        cursor.execute(f"PRAGMA {name}")
        row = cursor.fetchone()
        cursor.close()
        if row is None or row[0] != wanted:
            raise StoreError(f"SQLite cannot keep the state here: {name} is {row and row[0]!r}, not {wanted!r}")


def _patiently(cursor: DBAPICursor, statement: str) -> None:
    """Execute `statement`, waiting for a lock as long as every other statement does.

    SQLite itself does not wait when a new file turns to its write-ahead log while another process does the same:
    two that waited for each other would wait for ever (sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY").
    """
    cursor.execute("PRAGMA busy_timeout")
    row = cursor.fetchone()
    until = time.monotonic() + (row[0] / 1000 if row else 0)
    while True:
        try:
            cursor.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _LOCKED or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _begin(connection: Connection) -> None:
    if begin := connection.get_execution_options().get(_BEGIN, "BEGIN"):
        connection.exec_driver_sql(begin)
