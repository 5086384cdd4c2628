"""JSON lines as messages, of a whole file or of a range of its bytes.

A range holds the lines that begin in it. The messages at its beginning that go on with the conversation before it are
left to the range before, which reads on over its end for them.
"""

from collections.abc import Callable, Iterator
from io import SEEK_SET, BufferedReader

from needline.transcripts.encoding import wrong_with
from needline.transcripts.exports import UnknownShapeError, decoded
from needline.transcripts.gathering import Message
from needline.transcripts.passage import Unread
from needline.transcripts.records import LONGEST, rest_of_line

Read = Callable[[object, str, int], Iterator[Message]]
_BLOCK = 64 * 1024  # bytes that are read at once on the way back to where a line begins


def json_messages(
    stream: BufferedReader, read: Read, start: int = 0, end: int | None = None
) -> Iterator[Message | Unread]:
    """The messages of the lines that begin from byte `start` up to `end`; `read` makes them of a record.

    Lines are numbered from the beginning of the file, or 0 where it is not read from there.
    """
    before = _contact_before(stream, read, start) if start else ""
    last = ""
    for number, offset, raw in _lines(stream, start):
        found = (
            [Unread(line=number, why=f"longer than {LONGEST:,} bytes")]
            if raw is None
            else read_line(raw, read, number, offset)
        )
        is_over = end is not None and offset >= end
        if is_over and (before or not last):
            return
        for one in found:
            if isinstance(one, Unread):
                yield from [] if is_over else [one]
            elif not before or one.conversation != before:
                if is_over and one.conversation != last:
                    return
                before, last = "", one.conversation
                yield one


def read_line(raw: bytes, read: Read, number: int, offset: int) -> list[Message | Unread]:
    """The messages of one line, or why there are none."""
    if raw.isspace():
        return []
    try:
        return list(read(decoded(raw), f"byte {offset}", number))
    except RecursionError:
        why = "nested too deep"
    except UnknownShapeError as error:
        why = str(error)
    except ValueError:
        why = unlike_json(raw)
    return [Unread(line=number, why=why)]


def unlike_json(raw: bytes) -> str:
    """What is wrong with bytes that could not be read as a record."""
    try:
        raw.decode()
        decoded(raw)
    except UnicodeDecodeError:
        return wrong_with(raw)
    except (ValueError, RecursionError):
        return "no JSON, or cut short"
    return "JSON, but not as its platform writes it"


def _lines(stream: BufferedReader, start: int) -> Iterator[tuple[int, int, bytes | None]]:
    """Number, offset and bytes of each line that begins at `start` or behind it; None for one too long to hold."""
    offset, number = start, 0
    if start:
        stream.seek(start - 1)
        offset = start - 1 + rest_of_line(stream)
    while raw := stream.readline(LONGEST):
        number += not start
        too_long = len(raw) == LONGEST and not raw.endswith(b"\n")
        yield number, offset, None if too_long else raw
        offset += len(raw) + (rest_of_line(stream) if too_long else 0)


def _contact_before(stream: BufferedReader, read: Read, start: int) -> str:
    """The conversation of the last line that begins before `start`; empty if that line tells none."""
    stream.seek(start - 1)
    end = start - 1 + rest_of_line(stream)
    begin, held = end, b""
    while begin and len(held) < LONGEST and b"\n" not in held[:-1]:
        step = min(_BLOCK, begin)
        begin -= step
        stream.seek(begin, SEEK_SET)
        held = stream.read(step) + held
    line = held[held.rfind(b"\n", 0, -1) + 1 :]
    said = [one for one in read_line(line, read, 0, end - len(line)) if isinstance(one, Message)]
    return said[-1].conversation if said else ""
