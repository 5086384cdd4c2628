"""Answers: what a turn gives when something was asked for, however short: what was asked types a bare "five nine"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from needline.spot.finding import Finding, Found
from needline.spot.spoken.email import emails, local
from needline.spot.spoken.figures import birth_date, figures
from needline.spot.spoken.nouns import is_noun
from needline.spot.spoken.reply import LONGEST, WORD, content, is_common, is_other, short, type_of_word
from needline.spot.spoken.run import Run, lowered, runs
from needline.spot.spoken.value import LEAD, measured
from needline.spot.spoken.words import known_word

_OF_WORDS: Final = frozenset((Found.LINK, Found.IP_ADDRESS, Found.HEALTH, Found.ACCESS_KEY))  # other rules know them
_SENDS: Final = frozenset(("send", "mail", "write", "use", "try", "it", "me", "us", "you", "can", "up"))
_SIGNED: Final = frozenset(("at", "dot", "underscore", "dash"))
_AT_FIRST: Final = re.compile(r"(?:[\w',]{1,6} ){0,4}?(at [a-z0-9])")
_NAMES_ONE: Final = re.compile(
    r"(?<!\w)(?:name(?:'?s| is)?|i am|i'?m|this is|it'?s|under|called|hei(?:ß|ss)e|name ist|m'appelle|je suis|soy|"
    r"llamo|nombre es|chiamo|sono|heet|ben|naam is|chamo|nome é|sou|nazywam się|imię to|nazwisko to|jmenuji se|heter)"
    r"\s*[:,]?\s*$"
)


def answers(text: str, asked: Sequence[str]) -> Iterator[Finding]:
    """What `text` gives of what was `asked`, names of `Found`, the likeliest first.

    >>> [finding.what.value for finding in answers("yeah it's five nine", (Found.CARD_NUMBER,))]
    ['card number']
    """
    lower = lowered(text)
    found: list[Finding] = []
    for what in asked:
        if not any(finding.what == what for finding in found):
            found += _given(lower, what, found)
    yield from found


def _given(text: str, what: str, taken: list[Finding]) -> Iterator[Finding]:
    """What `text` gives of `what`, outside of what is `taken` already."""
    match what:
        case Found.EMAIL:
            yield from _email(text)
        case Found.NAME:
            yield from _name(text, taken)
        case Found.ADDRESS:
            yield from _address(text)
        case Found.BIRTH_DATE:
            yield from birth_date(text, taken)
        case Found.PLACE:
            yield from _place(text, taken)
        case Found.PASSWORD:
            yield from _password(text)
        case _ if what not in _OF_WORDS:
            yield from figures(text, what, taken)


def _name(text: str, taken: list[Finding]) -> Iterator[Finding]:
    """Words that are no others, up to the first that is: "andrew gomez and my number is"; and what is spelled."""
    said = content(text, taken)
    singles = sum(len(word) == 1 for word, _, _ in said)
    if 2 < len(said) < 40 and singles > 1 and short(said) * 2 > len(said):
        yield Finding(said[0][1], said[-1][2], Found.NAME, 0.8, "a name, spelled")
        return
    spelled = [run for run in runs(text) if run.letters > 2 and run.letters > run.digits]
    last = 0
    while last < len(said) and not is_other(said[last][0]) and not _parted(text, said, last):
        last += 1
    if last and (spelled or (last <= 4 and _is_alone(text, said, last))):
        yield Finding(said[0][1], said[last - 1][2], Found.NAME, 0.8, "a name, asked for")
    yield from (Finding(run.start, run.end, Found.NAME, 0.8, "a name, spelled") for run in spelled)


def _is_alone(text: str, said: list[type_of_word], last: int) -> bool:
    """Whether the first `last` words are what the turn is about: heard, or all there is, or announced."""
    heard = len(text) <= 80 and re.search(r"[.,?!']", text) is None  # recognisers seldom write these
    start = said[0][1]
    return heard or last == len(said) or _NAMES_ONE.search(text, max(0, start - 24), start) is not None


def _parted(text: str, said: list[type_of_word], place: int) -> bool:
    """Whether a sentence ends before the word at `place`, or it is a number that is not part of a name."""
    word, start, _ = said[place]
    between = text[said[place - 1][2] : start] if place else ""
    return (len(word) > 1 and word.isdigit()) or re.search(r"[?!;\n]|\.\s", between) is not None


def _email(text: str) -> Iterator[Finding]:
    whole = list(emails(text))
    for start, end in whole:
        yield Finding(start, end, Found.EMAIL, 0.97, "an e-mail address, said in words")
    if not whole and len(text) <= LONGEST:
        at = _AT_FIRST.match(text)
        yield from _email_part(text, at.start(1) if at else local(text))


def _email_part(text: str, start: int) -> Iterator[Finding]:
    """What an answer gives of an address whose other part is in another turn."""
    said = [(match[0], *match.span()) for match in WORD.finditer(text, start)]
    if not said or not all(word in LEAD or word in _SENDS for word in WORD.findall(text[:start])):
        return
    signs = any(
        (len(word) == 1 and word not in {"a", "i"}) or word in _SIGNED or known_word(word) or word.isdigit()
        for word, _, _ in said
    )
    plain = len(said) <= 2 and not any(len(word) < 4 or is_common(word) or is_noun(word) for word, _, _ in said)
    if signs or plain:
        yield Finding(start, said[-1][2], Found.EMAIL, 0.8, "part of an e-mail address, asked for")


def _address(text: str) -> Iterator[Finding]:
    said = content(text)
    numbers = [run for run in runs(text) if run.digits and not measured(text, run) and _is_house(text, run)]
    start = numbers[0].start if numbers else said[0][1] if said else 0
    said = [word for word in said if word[2] > start]
    last = 0
    while last < len(said) and (not is_common(said[last][0], in_address=True) or (last < 2 and numbers)):
        last += 1
    if last > (0 if numbers else 1) and (numbers or last == len(said) <= 10):
        yield Finding(start, said[last - 1][2], Found.ADDRESS, 0.8, "an address, asked for")


def _is_house(text: str, run: Run) -> bool:
    """Whether a number can be the one of a house: only leading words stand before it, or it is a long one."""
    return run.digits >= 3 or all(word in LEAD for word in WORD.findall(text[: run.start]))


def _place(text: str, taken: list[Finding]) -> Iterator[Finding]:
    """A postcode or a town: the whole of a short answer."""
    said = content(text, taken)
    holds = [run for run in runs(text) if run.digits or run.letters > 1]
    named = any(is_noun(word) for word, _, _ in said)
    few = sum(is_common(word) and len(word) > 1 for word, _, _ in said) * 3 <= len(said)
    if said and few and not named and len(said) <= 16 and (holds or len(said) <= 4):
        start = min([said[0][1], *(run.start for run in holds)])
        yield Finding(start, max([said[-1][2], *(run.end for run in holds)]), Found.PLACE, 0.8, "a place, asked for")
    elif holds:
        yield from figures(text, Found.PLACE, taken)


def _password(text: str) -> Iterator[Finding]:
    said = content(text)
    if 0 < len(said) <= 4 and not any(is_common(word) for word, _, _ in said):
        yield Finding(said[0][1], said[-1][2], Found.PASSWORD, 0.85, "a secret, asked for")
    else:
        yield from figures(text, Found.PASSWORD)
