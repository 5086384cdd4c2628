"""The pure function of a scan: a span of a file → what was seen in it.

    read     conversations of the span                       needline.transcripts
    see      finds and questions of each                     eye, quick
    journey  what the platform says of it, then its words    needline.drift.journeys
    tally    counters, and rows where a key is given         tally

It runs alike in this process, in workers and on Ray. A conversation that breaks a rule is unread; the others are not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Struct

from needline.estate.model import Estate
from needline.observed import Skipped
from needline.scan.eye import Eye, Whole
from needline.scan.part import Part
from needline.scan.span import Span
from needline.scan.tally import Tally
from needline.transcripts.conversation import Conversation
from needline.transcripts.conversations import conversations
from needline.transcripts.lens_lines import lens_lines

_BLOCK = 1024 * 1024  # bytes
_BATCH = 64  # conversations that are read together, where that is quicker
_TURNS = 20_000  # of a batch: a long conversation may be one by itself


class StoppedError(Exception):
    """The scan was stopped while a span was read; nothing of the span counts."""


class Job(Struct, frozen=True, kw_only=True):
    """What to look for; it goes to every worker."""

    estate: bytes = b""  # as JSON; empty: none
    quick: bool = False
    key: bytes = b""  # of the hashes of values; empty: no rows are kept


def job_of(estate: Estate | None, *, quick: bool, key: bytes = b"") -> Job:
    """The job for this estate."""
    return Job(estate=msgspec.json.encode(estate, enc_hook=str) if estate else b"", quick=quick, key=key)


class Reader:
    """Reads spans for one job; what takes long to make is made once."""

    def __init__(self, job: Job) -> None:
        """Take the job on. Raises `EstateError` when an element of the estate cannot be spotted as it says."""
        self._job = job
        self._estate = estate_of(job)
        # Whoever answers for the estate has an address of the company's.
        self._owner = self._estate.owner.rpartition("@")[2] if self._estate else ""
        self._eye = _eye(job, self._estate)
        self._journey = _journeys(self._estate)
        self._batch = _BATCH if job.quick else 1

    def part(self, span: Span, is_stopped: Callable[[], bool] = lambda: False) -> Part:
        """What was seen in the span. Raises `StoppedError` when it `is_stopped`, and nothing else."""
        tally = Tally(span.path, self._estate, self._job.key or None)
        lines = _Lines(span)
        for batch in _batches(_conversations(span, self._owner), self._batch):
            if is_stopped():
                raise StoppedError
            for skipped in batch.skipped:
                tally.miss(lines.line(skipped.line), skipped.why)
            self._read(batch.conversations, tally, lines)
        return tally.part(files=int(span.start == 0))

    def _read(self, conversations: Sequence[Conversation], tally: Tally, lines: "_Lines") -> None:
        try:
            seen = self._eye.see(conversations)
            journeys = [self._journey(one) for one in conversations]
        except Exception as error:  # noqa: BLE001  # whatever a file holds, the others are read
            if len(conversations) == 1:
                tally.miss(lines.line(conversations[0].line), f"unexpected {type(error).__name__}")
                return
            for one in conversations:
                self._read([one], tally, lines)
            return
        for one, found, journey in zip(conversations, seen, journeys, strict=True):
            tally.add(one, found, journey)


class _Batch(Struct):
    """Conversations that are read together, and what was skipped among them."""

    conversations: list[Conversation] = []
    skipped: list[Skipped] = []


def _batches(found: Iterable[Conversation | Skipped], at_most: int) -> Iterator[_Batch]:
    """Batches of so many conversations, or of so much text."""
    batch, size = _Batch(), 0
    for one in found:
        if isinstance(one, Skipped):
            batch.skipped.append(one)
        else:
            batch.conversations.append(one)
            size += len(one.turns)
        if len(batch.conversations) >= at_most or size > _TURNS or len(batch.skipped) >= at_most:
            yield batch
            batch, size = _Batch(), 0
    yield batch


def estate_of(job: Job) -> Estate | None:
    """The estate of a job."""
    if not job.estate:
        return None
    return msgspec.json.decode(job.estate, type=Estate, dec_hook=lambda kind, word: kind(word))


def _eye(job: Job, estate: Estate | None) -> Eye:
    from needline.spot.elements import elements_of

    elements = elements_of(estate) if estate else ()
    if job.quick:
        from needline.scan.quick import Quick

        return Quick(elements)
    from needline.spot import Spotter

    return Whole(Spotter(elements))


def _journeys(estate: Estate | None) -> Callable[[Conversation], str]:
    if estate is None:
        return lambda _: ""
    from needline.drift.journeys import Journeys

    journeys = Journeys(estate)
    return lambda one: journeys(one.told, [(turn.role, turn.text) for turn in one.turns])


def _conversations(span: Span, owner: str) -> Iterator[Conversation | Skipped]:
    return lens_lines(span.path, span.start, span.end) if span.lens else conversations(span.path, owner=owner)


class _Lines:
    """Counts the lines before a span when the first place in it has to be named."""

    def __init__(self, span: Span) -> None:
        self._span = span

    def line(self, within: int) -> int:
        return within + self._before if within else 0

    @cached_property
    def _before(self) -> int:
        left, lines = self._span.start, 0
        if left:
            with Path(self._span.path).open("rb") as file:
                while left and (block := file.read(min(_BLOCK, left))):
                    lines += block.count(b"\n")
                    left -= len(block)
                # A span that begins within a line has its first line behind it.
                file.seek(self._span.start - 1)
                lines += file.read(1) != b"\n"
        return lines
