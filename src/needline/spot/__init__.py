"""Spot: personal data in free text, found by layers, each dearer than the one before and run on less.

    folding      what was written in one of many ways, as it reads; offsets stay true
    gate         one pass that tells which rules could find something; most messages end here
    numbers      cards, phones, accounts, identity numbers, dates, references      written, secrets, evasive: the rest
    spoken       numbers, addresses and dates said in words, and what is spelled
    dialogue     what was just asked types a bare answer; pieces over several turns are one value
    tagger       a small network of our own, for what only the words around tell
    memory       a value once known is found wherever it appears again
    elements     what an estate adds of its own
    redaction    a text without its finds      streaming: the same while it is still being written

`Spotter` runs them. A find says where, what, how sure and why; it never holds the value. What only a part of needline
needs is imported when it is first asked for: the words for finds are cheap, the layers are not.
"""

from typing import TYPE_CHECKING

from needline.spot.finding import Finding, Found, Label

if TYPE_CHECKING:
    from needline.spot.masking import Masked, find, mask
    from needline.spot.redaction import As, redact
    from needline.spot.spotter import Conversation, Spotter

__all__ = ["As", "Conversation", "Finding", "Found", "Label", "Masked", "Spotter", "find", "mask", "redact"]

_HOMES = {
    "As": "redaction",
    "Conversation": "spotter",
    "Masked": "masking",
    "Spotter": "spotter",
    "find": "masking",
    "mask": "masking",
    "redact": "redaction",
}


def __getattr__(name: str) -> object:
    """Import what lives in a layer when it is first asked for (PEP 562)."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
