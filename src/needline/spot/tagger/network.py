"""The network: words in, for every word the probability of every label out.

    word       the rows of its features, summed; one hidden layer (64 → 128 → 96); then what it means to itself, the
               two words before it and the two behind it. All of it is kept, since words come back: for a word seen
               before, the first layer costs additions only
    text       the first layer adds the mean of the text, the mean of the turn before, and what is glued to what
    layers     two convolutions over three words, at distances 3 and 7, each added to what came in
    answer     probabilities of `LABELS`, the first of which is "nothing"

Numbers are float32; the table of features stays int8 in memory, as it travels. 57,000 multiplications a word.
"""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Final

import numpy as np
from numpy.typing import NDArray

from needline.spot.finding import Label
from needline.spot.tagger.weights import read_weights
from needline.spot.tagger.words import features

type_of_floats = NDArray[np.float32]
type_of_text = tuple[Sequence[str], Sequence[bool], type_of_floats | None]  # words, glued, the turn before

LABELS: Final = (None, *Label)
DISTANCES: Final = (3, 7)
NEAR: Final = 2  # words to either side that the first layer sees
_KEPT_WORDS: Final = 8_000  # words kept (18 MB); the memory starts anew when it is full


class _Memory:
    """Vectors of words that came before; a word is in `places` only once its vector is written."""

    def __init__(self, width: int) -> None:
        self.places: dict[str, int] = {}
        self.vectors = np.zeros((_KEPT_WORDS, width), np.float32)
        self.free = count()


class Network:
    """The trained network."""

    def __init__(self, weights: bytes, lists: Mapping[str, int]) -> None:
        """Read `weights`, the bytes of an `.npz` file.

        Raises:
            ValueError: they are not; the text says everything that is wrong with them.

        """
        arrays = read_weights(weights, labels=len(LABELS), layers=len(DISTANCES), near=NEAR)
        self._table: NDArray[np.int8] = arrays.pop("table").astype(np.int8, copy=False)
        self._scale: type_of_floats = arrays.pop("scale").astype(np.float32)
        self._weights: dict[str, type_of_floats] = {name: array.astype(np.float32) for name, array in arrays.items()}
        self._layers = [(distance, *_three(self._weights[f"conv{at}"])) for at, distance in enumerate(DISTANCES)]
        self._lists = lists
        self._width = len(self._weights["word2_bias"])
        self._memory = _Memory(2 * (1 + NEAR) * self._width)

    def mean(self, words: Sequence[str]) -> type_of_floats:
        """What a turn leaves behind for the next one."""
        return _mean(self._looked_up(words)[:, : self._width])

    def many(self, texts: Sequence[type_of_text]) -> list[type_of_floats]:
        """Probabilities of several texts in one go, each of shape (words, labels); none may be empty."""
        if len(texts) == 1:
            return [self._answers(self._entered(*texts[0]), None)]
        hidden = np.concatenate([self._entered(*text) for text in texts])
        lengths = [len(words) for words, _, _ in texts]
        answers = self._answers(hidden, np.repeat(np.arange(len(texts)), lengths))
        return np.split(answers, np.cumsum(lengths)[:-1])

    def _entered(self, words: Sequence[str], glued: Sequence[bool], before: type_of_floats | None) -> type_of_floats:
        """The first layer: shape (words, width)."""
        width = self._width
        vectors = self._looked_up(words)
        hidden = vectors[:, :width]
        around = _mean(hidden) @ self._weights["own"]
        around += self._weights["near_bias"]
        if before is not None:
            around += before @ self._weights["before"]
        seen = vectors[:, width : 2 * width] + around
        for distance in range(1, NEAR + 1):
            if len(words) > distance:
                at = 2 * distance * width
                seen[distance:] += vectors[:-distance, at : at + width]
                seen[:-distance] += vectors[distance:, at + width : at + 2 * width]
        if joined := [at for at, one in enumerate(glued) if one]:
            seen[joined] += self._weights["glued"]
            seen[[at - 1 for at in joined]] += self._weights["glued_next"]
        np.maximum(seen, 0, out=seen)
        seen += hidden
        return seen

    def _answers(self, hidden: type_of_floats, texts: NDArray[np.int64] | None) -> type_of_floats:
        """The other layers; `texts` says which text a word is of, so that none sees another."""
        for distance, before, itself, behind in self._layers:
            added = hidden @ itself
            if len(hidden) > distance:
                left, right = (hidden[:-distance] @ before), (hidden[distance:] @ behind)
                if texts is not None:
                    parted = texts[distance:] != texts[:-distance]
                    left[parted] = 0
                    right[parted] = 0
                added[distance:] += left
                added[:-distance] += right
            np.maximum(added, 0, out=added)
            hidden += added
        scores = hidden @ self._weights["answer"]
        scores += self._weights["answer_bias"]
        np.exp(scores, out=scores)
        scores /= np.add.reduce(scores, axis=1, keepdims=True)
        return scores

    def _looked_up(self, words: Sequence[str]) -> type_of_floats:
        """A fresh array of shape (words, width of what is kept)."""
        memory = self._memory
        try:
            return memory.vectors[[memory.places[word] for word in words]]
        except KeyError:
            pass
        new = {word for word in words if word not in memory.places}
        if len(memory.places) + len(new) > _KEPT_WORDS:
            self._memory = memory = _Memory(memory.vectors.shape[1])
            new = set(words)
        if len(new) > _KEPT_WORDS // 2:  # more words than are worth keeping
            return np.stack([self._encoded(word) for word in words])
        for word in new:
            place = next(memory.free)
            if place >= _KEPT_WORDS:  # another thread took the last places meanwhile
                self._memory = _Memory(memory.vectors.shape[1])
                return np.stack([self._encoded(word) for word in words])
            memory.vectors[place] = self._encoded(word)
            memory.places[word] = place
        return memory.vectors[[memory.places[word] for word in words]]

    def _encoded(self, word: str) -> type_of_floats:
        """The word itself, then what it means to itself, one before, one behind, two before, two behind."""
        bag = features(word, self._lists, len(self._table))
        rows = self._table[list(bag)].astype(np.float32)
        summed = (np.fromiter(bag.values(), np.float32, len(bag)) @ rows) * self._scale
        inner = np.maximum(summed @ self._weights["word1"] + self._weights["word1_bias"], 0)
        vector = inner @ self._weights["word2"] + self._weights["word2_bias"]
        return np.concatenate((vector, vector @ self._weights["near"]))


def _three(weights: type_of_floats) -> tuple[type_of_floats, type_of_floats, type_of_floats]:
    """What a word means to the one behind it, to itself, and to the one before it."""
    before, itself, behind = (np.ascontiguousarray(part) for part in np.split(weights, 3, axis=1))
    return before, itself, behind


def _mean(vectors: type_of_floats) -> type_of_floats:
    mean: type_of_floats = np.add.reduce(vectors, axis=0) / np.float32(len(vectors))
    return mean
