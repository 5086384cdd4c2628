"""Customers prove who they are: a link, their password, and a code to the contact point on file.

Nothing here says whether a customer is known: a wrong name, a wrong password and a lock have the same words.
"""

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from needline.customers import Invitation
from needline.web.access import Access
from needline.web.page import go, page
from needline.web.visit import Visit
from needline.web.words import WORDS, language


@get("/prove/{link:str}", opt={"access": Access.PUBLIC})
async def who(request: Visit, link: FromPath[str]) -> Response[str] | Redirect:
    """The first step: who it is, and the password."""
    return await _step(request, link, "prove_who.html")


@post("/prove/{link:str}", opt={"access": Access.PUBLIC})
async def who_answered(request: Visit, link: FromPath[str]) -> Response[str] | Redirect:
    """Take the first step, or say that it did not work."""
    form = await request.posted()
    if await request.house.prover.who(link, form.get("email", "").strip(), form.get("password", "")):
        return go(f"/prove/{link}/code")
    return await _step(request, link, "prove_who.html", status=403)


@get("/prove/{link:str}/code", opt={"access": Access.PUBLIC})
async def code(request: Visit, link: FromPath[str]) -> Response[str] | Redirect:
    """The second step: the code."""
    return await _step(request, link, "prove_code.html", again="again" in request.query_params)


@post("/prove/{link:str}/code", opt={"access": Access.PUBLIC})
async def code_answered(request: Visit, link: FromPath[str]) -> Response[str] | Redirect:
    """Take the second step: the contact hears of it, and what was wished for is carried out."""
    proved = await request.house.prover.prove(link, (await request.posted()).get("code", ""))
    if proved is None:
        return await _step(request, link, "prove_code.html", status=403, again=False)
    contact, event = proved
    await request.house.chat.proved(contact.id, event)
    return go(f"/prove/done?language={language(contact.language)}&from={contact.channel}")


@post("/prove/{link:str}/again", opt={"access": Access.PUBLIC})
async def code_again(request: Visit, link: FromPath[str]) -> Redirect:
    """Send a fresh code, unless too many were sent; the page says the same either way."""
    await request.house.prover.code(link)
    return go(f"/prove/{link}/code?again")


@get("/prove/done", opt={"access": Access.PUBLIC})
async def done(request: Visit) -> Response[str]:
    """The way back."""
    tongue = language(request.query_params.get("language", ""))
    by_chat = request.query_params.get("from") == "chat"
    return page(request, "prove_done.html", {"words": WORDS[tongue], "by_chat": by_chat}, language=tongue)


async def _step(
    request: Visit, link: str, template: str, *, status: int = 200, **data: object
) -> Response[str] | Redirect:
    invitation = await request.house.prover.sign_in.begin(link)
    if invitation is None:
        tongue = language(request.query_params.get("language", ""))
        return page(request, "prove_gone.html", {"words": WORDS[tongue]}, status=404, language=tongue)
    ready = invitation.needs == ("code",)
    if (template == "prove_code.html") is not ready:
        return go(f"/prove/{link}/code" if ready else f"/prove/{link}")
    tongue = await _language(request, invitation)
    data["spent"] = await request.house.prover.spent(invitation.subject)
    data |= {"link": link, "wrong": status != 200, "named": invitation.subject_known, "words": WORDS[tongue]}
    return page(request, template, data, status=status, language=tongue)


async def _language(request: Visit, invitation: Invitation) -> str:
    return language((await request.house.contacts.get(invitation.contact)).contact.language)
