"""Amazon Connect: Contact Lens files, its real-time segments and the transcripts of chats.

    post-call     Participants[].{ParticipantId, ParticipantRole}, Transcript[].{ParticipantId, Content}
    real time     Segments[].Transcript.{ParticipantRole, Content}
    chat          Transcript[].{ParticipantRole, Content, DisplayName}

Shapes after botocore's service models. Whatever else such a file says in words (summaries, issues, names that are
displayed) is read like any JSON. Offsets of characters within a changed Content are not moved.
"""

from collections.abc import Collection, Iterator
from typing import BinaryIO

import msgspec
from msgspec import Struct

from needline.transcripts.passage import Piece, Unread
from needline.transcripts.records import LONGEST, Path, Speaker, document
from needline.transcripts.roles import role_of


class _Participant(Struct, frozen=True, rename="pascal"):
    participant_id: str = ""
    participant_role: str = ""


class _Segment(Struct, frozen=True, rename="pascal"):
    transcript: _Participant = _Participant()


class _Characteristics(Struct, frozen=True, rename="pascal"):
    contact_id: str = ""


class _Lens(Struct, frozen=True, rename="pascal"):
    transcript: list[_Participant] = []
    segments: list[_Segment] = []
    participants: list[_Participant] = []
    contact_id: str = ""
    customer_metadata: _Characteristics = _Characteristics()


def is_contact_lens(beginning: bytes) -> bool:
    """Whether a document that begins so is one of Amazon Connect's."""
    return b'"ParticipantId"' in beginning or b'"ParticipantRole"' in beginning


def contact_lens(stream: BinaryIO, fields: Collection[str] = ()) -> Iterator[Piece]:
    """The pieces of a file of Contact Lens."""
    raw = stream.read(LONGEST + 1)
    if len(raw) > LONGEST:
        yield Unread(line=1, why=f"a document of more than {LONGEST:,} bytes")
        return
    speakers = _speakers(raw)
    yield from document(raw, 1, fields, lambda path: speakers.get(path, Speaker()))


def _speakers(raw: bytes) -> dict[Path, Speaker]:
    """Who said what stands at which path; of a file that is not as it should be, nobody."""
    try:
        lens = msgspec.json.decode(raw, type=_Lens)
    except (ValueError, RecursionError):
        return {}
    contact = lens.contact_id or lens.customer_metadata.contact_id or "contact"
    roles = {one.participant_id: one.participant_role for one in lens.participants}
    turns: list[tuple[Path, _Participant]] = [
        *((("Transcript", at, "Content"), turn) for at, turn in enumerate(lens.transcript)),
        *((("Segments", at, "Transcript", "Content"), one.transcript) for at, one in enumerate(lens.segments)),
    ]
    return {path: Speaker(_role(turn, roles), contact) for path, turn in turns}


def _role(turn: _Participant, roles: dict[str, str]) -> str:
    return role_of(turn.participant_role or roles.get(turn.participant_id, turn.participant_id))
