"""What waits for somebody who answers for others: approvals, orders of which nobody knows, and emergencies.

A request shows who asks for what, how much money and until when; nothing of the customer. The page refreshes itself,
so that an emergency is seen when it begins.
"""

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from needline.deeds import may_answer, may_review
from needline.policy import Policy
from needline.staff import Agent
from needline.store.approvals import Request
from needline.web.access import Access
from needline.web.page import go, page
from needline.web.step_up import again
from needline.web.visit import Visit

PATH = "/approvals"
_TOLD = {
    "approved": "You said yes, and it was done.",
    "not-done": "You said yes, but it was not done: something changed meanwhile, or there was nothing to do.",
    "unknown": "You said yes, and nobody knows whether it was done. It is listed below until somebody looks.",
    "refused": "You said no. The agent sees your reason.",
    "settled": "Thank you. The agent sees it now.",
    "reviewed": "Thank you. Your review stands in the record.",
    "not-yours": "That is not for you to answer, or somebody did already, or its time is over.",
    "no-reason": "Say in a few words why; the agent sees it.",
}


class Ask(Struct, frozen=True, kw_only=True):
    """A request, as far as whoever answers it may see it."""

    id: str
    called: str
    journey: str
    agent: str
    amount: str
    takes: tuple[str, ...]  # names of the other arguments
    at: float
    until: float
    mine: bool  # to answer


@get(PATH, opt={"access": Access.OVERSIGHT})
async def approvals(request: Visit) -> Response[str]:
    """The whole page."""
    return await _show(request, "approvals.html")


@get(f"{PATH}/live", opt={"access": Access.OVERSIGHT})
async def live(request: Visit) -> Response[str]:
    """What of the page changes."""
    return await _show(request, "approvals_live.html")


@post(PATH + "/{asked:str}/answer", opt={"access": Access.OVERSIGHT})
async def answer(request: Visit, asked: FromPath[str]) -> Redirect:
    """Say yes or no to a request, and why; who proved a factor too long ago proves one first."""
    form, approver = await request.posted(), request.house.approver
    if (detour := again(request, PATH)) is not None:
        return detour
    reason = form.get("reason", "").strip()
    if len(reason) < 3:
        return _told("no-reason")
    if form.get("answer") != "yes":
        return _told("refused" if await approver.refuse(request.agent, asked, reason) else "not-yours")
    came = await approver.approve(request.agent, asked, reason)
    if came is None:
        return _told("not-yours")
    return _told({"done": "approved", "unknown": "unknown"}.get(came.state.value, "not-done"))


@post(PATH + "/{contact:str}/{serial:int}/settle", opt={"access": Access.OVERSIGHT})
async def settle(request: Visit, contact: FromPath[str], serial: FromPath[int]) -> Redirect:
    """Say what came of an order of which nobody knew."""
    done = (await request.posted()).get("done") == "yes"
    known = await request.house.approver.settle(request.agent, contact, serial, done=done)
    return _told("settled" if known else "not-yours")


@post(PATH + "/{emergency:str}/review", opt={"access": Access.OVERSIGHT})
async def review(request: Visit, emergency: FromPath[str]) -> Redirect:
    """Say whether an emergency was one."""
    justified = (await request.posted()).get("justified") == "yes"
    known = await request.house.emergencies.review(request.agent, emergency, justified=justified)
    return _told("reviewed" if known else "not-yours")


async def _show(request: Visit, template: str) -> Response[str]:
    house, who = request.house, request.agent
    policy, now = await house.policies.current(), house.clock()
    emergencies = await house.emergencies.waiting(who)
    data = {
        "told": _TOLD.get(request.query_params.get("told", ""), ""),
        "asks": tuple(_ask(policy, who, one, now) for one in await house.approver.waiting(who)),
        "unknown": tuple(
            (deed, policy.called(deed.action), deed.desk == who.desk and deed.agent != who.name)
            for deed in await house.approver.unknown(who)
        ),
        "emergencies": tuple((one, policy.called(one.journey), may_review(who, one)) for one in emergencies),
        "now": now,
    }
    return page(request, template, data)


def _ask(policy: Policy, who: Agent, request: Request, now: float) -> Ask:
    order = request.order
    action = policy.estate.actions.get(order.action)
    takes = {} if action is None else action.takes
    return Ask(
        id=request.id,
        called=policy.called(order.action),
        journey=policy.called(order.contact.journey),
        agent=order.agent,
        amount="" if order.amount is None else f"{order.amount:f}",
        takes=tuple(name.replace("_", " ") for name in order.takes if takes.get(name) != "money"),
        at=request.at,
        until=request.until,
        mine=may_answer(policy, who, order, request.role) and now < request.until,
    )


def _told(what: str) -> Redirect:
    return go(f"{PATH}?told={what}")
