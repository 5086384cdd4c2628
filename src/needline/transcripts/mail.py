"""Mail: one message (eml) or a mailbox of many (mbox), read line by line as it is built.

    header    each field is a passage, decoded as it is encoded (RFC 2047); what only machines read stays
    text      a part of text/* or JSON is decoded (RFC 2045: base64, quoted-printable; its charset) and is a passage.
              Of HTML, tags are hidden
    multipart parts between the lines of their boundary, however deep; a message in a message (RFC 2046 section 5.2.1)
    the rest  pictures, documents, what is encrypted, cannot be decoded or has more than 16 MiB: unread, with its type

What is not changed is written as it was read; a changed part is encoded again as it was.
"""

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from functools import partial
from typing import BinaryIO

from needline.transcripts.encoding import whole
from needline.transcripts.mime import (
    FIELD,
    FOR_MACHINES,
    Part,
    header_ink,
    header_text,
    hidden_in,
    part_of,
    stand_in,
    transferable,
    transferred,
)
from needline.transcripts.passage import Kept, Passage, Piece, Unread
from needline.transcripts.records import LONGEST, lines_of

_NAMED = re.compile(rb'(?:file)?name\*?[0-9]?\*?="?([^";\r\n]+)', re.IGNORECASE)
_MOST_HEADERS = 1024 * 1024  # bytes of the headers of one part
_MOST_BOUNDARIES = 50  # one within the other


def mail(stream: BinaryIO) -> Iterator[Piece]:
    """The pieces of one message."""
    yield from _Walk(is_mailbox=False).pieces(stream)


def mailbox(stream: BinaryIO) -> Iterator[Piece]:
    """The pieces of a mailbox: messages after lines that begin with `From `."""
    yield from _Walk(is_mailbox=True).pieces(stream)


