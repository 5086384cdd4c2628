"""JSON, alone or a line each: every text in it is a passage, and what is not changed stays as it was written.

A number with as many digits as a phone or card number is read as well (times in seconds or smaller steps since
1970 apart), and so is a key that looks like somebody's; other keys stay. A document that is no JSON, is nested
more than some hundred deep or longer than 16 MiB is unread as a whole: what follows from half of it is a guess.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import BinaryIO

import msgspec
from msgspec import Struct

from needline.transcripts.encoding import whole, wrong_with
from needline.transcripts.passage import UNREAD, Kept, Passage, Piece, Places, Unread
from needline.transcripts.roles import role_of

LONGEST = 16 * 1024 * 1024  # bytes of one line or document
_SKIPPED = 1024 * 1024  # bytes at once of what is not read
Path = tuple[str | int, ...]

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]|-?[0-9][0-9.eE+-]*+')
_SOMEBODYS_KEY = re.compile(r"@|(?:[0-9][ -]?){9}")
_LONG_NUMBER = re.compile(r"[0-9]{9,}")
_TIME = re.compile(r"1[0-9]{9}|1[0-9]{12}|1[0-9]{15}|1[0-9]{18}")
_TELLING = re.compile(
    r"""pass(word|code|phrase)|\bp(in|wd)\b|cv[vc]|secret|token|api\ key|ssn|social|\btax|birth|\bdob\b
    |phone|mobile|\btel\b|e\ ?mail|card|iban|account|routing|address|street|post\ ?code|\bzip\b|\bcity\b
    |passport|licen[cs]e|national\ id|surname|patient|diagnos
    |(first|last|given|family|full|customer|contact|user|holder|caller)\ ?name""",
    re.VERBOSE,
)
_WORDS = re.compile(r"[_\-.\s]+|(?<=[a-z])(?=[A-Z])")
_ONLY_PYTHONS = (b"\\u", b"NaN", b"Infinity")  # halves of characters and no numbers: Python writes and reads them
_STAND_IN = json.dumps(UNREAD).encode()


class Speaker(Struct, frozen=True):
    """Who says what a record holds, and in which conversation."""

    role: str = ""
    conversation: str = ""


Roles = Callable[[Path], Speaker]


def lines_of(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line, None for one that is too long to hold."""
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        too_long = len(line) == LONGEST and not line.endswith(b"\n")
        yield number, None if too_long else line
        if too_long:
            rest_of_line(stream)


def rest_of_line(stream: BinaryIO) -> int:
    """Skip to the next line; the number of bytes that were skipped."""
    skipped = 0
    while part := stream.readline(_SKIPPED):
        skipped += len(part)
        if part.endswith(b"\n"):
            break
    return skipped


def json_lines(stream: BinaryIO, fields: Collection[str] = ()) -> Iterator[Piece]:
    """The pieces of JSON lines; with `fields` only what stands under one of these keys is read."""
    for number, raw in lines_of(stream):
        if raw is None:
            yield Unread(line=number, why=f"longer than {LONGEST:,} bytes", stand_in=_STAND_IN + b"\n")
        elif raw.isspace():
            yield Kept(raw)
        else:
            speaker = _speaker(raw)
            yield from document(raw, number, fields, partial(_always, speaker))


def json_document(stream: BinaryIO, fields: Collection[str] = (), roles: Roles | None = None) -> Iterator[Piece]:
    """The pieces of one JSON document."""
    raw = stream.read(LONGEST + 1)
    if len(raw) > LONGEST:
        yield Unread(line=1, why=f"a document of more than {LONGEST:,} bytes; JSON lines may be longer")
    elif raw:
        yield from document(raw, 1, fields, roles or partial(_always, Speaker()))


def _always(speaker: Speaker, _: Path) -> Speaker:
    return speaker


