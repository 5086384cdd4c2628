"""The recorder: an entry is durable before anybody is told its place, or somebody is told that it is not."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

from needline.errors import EvidenceError, RecordError
from needline.record.checkpoint import Checkpoint, open_note, sign, signer_from_seed
from needline.record.entry import Entry, RecordRead, SignedOut, decode
from needline.record.tree import leaf_hash, root_of
from needline.sealing import Ring
from needline.store.database import Database
from needline.store.evidence import Evidence
from needline.store.record import Recorder
from needline.store.tables import checkpoint, entry
from tests.record.entries import ENTRIES, signed_out


def stored(database: Database) -> list[tuple[int, Entry]]:
    rows = database.reading(lambda connection: connection.execute(select(entry).order_by(entry.c.place)).all())
    assert [row.leaf for row in rows] == [leaf_hash(row.body) for row in rows]
    return [(row.place, decode(row.body)) for row in rows]


def sizes(database: Database) -> list[int]:
    query = select(checkpoint.c.size).order_by(checkpoint.c.size)
    return list(database.reading(lambda connection: connection.execute(query).scalars().all()))


def append_all(recorder: Recorder, entries: list[Entry]) -> list[int]:
    async def together() -> list[int]:
        return list(await asyncio.gather(*map(recorder.append, entries)))

    return asyncio.run(together())


# ── what is written ──
def test_entries_stand_in_the_order_in_which_they_came(recorder: Recorder, database: Database) -> None:
    assert append_all(recorder, list(ENTRIES)) == list(range(len(ENTRIES)))
    assert stored(database) == list(enumerate(ENTRIES))


def test_a_checkpoint_signs_what_was_committed(recorder: Recorder, database: Database, ring: Ring) -> None:
    places = [recorder.append_now(one) for one in signed_out(3)]
    assert places == [0, 1, 2]
    rows = database.reading(lambda connection: connection.execute(select(checkpoint)).all())
    leaves = database.reading(lambda connection: connection.execute(select(entry.c.leaf)).scalars().all())
    assert [open_note(row.note, ring.signer.verifier) for row in rows] == [
        Checkpoint(origin=ring.origin, size=size, root=root_of(leaves[:size])) for size in (1, 2, 3)
    ]


def test_an_entry_is_found_by_its_columns(recorder: Recorder, database: Database) -> None:
    append_all(recorder, list(ENTRIES))
    row = database.reading(lambda connection: connection.execute(select(entry).where(entry.c.place == 8)).one())
    assert (row.kind, row.subject, row.agent, row.contact) == ("decided", "0f" * 16, "maria", "c1")


def test_all_who_wait_share_one_commit(recorder: Recorder, database: Database) -> None:
    with turn(database):
        waiting = start(lambda: append_all(recorder, signed_out(200)))
    waiting.join()
    assert len(stored(database)) == 200
    assert len(sizes(database)) < 20


def test_each_loop_is_woken_once_for_a_batch(recorder: Recorder, database: Database) -> None:
    wakings: list[int] = []

    class Counting(asyncio.SelectorEventLoop):
        def call_soon_threadsafe(self, *args: Any, **kwargs: Any) -> asyncio.Handle:  # type: ignore[override]  # takes what the loop takes
            wakings.append(1)
            return super().call_soon_threadsafe(*args, **kwargs)

    async def together() -> None:
        await asyncio.gather(*map(recorder.append, signed_out(500)))

    with asyncio.Runner(loop_factory=Counting) as runner:
        runner.run(together())
    assert len(wakings) == len(sizes(database))


# ── when it is told ──
def test_nobody_is_told_before_it_is_durable(recorder: Recorder, database: Database) -> None:
    async def story() -> int:
        with turn(database):
            waiting = asyncio.ensure_future(recorder.append(ENTRIES[0]))
            await asyncio.sleep(0.05)
            assert not waiting.done()
            assert stored(database) == []
        return await waiting

    assert asyncio.run(story()) == 0
    assert stored(database) == [(0, ENTRIES[0])]


def test_who_is_told_can_see_it_from_outside(recorder: Recorder, url: str) -> None:
    recorder.append_now(ENTRIES[0])
    outside = Database.open(url)
    assert stored(outside) == [(0, ENTRIES[0])]
    outside.close()


def test_who_stops_waiting_keeps_nobody_else_from_being_told(recorder: Recorder, database: Database) -> None:
    async def story() -> int:
        with turn(database):
            gone, stays = (asyncio.ensure_future(recorder.append(one)) for one in ENTRIES[:2])
            await asyncio.sleep(0.02)
            gone.cancel()
        return await stays

    assert asyncio.run(story()) == 1
    assert len(stored(database)) == 2


def test_a_loop_that_ended_keeps_nobody_else_from_being_told(recorder: Recorder, database: Database) -> None:
    async def impatient() -> None:
        waiting = asyncio.ensure_future(recorder.append(ENTRIES[0]))
        await asyncio.wait([waiting], timeout=0.01)

    with turn(database):
        asyncio.run(impatient())
    assert recorder.append_now(ENTRIES[1]) == 1


def test_threads_and_loops_append_side_by_side(recorder: Recorder, database: Database) -> None:
    with ThreadPoolExecutor(8) as threads:
        from_loops = [threads.submit(append_all, recorder, signed_out(50)) for _ in range(3)]
        from_threads = [threads.submit(recorder.append_now, one) for one in signed_out(50)]
        places = [place for one in from_loops for place in one.result()] + [one.result() for one in from_threads]
    assert sorted(places) == list(range(200))
    assert len(stored(database)) == 200


# ── other writers ──
def test_two_processes_append_to_one_record(url: str, ring: Ring, evidence: Evidence) -> None:
    databases = [Database.open(url) for _ in range(2)]
    recorders = [Recorder(database, ring.signer, ring.origin) for database in databases]
    with ThreadPoolExecutor(2) as threads:
        places = list(threads.map(lambda recorder: append_now_all(recorder, 40), recorders))
    assert sorted(places[0] + places[1]) == list(range(80))
    assert asyncio.run(evidence.verify()).size == 80
    for database in databases:
        database.close()


def append_now_all(recorder: Recorder, count: int) -> list[int]:
    return [recorder.append_now(one) for one in signed_out(count)]


def test_a_restart_goes_on_where_the_record_ended(database: Database, ring: Ring, evidence: Evidence) -> None:
    for begun in (0, 3, 6):
        recorder = Recorder(database, ring.signer, ring.origin)
        assert append_all(recorder, signed_out(3)) == [begun, begun + 1, begun + 2]
        recorder.close()
    assert asyncio.run(evidence.verify()).size == 9


# ── what cannot be written ──
def test_a_full_queue_refuses_at_once_and_loses_nothing(database: Database, ring: Ring) -> None:
    recorder = Recorder(database, ring.signer, ring.origin, limit=3)

    async def story() -> list[int | BaseException]:
        with turn(database):
            waiting = [asyncio.ensure_future(recorder.append(one)) for one in signed_out(5)]
            done, _ = await asyncio.wait(waiting, timeout=0.05)
            assert len(done) == 2
        return await asyncio.gather(*waiting, return_exceptions=True)

    answers = asyncio.run(story())
    assert answers[:3] == [0, 1, 2]
    assert [str(one) for one in answers[3:]] == ["3 entries are waiting to be written already"] * 2
    recorder.close()


def test_a_lock_that_is_not_let_go_fails_who_waits_and_nobody_later(recorder: Recorder, database: Database) -> None:
    recorder.append_now(ENTRIES[0])
    with held(database), pytest.raises(RecordError, match="cannot be made durable: the database is locked"):
        recorder.append_now(ENTRIES[1])
    assert recorder.append_now(ENTRIES[2]) == 1
    assert stored(database) == [(0, ENTRIES[0]), (1, ENTRIES[2])]


def test_a_full_disk_fails_who_waits_and_nobody_later(sqlite: Database, ring: Ring) -> None:
    recorder = Recorder(sqlite, ring.signer, ring.origin)
    recorder.append_now(ENTRIES[0])
    limit(sqlite, 1)
    with pytest.raises(RecordError, match="cannot be made durable: the disk of the database is full"):
        append_all(recorder, signed_out(500))
    limit(sqlite, 1000)
    assert append_all(recorder, signed_out(500)) == list(range(1, 501))
    recorder.close()
    assert asyncio.run(Evidence(sqlite, ring.signer.verifier, ring.origin).verify()).size == 501


def limit(database: Database, more: int) -> None:
    """Let the file grow by no more than so many pages."""

    def grow(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + more}")

    database.writing(grow)


@pytest.mark.parametrize("agent", ["x" * 65, "a\0b", "\ud800"])
def test_an_entry_that_cannot_be_stored_fails_alone(recorder: Recorder, database: Database, agent: str) -> None:
    async def story() -> list[int | BaseException]:
        entries = [ENTRIES[0], SignedOut(at=1.0, agent=agent), ENTRIES[1]]
        return await asyncio.gather(*map(recorder.append, entries), return_exceptions=True)

    before, wrong, after = asyncio.run(story())
    assert (before, after) == (0, 1)
    assert isinstance(wrong, RecordError)
    assert agent not in str(wrong)
    assert len(stored(database)) == 2


def test_the_longest_names_that_fit_are_stored(recorder: Recorder, database: Database) -> None:
    recorder.append_now(SignedOut(at=1.0, agent="ü" * 64))
    recorder.append_now(RecordRead(at=1.0, agent="a", filters=("\0",)))
    assert stored(database)[0][1] == SignedOut(at=1.0, agent="ü" * 64)


def test_closing_writes_what_waits_and_takes_no_more(recorder: Recorder, database: Database) -> None:
    async def story() -> list[int]:
        waiting = [asyncio.ensure_future(recorder.append(one)) for one in signed_out(20)]
        await asyncio.sleep(0)
        recorder.close()
        assert len(stored(database)) == 20
        return await asyncio.gather(*waiting)

    assert asyncio.run(story()) == list(range(20))
    with pytest.raises(RecordError, match="it is closed"):
        recorder.append_now(ENTRIES[0])


def test_a_closed_database_is_told_like_any_other_failure(url: str, ring: Ring) -> None:
    database = Database.open(url)
    recorder = Recorder(database, ring.signer, ring.origin)
    database.close()
    with pytest.raises(RecordError, match="cannot be made durable: the database is closed"):
        recorder.append_now(ENTRIES[0])
    recorder.close()


# ── what is not signed over ──
def test_a_record_that_is_shorter_than_it_was_is_not_gone_on_with(recorder: Recorder, database: Database) -> None:
    append_now_all(recorder, 3)
    database.writing(lambda connection: connection.execute(entry.delete().where(entry.c.place == 2)))
    database.writing(lambda connection: connection.execute(checkpoint.delete().where(checkpoint.c.size == 3)))
    with pytest.raises(RecordError, match="the record is shorter than it was"):
        recorder.append_now(ENTRIES[0])
    assert sizes(database) == [1, 2]


@pytest.mark.parametrize("running", [True, False])
def test_a_frontier_that_somebody_changed_is_not_signed(database: Database, ring: Ring, *, running: bool) -> None:
    recorder = Recorder(database, ring.signer, ring.origin)
    recorder.append_now(ENTRIES[0])
    database.writing(lambda connection: connection.execute(update(checkpoint).values(frontier=leaf_hash(b"other"))))
    recorder = recorder if running else Recorder(database, ring.signer, ring.origin)
    with pytest.raises(RecordError, match="the last checkpoint is not what it says"):
        recorder.append_now(ENTRIES[1])
    assert sizes(database) == [1]


@pytest.mark.parametrize(("seed", "origin"), [(bytes(32), "shop.example/record"), (None, "shop.example/other")])
def test_a_checkpoint_that_is_not_ours_is_not_gone_on_with(
    database: Database, ring: Ring, seed: bytes | None, origin: str
) -> None:
    signer = signer_from_seed(ring.origin, seed) if seed else ring.signer
    leaf = leaf_hash(b"forged")
    note = sign(Checkpoint(origin=origin, size=1, root=leaf), signer)
    row = {"size": 1, "note": note, "frontier": leaf}
    database.writing(lambda connection: connection.execute(checkpoint.insert().values(row)))
    with pytest.raises(RecordError, match=r"no signature by|not what it says"):
        Recorder(database, ring.signer, ring.origin).append_now(ENTRIES[0])


def test_an_entry_that_somebody_added_stops_the_record(
    recorder: Recorder, database: Database, evidence: Evidence
) -> None:
    recorder.append_now(ENTRIES[0])
    forged = {"place": 1, "kind": "signed-out", "agent": "a", "contact": "", "body": b"{}", "leaf": leaf_hash(b"{}")}
    database.writing(lambda connection: connection.execute(entry.insert().values(forged)))
    with pytest.raises(RecordError, match="the database refused: IntegrityError"):
        recorder.append_now(ENTRIES[1])
    with pytest.raises(EvidenceError) as caught:
        asyncio.run(evidence.verify())
    assert caught.value.place == 1


# ── under load ──
@pytest.mark.slow
def test_the_file_stays_sound_through_many_commits(sqlite: Database, sqlite_file: Path, ring: Ring) -> None:
    recorder = Recorder(sqlite, ring.signer, ring.origin)

    async def worker(count: int) -> None:
        for at in range(count):
            await recorder.append(SignedOut(at=float(at), agent=f"agent-{at}"))

    async def work() -> None:
        await asyncio.gather(*(worker(300) for _ in range(100)))

    asyncio.run(work())
    recorder.close()
    assert sqlite.reading(lambda connection: connection.exec_driver_sql("PRAGMA integrity_check").scalar()) == "ok"
    assert (
        sqlite.reading(lambda connection: connection.execute(select(func.count()).select_from(entry)).scalar())
        == 30_000
    )
    assert sqlite_file.with_name(f"{sqlite_file.name}-wal").stat().st_size < 150_000_000
    assert asyncio.run(Evidence(sqlite, ring.signer.verifier, ring.origin).verify()).size == 30_000


# ── as if another process did it ──
def start(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


@contextmanager
def turn(database: Database) -> Iterator[None]:
    """Keep every other write waiting, for less than anybody's patience: this one is on its way before them."""
    begun, go = threading.Event(), threading.Event()

    def hold(connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE checkpoint IN EXCLUSIVE MODE")  # may still be read
        begun.set()
        go.wait(5)

    held_up = database.submit(hold)
    begun.wait(5)
    try:
        yield
    finally:
        go.set()
        held_up.result()


@contextmanager
def held(database: Database) -> Iterator[None]:
    """Hold the lock that appending takes, for longer than anybody waits."""
    if database.engine.dialect.name == "sqlite":
        other = sqlite3.connect(str(database.engine.url.database), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.close()
    else:
        with database.engine.begin() as connection:
            connection.exec_driver_sql("LOCK TABLE checkpoint")
            yield
