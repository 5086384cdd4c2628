"""Sessions: where somebody is signed in, and how it is ended. Whoever answers for security sees everybody's.

After a sign-in with a browser that was new, the next one in another browser leads here first.
"""

from litestar import Response, get, post
from litestar.response import Redirect

from needline.record import entry as record
from needline.staff import Role
from needline.web.access import Access
from needline.web.page import go, page
from needline.web.sign_in import first_page
from needline.web.visit import DEVICE, SESSION, Visit, cookie

_WHY = "ended on the page of sessions"


@get("/desk/sessions", opt={"access": Access.STAFF})
async def sessions(request: Visit) -> Response[str]:
    """The whole page."""
    agent, kept = request.agent, request.house.staff.sessions
    every = agent.role is Role.SECURITY
    data = {
        "sessions": await kept.open(cookie(request, SESSION), "" if every else agent.name),
        "untold": await kept.untold(agent.name, cookie(request, DEVICE)),
        "every": every,
        "work": first_page(agent),
        "now": request.house.clock(),
    }
    return page(request, "sessions.html", data)


@post("/desk/sessions/end", opt={"access": Access.STAFF})
async def end(request: Visit) -> Redirect:
    """End one session: one's own, or anybody's by whoever answers for security."""
    agent, house = request.agent, request.house
    session = (await request.posted()).get("session", "")
    of = "" if agent.role is Role.SECURITY else agent.name
    whose = await house.staff.sessions.end_one(session, of=of)
    if whose:
        await house.broker.write(record.SessionEnded(at=house.clock(), agent=whose, by=agent.name, why=_WHY))
    return go("/desk/sessions")


@post("/desk/sessions/told", opt={"access": Access.STAFF})
async def told(request: Visit) -> Redirect:
    """The agent knows the new browsers: they were theirs."""
    await request.house.staff.sessions.tell(request.agent.name, cookie(request, DEVICE))
    return go(first_page(request.agent))
