"""Messages to learn from, and an encoder that is small and honest: it knows which letters a text has."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from needline.routing import Example

SAID = {
    "order_status": (
        "where is my parcel", "has my order been sent", "when will my package arrive", "track my order please",
        "my parcel has not arrived", "is my order on its way", "what is the state of my order", "parcel is not here",
    ),
    "theft": (
        "my card was stolen", "somebody took my wallet with the card", "I lost my card", "block my stolen card",
        "thief has my card", "my card is gone, please block it", "card lost yesterday", "freeze my stolen card",
    ),
    "hours": (
        "when do you open", "are you open on sunday", "opening hours please", "what time do you close",
        "how late are you open today", "do you open on holidays", "closing time tonight", "when does the shop close",
    ),
}  # fmt: skip
EXAMPLES = tuple(Example(text=text, intent=intent) for intent, texts in SAID.items() for text in texts)


class Letters:
    """Each letter of the alphabet, and how much of the text it is."""

    name = "letters 1"
    width = 26

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text."""
        counts = [[text.lower().count(chr(ord("a") + at)) for at in range(self.width)] for text in texts]
        rows = np.array(counts, dtype=np.float32).reshape(len(texts), self.width)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1).astype(np.float32)
