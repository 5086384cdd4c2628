"""Streaming: text that arrives in pieces leaves with its finds masked, at most 32 characters late.

A find that is no longer than what is held back is never shown, wherever the pieces part it: when its first character
has to go, its last one is there. Of a longer find the beginning is known by then (13 digits, a key's prefix); it is
masked, and so is whatever continues it:

    outside    text is released as it is, finds are masked
    inside     a find has begun to leave and its end is not out. It ends where it is found to end; where that is
               within a word, or it is found no more because its beginning lies too far back, it ends with the
               next space, in a run of digits with the next that no digit follows

What a spot says of a text may change while the text grows ("password is n" … "password is not working"). Only what
it says at the moment of release counts, and then it has seen everything before and `hold` characters behind.
"""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from needline.spot.finding import Finding, settled

HOLD = 32  # characters

_BEHIND = 256  # characters that a spot can look back to, at least
_FARTHEST = 1024  # characters; to here the look back is widened to the beginning of a word
_GOES_ON = re.compile(r"(?<=\w)\w|(?<=\d)[^\S\n]{1,3}\d")
_CONTINUED = re.compile(r"(?:\S|(?<=\d)[^\S\n]{1,3}(?=\d))*")


class Redacted(Struct, frozen=True):
    """A find, or a piece of one, in place of `length` characters."""

    what: str
    length: int
    begins: bool  # a find; otherwise what continues the one before

    @property
    def words(self) -> str:
        """What stands there in words: "[card number]" once for a find."""
        return f"[{self.what}]" if self.begins else ""


type_of_part = str | Redacted


class Stream:
    """One stream of text; `spot` says what is to be masked in a text, `hold` is how many characters stay back.

    >>> stream = Stream(lambda text: tuple(Finding(*m.span(), "pin") for m in re.finditer("[0-9]{4}", text)), hold=4)
    >>> [part for chunk in ("my pin is 1", "234, ok") for part in stream.push(chunk)], stream.close()
    (['my pin ', 'is ', Redacted(what='pin', length=4, begins=True)], (', ok',))
    """

    def __init__(self, spot: Callable[[str], tuple[Finding, ...]], hold: int = HOLD) -> None:
        if hold < 1:
            raise ValueError(f"a stream holds back at least one character, not {hold}")
        self._spot = spot
        self._hold = hold
        self._forget()

    def push(self, chunk: str) -> tuple[type_of_part, ...]:
        """Return what can leave now that `chunk` came; takes one spot of it and of some hundred characters before."""
        self._text += chunk
        until = len(self._text) - self._hold
        if until <= self._out:
            return ()
        parts = tuple(self._release(until))
        self._trim()
        return parts

    def close(self) -> tuple[type_of_part, ...]:
        """Return the rest. The next chunk, if there is one, begins a new text."""
        parts = tuple(self._release(len(self._text)))
        self._forget()
        return parts

    def _forget(self) -> None:
        self._text = ""  # what a spot may look back to, and what is held
        self._out = 0  # how much of the text is out
        self._inside: Finding | None = None  # the find whose beginning is out and whose end is not

    def _release(self, until: int) -> Iterator[type_of_part]:
        at, inside = self._out, self._inside
        self._out, self._inside = until, None
        for finding in self._finds(at, inside):
            if finding.end <= at or finding.start >= until:
                continue
            start, end = max(finding.start, at), min(finding.end, until)
            if at < start:
                yield self._text[at:start]
            continues = inside is not None and start == at
            yield Redacted(finding.what, end - start, begins=not continues)
            at, inside = end, None
            if finding.end > until:
                self._inside = finding
        if at < until:
            yield self._text[at:until]

    def _finds(self, at: int, inside: Finding | None) -> tuple[Finding, ...]:
        """The finds, with what continues `inside` from `at` on."""
        finds = settled(self._spot(self._text))
        if inside is None:
            return finds
        known = next((find.end for find in finds if find.start == inside.start and find.end > at), None)
        if known is not None and not _GOES_ON.match(self._text, known):
            return finds
        end = _end(self._text, known or at)
        return settled((*finds, Finding(at, end, inside.what, inside.score))) if end > at else finds

    def _trim(self) -> None:
        """Let go of what no spot looks back to: whole words of it, where words are not too long."""
        cut = self._out - _BEHIND
        if cut < _BEHIND:
            return
        word = max(self._text.rfind(space, 0, cut) for space in " \n") + 1
        cut = word if self._out - word <= _FARTHEST else cut
        self._text = self._text[cut:]
        self._out -= cut
        if self._inside is not None:
            self._inside = replace(self._inside, start=self._inside.start - cut, end=self._inside.end - cut)


def _end(text: str, at: int) -> int:
    match = _CONTINUED.match(text, at)
    return match.end() if match else at
