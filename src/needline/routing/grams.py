"""Grams: a text as the pieces that it is made of, without a vocabulary of words.

Words and pairs of words say what is asked, characters in a row survive typing errors and endings. Each piece is
known by its CRC-32, so that no model holds a customer's words, and the same text gives the same numbers on every
machine. A piece counts once, whatever its frequency: first messages are short.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

LONGEST: Final = 1_000  # characters of a first message that are read: what somebody wants stands at its beginning
_WORD: Final = re.compile(r"\w+|[?!$€£%]")
_SHORTEST_RUN, _LONGEST_RUN = 3, 5

type_of_floats = NDArray[np.float32]
type_of_ids = NDArray[np.uint32]


class Pieces(Struct, frozen=True):
    """The pieces of one text, each once; the two kinds weigh the same, whatever their number."""

    words: frozenset[int]
    runs: frozenset[int]


class Vocabulary(Struct, frozen=True, kw_only=True):
    """The pieces that training met more than once, ascending, and how telling each is."""

    ids: type_of_ids
    rarity: type_of_floats  # the inverse document frequency, smoothed

    def places(self, text: str) -> tuple[NDArray[np.intp], type_of_floats]:
        """Which pieces of the vocabulary a text has, and their weights.

        Each kind has length 1 by itself, of which pieces that nobody knows take their share: what is said in words
        that were never learned weighs little.
        """
        found = pieces(text)
        kinds = [self._weighed(kind) for kind in (found.words, found.runs)]
        return np.concatenate([at for at, _ in kinds]), np.concatenate([weights for _, weights in kinds])

    def _weighed(self, kind: frozenset[int]) -> tuple[NDArray[np.intp], type_of_floats]:
        wanted = np.fromiter(sorted(kind), dtype=np.uint32, count=len(kind))
        at = np.searchsorted(self.ids, wanted)
        known = at < len(self.ids)
        known[known] = self.ids[at[known]] == wanted[known]
        weights = self.rarity[at[known]]
        unknown = np.float32(len(kind) - len(weights)) * self.rarity.max(initial=1) ** 2
        return at[known], weights / np.sqrt(max(weights @ weights + unknown, np.float32(1e-9)))


def pieces(text: str) -> Pieces:
    """What a text is made of; case and spacing do not count.

    >>> len(pieces("Where is my card?").words), pieces("WHERE is  my card?") == pieces("where is my card?")
    (9, True)
    """
    words = _WORD.findall(text[:LONGEST].casefold())
    return Pieces(frozenset(map(_known_by, _runs_of_words(words))), frozenset(map(_known_by, _runs(words))))


def vocabulary(texts: Sequence[str], *, least: int = 2) -> Vocabulary:
    """The pieces that at least `least` of the texts have: one that a single text has tells nothing of others."""
    seen: Counter[int] = Counter()
    for text in texts:
        found = pieces(text)
        seen.update(found.words | found.runs)
    kept = sorted(piece for piece, count in seen.items() if count >= least)
    counts = np.array([seen[piece] for piece in kept], dtype=np.float64)
    rarity = np.log((1 + len(texts)) / (1 + counts)) + 1
    return Vocabulary(ids=np.array(kept, dtype=np.uint32), rarity=rarity.astype(np.float32))


def _runs_of_words(words: Sequence[str]) -> Iterator[str]:
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(words))


def _runs(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        padded = f"\t{word}\t"
        for length in range(_SHORTEST_RUN, _LONGEST_RUN + 1):
            yield from (padded[at : at + length] for at in range(max(1, len(padded) - length + 1)))


def _known_by(piece: str) -> int:
    return zlib.crc32(piece.encode(errors="surrogatepass"))
