"""Small networks that tests can tell the answers of: weights made up, everything else the real thing."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from needline.spot.finding import Label
from needline.spot.tagger.network import DISTANCES, LABELS, NEAR, Network

ROWS, SIZE, HIDDEN, WIDTH = 512, 4, 6, 5


def arrays(seed: int = 1) -> dict[str, NDArray]:
    """Weights of chance."""
    chance = np.random.default_rng(seed)

    def some(*shape: int) -> NDArray[np.float16]:
        return chance.normal(0, 0.4, shape).astype(np.float16)

    return {
        "table": chance.integers(-127, 128, (ROWS, SIZE)).astype(np.int8),
        "scale": np.full(SIZE, 0.01, np.float32),
        "word1": some(SIZE, HIDDEN),
        "word1_bias": some(HIDDEN),
        "word2": some(HIDDEN, WIDTH),
        "word2_bias": some(WIDTH),
        "near": some(WIDTH, (1 + 2 * NEAR) * WIDTH),
        "near_bias": some(WIDTH),
        "own": some(WIDTH, WIDTH),
        "before": some(WIDTH, WIDTH),
        "glued": some(WIDTH),
        "glued_next": some(WIDTH),
        **{f"conv{at}": some(WIDTH, 3 * WIDTH) for at in range(len(DISTANCES))},
        "answer": some(WIDTH, len(LABELS)),
        "answer_bias": some(len(LABELS)),
    }


def packed(weights: dict[str, NDArray]) -> bytes:
    """The bytes of a file of these weights."""
    file = BytesIO()
    np.savez(file, allow_pickle=True, **weights)
    return file.getvalue()


def network(seed: int = 1) -> Network:
    """A network that answers by chance, the same way for a seed."""
    return Network(packed(arrays(seed)), {"ann": 1, "york": 6})


def always(label: Label, probability: float) -> Network:
    """A network that says of every word that it is a `label`, and how surely."""
    weights = {name: np.zeros_like(array) for name, array in arrays().items()}
    answers = dict.fromkeys(LABELS, 1e-9) | {None: 1 - probability, label: probability}
    weights["answer_bias"] = np.log([answers[one] for one in LABELS]).astype(np.float32)
    return Network(packed(weights), {})
