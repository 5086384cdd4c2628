"""The customers: how they are found for a contact, and how they prove who they are."""

from needline.customers.answers import Failed, Invitation, Next, Proof, Step, Why
from needline.customers.finding import Finder
from needline.customers.senders import Mail, Mailbox, Sender
from needline.customers.sign_in import SignIn

__all__ = [
    "Failed",
    "Finder",
    "Invitation",
    "Mail",
    "Mailbox",
    "Next",
    "Proof",
    "Sender",
    "SignIn",
    "Step",
    "Why",
]
