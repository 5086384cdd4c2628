"""Contact Lens, a document a line, by byte range: what a scan reads most of, so it is decoded for speed.

    post-call     Participants[].{ParticipantId, ParticipantRole}, Transcript[].{ParticipantId, Content}
    real time     Segments[].Transcript.{ParticipantRole, Content}
    chat          Transcript[].{ParticipantRole, Content, AbsoluteTime}

Only these fields are made into objects, and a turn of the file *is* a `Turn`: 500 MB of JSON take a second. What a
machine wrote about the contact (summaries, extracted values) is a turn of a tool, for it is one more copy. A range
holds the lines that begin in it, so that ranges that follow each other hold every line once.

Shapes after botocore's service models `connect` and `connect-contact-lens`, and the output files of Contact Lens.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from io import BufferedReader, FileIO
from typing import Self

import msgspec
from msgspec import Struct

from needline.observed import Skipped
from needline.transcripts.contact_lens import is_contact_lens
from needline.transcripts.conversation import Conversation, Turn
from needline.transcripts.encoding import whole, wrong_with
from needline.transcripts.packing import UnpackError, unpacked
from needline.transcripts.records import LONGEST, rest_of_line
from needline.transcripts.roles import role_of

_BUFFER = 1024 * 1024  # bytes read at once
_ONLY_PYTHONS = (b"\\u", b"NaN", b"Infinity")  # halves of characters and no numbers: Python writes and reads them
_BOM = b"\xef\xbb\xbf"


class _Role(StrEnum):
    """A role, decoded from the platform's word for it."""

    CUSTOMER = "CUSTOMER", "customer"
    AGENT = "AGENT", "agent"
    TOOL = "SYSTEM", "tool"
    UNKNOWN = "", ""

    def __new__(cls, word: str, role: str) -> Self:
        member = str.__new__(cls, role)
        member._value_ = word
        return member

    @classmethod
    def _missing_(cls, value: object) -> "_Role":
        return next(role for role in cls if str(role) == role_of(str(value)))


class _Said(Turn, frozen=True, gc=False, rename={"role": "ParticipantRole", "text": "Content"}):
    role: _Role = _Role.UNKNOWN
    text: str = ""
    at: str = msgspec.field(default="", name="AbsoluteTime")


class _SaidBy(_Said, frozen=True, gc=False, rename={"role": "ParticipantRole", "text": "Content"}):
    participant: str = msgspec.field(default="", name="ParticipantId")


class _Written(Struct, frozen=True, gc=False, rename="pascal"):
    content: str = ""


class _Extracted(Struct, frozen=True, gc=False, rename="pascal"):
    extracted_values: list[_Written] = []


class _Segment(Struct, frozen=True, gc=False, rename="pascal"):
    transcript: _Said | None = None
    post_contact_summary: _Written | None = None
    extracted_information: _Extracted | None = None


class _Participant(Struct, frozen=True, gc=False, rename="pascal"):
    participant_id: str = ""
    participant_role: str = ""


class _Metadata(Struct, frozen=True, gc=False, rename="pascal"):
    contact_id: str = ""


class _Summary(Struct, frozen=True, rename="pascal"):
    post_contact_summary: _Written | None = None


class _Characteristics(Struct, frozen=True, rename="pascal"):
    contact_summary: _Summary | None = None


class _Queue(Struct, frozen=True, rename="pascal"):
    name: str = ""


class _Categories(Struct, frozen=True, rename="pascal"):
    matched_categories: list[str] = []


class _About(Struct, frozen=True, rename="pascal"):
    channel: str = ""
    contact_id: str = ""
    customer_metadata: _Metadata | None = None
    conversation_characteristics: _Characteristics | None = None
    categories: _Categories | None = None
    queue: _Queue | None = None
    initiation_timestamp: str | float | None = None
    attributes: dict[str, object] = {}


class _Live(_About, frozen=True, gc=False, rename="pascal"):
    segments: list[_Segment] = []
    transcript: list[_Said] = []


class _PostCall(_About, frozen=True, gc=False, rename="pascal"):
    participants: list[_Participant] = []
    transcript: list[_SaidBy] = []


_LIVE, _POST_CALL = msgspec.json.Decoder(_Live), msgspec.json.Decoder(_PostCall)


def is_lens_line(beginning: bytes) -> bool:
    """Whether a file of JSON lines that begins so holds a document of Contact Lens on each."""
    return is_contact_lens(beginning) and (b'"Transcript"' in beginning or b'"Segments"' in beginning)


def lens_lines(path: str, start: int = 0, end: int | None = None) -> Iterator[Conversation | Skipped]:
    """The conversations of the lines of `path` that begin from byte `start` up to `end`, unpacked from its start on.

    Lines are counted from `start`. What cannot be read is `Skipped`; nothing is raised, and no line longer than
    16 MiB is held.
    """
    line = 0
    try:
        with FileIO(path) as file:
            stream: BufferedReader = BufferedReader(file, _BUFFER)
            for line, (offset, raw) in enumerate(_lines(stream, start, end), 1):
                if raw is None:
                    yield Skipped(file=path, line=line, why=f"longer than {LONGEST:,} bytes")
                elif not raw.isspace():
                    yield _conversation(raw, path, line, offset)
    except UnpackError as error:
        yield Skipped(file=path, line=line + 1, why=str(error))
    except OSError as error:
        yield Skipped(file=path, line=line + bool(line), why=_why(error))


