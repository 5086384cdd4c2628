"""Findings: what was found where, and how two that overlap become one."""

from bisect import bisect_left
from collections.abc import Iterable
from enum import StrEnum
from itertools import accumulate
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace


class Label(StrEnum):
    """The kinds that detectors are compared by."""

    PERSON = "PERSON"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    ADDRESS = "ADDRESS"
    LOCATION = "LOCATION"
    CARD = "CARD"
    BANK = "BANK"
    GOV_ID = "GOV_ID"
    DOB = "DOB"
    ACCOUNT_ID = "ACCOUNT_ID"
    SECRET = "SECRET"  # noqa: S105  # a word for it, not one
    HEALTH = "HEALTH"
    IP = "IP"
    URL = "URL"


class Found(StrEnum):
    """What was found, as a person says it; the value is what stands in its place, in brackets."""

    NAME = "name"
    EMAIL = "e-mail address"
    PHONE = "phone number"
    ADDRESS = "address"
    PLACE = "place"
    CARD_NUMBER = "card number"
    CARD_DETAIL = "card detail"  # the last digits, the expiry date
    BANK_ACCOUNT = "account number"
    IDENTITY_NUMBER = "identity number"
    BIRTH_DATE = "date of birth"
    REFERENCE = "reference"  # of a customer, an order, a policy, a claim, a booking
    PASSWORD = "password"  # noqa: S105  # a word for it, not one
    SECURITY_CODE = "security code"
    ONE_TIME_CODE = "one-time code"
    ACCESS_KEY = "access key"
    HEALTH = "health"
    IP_ADDRESS = "IP address"
    LINK = "link"


LABELS = MappingProxyType(
    {
        Found.NAME: Label.PERSON,
        Found.EMAIL: Label.EMAIL,
        Found.PHONE: Label.PHONE,
        Found.ADDRESS: Label.ADDRESS,
        Found.PLACE: Label.LOCATION,
        Found.CARD_NUMBER: Label.CARD,
        Found.CARD_DETAIL: Label.CARD,
        Found.BANK_ACCOUNT: Label.BANK,
        Found.IDENTITY_NUMBER: Label.GOV_ID,
        Found.BIRTH_DATE: Label.DOB,
        Found.REFERENCE: Label.ACCOUNT_ID,
        Found.PASSWORD: Label.SECRET,
        Found.SECURITY_CODE: Label.SECRET,
        Found.ONE_TIME_CODE: Label.SECRET,
        Found.ACCESS_KEY: Label.SECRET,
        Found.HEALTH: Label.HEALTH,
        Found.IP_ADDRESS: Label.IP,
        Found.LINK: Label.URL,
    }
)

GUESS = 0.6  # the score up to which a find is a guess


class Finding(Struct, frozen=True, order=True):
    """A find: code points from `start` up to `end` of the text as it came in.

    `what` is one of `Found`, or the name of an estate's own element; `score` is how sure we are, 0 to 1; `why` is
    one line for a person ("16 digits in fours; the checksum holds") and never shows the value.
    """

    start: int
    end: int
    what: str
    score: float = 1.0
    why: str = ""

    @property
    def label(self) -> str:
        """The kind that detectors are compared by; of an estate's own element, its name."""
        try:
            return LABELS[Found(self.what)]
        except ValueError:
            return self.what


def settled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """`findings` in order and without overlaps: of two that overlap nothing may stay, and the surer one names it."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda finding: (finding.start, -finding.end, -finding.score)):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
        else:
            before = kept[-1]
            best = max(before, finding, key=lambda one: (one.score, one.end - one.start))
            kept[-1] = replace(best, start=before.start, end=max(before.end, finding.end))
    return tuple(kept)


def weighed(findings: Iterable[Finding]) -> list[Finding]:
    """`findings` of one text without the guesses that overlap something known.

    A guess is a find that rests on little more than that the message holds nothing else.
    """
    known: list[Finding] = []
    guesses: list[Finding] = []
    for finding in findings:
        (guesses if finding.score <= GUESS else known).append(finding)
    known.sort(key=lambda finding: finding.start)
    starts = [finding.start for finding in known]
    farthest = list(accumulate((finding.end for finding in known), max))  # end of whatever began so far

    def gives_way(guess: Finding) -> bool:
        before = bisect_left(starts, guess.end)  # so many began before the guess ends
        return before > 0 and farthest[before - 1] > guess.start

    return known + [guess for guess in guesses if not gives_way(guess)]
