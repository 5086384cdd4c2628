"""Invitations: the one way to factors of one's own. A link, for one person, once, and not for long.

Somebody who answers for it makes one (`needline staff invite`); a recovery code makes one for the person themselves.
"""

import secrets
from collections.abc import Callable

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select

from needline.errors import SettingsError
from needline.sealing import Ring
from needline.staff.agents import Role
from needline.store.database import Database
from needline.store.tables import invitation as invitations

LASTS = 72 * 3600.0  # seconds
_TOKEN = 32  # random bytes
_LONGEST = 64  # characters of a name


class Invitation(Struct, frozen=True, kw_only=True):
    """Somebody may enrol, or enrol anew."""

    name: str
    called: str
    desk: str
    role: Role
    by: str  # who invited them
    until: float  # seconds since 1970, UTC


class Invitations:
    """The table of invitations; `clock` gives seconds since 1970, UTC."""

    def __init__(self, database: Database, ring: Ring, clock: Callable[[], float]) -> None:
        self._database = database
        self._ring = ring
        self._clock = clock

    async def invite(self, name: str, called: str, desk: str, role: Role, *, by: str) -> str:
        """The token of a new invitation; those before, for the same name, are void.

        Raises `SettingsError` when the name cannot be typed.
        """
        check_name(name)
        until = self._clock() + LASTS
        one = Invitation(name=name, called=called, desk=desk, role=role, by=by, until=until)
        return await self._database.write(lambda connection: self.write(connection, one))

    def write(self, connection: Connection, one: Invitation) -> str:
        """`invite`, inside the caller's transaction."""
        token, now = secrets.token_urlsafe(_TOKEN), self._clock()
        void = (invitations.c.name == one.name) | (invitations.c.until <= now)
        connection.execute(delete(invitations).where(void))
        row = {"seal": self._seal(token), "name": one.name, "called": one.called, "desk": one.desk}
        row |= {"role": one.role.value, "by": one.by}
        connection.execute(insert(invitations).values({**row, "until": one.until}))
        return token

    async def found(self, token: str) -> Invitation | None:
        """Whom this token invites; nobody when it was used, replaced, is too old or was never ours."""
        query = select(invitations).where(self._valid(token))
        row = await self._database.read(lambda connection: connection.execute(query).first())
        return None if row is None else _invitation(row)

    def spend(self, connection: Connection, token: str) -> bool:
        """Use the invitation up inside the caller's transaction; whether it was there."""
        return connection.execute(delete(invitations).where(self._valid(token))).rowcount == 1

    def authenticator(self, token: str) -> bytes:
        """The secret of the authenticator app that this invitation offers: the same however often it is opened."""
        return bytes.fromhex(self._ring.seal("authenticator of invitation", token))[:20]

    def _valid(self, token: str) -> ColumnElement[bool]:
        now = self._clock()
        in_time = (invitations.c.until > now) & (invitations.c.until <= now + LASTS)  # later: the clock jumped back
        return (invitations.c.seal == self._seal(token)) & in_time

    def _seal(self, token: str) -> str:
        return self._ring.seal("invitation", token)


def check_name(name: str) -> None:
    """Raise `SettingsError` unless somebody can type this name and the record can hold it."""
    if not name or not name.isprintable() or name != name.strip() or len(name) > _LONGEST:
        raise SettingsError(f"{name!r} is no name that somebody can type; use at most 64 letters and digits")


def _invitation(row: Row[tuple[object, ...]]) -> Invitation:
    return Invitation(
        name=row.name, called=row.called, desk=row.desk, role=Role(row.role), by=row.by, until=row.until
    )
