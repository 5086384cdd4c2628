"""What a text is made of."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from needline.routing.grams import LONGEST, pieces, vocabulary


def test_words_and_pairs_of_words_count_once() -> None:
    assert len(pieces("my card, my card").words) == len({"my", "card", "my card", "card my"})


def test_what_stands_after_the_longest_first_message_is_not_read() -> None:
    assert pieces("a" * LONGEST + " card") == pieces("a" * LONGEST + " other")


def test_a_piece_that_fewer_texts_have_is_more_telling() -> None:
    words = vocabulary(["my card", "my card", "my order", "my order", "my parcel"], least=1)
    common, rare = (
        words.rarity[np.searchsorted(words.ids, sorted(pieces(text).words))].max() for text in ("my", "parcel")
    )
    assert rare > common


def test_a_piece_of_one_text_is_kept_only_when_asked_for() -> None:
    texts = ["my card", "my order"]
    assert len(vocabulary(texts).ids) < len(vocabulary(texts, least=1).ids)


def test_a_text_without_a_known_piece_has_none() -> None:
    at, weights = vocabulary(["my card", "my card"]).places("zzz")
    assert len(at) == len(weights) == 0


@given(st.text(max_size=200))
def test_both_kinds_of_pieces_weigh_the_same(text: str) -> None:
    at, weights = vocabulary([text], least=1).places(text)
    squares = float(weights @ weights)
    assert len(at) == len(weights)
    assert abs(squares - 2) < 1e-3 if pieces(text).words else squares == 0
