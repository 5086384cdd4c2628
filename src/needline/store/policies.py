"""Policies: which one is in force, and which were.

A policy is stored as its estate in the canonical encoding, under the SHA-256 of those bytes, and is compiled when
it is read. Bytes that do not have the digest they stand under are refused: a policy that somebody changed in the
database grants nothing.
"""

import hashlib

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, insert, select

from needline.errors import EstateError, StoreError
from needline.estate import Estate
from needline.policy import Policy, compile_policy
from needline.store.database import Database, put_if_new
from needline.store.tables import applied as applications
from needline.store.tables import policy as policies

_encode = msgspec.json.Encoder(order="deterministic").encode
_decode: msgspec.json.Decoder[Estate] = msgspec.json.Decoder(Estate)
_KEPT = 16  # compiled policies in memory; a large one takes tens of megabytes
_newest = select(applications.c.digest).order_by(applications.c.id.desc()).limit(1)


class Applied(Struct, frozen=True, kw_only=True):
    """A policy took effect."""

    digest: str
    at: float  # seconds since 1970, UTC
    by: str


class Policies:
    """The policies in the database, compiled once each."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._compiled: dict[str, Policy] = {}

    async def current(self) -> Policy:
        """The policy in force. Raises `StoreError` when none was applied yet, or it was changed in the database.

        Asks the database each time, so that what another process applied is met at once.
        """
        return await self._database.read(self._current)

    async def by_digest(self, digest: str) -> Policy:
        """The policy of this digest, in force or not. Raises `StoreError` when there is none that has it."""
        return await self._database.read(lambda connection: self._read(connection, digest))

    async def apply(self, estate: Estate, by: str, at: float) -> Policy:
        """Put the estate in force, once its `PolicyChanged` is in the record, which the caller writes before.

        Returns the policy as every process will read it. Raises `EstateError` when the estate has problems, and
        `StoreError`; in both cases nothing changed.
        """
        compile_policy(estate)
        body = _encode(estate)
        digest = hashlib.sha256(body).hexdigest()

        def write(connection: Connection) -> Policy:
            """In one transaction: the estate, if it is new, and that it is in force."""
            put_if_new(connection, policies, {"digest": digest, "estate": body})
            policy = self._read(connection, digest)
            connection.execute(insert(applications).values(digest=digest, at=at, by=by))
            return policy

        return await self._database.write(write)

    async def history(self) -> tuple[Applied, ...]:
        """Every application, newest first."""
        query = select(applications).order_by(applications.c.id.desc())
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return tuple(Applied(digest=row.digest, at=row.at, by=row.by) for row in rows)

    def _current(self, connection: Connection) -> Policy:
        digest = connection.execute(_newest).scalar()
        if digest is None:
            raise StoreError("no policy is in force; apply an estate first")
        return self._read(connection, digest)

    def _read(self, connection: Connection, digest: str) -> Policy:
        if known := self._compiled.get(digest):
            return known
        policy = stored_policy(connection, digest)
        if len(self._compiled) >= _KEPT:
            self._compiled.clear()
        self._compiled[digest] = policy
        return policy


def stored_policy(connection: Connection, digest: str) -> Policy:
    """The policy of this digest, compiled. Raises `StoreError` when there is none that has it."""
    body = connection.execute(select(policies.c.estate).where(policies.c.digest == digest)).scalar()
    if body is None:
        raise StoreError(f"no policy has the digest {digest!r}")
    if not isinstance(body, bytes) or hashlib.sha256(body).hexdigest() != digest:
        raise StoreError(f"the policy of digest {digest!r} was changed in the database")
    try:
        policy = compile_policy(_decode.decode(body))
    except (msgspec.MsgspecError, EstateError) as error:
        raise StoreError(f"the policy of digest {digest!r} is not one that this needline can enforce") from error
    # Not the digest of what we would write today: a later needline has more fields, and the record names this one.
    return replace(policy, digest=digest)
