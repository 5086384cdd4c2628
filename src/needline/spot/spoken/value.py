"""Values: what one turn holds of a value that is given piece by piece, and what else it says.

A turn is bare when it holds nothing but the value: leading words ("okay so it is"), hesitations and courtesies
do not count. A turn of courtesies alone is back-channel.
"""

import re
from typing import Final

from msgspec import Struct

from needline.spot.spoken.lexicon import words
from needline.spot.spoken.run import Run, runs

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LONGEST_TURN: Final = 2_000  # characters; nobody says a piece of a value in more
_SLACK = 2  # words that may stand beside a value without saying anything

BACK_CHANNEL: Final = words("back-channel")
LEAD: Final = BACK_CHANNEL | words("lead")


class Piece(Struct, frozen=True):
    """What a turn holds of a value: where its digits and letters are, and how many digits."""

    spans: tuple[tuple[int, int], ...]
    digits: int
    signs: int  # digits and letters
    bare: bool
    back_channel: bool


def piece(text: str) -> Piece:
    """What `text`, in lower case, holds of a value."""
    if len(text) > LONGEST_TURN:
        return Piece((), 0, 0, bare=False, back_channel=False)
    found = [run for run in runs(text) if _counts(run)]
    said = [word[0] for word in _WORD.finditer(text) if not any(run.start <= word.start() < run.end for run in found)]
    other = sum(word not in LEAD for word in said)
    return Piece(
        spans=tuple((run.start, run.end) for run in found),
        digits=sum(run.digits for run in found),
        signs=sum(len(run.said) for run in found),
        bare=bool(found) and other <= _SLACK and not _measures(text, found),
        back_channel=not found and len(said) <= 8 and all(word in BACK_CHANNEL for word in said),
    )


def _counts(run: Run) -> bool:
    return run.digits > 0 or run.letters > 2


_UNIT: Final = re.compile(
    r"\s*(?:[%€$£]|(?:dollars?|euros?|pounds?|bucks|cents?|pence|zł\w*|złot\w+|minut\w*|hours?|days?|weeks?|months?|years?|"
    r"percent|prozent|gigabytes?|megabytes?|gb|mb|mbps|times|items?|pieces|people|persons|o'clock|a\.?m\b|p\.?m\b|miles?|"
    r"uhr|stunden?|tage?n?|jahre?|heures?|jours?|ans|horas?|días?|años?|ore|giorni|anni|uur|dagen|dni|godzin\w*|lat|"
    r"of (?:the|them|those|my|these)|large|small|medium|more|or|degrees|stars?|kilos?|kg)(?!\w))"
)


def _measures(text: str, found: list[Run]) -> bool:
    """Whether a number counts or measures something."""
    return any(run.digits < 7 and measured(text, run) for run in found)


_MONEY: Final = frozenset("$€£¥")


def measured(text: str, run: Run) -> bool:
    """Whether `run` of `text` counts or measures something: "ninety five dollars", "six of the large"."""
    return _UNIT.match(text, run.end) is not None or text[max(0, run.start - 1) : run.start] in _MONEY
