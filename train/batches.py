"""Batches: rows as numbers, several hundred texts one behind the other in arrays of one size.

A word is worked out once a batch, however often it occurs: `bag` holds the features of every different word, `word`
says for every place which of them stands there. Sizes never change, so that JAX compiles one program; what is not
used belongs to the last segment, weighs nothing and counts nowhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from needline.spot.tagger.network import LABELS
from needline.spot.tagger.words import named, places, tokens
from train.rows import IGNORED, Row, type_of_span

ROWS = 96_000  # of the table of features
PLACES, TEXTS, UNIQUE, FEATURES = 6144, 1536, 3072, 46  # of a batch; features are those of a word
LONGEST = PLACES // 4  # words of a text; the rest of a longer one is not read
CONTEXT = 24  # words of the turn before that `needline.spot.tagger` looks at
FORGETFUL = 0.5  # how often a turn before is withheld: many a text comes without one
DRAWN = 4096  # sources drawn at once

type_of_floats = NDArray[np.float32]
type_of_ints = NDArray[np.int32]
type_of_bools = NDArray[np.bool_]
type_of_batch = dict[str, NDArray[np.generic]]

_NUMBERS = {str(label): number for number, label in enumerate(LABELS) if label}
_DROPPABLE = ("word:", "list:", "number:")  # features that name one word; without them the network learns to guess


class Bags(Struct, frozen=True):
    """For every different word the rows of its features, their weights, and which may be dropped; word 0 has none."""

    rows: type_of_ints
    weights: type_of_floats
    droppable: type_of_bools


class Words:
    """Numbers for words, from 1 on."""

    def __init__(self, lists: Mapping[str, int]) -> None:
        """Start without words; `lists` are those that travel with the tagger."""
        self._lists = lists
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, word: str) -> int:
        """The number of `word`, a new one if it is new."""
        return self._numbers.setdefault(word, len(self._numbers) + 1)

    def bags(self) -> Bags:
        """The features of all words so far."""
        shape = (len(self) + 1, FEATURES)
        bags = Bags(np.zeros(shape, np.int32), np.zeros(shape, np.float32), np.zeros(shape, np.bool_))
        for word, number in self._numbers.items():
            for at, (name, weight) in zip(range(FEATURES), named(word, self._lists), strict=False):
                bags.rows[number, at] = crc32(name.encode()) % ROWS
                bags.weights[number, at] = weight
                bags.droppable[number, at] = name.startswith(_DROPPABLE)
        return bags


class Example(Struct, frozen=True):
    """A row as numbers: for each word itself, whether it is glued, its label and weight; and the turn before."""

    words: type_of_ints
    glued: type_of_bools
    labels: type_of_ints
    weights: type_of_floats
    before: type_of_ints


def example(row: Row, words: Words) -> Example | None:
    """The row as numbers; None if there is no word in it."""
    cut, glued = tokens(row.text)
    if not cut:
        return None
    labels, weights = _answers(row.text, places(row.text, cut), row.spans)
    return Example(
        np.array([words.number(word) for word in cut], np.int32)[:LONGEST],
        np.array(glued)[:LONGEST],
        labels[:LONGEST],
        weights[:LONGEST],
        np.array([words.number(word) for word in tokens(row.before)[0]][-CONTEXT:], np.int32),
    )


def _answers(
    text: str, words: Sequence[tuple[int, int]], spans: Sequence[type_of_span]
) -> tuple[type_of_ints, type_of_floats]:
    """Labels and weights of words; one is in a span if more than half of it is, a line end never."""
    labels, weights = np.zeros(len(words), np.int32), np.ones(len(words), np.float32)
    for start, end, label in spans:
        for at, (first, stop) in enumerate(words):
            if min(stop, end) - max(first, start) > (stop - first) / 2 and text[first] != "\n":
                if label == IGNORED:
                    weights[at] = 0
                else:
                    labels[at] = _NUMBERS[label]
    return labels, weights


class _Batch:
    """A batch that is being filled."""

    def __init__(self) -> None:
        self.word = np.zeros(PLACES, np.int32)
        self.segment = np.full(PLACES, TEXTS - 1, np.int32)
        self.within = np.zeros(PLACES, np.float32)
        self.glued = np.zeros(PLACES, np.float32)
        self.label = np.zeros(PLACES, np.int32)
        self.weight = np.zeros(PLACES, np.float32)
        self.lengths = np.ones(TEXTS, np.float32)
        self.before = np.zeros(PLACES, np.int32)
        self.before_segment = np.full(PLACES, TEXTS - 1, np.int32)
        self.before_within = np.zeros(PLACES, np.float32)
        self.before_lengths = np.ones(TEXTS, np.float32)
        self.unique = {0: 0}  # numbers of words, and where they stand in the bag
        self.size = self.context = self.texts = 0

    def add(self, one: Example, before: type_of_ints) -> bool:
        """Add a text and the turn before it; False if there is no room."""
        words, turn = one.words.tolist(), before.tolist()
        new = [word for word in {*words, *turn} if word not in self.unique]
        if not self._has_room(len(words), len(turn), len(new)):
            return False
        for word in new:
            self.unique[word] = len(self.unique)
        self._put(one, [self.unique[word] for word in words])
        self._put_before([self.unique[word] for word in turn])
        self.texts += 1
        return True

    def _has_room(self, words: int, before: int, new: int) -> bool:
        return (
            self.size + words <= PLACES
            and self.context + before <= PLACES
            and self.texts + 2 <= TEXTS
            and len(self.unique) + new <= UNIQUE
        )

    def _put(self, one: Example, words: Sequence[int]) -> None:
        here = slice(self.size, self.size + len(words))
        self.word[here], self.segment[here], self.within[here] = words, self.texts, 1
        self.glued[here], self.label[here], self.weight[here] = one.glued, one.labels, one.weights
        self.lengths[self.texts] = len(words)
        self.size += len(words)

    def _put_before(self, words: Sequence[int]) -> None:
        here = slice(self.context, self.context + len(words))
        self.before[here], self.before_segment[here], self.before_within[here] = words, self.texts, 1
        self.before_lengths[self.texts] = max(len(words), 1)
        self.context += len(words)

    def arrays(self, bags: Bags) -> type_of_batch:
        used = np.zeros(UNIQUE, np.int64)
        used[: len(self.unique)] = list(self.unique)
        arrays = {name: array for name, array in vars(self).items() if isinstance(array, np.ndarray)}
        return arrays | {
            "bag": bags.rows[used],
            "bag_weights": bags.weights[used],
            "bag_droppable": bags.droppable[used],
        }


def batches(
    examples: Mapping[str, Sequence[Example]],
    shares: Mapping[str, float],
    bags: Bags,
    rng: np.random.Generator,
) -> Iterator[tuple[type_of_batch, int]]:
    """Batches without end, each with the words in it; a text that found no room opens the next one."""
    stream = _drawn(examples, shares, rng)
    one = next(stream)
    while True:
        batch = _Batch()
        while batch.add(one, _remembered(one, rng)):
            one = next(stream)
        yield batch.arrays(bags), batch.size


def _remembered(one: Example, rng: np.random.Generator) -> type_of_ints:
    return one.before[:0] if len(one.before) and rng.random() < FORGETFUL else one.before


def _drawn(
    examples: Mapping[str, Sequence[Example]], shares: Mapping[str, float], rng: np.random.Generator
) -> Iterator[Example]:
    """Examples without end: the source drawn by its share, and from it all in a shuffled order, again and again."""
    names = sorted(examples)
    share = np.array([shares[name] for name in names])
    streams = [_shuffled(examples[name], rng) for name in names]
    while True:
        for at in rng.choice(len(names), DRAWN, p=share / share.sum()):
            yield next(streams[at])


def _shuffled(some: Sequence[Example], rng: np.random.Generator) -> Iterator[Example]:
    while True:
        for at in rng.permutation(len(some)).tolist():
            yield some[at]
