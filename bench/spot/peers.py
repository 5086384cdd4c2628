"""Detectors in processes of their own: ours, and the peers that `make peers` installs into $PEERS (.venv/peers).

A peer's own names of labels are kept. What it says of dates, nationalities, organisations, links and the like covers,
but is never wrong: the sets do not label those, and a peer must not suffer for knowing more.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.spot.score import Row, Span
from bench.spot.sets import conversation, role

PEERS = ("presidio", "rampart", "scrubadub", "datafog")
HARMLESS = frozenset(
    {"DATE_TIME", "DATE", "NRP", "ORG", "ORGANIZATION", "URL", "LOCATION", "IP_ADDRESS", "CITY", "STATE", "ZIP_CODE"}
)
_WORKER = Path(__file__).with_name("worker.py")
_BATCH = 1_000


class Detector:
    """A worker that is ready."""

    def __init__(self, name: str, process: "subprocess.Popen[str]") -> None:
        self.name, self._process = name, process
        ready = self._read()
        self.ready = float(ready["ready"])  # seconds of CPU from the start of Python to the first answer
        self.version = str(ready["version"])

    def spot(self, rows: Sequence[Row], *, turns: bool = False) -> tuple[list[list[Span]], float]:
        """What it finds in each row, and the CPU seconds that it took; with `turns` told as conversations go."""
        found: list[list[Span]] = []
        seconds = 0.0
        for at in range(0, len(rows), _BATCH):
            batch = rows[at : at + _BATCH]
            answer = self._ask({"job": "turns", "turns": _turns(batch)} if turns else _texts(batch))
            found += [[Span(*span) for span in spans] for spans in answer["spans"]]
            seconds += answer["seconds"]
        return found, seconds

    def each(self, texts: Sequence[str], rounds: int = 3) -> list[float]:
        """The CPU seconds of each text: its quickest round."""
        return list(self._ask({"job": "each", "texts": texts, "rounds": rounds})["each"])

    def megabytes(self) -> float:
        """The most memory that it ever had."""
        return float(self._ask({"job": "memory"})["megabytes"])

    def _ask(self, job: dict[str, object]) -> dict:  # type: ignore[type-arg]  # each job has an answer of its own
        assert self._process.stdin
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> dict:  # type: ignore[type-arg]  # see above
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the detector {self.name} ended: see what it wrote above")
        return dict(json.loads(line))


def _texts(rows: Iterable[Row]) -> dict[str, object]:
    return {"job": "spot", "texts": [row.text for row in rows]}


def _turns(rows: Iterable[Row]) -> list[tuple[str, str, str]]:
    return [(conversation(row) or row.id, role(row), row.text) for row in rows]


def folder() -> Path:
    """Where the peers are installed."""
    return Path(os.environ.get("PEERS") or Path(sys.prefix) / "peers")


@contextmanager
def running(name: str) -> Iterator[Detector]:
    """The detector of this name, ready."""
    python = sys.executable if name == "needline" else str(folder() / "bin" / "python")
    with subprocess.Popen(
        [python, "-W", "ignore", str(_WORKER), name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Detector(name, process)
        finally:
            if process.stdin:
                process.stdin.close()


def start_up(name: str, times: int = 3) -> float:
    """CPU seconds from the start of Python to the first answer: the quickest of some, as bytecode is kept."""
    ready = []
    for _ in range(times):
        with running(name) as detector:
            ready.append(detector.ready)
    return min(ready)


@contextmanager
def all_running(*, ours_only: bool = False) -> Iterator[list[Detector]]:
    """Ours and every peer that is installed, ours first; says which are not."""
    names = PEERS if not ours_only and (folder() / "bin" / "python").exists() else ()
    if not names and not ours_only:
        print(f"no peers in {folder()}: `make peers` installs them", file=sys.stderr)
    with ExitStack() as stack:
        yield [stack.enter_context(running(name)) for name in ("needline", *names)]
