"""Agents sign in: name, password and a code of their authenticator, in one step and with one answer."""

from litestar import Response, get, post
from litestar.response import Redirect

from needline.record import entry as record
from needline.staff import Agent, Denied, Role
from needline.web.access import Access
from needline.web.page import go, page
from needline.web.visit import SESSION, Visit, baked, cookie, forgotten


@get("/desk/sign-in", opt={"access": Access.PUBLIC})
async def door(request: Visit) -> Response[str]:
    """The form."""
    return page(request, "sign_in.html", {"wrong": ""})


@post("/desk/sign-in", opt={"access": Access.PUBLIC})
async def enter(request: Visit) -> Response[str] | Redirect:
    """Begin a session, or say that it did not work, whatever it was."""
    form, house = await request.posted(), request.house
    name, now = form.get("name", "").strip(), house.clock()
    came = await house.staff.sign_in(name, form.get("password", ""), form.get("code", ""))
    if isinstance(came, Denied):
        known = await house.staff.named(name)
        await house.broker.write(record.SignInFailed(at=now, agent=known, why="a factor was wrong, or it is locked"))
        return page(request, "sign_in.html", {"wrong": came.why}, status=403)
    agent = came.agent
    await house.broker.write(record.SignedIn(at=now, agent=agent.name, desk=agent.desk, level=agent.level))
    answer = go(_first_page(agent))
    answer.cookies = [*answer.cookies, baked(house, SESSION, came.token)]
    return answer


@post("/desk/sign-out", opt={"access": Access.PUBLIC})
async def leave(request: Visit) -> Redirect:
    """End the session; whoever has none is shown the same."""
    house, token = request.house, cookie(request, SESSION)
    agent = await house.staff.session(token) if token else None
    if agent is not None:
        await house.staff.sign_out(token)
        await house.broker.write(record.SignedOut(at=house.clock(), agent=agent.name))
    answer = go("/desk/sign-in")
    answer.cookies = [*answer.cookies, forgotten(house, SESSION)]
    return answer


def _first_page(agent: Agent) -> str:
    return "/record" if agent.role is Role.SECURITY else "/desk"
