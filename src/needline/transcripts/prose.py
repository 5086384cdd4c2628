"""Plain text, read in bounded pieces.

a piece      up to 64 KiB, cut where nothing is torn apart: at an empty line, at the end of a line, at a blank
a lump       a line of more than 64 KiB without a place to cut where no number or address is torn: unread
a bad line   one that is not UTF-8: unread; the lines around it are read
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from needline.transcripts.encoding import plain_ink, wrong_with
from needline.transcripts.passage import UNREAD, Passage, Piece, Unread

PIECE = 64 * 1024  # bytes: more than a reader of text needs around a place, and little to hold
_FROM = PIECE - 4096  # a cut within a line is looked for near the end of the piece
_TEARABLE = re.compile(rb"[0-9@]|\xef\xbc[\x90-\x99]")
# Where a line may be cut, best first, and how many bytes must lie between the cut and the next digit: a number that
# is written in groups has less between them, and what is said in words is torn by any cut.
_WITHIN_LINE = (
    (re.compile(rb"[.!?;][ \t]"), 16),
    (re.compile(rb"[ \t]"), 16),
    (re.compile(rb"(?<=[A-Za-z]{2})[ \t](?=[A-Za-z]{2})"), 4),
    (re.compile(rb"(?=[A-Za-z,;|<>(){}\[\]\xc2-\xf4])"), 16),
)
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


def prose(stream: BinaryIO) -> Iterator[Piece]:
    """The pieces of a plain text."""
    held, line, in_lump = b"", 1, False
    while more := stream.read(PIECE):
        held += more
        while len(held) > PIECE or in_lump:
            if in_lump:
                cut = held.find(b"\n")
                in_lump, part = cut < 0, held[: cut if cut >= 0 else len(held)]
            elif cut := _cut(held):
                part = held[:cut]
                yield from read_lines(part, line)
            else:
                in_lump, part = True, b""
                yield Unread(line=line, why=f"a line without a place to cut in {PIECE:,} bytes")
            line, held = line + part.count(b"\n"), held[len(part) :]
            if not held:
                break
    yield from read_lines(held, line)


def _cut(held: bytes) -> int:
    """Where the first piece of `held` ends; 0 if every place would tear something apart."""
    # A line may end between two numbers: what is split over lines is seldom split over thousands of them.
    place = max(held.rfind(b"\n\n", 0, PIECE) + 2 if b"\n\n" in held[PIECE // 2 : PIECE] else 0, 0)
    return place or held.rfind(b"\n", 0, PIECE) + 1 or _cut_within_line(held)


def _cut_within_line(held: bytes) -> int:
    for end, clear in _WITHIN_LINE:
        for place in reversed([match.end() for match in end.finditer(held, _FROM, PIECE)]):
            if not _TEARABLE.search(held, place - clear, place + clear):
                return place
    return 0


def read_lines(raw: bytes, line: int) -> Iterator[Piece]:
    """The passage that these lines are; several, if there are lines among them that are no text."""
    if not raw:
        return
    if _is_text(raw):
        yield Passage(text=raw.decode(), raw=raw, ink=plain_ink, line=line)
        return
    good: list[bytes] = []
    for one in _LINE.findall(raw):
        if _is_text(one):
            good.append(one)
            continue
        yield from read_lines(b"".join(good), line)
        line, good = line + len(good), []
        yield Unread(line=line, why=wrong_with(one), stand_in=UNREAD.encode() + _line_end(one))
        line += 1
    yield from read_lines(b"".join(good), line)


def _is_text(raw: bytes) -> bool:
    try:
        return "\0" not in raw.decode()
    except UnicodeDecodeError:
        return False


def _line_end(line: bytes) -> bytes:
    return line[len(line.rstrip(b"\r\n")) :]
