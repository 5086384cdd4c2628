"""Access: who may come in by which door.

Every route says so where it is written, `opt={"access": Access.AGENT}`; a guard asks the handler that was matched,
never the text of the path. A route that says nothing keeps the pages from starting.
"""

from collections.abc import Iterable
from enum import Enum, auto
from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.exceptions import ClientException, NotAuthorizedException, NotFoundException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from needline.errors import SettingsError
from needline.record.entry import SessionEnded
from needline.staff import Agent, Moved, Role
from needline.web.house import House
from needline.web.visit import DEVICE, SESSION, cookie


class Access(Enum):
    """Whom a route is for."""

    PUBLIC = auto()
    AGENT = auto()  # people at desks
    SECURITY = auto()  # whoever reads the record
    OVERSIGHT = auto()  # whoever answers for what others do
    STAFF = auto()  # everybody who signed in to work
    DEMO = auto()  # nobody, outside a demo


_ROLES = {
    Access.AGENT: frozenset({Role.AGENT, Role.SUPERVISOR}),
    Access.SECURITY: frozenset({Role.SECURITY}),
    Access.OVERSIGHT: frozenset({Role.SUPERVISOR, Role.SECURITY}),
    Access.STAFF: frozenset(Role),
}


async def admit(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Let a request through to the handler that it matched, or raise the HTTP error that says why not."""
    house: House = connection.app.state.house
    if _host(connection) not in house.hosts:
        # A page elsewhere whose name was pointed at this machine would otherwise read answers as its own.
        raise ClientException("this is not the name of this site")
    match handler.opt.get("access"):
        case Access.PUBLIC:
            return
        case Access.DEMO if house.demo:
            return
        case Access.AGENT | Access.SECURITY | Access.OVERSIGHT | Access.STAFF as access:
            connection.scope["state"]["agent"] = await _agent(house, connection, access)
        case _:
            raise NotFoundException


def check_access(handlers: Iterable[HTTPRouteHandler]) -> None:
    """Raise `SettingsError` that names every route that does not say whom it is for."""
    open_doors = sorted(
        path for handler in handlers for path in handler.paths if not isinstance(handler.opt.get("access"), Access)
    )
    if open_doors:
        raise SettingsError(f"these routes do not say whom they are for: {', '.join(open_doors)}")


def _host(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """The name that the browser called us by, without its port; nothing when it is no name."""
    try:
        return urlsplit(f"//{connection.headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


async def _agent(house: House, connection: ASGIConnection[Any, Any, Any, Any], access: Access) -> Agent:
    token = cookie(connection, SESSION)
    agent = await house.staff.session(token, cookie(connection, DEVICE)) if token else None
    if isinstance(agent, Moved):
        why = "its cookie came from another browser"
        await house.broker.write(SessionEnded(at=house.clock(), agent=agent.agent, by="", why=why))
    if agent is None or isinstance(agent, Moved):
        raise NotAuthorizedException
    if agent.role not in _ROLES[access]:
        raise PermissionDeniedException
    return agent
