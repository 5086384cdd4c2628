"""The agents' desk: what waits there, and picking it up."""

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from needline.channels.floor import may_release
from needline.policy import Policy
from needline.staff import Agent
from needline.store.contacts import Held
from needline.web.access import Access
from needline.web.page import go, page
from needline.web.visit import Visit


class Waiting(Struct, frozen=True, kw_only=True):
    """A contact in the queue: nothing in it is about the customer."""

    id: str
    channel: str
    journey: str
    since: float  # seconds since 1970, UTC
    waited: float  # seconds
    handed_over: bool
    state: str  # free, mine, taken
    frozen: bool
    may_release: bool


@get("/desk", opt={"access": Access.AGENT})
async def desk(request: Visit) -> Response[str]:
    """The whole page."""
    return await _show(request, "desk.html")


@get("/desk/queue", opt={"access": Access.AGENT})
async def queue(request: Visit) -> Response[str]:
    """What of the page changes."""
    return await _show(request, "desk_queue.html")


@post("/desk/contact/{contact:str}/pick-up", opt={"access": Access.AGENT})
async def pick_up(request: Visit, contact: FromPath[str]) -> Redirect:
    """Take a contact and open it."""
    held = await request.house.floor.pick_up(request.agent, contact)
    return go(f"/desk/contact/{held.contact.id}")


async def _show(request: Visit, template: str) -> Response[str]:
    policy, now = await request.house.policies.current(), request.house.clock()
    waiting = [_waiting(policy, held, request.agent, now) for held in await request.house.floor.queue(request.agent)]
    return page(request, template, {"waiting": waiting, "desk": policy.called(request.agent.desk)})


def _waiting(policy: Policy, held: Held, agent: Agent, now: float) -> Waiting:
    contact = held.contact
    state = {"": "free", agent.name: "mine"}.get(contact.agent, "taken")
    return Waiting(
        id=contact.id,
        channel=contact.channel,
        journey=policy.called(contact.journey),
        since=held.waiting,
        waited=now - held.waiting,
        handed_over=bool(held.note),
        state=state,
        frozen=contact.frozen,
        may_release=may_release(agent, contact),
    )
