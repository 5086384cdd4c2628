"""The network: weights are checked, a batch gives what each text gives, and what is kept changes no answer."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from needline.spot.finding import Label
from needline.spot.tagger import packaged
from needline.spot.tagger.network import LABELS, Network
from tests.spot.tagger.small import always, arrays, network, packed

type_of_words = list[str]
NETWORK = network()
MORE_THAN_IT_KEEPS = 8_001


def close(one: NDArray, other: NDArray) -> bool:
    return one.shape == other.shape and bool(np.allclose(one, other, atol=1e-5))


def text(words: type_of_words) -> tuple[type_of_words, list[bool], None]:
    return words, [False] * len(words), None


def test_every_word_has_a_probability_for_every_label() -> None:
    (answers,) = NETWORK.many([text(["my", "name", "is", "Ann"])])
    assert answers.shape == (4, len(LABELS))
    assert np.allclose(answers.sum(axis=1), 1, atol=1e-5)


def test_the_answer_is_what_the_weights_say() -> None:
    (answers,) = always(Label.ADDRESS, 0.7).many([text(["a", "b"])])
    assert answers[:, LABELS.index(Label.ADDRESS)] == pytest.approx([0.7, 0.7], abs=1e-3)


def test_the_network_of_the_package_fits_its_code() -> None:
    (answers,) = packaged().many([text(["hello"])])
    assert answers.shape == (1, len(LABELS))
    assert np.isfinite(answers).all()


DIFFERENT = [
    ("the word before", (["a", "x"], [False, False], None)),
    ("the word behind", (["x", "b"], [False, False], None)),
    ("what is glued", (["a", "b"], [False, True], None)),
    ("the turn before", (["a", "b"], [False, False], NETWORK.mean(["what", "name"]))),
]


@pytest.mark.parametrize(("what", "seen"), DIFFERENT)
def test_what_stands_around_a_word_counts(what: str, seen: tuple) -> None:
    assert not close(NETWORK.many([text(["a", "b"])])[0], NETWORK.many([seen])[0]), what


@st.composite
def texts(draw: st.DrawFn) -> tuple[type_of_words, list[bool], NDArray | None]:
    words = draw(st.lists(st.sampled_from(["ann", "York", "12", "4b", ",", "é", "\ud800", "x" * 40]), min_size=1))
    glued = [False, *draw(st.lists(st.booleans(), min_size=len(words) - 1, max_size=len(words) - 1))]
    before = draw(st.none() | st.lists(st.sampled_from(["what", "name", "1"]), min_size=1))
    return words, glued, NETWORK.mean(before) if before else None


@given(st.lists(texts(), min_size=1, max_size=8))
def test_a_batch_gives_what_each_of_its_texts_gives_alone(batch: Sequence) -> None:
    together = NETWORK.many(batch)
    assert len(together) == len(batch)
    assert all(close(answers, NETWORK.many([alone])[0]) for answers, alone in zip(together, batch, strict=True))


# ── what is kept ───────────────────────────────────────────────────────────────────────────────────
def test_a_full_memory_starts_anew_and_gives_the_same() -> None:
    fresh, words = network(), [f"w{at}" for at in range(MORE_THAN_IT_KEEPS)]
    first = fresh.many([text(words[:50])])[0]
    for at in range(0, len(words), 200):
        fresh.many([text(words[at : at + 200])])
    assert close(fresh.many([text(words[:50])])[0], first)
    assert close(fresh.many([text(words[-50:])])[0], network().many([text(words[-50:])])[0])


def test_more_new_words_than_can_be_kept_give_what_they_give_alone() -> None:
    words = [f"w{at}" for at in range(MORE_THAN_IT_KEEPS // 2 + 500)]
    piecewise = network()
    piecewise.many([text(words[:2_000])])
    assert close(network().many([text(words)])[0], piecewise.many([text(words)])[0])


def test_several_threads_get_the_answers_of_one() -> None:
    shared, rows = network(), [[f"w{at + step}" for at in range(100)] for step in range(0, 12_000, 400)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda words: shared.many([text(words)])[0], rows * 2))
    alone = network()
    assert all(close(answer, alone.many([text(words)])[0]) for words, answer in zip(rows * 2, answers, strict=True))


# ── weights ────────────────────────────────────────────────────────────────────────────────────────
def cut(name: str) -> Callable[[dict], dict]:
    return lambda weights: {**weights, name: weights[name][..., :-1]}


def without(name: str) -> Callable[[dict], dict]:
    return lambda weights: {key: array for key, array in weights.items() if key != name}


def instead(name: str, array: NDArray) -> Callable[[dict], dict]:
    return lambda weights: {**weights, name: array}


WRONG = [
    (without("table"), "table is missing"),
    (without("conv1"), "conv1 is missing"),
    (without("answer_bias"), "answer_bias is missing"),
    (instead("other", np.zeros(1)), "nobody knows 'other'"),
    (cut("scale"), r"scale has shape \(3,\), not \(4,\)"),
    (cut("table"), r"scale has shape \(4,\), not \(3,\); word1 has shape \(4, 6\), not \(3, 6\)"),
    (cut("near"), r"near has shape \(5, 24\), not \(5, 25\)"),
    (cut("conv0"), r"conv0 has shape \(5, 14\), not \(5, 15\)"),
    (cut("answer"), rf"answer has shape \(5, {len(LABELS) - 1}\), not \(5, {len(LABELS)}\)"),
    (cut("answer_bias"), "answer_bias has shape"),
    (instead("scale", np.array(1.0)), r"scale has shape \(\), not \(4,\)"),
    (instead("word2", np.array(1.0)), r"word2 has shape \(\), not \(6, 0\)"),
    (instead("table", np.zeros((0, 4), np.int8)), r"table has shape \(0, 4\), not \(rows, size\)"),
    (instead("table", np.zeros(4, np.int8)), r"table has shape \(4,\)"),
    (instead("table", np.zeros((9, 4), np.float32)), "table holds float32, not int8"),
    (instead("word1", np.zeros((4, 6), np.int8)), "word1 holds int8, not floating"),
    (instead("glued", np.array(["a"] * 5)), "glued holds <U1, not floating"),
    (instead("glued", np.full(5, np.nan)), "glued is not finite"),
    (instead("glued", np.full(5, 1e300)), "glued is not finite"),
]


@pytest.mark.parametrize(("change", "told"), WRONG)
def test_weights_of_another_network_are_refused_with_what_is_wrong(change: Callable[[dict], dict], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Network(packed(change(arrays())), {})


def test_everything_wrong_is_told_at_once() -> None:
    weights = {name: array for name, array in arrays().items() if name not in {"own", "word1"}}
    with pytest.raises(
        ValueError, match="not the weights of the tagger: word1 is missing; own is missing; train/ makes"
    ):
        Network(packed(weights), {})


WHOLE = packed(arrays())
NO_FILES = [
    b"",
    b"\0" * 1_000,
    b"PK\x03\x04",
    WHOLE[:-1],
    WHOLE[:100],
    b"\x93NUMPY\x01\x00",
    b"\x80\x04N.",
    b"a,b\n1,2",
]


@pytest.mark.parametrize("raw", NO_FILES, ids=range(len(NO_FILES)))
def test_bytes_that_are_no_file_of_weights_are_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="not the weights of the tagger, nor any"):
        Network(raw, {})


def test_a_single_array_is_no_file_of_weights() -> None:
    from io import BytesIO

    file = BytesIO()
    np.save(file, np.zeros(4))
    with pytest.raises(ValueError, match="nor any"):
        Network(file.getvalue(), {})


def test_pickled_objects_are_never_loaded() -> None:
    with pytest.raises(ValueError, match="nor any"):
        Network(packed({**arrays(), "glued": np.array([object()] * 5)}), {})


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_byte_that_changed_is_a_refusal_or_still_a_network(at: int, by: int) -> None:
    broken = bytearray(WHOLE)
    broken[at] ^= by
    try:
        changed = Network(bytes(broken), {})
    except ValueError:
        return
    assert changed.many([text(["a"])])[0].shape == (1, len(LABELS))
