"""Trouble: what people read when a page cannot be shown. Never a traceback, never what they sent."""

import logging

from litestar import Response
from litestar.exceptions import HTTPException, NotAuthorizedException
from msgspec import Struct

from needline.errors import ContactError, EvidenceError, NeedlineError
from needline.web.page import go, page
from needline.web.visit import Visit

_log = logging.getLogger(__name__)


class Words(Struct, frozen=True, kw_only=True):
    """What happened, and what to do about it."""

    title: str
    text: str


_WORDS = {
    400: Words(title="That could not be read", text="Go back, reload the page and try again."),
    401: Words(title="Please sign in", text="This page is for people who signed in."),
    403: Words(
        title="This is not yours to open",
        text="The form may be too old, or this page may be for somebody else. Go back and reload.",
    ),
    404: Words(title="There is nothing here", text="Check the address, or begin at the first page."),
    405: Words(title="That is not how this page works", text="Begin at the first page."),
    413: Words(title="That is too long", text="Nothing was kept. Go back and send less at once."),
    500: Words(title="Something went wrong here", text="It is our mistake and was noted. Please try again."),
    503: Words(
        title="Nothing was shown and nothing was lost",
        text="A part of this system does not answer right now. Wait a moment and try again.",
    ),
}
_KEEP = "Keep the database as it is, and let `needline record verify` say what else is wrong."
_CONTACT = Words(
    title="This contact is not yours",
    text="It is closed, at another desk, or with a colleague. Pick a contact up from the queue of your desk.",
)


def refused(visit: Visit, error: HTTPException) -> Response[str] | Response[None]:
    """The page for an HTTP error; whoever has not signed in is shown where to."""
    if isinstance(error, NotAuthorizedException) and visit.method == "GET":
        return go("/desk/sign-in")
    status = error.status_code if error.status_code in _WORDS else 400 if error.status_code < 500 else 500
    return _page(visit, status, _WORDS[status])


def not_yours(visit: Visit, _: ContactError) -> Response[str]:
    """The page for a contact that the agent does not have: one for all reasons."""
    return _page(visit, 403, _CONTACT)


def doubtful(visit: Visit, error: EvidenceError) -> Response[str]:
    """The page for an entry that cannot be read: something changed it."""
    _log.error("record cannot be read: entry %s", error.place)
    where = "An entry" if error.place is None else f"Entry {error.place}"
    words = Words(title="The record cannot be read here", text=f"{where} was changed or damaged. {_KEEP}")
    return _page(visit, 503, words)


def unavailable(visit: Visit, error: NeedlineError) -> Response[str]:
    """The page for when our own state, the record, a source or a bot does not answer."""
    _log.warning("page unavailable: %s", type(error).__name__)
    return _page(visit, 503, _WORDS[503])


def broken(visit: Visit, error: Exception) -> Response[str]:
    """The page for a mistake of ours. Only its class is logged: its text may quote what somebody sent."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    code = where.tb_frame.f_code if where else None
    _log.error("page broken: %s in %s", type(error).__name__, code.co_qualname if code else "unknown")
    return _page(visit, 500, _WORDS[500])


def _page(visit: Visit, status: int, words: Words) -> Response[str]:
    return page(visit, "trouble.html", {"words": words}, status=status)
