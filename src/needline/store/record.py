"""The recorder: entries in, durable before anybody is told so.

Whoever appends waits in a queue. One batch is under way at a time; it takes all who wait:

    1  begin a transaction that no other process can be in at the same moment
    2  read the last checkpoint, and see that it continues what we know
    3  insert the entries and one signed checkpoint over them
    4  commit, which reaches the disk
    5  tell everybody their place, or everybody that it failed

While a batch is on its way to the disk the next one gathers, so that a slow disk makes batches larger and not
the queue longer without end: a queue that is full refuses at once. A batch that failed fails those in it; the
next one is tried afresh.
"""

import asyncio
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial

from msgspec import Struct
from sqlalchemy import Connection

from needline.errors import EvidenceError, NeedlineError, RecordError, StoreError
from needline.record import entry as entries
from needline.record import tree
from needline.record.checkpoint import Checkpoint, Signer, open_note, sign
from needline.record.entry import Entry
from needline.record.tree import Frontier
from needline.store.database import Database
from needline.store.tables import entry as table

LIMIT = 10_000  # entries that may wait
_TURN = 0x6E65_6565  # the advisory lock of whoever appends
_COLUMNS = ("kind", "subject", "agent", "contact")
_WIDTHS = tuple(table.c[name].type.length for name in _COLUMNS)  # type: ignore[attr-defined]  # all of them are String
# For the driver itself: Core would add a millisecond to a batch of a hundred.
_LAST = "SELECT size, note, frontier FROM checkpoint ORDER BY size DESC LIMIT 1"
_ENTRY = "INSERT INTO entry (place, kind, subject, agent, contact, body, leaf) VALUES (?, ?, ?, ?, ?, ?, ?)"
_CHECKPOINT = "INSERT INTO checkpoint (size, note, frontier) VALUES (?, ?, ?)"
_MARKS = {"sqlite": "?", "postgresql": "%s"}


class _Waiting(Struct, eq=False):
    """An entry on its way, and who waits for it: `loop` is theirs, None that of a thread."""

    columns: tuple[str | None, ...]
    body: bytes
    leaf: tree.Hash
    loop: asyncio.AbstractEventLoop | None
    answer: "asyncio.Future[int] | Future[int]"


