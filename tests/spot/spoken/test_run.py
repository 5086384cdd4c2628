"""Digits and letters said one after another are read as what they stand for, in every language that we know."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.spoken.run import Run, lowered, runs
from needline.spot.spoken.words import LANGUAGES, WORDS, compounds


def said(text: str) -> list[str]:
    return [run.said for run in runs(lowered(text))]


READINGS = [
    ("five zero seven seven", "5077"),
    ("oh eight o four", "0804"),
    ("double six triple four", "66444"),
    ("thirty four twelve", "3412"),
    ("nineteen eighty four", "1984"),
    ("two thousand and one", "2001"),
    ("four thousand nine hundred twenty nine", "4929"),
    ("nineteen hundred", "1900"),
    ("4 five 6", "456"),
    ("5 oh 1 for 3 9", "501439"),
    ("five to six ate 4 won", "52684"),
    ("four nine, uh, two nine dash one two then three four", "49291234"),
    ("four nine two nine. one two three four", "49291234"),
    ("j o h n", "john"),
    ("s as in sam m as in mike", "sm"),
    ("t for tommy q for queen 6", "tq6"),
    ("capital b lower case c five", "bc5"),
    ("m as in mike x-ray m dash two five", "mxm25"),
    ("alpha lima tango", "alt"),
    ("double l i", "lli"),
    ("j o h n see a", "johnca"),
    ("l i w i a b a ł a", "liwiabała"),
    ("Martha Anton Richard Ida Anton", "maria"),
    ("vierunddreißig zwölf null acht", "341208"),
    ("neunzehnhundertvierundfünfzig", "1954"),
    ("zweitausendeins", "2001"),
    ("quatre-vingt-dix-neuf soixante douze zéro six", "997206"),
    ("vingt et un", "21"),
    ("treinta y cuatro ocho dos", "3482"),
    ("mil novecientos ochenta y cuatro", "1984"),
    ("trinta e quatro", "34"),
    ("um dois três um", "1231"),
    ("ventuno duecento quattro", "21204"),
    ("tweeëntwintig driehonderd vijf", "22305"),
    ("dwadzieścia trzy sto dwadzieścia pięć zero", "231250"),
    ("４９ ２９", "4929"),
]


@pytest.mark.parametrize(("text", "meant"), READINGS)
def test_what_is_said_is_read_as_what_it_stands_for(text: str, meant: str) -> None:
    assert said(text) == [meant]


def test_a_run_ends_where_a_word_means_something_else() -> None:
    assert said("twenty six of the large and seventeen of the medium") == ["26", "17"]
    assert said("from seventy two to ninety five dollars") == ["72", "95"]
    assert said("five to seven days") == ["5", "7"]


def test_a_run_speaks_one_language() -> None:
    assert said("two drie") == ["2", "3"]


def test_a_hesitation_is_no_portuguese_one() -> None:
    assert [(run.start, run.end) for run in runs("um 4 5 um")] == [(3, 6)] or said("um 4 5 um") == ["1451"]
    assert said("um sure two two") == ["22"]


def test_what_was_said_one_by_one_is_counted() -> None:
    (run,) = runs("double six nineteen m as in mike")
    assert (run.digits, run.letters, run.singles, run.explained) == (4, 1, 3, 1)


def test_every_language_counts_to_ninety_nine() -> None:
    for place, language in enumerate(LANGUAGES):
        values = {
            word.value
            for word in (*WORDS.values(), *compounds().values())
            if word.languages >> place & 1 and word.kind == 1
        }
        assert values >= {*range(10), 20, 30, 40, 50, 60} - {0}, language


def test_no_reading_of_a_long_text_takes_memory_in_proportion() -> None:
    found = list(runs("one " * 3_000))
    assert max(run.elements for run in found) <= 500
    assert sum(run.digits for run in found) == 3_000


@given(st.lists(st.sampled_from([*"0123456789"]), min_size=1, max_size=30))
def test_any_digits_said_one_by_one_come_back(digits: list[str]) -> None:
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    assert said(" ".join(names[int(digit)] for digit in digits)) == ["".join(digits)]


@given(st.text(max_size=200))
def test_whatever_the_text_its_runs_lie_in_it_and_apart(text: str) -> None:
    lower = lowered(text)
    assert len(lower) == len(text)
    found: list[Run] = list(runs(lower))
    assert all(0 <= run.start < run.end <= len(text) for run in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
