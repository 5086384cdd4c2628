"""How a text reaches a customer's contact point on file."""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from sqlalchemy import insert, select

from needline.store.database import Database
from needline.store.tables import mail as mails

_LONGEST = 128  # characters of an address; a demo needs no longer one


class Sender(Protocol):
    """Takes texts to customers: SMS, e-mail."""

    async def send(self, to: str, text: str) -> None:
        """Send `text` to an address or a number."""
        ...


class Mail(Struct, frozen=True, kw_only=True):
    """A text that was sent."""

    to: str
    text: str
    at: float  # seconds since 1970, UTC

    def __repr__(self) -> str:
        return f"Mail(at={self.at!r}, …)"


class Mailbox:
    """The demo's stand-in for SMS and e-mail: everything that is sent lies here in clear, for everybody to read.

    A contact centre connects a `Sender` of its own and never has this table filled.
    """

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    async def send(self, to: str, text: str) -> None:
        """Put a text into the mailbox."""
        row = {"to": to[:_LONGEST], "text": text, "at": self._clock()}
        await self._database.write(lambda connection: connection.execute(insert(mails).values(row)).rowcount)

    async def newest(self, limit: int = 50) -> tuple[Mail, ...]:
        """What was sent, newest first."""
        query = select(mails.c.to, mails.c.text, mails.c.at).order_by(mails.c.id.desc()).limit(limit)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return tuple(Mail(to=to, text=text, at=at) for to, text, at in rows)