def lens_document(raw: bytes, *, name: str, line: int = 1) -> Conversation:
    """The conversation in a document of Contact Lens; `name` is for one that does not say which contact it is.

    Raises `ValueError` or `RecursionError` when it is none.
    """
    lens = _decoded(raw)
    said = _said_by(lens) if isinstance(lens, _PostCall) else _said_live(lens)
    first = lens.transcript[0].at if lens.transcript else None
    return Conversation(
        name=lens.contact_id or (lens.customer_metadata.contact_id if lens.customer_metadata else "") or name,
        turns=tuple(said),
        told=_told(lens),
        at=_seconds(lens.initiation_timestamp or first),
        line=line,
    )


# ── bytes ──────────────────────────────────────────────────────────────────────────────────────────
def _lines(stream: BufferedReader, start: int, end: int | None) -> Iterator[tuple[int, bytes | None]]:
    """Offset and bytes of each line that begins in the range; None for one too long to hold."""
    offset, mark = start, 0
    if start:
        stream.seek(start - 1)
        offset = start - 1 + rest_of_line(stream)
    else:
        stream = unpacked(stream)
        # A byte order mark is part of the first line: a range that ends within it holds that line.
        mark = len(stream.read(len(_BOM)) if stream.peek(len(_BOM)).startswith(_BOM) else b"")
    while (end is None or offset < end) and (raw := stream.readline(LONGEST)):
        if len(raw) == LONGEST and not raw.endswith(b"\n"):
            yield offset, None
            offset += rest_of_line(stream)
        else:
            yield offset, raw
        offset += mark + len(raw)
        mark = 0


def _why(error: OSError) -> str:
    return f"cannot be read: {(error.strerror or type(error).__name__).lower()}"


# ── documents ──────────────────────────────────────────────────────────────────────────────────────
def _conversation(raw: bytes, path: str, line: int, offset: int) -> Conversation | Skipped:
    try:
        return lens_document(raw, name=f"byte {offset}", line=line)
    except UnicodeDecodeError:
        why = wrong_with(raw)
    except msgspec.ValidationError:
        why = "JSON, but not as Contact Lens writes it"
    except (ValueError, RecursionError):
        why = "no JSON, or cut short" if _is_text(raw) else wrong_with(raw)
    return Skipped(file=path, line=line, why=why)


def _is_text(raw: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        raw.decode()
        return b"\0" not in raw
    return False


def _decoded(raw: bytes) -> _Live | _PostCall:
    """The document. Who spoke stands in its turns, or once for all of them, which is dearer to read."""
    decoder = _LIVE if b'"Segments"' in raw or b'"Participants"' not in raw else _POST_CALL
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        if not any(sign in raw for sign in _ONLY_PYTHONS):
            raise
        plain = json.loads(whole(json.dumps(json.loads(raw), ensure_ascii=False)))
        return msgspec.convert(plain, decoder.type)


def _said_live(lens: _Live) -> list[Turn]:
    said: list[Turn] = [one.transcript for one in lens.segments if one.transcript]
    if len(said) < len(lens.segments):
        said += _written(_notes(lens.segments))
    return [*lens.transcript, *said] if lens.transcript else said


def _said_by(lens: _PostCall) -> list[Turn]:
    roles = {one.participant_id: role_of(one.participant_role) for one in lens.participants}
    about = lens.conversation_characteristics and lens.conversation_characteristics.contact_summary
    said = [
        Turn(one.role or roles.get(one.participant) or role_of(one.participant), one.text) for one in lens.transcript
    ]
    return said + _written([about.post_contact_summary] if about else [])


def _notes(segments: list[_Segment]) -> Iterator[_Written | None]:
    for one in segments:
        yield one.post_contact_summary
        yield from one.extracted_information.extracted_values if one.extracted_information else ()


def _written(notes: Iterable[_Written | None]) -> list[Turn]:
    """What a machine wrote about the contact."""
    return [Turn("tool", one.content) for one in notes if one and one.content]


def _told(lens: _About) -> dict[str, str]:
    told = {name.lower(): value.lower() for name, value in lens.attributes.items() if isinstance(value, str)}
    if lens.channel:
        told["channel"] = lens.channel.lower()
    if lens.queue and lens.queue.name:
        told["queue"] = lens.queue.name.lower()
    if lens.categories and lens.categories.matched_categories:
        told["tags"] = ", ".join(lens.categories.matched_categories).lower()
    return told


def _seconds(time: str | float | None) -> float | None:
    """Seconds since 1970 of a time as AWS writes it: ISO 8601, or already a number."""
    if not isinstance(time, str):
        return time
    with suppress(ValueError, OverflowError):
        moment = datetime.fromisoformat(time)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return None
