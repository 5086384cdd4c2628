"""Who signs in in these tests, where, and with what."""

from base64 import b32encode

from pyotp import TOTP

from needline.estate.model import Assurance
from needline.staff import Agent, Device, Enrolled, Role, SignedIn, Site, Staff
from tests.authenticator import Authenticator
from tests.clock import Clock

SITE = Site(origin="https://desk.example")
HERE, THERE = (
    Device(token="one browser", called="Firefox on Linux"),
    Device(token="another", called="Edge on Windows"),
)
PAGE = "seal of the cookie of a browser"
PASSWORD = "correct horse battery"


def two_factors(_: str) -> Assurance:
    return Assurance.TWO_FACTOR


def passkeys_only(_: str) -> Assurance:
    return Assurance.PASSKEY


async def invited(staff: Staff, name: str = "mira") -> str:
    return await staff.invitations.invite(name, "Mira", "front_desk", Role.AGENT, by="sam")


async def with_passkey(staff: Staff, name: str = "mira", *, counts: bool = True) -> Authenticator:
    """Somebody who was invited and made a passkey."""
    key, link = Authenticator(SITE.origin, counts=counts), await invited(staff, name)
    made = key.make(await staff.passkeys.offer(SITE, PAGE, name=name, called="Mira"))
    assert isinstance(await staff.enrolment.by_passkey(link, made, SITE, PAGE), Enrolled)
    return key


async def with_code(staff: Staff, clock: Clock, name: str = "mira") -> Enrolled:
    """Somebody who was invited and set a password and an app."""
    link = await invited(staff, name)
    came = await staff.enrolment.by_code(link, PASSWORD, shown(staff, link, clock), two_factors)
    assert isinstance(came, Enrolled)
    return came


def shown(staff: Staff, link: str, clock: Clock) -> str:
    """The code of an app that took the secret of this invitation."""
    return TOTP(b32encode(staff.invitations.authenticator(link)).decode()).at(clock.now)


async def by_passkey(staff: Staff, key: Authenticator, device: Device = HERE) -> SignedIn:
    said = key.sign(await staff.passkeys.ask(SITE, PAGE))
    came = await staff.sign_in_by_passkey(said, SITE, PAGE, device)
    assert isinstance(came, SignedIn)
    return came


async def session_of(staff: Staff, key: Authenticator, device: Device = HERE) -> tuple[str, Agent]:
    came = await by_passkey(staff, key, device)
    return came.token, came.agent
