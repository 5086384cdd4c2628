"""Folding (layer 0): one way of writing for what can be written in many, and the way back to the original offsets.

    entities   &#52; &#x34; &commat; &nbsp; decoded, once
    digits     of any script, width, circle or weight as ASCII
    letters    full-width, mathematical, circled and ligatures as ASCII; Cyrillic and Greek look-alikes as Latin, but
               only inside a word that otherwise is Latin or digits: Москва stays, and so does every é, ł and ß
    signs      wide and thin spaces as " ", dashes and minus as "-", curly quotes, other dots and slashes as ASCII
    unseen     zero-width characters, soft hyphens, variation selectors and direction marks removed
    accents    a combining mark joins its letter where Unicode has the joined one (NFC); on anything else that is
               ASCII, digits above all, it is dropped; in other scripts it stays

ASCII without "&" returns at once. Time and memory are linear, but the way back takes 8 bytes a character and more: a
caller that expects long texts with removed characters folds them in pieces.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from html.entities import html5

from msgspec import Struct


class Folded(Struct, frozen=True):
    """A folded text; `at[i]` is where its character `i` begins in the original, None where nothing moved."""

    text: str
    at: tuple[int, ...] | None = None  # one entry more than `text` has characters: the last is the original's length

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `start` to `end` of the folded text lies in the original.

        What was removed inside or right behind is covered, and whatever became several characters is covered whole.

            >>> fold("call 0700&#x39;, please").span(5, 10)
            (5, 15)
        """
        if self.at is None:
            return start, end
        if end <= start:
            return self.at[start], self.at[start]
        last = self.at[end - 1]
        while self.at[end] == last:  # one original character, such as ⑩, became several
            end += 1
        return self.at[start], self.at[end]


def fold(text: str) -> Folded:
    """Return `text` in one way of writing.

    >>> fold("ｍｙ сard: ④９２９–1234 a&commat;b．com").text
    'my card: 4929-1234 a@b.com'
    """
    if text.isascii() and "&" not in text:
        return Folded(text)
    decoded, way = _decoded(text)
    folded, moves = _folded(decoded)
    way = _joined(way, moves)
    latin = _latin(folded)
    if latin != folded:  # an accent may stand behind a letter that became Latin only now
        latin, moves = _folded(latin)
        way = _joined(way, moves)
    return Folded(latin, None if way is None else tuple(way))


def _joined(first: list[int] | None, then: list[int] | None) -> list[int] | None:
    if first is None or then is None:
        return then if first is None else first
    return [first[at] for at in then]


class _Build:
    """A text under construction, beside the offsets that its characters come from."""

    def __init__(self, source: str, table: dict[int, str]) -> None:
        self._source = source
        self._table = table
        self._parts: list[str] = []
        self._at: list[int] = []
        self._done = 0  # how much of the source is accounted for
        self._moved = False

    def keep(self, until: int) -> None:
        """Take over what lies between here and `until`, one character for one."""
        if until > self._done:
            self._parts.append(self._source[self._done : until].translate(self._table))
            self._at.extend(range(self._done, until))
            self._done = until

    def put(self, instead: str, until: int) -> None:
        """Put `instead` in place of everything up to `until`."""
        if instead:
            self._parts.append(instead)
            self._at.extend([self._done] * len(instead))
        self._done = until
        self._moved = True

    def mark(self, mark: str) -> None:
        """Join the combining mark that comes next to its letter, drop it or leave it, as the module says."""
        before = self._parts[-1][-1] if self._parts else ""
        joined = unicodedata.normalize("NFC", before + mark)
        if before and len(joined) == 1:
            self._parts[-1] = self._parts[-1][:-1] + joined
            self.put("", self._done + 1)
        elif before.isascii() or _LATIN.match(before):
            self.put("", self._done + 1)
        else:
            self.keep(self._done + 1)

    def finished(self) -> tuple[str, list[int] | None]:
        """Return the text and the way back, None where nothing moved."""
        self.keep(len(self._source))
        return "".join(self._parts), [*self._at, len(self._source)] if self._moved else None


# ── entities ───────────────────────────────────────────────────────────────────────────────────────

_ENTITY = re.compile(r"&(?:#[0-9]{1,12};?|#[xX][0-9a-fA-F]{1,12};?|[A-Za-z][A-Za-z0-9]{1,31};)")


def _decoded(text: str) -> tuple[str, list[int] | None]:
    """`text` with its HTML entities decoded (HTML section 13.5); a name counts only with its semicolon: AT&T."""
    if "&" not in text:
        return text, None
    build = _Build(text, {})
    for match in _ENTITY.finditer(text):
        character = unescape(match[0]) if match[0][1] == "#" else html5.get(match[0][1:])
        if character is not None:
            build.keep(match.start())
            build.put(character, match.end())
    return build.finished()


