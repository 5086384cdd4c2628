"""Enrolment: whoever was invited sets a passkey, or a password and an authenticator app, and gets recovery codes.

A link that was used, replaced, is too old or was never ours reads the same. Opening it changes nothing, so that it
may be opened twice; only an enrolment uses it up.
"""

import base64

import pyotp
import segno
from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from needline.estate.model import Assurance
from needline.record import entry as record
from needline.staff import Enrolled, Invitation
from needline.staff.enrolment import SHORTEST, Unfit
from needline.web.access import Access
from needline.web.device import site_of
from needline.web.page import page
from needline.web.sign_in import lowest_of, options
from needline.web.visit import Visit

Outcome = Enrolled | Unfit | None


@get("/enrol/{link:str}", opt={"access": Access.PUBLIC})
async def enrol(request: Visit, link: FromPath[str]) -> Response[str]:
    """The forms."""
    return await _forms(request, link)


@post("/enrol/{link:str}/challenge", opt={"access": Access.PUBLIC})
async def challenge(request: Visit, link: FromPath[str]) -> Response[str]:
    """What the browser needs to make a passkey."""
    invited = await request.house.staff.invitations.found(link)
    if invited is None:
        raise NotFoundException
    passkeys, site = request.house.staff.passkeys, site_of(request)
    return options(await passkeys.offer(site, request.seal, name=invited.name, called=invited.called))


@post("/enrol/{link:str}/passkey", opt={"access": Access.PUBLIC})
async def by_passkey(request: Visit, link: FromPath[str]) -> Response[str]:
    """Enrol with the passkey that was just made."""
    said, enrolment = (await request.posted()).get("credential", ""), request.house.staff.enrolment
    return await _outcome(request, link, await enrolment.by_passkey(link, said, site_of(request), request.seal))


@post("/enrol/{link:str}/password", opt={"access": Access.PUBLIC})
async def by_password(request: Visit, link: FromPath[str]) -> Response[str]:
    """Enrol with a password and an authenticator app."""
    form, house = await request.posted(), request.house
    lowest = lowest_of(await house.policies.current())
    password, code = form.get("password", ""), form.get("code", "")
    if password != form.get("again", ""):
        return await _forms(request, link, "the two passwords are not the same")
    return await _outcome(request, link, await house.staff.enrolment.by_code(link, password, code, lowest))


async def _outcome(request: Visit, link: str, came: Outcome) -> Response[str]:
    match came:
        case None:
            return _gone(request)
        case Unfit(why=why):
            return await _forms(request, link, why)
        case Enrolled(invitation=invited, how=how, codes=codes):
            now, desk, by = request.house.clock(), invited.desk, invited.by
            await request.house.broker.write(record.Enrolled(at=now, agent=invited.name, desk=desk, how=how, by=by))
            return page(request, "enrol_done.html", {"codes": codes, "invited": invited})


async def _forms(request: Visit, link: str, wrong: str = "") -> Response[str]:
    house = request.house
    invited = await house.staff.invitations.found(link)
    if invited is None:
        return _gone(request)
    policy = await house.policies.current()
    secret = base64.b32encode(house.staff.invitations.authenticator(link)).decode()
    desk = policy.called(invited.desk) if invited.desk in policy.seats else invited.desk
    data = {
        "link": link,
        "invited": invited,
        "desk": desk,
        "site": site_of(request),
        "passkey_only": lowest_of(policy)(invited.desk) > Assurance.TWO_FACTOR,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "picture": _picture(invited, secret, policy.estate.estate),
        "shortest": SHORTEST,
        "wrong": wrong,
    }
    return page(request, "enrol.html", data, status=400 if wrong else 200)


def _gone(request: Visit) -> Response[str]:
    return page(request, "enrol_gone.html", status=404)


def _picture(invited: Invitation, secret: str, estate: str) -> str:
    """The QR code for the app, as the address of a picture; black on white in the dark too, or no camera reads it."""
    address = pyotp.TOTP(secret).provisioning_uri(name=invited.name, issuer_name=estate)
    picture: str = segno.make(address, micro=False).svg_data_uri(scale=4, dark="#000", light="#fff")
    return picture
