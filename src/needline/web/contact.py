"""An agent's open contact: left the conversation, right the customer, as far as this journey needs.

Opening the page asks the broker, and so do all of its forms; what refreshes itself shows no data and asks for none.
No control here says what the customer proved: only the customer can.
"""

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from needline.broker import Disclosure
from needline.decide import Refuse
from needline.errors import SourceError
from needline.estate.model import Assurance
from needline.policy import Policy
from needline.record.entry import Done, Ordered
from needline.store.contacts import Held, Turn
from needline.web.access import Access
from needline.web.card import acts, rows, unneeded, ways
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
    "sent": "The customer was sent a link. You will see here when they have used it; you cannot do it for them.",
    "looked": "Looked up. Whether somebody was found shows only when the customer proves who they are.",
    "not-looked": "Not looked up: the tries for this contact are used up, or the customer is known already.",
    "no-way": "There is no such way for this contact. It stayed here.",
}


@get("/desk/contact/{contact:str}", opt={"access": Access.AGENT})
async def contact(request: Visit, contact: FromPath[str]) -> Response[str]:
    """The whole page, which asks for everything that the journey needs."""
    told = _TOLD.get(request.query_params.get("told", ""), "")
    return await _show(request, contact, told=told or await _came_of(request, contact))


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


@post("/desk/contact/{contact:str}/act", opt={"access": Access.AGENT})
async def act(request: Visit, contact: FromPath[str]) -> Redirect:
    """Order an action; the page then reads from the record what came of it."""
    form = await request.posted()
    action = form.get("action", "")
    arguments = {
        name.removeprefix("take_"): value.strip() for name, value in form.items() if name.startswith("take_")
    }
    outcome = await request.house.floor.act(request.agent, contact, action, arguments)
    return go(f"/desk/contact/{contact}?order={outcome.entry}")


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
    await request.house.floor.verify(request.agent, contact)
    return go(f"/desk/contact/{contact}?told=sent")


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
    }


async def _came_of(request: Visit, contact: str) -> str:
    """What the record says of the order that the address names; nothing when it is not of this contact."""
    place = request.query_params.get("order", "")
    if not (place.isascii() and place.isdigit() and len(place) < 16):
        return ""
    # The two entries of an order stand close together, but others may write in between.
    kept = await request.house.evidence.entries(contact=contact, after=int(place) - 1, limit=100)
    ordered = next((one.entry for one in kept if one.place == int(place)), None)
    done = next((one.entry for one in kept if isinstance(one.entry, Done) and one.entry.order == int(place)), None)
    return _in_words(ordered, done, int(place)) if isinstance(ordered, Ordered) else ""


def _in_words(ordered: Ordered, done: Done | None, place: int) -> str:
    action, where = ordered.order.action.replace("_", " "), f"(entry {place} of the record)"
    if isinstance(ordered.answer, Refuse):
        why = ordered.answer.why
        return f"Not done: {action}. The reason: {why.reason}. What would change it: {why.step} {where}."
    if done is None:
        return f"Nobody knows whether this was done: {action}. Ask before you try again {where}."
    return (
        f"Done: {action} {where}." if done.done else f"Nothing was changed: {action}. Check what you typed {where}."
    )
