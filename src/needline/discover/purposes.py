"""The journeys that conversations name by themselves: by their intent, or where there is none by their queue.

These make an estate to scan with, of which only the journeys matter; what is seen in them is drafted.
"""

import re
from collections import Counter
from collections.abc import Sequence

from needline.drift.fields import INTENT, QUEUE, field_of
from needline.estate.model import Assurance, Estate, Journey
from needline.estate.shapes import NAME
from needline.observed import Observed
from needline.scan import scan
from needline.scan.walk import File, walk
from needline.transcripts.conversation import Conversation
from needline.transcripts.conversations import conversations

_MOST = 200  # journeys of a draft; more are told apart by something else than purpose
_PARTS = re.compile(r"[,;|]")
_LONGEST = 60  # letters of a journey's name; longer is a text
_NAME = re.compile(NAME)


def observed_in(paths: Sequence[str], *, workers: int = 1) -> Observed:
    """What the conversations in and under `paths` hold, by the journeys that they name."""
    return scan(paths, _estate(_purposes(paths)), workers=workers)


def slug(words: str) -> str:
    """A name for the estate made of somebody's words; empty where none can be made.

    >>> slug("Billing dispute (EU)"), slug("2nd card")
    ('billing_dispute_eu', 'j_2nd_card')
    """
    name = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
    return name if _NAME.fullmatch(name) or not name else f"j_{name}"


def _purposes(paths: Sequence[str]) -> dict[str, str]:
    """Journey → what conversations call it, the commonest first."""
    intents: Counter[str] = Counter()
    queues: Counter[str] = Counter()
    for file in walk(paths):
        for one in conversations(str(file.path)) if isinstance(file, File) else ():
            if isinstance(one, Conversation):
                fields = {field_of(name): value for name, value in one.told.items()}
                intents.update(_values(fields.get(INTENT, "")))
                queues.update(_values(fields.get(QUEUE, "")))
    named = intents or queues
    return {slug(value): value for value, _ in reversed(named.most_common(_MOST)) if slug(value)}


def _values(told: str) -> set[str]:
    return {value.strip() for value in _PARTS.split(told) if 0 < len(value.strip()) <= _LONGEST}


def _estate(purposes: dict[str, str]) -> Estate | None:
    if not purposes:
        return None
    journeys = {
        name: Journey(by="front_desk", through=("chat",), called=value, customer_proves=Assurance.NOTHING)
        for name, value in purposes.items()
    }
    return Estate(needline=1, estate="conversations", owner="discover", journeys=journeys)
