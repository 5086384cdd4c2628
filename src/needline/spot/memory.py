"""Memory: values once found in a conversation are found wherever they appear again.

    a value            without regard to case, and to what stands between its digits or words
    a number           said in words where it was written, and written where it was said
    a name             each of its words alone
    a long number      its last four digits, after "ending in" and the like
    an e-mail address  its local part alone, when it is no word that anybody uses

An ordinary word ("Will", "Grace") is meant only as it was written, and not at all in lower case.

The text squeezed to its letters and digits is searched for one value after the other. For 50 values and 200
characters that takes 5 µs, an Aho-Corasick automaton 2 and one regular expression 13: not worth a dependency, and an
automaton made anew with each value. Only what is there is looked at in the text itself, as whole words.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from msgspec import Struct

from needline.spot.finding import Finding, Found
from needline.spot.spoken.lexicon import words
from needline.spot.spoken.run import lowered, runs

MOST: Final = 200  # values; the oldest are forgotten
_SHORTEST: Final = 3  # letters and digits
_FEWEST: Final = 4  # digits, where there are no letters: "737" is an aeroplane as often as a security code
_LONG: Final = 8  # digits of a number whose last four say which it is
_LOCAL: Final = 6  # letters and digits of the local part of an address that stands for all of it
_WINDOW: Final = 65_536  # characters of a long text looked at once
_OVERLAP: Final = 512  # of two windows; a longer value is found where it begins and ends in one
_TURN: Final = 2_000  # characters of a text in which numbers are said
_STRETCH: Final = 3  # signs that may stand between four letters or digits of a value
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PARTS: Final = re.compile(r"[^\W_]+")
_ROUND: Final = re.compile(r"(?:19|20)[0-9]{2}|[0-9]{1,2}00|(.)\1*")  # years, and numbers that anything may have
_ENDING: Final = re.compile(
    r"(?:ending|ends|end|last (?:four|4)(?: digits?)?|endet|endend|terminant|finit|terminada|termina|finale|eindigt|"
    r"kończ\w*)(?:\s(?:in|with|on|is|are|mit|auf|par|en|con|op|się|na))?[\s:*•xX.]{1,6}$",
    re.IGNORECASE,
)
_PARTICLES: Final = words("particles")
_LOWER: Final = bytes(byte + 32 if 65 <= byte <= 90 else byte for byte in range(256))
_DROPPED: Final = bytes(byte for byte in range(128) if not chr(byte).isalnum())

type_of_judge = Callable[[str], bool]


class Known(Struct, frozen=True):
    """A value as it is searched for: its letters and digits in lower case, and what it was found as."""

    squeezed: str
    what: str
    exact: str = ""  # when not empty, only this spelling is meant
    parts: tuple[str, ...] = ()  # when not empty, only these words, apart or together
    after_ending: bool = False  # only after "ending in"


class Memory(Struct, frozen=True):
    """What is known of a conversation, oldest first; `remember` makes the next one."""

    known: tuple[Known, ...] = ()

    def remember(self, text: str, findings: Iterable[Finding], ordinary: type_of_judge) -> "Memory":
        """Self with what `findings` mark in `text`; `ordinary` says of a lower-case word whether anybody uses it."""
        known = dict.fromkeys(self.known)
        for finding in findings:
            known |= dict.fromkeys(_variants(text[finding.start : finding.end], finding.what, ordinary))
        return self if len(known) == len(self.known) else Memory(tuple(known)[-MOST:])

    def find(self, text: str) -> tuple[Finding, ...]:
        """Where `text` holds what is known. Time is linear in its length.

        >>> known = Memory().remember("4929 1234", [Finding(0, 9, "reference")], lambda word: False)
        >>> [(one.start, one.end) for one in known.find("it is 4929-1234 again")]
        [(6, 15)]
        """
        if not self.known:
            return ()
        found = {
            Finding(one.start + start, one.end + start, one.what, one.score, one.why)
            for start in range(0, max(1, len(text) - _OVERLAP), _WINDOW - _OVERLAP)
            for one in _in_window(text[start : start + _WINDOW], self.known)
        }
        return tuple(sorted(found))


def _in_window(text: str, known: tuple[Known, ...]) -> Iterator[Finding]:
    squeezed = _squeezed(text)
    hits = [one for one in known if one.squeezed in squeezed]
    if hits:
        places = [place for place, character in enumerate(text) if character.isalnum()]
        for one in hits:
            yield from _again(text, squeezed, places, one)
    if len(text) <= _TURN:
        yield from _said_again(text, known)


def _said_again(text: str, known: tuple[Known, ...]) -> Iterator[Finding]:
    for run in runs(lowered(text)):
        if run.digits >= _FEWEST and run.worded:
            what = next((one.what for one in known if one.squeezed == run.said and not one.after_ending), None)
            if what is not None:
                yield Finding(run.start, run.end, what, 0.9, "said before in this conversation")


def _squeezed(text: str) -> str:
    """The letters and digits of `text` in lower case, one character for each of them."""
    if text.isascii():
        return text.encode().translate(_LOWER, _DROPPED).decode()
    kept = filter(str.isalnum, text)
    return "".join(lower if len(lower := character.lower()) == 1 else character for character in kept)


def _variants(value: str, what: str, ordinary: type_of_judge) -> Iterator[Known]:
    squeezed = _squeezed(value)
    digits = "".join(filter(str.isdigit, squeezed))
    if digits == squeezed:
        yield from _of_digits(digits, what)
        return
    yield from _of_words(value, what, ordinary)
    said = "".join(run.said for run in runs(lowered(value[:_TURN])) if run.worded)
    if said.isdigit():
        yield from _of_digits(said, what)
    elif len(digits) >= _LONG:
        yield Known(digits[-4:], what, after_ending=True)
    local = value.partition("@")[0]
    if what == Found.EMAIL and local != value and len(_squeezed(local)) >= _LOCAL and not ordinary(local.lower()):
        yield Known(_squeezed(local), what, parts=tuple(map(_squeezed, _PARTS.findall(local))))


def _of_digits(digits: str, what: str) -> Iterator[Known]:
    if len(digits) >= _FEWEST and not _ROUND.fullmatch(digits):
        yield Known(digits, what)
    if len(digits) >= _LONG:
        yield Known(digits[-4:], what, after_ending=True)


def _of_words(value: str, what: str, ordinary: type_of_judge) -> Iterator[Known]:
    parts = _PARTS.findall(value)
    if len(parts) > 1:
        parted = tuple(map(_squeezed, parts)) if not any(map(str.isdigit, value)) else ()
        yield from (
            Known(squeezed, what, parts=parted) for squeezed in (_squeezed(value),) if len(squeezed) >= _SHORTEST
        )
    alone = _WORD.findall(value) if what == Found.NAME else parts if len(parts) == 1 else []
    for word in alone:
        if len(word) >= _SHORTEST and word.lower() not in _PARTICLES:
            yield from _of_word(word, what, ordinary)


def _of_word(word: str, what: str, ordinary: type_of_judge) -> Iterator[Known]:
    if not ordinary(word.lower()):
        yield Known(_squeezed(word), what)
    elif word != word.lower():
        yield Known(_squeezed(word), what, exact=word)


def _again(text: str, squeezed: str, places: list[int], known: Known) -> Iterator[Finding]:
    at = squeezed.find(known.squeezed)
    while at >= 0:
        start, end = places[at], places[at + len(known.squeezed) - 1] + 1
        if _is_it(text, start, end, known):
            yield Finding(start, end, known.what, 0.9, "said before in this conversation")
        at = squeezed.find(known.squeezed, at + 1)


def _is_it(text: str, start: int, end: int, known: Known) -> bool:
    if text[max(0, start - 1) : start].isalnum() or text[end : end + 1].isalnum():
        return False
    if known.after_ending:
        return text[start:end].isdigit() and _ENDING.search(text, max(0, start - 40), start) is not None
    if known.exact:
        return text[start:end] == known.exact
    return _is_spread(text[start:end], known)


def _is_spread(value: str, known: Known) -> bool:
    """Whether the letters and digits stand near each other, and letters in the words that they stood in before."""
    if len(value) - len(known.squeezed) > _STRETCH * max(1, len(known.squeezed) // 4):
        return False
    if known.squeezed.isdigit():
        return True
    parts = tuple(map(_squeezed, _PARTS.findall(value)))
    return len(parts) == 1 or parts == known.parts or any(map(str.isdigit, known.squeezed))
