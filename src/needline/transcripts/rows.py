"""Rows: one turn each, in a table or in lines of JSON, whose fields go by the names that people give them.

    what was said       text, message, content, utterance, body, transcript
    who said it         role, speaker, author, sender, from, participant, direction
    in which contact    conversation, conversation_id, ticket_id, thread_id, session_id, call_id, contact_id, chat_id
    when                timestamp, time, at, date, created_at, sent_at

Names are read without case, blanks and `_`. What tells a journey is named in `drift.fields`. A row without a field
for the contact is a conversation of its own, or where it says who speaks, a turn of the one conversation in the file.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from needline.transcripts.conversation import Turn
from needline.transcripts.encoding import whole
from needline.transcripts.gathering import Message
from needline.transcripts.roles import role_of
from needline.transcripts.told import seconds, told

_TEXT = ("text", "message", "content", "utterance", "body", "transcript", "said")
_ROLE = (
    "role", "authorrole", "speakerrole", "participantrole", "sendertype", "speaker", "author", "sender",
    "participant", "from", "direction",
)  # fmt: skip
_CONTACTS = ("conversation", "convo", "dialogue", "dialog", "ticket", "thread", "session", "call", "contact", "chat")
_CONTACT = (*(f"{thing}id" for thing in _CONTACTS), *_CONTACTS)
_TIME = ("timestamp", "time", "at", "date", "createdat", "sentat", "starttime", "datetime")
_NO_LETTERS = re.compile(r"[^a-z]")
THE_FILE = "conversation"  # the name of the one conversation in a file


def has_words(names: Iterable[str]) -> bool:
    """Whether a row with these fields has one that holds what was said."""
    return not {_plain(name) for name in names}.isdisjoint(_TEXT)


def message(row: Mapping[str, object], name: str, line: int) -> Message | None:
    """The turn that a row is; None for one that holds no words. `name` is for a row that is in no conversation."""
    fields = {_plain(key): value for key, value in row.items()}
    text = next((text for key in _TEXT if (text := _words(fields.get(key)))), "")
    if not text:
        return None
    role_known = any(isinstance(fields.get(key), str | dict) for key in _ROLE)
    contact = next((str(value) for key in _CONTACT if isinstance(value := fields.get(key), str | int)), "")
    at = next((at for key in _TIME if (at := seconds(fields.get(key))) is not None), None)
    return Message(
        conversation=contact or (THE_FILE if role_known else name), turn=Turn(_role(fields), whole(text)),
        told=told(row), at=at, line=line,
    )  # fmt: skip


@lru_cache(4096)
def _plain(name: str) -> str:
    return _NO_LETTERS.sub("", name[:40].lower())


def _role(fields: Mapping[str, object]) -> str:
    return next((role for key in _ROLE if (role := _meant(fields.get(key)))), "")


def _meant(value: object) -> str:
    match value:
        case str():
            return role_of(value)
        case {"role": str(word)} | {"type": str(word)} | {"name": str(word)}:
            return role_of(word)
    return ""


def _words(value: object) -> str:
    """The words of a field: text, or what holds text in the forms that chat interfaces give it."""
    match value:
        case str():
            return value
        case {"text": str(text)} | {"content": str(text)} | {"body": str(text)}:
            return text
        case list():
            return "\n".join(text for one in value[:1_000] if isinstance(one, dict) and (text := _words(one)))
    return ""