# ── characters ─────────────────────────────────────────────────────────────────────────────────────

_AS = {
    **dict.fromkeys("−⁃˗", "-"),  # minus, hyphen bullet, modifier minus: they have no dash's category
    **dict.fromkeys("。｡", "."),
    **dict.fromkeys("⁄∕⧸", "/"),
    **dict.fromkeys("’‘‛ʼ′´", "'"),
    **dict.fromkeys("“”‟″", '"'),
    **dict.fromkeys("\u2028\u2029", "\n"),
    "\u2800": " ",  # BRAILLE PATTERN BLANK
    **dict.fromkeys("\u115f\u1160\u3164\uffa0", ""),  # fillers: letters that nobody sees
    **dict.fromkeys("\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f", ""),  # marks that nobody sees
    **{chr(selector): "" for selector in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))},
}
_STAY = frozenset("…ªº™")  # service text is full of them, and ASCII says them no better
_LONGEST = 4  # characters that one may become: ⑽ and ㏂ may; the ligatures of whole phrases stay
_BY_CATEGORY = {"Zs": " ", "Pd": "-", "Cf": "", "Me": "", "Cs": "\ufffd"}  # a lone surrogate cannot be encoded
_STYLED = ("<font>", "<wide>")


@lru_cache(maxsize=4096)
def _one(character: str) -> str:
    """What stands for `character`, "" for nothing; a combining mark stands for itself."""
    if character.isascii() or character in _STAY:
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    known = _AS.get(character, _BY_CATEGORY.get(unicodedata.category(character)))
    return _unstyled(character) if known is None else known


def _unstyled(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    if plain.isascii() and plain.isprintable():
        return plain if len(plain) <= _LONGEST else character
    return plain if len(plain) == 1 and unicodedata.decomposition(character).startswith(_STYLED) else character


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def _folded(text: str) -> tuple[str, list[int] | None]:
    """`text` with each character folded and every accent joined to its letter."""
    if text.isascii():
        return text, None
    folds = {character: _one(character) for character in set(_NOT_ASCII.findall(text))}
    table = {ord(character): new for character, new in folds.items() if new != character}
    moving = {character for character, new in folds.items() if len(new) != 1 or _is_mark(character, new)}
    if not moving:
        return text.translate(table) if table else text, None
    return _moved(text, table, [at for at, character in enumerate(text) if character in moving])


def _is_mark(character: str, new: str) -> bool:
    return new == character and unicodedata.category(character)[0] == "M"


def _moved(text: str, table: dict[int, str], spots: Iterable[int]) -> tuple[str, list[int] | None]:
    build = _Build(text, table)
    for at in spots:
        build.keep(at)
        new = table.get(ord(text[at]))
        if new is None:
            build.mark(text[at])
        else:
            build.put(new, at + 1)
    return build.finished()


# ── look-alikes ────────────────────────────────────────────────────────────────────────────────────

# After Unicode's confusables (UTS 39), and of them what passes for Latin in any font.
_CYRILLIC = ("АВЕЅІЈКМНОРСТУХҮҺӀԌԚԜаеѕіјкорсухүһӏԁԛԝ", "ABESIJKMHOPCTYXYHIGQWaesijkopcyxyhldqw")
_GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχϳ", "ABEZHIKMNOPTYXaikvopuxj")
_OTHER = ("օɑɡ", "oag")
_ALIKE = {**str.maketrans(*_CYRILLIC), **str.maketrans(*_GREEK), **str.maketrans(*_OTHER)}
_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_LATIN = re.compile(rf"[0-9{_LETTERS}]")
_ALIKES = "".join(map(chr, _ALIKE))
_AN_ALIKE = re.compile(f"[{_ALIKES}]")
_FOREIGN = re.compile(rf"[^\W_0-9{_LETTERS}{_ALIKES}]")
_PIECE = re.compile(r"\S+")
_WORD = re.compile(r"[\w\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")  # with its accents


def _latin(text: str) -> str:
    """`text` with Latin letters for their look-alikes, in words that otherwise are Latin or digits."""
    return _PIECE.sub(_latin_piece, text) if _AN_ALIKE.search(text) and _LATIN.search(text) else text


def _latin_piece(match: re.Match[str]) -> str:
    """An e-mail address counts as one word: a local part of look-alikes alone has its domain beside it."""
    piece = match[0]
    if piece.isascii() or not _LATIN.search(piece):
        return piece
    if "@" in piece and _is_latin(piece):
        return piece.translate(_ALIKE)
    return _WORD.sub(_latin_word, piece)


def _latin_word(match: re.Match[str]) -> str:
    return match[0].translate(_ALIKE) if _is_latin(match[0]) else match[0]


def _is_latin(word: str) -> bool:
    return _LATIN.search(word) is not None and not _FOREIGN.search(word)
