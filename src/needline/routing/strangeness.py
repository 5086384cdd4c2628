"""Strangeness: how well scores tell known messages from strange ones."""

from collections.abc import Sequence

import numpy as np


def auroc(known: Sequence[float], strange: Sequence[float]) -> float | None:
    """The chance that a known message scores higher than a strange one; a tie counts half. `None`: one is empty.

    >>> auroc([3.0, 2.0], [1.0, 2.0])
    0.875
    """
    if not known or not strange:
        return None
    low = np.sort(np.asarray(strange, dtype=np.float64))
    below, upto = (np.searchsorted(low, known, side=side).sum() for side in ("left", "right"))
    return float(below + upto) / (2 * len(known) * len(strange))
