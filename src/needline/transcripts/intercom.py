"""Intercom: conversations as its API and its exports write them.

    source.{type, subject, body, author.type}                       how it began; body is HTML
    conversation_parts.conversation_parts[].{body, author.type, created_at, part_type}
    tags.tags[].name, topics.topics[].name, team_assignee_id, custom_attributes

An author's type is user, lead or contact; admin, bot or team. Notes that only colleagues read are read as well: what
stands there is kept. Source: Intercom's API reference, conversations, and the types of intercom-client 7.
"""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from needline.transcripts.conversation import Turn
from needline.transcripts.encoding import whole
from needline.transcripts.gathering import Message
from needline.transcripts.pages import words_of
from needline.transcripts.roles import role_of
from needline.transcripts.told import seconds, told


class _Author(Struct, frozen=True):
    type: str | None = None


class _Part(Struct, frozen=True):
    body: str | None = None
    subject: str | None = None
    type: str | None = None
    author: _Author | None = None
    created_at: object = None


class _Parts(Struct, frozen=True):
    conversation_parts: list[_Part] = []


class _Tags(Struct, frozen=True):
    tags: object = None


class _Topics(Struct, frozen=True):
    topics: object = None


class _Conversation(Struct, frozen=True):
    id: str | int = ""
    title: str | None = None
    created_at: object = None
    source: _Part | None = None
    conversation_message: _Part | None = None  # before version 2 of the API
    conversation_parts: _Parts | list[_Part] | None = None
    tags: _Tags | list[object] | None = None
    topics: _Topics | list[object] | None = None
    team_assignee_id: int | str | None = None
    custom_attributes: dict[str, object] | None = None


def is_intercom(record: dict[str, object]) -> bool:
    """Whether a record is a conversation of Intercom's."""
    return "conversation_parts" in record or "conversation_message" in record or _began(record)


def _began(record: dict[str, object]) -> bool:
    return isinstance(record.get("source"), dict) and record.get("type") == "conversation"


def intercom(record: dict[str, object], name: str, line: int) -> Iterator[Message]:
    """The messages of one. Raises `ValueError` when it is not built as Intercom builds it."""
    one = msgspec.convert(record, type=_Conversation)
    begun = one.source or one.conversation_message
    fields = told(
        (one.custom_attributes or {})
        | {"queue": one.team_assignee_id, "subject": (begun and begun.subject) or one.title}
        | {"channel": begun and begun.type, "tags": _listed(one.tags), "topic": _listed(one.topics)}
    )
    parts = one.conversation_parts.conversation_parts if isinstance(one.conversation_parts, _Parts) else (
        one.conversation_parts or []
    )  # fmt: skip
    at = seconds(one.created_at)
    for part in ([begun] if begun else []) + parts:
        for text in (part.subject, part.body):
            if text and (words := words_of(whole(text))):
                moment = seconds(part.created_at) if at is None else at
                yield Message(
                    conversation=str(one.id) or name, turn=Turn(_role(part), words), told=fields, at=moment, line=line
                )


def _role(part: _Part) -> str:
    return role_of((part.author and part.author.type) or "")


def _listed(found: _Tags | _Topics | list[object] | None) -> object:
    match found:
        case _Tags():
            return found.tags
        case _Topics():
            return found.topics
    return found
