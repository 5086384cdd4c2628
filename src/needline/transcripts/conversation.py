"""A conversation as a scan reads it: who said what, and what the platform says of it."""

from collections.abc import Mapping

from msgspec import Struct


class Turn(Struct, frozen=True, gc=False):
    """Something said or written."""

    role: str  # customer, agent or tool; empty: not known
    text: str


class Conversation(Struct, frozen=True, kw_only=True):
    """One contact in a file."""

    name: str  # what the file calls it; unique within the file
    turns: tuple[Turn, ...]
    told: Mapping[str, str] = {}  # what the platform says of it, lower case: queue, intent, tags, subject, channel
    at: float | None = None  # when it began; seconds since 1970, UTC
    line: int = 1  # of the file, where it begins
