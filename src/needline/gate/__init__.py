"""The gate before a bot: a state machine that does no I/O.

A channel turns its traffic into events, `advance` answers with the next state and the commands to carry out, and
the channel carries them out. `machine` holds the rules, `event` the vocabulary, `speech` what is read in words.
"""

from needline.gate.event import (
    AskProof,
    BotFailed,
    BotHandsOver,
    BotSaid,
    Command,
    Disclose,
    Does,
    Event,
    GoOver,
    Keep,
    Pass,
    Perform,
    Phase,
    Proved,
    Reply,
    Said,
    State,
    Wants,
)
from needline.gate.machine import advance

__all__ = [
    "AskProof",
    "BotFailed",
    "BotHandsOver",
    "BotSaid",
    "Command",
    "Disclose",
    "Does",
    "Event",
    "GoOver",
    "Keep",
    "Pass",
    "Perform",
    "Phase",
    "Proved",
    "Reply",
    "Said",
    "State",
    "Wants",
    "advance",
]
