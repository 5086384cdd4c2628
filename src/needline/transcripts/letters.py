"""Mail as conversations: a thread is one, by the messages that each says it answers (RFC 5322 section 3.6.4).

Where a message names none that is known, a subject that says `Re:` joins it to the thread of that subject. A turn is
a message: its subject where it begins a thread, and its text; the plain one where there is HTML beside it. Who wrote
it is the company's where the address is of its domain, the customer otherwise; nobody knows where no domain is given.
Addresses in headers are no finds: whoever writes mail has one.
"""

import re
from collections.abc import Iterator
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from msgspec import Struct, field

from needline.transcripts.conversation import Turn
from needline.transcripts.gathering import Message
from needline.transcripts.mail import mail as one_message
from needline.transcripts.mail import mailbox
from needline.transcripts.pages import words_of
from needline.transcripts.passage import Kept, Passage, Unread
from needline.transcripts.told import told

_MOST_KNOWN = 500_000  # messages whose thread is remembered
_ID = re.compile(r"<([^<>\s]{1,250})>")
_REPLY = re.compile(r"(?i)^(?:\s*(?:re|aw|sv|antw|fw|fwd|wg|tr|rv|ré|r|odp)(?:\[\d+\])?\s*:)+\s*")
_DATE = re.compile(rb"(?im)^date:[ \t]*([^\r\n]{1,100})")


class _Letter(Struct, kw_only=True):
    """A message as far as it is read."""

    line: int
    headers: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    at: float | None = None


def letters(stream: BinaryIO, *, is_mailbox: bool, owner: str = "") -> Iterator[Message | Unread]:
    """The messages of a mailbox or of one mail; `owner` is the company's mail domain."""
    threads = _Threads()
    now, about = _Letter(line=1), ""
    for piece in (mailbox if is_mailbox else one_message)(stream):
        match piece:
            case Unread():
                yield piece
            case Passage():
                if piece.conversation != about:
                    yield from _message(now, threads, owner)
                    now, about = _Letter(line=piece.line), piece.conversation
                _take(now, piece)
            case Kept() if date := _DATE.search(piece.raw):
                now.at = _moment(date[1]) if now.at is None else now.at
    yield from _message(now, threads, owner)


def _take(now: _Letter, piece: Passage) -> None:
    if not piece.where.startswith(("text/", "application/", "message/")):
        now.headers[piece.where.lower()] = piece.text  # the last: a mailbox has a line that begins with From, too
    elif "html" in piece.where:
        now.pages.append(piece.text)
    else:
        now.texts.append(piece.text)


def _message(letter: _Letter, threads: "_Threads", owner: str) -> Iterator[Message]:
    subject = letter.headers.get("subject", "").strip()
    text = "\n".join(letter.texts or map(words_of, letter.pages)).strip()
    if not (subject or text):
        return
    thread, begins = threads.of(letter.headers, subject)
    said = f"{subject}\n{text}" if subject and begins else text
    yield Message(
        conversation=thread, turn=Turn(_role(letter.headers.get("from", ""), owner), said),
        told=told({"subject": _REPLY.sub("", subject), "channel": "email"}), at=letter.at, line=letter.line,
    )  # fmt: skip


def _role(sender: str, owner: str) -> str:
    domain = parseaddr(sender[:1_000])[1].rpartition("@")[2].lower()
    if not (owner and domain):
        return ""
    return "agent" if domain == owner.lower() or domain.endswith(f".{owner.lower()}") else "customer"


def _moment(raw: bytes) -> float | None:
    try:
        return parsedate_to_datetime(raw.decode("ascii")).timestamp()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


class _Threads:
    """Which thread a message is of, by the messages before it."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}  # the identifier of a message, or a subject → the thread
        self._count = 0

    def of(self, headers: dict[str, str], subject: str) -> tuple[str, bool]:
        """The name of the thread, and whether it begins here."""
        own = _ID.findall(headers.get("message-id", ""))[:1]
        before = _ID.findall(headers.get("references", "")[:20_000] + headers.get("in-reply-to", "")[:1_000])
        topic = f"subject {_REPLY.sub('', subject).casefold()}"
        thread = next((self._known[one] for one in before if one in self._known), "")
        if not thread and _REPLY.match(subject):
            thread = self._known.get(topic, "")
        begins = not thread
        if begins:
            self._count += 1
            thread = f"thread {self._count}"
        if len(self._known) < _MOST_KNOWN:
            self._known |= dict.fromkeys((*own, *before[-50:], topic), thread)
        return thread, begins
