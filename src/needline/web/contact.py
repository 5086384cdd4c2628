"""An agent's open contact: left the conversation, right the customer, as far as this journey needs.

Opening the page asks the broker, and so do all of its forms; what refreshes itself shows no data and asks for none.
No control here says what the customer proved: only the customer can.
"""

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from needline.broker import Disclosure
from needline.channels.signals import signals
from needline.decide import Why
from needline.errors import SourceError
from needline.estate.model import Assurance
from needline.gate.messages import message
from needline.policy import Policy
from needline.staff import Role
from needline.store.contacts import Held, Turn
from needline.web.access import Access
from needline.web.card import acts, rows, unneeded, ways
from needline.web.deeds import came_of, ordered
from needline.web.page import PART, came, go, page
from needline.web.visit import Visit

PROOFS = {
    Assurance.NOTHING: "The customer has proved nothing in this contact yet.",
    Assurance.ONE_FACTOR: "Proved by the customer: one factor.",
    Assurance.TWO_FACTOR: "Proved by the customer: password and a code to the contact point on file.",
    Assurance.PASSKEY: "Proved by the customer: a passkey.",
}
WHOSE = {"customer": "customer", "bot": "bot", "house": "notice", "agent": "desk"}
_TOLD = {
    "spent": "Too many failed tries for this customer today. Ask them to use another way.",
    "frozen": "This contact is frozen. Nothing is shown or done in it until it is released.",
    "sent": "The customer was sent a link. You will see here when they have used it; you cannot do it for them.",
    "looked": "Looked up. Whether somebody was found shows only when the customer proves who they are.",
    "not-looked": "Not looked up: the tries for this contact are used up, or the customer is known already.",
    "no-way": "There is no such way for this contact. It stayed here.",
}


@get("/desk/contact/{contact:str}", opt={"access": Access.AGENT})
async def contact(request: Visit, contact: FromPath[str]) -> Response[str]:
    """The whole page, which asks for everything that the journey needs."""
    told = _TOLD.get(request.query_params.get("told", ""), "")
    return await _show(request, contact, told=told or await came_of(request, contact))


@get("/desk/contact/{contact:str}/live", opt={"access": Access.AGENT})
async def live(request: Visit, contact: FromPath[str]) -> Response[str]:
    """What of the page changes by itself: the conversation and the proofs, and no customer data."""
    held = await request.house.floor.mine(request.agent, contact)
    turns = await request.house.contacts.turns(contact)
    policy = await request.house.policies.current()
    saw = request.query_params.get("saw", "")
    return page(request, "contact_live.html", _standing(policy, held, turns, saw))


@post("/desk/contact/{contact:str}/match", opt={"access": Access.AGENT})
async def match(request: Visit, contact: FromPath[str]) -> Response[str]:
    """Does what the customer says match what is on file? The answer is yes or no, and stands in the record."""
    form = await request.posted()
    element = form.get("element", "")
    disclosure = await request.house.floor.see(request.agent, contact, said={element: form.get("said", "")})
    answer = next(iter(disclosure.values.get(element, ())), "")
    if PART in request.headers:
        return page(request, "contact_answer.html", {"element": element, "answer": answer, "entry": disclosure.entry})
    return await _show(request, contact, told="", answers={element: answer})


@post("/desk/contact/{contact:str}/reply", opt={"access": Access.AGENT})
async def reply(request: Visit, contact: FromPath[str]) -> Response[None]:
    """Write to the customer."""
    text = (await request.posted()).get("text", "").strip()
    if text:
        await request.house.floor.reply(request.agent, contact, text)
    return came(request, f"/desk/contact/{contact}")


@post("/desk/contact/{contact:str}/verify", opt={"access": Access.AGENT})
async def verify(request: Visit, contact: FromPath[str]) -> Redirect:
    """Have the customer prove who they are."""
    came = await request.house.floor.verify(request.agent, contact)
    return go(f"/desk/contact/{contact}?told={came.value}")


