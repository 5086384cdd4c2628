"""Training: a classifier from examples.

The floor under which a message counts as strange is measured, not chosen: a part of the rows is held back, the rest
judges it, and the floor lets `PASSES` of what was held back through. Then all rows train the classifier. The same
rows give the same classifier, in whatever order they come.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from needline.errors import NeedlineError
from needline.estate.model import Estate
from needline.routing.grams import vocabulary
from needline.routing.intent import Classifier, Encoder, vectors
from needline.routing.softmax import Rows, fit

PASSES: Final = 0.95
_PARTS: Final = 5
_MANY: Final = 1_000  # rows of which a single part says enough
_ENOUGH: Final = 2_000  # rows from which a piece must be in two texts to be kept; of few texts every piece counts


class Example(Struct, frozen=True, kw_only=True):
    """What a customer said, and what it was about."""

    text: str
    intent: str


class Held(Struct, frozen=True, kw_only=True):
    """How a classifier judged rows that it was not trained on."""

    rows: int
    right: int  # of the rows, how many were told apart rightly, whether or not they reached the floor


def examples_of(estate: Estate) -> tuple[Example, ...]:
    """What the estate says that customers say; the intent is the journey."""
    return tuple(
        Example(text=text, intent=name) for name, journey in estate.journeys.items() for text in journey.examples
    )


def train(examples: Iterable[Example], encoder: Encoder | None = None) -> tuple[Classifier, Held]:
    """Train on the examples; the same text for the same intent counts once.

    Raises `NeedlineError` when there are not two intents with two texts each: one alone would get every message.
    """
    chosen = sorted(set(_worth(examples)), key=_mixed)
    intents = tuple(sorted({example.intent for example in chosen}))
    _enough(chosen, intents)
    texts = [example.text for example in chosen]
    words = vocabulary(texts, least=2 if len(texts) >= _ENOUGH else 1)
    number = {intent: at for at, intent in enumerate(intents)}
    rows = Rows(
        pieces=[words.places(text) for text in texts],
        vectors=vectors(encoder, texts) if encoder else np.zeros((len(texts), 0), dtype=np.float32),
        intents=np.array([number[example.intent] for example in chosen], dtype=np.intp),
    )
    sizes = {"pieces": len(words.ids), "intents": len(intents)}
    floor, held = _measured(rows, **sizes)
    heads = fit(rows, **sizes)
    return Classifier(intents=intents, vocabulary=words, heads=heads, floor=floor, encoder=encoder), held


def _worth(examples: Iterable[Example]) -> Iterator[Example]:
    return (example for example in examples if any(sign.isalnum() for sign in example.text) and example.intent)


def _mixed(example: Example) -> tuple[bytes, str]:
    """An order that looks like none, so that every part of the rows is like every other."""
    return hashlib.sha256(example.text.encode(errors="surrogatepass")).digest(), example.intent


def _enough(chosen: Sequence[Example], intents: Sequence[str]) -> None:
    counts = dict.fromkeys(intents, 0)
    for example in chosen:
        counts[example.intent] += 1
    if thin := [intent for intent, count in counts.items() if count < 2]:
        raise NeedlineError(f"each intent needs two different texts; {thin[0]!r} has one, as {len(thin)} have")
    if len(intents) < 2:
        raise NeedlineError(f"there is nothing to tell apart: {len(intents)} intents have examples, and it takes two")


def _measured(rows: Rows, *, pieces: int, intents: int) -> tuple[float, Held]:
    """The floor, and how well rows were judged that were held back."""
    turn = _turns(rows.intents)
    best, right = [], 0
    for part in range(_PARTS if len(turn) < _MANY else 1):
        kept = turn % _PARTS != part
        judge, back = fit(rows.only(kept), pieces=pieces, intents=intents), rows.only(~kept)
        scores = back.vectors @ judge.vector + judge.bias
        scores += np.array([weights @ judge.pieces[at] for at, weights in back.pieces])
        best.append(scores.max(axis=1))
        right += int((scores.argmax(axis=1) == back.intents).sum())
    scores_held = np.concatenate(best)
    return float(np.quantile(scores_held, 1 - PASSES)), Held(rows=len(scores_held), right=right)


def _turns(intents: NDArray[np.intp]) -> NDArray[np.intp]:
    """The how-manieth row of its intent each row is."""
    turns, seen = np.zeros_like(intents), np.zeros(int(intents.max()) + 1, dtype=np.intp)
    for at, intent in enumerate(intents):
        turns[at], seen[intent] = seen[intent], seen[intent] + 1
    return turns
