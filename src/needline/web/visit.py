"""A visit: one request, as our pages see it.

Three cookies, all opaque. `visitor` is random and belongs to a browser; it finds the customer's chat and seals
forms. `session` is that of an agent who signed in, and `device` the browser that they did it with.
"""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.datastructures.state import State
from litestar.exceptions import ClientException, PermissionDeniedException

from needline.staff import Agent
from needline.web.house import House

VISITOR, SESSION, DEVICE = "visitor", "session", "device"
TOKEN = "token"  # noqa: S105  # the name of a field
_BITS = 192  # of a visitor's cookie; OWASP asks for 64 of a session's, the estate of a customer for more
_FIELDS = 40  # of one form
_KIND = "application/x-www-form-urlencoded"


class Visit(Request[None, None, State]):
    """What a page needs to know of a request, typed."""

    @property
    def house(self) -> House:
        """What the pages work with."""
        house: House = self.app.state.house
        return house

    @property
    def agent(self) -> Agent:
        """Who signed in; only on routes for people at work."""
        agent: Agent = self.scope["state"]["agent"]
        return agent

    @property
    def signed_in(self) -> Agent | None:
        """The same, where a page is for everybody."""
        return self.scope["state"].get("agent")

    @property
    def visitor(self) -> str:
        """The browser's cookie, which is made now if it has none."""
        kept: str = self.scope["state"].setdefault(
            VISITOR, cookie(self, VISITOR) or secrets.token_urlsafe(_BITS // 8)
        )
        return kept

    @property
    def seal(self) -> str:
        """The visitor's cookie as the database knows it."""
        return self.house.ring.seal("visitor", self.visitor)

    @property
    def token(self) -> str:
        """What every form of this browser must bring back: a stranger's page cannot know it."""
        return self.house.ring.seal("form", f"{self.visitor}\n{cookie(self, SESSION)}")

    async def posted(self) -> Mapping[str, str]:
        """The fields of the form; the last one wins where a name comes twice."""
        if self.headers.get("content-type", "").partition(";")[0].strip() != _KIND:
            raise ClientException("this is not a form")
        try:
            return dict(parse_qsl((await self.body()).decode(), keep_blank_values=True, max_num_fields=_FIELDS))
        except ValueError:
            raise ClientException("this form cannot be read") from None

    def cookies_to_set(self) -> list[Cookie]:
        """The visitor's cookie, if the browser does not have it yet."""
        return [] if cookie(self, VISITOR) else [baked(self.house, VISITOR, self.visitor)]


async def own_forms_only(request: Visit) -> None:
    """Refuse whatever would change something and did not come from a form of ours (CSRF)."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise PermissionDeniedException
    brought = (await request.posted()).get(TOKEN, "")
    if not cookie(request, VISITOR) or not secrets.compare_digest(brought.encode(), request.token.encode()):
        raise PermissionDeniedException


def cookie(connection: ASGIConnection[Any, Any, Any, Any], name: str) -> str:
    """The cookie of this name; empty when there is none."""
    house: House = connection.app.state.house
    return connection.cookies.get(_called(house, name), "")


def baked(house: House, name: str, value: str, *, lasts: int | None = None) -> Cookie:
    """A cookie that no script reads and no other site's form brings along, for `lasts` seconds or until it closes."""
    key, secure = _called(house, name), house.secure
    return Cookie(key=key, value=value, path="/", max_age=lasts, httponly=True, secure=secure, samesite="lax")


def forgotten(house: House, name: str) -> Cookie:
    """The same cookie, taken back."""
    return Cookie(key=_called(house, name), value="", path="/", max_age=0, httponly=True, secure=house.secure)


def _called(house: House, name: str) -> str:
    # The prefix makes a browser refuse the cookie from a neighbouring host or without HTTPS (RFC 6265bis 4.1.3.2).
    return f"__Host-{name}" if house.secure else name
