"""Spans: a file, or a range of its bytes where every line is a conversation by itself.

Spans are cut at fixed offsets, so that a file of the same size is cut alike in every run, and what was scanned of it
counts again. Files whose conversations may go over several lines are one span each.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from needline.transcripts.lens_lines import is_lens_line

SIZE = 16 * 1024 * 1024  # bytes of a span
_BEGINNING = 16 * 1024  # bytes: where a format shows
_LINES = frozenset({".jsonl", ".ndjson"})
_PACKED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\xff\xfe", b"\xfe\xff")


class Span(Struct, frozen=True):
    """What is scanned in one go."""

    path: str
    size: int  # bytes of it, for whoever watches
    start: int = 0
    end: int | None = None  # None: to the end, whatever the format
    lens: bool = False  # a document of Contact Lens on each line


def spans(path: str, size: int, at_most: int = SIZE) -> Iterator[Span]:
    """The spans of a file. One that cannot be opened is a span, too: whoever reads it says so."""
    if not _has_lens_lines(path):
        yield Span(path, size)
        return
    for start in range(0, max(size, 1), at_most):
        end = min(start + at_most, size)
        # The last one is open at its end: the file may have grown by a line that is half written.
        yield Span(path, end - start, start, end if end < size else None, lens=True)


def _has_lens_lines(path: str) -> bool:
    if Path(path).suffix.lower() not in _LINES:
        return False
    try:
        with Path(path).open("rb") as file:
            beginning = file.read(_BEGINNING)
    except OSError:
        return False
    return not beginning.startswith(_PACKED) and is_lens_line(beginning)
