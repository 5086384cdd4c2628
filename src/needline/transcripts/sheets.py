"""Tables of turns: CSV and its kin with a header, a row a turn.

The separator is the one that the header has most of. A cell in quotes may hold lines. Where the quotes of a row do
not close as RFC 4180 (section 2) has it, within `MOST_LINES` lines, its first line is unread and reading goes on with
the next: a stray quote costs a line, not the rest of the file.
"""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from needline.transcripts.encoding import wrong_with
from needline.transcripts.gathering import Message
from needline.transcripts.passage import Unread
from needline.transcripts.records import LONGEST, lines_of
from needline.transcripts.rows import has_words, message

MOST_LINES = 200  # of one row
_MOST_ROW = 256 * 1024  # characters of a row that has several lines
_SEPARATORS = ("\t", ",", ";", "|")
_OPEN = "unexpected end of data"  # what the standard library's reader says of a quote that is not closed yet


def sheet(stream: BinaryIO) -> Iterator[Message | Unread]:
    """The messages of a table."""
    rows = _Rows(stream)
    header = next(rows.cells(None), None)
    if header is None or isinstance(header, Unread):
        yield from [header] if header else []
        return
    columns = header[1]
    if not has_words(columns):
        yield Unread(line=1, why="no column that is known to hold what was said: text, message, content, utterance …")
        return
    for row in rows.cells(len(columns)):
        if isinstance(row, Unread):
            yield row
        elif one := message(dict(zip(columns, row[1], strict=False)), f"line {row[0]}", row[0]):
            yield one


class _Rows:
    """The rows of a table, each with the number of its first line."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = _texts(stream)
        self._again: list[tuple[int, str]] = []  # lines that a broken row had taken, in their order
        self._separator = ""

    def cells(self, width: int | None) -> Iterator[tuple[int, list[str]] | Unread]:
        """Rows of `width` cells, or of any number of them; what is none is unread."""
        while (first := self._next()) is not None:
            if isinstance(first, Unread):
                yield first
            elif first[1].strip():
                yield self._row(*first, width)

    def _next(self) -> tuple[int, str] | Unread | None:
        return self._again.pop(0) if self._again else next(self._lines, None)

    def _row(self, line: int, text: str, width: int | None) -> tuple[int, list[str]] | Unread:
        self._separator = self._separator or max(_SEPARATORS, key=text.count)
        taken: list[tuple[int, str]] = []
        found, wrong = _split(text, self._separator)
        while wrong == _OPEN and len(taken) < MOST_LINES and len(text) < _MOST_ROW:
            more = self._next()
            if more is None or isinstance(more, Unread):
                break
            taken.append(more)
            text += more[1]
            if '"' in more[1]:
                found, wrong = _split(text, self._separator)
        if not wrong and width is not None and len(found) != width:
            wrong = f"{len(found)} cells, where the header has {width}"
        if wrong:
            self._again = taken + self._again
            return Unread(line=line, why="a quote that is not closed" if wrong == _OPEN else wrong)
        return line, found


def _split(text: str, separator: str) -> tuple[list[str], str]:
    """The cells of a row, or what is wrong with it."""
    try:
        return next(csv.reader([text], delimiter=separator, strict=True), []), ""
    except csv.Error as error:
        return [], _OPEN if _OPEN in str(error) else "cells that are not quoted as they should be"


def _texts(stream: BinaryIO) -> Iterator[tuple[int, str] | Unread]:
    for number, raw in lines_of(stream):
        if raw is None:
            yield Unread(line=number, why=f"longer than {LONGEST:,} bytes")
            continue
        try:
            yield number, raw.decode()
        except UnicodeDecodeError:
            yield Unread(line=number, why=wrong_with(raw))
