"""WebVTT and SubRip: what was said, with its times.

A cue is a passage; tags within it (`<v Speaker>`, `<00:01.000>`) are hidden, so that a number whose words have a time
each is still one number. Who speaks comes from `<v …>` or from `Agent:` at the beginning. Times, settings, style
blocks and the names of cues stay; notes are read, for people write them.

Source: WebVTT, W3C Candidate Recommendation of 4 April 2019, section 4.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from msgspec.structs import replace

from needline.transcripts.encoding import wrong_with
from needline.transcripts.passage import UNREAD, Kept, Passage, Piece, Unread
from needline.transcripts.records import lines_of
from needline.transcripts.roles import role_of

_TIME = rb"(?:[0-9]{1,4}:)?[0-9]{1,2}:[0-9]{2}(?:[.,][0-9]{1,3})?"
_TIMES = re.compile(rb"\s*" + _TIME + rb"\s+-->\s+" + _TIME + rb"(?![0-9:.,])")
_SETTINGS = re.compile(rb"(?:[ \t]+[a-z]{2,12}:[a-zA-Z0-9.,%-]{1,24})*\s*")
_NAME = re.compile(rb"\s*(?:[0-9]{1,9}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:[/-][0-9]{1,6}){0,3})\s*")
_STYLE = re.compile(rb"STYLE[ \t]*\r?\n\s*::cue|REGION[ \t]*\r?\n(?:[a-z]{2,16}[:=][a-zA-Z0-9.,%-]{1,24}\s+)*\Z")
_TAG = re.compile(r"<[^<>\n]{0,200}>")
_VOICE = re.compile(r"<v(?:\.[^ >]{0,50})? ([^<>\n]{1,100})>|^([A-Za-z][A-Za-z ._-]{0,30}):")
_MOST_LINES, _MOST_BYTES = 500, 256 * 1024  # of one cue or note: real ones have two or three lines


def cues(stream: BinaryIO) -> Iterator[Piece]:
    """The pieces of a file of cues."""
    block: list[bytes] = []
    first, size = 1, 0
    for number, raw in lines_of(stream):
        if raw is None:
            yield from _block(block, first)
            block = []
            yield Unread(line=number, why="a line too long for a cue", stand_in=UNREAD.encode() + b"\n")
            size = 0
        elif raw.isspace() or len(block) == _MOST_LINES or size + len(raw) > _MOST_BYTES:
            yield from _block(block, first)
            block = [] if raw.isspace() else [raw]
            yield from [Kept(raw)] if raw.isspace() else []
            size = len(raw)
        else:
            block.append(raw)
            size += len(raw)
        first = first if block[1:] else number
    yield from _block(block, first)


def _block(block: list[bytes], line: int) -> Iterator[Piece]:
    """The pieces of the lines between two empty ones."""
    at = next((at for at, raw in enumerate(block) if _TIMES.match(raw)), -1)
    whole = b"".join(block)
    if at < 0 and _STYLE.match(whole):
        yield Kept(whole)
        return
    for number, raw in enumerate(block[: at + 1]):
        yield from _kept(raw, line + number)
    if said := b"".join(block[at + 1 :]):
        yield _said(said, line + at + 1)


def _kept(raw: bytes, line: int) -> Iterator[Piece]:
    """The name of a cue or its times; whatever else stands there is read, for nobody says who wrote it."""
    times = _TIMES.match(raw)
    end = times.end() if times else 0
    if _NAME.fullmatch(raw) or (times and _SETTINGS.fullmatch(raw, end)):
        yield Kept(raw)
        return
    yield from [Kept(raw[:end])] if end else []
    other = _said(raw[end:], line)
    yield replace(other, conversation="", role="") if isinstance(other, Passage) else other


def _said(raw: bytes, line: int) -> Passage | Unread:
    bare = raw.rstrip(b"\r\n")
    try:
        text = bare.decode()
    except UnicodeDecodeError:
        return Unread(line=line, why=wrong_with(raw), stand_in=UNREAD.encode() + raw[len(bare) :])
    end = raw[len(bare) :]
    voice = _VOICE.search(text)
    return Passage(
        text=text, raw=raw, ink=lambda text: text.encode() + end, line=line,
        role=role_of(voice[1] or voice[2]) if voice else "", conversation="call",
        hidden=tuple(match.span() for match in _TAG.finditer(text)),
    )  # fmt: skip
