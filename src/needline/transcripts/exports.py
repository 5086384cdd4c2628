"""What platforms export in JSON: which one's a record is, and the messages that it holds.

A record is a message or a conversation of one of the platforms below, a plain row, something with a list of turns
(`messages`, `turns`, `transcript` …), or a list of any of these, as their interfaces give out page by page.
"""

import json
from collections.abc import Callable, Iterator

import msgspec
from msgspec import Struct

from needline.transcripts import chatwoot, rows, zendesk
from needline.transcripts.gathering import Message
from needline.transcripts.google import google, is_google
from needline.transcripts.intercom import intercom, is_intercom
from needline.transcripts.lens_lines import lens_document
from needline.transcripts.told import joined, seconds, told

Record = dict[str, object]
_ONLY_PYTHONS = (b"\\u", b"NaN", b"Infinity")  # halves of characters and no numbers: Python writes and reads them
_PAGES = ("tickets", "conversations", "dialogues", "dialogs", "payload", "results", "records", "items", "data")
_TURNS = ("messages", "turns", "transcript", "dialogue", "dialog", "utterances", "conversation", "log", "original")


def _is_lens(record: Record) -> bool:
    return isinstance(record.get("Transcript", record.get("Segments")), list)


def _lens(record: Record, name: str, line: int) -> Iterator[Message]:
    one = lens_document(msgspec.json.encode(record), name=name, line=line)
    for turn in one.turns:
        yield Message(conversation=one.name, turn=turn, told=one.told, at=one.at, line=line)


_SHAPES: tuple[tuple[Callable[[Record], bool], Callable[[Record, str, int], Iterator[Message]]], ...] = (
    (_is_lens, _lens),
    (is_google, google),
    (zendesk.is_ticket, zendesk.ticket),
    (is_intercom, intercom),
    (chatwoot.is_message, chatwoot.message),
    (chatwoot.is_conversation, chatwoot.conversation),
)
_DEEPEST = 4  # pages within pages


class Tickets(Struct, frozen=True):
    """What the other file of an export in two files holds."""

    known: dict[str, zendesk.Ticket] = {}  # by number, for comments in a file of their own
    commented: frozenset[str] = frozenset()  # tickets whose comments are in a file of their own


NO_TICKETS = Tickets()


class UnknownShapeError(ValueError):
    """A record that is none of the shapes above; the text says so."""


def decoded(raw: bytes) -> object:
    """The JSON in these bytes. Raises `ValueError` for what is none, `RecursionError` for what is nested too deep."""
    try:
        found: object = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        if not any(sign in raw for sign in _ONLY_PYTHONS):
            raise
        found = json.loads(raw)
    return found


def messages(found: object, name: str, line: int, tickets: Tickets = NO_TICKETS, depth: int = 0) -> Iterator[Message]:
    """The messages of a record or a page of them; `name` is for a conversation that has none.

    Raises `ValueError` for a record that is not built as its platform builds it, or that nobody knows.
    """
    if isinstance(found, list) and depth < _DEEPEST:
        alone = _are_turns(found)
        for at, one in enumerate(found, 1):
            yield from messages(one, name if alone else f"{name}.{at}", line, tickets, depth + 1)
    elif isinstance(found, dict):
        yield from _record(bare(found), name, line, tickets, depth)
    else:
        raise UnknownShapeError("no record that is known here")


def _are_turns(found: list[object]) -> bool:
    """Whether a list holds turns of one conversation that say who speaks, and no conversations."""
    return all(
        isinstance(one, dict) and not any(isinstance(one.get(key), list) for key in _TURNS) for one in found[:5]
    )


def bare(record: Record) -> Record:
    """The record without the envelope that Singer's taps put around it."""
    inner = record.get("record")
    return inner if record.get("type") == "RECORD" and isinstance(inner, dict) else record


def _record(record: Record, name: str, line: int, tickets: Tickets, depth: int) -> Iterator[Message]:
    if zendesk.is_comment(record):
        yield from zendesk.comment(record, tickets.known, line)
        return
    if zendesk.is_ticket(record) and str(record.get("id")) in tickets.commented and not record.get("comments"):
        return
    if shape := next((read for fits, read in _SHAPES if fits(record)), None):
        yield from shape(record, name, line)
    elif (turns := next((value for key in _TURNS if isinstance(value := record.get(key), list)), None)) is not None:
        yield from _dialogue(record, turns, name, line)
    elif (page := next((value for key in _PAGES if isinstance(value := record.get(key), list)), None)) is not None:
        yield from messages(page, name, line, tickets, depth + 1)
    elif one := rows.message(record, name, line):
        yield one
    elif not rows.has_words(record):
        raise UnknownShapeError("no field in it that is known to hold what was said")


def _dialogue(record: Record, turns: list[object], name: str, line: int) -> Iterator[Message]:
    """The messages of a record that holds its turns as rows, or as pairs of who and what."""
    about = rows.message({**record, "text": "-"}, name, line)
    own = next((str(record[key]) for key in ("id", "convo_id", "_id") if isinstance(record.get(key), str | int)), "")
    contact = about.conversation if about and about.conversation not in {name, rows.THE_FILE} else own or name
    at = about.at if about else seconds(None)
    for turn in turns:
        one = rows.message(_row(turn), contact, line)
        if one:
            fields = joined((*told(record).items(), *one.told.items()))
            yield Message(
                conversation=contact, turn=one.turn, told=fields, at=at if at is not None else one.at, line=line
            )
        elif not (isinstance(turn, dict) and rows.has_words(turn)):
            raise UnknownShapeError("a turn without a field that is known to hold what was said")


def _row(turn: object) -> Record:
    match turn:
        case dict():
            return turn
        case [str(who), str(text)]:
            return {"role": who, "text": text}
        case str():
            return {"text": turn}
    return {}
