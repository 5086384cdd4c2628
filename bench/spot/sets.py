"""The labelled sets, which lie beside the repository: $NEEDLINE_SHARED/data/pii, or ../shared/data/pii."""

import os
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from bench.spot.score import Row

SETS = (
    "multidogo_chat",
    "booking_bank_names",
    "tau_service_chat_messages",
    "tau_service_sessions_long",
    "evi_spoken_en",
    "evi_spoken_pl",
    "synth_locales",
    "synth_evasive_secrets",
    "synth_spoken_calls",
    "presidio_research_synth",
    "wnut17_social_names",
    "negatives_service_queries",
)
HELD_OUT = 15  # per cent of the groups, on which nothing is trained
_TURN_BY_TURN = {"multidogo", "tau_bench", "evi"}  # sources whose rows are turns of conversations, in order
_ROLES = {"user": "customer", "assistant": "agent", "tool": "tool"}


def folder() -> Path | None:
    """Where the sets are; None if they are not at hand."""
    shared = Path(os.environ.get("NEEDLINE_SHARED") or Path(__file__).resolve().parents[3] / "shared")
    found = shared / "data" / "pii"
    return found if found.is_dir() else None


def rows(name: str, where: Path) -> Iterator[Row]:
    """The rows of a set."""
    with (where / f"{name}.jsonl").open("rb") as file:
        yield from (msgspec.json.decode(line, type=Row) for line in file)


def held_out(group: str) -> bool:
    """Whether nothing is trained on texts of this group; training asks the same.

    >>> held_out("e11"), held_out("e2"), held_out("e41")
    (False, False, True)
    """
    return int.from_bytes(sha256(group.encode()).digest()[:4], "big") % 100 < HELD_OUT


def sample(some: Iterable[Row], most: int) -> Sequence[Row]:
    """At most so many of the rows, always the same ones, from all over the set."""
    return sorted(some, key=lambda row: sha256(row.id.encode()).digest())[:most]


def conversation(row: Row) -> str | None:
    """Which conversation the row is a turn of; None if it stands alone."""
    if row.source not in _TURN_BY_TURN or "turn" not in row.meta:
        return None
    return str(row.meta.get("dialogue", row.group))


def role(row: Row) -> str:
    """Who wrote or said it."""
    return _ROLES.get(str(row.meta.get("role", "user")), "customer")
