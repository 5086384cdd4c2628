"""Agents sign in with a passkey, or with name, password and a code of their app in one step and with one answer.

Whoever lost their factors opens a new enrolment with a recovery code; it signs nobody in.
"""

from litestar import Response, get, post
from litestar.enums import MediaType
from litestar.response import Redirect

from needline.estate.model import Assurance
from needline.policy import Policy
from needline.record import entry as record
from needline.staff import Agent, Denied, Device, Lowest, Role, SignedIn, TooWeak
from needline.web.access import Access
from needline.web.device import LASTS, device_of, site_of
from needline.web.page import go, page
from needline.web.visit import DEVICE, SESSION, Visit, baked, cookie, forgotten


@get("/desk/sign-in", opt={"access": Access.PUBLIC})
async def door(request: Visit) -> Response[str]:
    """The forms."""
    return _door(request)


@post("/desk/sign-in", opt={"access": Access.PUBLIC})
async def enter(request: Visit) -> Response[str] | Redirect:
    """Begin a session, or say that it did not work, whatever it was."""
    form, house, device = await request.posted(), request.house, device_of(request)
    name = form.get("name", "").strip()
    lowest = lowest_of(await house.policies.current())
    came = await house.staff.sign_in(name, form.get("password", ""), form.get("code", ""), device, lowest)
    match came:
        case SignedIn():
            return await _welcome(request, came, device)
        case TooWeak(agent=agent, why=why):
            return await _refused(request, agent, "the desk signs in with a passkey only", why)
        case Denied(why=why, noted=noted):
            return await _refused(request, await house.staff.named(name), noted, why)


@post("/desk/sign-in/challenge", opt={"access": Access.PUBLIC})
async def challenge(request: Visit) -> Response[str]:
    """What a passkey is to sign: the same for everybody, whom nobody has named yet."""
    return options(await request.house.staff.passkeys.ask(site_of(request), request.seal))


@post("/desk/sign-in/passkey", opt={"access": Access.PUBLIC})
async def enter_by_passkey(request: Visit) -> Response[str] | Redirect:
    """Begin a session, or say that it did not work."""
    said, device = (await request.posted()).get("credential", ""), device_of(request)
    came = await request.house.staff.sign_in_by_passkey(said, site_of(request), request.seal, device)
    if isinstance(came, Denied):
        return await _refused(request, came.agent, came.noted, came.why)
    return await _welcome(request, came, device)


@post("/desk/sign-out", opt={"access": Access.PUBLIC})
async def leave(request: Visit) -> Redirect:
    """End the session; whoever has none is shown the same."""
    house, token = request.house, cookie(request, SESSION)
    agent = await house.staff.session(token, cookie(request, DEVICE)) if token else None
    if isinstance(agent, Agent):
        await house.staff.sign_out(token)
        await house.broker.write(record.SignedOut(at=house.clock(), agent=agent.name))
    answer = go("/desk/sign-in")
    answer.cookies = [*answer.cookies, forgotten(house, SESSION)]
    return answer


@get("/desk/recover", opt={"access": Access.PUBLIC})
async def lost(request: Visit) -> Response[str]:
    """The form for whoever lost their factors."""
    return page(request, "recover.html", {"wrong": ""})


@post("/desk/recover", opt={"access": Access.PUBLIC})
async def recover(request: Visit) -> Response[str] | Redirect:
    """Open an enrolment with a recovery code, or say that it did not work."""
    form, house = await request.posted(), request.house
    name = form.get("name", "").strip()
    lowest = lowest_of(await house.policies.current())
    came = await house.staff.recovery.open(name, form.get("password", ""), form.get("code", ""), lowest)
    known, now = await house.staff.named(name), house.clock()
    if isinstance(came, Denied):
        await house.broker.write(record.SignInFailed(at=now, agent=known, why=came.noted))
        return page(request, "recover.html", {"wrong": came.why}, status=403)
    opened = await house.staff.invitations.found(came)
    desk = opened.desk if opened else ""
    await house.broker.write(record.Invited(at=now, agent=known, desk=desk, by="recovery code"))
    return go(f"/enrol/{came}")


def lowest_of(policy: Policy) -> Lowest:
    """How the agents of each desk must sign in: as the estate says, and never below two factors."""

    def lowest(desk: str) -> Assurance:
        seat = policy.seats.get(desk)
        return max(Assurance.TWO_FACTOR, seat.signs_in) if seat else Assurance.TWO_FACTOR

    return lowest


def options(made: str) -> Response[str]:
    """A challenge, for our script."""
    return Response(made, media_type=MediaType.JSON)


def first_page(agent: Agent) -> str:
    """Where somebody's work begins."""
    return "/record" if agent.role is Role.SECURITY else "/desk"


async def _welcome(request: Visit, came: SignedIn, device: Device) -> Redirect:
    house, agent, now = request.house, came.agent, request.house.clock()
    await house.staff.sign_out(cookie(request, SESSION))  # nothing of before goes on beside the new session
    await house.broker.write(record.SignedIn(at=now, agent=agent.name, desk=agent.desk, level=agent.level))
    if came.new_device:
        await house.broker.write(record.NewDevice(at=now, agent=agent.name))
    answer = go("/desk/sessions" if came.untold else first_page(agent))
    stays = baked(house, DEVICE, device.token, lasts=LASTS)
    answer.cookies = [*answer.cookies, baked(house, SESSION, came.token), stays]
    return answer


async def _refused(request: Visit, agent: str, noted: str, why: str) -> Response[str]:
    await request.house.broker.write(record.SignInFailed(at=request.house.clock(), agent=agent, why=noted))
    return _door(request, why, status=403)


def _door(request: Visit, wrong: str = "", status: int = 200) -> Response[str]:
    return page(request, "sign_in.html", {"wrong": wrong, "site": site_of(request)}, status=status)
