"""Cues: the words beside a number that say what it is, in a dozen languages.

Words are read outward from the number. Those that say nothing ("is", "my", "the") are passed over, so are "number",
"code" and their like; the first that names something decides. A few strangers may stand in between, none where a
sentence ends there. Words are whole words: "lic" is not found in "policy".
"""

import re
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from needline.spot.numbers.lists import listed, words


class Kind(StrEnum):
    """What a word says of the number beside it."""

    PHONE = "phone"
    CARD = "card"
    ENDING = "ending"
    EXPIRY = "expiry"
    BANK = "bank"
    IDENTITY = "identity"
    BIRTH = "birth"
    REFERENCE = "reference"
    THING = "thing"  # of which only a number is a reference: "transaction number"
    PLACE = "place"
    SECRET = "secret"  # noqa: S105  # a word for it, not one
    OTHER = "other"  # it is no personal data: an amount, a version, an article
    NUMBER = "number"  # a number, nobody says of what
    FILLER = "filler"


class Cue(Struct, frozen=True):
    """What the words say: `strangers` stand in between."""

    kind: Kind
    strangers: int = 0
    numbered: bool = False  # "number" or its like among them, or "is" or a colon right before
    ending: bool = False  # "ending in", "last four": only the end of a number follows
    words: int = 0  # all that were passed over, fillers too


_REACH: Final = 72  # characters before a number that may name it
_STRANGERS: Final = 2
_FAR: Final = 9  # words
_ENDS: Final = ".?!;"  # of sentences; an end of line is made one of them
_SIGNS: Final = ":,\"'()[]{}<>*#_-/\\|=&%+~`^@"
_PLAIN: Final = str.maketrans("\n" + _SIGNS, ";" + " " * len(_SIGNS))
_STATED: Final = frozenset(":=#")
_IS: Final = words("is")
_COMPOUND: Final = ("nummer", "nummern", "nummeret", "numret", "numero", "nr", "kennung", "kenmerk")
_LONG: Final = 5  # letters of a word that is known with two of them exchanged, too

# A word in two lists is in the first.
KNOWN: Final = MappingProxyType({word: kind for kind in reversed(Kind) for word in listed(kind)})
_SECOND: Final = frozenset(word.partition("_")[2] for word in KNOWN if "_" in word)


def _sorted(word: str) -> str:
    return "".join(sorted(word))


_SCRAMBLED: Final = MappingProxyType(
    {
        letter + _sorted(word): kind
        for word, kind in KNOWN.items()
        if len(word) >= _LONG and "_" not in word and kind not in {Kind.FILLER, Kind.OTHER}
        for letter in word[:2]
    }
)


def kind_of(word: str) -> Kind | None:
    """What the lower-case `word` says, with two letters exchanged ("kotno") too."""
    found = KNOWN.get(word)
    if found is None and len(word) >= _LONG:
        if word.endswith(_COMPOUND):
            return Kind.REFERENCE
        found = _SCRAMBLED.get(word[0] + _sorted(word))
    return found


_FIELD: Final = re.compile(r'"([A-Za-z_]{2,32})": ?"?$')


def cue_before(text: str, start: int) -> Cue | None:
    """What the words that end before `start` say of what begins there."""
    if text[start - 2 : start - 1] == ":" or text[start - 3 : start] == ': "':
        field = _FIELD.search(text, max(0, start - 40), start)
        if field and (cue := _of_field(field[1])) is not None:
            return cue
    begin = max(0, start - _REACH)
    tokens = text[begin:start].lower().translate(_PLAIN).replace(";", "; ").split()
    if begin and tokens and text[begin - 1].isalnum():
        del tokens[0]  # the window may have cut it in two
    stated = text[start - 1 : start] in _STATED or text[start - 2 : start - 1] in _STATED
    return _Walk(stated=stated).over(tokens)


@lru_cache(maxsize=1024)
def _of_field(name: str) -> Cue | None:
    """What the name of a JSON field says of its value."""
    return _Walk(stated=True).over(name.lower().translate(_PLAIN).split())


