"""Masking: what must never travel in a conversation, whoever reads along, is replaced by a word for it.

These are card and account numbers and secrets: a bot and an agent do their work without them. The rules find them, by
themselves; what else a journey has no need for is a matter of its policy.
"""

from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from needline.spot.finding import GUESS, Finding, Found
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

_CARD_DIGITS = 13
_NO_CARDS = frozenset({Found.PHONE, Found.LINK, Found.IP_ADDRESS, Found.EMAIL})


class Masked(Struct, frozen=True, kw_only=True):
    """A text with every find replaced, and what the finds were."""

    text: str
    found: tuple[Found, ...]


def find(text: str, *, awaiting_code: bool = False) -> tuple[Finding, ...]:
    """What `text` holds that must not travel, in order and without overlaps."""
    asked = (Found.ONE_TIME_CODE,) if awaiting_code else ()
    findings = _rules().read(text, asked=asked, is_open=awaiting_code)
    return tuple(named for finding in findings if (named := _unfit(text, finding)))


def mask(text: str, *, awaiting_code: bool = False) -> Masked:
    """The text with a word in brackets in place of every find.

    >>> mask("my card is 4929 1234 5678 9012, thanks").text
    'my card is [card number], thanks'
    """
    findings = find(text, awaiting_code=awaiting_code)
    return Masked(text=redact(text, findings), found=tuple(Found(finding.what) for finding in findings))


def _unfit(text: str, finding: Finding) -> Finding | None:
    """`finding` if it must not travel; a number as long as a card's is one, whatever words call it."""
    if finding.what in NEVER_TRAVELS:
        return finding
    digits = sum(map(str.isdigit, text[finding.start : finding.end]))
    if digits < _CARD_DIGITS or finding.what in _NO_CARDS or finding.score <= GUESS:
        return None
    return replace(finding, what=Found.CARD_NUMBER)


@cache
def _rules() -> Spotter:
    return Spotter(names=False)