def document(raw: bytes, line: int, fields: Collection[str], roles: Roles) -> Iterator[Piece]:
    """The pieces of a document that is at hand."""
    end = raw[len(raw.rstrip()) :]
    try:
        text = raw.decode()
        _check(raw, text)
    except UnicodeDecodeError:
        yield Unread(line=line, why=wrong_with(raw), stand_in=_STAND_IN + end)
    except RecursionError:
        yield Unread(line=line, why="nested too deep", stand_in=_STAND_IN + end)
    except ValueError:
        yield Unread(line=line, why="no JSON", stand_in=_STAND_IN + end)
    else:
        yield from _Walk(text, line, fields, roles).pieces()


def _check(raw: bytes, text: str) -> None:
    """Raise `ValueError` for what is no JSON, `RecursionError` for what is nested deeper than Python's calls go."""
    try:
        msgspec.json.decode(raw, type=msgspec.Raw)
    except msgspec.DecodeError:
        if not any(sign in raw for sign in _ONLY_PYTHONS):
            raise
        json.loads(text)


class _Walk:
    """One walk over the tokens of a document that is known to be JSON."""

    def __init__(self, text: str, line: int, fields: Collection[str], roles: Roles) -> None:
        self._text, self._fields, self._roles = text, fields, roles
        self._places = Places(text, line)
        self._path: list[str | int] = []
        self._open: list[bool] = []  # for each bracket around us: is it an object?
        self._at_key = False

    def pieces(self) -> Iterator[Piece]:
        """Every token that is text, and what lies between."""
        done = 0
        for token in _TOKEN.finditer(self._text):
            word = token[0]
            if word in "{}[],:":
                self._step(word)
            elif passage := self._passage(word, token.start()):
                yield Kept(self._text[done : token.start()].encode())
                yield passage
                done = token.end()
        yield Kept(self._text[done:].encode())

    def _step(self, mark: str) -> None:
        match mark:
            case "{" | "[":
                self._open.append(mark == "{")
                self._path.append("" if mark == "{" else 0)
            case "}" | "]":
                self._open.pop()
                self._path.pop()
            case ",":
                last = self._path[-1]
                self._path[-1] = last + 1 if isinstance(last, int) else ""
        self._at_key = mark in "{," and bool(self._open) and self._open[-1]

    def _passage(self, word: str, start: int) -> Passage | None:
        if word[0] != '"':
            digits = _LONG_NUMBER.search(word)
            return self._made(word, word, start) if digits and not _TIME.fullmatch(word) else None
        text = word[1:-1] if "\\" not in word else json.loads(word, strict=False)
        if self._at_key:
            self._path[-1] = text
            return self._made(text, word, start) if _SOMEBODYS_KEY.search(text) else None
        return self._made(text, word, start) if text else None

    def _made(self, text: str, word: str, start: int) -> Passage | None:
        key = next((one for one in reversed(self._path) if isinstance(one, str)), "")
        if self._fields and key not in self._fields:
            return None
        speaker = self._roles(tuple(self._path))
        line, column = self._places.of(start)
        return Passage(
            text=whole(text), raw=word.encode(), ink=json_ink, line=line, column=column + (word[0] == '"'),
            where=".".join(map(str, self._path)), cue="" if self._at_key else cue_of(key),
            role=speaker.role, conversation=speaker.conversation,
        )  # fmt: skip


def cue_of(key: str) -> str:
    """The words of a key or a column, if they say what stands under it; empty for all others.

    >>> cue_of("cardNumber"), cue_of("date_of_birth"), cue_of("status")
    ('card number', 'date of birth', '')
    """
    words = _WORDS.sub(" ", key[:80]).strip().lower()
    return words if _TELLING.search(words) else ""


def json_ink(text: str) -> bytes:
    """The text as a JSON string."""
    return msgspec.json.encode(whole(text))


class _Turn(Struct, frozen=True):
    role: str = ""
    author_role: str = ""
    conversation: str | int = ""
    conversation_id: str | int = ""


def _speaker(raw: bytes) -> Speaker:
    try:
        turn = msgspec.json.decode(raw, type=_Turn)
    except (ValueError, RecursionError):
        return Speaker()
    return Speaker(role_of(turn.role or turn.author_role), str(turn.conversation or turn.conversation_id))
