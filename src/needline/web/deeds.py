"""What an agent does for a customer: try it first, confirm it, and read from the record what came of it.

The form on the contact's page only tries; the page that tells what would change holds the form that does it. That
form says up to which deed its page knew of, so that a second click, the back button or another tab is the same order.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from needline.decide import Refuse, Why
from needline.deeds import Broken
from needline.errors import SourceError
from needline.policy import Policy
from needline.record.entry import ApprovalAsked, Done, Entry, Ordered, Settled
from needline.store.approvals import Answer, Request
from needline.store.deeds import Deed, State
from needline.web.access import Access
from needline.web.page import go, moment, page
from needline.web.visit import Visit

GLASS = {
    Broken.BROKEN: "glass-broken",
    Broken.NO_GLASS: "no-glass",
    Broken.NO_REASON: "no-reason",
    Broken.UNREVIEWED: "unreviewed",
}
TOLD = {
    "under-way": "This was ordered already and is being carried out. Look again in a moment.",
    "glass-broken": "The glass is broken. Security was told, and somebody will review what you do now.",
    "no-glass": "This journey is not for emergencies. Nothing was opened.",
    "no-reason": "Not opened: say in a few words why this is an emergency.",
    "unreviewed": "Not opened: your last emergency was not reviewed yet. Ask whoever reviews it to answer first.",
}
_STATES = {
    State.CLAIMED: "being judged",
    State.ASKED: "waits for somebody else's yes",
    State.BEGUN: "being carried out",
    State.DONE: "done",
    State.UNDONE: "changed nothing",
    State.REFUSED: "not done",
    State.UNKNOWN: "nobody knows whether it was done; a supervisor has to look. Do not try again",
}


class Row(Struct, frozen=True, kw_only=True):
    """Something that was ordered in a contact, in words."""

    called: str
    state: str
    words: str
    at: float


@post("/desk/contact/{contact:str}/rehearse", opt={"access": Access.AGENT})
async def rehearse(request: Visit, contact: FromPath[str]) -> Response[str]:
    """What an action would change, before anybody confirms it."""
    action, arguments, _ = _typed(await request.posted())
    policy = await request.house.policies.current()
    try:
        rehearsal, seen = await request.house.floor.rehearse(request.agent, contact, action, arguments)
        why = rehearsal.answer.why if isinstance(rehearsal.answer, Refuse) else None
        effect, approver = rehearsal.effect, rehearsal.approver
    except SourceError:
        why, effect, approver, seen = None, None, "", await request.house.floor.deeds.seen(contact)
    data = {
        "id": contact,
        "action": action,
        "called": policy.called(action),
        "arguments": arguments,
        "names": {name: name.replace("_", " ") for name in arguments},
        "why": why,
        "approver": approver,
        "effect": effect,
        "seen": seen,
    }
    return page(request, "contact_rehearsal.html", data)


@post("/desk/contact/{contact:str}/act", opt={"access": Access.AGENT})
async def act(request: Visit, contact: FromPath[str]) -> Redirect:
    """Order an action; the page then reads from the record what came of it."""
    action, arguments, seen = _typed(await request.posted())
    came = await request.house.floor.act(request.agent, contact, action, arguments, seen)
    asked = f"order={came.entry}" if came.entry >= 0 else "told=under-way"
    return go(f"/desk/contact/{contact}?{asked}")


@post("/desk/contact/{contact:str}/break-glass", opt={"access": Access.AGENT})
async def break_glass(request: Visit, contact: FromPath[str]) -> Redirect:
    """Open a journey that is for emergencies, and say why."""
    held = await request.house.floor.mine(request.agent, contact)
    reason = (await request.posted()).get("reason", "")
    came = await request.house.emergencies.break_glass(request.agent, held.contact, reason)
    return go(f"/desk/contact/{contact}?told={GLASS[came]}")


@get("/desk/contact/{contact:str}/deeds", opt={"access": Access.AGENT})
async def deeds(request: Visit, contact: FromPath[str]) -> Response[str]:
    """What was ordered in the contact, as it stands: a part of its page that changes by itself."""
    await request.house.floor.mine(request.agent, contact)
    policy = await request.house.policies.current()
    return page(request, "contact_deeds.html", {"deeds": await ordered(request, policy, contact)})


async def ordered(request: Visit, policy: Policy, contact: str) -> tuple[Row, ...]:
    """What was ordered in a contact, newest first."""
    kept = request.house.floor.deeds
    requests = {one.serial: one for one in await kept.approvals.of_contact(contact)}
    now = request.house.clock()
    found = await kept.ledger.of_contact(contact)
    return tuple(_row(policy, deed, requests.get(deed.serial), now) for deed in reversed(found))


async def came_of(request: Visit, contact: str) -> str:
    """What the record says of the order that the address names; nothing when it is not of this contact."""
    place = request.query_params.get("order", "")
    if not (place.isascii() and place.isdigit() and len(place) < 16):
        return TOLD.get(request.query_params.get("told", ""), "")
    # The entries of an order stand close together, but others may write in between.
    kept = await request.house.evidence.entries(contact=contact, after=int(place) - 1, limit=100)
    first = next((one.entry for one in kept if one.place == int(place)), None)
    return _in_words(first, [one.entry for one in kept], int(place))


def _typed(form: Mapping[str, str]) -> tuple[str, dict[str, str], int | None]:
    """The action, its arguments, and the last deed that the form knew of."""
    arguments = {
        name.removeprefix("take_"): value.strip() for name, value in form.items() if name.startswith("take_")
    }
    seen = form.get("seen", "")
    known = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None
    return form.get("action", ""), arguments, known


def _row(policy: Policy, deed: Deed, request: Request | None, now: float) -> Row:
    state, words = deed.standing(now), ""
    if request is not None and request.answer is not Answer.WAITING:
        words = f"{request.by} said {'yes' if request.answer is Answer.APPROVED else 'no'}: {request.reason}"
    elif request is not None and request.until <= now:
        state, words = State.REFUSED, "nobody answered in time; order it again"
    elif request is not None:
        words = f"of a {request.role.replace('_', ' ')}, until {moment(request.until)[:5]}"
    return Row(called=policy.called(deed.action), state=state.value, words=_sentence(state, words), at=deed.at)


def _sentence(state: State, words: str) -> str:
    return f"{_STATES[state]} ({words})" if words else _STATES[state]


def _in_words(first: Entry | None, kept: Sequence[Entry], place: int) -> str:
    where = f"(entry {place} of the record)"
    match first:
        case Ordered(order=order, answer=Refuse(Why.TOO_SOON)):
            free = datetime.fromtimestamp(order.free_at, UTC).strftime("%d %B %Y, %H:%M UTC")
            return f"Not done yet: {_plain(order.action)}. It can be ordered again from {free} on {where}."
        case Ordered(order=order, answer=Refuse(why)):
            told = f"Not done: {_plain(order.action)}. The reason: {why.reason}."
            return f"{told} What would change it: {why.step} {where}."
        case Ordered(order=order):
            return _outcome(_plain(order.action), kept, place, where)
        case ApprovalAsked(order=order, role=role):
            until = moment(first.until)[:5]
            told = f"Asked for: {_plain(order.action)}. It waits for the yes of a {_plain(role)} until {until}"
            return f"{told} {where}."
        case _:
            return ""


def _outcome(action: str, kept: Sequence[Entry], place: int, where: str) -> str:
    ends = [one for one in kept if isinstance(one, Done | Settled) and one.order == place]
    if not ends:
        return f"Nobody knows whether this was done: {action}. Ask before you try again {where}."
    if ends[-1].done:
        return f"Done: {action} {where}."
    return f"Nothing was changed: {action}. Check what you typed {where}."


def _plain(name: str) -> str:
    return name.replace("_", " ")
