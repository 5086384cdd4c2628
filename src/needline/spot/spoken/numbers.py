"""Numbers said in words, and spelled codes: which of the runs of a text are somebody's."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from needline.spot.finding import Finding, Found
from needline.spot.numbers.lookalikes import luhn
from needline.spot.spoken.nouns import nouns
from needline.spot.spoken.run import Run, lowered, runs
from needline.spot.spoken.value import measured

_CARD: Final = 13  # digits and more: a card number, whatever it is
_LONG: Final = 7  # digits and more: somebody's, if said one by one or in pairs
_BEFORE: Final = 60  # characters before a number that may name it
_SPELLED: Final = 4  # letters and more that are a spelled word without further sign
_MANY: Final = 6  # characters of a spelled code
_HEAD: Final = re.compile(r"(?:[a-z][ .\-/]{1,4}){1,3}(?=[0-9])")
_TAIL: Final = re.compile(r"(?<=[0-9])(?:[ .\-/]{1,4}[a-z]){1,3}\Z")
_EDGE: Final = 16  # characters looked at for letters behind a number
_ARTICLES: Final = frozenset("aiouyew")  # letters that are words


def spoken(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:
    """The numbers, codes and names that `text` says in words or letter by letter; `asked` are names of `Found`."""
    lower = lowered(text)
    for run in runs(lower):
        if run.digits >= _CARD and (run.worded or run.explained or run.singles == run.digits):
            yield _card(lower, run, asked)
        elif run.digits and (run.worded or run.explained or _is_spelled_out(lower, run)):
            yield from _number(lower, run, asked)
        elif run.letters >= 3 and _is_spelled(run):
            yield _find(run, _asked_or(asked, Found.NAME), 0.85 if run.explained else 0.7, "spelled letter by letter")


def _is_spelled_out(text: str, run: Run) -> bool:
    """Whether digits and letters stand one by one: "a 3 k", and not the "0T5" of "FDZ0T5"."""
    glued = text[run.end : run.end + 1].isalnum() or text[max(0, run.start - 1) : run.start].isalnum()
    return run.letters > 0 and run.singles == len(run.said) and not glued


def _find(run: Run, what: str, score: float, why: str) -> Finding:
    return Finding(run.start, run.end, what, score, why)


def _card(text: str, run: Run, asked: tuple[str, ...]) -> Finding:
    run = _without_letters(text, run)
    # What stands behind a number of 16 digits, the expiry date or the code, is said in the same breath.
    if not run.letters and (luhn(run.said) or luhn(run.said[:16])):
        return _find(run, Found.CARD_NUMBER, 0.99, f"{run.digits} digits in words; the checksum holds")
    named = _named(text, run) or asked
    what = named[0] if named and named[0] in {Found.PHONE, Found.BANK_ACCOUNT, Found.REFERENCE} else Found.CARD_NUMBER
    return _find(run, what, 0.95, f"{run.digits} digits in words")


def _without_letters(text: str, run: Run) -> Run:
    """`run` without the letters around written digits: "a 4929 …" is an article and a number."""
    head, tail = _HEAD.match(text, run.start, run.end), _TAIL.search(text, max(run.start, run.end - _EDGE), run.end)
    return replace(run, start=head.end() if head else run.start, end=tail.start() if tail else run.end)


def _number(text: str, run: Run, asked: tuple[str, ...]) -> Iterator[Finding]:
    named = _named(text, run)
    if named and not (measured(text, run) and run.digits < _LONG) and len(run.said) >= 3:
        yield _find(run, named[0], 0.9, "a number in words, and the words before name it")
    elif run.digits >= _LONG and not measured(text, run) and run.worded:
        yield _find(run, _asked_or(asked, _by_length(run)), 0.9, f"{run.digits} digits in words")
    elif run.letters and _is_code(run):
        yield _find(run, _asked_or(asked, Found.REFERENCE), 0.8, "letters and digits, spelled")


def _asked_or(asked: tuple[str, ...], otherwise: Found) -> str:
    return asked[0] if asked else otherwise


def _by_length(run: Run) -> Found:
    if run.letters:
        return Found.REFERENCE
    return Found.IDENTITY_NUMBER if run.digits in {8, 9} else Found.PHONE


def _is_code(run: Run) -> bool:
    """Whether letters and digits are a code: explained letters, or enough of both said one by one."""
    if run.explained and len(run.said) >= 4 and run.letters + run.digits == run.singles:
        return True
    enough = len(run.said) >= _MANY and run.digits >= 3 and run.letters >= 1
    return enough and run.singles == len(run.said) and run.worded > 0


def _is_spelled(run: Run) -> bool:
    plain = run.letters - sum(letter in _ARTICLES for letter in run.said)
    return run.singles == run.letters and ((run.letters >= _SPELLED and plain >= 2) or run.explained >= 2)


def _named(text: str, run: Run) -> tuple[Found, ...]:
    """What the words right before `run` say it is: "the expiry date is eight twenty nine"."""
    begin = max(0, run.start - _BEFORE)
    before = text[begin : run.start]
    last = nouns(before)[-1:] if before.strip() else ()
    return tuple(noun.what for noun in last if noun.what in _NUMBERED and len(before[noun.end :].split()) <= 3)


_NUMBERED: Final = frozenset(
    {
        Found.CARD_NUMBER,
        Found.CARD_DETAIL,
        Found.BANK_ACCOUNT,
        Found.IDENTITY_NUMBER,
        Found.PHONE,
        Found.REFERENCE,
        Found.SECURITY_CODE,
        Found.ONE_TIME_CODE,
        Found.PLACE,
    }
)
