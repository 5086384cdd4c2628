"""Conversations: any file of transcripts or mail, read as who said what in which contact.

    JSON, JSON lines     Contact Lens, Google, Intercom, Zendesk, Chatwoot, plain rows and dialogues    exports, rows
    tables               CSV and its kin with a header                                                  sheets, rows
    mail                 one or a mailbox, thread by thread                                             letters
    WebVTT, SubRip       a call                                                                         cues
    plain text           a conversation where it reads as one, else something that somebody wrote       prose
    packed               gzip, Zstandard or UTF-16 of these                                             packing

Messages of one contact are joined by its name (`gathering` says within which bounds). Whatever cannot be read is
`Skipped` with the reason; nothing is raised and nothing read by guess, whatever the bytes. No line, document or part
is held that has more than 16 MiB.

A range of bytes is a matter of JSON lines that are not packed: it holds the conversations whose first line begins in
it, so that ranges that follow each other hold each conversation once where its lines follow each other. Of any other
file the range that begins at 0 holds everything.
"""

import re
from collections.abc import Iterator
from functools import partial
from io import BufferedReader
from pathlib import Path

from msgspec.structs import replace

from needline.observed import Skipped
from needline.spot.transcript import roles, turns
from needline.transcripts.conversation import Conversation, Turn
from needline.transcripts.encoding import BINARY
from needline.transcripts.exports import Tickets, messages
from needline.transcripts.formats import Format, format_of
from needline.transcripts.gathering import Gathering, Message
from needline.transcripts.json_ranges import json_messages, read_line
from needline.transcripts.lens_lines import is_lens_line, lens_lines
from needline.transcripts.letters import letters
from needline.transcripts.packing import UnpackError, unpacked
from needline.transcripts.passage import Passage, Unread, said
from needline.transcripts.reading import pieces
from needline.transcripts.records import LONGEST
from needline.transcripts.rows import THE_FILE
from needline.transcripts.sheets import sheet
from needline.transcripts.told import seconds
from needline.transcripts.zendesk_files import commented_beside, tickets_beside

MOST_SKIPPED = 100  # places of one file that are told; further ones are counted
_BEGINNING = 16 * 1024  # bytes: where a format shows
_BOM = b"\xef\xbb\xbf"
_NO_WORDS = "WEBVTT"  # that a file of cues begins with
_TIME_IN_NAME = re.compile(r"20\d\d-\d\d-\d\dT\d\d[:_-]\d\d[:_-]\d\dZ?")

_Read = Iterator[Message | Unread]


def conversations(
    path: str, start: int = 0, end: int | None = None, *, owner: str = ""
) -> Iterator[Conversation | Skipped]:
    """The conversations of the file `path`, and what of it could not be read; nothing is raised.

    `owner` is the company's mail domain, which tells agents from customers in mail.
    """
    skipped = 0
    for one in _read(path, start, end, owner):
        skipped += isinstance(one, Skipped)
        if isinstance(one, Conversation):
            yield one if one.at is not None else replace(one, at=_time_in(path))
        elif skipped <= MOST_SKIPPED:
            yield one
    if skipped > MOST_SKIPPED:
        yield Skipped(file=path, why=f"{skipped - MOST_SKIPPED:,} places more")


def _read(path: str, start: int, end: int | None, owner: str) -> Iterator[Conversation | Skipped]:
    try:
        # A pipe or a device would be waited for, or have no end.
        if not Path(path).is_file():
            yield Skipped(file=path, why="no file" if not Path(path).is_dir() else "a folder")
            return
        with Path(path).open("rb") as file:
            yield from _opened(path, file, start, end, owner)
    except UnpackError as error:
        yield Skipped(file=path, why=str(error))
    except OSError as error:
        yield Skipped(file=path, why=f"cannot be read: {(error.strerror or type(error).__name__).lower()}")
    except Exception as error:  # noqa: BLE001  # a file that breaks a rule is unread, and the others are not
        yield Skipped(file=path, why=f"unexpected {type(error).__name__}")


