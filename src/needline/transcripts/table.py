"""CSV and its kin: every cell is a passage, told under the words of its column.

The separator is the one that the first row has most of. A cell in quotes may hold lines; a row whose quotes do not
end within 16 MiB is unread.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from needline.transcripts.encoding import wrong_with
from needline.transcripts.passage import UNREAD, Kept, Passage, Piece, Places, Unread
from needline.transcripts.records import LONGEST, cue_of, lines_of

_SEPARATORS = (",", ";", "\t", "|")
_MOST_COLUMNS = 10_000


def table(stream: BinaryIO) -> Iterator[Piece]:
    """The pieces of a table."""
    reader = _Table()
    for line, raw in _rows(stream):
        if raw is None:
            yield Unread(line=line, why=f"a row of more than {LONGEST:,} bytes")
        else:
            yield from reader.row(raw, line)


def _rows(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """First line and bytes of each row, None for one that is too long to hold."""
    held: list[bytes] = []
    first, size, quotes = 1, 0, 0
    for number, raw in lines_of(stream):
        first = first if held else number
        if raw is None or size + len(raw) > LONGEST:
            yield first, None
            held, size, quotes = [], 0, 0
            continue
        held.append(raw)
        size, quotes = size + len(raw), quotes + raw.count(b'"')
        if quotes % 2 == 0:
            yield first, b"".join(held)
            held, size, quotes = [], 0, 0
    if held:
        yield first, b"".join(held)


class _Table:
    """What the first row said of all others."""

    def __init__(self) -> None:
        self._columns: list[str] = []
        self._in_first_row = True
        self._cell: re.Pattern[str] | None = None

    def row(self, raw: bytes, line: int) -> Iterator[Piece]:
        """The pieces of one row."""
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            yield Unread(line=line, why=wrong_with(raw), stand_in=UNREAD.encode() + b"\n")
            return
        done = at = 0
        places = Places(text, line)
        self._cell = self._cell or _cell_of(max(_SEPARATORS, key=text.count))
        for match in self._cell.finditer(text):
            if value := _bare(match[1]):
                yield Kept(text[done : match.start()].encode())
                yield self._passage(match[1], value, at, places.of(match.start()))
                done = match.end(1)
            self._note(value, at)
            at = at + 1 if match[2] in _SEPARATORS else 0
            self._in_first_row = self._in_first_row and at > 0
        yield Kept(text[done:].encode())

    def _note(self, value: str, at: int) -> None:
        if self._in_first_row and at < _MOST_COLUMNS:
            self._columns.append(value)

    def _column(self, at: int) -> str:
        return self._columns[at] if at < len(self._columns) else ""

    def _passage(self, cell: str, value: str, at: int, place: tuple[int, int]) -> Passage:
        quoted = cell != value
        column = "" if self._in_first_row else self._column(at)
        return Passage(
            text=value,
            raw=cell.encode(),
            ink=_quoted if quoted else _plain_or_quoted,
            line=place[0],
            column=place[1] + quoted,
            where=column,
            cue=cue_of(column),
        )


def _cell_of(separator: str) -> re.Pattern[str]:
    """One cell and what ends it; the last of all is ended by the end of the text, whose match is empty."""
    rest = rf"[^{re.escape(separator)}\r\n]*+"
    return re.compile(rf'("(?:[^"]++|"")*+"{rest}|{rest})({re.escape(separator)}|\r?\n|\r|\Z)')


def _bare(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _quoted(text: str) -> bytes:
    return ('"' + text.replace('"', '""') + '"').encode()


def _plain_or_quoted(text: str) -> bytes:
    return _quoted(text) if re.search(r'[,;\t|"\r\n]', text) else text.encode()
