"""Conversations as files: documents of Contact Lens, a line each, whose people are made up."""

import json
from collections.abc import Sequence
from pathlib import Path

Turns = Sequence[tuple[str, str]]

CARD = "4929 1234 5678 9012"  # no issuer's: its checksum does not hold
VISA = "4111 1111 1111 1111"  # for tests, and its checksum holds
CALLS: tuple[Turns, ...] = (
    (("AGENT", "hello, how can i help"), ("CUSTOMER", f"my card is {VISA}"), ("AGENT", "thanks, it is done")),
    (("AGENT", "what is your date of birth please?"), ("CUSTOMER", "3 May 1981")),
    (("CUSTOMER", "where is my parcel"), ("AGENT", "it comes on monday")),
    (("CUSTOMER", "mail me at jane.miller@example.com"), ("AGENT", "i have jane.miller@example.com")),
)


def document(turns: Turns, name: str = "", at: str | None = None, **more: object) -> str:
    """A document with real-time segments."""
    segments = [
        {"Transcript": {"Id": f"{n}", "ParticipantId": role, "ParticipantRole": role, "Content": text}}
        for n, (role, text) in enumerate(turns)
    ]
    when = {"InitiationTimestamp": at} if at else {}
    return json.dumps({"Channel": "CHAT", "ContactId": name, "Segments": segments, **when, **more})


def written(path: Path, calls: Sequence[Turns] = CALLS, times: int = 1) -> Path:
    """A file of these conversations, so many times over."""
    lines = [document(turns, f"{round_}-{n}") for round_ in range(times) for n, turns in enumerate(calls)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
