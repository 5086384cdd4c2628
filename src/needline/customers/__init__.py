"""The customers: how they are found for a contact, and how they prove who they are."""

from needline.customers.answers import Failed, Invitation, Next, Proof, Step, Why
from needline.customers.budget import Budget
from needline.customers.finding import Finder
from needline.customers.senders import Mail, Mailbox, Sender
from needline.customers.sign_in import SignIn
from needline.customers.waits import Waits

__all__ = [
    "Budget",
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
    "Waits",
    "Why",
]
