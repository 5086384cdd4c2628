"""From a stream of bytes to its pieces, whatever the format: nothing that a file holds ends in an exception."""

import io
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import BinaryIO

from needline.transcripts.contact_lens import contact_lens
from needline.transcripts.cues import cues
from needline.transcripts.encoding import BINARY
from needline.transcripts.formats import Format, format_of
from needline.transcripts.mail import mail, mailbox
from needline.transcripts.packing import UnpackError, unpacked
from needline.transcripts.passage import Kept, Passage, Piece, Unread
from needline.transcripts.prose import prose
from needline.transcripts.records import json_document, json_lines
from needline.transcripts.table import table

_BEGINNING = 16 * 1024  # bytes: where a format shows
_BOM = b"\xef\xbb\xbf"


def pieces(
    stream: BinaryIO, name: str = "", *, kind: Format | None = None, fields: Collection[str] = ()
) -> Iterator[Piece]:
    """The pieces of the file `name`, in order; written one after the other they are the file, unpacked.

    Without `kind` the format is told by the name or the first bytes. Of JSON, with `fields` only what stands under
    one of these keys is read. What cannot be read is an `Unread` among the pieces; when the rest of the file cannot
    be read, it is the last. Memory is bounded: no line, document or part is held that has more than 16 MiB.
    """
    line = 1
    try:
        for piece in _pieces(_buffered(stream), name, kind, fields):
            line = piece.line if isinstance(piece, Passage | Unread) else line
            yield piece
    except UnpackError as error:
        yield Unread(line=line, why=str(error))
    except OSError as error:
        yield Unread(line=line, why=f"cannot be read further: {(error.strerror or type(error).__name__).lower()}")


def _pieces(stream: io.BufferedReader, name: str, kind: Format | None, fields: Collection[str]) -> Iterator[Piece]:
    text = unpacked(stream)
    beginning = text.peek(_BEGINNING)[:_BEGINNING]
    if beginning.startswith(_BOM):
        yield Kept(text.read(len(_BOM)))
    found = kind or format_of(name, beginning.removeprefix(_BOM))
    if b"\0" in beginning:
        yield Unread(line=1, why=BINARY)
        return
    yield from _reader(found, fields)(text)


def _reader(kind: Format, fields: Collection[str]) -> Callable[[BinaryIO], Iterator[Piece]]:
    match kind:
        case Format.JSON_LINES:
            return partial(json_lines, fields=fields)
        case Format.JSON:
            return partial(json_document, fields=fields)
        case Format.CONTACT_LENS:
            return partial(contact_lens, fields=fields)
    return _READERS[kind]


_READERS: dict[Format, Callable[[BinaryIO], Iterator[Piece]]] = {
    Format.TEXT: prose,
    Format.CUES: cues,
    Format.MAIL: mail,
    Format.MAILBOX: mailbox,
    Format.TABLE: table,
}


def _buffered(stream: BinaryIO) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[arg-type]  # any stream will do
