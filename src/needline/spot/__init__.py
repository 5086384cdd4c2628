"""Spot: personal data in free text.

This is the part that a gate cannot do without: what must never travel in a conversation, card numbers and
secrets above all. Offsets are code points of the text as it came in.

    folded     digits of any script and width as ASCII, one character for one; what nobody sees is a joint
    a run      13 digits or more, however grouped: a card number, whatever its checksum says. A Luhn test would
               let through every mistyped one, and those hold fifteen true digits. What stands behind it (the
               expiry date, the code) is part of it; a phone number with its country and dates are none
    a secret   what follows "password is", "pin:", "cvv" and their like
    a code     six digits alone, while somebody is asked for a one-time code
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class Found(StrEnum):
    """What was found; the value is what stands in its place, in brackets."""

    CARD_NUMBER = "card number"
    BANK_ACCOUNT = "account number"
    PASSWORD = "password"  # noqa: S105  # a word for it, not one
    SECURITY_CODE = "security code"
    ONE_TIME_CODE = "one-time code"


class Span(Struct, frozen=True, order=True):
    """A find: code points from `start` up to `end`."""

    start: int
    end: int
    what: Found


class Masked(Struct, frozen=True, kw_only=True):
    """A text with every find replaced, and what the finds were."""

    text: str
    found: tuple[Found, ...]


_JOINT = "\u2060"  # stands in the folded text for whatever has no width
_BETWEEN = rf"[ .\-/_{_JOINT}]{{0,5}}"
_RUN = re.compile(rf"(?<![0-9])(?:[0-9]{_BETWEEN}){{12,}}[0-9]")
# In fours, anything may part them: a comma, or a line each. Other numbers that commas or lines part are a list.
_FOURS = re.compile(r"(?<![0-9])[0-9]{4}(?:(?:[^\w\s]|\s{1,2})[0-9]{4}){3}(?![0-9])")
# A card number begins with no 0, and a phone number has at most 15 digits (ITU-T E.164) after + or 00.
_PHONE = re.compile(r"\+(?:[^0-9]*[0-9]){1,15}|00(?:[^0-9]*[0-9]){1,15}")
_YEAR, _MONTH, _DAY = r"(?:19|20)[0-9]{2}", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12][0-9]|3[01])"
_DATE = re.compile(
    rf"(?<![0-9])(?:{_YEAR}-{_MONTH}-{_DAY}|{_DAY}([./-]){_MONTH}\1{_YEAR}|{_MONTH}/{_DAY}/{_YEAR})(?![0-9])"
)
_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b", re.IGNORECASE)
_IBAN_DIGITS = 10  # the fewest in any country's (ISO 13616); a sentence after "AB12" has fewer
_SECRET = r"(?:password|passwort|passcode|passphrase|kennwort|pwd)"  # noqa: S105  # words for it, not one
_IS = r"(?:\s*(?:\b(?:is|was|ist|war|lautet)\b|:|=|->))+\s*"
_NONE = (  # what is said of a password, and is not one
    r"(?!(?:not|now|no|wrong|incorrect|invalid|expired|locked|blocked|lost|forgotten|gone|stolen|hacked|too|being|"
    r"nicht|falsch|ungültig|abgelaufen|gesperrt|weg|gestohlen|vergessen)\b)"
)
_PASSWORD = re.compile(
    rf"\b{_SECRET}(?:{_IS}(?:[\"“„](?P<quoted>[^\"“”]{{1,80}})[\"“”]|{_NONE}(?P<plain>\S+))"
    r"|\s+(?P<bare>(?=\S{0,40}[0-9])(?=\S{0,40}[^\W\d_])\S{6,}))",
    re.IGNORECASE,
)
_PIN = re.compile(
    r"\b(?:pin|cvv2?|cvc2?|security code|prüfnummer|sicherheitscode)\b"
    r"[^0-9]{0,15}([0-9](?:[ -]?[0-9]){2,7})(?![0-9])",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![0-9])[0-9]{3}[ -]?[0-9]{3}(?![0-9])")


def find(text: str, *, awaiting_code: bool = False) -> tuple[Span, ...]:
    """What `text` holds that must not travel, in order and without overlaps."""
    spans: list[Span] = []
    for span in sorted(_finds(_folded(text), awaiting_code), key=lambda span: (span.start, -span.end)):
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
        elif span.end > spans[-1].end:
            spans[-1] = replace(spans[-1], end=span.end)  # of two finds that overlap, nothing may stay
    return tuple(spans)


def mask(text: str, *, awaiting_code: bool = False) -> Masked:
    """The text with a word in brackets in place of every find.

    >>> mask("my card is 4929 1234 5678 9012, thanks").text
    'my card is [card number], thanks'
    """
    parts, end = [], 0
    spans = find(text, awaiting_code=awaiting_code)
    for span in spans:
        parts += [text[end : span.start], f"[{span.what}]"]
        end = span.end
    return Masked(text="".join((*parts, text[end:])), found=tuple(span.what for span in spans))


def _finds(text: str, awaiting_code: bool) -> Iterator[Span]:  # noqa: FBT001  # private, and named at its one call
    undated = _DATE.sub(lambda match: "x" * len(match[0]), text)
    yield from (Span(*match.span(), Found.CARD_NUMBER) for match in _RUN.finditer(undated) if not _is_phone(match))
    yield from (Span(*match.span(), Found.CARD_NUMBER) for match in _FOURS.finditer(text))
    yield from (Span(*match.span(), Found.BANK_ACCOUNT) for match in _IBAN.finditer(text) if _has_digits(match))
    yield from (Span(*match.span(match.lastgroup or 0), Found.PASSWORD) for match in _PASSWORD.finditer(text))
    yield from (Span(*match.span(1), Found.SECURITY_CODE) for match in _PIN.finditer(text))
    if awaiting_code:
        yield from (Span(*match.span(), Found.ONE_TIME_CODE) for match in _CODE.finditer(text))


def _is_phone(run: re.Match[str]) -> bool:
    before = run.string[max(run.start() - 1, 0) : run.start()]
    return bool(_PHONE.fullmatch("+" + run[0] if before == "+" else run[0]))


def _has_digits(match: re.Match[str]) -> bool:
    return sum(map(str.isdecimal, match[0])) >= _IBAN_DIGITS


def _folded(text: str) -> str:
    """`text` with digits, spaces and dashes as ASCII; as long as `text`, so that offsets stay true."""
    return text if text.isascii() else "".join(map(_fold, text))


def _fold(character: str) -> str:
    if character.isascii():
        return character
    value = unicodedata.digit(character, None)
    return str(value) if value is not None else _FOLDS.get(unicodedata.category(character), character)


_FOLDS = {"Zs": " ", "Pd": "-", "Cf": _JOINT, "Mn": _JOINT, "Me": _JOINT}
