"""Google: the JSON that Contact Center AI Insights and Agent Assist read and write conversations in.

    entries[].{text, role, start_timestamp_usec}      role: AGENT, AUTOMATED_AGENT, CUSTOMER, END_USER, HUMAN_AGENT
    conversation_info.categories[].display_name

Source: Google Cloud, Agent Assist, "Conversation data format", and the enumeration ConversationParticipant.Role.
"""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from needline.transcripts.conversation import Turn
from needline.transcripts.encoding import whole
from needline.transcripts.gathering import Message
from needline.transcripts.roles import role_of
from needline.transcripts.told import seconds, told


class _Entry(Struct, frozen=True):
    text: str | None = None
    role: str | None = None
    start_timestamp_usec: int | str | None = None
    create_time: str | None = None


class _Conversation(Struct, frozen=True):
    entries: list[_Entry]
    conversation_info: dict[str, object] = {}
    name: str = ""
    language_code: str | None = None


def is_google(record: dict[str, object]) -> bool:
    """Whether a record is a conversation in Google's form."""
    return isinstance(record.get("entries"), list)


def google(record: dict[str, object], name: str, line: int) -> Iterator[Message]:
    """The messages of one. Raises `ValueError` when it is not built as Google builds it."""
    one = msgspec.convert(record, type=_Conversation)
    fields = told(one.conversation_info | {"language": one.language_code})
    for entry in one.entries:
        if entry.text:
            yield Message(
                conversation=one.name or name, turn=Turn(role_of(entry.role or ""), whole(entry.text)), told=fields,
                at=seconds(entry.start_timestamp_usec or entry.create_time), line=line,
            )  # fmt: skip
