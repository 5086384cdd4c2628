"""A text as tokens, a token as features."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.tagger.words import features, named, places, tokens

ROWS = 1_000

CUT = [
    ("", [], ""),
    ("  \t\u00a0\u2003\u3000\x1c ", [], ""),
    ("hello there", ["hello", "there"], "--"),
    ("apt 4b, Leeds", ["apt", "4", "b", ",", "Leeds"], "--++-"),
    ("ann.lee@example.com", ["ann", ".", "lee", "@", "example", ".", "com"], "-++++++"),
    ("------ **** ==..", ["------", "****", "==", ".."], "---+"),
    ("a\n\nb\nc", ["a", "\n\n", "b", "\n", "c"], "-++++"),
    ("a \n b", ["a", "\n", "b"], "---"),
    ("a\tb\u00a0c", ["a", "b", "c"], "---"),
    ("__name__", ["__", "name", "__"], "-++"),
    ("Zoë's Übergröße", ["Zoë", "'", "s", "Übergröße"], "-++-"),
    ("ул. Ленина", ["ул", ".", "Ленина"], "-+-"),
    ("東京都", ["東京都"], "-"),
    ("a\ud800b\0c", ["a", "\ud800", "b", "\0", "c"], "-++++"),
    ("😀12", ["😀", "12"], "-+"),
]


@pytest.mark.parametrize(("text", "words", "glued"), CUT)
def test_a_text_is_cut_into_words_numbers_and_marks(text: str, words: list[str], glued: str) -> None:
    assert tokens(text) == (words, [sign == "+" for sign in glued])


FEATURES = [
    ("Ann", "word:ann", 1.0),
    ("Ann", "shape:Title", 1.0),
    ("ANN", "shape:UPPER", 1.0),
    ("A", "shape:U", 1.0),
    ("ann", "shape:lower", 1.0),
    ("iPhone", "shape:mixed", 1.0),
    ("McKay", "shape:Mixed", 1.0),
    ("Ann", "list:0", 1.0),
    ("Ann", "list:2", 1.0),
    ("2019", "digits:4", 1.0),
    ("2019", "number:2019", 0.5),
    ("2019", "starts:20:4", 0.5),
    ("0123456789", "digits:10", 1.0),
    ("1" * 30, "digits:20", 1.0),
    ("-----", "mark:-", 1.0),
    ("-----", "marks:-4", 1.0),
    ("\n\n", "marks:\n2", 1.0),
]


@pytest.mark.parametrize(("word", "feature", "weight"), FEATURES)
def test_a_word_has_features_with_weights(word: str, feature: str, weight: float) -> None:
    assert dict(named(word, {"ann": 0b101}))[feature] == weight


def test_a_word_in_no_list_has_no_feature_of_lists() -> None:
    assert [name for name, _ in named("Ann", {}) if name.startswith("list:")] == []
    assert "list:1" not in dict(named("Ann", {"ann": 0b101}))


def test_the_pieces_of_a_word_weigh_together_what_a_feature_does() -> None:
    weights = [weight for name, weight in named("Margaret", {}) if not name.startswith(("word:", "shape:"))]
    assert sum(weight**2 for weight in weights) == pytest.approx(1)


def test_accents_and_case_change_no_piece_of_a_word() -> None:
    def pieces(word: str) -> set[str]:
        return {name for name, _ in named(word, {}) if not name.startswith(("word:", "shape:"))}

    assert pieces("José") == pieces("JOSE") == pieces("jose")


def test_a_long_number_is_no_word_of_its_own() -> None:
    assert not any(name.startswith("number:") for name, _ in named("20191", {}))


def test_a_long_word_takes_no_more_features_than_a_word_may() -> None:
    assert len(features("x" * 100_000, {}, ROWS)) < 64


@given(st.text())
def test_tokens_lie_in_the_text_in_order_and_leave_nothing_but_space_out(text: str) -> None:
    words, glued = tokens(text)
    spans = places(text, words)
    assert [text[start:end] for start, end in spans] == words
    assert len(glued) == len(words)
    ends = [0, *(at for span in spans for at in span), len(text)]
    assert ends == sorted(ends)
    between = [text[end:start] for end, start in zip(ends[::2], ends[1::2], strict=True)]
    assert "".join(between).strip() == ""


@given(st.text())
def test_a_word_is_glued_where_nothing_stands_before_it(text: str) -> None:
    words, glued = tokens(text)
    spans = places(text, words)
    assert glued == [at > 0 and spans[at - 1][1] == start for at, (start, _) in enumerate(spans)]


@given(st.text(min_size=1).filter(lambda text: tokens(text)[0]))
def test_every_token_has_features_within_the_table_whatever_it_is(text: str) -> None:
    for word in tokens(text)[0]:
        bag = features(word, {}, ROWS)
        assert bag
        assert all(0 <= row < ROWS and weight > 0 for row, weight in bag.items())
