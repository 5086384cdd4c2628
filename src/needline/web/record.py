"""The access record, for whoever answers for security: who saw what, of whom, in which form, and why not.

Opening the page is an entry of its own; what refreshes itself is not, or the record would fill with its readers.
"""

from collections.abc import Mapping

from litestar import Response, get, post
from msgspec import Struct

from needline.errors import EvidenceError
from needline.record.entry import RecordRead
from needline.store.evidence import Kept
from needline.web.access import Access
from needline.web.page import page
from needline.web.told import KINDS, told
from needline.web.visit import Visit

_PAGE = 50  # entries
_BY = ("email", "phone", "reference")  # how a customer can be named


class Filters(Struct, frozen=True, kw_only=True):
    """What the reader asked for; empty is everything. `subject` is a pseudonym."""

    subject: str = ""
    agent: str = ""
    element: str = ""
    kind: str = ""
    contact: str = ""
    before: str = ""

    def used(self) -> tuple[str, ...]:
        """The names of those that are set; their values are nobody's business but the reader's."""
        return tuple(name for name, value in self.given().items() if value and name != "before")

    def given(self) -> Mapping[str, str]:
        """The same as they stand in an address."""
        return {
            "subject": self.subject,
            "agent": self.agent,
            "element": self.element,
            "kind": self.kind,
            "contact": self.contact,
            "before": self.before,
        }


@get("/record", opt={"access": Access.SECURITY})
async def record(request: Visit) -> Response[str]:
    """The whole page; reading it is written down first."""
    filters, house = _filters(request), request.house
    await house.broker.write(RecordRead(at=house.clock(), agent=request.agent.name, filters=filters.used()))
    return await _show(request, filters, "record.html")


@get("/record/rows", opt={"access": Access.SECURITY})
async def record_rows(request: Visit) -> Response[str]:
    """What of the page changes."""
    return await _show(request, _filters(request), "record_rows.html")


@post("/record/customer", opt={"access": Access.SECURITY})
async def customer(request: Visit) -> Response[str]:
    """Name a customer by what must match exactly; what was typed stands in no address and no entry."""
    form, house = await request.posted(), request.house
    by = form.get("by", "")
    subject = await house.floor.finder.find(by, form.get("value", "").strip()) if by in _BY else ""
    # Somebody unknown and somebody without entries read alike: a name that no entry has.
    pseudonym = (await house.subjects.known(subject) if subject else None) or "none"
    filters = Filters(subject=pseudonym)
    await house.broker.write(RecordRead(at=house.clock(), agent=request.agent.name, filters=("subject", by)))
    return await _show(request, filters, "record.html")


@post("/record/verify", opt={"access": Access.SECURITY})
async def verify(request: Visit) -> Response[str]:
    """Check every entry and every checkpoint, and decide every decision again."""
    evidence = request.house.evidence
    try:
        verified, replayed = await evidence.verify(), await evidence.replay()
    except EvidenceError as error:
        return page(request, "record_verified.html", {"verified": None, "wrong": str(error), "place": error.place})
    data = {"verified": verified, "replayed": replayed, "root": verified.root.hex()}
    return page(request, "record_verified.html", data)


async def _show(request: Visit, filters: Filters, template: str) -> Response[str]:
    house = request.house
    kept = await house.evidence.entries(
        subject=filters.subject or None,
        agent=filters.agent or None,
        element=filters.element or None,
        kind=filters.kind or None,
        contact=filters.contact or None,
        before=int(filters.before) if filters.before else None,
        limit=_PAGE,
    )
    policy = await house.policies.current()
    data = {
        "rows": [told(one.place, one.entry) for one in kept],
        "filters": filters,
        "given": {name: value for name, value in filters.given().items() if value},
        "older": _older(kept),
        "kinds": KINDS,
        "elements": tuple(policy.estate.elements),
        "ways": _BY,
    }
    return page(request, template, data)


def _older(kept: tuple[Kept, ...]) -> int | None:
    return kept[-1].place if len(kept) == _PAGE and kept[-1].place > 0 else None


def _filters(request: Visit) -> Filters:
    asked = {name: request.query_params.get(name, "").strip()[:64] for name in Filters.__struct_fields__}
    if not (asked["before"].isascii() and asked["before"].isdigit() and len(asked["before"]) < 16):
        asked["before"] = ""
    return Filters(**asked)
