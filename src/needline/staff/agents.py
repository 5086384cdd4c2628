"""Agents: the people at a desk, and what they are answered when they sign in."""

from enum import StrEnum

from msgspec import Struct

from needline.estate.model import Assurance


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


class SignedIn(Struct, frozen=True, kw_only=True):
    """They are who they say; `token` is for their browser's cookie and stands nowhere else."""

    token: str
    agent: Agent

    def __repr__(self) -> str:
        return f"SignedIn(agent={self.agent!r}, …)"


class Denied(Struct, frozen=True, kw_only=True):
    """They are not, or too many tries failed; the answer is one and the same, so that it teaches nothing."""

    why: str = "name, password or code is not right, or sign-in is locked after too many tries"
