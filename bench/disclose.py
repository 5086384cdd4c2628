"""We promise that `disclose` adds at most 1 ms to the bare source query, and one durable commit.

Everything is real: the demo bank in SQLite as a source, needline's own state beside it, the recorder that
acknowledges after the commit. The peer is the query itself: the same columns of the same customer by sqlite3.
The three are measured in turns, so that what else the machine does falls on all of them alike.
"""

import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import needline.demo
from needline.broker import Broker
from needline.contact import Contact
from needline.customers import Budget, Waits
from needline.decide import Ask, decide
from needline.demo import bank
from needline.estate import Assurance, read
from needline.record.entry import Decided
from needline.settings import Settings
from needline.store.subjects import Subjects
from needline.web import wiring
from needline.web.wiring import Ground

PROMISE = 1.0  # ms, on top of the query and one durable append
ROUNDS = 600
ELEMENTS = ("name", "charges", "card_number")
CONTACT = Contact(
    id="bench",
    channel="phone",
    journey="billing_dispute",
    desk="billing_desk",
    agent="ann",
    subject="1",
    customer=Assurance.TWO_FACTOR,
    proved_until=1e12,
)
ASK = Ask(contact=CONTACT, desk="billing_desk", agent="ann", elements=ELEMENTS, staff=Assurance.TWO_FACTOR)
QUERIES = (
    "SELECT id, full_name FROM customers WHERE id = ?",
    "SELECT customer_id, id, made_on, merchant, amount, status FROM charges WHERE customer_id = ?",
    "SELECT customer_id, pan FROM cards WHERE customer_id = ?",
)


async def _nobody(_to: str, _text: str) -> None:
    """Nobody has to be told here."""


async def took(work: Callable[[], Awaitable[object]]) -> float:
    begun = time.perf_counter()
    await work()
    return (time.perf_counter() - begun) * 1000


async def measured(ground: Ground, file: Path) -> tuple[float, float, float]:
    """The middle of the query, of a durable append and of a disclosure, in ms."""
    folder = Path(needline.demo.__file__).parent
    estate = read("northgate.yaml", lambda name: (folder / name).read_bytes()).estate
    await wiring.apply(ground, estate, "bench")
    broker = Broker(
        policies=ground.policies,
        recorder=ground.recorder,
        subjects=Subjects(ground.database, ground.ring),
        source=ground.connections,
        clock=time.time,
        token_key=ground.ring.token_key,
        tries=Budget(ground.database, ground.ring, time.time),
        waits=Waits(ground.database, ground.ring),
        tell=_nobody,
    )
    connection = sqlite3.connect(file)

    async def query() -> object:
        return [connection.execute(text, (1,)).fetchall() for text in QUERIES]

    entry = Decided(at=time.time(), decision=decide(await ground.policies.current(), ASK))  # as disclose writes

    async def append() -> object:
        return await ground.recorder.append(entry)

    async def disclose() -> object:
        disclosure = await broker.disclose(ASK)
        assert set(disclosure.values) == set(ELEMENTS)
        return disclosure

    rounds = [[await took(work) for work in (query, append, disclose)] for _ in range(ROUNDS)]
    connection.close()
    one, two, three = (statistics.median(column) for column in zip(*rounds, strict=True))
    return one, two, three


def main(where: Path) -> int:
    with tempfile.TemporaryDirectory(dir=where) as name:
        folder = Path(name)
        bank.build(str(folder / "bank.db"), people=12_000)
        state = f"sqlite:///{folder / 'state.db'}"
        env = {"CORE_DATABASE": f"sqlite:///{folder / 'bank.db'}"}
        ground = wiring.lay(Settings(state=state, key=bytes(32), env=env))
        try:
            query, append, disclose = asyncio.run(measured(ground, folder / "bank.db"))
        finally:
            ground.close()
    added = disclose - query - append
    print(
        f"disclose 3 elements of one of 12,000 customers, p50: {disclose:.2f} ms; bare query {query:.2f} ms, "
        f"durable append {append:.2f} ms, so {added:.2f} ms on top of both; promised {PROMISE:.0f} ms"
    )
    return 0 if added <= PROMISE else 1


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
