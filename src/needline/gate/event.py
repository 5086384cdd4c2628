"""What a gate hears and what it commands.

Events come from a channel (`Said`), from the bot (`BotSaid`, `Wants`, `Does`, `BotHandsOver`, `BotFailed`) and from
the customers' sign-in (`Proved`). Nothing else changes a gate.
"""

from enum import Enum, auto

from msgspec import Struct

from needline.contact import Contact
from needline.decide import Ask, Order
from needline.estate.model import Assurance, Trigger
from needline.spot import Found


class Phase(Enum):
    """Where the gate is."""

    LISTENING = auto()
    PROVING = auto()  # a sign-in link is out, and what was wished for is remembered
    HANDED_OVER = auto()  # for good


class Said(Struct, frozen=True):
    """The customer wrote something."""

    text: str


class BotSaid(Struct, frozen=True):
    """The bot wants to say something to the customer."""

    text: str


class Wants(Struct, frozen=True, tag="wants"):
    """The bot asks for elements for one of its journeys."""

    journey: str
    elements: tuple[str, ...]


class Does(Struct, frozen=True, kw_only=True, tag="does"):
    """The bot wants something done for one of its journeys."""

    journey: str
    action: str
    arguments: tuple[tuple[str, str], ...] = ()


class BotHandsOver(Struct, frozen=True):
    """The bot gives up and says so."""


class BotFailed(Struct, frozen=True):
    """The bot was late, too long, gone, or not in its language."""


class Proved(Struct, frozen=True):
    """The customer finished signing in."""

    subject: str
    level: Assurance
    until: float = 0.0  # when it lapses unless it is used; seconds since 1970, UTC


Event = Said | BotSaid | Wants | Does | BotHandsOver | BotFailed | Proved


class State(Struct, frozen=True, kw_only=True):
    """All that is remembered between two events."""

    contact: Contact
    phase: Phase = Phase.LISTENING
    wish: Wants | Does | None = None  # carried out once the customer proved enough


class Keep(Struct, frozen=True):
    """Keep the customer's words; what must not travel is masked already."""

    text: str
    found: tuple[Found, ...] = ()


class Pass(Struct, frozen=True):
    """Let the customer's words, as kept, through to the bot."""

    text: str


class Reply(Struct, frozen=True):
    """Say this to the customer; `bot` tells the bot's words from the house's own."""

    text: str
    bot: bool


class AskProof(Struct, frozen=True):
    """Have the customer sign in to this level."""

    level: Assurance


class Disclose(Struct, frozen=True):
    """Carry out this ask through the broker and give the bot what comes of it."""

    ask: Ask


class Perform(Struct, frozen=True):
    """Carry out this order through the broker and tell the bot what came of it."""

    order: Order
    arguments: tuple[tuple[str, str], ...]


class GoOver(Struct, frozen=True, kw_only=True):
    """Stop the bot and take the contact, as it now stands, to people."""

    contact: Contact
    trigger: Trigger
    message: str


Command = Keep | Pass | Reply | AskProof | Disclose | Perform | GoOver
