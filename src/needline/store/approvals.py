"""Approvals: orders above their limit, which wait for somebody else's yes.

The order and its arguments are locked: whoever copies the database reads who asked for what kind of action, and
neither for whom nor how much. Yes and no are given once; the first one counts.
"""

from collections.abc import Mapping
from enum import StrEnum

import msgspec
from msgspec import Struct
from sqlalchemy import Row, Select, insert, select, update

from needline.decide import Order
from needline.errors import StoreError
from needline.sealing import Ring
from needline.store.database import Database
from needline.store.tables import approval as approvals

_encode = msgspec.json.Encoder(decimal_format="string").encode


class Answer(StrEnum):
    """What somebody else said."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


class Request(Struct, frozen=True, kw_only=True):
    """What waits, exactly as it would be carried out."""

    id: str
    order: Order
    arguments: Mapping[str, str]
    serial: int  # of its deed
    role: str  # whose yes it takes
    policy: str  # digest of the policy it was asked under
    entry: int  # where it was asked for
    at: float  # seconds since 1970, UTC
    until: float  # the same
    answer: Answer = Answer.WAITING
    by: str = ""
    reason: str = ""

    def __repr__(self) -> str:
        return f"Request(id={self.id!r}, action={self.order.action!r}, answer={self.answer!r}, …)"


class _Locked(Struct, frozen=True):
    order: Order
    arguments: dict[str, str]


_decoder = msgspec.json.Decoder(_Locked)


class Approvals:
    """The table of requests."""

    def __init__(self, database: Database, ring: Ring) -> None:
        self._database = database
        self._ring = ring

    async def ask(self, request: Request) -> None:
        """Keep a request. Raises `StoreError`."""
        inside = _encode(_Locked(request.order, dict(request.arguments)))
        row = {
            "id": request.id,
            "contact": request.order.contact.id,
            "serial": request.serial,
            "desk": request.order.desk,
            "agent": request.order.agent,
            "order": self._ring.lock(inside, _about(request.id)),
            "role": request.role,
            "policy": request.policy,
            "entry": request.entry,
            "at": request.at,
            "until": request.until,
            "state": Answer.WAITING,
            "by": "",
            "reason": "",
        }
        await self._database.write(lambda connection: connection.execute(insert(approvals).values(row)))

    async def get(self, request: str) -> Request | None:
        """The request of this id. Raises `StoreError` when somebody changed what is locked in it."""
        found = await self._some(select(approvals).where(approvals.c.id == request))
        return found[0] if found else None

    async def answer(self, request: str, answer: Answer, *, by: str, reason: str, now: float) -> bool:
        """Say yes or no; whether that counts: nobody did before, it is in time, and `by` is not who asked."""
        waits = (approvals.c.id == request) & (approvals.c.state == Answer.WAITING)
        may = (approvals.c.until > now) & (approvals.c.agent != by)
        values = {"state": answer, "by": by, "reason": self._ring.lock(reason.encode(), _reason(request))}
        changed = update(approvals).where(waits & may).values(values)
        return await self._database.write(lambda connection: connection.execute(changed).rowcount) == 1

    async def take_back(self, request: str) -> None:
        """The answer could not be written down, so that it was never given."""
        values = {"state": Answer.WAITING, "by": "", "reason": ""}
        changed = update(approvals).where(approvals.c.id == request).values(values)
        await self._database.write(lambda connection: connection.execute(changed).rowcount)

    async def waiting(self, desk: str, now: float) -> tuple[Request, ...]:
        """What waits at a desk, longest first."""
        there = select(approvals).where(approvals.c.desk == desk, approvals.c.state == Answer.WAITING)
        return await self._some(there.where(approvals.c.until > now).order_by(approvals.c.at).limit(200))

    async def of_contact(self, contact: str) -> tuple[Request, ...]:
        """Everything that was asked for in a contact, in order."""
        return await self._some(
            select(approvals).where(approvals.c.contact == contact).order_by(approvals.c.at).limit(200)
        )

    async def _some(self, query: Select[tuple[object, ...]]) -> tuple[Request, ...]:
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return tuple(map(self._request, rows))

    def _request(self, row: Row[tuple[object, ...]]) -> Request:
        try:
            inside = _decoder.decode(self._ring.open(row.order, _about(row.id)))
        except msgspec.MsgspecError:
            raise StoreError("a request for approval cannot be read") from None
        return Request(
            id=row.id,
            order=inside.order,
            arguments=inside.arguments,
            serial=row.serial,
            role=row.role,
            policy=row.policy,
            entry=row.entry,
            at=row.at,
            until=row.until,
            answer=Answer(row.state),
            by=row.by,
            reason=self._ring.open(row.reason, _reason(row.id)).decode() if row.reason else "",
        )


def _about(request: str) -> str:
    return f"order of approval {request}"


def _reason(request: str) -> str:
    return f"reason of approval {request}"
