"""Chatwoot: messages as its API, its webhooks and its exports write them.

    {content, message_type, conversation_id, created_at, sender_type, inbox_id, private}
    message_type     0 or incoming: the customer; 1 or outgoing, 3 or template: the agent; 2 or activity: the system
    conversation     {id, channel, labels} in a webhook; labels, meta.channel and messages[] around them in the API

Source: Chatwoot's API reference (message) and its page of webhook events.
"""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from needline.transcripts.conversation import Turn
from needline.transcripts.encoding import whole
from needline.transcripts.gathering import Message
from needline.transcripts.told import joined, seconds, told

_ROLES = {
    0: "customer", 1: "agent", 2: "tool", 3: "agent",
    "incoming": "customer", "outgoing": "agent", "activity": "tool", "template": "agent",
}  # fmt: skip


class _Around(Struct, frozen=True):
    id: int | str = ""
    channel: str | None = None
    labels: list[str] = []
    inbox_id: int | None = None


class _Message(Struct, frozen=True):
    message_type: int | str
    content: str | None = None
    conversation_id: int | str | None = None
    conversation: _Around | None = None
    created_at: object = None
    inbox_id: int | None = None
    labels: list[str] = []


class _Meta(Struct, frozen=True):
    channel: str | None = None
    labels: list[str] = []


class _Conversation(Struct, frozen=True):
    messages: list[_Message] = []
    payload: list[_Message] = []
    id: int | str | None = None
    labels: list[str] = []
    inbox_id: int | None = None
    meta: _Meta | None = None


def is_message(record: dict[str, object]) -> bool:
    """Whether a record is one message of Chatwoot's."""
    return "message_type" in record and "content" in record


def is_conversation(record: dict[str, object]) -> bool:
    """Whether a record is a conversation with its messages."""
    held = record.get("messages") or record.get("payload")
    return isinstance(held, list) and bool(held) and isinstance(held[0], dict) and is_message(held[0])


def message(record: dict[str, object], name: str, line: int) -> Iterator[Message]:
    """The message of one. Raises `ValueError` when it is not built as Chatwoot builds it."""
    yield from _said(msgspec.convert(record, type=_Message), name, line, {})


def conversation(record: dict[str, object], name: str, line: int) -> Iterator[Message]:
    """The messages of one. Raises `ValueError` when it is not built as Chatwoot builds it."""
    one = msgspec.convert(record, type=_Conversation)
    meta = one.meta or _Meta()
    around = told({"queue": one.inbox_id, "tags": one.labels or meta.labels, "channel": meta.channel})
    for said in (*one.messages, *one.payload):
        yield from _said(said, name if one.id is None else str(one.id), line, around)


def _said(said: _Message, name: str, line: int, around: dict[str, str]) -> Iterator[Message]:
    if not said.content:
        return
    held = said.conversation or _Around(id=name)
    fields = told(
        {"queue": said.inbox_id or held.inbox_id, "tags": said.labels or held.labels, "channel": held.channel}
    )
    yield Message(
        conversation=str(held.id if said.conversation_id is None else said.conversation_id),
        turn=Turn(_ROLES.get(said.message_type, ""), whole(said.content)),
        told=joined((*around.items(), *fields.items())), at=seconds(said.created_at), line=line,
    )  # fmt: skip
