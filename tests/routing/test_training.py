"""A classifier learns what it is told, the same from the same, and knows what it does not know."""

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from needline.errors import NeedlineError
from needline.routing import Classifier, Encoder, Example, auroc, examples_of, pack, train
from tests.estates import shop
from tests.routing.messages import EXAMPLES, Letters


@pytest.fixture(scope="module", params=[None, Letters()], ids=["plain", "encoder"])
def classifier(request: pytest.FixtureRequest) -> Classifier:
    return train(EXAMPLES, request.param)[0]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("where is my order", "order_status"),
        ("WHERE IS MY PARCELL??", "order_status"),
        ("somebody has stolen my card", "theft"),
        ("how late do you close on sunday", "hours"),
    ],
)
def test_a_message_that_nobody_sent_before_finds_its_intent(classifier: Classifier, text: str, intent: str) -> None:
    assert classifier.guess(text).intent == intent


@pytest.mark.parametrize("text", ["", "   ", "???", "\n", "\ud83d", "👍", "qxz", "12345"])
def test_what_says_nothing_is_about_nothing(classifier: Classifier, text: str) -> None:
    assert classifier.guess(text).intent is None


def test_what_it_never_heard_of_is_stranger_than_what_it_did(classifier: Classifier) -> None:
    known = [classifier.guess(example.text).score for example in EXAMPLES]
    strange = [
        classifier.guess(text).score for text in ("tell me a joke", "how tall is that mountain", "sing a song")
    ]
    assert (auroc(known, strange) or 0) > 0.95


def test_guesses_of_many_are_the_guesses_of_each(classifier: Classifier) -> None:
    texts = [example.text for example in EXAMPLES]
    many, each = classifier.guesses(texts), [classifier.guess(text) for text in texts]
    assert [one.intent for one in many] == [one.intent for one in each]
    assert np.allclose([one.score for one in many], [one.score for one in each], atol=1e-4)


@pytest.mark.parametrize("encoder", [None, Letters()], ids=["plain", "encoder"])
def test_the_same_examples_in_any_order_give_the_same_file(encoder: Encoder | None) -> None:
    mixed = random.Random(7).sample([*EXAMPLES, *EXAMPLES[:5]], len(EXAMPLES) + 5)
    assert pack(train(mixed, encoder)[0]) == pack(train(EXAMPLES, encoder)[0])


def test_every_example_is_held_back_once_when_there_are_few() -> None:
    held = train(EXAMPLES)[1]
    assert held.rows == len(EXAMPLES)
    assert held.rows * 0.6 <= held.right <= held.rows


@pytest.mark.parametrize(
    ("examples", "what"),
    [
        ((), "nothing to tell apart"),
        ((Example(text="a b", intent="x"), Example(text="b c", intent="x")), "nothing to tell apart"),
        ((Example(text="a b", intent="x"), Example(text="b c", intent="y")), "'x' has one"),
        ((*EXAMPLES, Example(text="hello you", intent="z"), Example(text="hello you", intent="z")), "'z' has one"),
        ((*EXAMPLES, Example(text="hello you", intent="z"), Example(text="??", intent="z")), "'z' has one"),
    ],
    ids=["none", "one-intent", "one-text-each", "the-same-twice", "no-word"],
)
def test_too_little_to_learn_from_is_said(examples: tuple[Example, ...], what: str) -> None:
    with pytest.raises(NeedlineError, match=what):
        train(examples)


def test_an_encoder_that_answers_with_something_else_is_an_error() -> None:
    class Narrow(Letters):
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return super().encode(texts)[:, :3]

    with pytest.raises(NeedlineError, match="26 finite numbers"):
        train(EXAMPLES, Narrow())


def test_an_estates_examples_are_its_journeys() -> None:
    estate = shop(("  hours:\n    by: bo", '  hours:\n    examples: ["when do you open", "until when"]\n    by: bo'))
    assert examples_of(estate) == (
        Example(text="when do you open", intent="hours"),
        Example(text="until when", intent="hours"),
    )


@settings(max_examples=50)
@given(text=st.text(max_size=3_000))
def test_any_text_has_an_answer(text: str) -> None:
    guess = PLAIN.guess(text)
    assert guess.intent in (None, guess.nearest)
    assert (guess.intent is None) or guess.score >= guess.floor


PLAIN = train(EXAMPLES)[0]


@given(
    known=st.lists(st.integers(-9, 9), min_size=1, max_size=20),
    strange=st.lists(st.integers(-9, 9), min_size=1, max_size=20),
)
def test_the_area_under_the_curve_is_the_share_of_pairs_in_order(known: list[int], strange: list[int]) -> None:
    pairs = [(one > other) + (one == other) / 2 for one in known for other in strange]
    assert auroc([*map(float, known)], [*map(float, strange)]) == pytest.approx(sum(pairs) / len(pairs))


def test_of_nothing_there_is_no_area() -> None:
    assert auroc([], [1.0]) is None
    assert auroc([1.0], []) is None
