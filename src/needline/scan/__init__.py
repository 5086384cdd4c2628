"""Scan: what personal data transcripts and mail hold, counted by journey and element; text is never kept.

    walk       the files under the paths that were named
    span       files are cut into ranges of bytes, where a line is a conversation
    reading    a span → a part: the one pure function, here, in worker processes or on Ray
    part       parts add up, in any order
    ledger     findings, and how far each file is read: a scan goes on where the last one ended

Two depths. *Whole* hears each conversation with all that `spot` can. *Quick* looks for patterns and words in one pass
over the whole conversation (`quick`, `forms`, `cues`, `lookout`): some fifty times as fast, without names and
addresses. `workers` runs processes, `ray` more machines; `key` makes values comparable and nothing else.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import nullcontext
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from needline.estate.model import Estate
from needline.observed import Observed
from needline.scan.key import key_beside
from needline.scan.ledger import Ledger, job_digest
from needline.scan.part import NOTHING, Part, added, observed, total, unread
from needline.scan.reading import Job, job_of
from needline.scan.span import Span, spans
from needline.scan.walk import File, has_changed, walk
from needline.scan.workers import Done, in_processes, in_this_process

__all__ = ["Progress", "scan"]

_OWN = ("", "-wal", "-shm", ".key", ".broken")  # files that a ledger has, by what their names end in
type_of_watcher = Callable[["Progress"], None]


class Progress(Struct, frozen=True, kw_only=True):
    """How far a scan is."""

    files: int  # done
    of_files: int
    size: int  # bytes, of which `known` were read by an earlier scan
    of_size: int
    known: int


def scan(
    paths: Iterable[str],
    estate: Estate | None,
    *,
    quick: bool = False,
    workers: int = 1,
    into: str | None = None,
    on: Literal["processes", "ray"] = "processes",
    progress: type_of_watcher = lambda _: None,
    leave: Collection[str] = (),
) -> Observed:
    """What the files in and under `paths` hold. With `into`, findings are written there, and a scan can go on later.

    `progress` is told after each span. `leave` are files to leave out without a word. Raises `EstateError`,
    `SettingsError` or `StoreError` before anything is read, `NeedlineError` where Ray is asked for and missing.
    """
    job = job_of(estate, quick=quick, key=key_beside(into) if into else b"")
    own = [f"{into}{end}" for end in _OWN] if into else []
    with Ledger(into, job_digest(msgspec.msgpack.encode(job))) if into else nullcontext() as ledger:
        found = list(walk(paths, (*own, *leave)))
        run = _Run([one for one in found if isinstance(one, File)], ledger, progress)
        for span, part in _reading(job, run.spans(), workers, on):
            run.add(span, part)
        looked = [one for one in found if isinstance(one, Part)]
        return observed(total([*looked, *run.ended()]), "quick" if quick else "whole")


def _reading(job: Job, left: Iterator[Span], workers: int, on: str) -> Iterator[Done]:
    if on == "ray":
        from needline.scan.ray import on_ray

        return on_ray(job, left, workers)
    return in_processes(job, left, workers) if workers > 1 else in_this_process(job, left)


class _Run:
    """A scan that goes on: what is left to read, and the sum of what was."""

    def __init__(self, files: Sequence[File], ledger: Ledger | None, progress: type_of_watcher) -> None:
        self._files = {file.path: file for file in files}
        self._ledger, self._tell = ledger, progress
        self._sum = NOTHING
        self._left: Counter[str] = Counter()  # spans, by file
        self._changed: set[str] = set()
        self._size = self._known = self._done = 0

    def spans(self) -> Iterator[Span]:
        """What is left to read; what an earlier scan read is added on the way."""
        for file in self._files.values():
            known = self._ledger.known(file) if self._ledger else {}
            plan = list(spans(file.path, file.size))
            self._left[file.path] = len(plan)
            for span in plan:
                if span.start in known:
                    self._known += span.size
                    self._count(span, known[span.start])
            yield from (span for span in plan if span.start not in known)

    def add(self, span: Span, part: Part) -> None:
        """Count a span that was read, and make it durable."""
        if self._ledger:
            self._ledger.keep(span, part)
        self._count(span, replace(part, rows=()))

    def _count(self, span: Span, part: Part) -> None:
        self._sum = added(self._sum, part)
        self._size += span.size
        self._left[span.path] -= 1
        if not self._left[span.path]:
            self._done += 1
            if has_changed(self._files[span.path]):
                self._changed.add(span.path)
        self._tell(
            Progress(
                files=self._done, of_files=len(self._files), size=self._size, known=self._known,
                of_size=sum(file.size for file in self._files.values()),
            )
        )  # fmt: skip

    def ended(self) -> Iterator[Part]:
        """All that was read; files that changed meanwhile are told, and read anew by the next scan."""
        yield self._sum
        for path in sorted(self._changed):
            if self._ledger:
                self._ledger.forget(path)
            yield unread(path, "changed while it was read; the next scan reads it anew")
        if self._ledger:
            self._ledger.forget_gone(self._files)
            if self._ledger.put_aside:
                yield unread(self._ledger.put_aside, "findings that were damaged; made anew")