class _Walk:
    """A walk over words from a number outward."""

    def __init__(self, *, stated: bool) -> None:
        self._strangers = self._words = self._since = 0  # the last since "number" or its like
        self._near = self._ending = self._ended = False
        self._stated = stated

    def over(self, tokens: list[str]) -> Cue | None:
        """The first cue among `tokens`, read from the last of them."""
        for at in range(len(tokens) - 1, -1, -1):
            token = tokens[at] if tokens[at].isalpha() else self._bare(tokens[at])
            if not token:
                continue
            if not token.isalpha() and token not in KNOWN:
                if len(token) > 2:  # another number
                    break
                self._since += 1
                continue
            pair = KNOWN.get(f"{tokens[at - 1]}_{token}") if at and token in _SECOND else None
            kind = pair or KNOWN.get(token) or kind_of(token)
            if self._passes(kind, token):
                continue
            if kind is None or kind is Kind.FILLER or (kind is Kind.OTHER and self._near and self._since > 1):
                break  # too far, or "the page and his number", which is no page number
            return self._named(kind)
        return self._unnamed()

    def _bare(self, token: str) -> str:
        """`token` without the end of a sentence; that of "No." right before the number ends none."""
        bare = token.strip(_ENDS)
        if bare != token:
            self._ended = self._ended or self._words > 0 or token[-1] != "."
        return bare

    def _passes(self, kind: Kind | None, token: str) -> bool:
        """Take a word along; False when the walk ends with it."""
        self._words += 1
        self._since += 1
        match kind:
            case Kind.FILLER:
                self._stated = self._stated or (self._words == 1 and token in _IS)
                return self._words <= _FAR
            case None:
                self._strangers += 1
                return self._strangers <= (0 if self._ended else _STRANGERS)
            case Kind.NUMBER:
                self._near = self._near or not self._strangers
                self._since = 0
            case Kind.ENDING:
                self._ending = self._ending or not self._strangers
            case _:
                return False
        return True

    def _named(self, kind: Kind) -> Cue:
        if kind is Kind.THING:
            kind = Kind.REFERENCE if self._near else Kind.OTHER
        return Cue(kind, self._strangers, self._near or self._stated, self._ending, self._words)

    def _unnamed(self) -> Cue | None:
        if not (self._near or self._ending):
            return None
        return Cue(Kind.ENDING if self._ending else Kind.NUMBER, 0, self._near, self._ending, self._words)


_LABEL: Final = re.compile(r"[ \-(*]{0,3}([^\W\d_]+)")
_LABELS: Final = words("labels")
_IS_MY: Final = re.compile(
    r"[\s)\"*,]{0,3}(?:is|was|are|as|ist|sind|est|es|è|é|to(?= m[oó]j)|jest|je|är|er|on|=)\s{1,2}"
    r"(?:my|our|the|your|his|her|mein\w?|unsere?|die|der|mon|ma|notre|le|la|mi|nuestr[oa]|el|il mio|la mia|"
    r"mijn|het|meu|minha|o|a|mój|moja|numer|můj|min|mitt)\s{1,2}([^\W\d_]+)(?:\s{1,2}([^\W\d_]+))?"
)


def cue_after(text: str, end: int) -> Cue | None:
    """What the words right behind `end` say: "(mobile)", "is my order number", "my 1234 card"."""
    behind = text[end : end + 48].lower()
    label = _LABEL.match(behind)
    if label and label[1] in _LABELS:
        return Cue(Kind.PHONE)
    if label and behind[0] == " " and label[1] != "cc" and KNOWN.get(label[1]) is Kind.CARD:
        return Cue(Kind.CARD, ending=True)
    said = _IS_MY.match(behind)
    return _owned(said[1], said[2] or "") if said else None


def _owned(first: str, second: str) -> Cue | None:
    """What "is my" and two words say."""
    kinds = (KNOWN.get(f"{first}_{second}"), kind_of(first), kind_of(second))
    named = next((kind for kind in kinds if kind not in {None, Kind.NUMBER, Kind.FILLER}), None)
    return Cue(named, numbered=kinds[2] is Kind.NUMBER) if named else None


def kind_behind(text: str, end: int) -> Kind | None:
    """What the first words that say something call what ends at `end`: "12.03.1985 geboren"."""
    for word in text[end : end + 40].lower().translate(_PLAIN).split()[:6]:
        kind = KNOWN.get(word.rstrip(_ENDS))
        if kind not in {Kind.FILLER, Kind.NUMBER} and word not in _DATE:
            return kind
    return None


_DATE: Final = frozenset({"date", "datum", "fecha", "data", "dato"})


def is_filler(word: str) -> bool:
    """Whether the lower-case `word` says nothing by itself: "the", "is"."""
    return KNOWN.get(word) is Kind.FILLER


def is_word(word: str) -> bool:
    """Whether the lower-case `word` is one of those known here, and so no part of a code."""
    return word in KNOWN
