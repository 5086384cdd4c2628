"""The customer's chat. It works without script; with it, the list refreshes itself."""

from litestar import Response, get, post
from litestar.response import Redirect
from msgspec import Struct

from needline.estate.model import Assurance
from needline.gate import Phase
from needline.policy import Policy
from needline.store.contacts import Held, Turn
from needline.web.access import Access
from needline.web.page import came, go, page
from needline.web.visit import Visit
from needline.web.words import WORDS, language

_LONGEST = 4000  # characters; what the chat cuts at


class Bubble(Struct, frozen=True, kw_only=True):
    """Something that was said, as the page shows it."""

    id: int
    who: str
    name: str
    text: str
    at: float


class Talk(Struct, frozen=True, kw_only=True):
    """Where the conversation stands, for the customer."""

    bubbles: tuple[Bubble, ...]
    wants_proof: bool  # the bot waits for it
    may_prove: bool  # people would like it
    proved: bool
    with_people: str  # where the contact is; empty: at the bot


@get("/chat", opt={"access": Access.PUBLIC})
async def chat(request: Visit) -> Response[str]:
    """The whole page."""
    return await _show(request, "chat.html")


@get("/chat/turns", opt={"access": Access.PUBLIC})
async def chat_turns(request: Visit) -> Response[str]:
    """What of the page changes."""
    return await _show(request, "chat_live.html")


@post("/chat", opt={"access": Access.PUBLIC})
async def say(request: Visit) -> Response[None]:
    """The customer wrote something; the first words open a contact."""
    form = await request.posted()
    text = form.get("text", "").strip()[:_LONGEST]
    tongue = language(form.get("language", ""))
    if text:
        held = await request.house.contacts.of_visitor(request.seal)
        held = held or await request.house.chat.open(visitor=request.seal, language=tongue)
        await request.house.chat.said(held.contact.id, text)
    return came(request, f"/chat?language={tongue}")


@post("/chat/new", opt={"access": Access.PUBLIC})
async def begin_anew(request: Visit) -> Redirect:
    """Begin another conversation; the one before stays where it is."""
    tongue = language((await request.posted()).get("language", ""))
    await request.house.chat.open(visitor=request.seal, language=tongue)
    return go(f"/chat?language={tongue}")


@post("/chat/sign-in", opt={"access": Access.PUBLIC})
async def sign_in(request: Visit) -> Redirect:
    """Take the customer to a link of their own, for this conversation."""
    held = await request.house.contacts.of_visitor(request.seal)
    if held is None:
        return go("/chat")
    return go(f"/prove/{await request.house.prover.invite(held.contact)}")


async def _show(request: Visit, template: str) -> Response[str]:
    house = request.house
    held = await house.contacts.of_visitor(request.seal)
    policy = await house.policies.current()
    # A conversation keeps the language that it began in: the bot and the desk know it by that.
    asked = request.query_params.get("language", "")
    tongue = language(held.contact.language if held else asked)
    turns = await house.contacts.turns(held.contact.id) if held else ()
    talk = _talk(policy, held, turns, tongue)
    data = {
        "words": WORDS[tongue],
        "talk": talk,
        "begun": held is not None,
        "company": policy.estate.estate,
        "reference": held.contact.id if held else "",
    }
    return page(request, template, data, language=tongue)


def _talk(policy: Policy, held: Held | None, turns: tuple[Turn, ...], tongue: str) -> Talk:
    if held is None:
        return Talk(bubbles=(), wants_proof=False, may_prove=False, proved=False, with_people="")
    contact, phase = held.contact, held.state.phase
    over = phase is Phase.HANDED_OVER
    return Talk(
        bubbles=tuple(_bubble(policy, held, turn, tongue) for turn in turns),
        wants_proof=phase is Phase.PROVING,
        may_prove=over and contact.customer < Assurance.TWO_FACTOR,
        proved=contact.customer > Assurance.NOTHING,
        with_people=policy.called(contact.desk) if over else "",
    )


def _bubble(policy: Policy, held: Held, turn: Turn, tongue: str) -> Bubble:
    words = WORDS[tongue]
    bot = policy.called(next(iter(policy.estate.bots), ""))
    names = {
        "customer": words.you,
        "bot": words.bot.replace("{bot}", bot),
        "house": words.house,
        "agent": words.desk.replace("{desk}", policy.called(held.contact.desk)),
    }
    return Bubble(id=turn.id, who=turn.who, name=names[turn.who], text=turn.text, at=turn.at)
