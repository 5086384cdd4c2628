"""How long it takes: CPU time, one thread, everybody on the same texts in the same run.

one message    chats of service desks of 150 to 260 characters, with and without personal data in them
gated          customers' questions without any, of which the gate settles the greater part
stream         messages of all sets, as they are mixed in the sets
sessions       whole sessions with the output of tools, some thousand characters each
"""

from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

from msgspec import Struct

from bench.spot.peers import Detector, start_up
from bench.spot.score import Row
from bench.spot.sets import SETS, rows, sample

SHORT, LONG = 150, 260  # characters of "a 200-character message"
MESSAGES, STREAM, SESSIONS = 300, 3_000, 40
FOR_PEERS = 10  # they get a tenth: they take a hundred times as long


class Speed(Struct, frozen=True, kw_only=True):
    """One detector. Times in milliseconds, rates in a second."""

    clean: tuple[float, float]  # p50, p99
    holding: tuple[float, float]
    gated: float  # p50
    stream: float  # messages
    sessions: float  # MB
    start_up: float  # seconds
    memory: float  # MB, after all of it


class Texts(Struct, frozen=True, kw_only=True):
    """What is measured on."""

    clean: tuple[str, ...]
    holding: tuple[str, ...]
    gated: tuple[str, ...]
    stream: tuple[Row, ...]
    sessions: tuple[Row, ...]


def texts(where: Path) -> Texts:
    """The texts, from the sets in this folder."""
    messages = [row for row in rows("tau_service_chat_messages", where) if SHORT <= len(row.text) <= LONG]
    mixed = [row for name in SETS if name != "tau_service_sessions_long" for row in rows(name, where)]
    return Texts(
        clean=_texts([row for row in messages if not row.spans and not row.ignore]),
        holding=_texts([row for row in messages if row.spans]),
        gated=_texts(list(rows("negatives_service_queries", where))),
        stream=tuple(sample(mixed, STREAM)),
        sessions=tuple(sample(rows("tau_service_sessions_long", where), SESSIONS)),
    )


def _texts(some: Sequence[Row]) -> tuple[str, ...]:
    return tuple(row.text for row in sample(some, MESSAGES))


def speed(detector: Detector, on: Texts) -> Speed:
    """Measure one detector."""
    part = 1 if detector.name == "needline" else FOR_PEERS
    stream, sessions = on.stream[::part], on.sessions[::part]
    size = sum(len(row.text.encode()) for row in sessions)
    return Speed(
        clean=_p50_p99(detector.each(on.clean[:: min(part, 3)])),
        holding=_p50_p99(detector.each(on.holding[:: min(part, 3)])),
        gated=_p50_p99(detector.each(on.gated[:: min(part, 3)]))[0],
        stream=len(stream) / detector.spot(stream)[1],
        sessions=size / 1e6 / detector.spot(sessions)[1],
        start_up=start_up(detector.name),
        memory=detector.megabytes(),
    )


def _p50_p99(seconds: Sequence[float]) -> tuple[float, float]:
    cuts = quantiles((one * 1000 for one in seconds), n=100, method="inclusive")
    return cuts[49], cuts[98]
