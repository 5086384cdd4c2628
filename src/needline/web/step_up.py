"""Step-up: before something sensitive a factor is proved once more, and then it goes on where it was.

A page that is sensitive begins with `again`; a route that changes something asks `needline.staff.fresh` itself too.
"""

from urllib.parse import quote, urlsplit

from litestar import Response, get, post
from litestar.response import Redirect

from needline.estate.model import Assurance
from needline.record import entry as record
from needline.staff import fresh
from needline.web.access import Access
from needline.web.device import site_of
from needline.web.page import go, page
from needline.web.sign_in import first_page, options
from needline.web.visit import SESSION, Visit, cookie

_WRONG = "that was not right, or there were too many tries"


def again(request: Visit, back: str) -> Redirect | None:
    """Where to prove a factor once more before `back`, a path of ours; `None` when the last proof is fresh."""
    if fresh(request.agent, request.house.clock()):
        return None
    return go(f"/desk/again?back={quote(back, safe='')}")


@get("/desk/again", opt={"access": Access.STAFF})
async def ask(request: Visit) -> Response[str]:
    """The forms."""
    return _forms(request, request.query_params.get("back", ""))


@post("/desk/again/challenge", opt={"access": Access.STAFF})
async def challenge(request: Visit) -> Response[str]:
    """What a passkey of this agent is to sign."""
    passkeys = request.house.staff.passkeys
    return options(await passkeys.ask(site_of(request), request.seal, of=request.agent.name))


@post("/desk/again/passkey", opt={"access": Access.STAFF})
async def by_passkey(request: Visit) -> Response[str] | Redirect:
    """Prove it with a passkey."""
    form, house, site = await request.posted(), request.house, site_of(request)
    said, token = form.get("credential", ""), cookie(request, SESSION)
    right = await house.staff.prove_again_by_passkey(request.agent, token, said, site, request.seal)
    return await _outcome(request, form.get("back", ""), "passkey", right=right)


@post("/desk/again/code", opt={"access": Access.STAFF})
async def by_code(request: Visit) -> Response[str] | Redirect:
    """Prove it with a code of the authenticator app."""
    form, house = await request.posted(), request.house
    right = await house.staff.prove_again(request.agent, cookie(request, SESSION), form.get("code", ""))
    return await _outcome(request, form.get("back", ""), "authenticator", right=right)


async def _outcome(request: Visit, back: str, how: str, *, right: bool) -> Response[str] | Redirect:
    house, agent = request.house, request.agent
    now = house.clock()
    if not right:
        why = f"a step-up by {how} failed"
        await house.broker.write(record.SignInFailed(at=now, agent=agent.name, why=why))
        return _forms(request, back, _WRONG)
    await house.broker.write(record.ProvedAgain(at=now, agent=agent.name, how=how))
    return go(_ours(back) or first_page(agent))


def _forms(request: Visit, back: str, wrong: str = "") -> Response[str]:
    data = {
        "back": _ours(back),
        "site": site_of(request),
        "by_code": request.agent.level <= Assurance.TWO_FACTOR,
        "wrong": wrong,
    }
    return page(request, "again.html", data, status=403 if wrong else 200)


def _ours(back: str) -> str:
    r"""`back`, if it is a path here; a page elsewhere must not be where a proof leads (CWE-601).

    >>> _ours("/desk/contact/2222-2222"), _ours("//evil.example"), _ours("/\\evil.example"), _ours("https://x")
    ('/desk/contact/2222-2222', '', '', '')
    """
    plain = back.isascii() and back.isprintable() and "\\" not in back and not back.startswith("//")
    try:
        parts = urlsplit(back)
    except ValueError:
        return ""
    return back if plain and back.startswith("/") and not parts.scheme and not parts.netloc else ""
