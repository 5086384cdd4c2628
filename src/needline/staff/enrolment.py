"""Enrolment: somebody who was invited sets the factors that they sign in with from now on.

    1  invitation   there is no other way in, and it is used up by the enrolment and by nothing less
    2  factors      a passkey; or, where the desk allows it, a password and the code of an authenticator app
    3  afresh       whatever they had before is gone: factors, recovery codes, sessions
    4  codes        ten recovery codes, shown once. They sign nobody in: each opens one more enrolment, `Recovery`

Passwords have 12 characters or more (PCI DSS 4.0.1 requirement 8.3.6) and no rules of composition; those that
everybody would guess of this person are refused (SP 800-63B-4 section 3.1.1.2). A code has 120 random bits, so that a
keyed hash keeps it as well as a slow one would (OWASP ASVS 5.0 item 6.5.2).
"""

import base64
import secrets
from collections.abc import Callable, Mapping

from msgspec import Struct
from sqlalchemy import Connection, delete, insert

from needline import factors
from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.staff.agents import Lowest
from needline.staff.invitations import Invitation, Invitations
from needline.staff.passkeys import Passkeys, Site
from needline.store.database import Database
from needline.store.tables import agent as agents
from needline.store.tables import passkey as passkeys
from needline.store.tables import recovery_code as recovery_codes
from needline.store.tables import session as sessions

SHORTEST = 12  # characters of a password; PCI DSS 4.0.1 requirement 8.3.6
CODES = 10  # recovery codes
_CODE = 15  # bytes of one
_GROUP = 4  # characters between two dashes


class Enrolled(Struct, frozen=True, kw_only=True):
    """They may sign in from now on; the codes stand nowhere else."""

    invitation: Invitation
    how: tuple[str, ...]  # "passkey", or "password" and "authenticator"
    codes: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Enrolled(name={self.invitation.name!r}, how={self.how!r}, …)"


class Unfit(Struct, frozen=True, kw_only=True):
    """What they chose will not do; the invitation is still good."""

    why: str


class Enrolment:
    """How somebody comes by their factors; `clock` gives seconds since 1970, UTC."""

    def __init__(
        self,
        database: Database,
        ring: Ring,
        clock: Callable[[], float],
        *,
        invitations: Invitations,
        passkeys: Passkeys,
    ) -> None:
        self._database = database
        self._ring = ring
        self._clock = clock
        self._invitations = invitations
        self._passkeys = passkeys

    async def by_passkey(self, token: str, said: str, site: Site, browser: str) -> Enrolled | Unfit | None:
        """Enrol with the passkey that the browser just made; `None`: the invitation is gone."""
        invited = await self._invitations.found(token)
        if invited is None:
            return None
        made = await self._passkeys.made(site, browser, invited.name, said)
        if made is None:
            return Unfit(why="that passkey could not be checked; try once more")
        codes = recovery_codes_new()

        def _enrol(connection: Connection) -> Enrolled | Unfit | None:
            if self._passkeys.is_taken(connection, invited.name, made):
                return Unfit(why="that passkey is somebody else's")
            if not self._invitations.spend(connection, token):
                return None
            self.replace(connection, _row(invited), codes)
            self._passkeys.keep(connection, invited.name, made)
            return Enrolled(invitation=invited, how=("passkey",), codes=codes)

        return await self._database.write(_enrol)

    async def by_code(self, token: str, password: str, code: str, lowest: Lowest) -> Enrolled | Unfit | None:
        """Enrol with a password, and a code of the app that holds `Invitations.authenticator`."""
        invited = await self._invitations.found(token)
        if invited is None:
            return None
        secret = self._invitations.authenticator(token)
        step = factors.step(secret, code, self._clock(), 0)
        if wrong := _wrong(invited, password, lowest):
            return Unfit(why=wrong)
        if step is None:
            return Unfit(why="the code is not the one that the app shows now")
        kept = {"password": await factors.hashed(password), "totp": self._ring.lock(secret, about(invited.name))}
        row, codes = _row(invited, {**kept, "totp_step": step}), recovery_codes_new()

        def _enrol(connection: Connection) -> Enrolled | None:
            if not self._invitations.spend(connection, token):
                return None
            self.replace(connection, row, codes)
            return Enrolled(invitation=invited, how=("password", "authenticator"), codes=codes)

        return await self._database.write(_enrol)

    def replace(self, connection: Connection, row: Mapping[str, object], codes: tuple[str, ...]) -> None:
        """Put an agent in the place of whoever had the name, who is signed out and keeps no factor."""
        name = str(row["name"])
        connection.execute(delete(agents).where(agents.c.name == name))
        connection.execute(delete(sessions).where(sessions.c.agent == name))
        connection.execute(delete(passkeys).where(passkeys.c.agent == name))
        connection.execute(delete(recovery_codes).where(recovery_codes.c.agent == name))
        connection.execute(insert(agents).values(row))
        seals = [{"seal": code_seal(self._ring, name, code), "agent": name} for code in codes]
        if seals:
            connection.execute(insert(recovery_codes), seals)


def about(name: str) -> str:
    """Whose the secret of an authenticator is."""
    return f"code of agent {name}"


def code_seal(ring: Ring, name: str, code: str) -> str:
    """A recovery code as it is kept; spaces, dashes and case do not count."""
    bare = "".join(sign for sign in code.upper() if sign.isalnum())
    return ring.seal("recovery code", f"{name}\n{bare}")


def recovery_codes_new() -> tuple[str, ...]:
    """Ten fresh codes, as people copy them."""
    return tuple(_grouped(base64.b32encode(secrets.token_bytes(_CODE)).decode()) for _ in range(CODES))


def _grouped(code: str) -> str:
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def _row(invited: Invitation, kept: Mapping[str, object] | None = None) -> Mapping[str, object]:
    """The agent's row; without a password and an app they sign in by passkey alone."""
    return {
        "name": invited.name,
        "called": invited.called,
        "desk": invited.desk,
        "role": invited.role.value,
        "password": "",
        "totp": "",
        "totp_step": 0,
        "failures": 0,
        "locked_until": 0.0,
        **(kept or {}),
    }


def _wrong(invited: Invitation, password: str, lowest: Lowest) -> str:
    """What is wrong with enrolling by a password; nothing: an empty text."""
    if lowest(invited.desk) > Assurance.TWO_FACTOR:
        return "this desk signs in with a passkey only"
    if len(password) < SHORTEST:
        return f"the password is too short; use {SHORTEST} characters or more"
    if _guessed(password, (invited.name, invited.called, invited.desk)):
        return "everybody would guess that password; use a few words that have nothing to do with you"
    return ""


def _guessed(password: str, names: tuple[str, ...]) -> bool:
    """Whether little is left of the password without what everybody knows of its owner and of keyboards."""
    left = password.casefold()
    known = [part for name in names for part in name.casefold().replace("_", " ").split() if len(part) > 2]
    for part in (
        *known,
        "needline",
        "password",
        "passwort",
        "welcome",
        "letmein",
        "qwertyuiop",
        "qwerty",
        "1234567890",
    ):
        left = left.replace(part, "")
    return len(set(left)) < 5
