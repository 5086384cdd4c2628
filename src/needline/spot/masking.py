"""Masking: what must never travel in a conversation, whoever reads along, is replaced by a word for it.

These are card and account numbers and secrets: a bot and an agent do their work without them. The rules find them, by
themselves; what else a journey has no need for is a matter of its policy.
"""

from functools import cache

from msgspec import Struct

from needline.spot.finding import Finding, Found
from needline.spot.redaction import redact
from needline.spot.spotter import Spotter

NEVER_TRAVELS = frozenset(
    {
        Found.CARD_NUMBER,
        Found.BANK_ACCOUNT,
        Found.PASSWORD,
        Found.SECURITY_CODE,
        Found.ONE_TIME_CODE,
        Found.ACCESS_KEY,
    }
)


class Masked(Struct, frozen=True, kw_only=True):
    """A text with every find replaced, and what the finds were."""

    text: str
    found: tuple[Found, ...]


def find(text: str, *, awaiting_code: bool = False) -> tuple[Finding, ...]:
    """What `text` holds that must not travel, in order and without overlaps."""
    asked = (Found.ONE_TIME_CODE,) if awaiting_code else ()
    findings = _rules().read(text, asked=asked, is_open=awaiting_code)
    return tuple(finding for finding in findings if finding.what in NEVER_TRAVELS)


def mask(text: str, *, awaiting_code: bool = False) -> Masked:
    """The text with a word in brackets in place of every find.

    >>> mask("my card is 4929 1234 5678 9012, thanks").text
    'my card is [card number], thanks'
    """
    findings = find(text, awaiting_code=awaiting_code)
    return Masked(text=redact(text, findings), found=tuple(Found(finding.what) for finding in findings))


@cache
def _rules() -> Spotter:
    return Spotter(names=False)
