"""Redaction: a text with something else in place of every find."""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from needline.spot.finding import Finding, Found, settled


class As(StrEnum):
    """What stands in the place of a find."""

    WORDS = "words"  # [card number]
    LABELS = "labels"  # <CARD>
    STARS = "stars"  # as long as the find, spaces kept
    TAILS = "tails"  # •••9012 of a card number (PCI DSS 4.0.1 requirement 3.4.1), words of all else


def redact(text: str, findings: Iterable[Finding], form: As = As.WORDS) -> str:
    """Return `text` with every one of `findings` replaced; all else stays as it is, and of two that overlap nothing.

    >>> redact("I am Ann", [Finding(5, 8, Found.NAME)]), redact("I am Ann", [Finding(5, 8, Found.NAME)], As.STARS)
    ('I am [name]', 'I am •••')
    """
    parts, end = [], 0
    for finding in settled(findings):
        parts += [text[end : finding.start], instead(text[finding.start : finding.end], finding, form)]
        end = finding.end
    return "".join((*parts, text[end:]))


def instead(value: str, finding: Finding, form: As = As.WORDS) -> str:
    """Return what stands in the place of `value`, which `finding` found."""
    match form:
        case As.LABELS:
            return f"<{finding.label}>"
        case As.STARS:
            return "".join(character if character.isspace() else "•" for character in value)
        case As.TAILS if finding.what == Found.CARD_NUMBER:
            return _tail(value) or f"[{finding.what}]"
        case _:
            return f"[{finding.what}]"


# Digits. With fewer, four would be too many to show; with more, the last may be a security code that was merged in.
_CARD = range(14, 17)


def _tail(value: str) -> str:
    digits = [unicodedata.digit(character) for character in value if character.isdigit()]
    return "•••" + "".join(map(str, digits[-4:])) if len(digits) in _CARD else ""