class Recorder:
    """The only writer of the record; several processes may each have one. `limit` is how many may wait."""

    def __init__(self, database: Database, signer: Signer, origin: str, limit: int = LIMIT) -> None:
        self._database, self._signer, self._origin, self._limit = database, signer, origin, limit
        self._idle = threading.Condition()
        self._queue: list[_Waiting] = []
        self._batch: list[_Waiting] = []
        self._busy = self._closed = False
        self._known = Frontier()  # of the longest record that we signed or saw signed

    async def append(self, entry: Entry) -> int:
        """The place of `entry`, from 0, once it is durable.

        Raises `RecordError` when it cannot be made so, at once when too many wait or the recorder is closed. Who
        is cancelled while waiting does not know whether it was written.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[int] = loop.create_future()
        self._put(_waiting(entry, loop, answer))
        self._start()
        return await answer

    def append_now(self, entry: Entry) -> int:
        """`append`, for code without an event loop."""
        answer: Future[int] = Future()
        self._put(_waiting(entry, None, answer))
        self._start()
        return answer.result()

    def close(self) -> None:
        """Write what waits, then take no more."""
        with self._idle:
            self._closed = True
        self._start()
        with self._idle:
            self._idle.wait_for(lambda: not self._busy and not self._queue)

    def _put(self, waiting: _Waiting) -> None:
        with self._idle:
            if self._closed:
                raise RecordError("the record takes no more entries: it is closed")
            if len(self._queue) >= self._limit:
                raise RecordError(f"{self._limit} entries are waiting to be written already")
            self._queue.append(waiting)

    def _start(self) -> None:
        """Send a batch on its way, unless one is."""
        with self._idle:
            if self._busy or not self._queue:
                return
            self._busy = True
        try:
            written = self._database.submit(self._write)
        except StoreError as error:
            self._finish(error)
        else:
            written.add_done_callback(lambda done: self._finish(done.exception() or done.result()))

    def _write(self, connection: Connection) -> Frontier:
        """Steps 2 and 3. Returns the frontier before."""
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
        before = self._before(connection)
        self._batch = self._taken()
        after = tree.extend(before, (one.leaf for one in self._batch))
        mark = _MARKS[connection.dialect.name]
        connection.exec_driver_sql(_ENTRY.replace("?", mark), _rows(before.size, self._batch))
        connection.exec_driver_sql(_CHECKPOINT.replace("?", mark), self._signed(after))
        return before

    def _before(self, connection: Connection) -> Frontier:
        """Where the record stands. `EvidenceError` when it is not what we know, or more than that.

        We sign nothing over what we cannot stand for (C2SP tlog-checkpoint: a log must never sign two checkpoints
        that are inconsistent): a frontier that another process left counts only with a note of our key.
        """
        row = connection.exec_driver_sql(_LAST).one_or_none()
        stored = tree.decode(row.size, row.frontier) if row else Frontier()
        if stored.size < self._known.size:
            raise EvidenceError("the record is shorter than it was", place=stored.size)
        if row and stored != self._known:
            noted = open_note(row.note, self._signer.verifier)
            if (noted.origin, noted.size, noted.root) != (self._origin, stored.size, tree.root(stored)):
                raise EvidenceError("the last checkpoint is not what it says", place=stored.size)
        self._known = stored
        return stored

    def _signed(self, frontier: Frontier) -> tuple[int, str, bytes]:
        stated = Checkpoint(origin=self._origin, size=frontier.size, root=tree.root(frontier))
        return frontier.size, sign(stated, self._signer), tree.encode(frontier)

    def _taken(self) -> list[_Waiting]:
        with self._idle:
            taken, self._queue = self._queue, []
        return taken

    def _finish(self, outcome: Frontier | BaseException) -> None:
        """Step 5, and the next batch."""
        # A transaction that could not even begin has taken nobody: then it failed for all who wait.
        batch, self._batch = self._batch or self._taken(), []
        if isinstance(outcome, Frontier):
            self._known = tree.extend(outcome, (one.leaf for one in batch))
            _tell(batch, outcome.size)
        else:
            why = str(outcome) if isinstance(outcome, NeedlineError) else type(outcome).__name__
            _tell(batch, f"entries cannot be made durable: {why}")
        with self._idle:
            self._busy = False
            self._idle.notify_all()
        self._start()


def _waiting(
    entry: Entry, loop: asyncio.AbstractEventLoop | None, answer: "asyncio.Future[int] | Future[int]"
) -> _Waiting:
    """Encode here, so that what cannot be written fails who wants it and not those in the same batch."""
    try:
        body = entries.encode(entry)
    except (TypeError, ValueError):
        # Without its cause, which quotes what it could not encode.
        raise RecordError(f"this {type(entry).__name__} cannot be encoded") from None
    about = entries.about(entry)
    columns = (about.kind, about.subject, about.agent, about.contact)
    for name, text, width in zip(_COLUMNS, columns, _WIDTHS, strict=True):
        if text and (len(text) > width or "\0" in text):
            raise RecordError(f"the {name} of an entry has at most {width} characters, none of them NUL")
    return _Waiting(columns=columns, body=body, leaf=tree.leaf_hash(body), loop=loop, answer=answer)


def _rows(first: int, batch: Iterable[_Waiting]) -> list[tuple[object, ...]]:
    return [(place, *one.columns, one.body, one.leaf) for place, one in enumerate(batch, start=first)]


def _tell(batch: Sequence[_Waiting], outcome: int | str) -> None:
    """Tell a batch its first place, or why it failed: with one call into each loop that somebody waits in."""
    answers: dict[asyncio.AbstractEventLoop | None, list[tuple[asyncio.Future[int] | Future[int], int | str]]] = {}
    for at, one in enumerate(batch):
        answers.setdefault(one.loop, []).append((one.answer, outcome + at if isinstance(outcome, int) else outcome))
    for loop, some in answers.items():
        if loop is None:
            _settle(some)
            continue
        with suppress(RuntimeError):  # the loop was closed: nobody waits there any more
            loop.call_soon_threadsafe(partial(_settle, some))


def _settle(answers: Iterable[tuple["asyncio.Future[int] | Future[int]", int | str]]) -> None:
    for answer, outcome in answers:
        if answer.done():  # who waited was cancelled
            continue
        if isinstance(outcome, int):
            answer.set_result(outcome)
        else:
            answer.set_exception(RecordError(outcome))
