"""The ledger: one SQLite file with the findings, and with how far the scan of each file has come.

    files      path, and the stamp under which its spans were read
    spans      what was seen in each span, by where it starts
    findings   a row for each find: file, conversation, turn, offsets, what, element, journey, keyed hash; never text

A span, its counters and its findings are one transaction. So a scan that was killed has each span wholly or not at
all, and the next one reads what is missing: nothing counts twice, nothing is lost. A stamp is the file's size, time
of change and the digest of its two ends, and the digest of the job; under another stamp the file is read anew.
"""

import hashlib
import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import msgspec

from needline.errors import StoreError
from needline.scan.part import Part
from needline.scan.span import Span
from needline.scan.walk import File

VERSION = 1  # of the tables, and of what is found: whoever changes either counts it up
_ENDS = 64 * 1024  # bytes at the beginning and at the end of a file that its stamp rests on
_TABLES = """
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spans (
    path TEXT NOT NULL, start INTEGER NOT NULL, part BLOB NOT NULL, PRIMARY KEY (path, start)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS findings (
    path TEXT NOT NULL, span INTEGER NOT NULL, conversation TEXT NOT NULL, turn INTEGER NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, what TEXT NOT NULL, element TEXT NOT NULL,
    journey TEXT NOT NULL, value TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS findings_of_span ON findings (path, span);
"""


class Ledger:
    """The file, open for one scan at a time."""

    def __init__(self, path: str, job_digest: str) -> None:
        """Open it, or make it; a file that is damaged is put aside as `PATH.broken` and made anew.

        Raises `StoreError` when it can neither be opened nor made, or when another scan is writing it.
        """
        self.put_aside = ""  # the damaged file that was found here
        self._job = job_digest
        try:
            self._database = _opened(path)
        except (sqlite3.OperationalError, OSError) as error:
            raise StoreError(f"{path} cannot be used for findings: {error}") from error
        except sqlite3.DatabaseError:
            self.put_aside = _put_aside(path)
            self._database = _opened(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def known(self, file: File) -> Mapping[int, Part]:
        """What is known of the file's spans as it is now, by where they start; what is out of date is forgotten."""
        stamp = _stamp(file, self._job)
        found = self._database.execute("SELECT stamp FROM files WHERE path = ?", (file.path,)).fetchone()
        if found and found[0] == stamp:
            rows = self._database.execute("SELECT start, part FROM spans WHERE path = ?", (file.path,))
            return {start: msgspec.msgpack.decode(part, type=Part) for start, part in rows}
        with self._transaction():
            self._forget(file.path)
            self._database.execute("INSERT INTO files VALUES (?, ?)", (file.path, stamp))
        return {}

    def keep(self, span: Span, part: Part) -> None:
        """Make what was seen in a span durable, all of it or nothing."""
        counters = msgspec.msgpack.encode(msgspec.structs.replace(part, rows=()))
        with self._transaction():
            self._database.execute("INSERT INTO spans VALUES (?, ?, ?)", (span.path, span.start, counters))
            self._database.executemany(
                "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((span.path, span.start, *msgspec.structs.astuple(row)) for row in part.rows),
            )

    def forget(self, path: str) -> None:
        """Forget a file, so that the next scan reads it anew."""
        with self._transaction():
            self._forget(path)

    def forget_gone(self, walked: Collection[str]) -> None:
        """Forget the files that were not walked over and are no more."""
        for (path,) in self._database.execute("SELECT path FROM files").fetchall():
            if path not in walked and not Path(path).exists():
                self.forget(path)

    def _forget(self, path: str) -> None:
        for table in ("files", "spans", "findings"):
            self._database.execute(f"DELETE FROM {table} WHERE path = ?", (path,))  # noqa: S608  # names of ours

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._database.execute("BEGIN IMMEDIATE")
            yield
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")
            raise StoreError(f"findings cannot be written: {error}") from error


def job_digest(job: bytes) -> str:
    """What tells jobs apart: with another estate, depth, key or needline, everything is read anew."""
    return hashlib.sha256(b"%d\n%b" % (VERSION, job)).hexdigest()


def _opened(path: str) -> sqlite3.Connection:
    # Nobody else's: what stands in it is keyed, but it is about customers.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    database = sqlite3.connect(path, isolation_level=None, timeout=5)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        # A span is lost at worst when the machine loses power, and is then read again.
        database.execute("PRAGMA synchronous = NORMAL")
        _checked(database)
        database.executescript(_TABLES)
    except BaseException:
        database.close()
        raise
    return database


def _checked(database: sqlite3.Connection) -> None:
    if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("damaged")


def _put_aside(path: str) -> str:
    for name in (path + "-wal", path + "-shm"):
        Path(name).unlink(missing_ok=True)
    return str(Path(path).replace(path + ".broken"))


def _stamp(file: File, job: str) -> str:
    ends = hashlib.sha256()
    with suppress(OSError), Path(file.path).open("rb") as stream:
        ends.update(stream.read(_ENDS))
        stream.seek(max(0, file.size - _ENDS), os.SEEK_SET)
        ends.update(stream.read(_ENDS))
    return f"{file.size} {file.mtime} {ends.hexdigest()} {job}"
