"""Cues: words that name personal data, for the quick depth.

    KEYWORDS   what people call it; an agent or a bot that says one may be asking for it
    CUES       a value right behind such words, in the same turn or as the answer in the next

Words count as whole words, upper and lower case alike.
"""

import re
from collections.abc import Iterator
from functools import partial

from needline.spot.finding import Finding, Found
from needline.spot.lists import lists
from needline.spot.rule import Rule
from needline.spot.spoken.run import lowered

_GAP = 60  # characters between a word and the first digit behind it: the rest of a question, the start of an answer
_NO_WORD = "[^a-z0-9_]"  # a character, for triggers have no look-around; at both ends of a turn there is a line end
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = (
    r"[0-9]{1,2}[./ -][0-9]{1,2}[./ -](?:[0-9]{4}|[0-9]{2})|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}|[0-9]{8}|"
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? ?{_MONTH},? ?(?:[0-9]{{4}}|[0-9]{{2}})|"
    rf"{_MONTH} ?[0-9]{{1,2}}(?:st|nd|rd|th)?,? ?[0-9]{{4}}"
)
_GROUPED = r"[0-9](?:[ \-]?[0-9]){3}"
_BIRTH = r"birth|birthday|born|dob|d\.o\.b"

KEYWORDS: dict[str, Found] = {
    keyword: Found(what)
    for what, keywords in lists("needline.scan", "keywords.txt", by_line=True).items()
    for keyword in keywords
}


def _cue(what: Found, words: str, value: str, begins: str = "[0-9]") -> Rule:
    """A value behind one of the words; from its first digit on it `begins` so.

    The trigger reaches farther: the letters of a reference, or the month, may stand before the first digit.
    """
    exact = rf"(?:{words})(?!\w)[^0-9]{{0,{_GAP - 20}}}?(?<![\w.,$€£])({value})(?!\w|[.,/-][0-9])"
    trigger = rf"{_NO_WORD}(?:{words}){_NO_WORD}[^0-9]{{0,{_GAP}}}{begins}"
    find = partial(_named, what, re.compile(exact))
    return Rule(name=f"{what} behind its name", triggers=(trigger,), find=find)


def _before(what: Found, words: str, value: str) -> Rule:
    """A value before one of the words: "3 May 1981 is my date of birth"."""
    exact = rf"({value})(?!\w)[^0-9\n]{{1,20}}?(?<!\w)(?:{words})(?!\w)"
    trigger = rf"[0-9][^0-9\n]{{1,{_GAP}}}(?:{words})"
    find = partial(_named, what, re.compile(exact))
    return Rule(name=f"{what} before its name", triggers=(trigger,), find=find)


def _named(what: Found, exact: re.Pattern[str], text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # a rule is asked so
    # A pattern in lower case that begins with letters is searched for ten times as fast as one that looks back first.
    for match in exact.finditer(lowered(text)):
        start = match.start()
        if not (start and _WORDLIKE.match(text, start - 1)) and not _YEAR.fullmatch(match[1]):
            yield Finding(*match.span(1), what, 0.85, "digits beside a word for it")


_WORDLIKE = re.compile(r"\w")
CUES: tuple[Rule, ...] = (
    _cue(Found.BANK_ACCOUNT, "account|acct|a/c|routing|sort code|aba", r"[0-9](?:[ -]?[0-9]){3,16}", _GROUPED),
    _cue(
        Found.IDENTITY_NUMBER,
        "ssn|social security|social|national insurance|passport|driving licence|driver's licen[cs]e|tax id",
        r"(?:[a-z]{1,2}-?)?[0-9](?:[ -]?[0-9]){3,14}",
        _GROUPED,
    ),
    _cue(Found.SECURITY_CODE, "cvv|cvc|security code|pin", r"[0-9]{3,4}", "[0-9]{3}"),
    _cue(
        Found.ONE_TIME_CODE, "one-time code|one time code|verification code|passcode|otp", r"[0-9]{4,8}", "[0-9]{4}"
    ),
    _cue(
        Found.REFERENCE,
        "(?:order|policy|claim|booking|customer|reference|confirmation|member|case|ticket)"
        "(?: number| no| id| reference| code)",
        r"(?:[a-z]{1,4}-?)?[0-9](?:-?[0-9]){3,11}",
        _GROUPED,
    ),
    _cue(
        Found.PHONE, "phone|mobile|telephone|cell|call me", r"[0-9](?:[ -]?[0-9]){8,12}", r"[0-9](?:[ \-]?[0-9]){8}"
    ),
    _cue(Found.BIRTH_DATE, _BIRTH, _DATE),
)
ANNOUNCED: tuple[Rule, ...] = (_before(Found.BIRTH_DATE, _BIRTH, _DATE),)
