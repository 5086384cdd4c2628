"""We promise at least 10,000 durable appends a second with 100 who wait, on SQLite.

What a disk can do is decided by how often it can be told to keep something, so that rate is measured in the same
folder, in the same minute. The peer is what one would write first: one INSERT and one commit per event.
"""

import asyncio
import os
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from needline.contact import Contact
from needline.decide import Ask, Decision, Show
from needline.estate.model import Assurance, Form
from needline.record.checkpoint import signer_from_seed
from needline.record.entry import Decided, encode
from needline.store.database import Database
from needline.store.record import Recorder

PROMISE = 10_000  # a second
ORIGIN = "bench.example/record"


def decided(at: int) -> Decided:
    contact = Contact(
        id=f"{at:032x}",
        channel="chat",
        journey="billing_dispute",
        desk="billing_desk",
        agent="maria",
        subject=f"{at % 997:032x}",
        customer=Assurance.TWO_FACTOR,
    )
    elements = ("name", "charges", "card_number", "birth_date")
    ask = Ask(contact=contact, desk="billing_desk", agent="maria", elements=elements, staff=Assurance.PASSKEY)
    answers = tuple(Show(element, Form.MASKED) for element in elements)
    return Decided(at=float(at), decision=Decision(ask=ask, answers=answers, policy="0" * 64))


def fsyncs(folder: Path, seconds: float = 2.0) -> float:
    handle = os.open(folder / "probe", os.O_CREAT | os.O_RDWR)
    count, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        os.pwrite(handle, bytes(4096), 4096 * (count % 1024))
        os.fdatasync(handle)
        count += 1
    os.close(handle)
    return count / (time.perf_counter() - begun)


def naive(folder: Path, seconds: float = 2.0) -> float:
    connection = sqlite3.connect(folder / "naive.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE event (place INTEGER PRIMARY KEY, subject TEXT, agent TEXT, body BLOB)")
    count, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        row = (count, f"{count % 997:032x}", "maria", encode(decided(count)))
        connection.execute("INSERT INTO event VALUES (?, ?, ?, ?)", row)
        count += 1
    connection.close()
    return count / (time.perf_counter() - begun)


async def appends(recorder: Recorder, waiters: int, seconds: float = 4.0) -> tuple[float, list[float]]:
    took: list[float] = []
    begun = time.perf_counter()

    async def wait() -> None:
        while (now := time.perf_counter()) - begun < seconds:
            await recorder.append(decided(len(took)))
            took.append(time.perf_counter() - now)

    await asyncio.gather(*(wait() for _ in range(waiters)))
    return len(took) / (time.perf_counter() - begun), sorted(took)


def told(waiters: int, rate: float, took: list[float]) -> str:
    p50, p99 = (took[int(len(took) * share)] * 1000 for share in (0.50, 0.99))
    return f"{waiters} waiting {rate:,.0f}/s (p50 {p50:.1f} ms, p99 {p99:.1f} ms)"


def main(where: Path) -> int:
    with tempfile.TemporaryDirectory(dir=where) as name:
        folder = Path(name)
        disk = fsyncs(folder)
        database = Database.open(f"sqlite:///{folder / 'state.sqlite'}")
        recorder = Recorder(database, signer_from_seed(ORIGIN, bytes(32)), ORIGIN)
        many, many_took = asyncio.run(appends(recorder, 100))
        one, one_took = asyncio.run(appends(recorder, 1))
        recorder.close()
        database.close()
        peer = naive(folder)
    print(
        f"durable appends: {told(100, many, many_took)}, {told(1, one, one_took)}; "
        f"disk {disk:,.0f} fsync/s; one commit per event {peer:,.0f}/s; promised {PROMISE:,}/s with 100 waiting"
    )
    return 0 if many >= PROMISE else 1


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
