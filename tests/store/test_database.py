"""The database: opened as it must be, read and written in transactions, and clear about what went wrong."""

import asyncio
import sqlite3
import stat
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, insert, select, text

from needline.errors import SettingsError, StoreError
from needline.store.database import Database, put_if_new
from needline.store.tables import mail, metadata, subject

PASSWORD = "hunter2"


def post(words: str) -> Callable[[Connection], object]:
    row = {"to": "someone", "text": words, "at": 1.0}
    return lambda connection: connection.execute(insert(mail).values(row))


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(mail)).scalar_one()


# ── opening ──
def test_the_steps_lead_to_what_the_tables_describe(database: Database) -> None:
    assert (
        database.reading(lambda connection: compare_metadata(MigrationContext.configure(connection), metadata)) == []
    )


def test_opening_again_finds_what_was_there(url: str) -> None:
    for opened in (1, 2):
        database = Database.open(url)
        database.writing(post("hello"))
        assert database.reading(count) == opened
        database.close()


def test_many_can_open_a_new_database_at_once(url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        databases = list(threads.map(Database.open, [url] * 4))
    for database in databases:
        database.writing(post("hello"))
    assert databases[0].reading(count) == 4
    for database in databases:
        database.close()


def test_a_database_of_a_newer_needline_is_left_alone(url: str) -> None:
    database = Database.open(url)
    database.writing(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = 'later'")))
    database.close()
    with pytest.raises(StoreError, match="made by a newer needline"):
        Database.open(url)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nonsense",
        "mysql://root:hunter2@db/state",
        "oracle+oracledb://root:hunter2@db/state",
        "postgresql+asyncpg://root:hunter2@db/state",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_what_the_state_cannot_live_in_is_a_wrong_setting(address: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Database.open(address)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_a_server_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"^the database is unreachable$") as caught:
        Database.open(f"postgresql+psycopg://needline:{PASSWORD}@/state?host={tmp_path}")
    assert PASSWORD not in "".join(traceback.format_exception(caught.value))


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened: No such file or directory"):
        Database.open(f"sqlite:///{tmp_path / 'nowhere' / 'state.sqlite'}")


def test_a_file_that_is_something_else_is_damaged(sqlite_file: Path) -> None:
    sqlite_file.write_bytes(b"not a database at all, but long enough to look at " * 40)
    with pytest.raises(StoreError, match="the database is damaged"):
        Database.open(f"sqlite:///{sqlite_file}")


def test_the_file_is_for_its_owner_alone(sqlite: Database, sqlite_file: Path) -> None:
    sqlite.writing(post("hello"))
    files = [path for path in sqlite_file.parent.iterdir() if path.name.startswith(sqlite_file.name)]
    assert len(files) == 3  # with the log and its index
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("busy_timeout", 200),
        ("wal_autocheckpoint", 20_000),
    ],
)
def test_every_connection_is_set_up(sqlite: Database, name: str, value: object) -> None:
    def ask(connection: Connection) -> object:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

    assert sqlite.reading(ask) == value
    assert sqlite.writing(ask) == value


# ── reading and writing ──
def test_what_was_written_is_read(database: Database) -> None:
    async def story() -> int:
        await database.write(post("hello"))
        return await database.read(count)

    assert asyncio.run(story()) == 1


def test_a_read_changes_nothing(database: Database) -> None:
    database.reading(lambda connection: connection.execute(insert(subject).values(seal="s", pseudonym="p")))
    assert database.reading(lambda connection: connection.execute(select(subject)).all()) == []


def test_a_write_that_fails_changes_nothing(database: Database) -> None:
    def fail(connection: Connection) -> None:
        post("hello")(connection)
        raise LookupError

    with pytest.raises(LookupError):
        database.writing(fail)
    assert database.reading(count) == 0


def test_a_read_sees_one_state_whatever_is_written_meanwhile(database: Database) -> None:
    def twice(connection: Connection) -> tuple[int, int]:
        first = count(connection)
        database.writing(post("meanwhile"))
        return first, count(connection)

    assert database.reading(twice) == (0, 0)
    assert database.reading(count) == 1