class _Walk:
    """One walk over the lines of a message or mailbox."""

    def __init__(self, *, is_mailbox: bool) -> None:
        self._is_mailbox = is_mailbox
        self._boundaries: list[bytes] = []
        self._held: list[bytes] = []  # lines of the header or body that we are in
        self._size, self._first = 0, 1
        self._too_long = False
        self._part: Part | None = None  # None: in a header
        self._message = 0

    def pieces(self, stream: BinaryIO) -> Iterator[Piece]:
        """Every piece, in the order of the file."""
        empty = True
        for number, line in lines_of(stream):
            if line is None:
                self._too_long = True
            elif self._is_mailbox and empty and line.startswith(b"From "):
                yield from self._begin_message(line, number)
            elif self._part is None and not line.strip():
                yield from self._end_of_header(number)
                yield Kept(line)
            elif (depth := self._delimiter(line)) >= 0:
                yield from self._delimit(line, number, depth)
            else:
                self._hold(line)
            empty = line is not None and not line.strip()
        yield from self._end()

    def _hold(self, line: bytes) -> None:
        self._size += len(line)
        if self._size > (LONGEST if self._part else _MOST_HEADERS):
            self._too_long, self._held = True, []
        if not self._too_long:
            self._held.append(line)

    def _delimiter(self, line: bytes) -> int:
        """How deep the boundary lies that this line is one of; -1 if it is none."""
        if not line.startswith(b"--"):
            return -1
        mark = line[2:].rstrip()
        known = (at for at, one in enumerate(self._boundaries) if mark in {one, one + b"--"})
        return next(known, -1)

    def _delimit(self, line: bytes, number: int, depth: int) -> Iterator[Piece]:
        yield from self._end()
        yield Kept(line)
        is_last = line.rstrip().endswith(b"--") and line[2:].rstrip() != self._boundaries[depth]
        del self._boundaries[depth + (not is_last) :]
        self._begin(number + 1, Part() if is_last else None)

    def _begin_message(self, line: bytes, number: int) -> Iterator[Piece]:
        yield from self._end()
        self._boundaries, self._message = [], self._message + 1
        yield Kept(line[:5])
        yield self._field(b"From ", line[5:].rstrip(b"\r\n"), number)
        yield Kept(line[len(line.rstrip(b"\r\n")) :])
        self._begin(number + 1, None)

    def _begin(self, line: int, part: Part | None) -> None:
        self._held, self._size, self._first, self._too_long, self._part = [], 0, line, False, part

    def _end(self) -> Iterator[Piece]:
        """The pieces of the header or body that ends here."""
        if self._part is None:
            yield from self._header()
        else:
            yield from self._body(self._part)

    def _end_of_header(self, number: int) -> Iterator[Piece]:
        yield from self._header()
        part = part_of(b"".join(self._held))
        if part.boundary and len(self._boundaries) < _MOST_BOUNDARIES:
            self._boundaries.append(part.boundary)
            part = Part()  # what stands before the first boundary
        is_message = part.kind == "message/rfc822" and not part.encoding
        self._begin(number + 1, None if is_message else part)

    def _header(self) -> Iterator[Piece]:
        raw = b"".join(self._held)
        if self._too_long:
            yield Unread(line=self._first, why="headers too long to hold", stand_in=b"Subject: [unread]\r\n")
            return
        done, line = 0, self._first
        for field in FIELD.finditer(raw):
            line += raw.count(b"\n", done, field.start())
            yield from self._stray(raw[done : field.start()], line)
            yield from self._fields(field, line)
            done, line = field.end(), line + field[0].count(b"\n")
        yield from self._stray(raw[done:], line)

    def _stray(self, raw: bytes, line: int) -> Iterator[Piece]:
        """What stands between the fields of a header: an end of line, or what is no field at all."""
        if raw.strip():
            yield from _pieces(Part(), raw, line, self._about())
        elif raw:
            yield Kept(raw)

    def _fields(self, field: re.Match[bytes], line: int) -> Iterator[Piece]:
        if not FOR_MACHINES.match(field[0]):
            yield Kept(field[1])
            yield self._field(field[1], field[2], line)
            return
        done = 0
        for name in _NAMED.finditer(field[0]):
            yield Kept(field[0][done : name.start(1)])
            yield self._field(b"filename", name[1], line)
            done = name.end(1)
        yield Kept(field[0][done:])

    def _field(self, name: bytes, raw: bytes, line: int) -> Piece:
        try:
            text = header_text(raw)
        except (ValueError, LookupError, HeaderParseError):
            return Unread(line=line, why="a header that cannot be decoded")
        where = name.rstrip(b": \t").decode("ascii", "replace")
        return Passage(text=text, raw=raw, ink=header_ink, line=line, where=where, conversation=self._about())

    def _about(self) -> str:
        return f"message {self._message}"

    def _body(self, part: Part) -> Iterator[Piece]:
        raw = b"".join(self._held)
        if self._too_long:
            yield Unread(line=self._first, why=f"a part of more than {LONGEST:,} bytes", stand_in=stand_in(part))
        elif not raw.strip():
            yield Kept(raw)
        elif not part.is_text:
            yield Unread(line=self._first, why=f"{part.kind}, {len(raw):,} bytes", stand_in=stand_in(part))
        else:
            yield from _pieces(part, raw, self._first, self._about())


def _pieces(part: Part, raw: bytes, line: int, conversation: str) -> Iterator[Piece]:
    """The passage that a body of text is, or why there is none; and the end of line that is the boundary's."""
    bare = raw.rstrip(b"\r\n")
    try:
        text = transferred(bare, part.encoding).decode(part.charset)
    except (ValueError, LookupError):
        yield Unread(line=line, why=f"{part.kind} that is not {part.charset} as it says", stand_in=stand_in(part))
    else:
        yield Passage(
            text=whole(text), raw=bare, ink=partial(transferable, part=part, newline=_newline(raw)), line=line,
            where=part.kind, conversation=conversation, hidden=hidden_in(text) if "html" in part.kind else (),
        )  # fmt: skip
    yield Kept(raw[len(bare) :])


def _newline(raw: bytes) -> bytes:
    return b"\r\n" if b"\r\n" in raw else b"\n"
