"""Recovery: a code from the sheet opens an enrolment of new factors, and nothing else.

It takes the password too, where there is one. At a desk that signs in with a passkey only it does not work: a code
can be read out on the phone, so that people there ask for an invitation. Every refusal is the same answer and costs
the same.
"""

from collections.abc import Callable

from sqlalchemy import Connection, delete

from needline import factors
from needline.estate.model import Assurance
from needline.sealing import Ring
from needline.staff.agents import Denied, Lowest, Role
from needline.staff.enrolment import code_seal
from needline.staff.invitations import Invitation, Invitations
from needline.staff.tries import Found, claim, forgive
from needline.store.database import Database
from needline.store.tables import recovery_code as recovery_codes

LASTS = 15 * 60.0  # seconds of the invitation that a code opens
REFUSED = "name, password or recovery code is not right, or the way is locked after too many tries"
_BY = "recovery code"


class Recovery:
    """The table of recovery codes; `clock` gives seconds since 1970, UTC."""

    def __init__(
        self, database: Database, ring: Ring, clock: Callable[[], float], *, invitations: Invitations
    ) -> None:
        self._database = database
        self._ring = ring
        self._clock = clock
        self._invitations = invitations

    async def open(self, name: str, password: str, code: str, lowest: Lowest) -> str | Denied:
        """The token of an invitation for whoever has a code. Raises `StoreError`."""
        now = self._clock()
        known = await self._database.write(lambda connection: claim(connection, name, now))
        kept = known.password if known is not None and known.password else factors.of_nobody()
        right = await factors.is_password(kept, password)
        passed = known is not None and (right or not known.password) and lowest(known.desk) < Assurance.PASSKEY
        seal = code_seal(self._ring, name if passed else "", code)
        token = await self._database.write(lambda connection: self._spend(connection, known, seal))
        return token or Denied(why=REFUSED, noted="a recovery code was wrong, or it is locked")

    def _spend(self, connection: Connection, known: Found | None, seal: str) -> str:
        spent = connection.execute(delete(recovery_codes).where(recovery_codes.c.seal == seal)).rowcount == 1
        if known is None or not spent:
            return ""
        forgive(connection, known.name)
        until = self._clock() + LASTS
        who = {"name": known.name, "called": known.called, "desk": known.desk}
        return self._invitations.write(connection, Invitation(**who, role=Role(known.role), by=_BY, until=until))
