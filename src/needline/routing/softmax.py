"""Softmax: a linear judge, trained on one core in seconds, the same from the same rows.

Multinomial logistic regression by AdaGrad (Duchi, Hazan, Singer, JMLR 12, 2011) in small batches. A batch is dense
in the few columns that its rows have at all, so neither the whole table of pieces is touched nor a library for sparse
matrices needed.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from needline.routing.intent import Heads

EPOCHS: Final = 12
_BATCH: Final = 64
_RATE: Final = 0.7
_RATE_OF_BIAS: Final = 0.07
_CALM: Final = 1e-3  # added to the squares of gradients: the first step is no leap
_PRIME: Final = 7_368_787  # steps through rows in an order that looks like none

type_of_floats = NDArray[np.float32]
type_of_places = NDArray[np.intp]
type_of_row = tuple[type_of_places, type_of_floats]


class Rows(Struct, frozen=True, kw_only=True):
    """What is learned from."""

    pieces: Sequence[type_of_row]  # of each row, which pieces and their weights
    vectors: type_of_floats  # one row each; no columns without an encoder
    intents: type_of_places  # of each row, its number

    def only(self, kept: NDArray[np.bool_]) -> "Rows":
        """Some of the rows."""
        pieces = [row for row, keep in zip(self.pieces, kept, strict=True) if keep]
        return Rows(pieces=pieces, vectors=self.vectors[kept], intents=self.intents[kept])


class _Table:
    """Weights, and how much each row of them has learned: a number for each weight would be twice the work."""

    def __init__(self, rows: int, columns: int) -> None:
        self.weights = np.zeros((rows, columns), dtype=np.float32)
        self._learned = np.full((rows, 1), _CALM, dtype=np.float32)

    def learn(self, at: type_of_places | slice, gradient: type_of_floats, rate: float) -> None:
        """Step against the gradient of these rows."""
        self._learned[at] += (gradient * gradient).mean(axis=1, keepdims=True)
        self.weights[at] -= gradient * (np.float32(rate) / np.sqrt(self._learned[at]))


def fit(rows: Rows, *, pieces: int, intents: int) -> Heads:
    """Train on the rows, of texts with so many `pieces` in their vocabulary, for so many `intents`."""
    of_pieces, of_vector = _Table(pieces, intents), _Table(rows.vectors.shape[1], intents)
    bias = np.zeros(intents, dtype=np.float32)
    for epoch in range(EPOCHS):
        calming = 1 - 0.9 * epoch / EPOCHS
        for batch in _batches(len(rows.intents), epoch):
            columns, dense = _dense([rows.pieces[at] for at in batch])
            vectors = rows.vectors[batch]
            scores = bias + dense @ of_pieces.weights[columns] + vectors @ of_vector.weights
            wrong = _surplus(scores, rows.intents[batch])
            bias -= np.float32(_RATE_OF_BIAS * calming) * wrong.sum(axis=0)
            of_pieces.learn(columns, dense.T @ wrong, _RATE * calming)
            of_vector.learn(slice(None), vectors.T @ wrong, _RATE * calming)
    return Heads(pieces=of_pieces.weights, vector=of_vector.weights, bias=bias)


def _batches(count: int, epoch: int) -> Iterator[type_of_places]:
    """Every row once, mixed, in another order each epoch, and always the same."""
    keys = (np.arange(1, count + 1, dtype=np.uint64) * np.uint64(_PRIME * (2 * epoch + 1))) % np.uint64(1_000_003)
    order = np.argsort(keys, kind="stable")
    return (order[at : at + _BATCH] for at in range(0, count, _BATCH))


def _dense(rows: Sequence[type_of_row]) -> tuple[type_of_places, type_of_floats]:
    """The columns that any of the rows has, and the rows in them."""
    columns, at = np.unique(np.concatenate([places for places, _ in rows]), return_inverse=True)
    dense = np.zeros((len(rows), len(columns)), dtype=np.float32)
    lengths = [len(places) for places, _ in rows]
    # Added up, not set: a word and a run of characters may share a number.
    np.add.at(dense, (np.repeat(np.arange(len(rows)), lengths), at), np.concatenate([weights for _, weights in rows]))
    return columns, dense


def _surplus(scores: type_of_floats, intents: type_of_places) -> type_of_floats:
    """How much too likely each intent is held for each row; a mean over the rows."""
    likely: type_of_floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    likely[np.arange(len(intents)), intents] -= 1
    likely /= np.float32(len(intents))
    return likely
