"""The tagger: a small network of our own for names, addresses and all that rules cannot know.

words      a text as tokens, a token as features       network    features in, probabilities out
weights    `tagger.npz` and `names.txt.gz`, made by `train/` (docs/explanation/the-tagger.md says from what)
"""

import gzip
import re
from collections.abc import Container, Iterator, Sequence
from importlib.resources import files

from msgspec import Struct

from needline.spot.finding import Finding, Found, Label
from needline.spot.tagger.names import Names
from needline.spot.tagger.network import LABELS, Network, type_of_floats
from needline.spot.tagger.words import places, tokens

_NAMED = {
    Label.PERSON: Found.NAME,
    Label.EMAIL: Found.EMAIL,
    Label.PHONE: Found.PHONE,
    Label.ADDRESS: Found.ADDRESS,
    Label.LOCATION: Found.PLACE,
    Label.CARD: Found.CARD_NUMBER,
    Label.BANK: Found.BANK_ACCOUNT,
    Label.GOV_ID: Found.IDENTITY_NUMBER,
    Label.DOB: Found.BIRTH_DATE,
    Label.ACCOUNT_ID: Found.REFERENCE,
    Label.SECRET: Found.PASSWORD,
    Label.HEALTH: Found.HEALTH,
    Label.IP: Found.IP_ADDRESS,
    Label.URL: Found.LINK,
}
# What is written in one piece is found in one piece: half a reference or half an address of mail is none.
_WHOLE = frozenset({Label.EMAIL, Label.ACCOUNT_ID, Label.SECRET, Label.GOV_ID, Label.BANK, Label.CARD, Label.PHONE})
_AT_ONCE = 65_536  # code points of passages worked out in one go
_LOOKED_BACK = 24  # words of the turn before
_FARTHEST = 64  # code points
_BEFORE = re.compile(r"[\w#+][\w.@/#+-]*\Z")
_BEHIND = re.compile(r"(?:[.@/#+-]*[\w])+")
_CARD_DIGITS = 12  # fewer are the last digits or the expiry date of a card
# The probability from which on a word is masked: one that anybody uses must be surer.
UNKNOWN, ORDINARY = 0.3, 0.6
SUREST = 0.9  # it knows that something is masked better than as what: where a rule has evidence, that names it
_BETWEEN = 0.2  # the same for a word between two that are masked as one kind
_GAP = 2  # words between two that are masked as one kind
_LONG = frozenset({Label.ADDRESS})  # values in which any word may stand


class Passage(Struct, frozen=True):
    """A text to tag, and what the turn before it left behind."""

    text: str
    before: str = ""


class Tagger:
    """Finds what only its surroundings tell."""

    def __init__(self, network: Network | None = None, *, ordinary: Container[str] = frozenset()) -> None:
        """Take the network of the package, or another; `ordinary` are lower-case words that anybody uses."""
        self._network = network or packaged()
        self._ordinary = ordinary

    def find(self, text: str, before: str = "") -> tuple[Finding, ...]:
        """The finds in `text`; `before` is what was said the turn before."""
        return self.find_all([Passage(text, before)])[0]

    def find_all(self, passages: Sequence[Passage]) -> list[tuple[Finding, ...]]:
        """The finds of each passage, worked out in as few goes as memory allows."""
        found: list[tuple[Finding, ...]] = []
        first, length = 0, 0
        for at, passage in enumerate(passages):
            length += len(passage.text)
            if length > _AT_ONCE or at == len(passages) - 1:
                found += self._find_all(passages[first : at + 1])
                first, length = at + 1, 0
        return found

    def _find_all(self, passages: Sequence[Passage]) -> list[tuple[Finding, ...]]:
        cut = [tokens(passage.text) for passage in passages]
        asked = [
            (words, glued, self._left_behind(passage.before))
            for passage, (words, glued) in zip(passages, cut, strict=True)
            if words
        ]
        answers = iter(self._network.many(asked) if asked else ())
        return [
            tuple(_findings(passage.text, words, next(answers), self._ordinary)) if words else ()
            for passage, (words, _) in zip(passages, cut, strict=True)
        ]

    def _left_behind(self, before: str) -> type_of_floats | None:
        words = tokens(before)[0][-_LOOKED_BACK:] if before else ()
        return self._network.mean(words) if words else None


def packaged() -> Network:
    """The network that travels in the package."""
    here = files("needline.spot.tagger")
    return Network((here / "tagger.npz").read_bytes(), listed((here / "names.txt.gz").read_bytes()))


def listed(packed: bytes) -> Names:
    """The lists of names, from the bytes of `names.txt.gz`: for a lower-case word its bits."""
    return Names(gzip.decompress(packed))


def _findings(
    text: str, words: Sequence[str], answers: type_of_floats, ordinary: Container[str]
) -> Iterator[Finding]:
    # The end of a line is a token for what stands around it; by itself it is nobody's.
    masked = [
        0.0 if word[0] == "\n" else some for word, some in zip(words, (1 - answers[:, 0]).tolist(), strict=True)
    ]
    if max(masked) < UNKNOWN:
        return
    sure = [ORDINARY if word.lower() in ordinary else UNKNOWN for word in words]
    spans = places(text, words)
    best = (answers[:, 1:].argmax(axis=1) + 1).tolist()
    end = -1
    for at, probability in enumerate(masked):
        if at <= end or probability < sure[at]:
            continue
        end = _last(masked, best, at, sure)
        label = LABELS[best[at]]
        start, stop = spans[at][0], spans[end][1]
        if label in _WHOLE:
            start, stop = _whole(text, start, stop)
        score = min(sum(masked[at : end + 1]) / (end + 1 - at), SUREST)
        yield Finding(start, stop, _named(label, text[start:stop]), score, "the words around it")


def _last(masked: Sequence[float], best: Sequence[int], at: int, sure: Sequence[float]) -> int:
    """The last word of the find that begins with word `at`: one kind, and in between less sure ones too."""
    last = at
    for following in range(at + 1, len(masked)):
        alike = best[following] == best[at]
        if alike and masked[following] >= sure[following]:
            last = following
        elif following - last > _GAP or (masked[following] < _BETWEEN and LABELS[best[at]] not in _LONG):
            break
    return last


def _whole(text: str, start: int, stop: int) -> tuple[int, int]:
    """The find with all that is written without a space before and behind it, but for the marks at the ends."""
    before = _BEFORE.search(text, max(start - _FARTHEST, 0), start)
    behind = _BEHIND.match(text, stop, stop + _FARTHEST)
    return before.start() if before else start, behind.end() if behind else stop


def _named(label: Label | None, value: str) -> Found:
    if label is Label.CARD and sum(map(str.isdecimal, value)) < _CARD_DIGITS:
        return Found.CARD_DETAIL
    return _NAMED[label or Label.PERSON]