def _opened(
    path: str, file: BufferedReader, start: int, end: int | None, owner: str
) -> Iterator[Conversation | Skipped]:
    stream = unpacked(file)
    is_packed = stream is not file
    beginning = stream.peek(_BEGINNING)[:_BEGINNING].removeprefix(_BOM)
    kind = _kind(path, beginning)
    in_ranges = kind == Format.JSON_LINES and not is_packed
    if start and not in_ranges:
        return
    if b"\0" in beginning:
        yield Skipped(file=path, why=BINARY)
    elif kind == Format.JSON_LINES and is_lens_line(beginning):
        yield from lens_lines(path, *((start, end) if in_ranges else (0, None)))
    else:
        stream.read(len(_BOM) if not start and stream.peek(3).startswith(_BOM) else 0)
        if kind == Format.JSON_LINES:
            span = (start, end) if in_ranges else (0, None)
            found: _Read = json_messages(stream, partial(messages, tickets=_tickets(path)), *span)
        else:
            found = _unranged(path, stream, kind, owner)
        yield from _gathered(path, found, in_order=in_ranges and (start > 0 or end is not None))


def _unranged(path: str, stream: BufferedReader, kind: Format, owner: str) -> _Read:
    match kind:
        case Format.JSON | Format.CONTACT_LENS:
            return _document(stream, _tickets(path))
        case Format.TABLE:
            return sheet(stream)
        case Format.MAIL | Format.MAILBOX:
            return letters(stream, is_mailbox=kind == Format.MAILBOX, owner=owner)
    return _heard(stream, path, kind)


def _kind(path: str, beginning: bytes) -> Format:
    """The format; lines of JSON are often kept in a file that is named as if it were one document."""
    kind = format_of(path, beginning)
    if kind in {Format.JSON, Format.CONTACT_LENS} and format_of("", beginning) == Format.JSON_LINES:
        return Format.JSON_LINES
    return kind


def _document(stream: BufferedReader, tickets: Tickets) -> _Read:
    raw = stream.read(LONGEST + 1)
    if len(raw) > LONGEST:
        yield Unread(line=1, why=f"a document of more than {LONGEST:,} bytes; JSON lines may be longer")
    elif not raw.strip():
        yield Unread(line=1, why="empty")
    else:
        yield from read_line(raw, partial(messages, tickets=tickets), 1, 0)


def _heard(stream: BufferedReader, path: str, kind: Format) -> _Read:
    """The turns of a call, or of a text that reads as a conversation."""
    for piece in pieces(stream, path, kind=kind):
        match piece:
            case Unread():
                yield piece
            case Passage():
                text = said(piece).removeprefix(_NO_WORDS)
                heard = roles(turns(text) or ())
                told = [Turn("" if one.role == "unknown" else one.role, text[one.start : one.end]) for one in heard]
                for turn in told or ([Turn(piece.role, text)] if text.strip() else []):
                    yield Message(conversation=THE_FILE, turn=turn, line=piece.line)


def _gathered(path: str, found: _Read, *, in_order: bool) -> Iterator[Conversation | Skipped]:
    """The conversations of these messages; what was read before the rest could not be is given out, too."""
    gathering = Gathering(in_order=in_order)
    try:
        for one in found:
            if isinstance(one, Unread):
                yield Skipped(file=path, line=one.line, why=one.why)
            else:
                yield from gathering.add(one)
    except (UnpackError, OSError):
        yield from gathering.rest()
        raise
    yield from gathering.rest()
    if gathering.torn:
        yield Skipped(
            file=path, why=f"{gathering.torn:,} conversations were too long or too mixed to hold, and may count twice"
        )


def _tickets(path: str) -> Tickets:
    return Tickets(known=tickets_beside(Path(path)), commented=commented_beside(Path(path)))


def _time_in(path: str) -> float | None:
    """When a conversation was, where the name of its file says so: Contact Lens names its files like that."""
    found = _TIME_IN_NAME.search(Path(path).name)
    return seconds(found[0][:10] + found[0][10:].replace("_", ":").replace("-", ":")) if found else None
