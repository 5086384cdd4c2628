"""Intent: what a message is about, of those things that were learned, or that it is about none of them.

A linear judge: each piece of the text, and each coordinate of its vector if there is an encoder, speaks for and
against each intent; the sum, the *score*, decides. A message whose best score is lower than `floor` is like nothing
that was learned. Of five measures of strangeness that were compared, the best score told most of those that keep no
message that was learned from (Hendrycks et al., ICML 2022: MaxLogit).
"""

from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from needline.errors import NeedlineError
from needline.routing.grams import LONGEST, Vocabulary

STRETCH: Final = 2.0  # of vectors of length 1: with it a vector learns as fast as the pieces of a text

type_of_floats = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors of length 1."""

    name: str  # with its version: vectors of another one mean something else
    width: int

    def encode(self, texts: Sequence[str]) -> type_of_floats:
        """One row for each text."""
        ...


class Guess(Struct, frozen=True, kw_only=True):
    """What a message is about."""

    intent: str | None  # None: nothing that was learned
    nearest: str  # what it would be about if it had to be one of them
    score: float
    floor: float  # the score below which nothing is known


class Heads(Struct, frozen=True, kw_only=True):
    """What speaks for each intent; one column an intent."""

    pieces: type_of_floats  # one row a piece of the vocabulary
    vector: type_of_floats  # one row a coordinate of the vector; none without an encoder
    bias: type_of_floats


class Classifier(Struct, frozen=True, kw_only=True):
    """A trained one. It may be used from several threads at once."""

    intents: tuple[str, ...]
    vocabulary: Vocabulary
    heads: Heads
    floor: float
    encoder: Encoder | None = None

    def guess(self, text: str) -> Guess:
        """What `text` is about; takes a fifth of a millisecond, with an encoder three."""
        return self.guesses((text,))[0]

    def guesses(self, texts: Sequence[str]) -> tuple[Guess, ...]:
        """What each of the texts is about."""
        scores = self.scores(texts)
        return tuple(
            Guess(
                intent=self.intents[best] if known and row[best] >= self.floor else None,
                nearest=self.intents[best],
                score=float(row[best]),
                floor=self.floor,
            )
            for row, best, known in zip(scores, scores.argmax(axis=1), map(_says_something, texts), strict=True)
        )

    def scores(self, texts: Sequence[str]) -> type_of_floats:
        """One row for each text, one column for each intent."""
        scores = np.tile(self.heads.bias, (len(texts), 1))
        for number, text in enumerate(texts):
            at, weights = self.vocabulary.places(text)
            scores[number] += weights @ self.heads.pieces[at]
        if self.encoder is not None:
            scores += vectors(self.encoder, texts) @ self.heads.vector
        return scores


def vectors(encoder: Encoder, texts: Sequence[str]) -> type_of_floats:
    """The vectors of the texts, stretched. Raises `NeedlineError` when the encoder answers with something else."""
    # Half a character, which a JSON file may hold, is nothing that an encoder can read.
    whole = [text[:LONGEST].encode(errors="replace").decode() for text in texts]
    found = encoder.encode(whole).astype(np.float32, copy=False)
    if found.shape != (len(texts), encoder.width) or not np.isfinite(found).all():
        raise NeedlineError(f"{encoder.name} gave no {encoder.width} finite numbers for each of {len(texts)} texts")
    return found * np.float32(STRETCH)


def _says_something(text: str) -> bool:
    """Whether there is a word at all: what is empty is about nothing, however the scores fall."""
    return any(sign.isalnum() for sign in text[:LONGEST])