def test_many_writes_at_once_are_all_done(database: Database) -> None:
    async def story() -> None:
        await asyncio.gather(*(database.write(post(f"{at}")) for at in range(50)))

    asyncio.run(story())
    assert database.reading(count) == 50


def test_a_row_is_put_once(database: Database) -> None:
    for name in ("first", "second"):
        row = {"seal": "s", "pseudonym": name}
        database.writing(lambda connection, row=row: put_if_new(connection, subject, row))  # type: ignore[misc]  # bound now
    assert database.reading(lambda connection: connection.execute(select(subject.c.pseudonym)).scalars().all()) == [
        "first"
    ]


# ── what can go wrong ──
def test_an_error_holds_no_value(database: Database) -> None:
    row = {"seal": "s", "pseudonym": "hunter2"}
    database.writing(lambda connection: connection.execute(insert(subject).values(row)))
    with pytest.raises(StoreError, match=r"^the database refused: IntegrityError") as caught:
        database.writing(lambda connection: connection.execute(insert(subject).values(row | {"seal": "other"})))
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_a_lock_that_another_process_holds_is_said(sqlite: Database, sqlite_file: Path) -> None:
    other = sqlite3.connect(sqlite_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="the database is locked: another process does not let go of it"):
        sqlite.writing(post("hello"))
    assert sqlite.reading(count) == 0  # reads go on
    other.execute("ROLLBACK")
    other.close()
    sqlite.writing(post("hello"))
    assert sqlite.reading(count) == 1


def test_a_row_that_another_process_holds_is_said(postgresql_url: str) -> None:
    database, other = (Database.open(postgresql_url, patience=0.2) for _ in range(2))

    def hold(connection: Connection) -> None:
        connection.execute(text("LOCK TABLE mail"))
        with pytest.raises(StoreError, match="the database is locked"):
            database.writing(post("hello"))

    other.writing(hold)
    database.writing(post("hello"))
    database.close()
    other.close()


def test_a_full_disk_is_said(sqlite: Database) -> None:
    limit(sqlite, 4)
    with pytest.raises(StoreError, match=r"^the disk of the database is full$"):
        sqlite.writing(post("much " * 10_000))
    limit(sqlite, 1000)
    sqlite.writing(post("much " * 10_000))
    assert sqlite.reading(count) == 1


def limit(database: Database, more: int) -> None:
    """Let the file grow by no more than so many pages."""

    def grow(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + more}")

    database.writing(grow)


def test_a_connection_that_was_lost_is_made_again(postgresql_url: str) -> None:
    database, other = (Database.open(postgresql_url) for _ in range(2))
    database.writing(post("before"))
    ours = "datname = current_database() AND pid <> pg_backend_pid()"
    ending = text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")
    other.reading(lambda connection: connection.execute(ending).all())
    database.writing(post("after"))
    assert database.reading(count) == 2
    database.close()
    other.close()


def test_a_closed_database_says_so(url: str) -> None:
    database = Database.open(url)
    database.close()
    with pytest.raises(StoreError, match=r"^the database is closed$"):
        database.writing(post("hello"))
    with pytest.raises(StoreError, match=r"^the database is closed$"):
        asyncio.run(database.read(count))


# ── what was deleted ──
def test_what_was_deleted_is_gone_from_every_file(sqlite: Database, sqlite_file: Path) -> None:
    mark = "a-name-to-be-forgotten"

    def found() -> list[str]:
        return [path.name for path in sqlite_file.parent.iterdir() if mark.encode() in path.read_bytes()]

    sqlite.writing(post(mark))
    assert found() != []
    sqlite.writing(lambda connection: connection.execute(mail.delete()))
    asyncio.run(sqlite.scrub())
    assert found() == []


def test_scrubbing_waits_for_nobody_who_reads(sqlite: Database) -> None:
    sqlite.writing(post("hello"))

    def reader(connection: Connection) -> int:
        asyncio.run(sqlite.scrub())
        return count(connection)

    assert sqlite.reading(reader) == 1