@post("/desk/contact/{contact:str}/suspect", opt={"access": Access.AGENT})
async def suspect(request: Visit, contact: FromPath[str]) -> Redirect:
    """Freeze the contact; the page then says what to say."""
    await request.house.floor.freeze(request.agent, contact)
    return go(f"/desk/contact/{contact}")


@post("/desk/contact/{contact:str}/release", opt={"access": Access.STAFF})
async def release(request: Visit, contact: FromPath[str]) -> Redirect:
    """Let a frozen contact go on, for whoever answers for the desk or for security."""
    await request.house.floor.release(request.agent, contact)
    return go("/record?kind=frozen" if request.agent.role is Role.SECURITY else "/desk")


@post("/desk/contact/{contact:str}/find", opt={"access": Access.AGENT})
async def find(request: Visit, contact: FromPath[str]) -> Redirect:
    """Tie a customer to the contact by what must match exactly."""
    form = await request.posted()
    looked = await request.house.floor.find(request.agent, contact, form.get("by", ""), form.get("value", "").strip())
    return go(f"/desk/contact/{contact}?told={'looked' if looked else 'not-looked'}")


@post("/desk/contact/{contact:str}/hand-over", opt={"access": Access.AGENT})
async def hand_over(request: Visit, contact: FromPath[str]) -> Redirect:
    """Give the contact to another desk."""
    desk, _, journey = (await request.posted()).get("to", "").partition("/")
    gone = await request.house.floor.hand_over(request.agent, contact, desk, journey)
    return go("/desk" if gone else f"/desk/contact/{contact}?told=no-way")


@post("/desk/contact/{contact:str}/close", opt={"access": Access.AGENT})
async def close(request: Visit, contact: FromPath[str]) -> Redirect:
    """End the contact."""
    await request.house.floor.close(request.agent, contact)
    return go("/desk")


async def _show(request: Visit, contact: str, *, told: str, answers: dict[str, str] | None = None) -> Response[str]:
    house = request.house
    held = await house.floor.mine(request.agent, contact)
    turns = await house.contacts.turns(contact)
    policy = await house.policies.current()
    disclosure = await _seen(request, contact)
    data = {
        **_standing(policy, held, turns, held.contact.customer.word),
        "deeds": await ordered(request, policy, contact),
        "glass": _sealed(policy, disclosure),
        "signals": await signals(house.floor, house.evidence, held.contact),
        "rows": () if disclosure is None else rows(policy, disclosure),
        "entry": None if disclosure is None else disclosure.entry,
        "answers": answers or {},
        "told": told,
        "acts": acts(policy, held.contact.journey),
        "ways": ways(policy, held.contact),
        "unneeded": unneeded(policy, held.contact),
        "find_by": tuple(by for store in policy.estate.stores.values() for by in store.find_by),
        "enough": held.contact.customer >= policy.proof(held.contact.journey),
    }
    return page(request, "contact.html", data)


async def _seen(request: Visit, contact: str) -> Disclosure | None:
    """What the broker answers; `None` when the source does not, so that the conversation can go on meanwhile."""
    try:
        return await request.house.floor.see(request.agent, contact)
    except SourceError:
        return None


def _sealed(policy: Policy, disclosure: Disclosure | None) -> int:
    """The minutes that the glass in front of this journey would open for; 0 where nothing is behind glass."""
    whys = () if disclosure is None else {one.why for one in disclosure.decision.withheld}
    journey = disclosure and policy.journeys[disclosure.decision.ask.contact.journey]
    return journey.break_glass.minutes if journey and journey.break_glass and Why.BEHIND_GLASS in whys else 0


def _standing(policy: Policy, held: Held, turns: tuple[Turn, ...], saw: str) -> dict[str, object]:
    contact = held.contact
    return {
        "id": contact.id,
        "channel": contact.channel,
        "journey": policy.called(contact.journey),
        "note": held.note,
        "turns": turns,
        "whose": WHOSE,
        "assurance": contact.customer.word,
        "proof": PROOFS[contact.customer],
        "known": contact.subject is not None,
        "changed": contact.customer.word != saw,
        "frozen": contact.frozen,
        "say": message(policy, "suspicious", contact),
    }
