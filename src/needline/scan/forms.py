"""Forms: what personal data looks like by itself, for the quick depth. Fast and coarse first, exact on hits.

A rule's triggers are what one pass over a conversation looks for, together with some sixty others: short, without
open repeats, so that none slows the rest (`bench/scan.py` has a line for each). Whatever the rule finds holds one of
its triggers; whether it is anything is judged in Python, by whole words, check digits and the rules of `spot`.
Turns are joined by line ends, which no form reaches over; one stands before and behind each turn, so a trigger may
name the character beside what it looks for, and is hit by fewer numbers that are longer.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from needline.spot.finding import Finding, Found
from needline.spot.lists import lists
from needline.spot.numbers import banking, cards, identities, network, phones
from needline.spot.rule import Rule
from needline.spot.secrets import vendors
from needline.spot.secrets.told import EMPTY, SAID_OF_IT

SURE = 0.75  # of a find of `spot`: what is less sure by its form alone is left to the whole depth
_DIGITS = re.compile(r"[0-9]")
_GAPS = str.maketrans("", "", " .-()/+")  # between digits of one number
_CHECKED = 0.95  # of an IBAN: above it, the checksum holds
_DESKS = frozenset({"support", "help", "helpdesk", "info", "service", "contact", "noreply", "no-reply", "privacy"})
_PASSWORD = re.compile(
    r"(?:pass ?(?:word|code|phrase)|pwd)(?!\w)(?: ?(?:for|to|of|on) (?:\w{1,20} ){0,2}?\w{1,20})?"
    r"\s{0,2}(?:is|was|:|=|->)\s{0,3}"
    r"[\"']?([^\s\"']{4,80})", re.IGNORECASE,
)  # fmt: skip

Judge = Callable[[str, int, int], Finding | None]


def _form(name: str, triggers: tuple[str, ...], exact: str, judge: Judge, flags: re.RegexFlag = re.NOFLAG) -> Rule:
    return Rule(name=name, triggers=triggers, find=partial(_judged, re.compile(exact, flags), judge))


def _judged(exact: re.Pattern[str], judge: Judge, text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # a rule is asked so
    for match in exact.finditer(text):
        finding = judge(text, match.start(), match.end())
        if finding and finding.score >= SURE:
            yield finding


def _card(text: str, start: int, end: int) -> Finding | None:
    """The card number that a run of digits is or begins with: an expiry date often runs into it."""
    digits = text[start:end].translate(_GAPS)
    if cards.is_issued(digits):
        return Finding(start, end, Found.CARD_NUMBER, 0.99, f"{len(digits)} digits; the checksum holds")
    for length in (16, 15) if len(digits) > 16 else ():
        if cards.is_issued(digits[:length]):
            last = [match.end() for match in _DIGITS.finditer(text, start, end)][length - 1]
            return Finding(start, last, Found.CARD_NUMBER, 0.97, f"{length} digits; the checksum holds")
    return None


def _iban(text: str, start: int, _end: int) -> Finding | None:
    finding = banking.iban_at(text, start)
    return finding if finding and finding.score > _CHECKED else None


def _social_security(text: str, start: int, end: int) -> Finding:
    del text  # what the Social Security Administration never issues is not in the form
    return Finding(start, end, Found.IDENTITY_NUMBER, 0.95, "written as a US social security number or ITIN")


def _mail(text: str, start: int, end: int) -> Finding | None:
    local = text[start : text.index("@", start)].lower()
    return None if local in _DESKS else Finding(start, end, Found.EMAIL, 0.99, "an e-mail address")


def _passwords(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # a rule is asked so
    for match in _PASSWORD.finditer(text):
        start = match.start(1)
        if not SAID_OF_IT.match(text, start) and match[1].lower() not in EMPTY:
            yield Finding(start, start + len(match[1].rstrip(".,;:?)")), Found.PASSWORD, 0.95, "behind a word for it")


def _identity(text: str, start: int, end: int) -> Finding | None:
    return identities.written(text, start, end)


def _spaced_nino(text: str, start: int, end: int) -> Finding | None:
    return identities.written(text, start, end) or identities.spaced_nino(text, start + 3, end - 2)


def _dialled(text: str, start: int, end: int) -> Finding | None:
    digits = text[start:end].translate(_GAPS)
    return phones.dialled(text, start + 1, end, digits)


def _phone(text: str, start: int, end: int) -> Finding | None:
    first = start + (text[start] == "(")
    return phones.written(text, first, end, text[first:end].translate(_GAPS))


def _address(text: str, start: int, end: int) -> Finding | None:
    return network.ipv4(text, start, end, None)


def _postcode(text: str, start: int, end: int) -> Finding | None:
    area = text[start : end - 3].rstrip("0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:11]).upper()
    letters = area if area.isalpha() else re.split(r"[0-9]", area, maxsplit=1)[0]
    return Finding(start, end, Found.PLACE, 0.9, "a postcode of the UK") if letters in _AREAS else None


def _state(text: str, start: int, end: int) -> Finding | None:
    known = text[start : start + 2] in _STATES
    return Finding(start, end, Found.PLACE, 0.9, "a state and a ZIP code of the US") if known else None


_PLACES = lists("needline.scan", "places.txt")
_AREAS = frozenset(_PLACES["areas of the UK"])
_STATES = frozenset(_PLACES["states of the US"])
_ALONE, _ENDS = r"(?<![\w.@/-])", r"(?![\w@]|[.\-/][0-9])"
_CASELESS = re.IGNORECASE


FORMS: tuple[Rule, ...] = (
    _form("card", (r"[^0-9][0-9](?:[ .\-]?[0-9]){12}",), r"(?<![0-9])[0-9](?:[ .-]?[0-9]){12,22}(?![0-9])", _card),
    _form(
        "IBAN", (r"[a-z]{2}[0-9]{2}[ .\-]?[a-z0-9]{4}[ .\-]?[a-z0-9]{4}[ .\-]?[a-z0-9]{3}",),
        r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?=[ .-]?[A-Za-z0-9]{4}[ .-]?[A-Za-z0-9]{4}[ .-]?[A-Za-z0-9]{3})",
        _iban,
    ),
    _form(
        "US social security number", (r"[0-9]{3}[\- ][0-9]{2}[\- ][0-9]{4}",),
        rf"{_ALONE}(?:(?!000|666|9)[0-9]{{3}}([- ])(?!00)[0-9]{{2}}\1(?!0000)[0-9]{{4}}|"
        rf"9[0-9]{{2}}-(?:[57][0-9]|6[0-5]|8[0-8]|9[0-24-9])-[0-9]{{4}}){_ENDS}", _social_security,
    ),
    _form(
        "UK national insurance number", (r"[a-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[a-d]",),
        rf"{_ALONE}[A-Z]{{2}}(?:[0-9]{{6}}[A-D]| [0-9]{{2}} [0-9]{{2}} [0-9]{{2}} [A-D]){_ENDS}", _spaced_nino,
        _CASELESS,
    ),
    _form(
        "dotted identity number", (r"[0-9]{3}\.[0-9]{3,4}\.[0-9]{3,4}[\-.][0-9]{2}",),
        rf"{_ALONE}[0-9]{{3}}(?:\.[0-9]{{3}}\.[0-9]{{3}}-|\.[0-9]{{4}}\.[0-9]{{4}}\.)[0-9]{{2}}{_ENDS}", _identity,
    ),
    _form(
        "identity number of three fours", (r"(?:[^0-9 ]|[^0-9] )[0-9]{4} [0-9]{4} [0-9]{4}(?:[^0-9 ]| [^0-9])",),
        rf"{_ALONE}(?<![0-9] )[0-9]{{4}} [0-9]{{4}} [0-9]{{4}}(?! [0-9]){_ENDS}", _identity,
    ),
    _form(
        "identity number with a date of birth", (r"[0-9]{6}[+/a\-][0-9]{3}[0-9a-z]",),
        rf"{_ALONE}(?:[0-9]{{2}})?[0-9]{{6}}[-+/Aa][0-9]{{3}}[0-9A-Za-z]{_ENDS}", _identity,
    ),
    _form(
        "identity number of three threes", (r"[^0-9][0-9]{3}-[0-9]{3}-[0-9]{3}[^0-9]",),
        rf"{_ALONE}[0-9]{{3}}-[0-9]{{3}}-[0-9]{{3}}{_ENDS}", _identity,
    ),
    _form(
        "identity number with a letter behind", (r"[0-9]{7}-?[a-z]",),
        rf"{_ALONE}(?:[XYZ]-?[0-9]{{7}}|[0-9]{{8}})-?[A-Z]{_ENDS}", _identity, _CASELESS,
    ),
    _form(
        "identity number of letters and digits",
        (r"[a-z][0-9]{2}[a-z][0-9]{2}[a-z][0-9]{3}[a-z]", r"[a-z][0-9]{4}[a-z]"),
        rf"{_ALONE}(?:[A-Z]{{6}}[0-9]{{2}}[A-Z][0-9]{{2}}[A-Z][0-9]{{3}}[A-Z]|[A-Z]{{5}}[0-9]{{4}}[A-Z]){_ENDS}",
        _identity, _CASELESS,
    ),
    _form(
        "e-mail address",
        (r"[^ ]@[^ ]",),
        r"(?<![\w.+%-])[\w.+%-]++@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w-])",
        _mail,
    ),
    _form(
        "phone number with its country", (r"\+ ?[0-9(][0-9 ()\-./]{7}",),
        r"(?<![\w+])\+(?:[ ()./-]{0,2}[0-9]){8,15}(?![0-9])", _dialled,
    ),
    _form(
        "phone number",
        (
            r"[0-9]{3}(?:\)[ \-]?|[\-. /])[0-9]{3}[\-. ][0-9]{4}", r"0[0-9]{4} ?[0-9]{5}",
            r"0[0-9]{2,3} [0-9]{3,4} [0-9]{4}",
        ),
        rf"{_ALONE}(?:(?:1[-. ])?(?:\([0-9]{{3}}\)[ -]?|[0-9]{{3}}[-. /])[0-9]{{3}}[-. ][0-9]{{4}}|"
        rf"0[0-9]{{4}} ?[0-9]{{5,6}}|0[0-9]{{2,3}} [0-9]{{3,4}} [0-9]{{4}}){_ENDS}",
        _phone,
    ),
    _form(
        "postcode of the UK", (r"[^a-z0-9][a-z]{1,2}[0-9][0-9a-z]? ?[0-9][a-z]{2}[^a-z0-9]",),
        rf"{_ALONE}[A-Z]{{1,2}}[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{{2}}{_ENDS}", _postcode, _CASELESS,
    ),
    _form(
        "ZIP code", (r"(?-i:[A-Z]{2}),? [0-9]{5}",),
        rf"{_ALONE}[A-Z]{{2}},? [0-9]{{5}}(?:-[0-9]{{4}})?{_ENDS}", _state,
    ),
    _form(
        "IP address", (r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]",),
        rf"{_ALONE}(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}}{_ENDS}", _address,
    ),
    vendors.RULES[0],
    Rule(name="password", triggers=(r"pass ?(?:word|code|phrase)[^a-z0-9]", "pwd[^a-z0-9]"), find=_passwords),
)  # fmt: skip
