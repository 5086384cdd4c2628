"""Lists of names answer as a dictionary of them would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.tagger.names import Names

words = st.text(st.characters(exclude_characters="\n\r", codec="utf-8"), min_size=1, max_size=6).filter(
    lambda word: word == word.strip() and len(word.splitlines()) == 1
)


def written(lists: dict[str, int]) -> bytes:
    return "".join(f"{bits} {word}\n" for word, bits in sorted(lists.items())).encode()


@given(st.dictionaries(words, st.integers(1, 31)), words)
def test_a_word_has_the_bits_that_were_written(lists: dict[str, int], other: str) -> None:
    names = Names(written(lists))
    assert names == lists
    assert len(names) == len(lists)
    assert names.get(other, 0) == lists.get(other, 0)


def test_a_word_of_two_stands_as_one() -> None:
    names = Names(b"1 ann\n6 new york\n3 z\n")
    assert [names.get(word, 0) for word in ("ann", "new york", "z", "new", "york", "a", "zz", "")] == [
        1,
        6,
        3,
        *[0] * 5,
    ]


@pytest.mark.parametrize("word", ["\ud800", "1 ann", "ann\n6 new york", "\n"])
def test_what_is_no_word_stands_in_no_list(word: str) -> None:
    names = Names(b"1 ann\n6 new york\n")
    assert word not in names
    with pytest.raises(KeyError):
        names[word]


def test_no_lists_hold_nothing() -> None:
    assert not Names(b"")
