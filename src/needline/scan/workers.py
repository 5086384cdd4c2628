"""Workers: processes that read spans side by side, or this process alone.

Each worker makes its patterns ready once. A worker that ends by itself (killed for its memory) takes nothing along:
the spans that were in work are read again, one at a time, and a span that ends its worker twice is told as unread.
"""

import gc
import multiprocessing
import os
import signal
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from threading import Thread
from typing import Protocol

from needline.scan.part import Part, unread
from needline.scan.reading import Job, Reader, StoppedError
from needline.scan.span import Span

Done = tuple[Span, Part]
_AHEAD = 2  # spans in work or waiting, for each worker: parts with many findings do not pile up
_ENDED = "the process that read it ended, twice: too little memory?"


class Flag(Protocol):
    """Something that can be set for all workers."""

    value: int


class _Worker:
    """What a worker process keeps between spans."""

    reader: Reader
    stop: Flag


def in_this_process(job: Job, spans: Iterable[Span]) -> Iterator[Done]:
    """Read the spans here, one after the other."""
    reader = Reader(job)
    return ((span, reader.part(span)) for span in spans)


def in_processes(job: Job, spans: Iterable[Span], workers: int) -> Iterator[Done]:
    """Read the spans in so many processes; parts come as they are ready.

    When the iterator is closed, or this process is interrupted, workers stop within a conversation.
    """
    context = multiprocessing.get_context("spawn")
    stop = context.RawValue("b", 0)
    left = iter(spans)
    try:
        lost = yield from _pooled(_Pool(job, stop, workers), left)
        for span in lost:
            yield from _alone(job, stop, span)
        if lost:
            yield from in_processes(job, left, workers)
    finally:
        stop.value = 1


class _Pool:
    """How to start workers."""

    def __init__(self, job: Job, stop: Flag, workers: int) -> None:
        self.workers = workers
        self._arguments = (job, stop)

    def start(self) -> ProcessPoolExecutor:
        """Start them."""
        return ProcessPoolExecutor(
            self.workers, multiprocessing.get_context("spawn"), initializer=_begin, initargs=self._arguments
        )


def _pooled(pool: _Pool, spans: Iterator[Span]) -> Generator[Done, None, list[Span]]:
    """The parts of the spans; returned are those that were in work when a worker ended."""
    running: dict[Future[Part], Span] = {}
    executor = pool.start()
    try:
        for span in islice(spans, pool.workers * _AHEAD):
            running[executor.submit(_read, span)] = span
        while running:
            ready, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ready:
                part = future.result()
                yield running.pop(future), part
                for span in islice(spans, 1):
                    running[executor.submit(_read, span)] = span
    except BrokenProcessPool:
        return list(running.values())
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
    return []


def _alone(job: Job, stop: Flag, span: Span) -> Iterator[Done]:
    lost = yield from _pooled(_Pool(job, stop, 1), iter([span]))
    for one in lost:
        yield one, unread(one.path, _ENDED)


def _begin(job: Job, stop: Flag) -> None:
    # Ctrl-C reaches all processes of a terminal; who was asked to stop is the first, and it tells the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _Worker.reader, _Worker.stop = Reader(job), stop
    settle()


def _end_with_parent() -> None:
    """End when the process that started this one was killed: nobody else would tell."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def settle() -> None:
    """Look for garbage less often: what was made so far stays, and a conversation makes no cycles."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _read(span: Span) -> Part:
    stop = _Worker.stop
    try:
        return _Worker.reader.part(span, lambda: bool(stop.value))
    except StoppedError:
        return unread(span.path, "stopped")
