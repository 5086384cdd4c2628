"""Words: a text cut into tokens, and each token as a bag of features.

    token      letters, or digits, or one mark (repeated), or line ends
    feature    a row of the table of embeddings: the word, its pieces of three and four letters, its shape, its length
               in digits, and whether it stands in a list of names

A feature is hashed into the table (crc32), so an unknown word still has pieces and a shape. Letters count without
their case, which is a feature of its own: customers rarely type capitals.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

# The commonest marks come in rows ("-----", "****"), which are one token each.
_TOKEN = re.compile(r"[^\W\d_]+|\d+|\n+|[^\S\n]+|-+|\*+|=+|\.+|_+|[^\w\s]")
_SPACE = frozenset(
    " \t\r\v\f\u00a0\u0085\u1680\u2028\u2029\u202f\u205f\u3000\x1c\x1d\x1e\x1f"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
_LONGEST = 18  # letters of a word that are looked at; what is longer is no word of any language
_LONGEST_NUMBER = 20  # digits told apart by their count
_KNOWN_DIGITS = 4  # numbers up to this length are words of their own: years, "24", "007"
_PIECES = (3, 4)


def tokens(text: str) -> tuple[list[str], list[bool]]:
    """Cut `text` into tokens, and say of each whether it is glued to the one before; white space is left out.

    >>> tokens("apt 4b, Leeds")
    (['apt', '4', 'b', ',', 'Leeds'], [False, False, True, True, False])
    """
    words: list[str] = []
    glued: list[bool] = []
    for piece in text.split(" "):
        if piece.isalpha():  # most are, and this is ten times quicker
            words.append(piece)
            glued.append(False)
            continue
        joined = False
        for word in _TOKEN.findall(piece):
            if word[0] in _SPACE:
                joined = False
                continue
            words.append(word)
            glued.append(joined)
            joined = True
    return words, glued


def places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where each of the tokens `words` of `text` lies, in code points."""
    found, end = [], 0
    for word in words:
        start = text.index(word, end)
        end = start + len(word)
        found.append((start, end))
    return found


def features(word: str, lists: Mapping[str, int], rows: int) -> dict[int, float]:
    """The rows of the table that make up `word`, with their weights.

    `lists` tells for a lower-case word which lists it stands in, as bits.
    """
    bag: dict[int, float] = {}
    for name, weight in named(word, lists):
        row = crc32(name.encode("utf-8", "surrogatepass")) % rows
        bag[row] = bag.get(row, 0.0) + weight
    return bag


def named(word: str, lists: Mapping[str, int]) -> Iterator[tuple[str, float]]:
    """The features of `word` by name, each with its weight."""
    if word[0].isdecimal():
        yield from _number(word)
    elif word[0].isalpha():
        yield from _letters(word, lists)
    else:
        yield "mark:" + word[0], 1.0
        yield f"marks:{word[0]}{min(len(word), 4)}", 1.0


def _number(word: str) -> Iterator[tuple[str, float]]:
    length = min(len(word), _LONGEST_NUMBER)
    yield f"digits:{length}", 1.0
    yield f"starts:{word[:2]}:{length}", 0.5
    yield f"first:{word[0]}", 0.5
    if len(word) <= _KNOWN_DIGITS:
        yield "number:" + word, 0.5


def _letters(word: str, lists: Mapping[str, int]) -> Iterator[tuple[str, float]]:
    lower = word.lower()
    yield "word:" + lower, 1.0
    yield "shape:" + _shape(word), 1.0
    listed = lists.get(lower, 0)
    for bit in range(listed.bit_length()):
        if listed >> bit & 1:
            yield f"list:{bit}", 1.0
    plain = _unaccented(lower)[:_LONGEST]
    marked = f"<{plain}>"
    pieces = [marked[at : at + size] for size in _PIECES for at in range(len(marked) - size + 1)]
    pieces += (f"^{plain[:2]}", f"{plain[-2:]}$", f"length:{len(plain)}")
    weight = len(pieces) ** -0.5
    for piece in pieces:
        yield piece, weight


def _shape(word: str) -> str:
    if word.islower():
        return "lower"
    if word.isupper():
        return "UPPER" if len(word) > 1 else "U"
    if word.istitle():
        return "Title"
    return "mixed" if word[0].islower() else "Mixed"


def _unaccented(word: str) -> str:
    """`word` without its accents, which customers leave out."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
