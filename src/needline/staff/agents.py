"""Agents: the people at a desk, and what they are answered when they sign in."""

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from needline.estate.model import Assurance

FRESH = 5 * 60.0  # seconds that a proof is good for what is sensitive
SKEW = 5.0  # seconds by which the clocks of two machines may differ

Lowest = Callable[[str], Assurance]  # how the agents of a desk must sign in, at the least


class Role(StrEnum):
    """What somebody on the staff is there for."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    SECURITY = "security"


class Agent(Struct, frozen=True, kw_only=True):
    """Somebody on the staff who is signed in."""

    name: str
    called: str  # what customers and colleagues read
    desk: str
    role: Role
    level: Assurance  # what this sign-in proved; never below two-factor
    proved_at: float = 0.0  # seconds since 1970, UTC: when they last proved it; 0: nobody knows


class Device(Struct, frozen=True, kw_only=True):
    """The browser that somebody signs in with."""

    token: str  # of its cookie
    called: str = ""  # what it says it is: "Firefox on Windows"

    def __repr__(self) -> str:
        return f"Device(called={self.called!r}, …)"


class SignedIn(Struct, frozen=True, kw_only=True):
    """They are who they say; `token` is for their browser's cookie and stands nowhere else."""

    token: str
    agent: Agent
    new_device: bool = False  # nobody signed in as them with this browser before
    untold: bool = False  # other browsers did, and they were not told yet

    def __repr__(self) -> str:
        return f"SignedIn(agent={self.agent!r}, …)"


class Denied(Struct, frozen=True, kw_only=True):
    """They are not, or too many tries failed; `why` is one and the same, so that it teaches nothing."""

    why: str = "name, password or code is not right, or sign-in is locked after too many tries"
    agent: str = ""  # whose passkey it was; for the record alone
    noted: str = "a factor was wrong, or it is locked"  # for the record alone


class TooWeak(Struct, frozen=True, kw_only=True):
    """Everything was right, but their desk wants more than a password and a code."""

    agent: str
    why: str = (
        "password and code were right, but your desk signs in with a passkey only; "
        "ask whoever runs needline for an invitation to set one up"
    )


class Moved(Struct, frozen=True, kw_only=True):
    """A session was used by another browser than the one that began it, which ended it."""

    agent: str


def fresh(agent: Agent, now: float) -> bool:
    """Whether `agent` proved a factor in the last five minutes: only then may they do what is sensitive.

    A proof from the future, as after a clock that jumped back, is none.
    """
    return -SKEW <= now - agent.proved_at <= FRESH
