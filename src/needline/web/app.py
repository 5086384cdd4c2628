"""The app: every page of needline, and what holds for all of them."""

from typing import cast

from litestar import Litestar
from litestar.datastructures.state import State
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.types import BeforeRequestHookHandler, ExceptionHandlersMap

from needline.errors import ContactError, EvidenceError, NeedlineError
from needline.web import (
    approvals,
    assets,
    chat,
    contact,
    deeds,
    desk,
    enrol,
    home,
    mailbox,
    prove,
    record,
    sessions,
    sign_in,
    step_up,
    trouble,
)
from needline.web.access import admit, check_access
from needline.web.house import House
from needline.web.map import estate_map
from needline.web.shield import shield
from needline.web.visit import Visit, own_forms_only

BODY_LIMIT = 64 * 1024  # bytes of a form
ROUTES = (
    home.home, assets.static,
    chat.chat, chat.chat_turns, chat.say, chat.begin_anew, chat.sign_in,
    prove.who, prove.who_answered, prove.code, prove.code_answered, prove.code_again, prove.done,
    sign_in.door, sign_in.enter, sign_in.challenge, sign_in.enter_by_passkey, sign_in.leave, sign_in.lost,
    sign_in.recover,
    enrol.enrol, enrol.challenge, enrol.by_passkey, enrol.by_password,
    sessions.sessions, sessions.end, sessions.told,
    step_up.ask, step_up.challenge, step_up.by_passkey, step_up.by_code,
    desk.desk, desk.queue, desk.pick_up,
    contact.contact, contact.live, contact.match, contact.reply, contact.verify, contact.find,
    contact.hand_over, contact.close, contact.suspect, contact.release,
    deeds.rehearse, deeds.act, deeds.break_glass, deeds.deeds,
    approvals.approvals, approvals.live, approvals.answer, approvals.settle, approvals.review,
    estate_map,
    record.record, record.record_rows, record.customer, record.verify,
    mailbox.mailbox, mailbox.letters, mailbox.call,
)  # fmt: skip


# Litestar makes every request a `Visit` (`request_class`), which its own types cannot say.
_before = cast("BeforeRequestHookHandler", own_forms_only)
_TROUBLE = cast(
    "ExceptionHandlersMap",
    {
        HTTPException: trouble.refused,
        ContactError: trouble.not_yours,
        EvidenceError: trouble.doubtful,
        NeedlineError: trouble.unavailable,
        Exception: trouble.broken,
    },
)


def build(house: House, routes: tuple[HTTPRouteHandler, ...] = ROUTES) -> Litestar:
    """The pages over this house. Raises `SettingsError` when a route does not say whom it is for."""
    app = Litestar(
        route_handlers=routes,
        request_class=Visit,
        state=State({"house": house}),
        guards=[admit],
        before_request=_before,
        before_send=[shield],
        exception_handlers=_TROUBLE,
        request_max_body_size=BODY_LIMIT,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    check_access(handlers(app))
    return app


def handlers(app: Litestar) -> tuple[HTTPRouteHandler, ...]:
    """Every handler of ours in the app; the answers to OPTIONS are Litestar's own and tell method names only."""
    found = (handler for route in app.routes if isinstance(route, HTTPRoute) for handler in route.route_handlers)
    return tuple(handler for handler in found if handler.http_methods != {"OPTIONS"})
