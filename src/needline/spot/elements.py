"""Elements of an estate's own: what no detector can know, such as the form of this company's policy numbers.

    patterns   its forms, in the dialect of `patterns`; upper and lower case are one
    words      the values themselves, where there are few: names of projects, of test accounts
    checksum   of its letters and digits: a value whose checksum holds is sure; one whose does not is reported as less
    context    words of which one stands within 60 characters, or was just asked for; without one, and without a
               checksum that holds, the form alone is nothing

A text that would take too long for a pattern is not skipped: it is one finding from its beginning to its end.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from needline.errors import EstateError, Problem
from needline.spot.finding import Finding
from needline.spot.folding import fold
from needline.spot.patterns import Pattern, Refused, read_pattern
from needline.spot.rule import Rule

if TYPE_CHECKING:
    from needline.estate import Estate

MOST_WORDS = 1_000
_MOST_STEPS = 200_000_000  # of a pattern on one text, if everything goes wrong: some seconds
_OWNERS = (
    1.0  # whoever owns an element says what it is: no other detector is surer, and none may give it its own name
)
_NEAR = 60  # characters
_WORDLIKE = re.compile(r"[^\W_]")


class Checksum(StrEnum):
    """Checksums by name."""

    LUHN = "luhn"  # ISO/IEC 7812-1, annex B
    IBAN = "iban"  # ISO 7064 mod 97-10, the first four characters moved to the end
    MOD11 = "mod11"  # digits weighted 1, 2, 3 … from the right sum to a multiple of 11; X is 10: ISBN-10, NHS number
    VERHOEFF = "verhoeff"


class Element(Struct, frozen=True, kw_only=True):
    """An element of an estate's own, and how it is found."""

    name: str
    patterns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    checksum: Checksum | None = None
    context: tuple[str, ...] = ()


def elements_of(estate: "Estate") -> tuple[Element, ...]:
    """The elements whose entry says how to spot them. Raises `EstateError` with everything wrong in them."""
    elements = tuple(
        Element(
            name=name, patterns=_several(element.spot.pattern), words=element.spot.words,
            checksum=Checksum(element.spot.checksum) if element.spot.checksum else None, context=element.spot.near,
        )
        for name, element in estate.elements.items()
        if element.spot
    )  # fmt: skip
    if problems := tuple(problem for element in elements for problem in problems_of(element)):
        raise EstateError(problems)
    return elements


