"""The demo's stand-in for telephones: texts that were sent, codes of authenticator apps, and a way to call.

No contact centre serves this page; it exists where `House.demo` says so.
"""

import re

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from markupsafe import Markup, escape

from needline.customers import Mail
from needline.policy import Policy
from needline.web.access import Access
from needline.web.page import go, page
from needline.web.visit import Visit


@get("/mailbox", opt={"access": Access.DEMO})
async def mailbox(request: Visit) -> Response[str]:
    """The whole page."""
    policy = await request.house.policies.current()
    return await _show(request, "mailbox.html", menu=_menu(policy), called=request.query_params.get("called", ""))


@get("/mailbox/letters", opt={"access": Access.DEMO})
async def letters(request: Visit) -> Response[str]:
    """What of the page changes."""
    return await _show(request, "mailbox_letters.html")


@post("/mailbox/call", opt={"access": Access.DEMO})
async def call(request: Visit) -> Redirect:
    """Call the bank: a phone contact waits at the desk that the menu leads to."""
    form, policy = await request.posted(), await request.house.policies.current()
    desk, _, journey = form.get("to", "").partition("/")
    if not policy.serves(desk, journey):
        raise NotFoundException
    held = await request.house.floor.ring(desk=desk, journey=journey, by="phone", value=form.get("phone", "").strip())
    return go(f"/mailbox?called={held.contact.id}")


async def _show(request: Visit, template: str, **data: object) -> Response[str]:
    house = request.house
    if house.mailbox is None:
        raise NotFoundException
    mails = [
        {"to": mail.to, "at": mail.at, "text": _with_links(house.prover.site, mail)}
        for mail in await house.mailbox.newest()
    ]
    codes = house.authenticator() if house.authenticator else ()
    return page(request, template, {"mails": mails, "codes": codes, **data})


def _with_links(site: str, mail: Mail) -> Markup:
    """The text with our own links, and no others, as links."""
    link = re.compile(rf"({re.escape(site)}/prove/[\w-]+)")
    parts = link.split(mail.text)
    return Markup("").join(
        Markup('<a href="{0}">{0}</a>').format(part) if at % 2 else escape(part) for at, part in enumerate(parts)
    )


def _menu(policy: Policy) -> tuple[tuple[str, str], ...]:
    """Where the menu of the telephone leads."""
    return tuple(
        (f"{desk}/{journey}", policy.called(journey))
        for desk, journey in policy.needs
        if desk in policy.estate.desks and "phone" in policy.journeys[journey].through
    )
