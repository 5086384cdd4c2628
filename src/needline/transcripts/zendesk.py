"""Zendesk: tickets and their comments, as its API and its exports write them.

    a ticket      {id, subject, description, requester_id, submitter_id, tags, via.channel, group_id, created_at}
    its comments  within it, beside it ({"ticket": …, "comments": […]}), or in a file of their own: each has
                  ticket_id, author_id, body or plain_body or html_body, created_at, public
    users         {id, role: end-user | agent | admin}, where they are exported with it

Whoever asked for the ticket (requester_id) is the customer, everybody else an agent. A description is the first
comment, and is read only where there are no comments. Internal notes are read: what stands there is kept. Comments in
a file of their own are told apart by the tickets in the file beside it, up to `MOST_TICKETS` of them.

Sources: Zendesk's API reference (tickets, ticket comments), and the schemas of Singer's tap-zendesk, whose records
({"type": "RECORD", "stream": …, "record": …}) are read as well.
"""

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from needline.transcripts.conversation import Turn
from needline.transcripts.encoding import whole
from needline.transcripts.gathering import Message
from needline.transcripts.pages import words_of
from needline.transcripts.roles import role_of
from needline.transcripts.told import seconds, told

MOST_TICKETS = 500_000
_BODIES = ("body", "plain_body", "html_body")
_Id = int | str | None


class _Via(Struct, frozen=True):
    channel: str | int | None = None


class _User(Struct, frozen=True):
    id: _Id = None
    role: str | None = None


class _Comment(Struct, frozen=True):
    ticket_id: _Id = None
    author_id: _Id = None
    author: object = None
    body: str | None = None
    plain_body: str | None = None
    html_body: str | None = None
    created_at: str | None = None


class _Ticket(Struct, frozen=True):
    id: _Id = None
    subject: str | None = None
    description: str | None = None
    requester_id: _Id = None
    submitter_id: _Id = None
    group_id: _Id = None
    tags: list[str] | None = None
    via: _Via | None = None
    created_at: str | None = None
    comments: list[_Comment] | None = None
    users: list[_User] = []


class Ticket(Struct, frozen=True):
    """What a ticket says of its comments."""

    requester: str
    subject: str
    told: Mapping[str, str]
    at: float | None


def is_ticket(record: dict[str, object]) -> bool:
    """Whether a record is a ticket, or holds one and its comments."""
    ticket = record.get("ticket", record)
    return isinstance(ticket, dict) and "requester_id" in ticket and ("subject" in ticket or "description" in ticket)


def is_comment(record: dict[str, object]) -> bool:
    """Whether a record is a comment that says of which ticket."""
    return "ticket_id" in record and ("author_id" in record or "author" in record) and any(
        body in record for body in _BODIES
    )  # fmt: skip


def known(record: dict[str, object]) -> tuple[str, Ticket]:
    """The number of a ticket, and what it says of its comments. Raises `ValueError` when it is not built as one."""
    ticket = _ticket(record)
    return str(ticket.id), _known(ticket)


def ticket(record: dict[str, object], name: str, line: int) -> Iterator[Message]:
    """The messages of a ticket. Raises `ValueError` when it is not built as Zendesk builds it."""
    one = _ticket(record)
    about = _known(one)
    number = name if one.id is None else str(one.id)
    roles = {str(user.id): role_of(user.role or "") for user in one.users}
    asked_by_requester = one.submitter_id in {None, one.requester_id}
    if one.subject:
        yield _message(number, Turn("customer" if asked_by_requester else "agent", whole(one.subject)), about, line)
    if one.description and not one.comments:
        yield _message(
            number, Turn("customer" if asked_by_requester else "agent", whole(one.description)), about, line
        )
    for said in one.comments or ():
        if text := _text(said):
            yield _message(number, Turn(_role(said, about, roles), text), about, line, said.created_at)


def comment(record: dict[str, object], tickets: dict[str, Ticket], line: int) -> Iterator[Message]:
    """The message of a comment on one of `tickets`, and before the first one its subject, which is then taken out.

    Raises `ValueError` when it is not built as Zendesk builds it.
    """
    said = msgspec.convert(record, type=_Comment)
    number = str(said.ticket_id)
    about = tickets.get(number, Ticket("", "", {}, None))
    if about.subject:
        yield _message(number, Turn("customer", about.subject), about, line)
        tickets[number] = replace(about, subject="")
    if text := _text(said):
        yield _message(number, Turn(_role(said, about, {}), text), about, line, said.created_at)


def _ticket(record: dict[str, object]) -> _Ticket:
    inner = record.get("ticket", record)
    beside = {key: record[key] for key in ("comments", "users") if key in record}
    return msgspec.convert((inner | beside) if isinstance(inner, dict) else inner, type=_Ticket)


def _known(one: _Ticket) -> Ticket:
    channel = one.via and one.via.channel
    fields = told({"subject": one.subject, "tags": one.tags, "channel": channel, "queue": one.group_id})
    requester = "" if one.requester_id is None else str(one.requester_id)
    return Ticket(requester, whole(one.subject or ""), fields, seconds(one.created_at))


def _role(said: _Comment, about: Ticket, roles: Mapping[str, str]) -> str:
    if isinstance(said.author, dict) and isinstance(named := said.author.get("role"), str):
        return role_of(named)
    if said.author_id is None or not about.requester:
        return ""
    author = str(said.author_id)
    return "customer" if author == about.requester else roles.get(author) or "agent"


def _text(said: _Comment) -> str:
    plain = said.plain_body or said.body
    return whole(plain) if plain else words_of(whole(said.html_body or ""))


def _message(number: str, turn: Turn, about: Ticket, line: int, moment: str | None = None) -> Message:
    at = about.at if about.at is not None else seconds(moment)
    return Message(conversation=number, turn=turn, told=about.told, at=at, line=line)