def _several(written: str | tuple[str, ...]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else written


def problems_of(element: Element) -> Iterator[Problem]:
    """What keeps the element from being found, in the terms of the estate file."""
    path = ("elements", element.name, "spot")
    if not element.patterns and not element.words:
        what = f"nothing says how {element.name!r} is spotted"
        yield Problem(path=path, what=what, fix="add pattern: with its form, or words: with the values themselves")
    if len(element.words) > MOST_WORDS:
        what = f"{element.name!r} has {len(element.words):,} words"
        yield Problem(path=(*path, "words"), what=what, fix=f"keep them under {MOST_WORDS:,}, or write a pattern")
    if any(not word.strip() for word in (*element.words, *element.context)):
        yield Problem(path=path, what=f"a word of {element.name!r} is empty", fix="take it out")
    for pattern in element.patterns:
        if isinstance(refused := read_pattern(pattern), Refused):
            what = f"the pattern {pattern[:60]!r} of {element.name!r} is refused: {refused.what}"
            yield Problem(path=(*path, "pattern"), what=what, fix=refused.fix)


def element_rules(elements: Iterable[Element]) -> tuple[Rule, ...]:
    """A rule for each element. Raises `EstateError` for one that cannot be used."""
    return tuple(map(_rule, elements))


class _Ready(Struct, frozen=True, kw_only=True):
    """An element, compiled."""

    element: Element
    forms: tuple[tuple[re.Pattern[str], int], ...]  # each with the ways to read it
    words: re.Pattern[str] | None
    context: re.Pattern[str] | None


def _rule(element: Element) -> Rule:
    if problems := tuple(problems_of(element)):
        raise EstateError(problems)
    patterns = tuple(found for text in element.patterns if isinstance(found := read_pattern(text), Pattern))
    words = tuple(re.escape(fold(word).text.strip()) for word in sorted(element.words, key=len, reverse=True))
    ready = _Ready(
        element=element,
        forms=tuple((_compiled(pattern.bounded), pattern.ways) for pattern in patterns),
        words=_any_of(words),
        context=_any_of(map(re.escape, element.context)),
    )
    return Rule(
        name=element.name, triggers=(*(pattern.written for pattern in patterns), *words), find=partial(_find, ready)
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    alternatives = "|".join(words)
    return _compiled(rf"(?<!\w)(?:{alternatives})(?!\w)") if alternatives else None


def _find(ready: _Ready, text: str, asked: tuple[str, ...]) -> Iterator[Finding]:
    name = ready.element.name
    for form, ways in ready.forms:
        if len(text) * ways > _MOST_STEPS:
            yield Finding(0, len(text), name, 1.0, f"too long a text to look for {name!r} in: all of it is masked")
            return
        for match in form.finditer(text):
            if _stands_alone(match) and (score := _score(ready, match, asked)):
                yield Finding(match.start(), match.end(), name, *score)
    for match in ready.words.finditer(text) if ready.words else ():
        yield Finding(match.start(), match.end(), name, _OWNERS, f"one of the words of {name!r}")


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether it is no part of a longer number or word: NB-1234 in NB-12345, but 1234 in 1234and."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    return not _joined(before, text[start]) and not _joined(text[end - 1], after)


def _joined(left: str, right: str) -> bool:
    return (left.isdigit() and right.isdigit()) or (left.isalpha() and right.isalpha())


def _score(ready: _Ready, match: re.Match[str], asked: tuple[str, ...]) -> tuple[float, str] | None:
    element, context = ready.element, ready.context
    holds = _CHECKS[element.checksum](match[0]) if element.checksum else None
    form = f"has the form of {element.name!r}"
    if holds:
        return _OWNERS, f"{form}; the checksum holds"
    if element.name in asked or (context and _has_near(context, match)):
        return (_OWNERS if holds is None else 0.9), f"{form}, beside a word for it"
    if context:
        return None
    return (_OWNERS, form) if holds is None else (0.6, f"{form}; the checksum does not hold")


def _has_near(context: re.Pattern[str], match: re.Match[str]) -> bool:
    start, end, text = match.start(), match.end(), match.string
    return bool(context.search(text[max(start - _NEAR, 0) : start]) or context.search(text[end : end + _NEAR]))


# ── checksums: what counts them is imported when the first is, for it brings half of a network stack ──
def _luhn(text: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(_digits(text)))


def _verhoeff(text: str) -> bool:
    from stdnum import verhoeff

    return bool(verhoeff.is_valid(_digits(text)))


def _iban(text: str) -> bool:
    from stdnum.iso7064 import mod_97_10

    signs = "".join(_WORDLIKE.findall(text)).upper()
    return signs.isascii() and bool(mod_97_10.is_valid(signs[4:] + signs[:4]))


def _mod11(text: str) -> bool:
    digits = re.sub(r"[^0-9X]", "", text.upper())
    last = 10 if digits[-1:] == "X" else int(digits[-1:] or 0)
    weighted = sum(weight * int(digit) for weight, digit in enumerate(_digits(digits[-2::-1]), 2))
    return len(digits) > 1 and (last + weighted) % 11 == 0


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


_CHECKS: dict[Checksum, Callable[[str], bool]] = {
    Checksum.LUHN: _luhn,
    Checksum.IBAN: _iban,
    Checksum.MOD11: _mod11,
    Checksum.VERHOEFF: _verhoeff,
}
