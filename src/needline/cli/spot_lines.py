r"""`needline spot --jsonl`: one line in, one line out, for programs.

    in     {"id": 7, "text": "call 020 7946 0018", "conversation": "c1", "role": "customer"}
    out    {"id":7,"spans":[{"start":5,"end":18,"label":"PHONE","score":0.95}]}
    or     {"id":7,"error":"Expected `str`, got `int` - at `$.text`"}

Answers come in the order of the lines, each as soon as it is known: whatever was read is answered before more is
waited for. Offsets are code points of the text. `conversation` and `role` are optional.
"""

import json
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import BinaryIO, Protocol

import msgspec
from msgspec import Raw, Struct

from needline.spot.finding import Finding
from needline.transcripts import role_of
from needline.transcripts.encoding import whole

MOST_CONVERSATIONS = 4_096  # remembered at once; the one that was silent longest is forgotten first
LONGEST = 16 * 1024 * 1024  # bytes of a line
_CHUNK = 1024 * 1024
_AT_ONCE = 256  # lines looked at together; more are hardly quicker
_NO_ID = Raw(b"null")
_role_of = lru_cache(maxsize=256)(role_of)


class Conversation(Protocol):
    """One conversation: `needline.spot.spotter.Conversation`."""

    def turn(self, role: str, text: str) -> tuple[Finding, ...]:
        """What the next turn holds, knowing those before."""
        ...


class Spotting(Protocol):
    """Finds personal data: `needline.spot.Spotter`."""

    def spot(self, text: str) -> tuple[Finding, ...]:
        """What a text holds."""
        ...

    def spot_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """What each of `texts` holds, quicker than one by one."""
        ...

    def conversation(self) -> Conversation:
        """A conversation that begins."""
        ...


class Conversations:
    """Many conversations at once, each by its name."""

    def __init__(self, spotter: Spotting, most: int = MOST_CONVERSATIONS) -> None:
        self._spotter, self._most = spotter, most
        self._known: OrderedDict[str, Conversation] = OrderedDict()

    def find(self, text: str, role: str, conversation: str) -> tuple[Finding, ...]:
        """What `text` holds, as the next turn of its conversation or of none."""
        return self._of(conversation).turn(role, text) if conversation else self._spotter.spot(text)

    def find_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """What each of `texts` holds, none of them part of a conversation."""
        return self._spotter.spot_all(texts)

    def _of(self, conversation: str) -> Conversation:
        if conversation in self._known:
            self._known.move_to_end(conversation)
            return self._known[conversation]
        if len(self._known) >= self._most:
            self._known.popitem(last=False)
        return self._known.setdefault(conversation, self._spotter.conversation())


class Line(Struct, frozen=True):
    """What stands in a line that is asked."""

    text: str
    id: Raw = _NO_ID
    conversation: str | int | None = None
    role: str | None = None


class Span(Struct, frozen=True):
    """A finding, for machines."""

    start: int
    end: int
    label: str
    score: float


class Answer(Struct, frozen=True):
    """The line that answers."""

    id: Raw
    spans: list[Span]


class Trouble(Struct, frozen=True):
    """The line that says why there is no answer; it quotes nothing of the text."""

    id: Raw
    error: str


class _Named(Struct, frozen=True):
    id: Raw = _NO_ID


class _Loose(Struct, frozen=True):
    text: str
    id: object = None
    conversation: str | int | None = None
    role: str | None = None


_decode = msgspec.json.Decoder(Line).decode
_decode_name = msgspec.json.Decoder(_Named).decode
_encode = msgspec.json.Encoder().encode


def answer_lines(stream: BinaryIO, out: BinaryIO, known: Conversations) -> int:
    """Answer every line of `stream`, and return how many could not be."""
    troubles = 0
    for lines in _arriving(stream):
        asked = [_asked(line) for line in lines if line is None or line.strip()]
        answers = [
            answer for at in range(0, len(asked), _AT_ONCE) for answer in _answers(asked[at : at + _AT_ONCE], known)
        ]
        troubles += sum(isinstance(one, Trouble) for one in answers)
        out.write(b"".join([_encode(one) + b"\n" for one in answers]))
        out.flush()
    return troubles


def _arriving(stream: BinaryIO) -> Iterator[list[bytes | None]]:
    """The lines that have arrived, as soon as there is one; None for one that is too long to hold."""
    rest: list[bytes] = []
    size = 0
    read = getattr(stream, "read1", stream.read)
    while chunk := read(_CHUNK):
        first, *others = chunk.split(b"\n")
        size += len(first)
        rest = [*rest, first] if size <= LONGEST else []
        if others:
            yield [_joined(rest, size), *others[:-1]]
            rest, size = [others[-1]], len(others[-1])
    if size:
        yield [_joined(rest, size)]


def _joined(parts: list[bytes], size: int) -> bytes | None:
    return b"".join(parts) if size <= LONGEST else None


def _asked(raw: bytes | None) -> Line | Trouble:
    if raw is None:
        return Trouble(_NO_ID, f"the line is longer than {LONGEST:,} bytes")
    try:
        return _line(raw)
    except (ValueError, RecursionError) as error:
        return Trouble(_id_of(raw), _why(error))


def _answers(asked: Sequence[Line | Trouble], known: Conversations) -> Iterator[Answer | Trouble]:
    """The answers to lines that are here already: those of no conversation are looked at together."""
    alone = [one.text for one in asked if isinstance(one, Line) and not _name(one.conversation)]
    try:
        found = iter(known.find_all(alone) if len(alone) > 1 else ())
    except Exception:  # noqa: BLE001  # one text that breaks a rule must not take the others along
        found = iter(())
    for one in asked:
        if isinstance(one, Trouble):
            yield one
        elif not _name(one.conversation) and (findings := next(found, None)) is not None:
            yield _told(one, findings)
        else:
            yield _answer(one, known)


def _answer(line: Line, known: Conversations) -> Answer | Trouble:
    try:
        return _told(line, known.find(line.text, _role_of(line.role or ""), _name(line.conversation)))
    except Exception as error:  # noqa: BLE001  # one text that breaks a rule must not stop the thousands after it
        return Trouble(line.id, f"unexpected {type(error).__name__}")


def _told(line: Line, findings: Sequence[Finding]) -> Answer:
    return Answer(line.id, [Span(one.start, one.end, one.label, round(one.score, 4)) for one in findings])


def _line(raw: bytes) -> Line:
    try:
        return _decode(raw)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        if b"\\u" not in raw:
            raise
    # Perhaps it holds half a character, which only Python's own reader takes; it is one code point.
    line = msgspec.convert(json.loads(raw), _Loose)
    return Line(whole(line.text), Raw(json.dumps(line.id).encode()), line.conversation, line.role)


def _name(conversation: str | int | None) -> str:
    return "" if conversation is None else str(conversation)


def _id_of(raw: bytes) -> Raw:
    try:
        return _decode_name(raw).id
    except (ValueError, RecursionError):
        return _NO_ID


def _why(error: Exception) -> str:
    match error:
        case RecursionError():
            return "nested too deep"
        case UnicodeDecodeError():
            return "not UTF-8"
    return str(error)
