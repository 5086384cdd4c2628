"""From messages to conversations: what belongs together is joined by its name, within bounds.

Most files hold the messages of a conversation one after the other. In those that do not, up to `MOST_OPEN`
conversations are held open at once, and `MOST_TEXT` characters of them; then the one that was continued longest ago
is given out. Should it go on after that, it counts as another one, and `torn` says how often that may be so.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from needline.transcripts.conversation import Conversation, Turn
from needline.transcripts.told import joined

MOST_OPEN = 20_000  # conversations
MOST_TEXT = 16 * 1024 * 1024  # characters
MOST_TURNS = 5_000  # of one conversation; what is longer is given out in parts


class Message(Struct, frozen=True, kw_only=True):
    """Something said, and what is known of the conversation that it is part of."""

    conversation: str  # its name
    turn: Turn
    told: Mapping[str, str] = {}
    at: float | None = None
    line: int = 1


class _Open(Struct, kw_only=True):
    """A conversation that may go on."""

    line: int
    turns: list[Turn] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    at: float | None = None
    size: int = 0


class Gathering:
    """The conversations that are open; with `in_order` only one, for messages that follow each other."""

    def __init__(self, *, in_order: bool = False) -> None:
        self._most = 1 if in_order else MOST_OPEN
        self._open: dict[str, _Open] = {}
        self._size = 0
        self._last = ""
        self._is_mixed = False
        self.torn = 0

    def add(self, message: Message) -> Iterator[Conversation]:
        """Take a message along, and give out whatever conversation there is no more room for."""
        name = message.conversation
        known = self._open.pop(name, None)
        self._is_mixed = self._is_mixed or (known is not None and name != self._last)
        now = known or _Open(line=message.line)
        self._open[name] = now  # the last of all: it was continued just now
        self._last = name
        _take(now, message)
        self._size += len(message.turn.text)
        while len(self._open) > self._most or (self._size > MOST_TEXT and len(self._open) > 1):
            self.torn += self._is_mixed and self._most > 1
            yield self._given(next(iter(self._open)))
        if len(now.turns) >= MOST_TURNS or self._size > MOST_TEXT:
            self.torn += 1
            yield self._given(name)

    def rest(self) -> Iterator[Conversation]:
        """Give out whatever is still open."""
        while self._open:
            yield self._given(next(iter(self._open)))

    def _given(self, name: str) -> Conversation:
        done = self._open.pop(name)
        self._size -= done.size
        return Conversation(name=name, turns=tuple(done.turns), told=done.told, at=done.at, line=done.line)


def _take(now: _Open, message: Message) -> None:
    now.turns.append(message.turn)
    now.size += len(message.turn.text)
    if message.at is not None and (now.at is None or message.at < now.at):
        now.at = message.at
    if message.told and message.told != now.told:
        now.told = joined((*now.told.items(), *message.told.items()))
