"""Zendesk's export as two files in one folder: tickets.jsonl, and comments.jsonl or ticket_comments.jsonl.

A comment does not say who the customer is or what the ticket is about, so comments are read with the tickets beside
them, and tickets without those that have comments there: each is told once.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from needline.transcripts import zendesk
from needline.transcripts.exports import Record, bare, decoded
from needline.transcripts.packing import UnpackError, unpacked
from needline.transcripts.records import lines_of

_NAMED = re.compile(r"(?i)^(?P<before>.*?)(?P<kind>ticket_?comments|comments|tickets)(?P<after>(?:\.\w+)+)$")
_SUFFIXES = (".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")


def tickets_beside(path: Path) -> dict[str, zendesk.Ticket]:
    """The tickets that the comments in `path` are about, by number; none where there is no such file."""
    tickets: dict[str, zendesk.Ticket] = {}
    for record in _records(_beside(path, of="comments", other=("tickets",))):
        if zendesk.is_ticket(record) and len(tickets) < zendesk.MOST_TICKETS:
            try:
                number, ticket = zendesk.known(record)
            except ValueError:
                continue  # told as unread when the file of tickets is read
            tickets[number] = ticket
    return tickets


def commented_beside(path: Path) -> frozenset[str]:
    """The numbers of the tickets in `path` whose comments are in a file of their own."""
    found = _beside(path, of="tickets", other=("comments", "ticket_comments"))
    return frozenset(str(record.get("ticket_id")) for record in _records(found) if zendesk.is_comment(record))


def _beside(path: Path, *, of: str, other: tuple[str, ...]) -> Path | None:
    named = _NAMED.match(path.name)
    if not named or not named["kind"].lower().endswith(of):
        return None
    places = (
        path.with_name(f"{named['before']}{kind}{end}") for kind in other for end in (named["after"], *_SUFFIXES)
    )
    return next((place for place in places if place.is_file()), None)


def _records(path: Path | None) -> Iterator[Record]:
    """The records of the file that can be read; whoever reads the file itself tells of the others."""
    if path is None:
        return
    try:
        with path.open("rb") as file:
            for _, raw in lines_of(unpacked(file)):
                yield from _record(raw or b"")
    except (OSError, UnpackError):
        return


def _record(raw: bytes) -> Iterator[Record]:
    try:
        record = decoded(raw)
    except (ValueError, RecursionError):
        return
    if isinstance(record, dict):
        yield bare(record)
