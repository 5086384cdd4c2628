"""Spot: personal data in free text.

This is the part that a gate cannot do without: what must never travel in a conversation, card numbers and
secrets above all. Offsets are code points of the text as it came in.

    folded     digits of any script and width as ASCII, one character for one
    a run      13 to 19 digits, however grouped: a card number, whatever its checksum says. A Luhn test would
               let through every mistyped one, and those hold fifteen true digits
    a secret   what follows "password is", "pin:", "cvv" and their like
    a code     six digits alone, while somebody is asked for a one-time code
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct


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


_SEPARATED = r"[ .\-/_\u00a0\u2009\u2010-\u2015]{0,3}"
_RUN = re.compile(rf"(?<![0-9])(?:[0-9]{_SEPARATED}){{12,18}}[0-9](?![0-9])")
_LONG = re.compile(r"[0-9]{20,}")
_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b", re.IGNORECASE)
_IS = r"\s*(?:is|was|ist|war|lautet|:|=|->)\s*[\"'“„]?"
_PASSWORD = re.compile(rf"\b(?:password|passwort|passcode|passphrase|kennwort|pwd){_IS}(\S+)", re.IGNORECASE)
_PIN = re.compile(r"\b(?:pin|cvv2?|cvc2?|security code|prüfnummer|sicherheitscode)\b\D{0,15}([0-9]{3,8})(?![0-9])", re.IGNORECASE)
_CODE = re.compile(r"(?<![0-9])[0-9]{3}[ -]?[0-9]{3}(?![0-9])")


def find(text: str, *, awaiting_code: bool = False) -> tuple[Span, ...]:
    """What `text` holds that must not travel, in order and without overlaps."""
    spans: list[Span] = []
    for span in sorted(_finds(_folded(text), awaiting_code)):
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
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
    yield from (Span(*match.span(), Found.CARD_NUMBER) for match in _RUN.finditer(text))
    yield from (Span(*match.span(), Found.CARD_NUMBER) for match in _LONG.finditer(text))
    yield from (Span(*match.span(), Found.BANK_ACCOUNT) for match in _IBAN.finditer(text))
    yield from (Span(*match.span(1), Found.PASSWORD) for match in _PASSWORD.finditer(text))
    yield from (Span(*match.span(1), Found.SECURITY_CODE) for match in _PIN.finditer(text))
    if awaiting_code:
        yield from (Span(*match.span(), Found.ONE_TIME_CODE) for match in _CODE.finditer(text))


def _folded(text: str) -> str:
    """`text` with every decimal digit as ASCII; as long as `text`, so that offsets stay true."""
    if text.isascii():
        return text
    return "".join(_digit(character) for character in text)


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
