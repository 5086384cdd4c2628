"""The staff: who works at which desk, how they come by their factors, and how they sign in with them."""

from needline.staff.agents import (
    Agent,
    Denied,
    Device,
    Lowest,
    Moved,
    Role,
    SignedIn,
    TooWeak,
    fresh,
)
from needline.staff.enrolment import Enrolled, Enrolment
from needline.staff.invitations import Invitation, Invitations
from needline.staff.passkeys import Passkeys, Site
from needline.staff.sessions import Session, Sessions
from needline.staff.sign_in import Staff

__all__ = [
    "Agent",
    "Denied",
    "Device",
    "Enrolled",
    "Enrolment",
    "Invitation",
    "Invitations",
    "Lowest",
    "Moved",
    "Passkeys",
    "Role",
    "Session",
    "Sessions",
    "SignedIn",
    "Site",
    "Staff",
    "TooWeak",
    "fresh",
]
