"""Patterns of an estate's owner: what is read, what is refused and why, and that none of them can run away."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.engines import encoded, hyperscan_engine, plain_engine, re2_engine
from needline.spot.patterns import LONGEST, MOST_WAYS, Pattern, Refused, read_pattern


def read(text: str) -> Pattern:
    pattern = read_pattern(text)
    assert isinstance(pattern, Pattern), pattern
    return pattern


@pytest.mark.parametrize(
    ("text", "ways", "least", "matches"),
    [
        ("NB-[0-9]{8}", 1, 11, "NB-12345678"),
        (r"\bZ\d{6}\b", 1, 7, "Z123456"),
        ("[A-Z]{2,3}[- ]?[0-9]{6,10}", 20, 8, "AB-123456"),
        ("(AB|CD)-[0-9]+", 510, 4, "CD-1"),
        (r"ref\.? ?\d{4}", 4, 7, "ref. 1234"),
        (r"[\d\-.]{4}", 1, 4, "1-2."),
        ("(?:ab){2,3}", 2, 4, "ababab"),
        ("größe[0-9]", 1, 6, "größe7"),
        (".{2,4}?x", 3, 3, "aax"),
    ],
)
def test_what_is_in_the_dialect_is_read(text: str, ways: int, least: int, matches: str) -> None:
    pattern = read(text)
    assert (pattern.ways, pattern.least) == (ways, least)
    assert re.fullmatch(pattern.bounded, matches)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("(a+)+b", "more than 2,000 ways"),
        ("(a|a)*b", "more than 2,000 ways"),
        ("(a|ab)(c|bcd)(d*)*e", "more than 2,000 ways"),
        (r"[0-9]+(\.[0-9]+)?", "more than 2,000 ways"),
        ("(?=x)yz", "look-around"),
        ("(?<!x)yz", "look-around"),
        ("(?P<a>x)yz", "look-around"),
        ("(?i)abc", "look-around"),
        (r"(ab)\1", "back-reference"),
        (r"\p{L}x", "back-reference"),
        ("^abc", "edge of a text"),
        ("abc$", "edge of a text"),
        ("a*", "nothing at all"),
        ("", "nothing at all"),
        ("ab|", "nothing at all"),
        (r"\b\b", "nothing at all"),
        ("[0-9]", "as little as 1"),
        ("[a-z", "cannot stand here"),
        ("*ab", "cannot stand here"),
        ("a{,3}b", "cannot stand here"),
        ("a++b", "cannot stand here"),
        ("a**b", "side by side"),
        ("a{3,1}b", "no repeat"),
        ("a{1,999}b", "no repeat"),
        ("(ab", "never closed"),
        ("ab)", "closes nothing"),
        ("[z-a]b", "no regular expression"),
        ("[[:alpha:]]{3}", "not read here"),
        (r"[\p{L}]xx", "not read here"),
        ("ab\\", "not read here"),
        (r"1\b1", "in the middle"),
        (r"(ab\b)cd", "in the middle"),
        (r"[^\d\D]xx", "not read here"),
        ("x" * (LONGEST + 1), "longer than"),
        ("(" * 150 + "ab" + ")" * 150, ""),
    ],
)
def test_what_is_not_in_the_dialect_is_refused_with_what_to_do(text: str, what: str) -> None:
    refused = read_pattern(text)
    if isinstance(refused, Refused):
        assert what in refused.what
        assert refused.fix
    else:
        assert not what


@given(st.text(alphabet="ab1(|)[]{}^$*+?.\\d,-2:", max_size=25))
def test_whatever_is_written_is_read_or_refused_and_what_is_read_means_the_same_everywhere(text: str) -> None:
    pattern = read_pattern(text)
    if isinstance(pattern, Pattern):
        assert 1 <= pattern.ways <= MOST_WAYS
        for engine in (hyperscan_engine, re2_engine, plain_engine):
            ready = engine([pattern.written])
            for sample in ("ab1", "aabb11", "a-2.b", "d" * 30 + "1"):
                if re.search(pattern.bounded, sample, re.IGNORECASE):
                    assert ready.hits(encoded(sample)), engine


@pytest.mark.parametrize(
    "text", ["[a-z]{1,40}[0-9]{1,40}x", "a?a?a?a?a?a?a?a?a?a?aaaaaaaaaab", "(a|b|ab){1,6}c", ".{1,90}.{1,20}q"]
)
def test_a_pattern_that_is_read_takes_a_time_that_grows_with_the_length_and_no_faster(text: str) -> None:
    finder = re.compile(read(text).bounded)

    def seconds(length: int) -> float:
        begun = time.process_time()
        assert not finder.search("a" * (length - 1) + "!")
        return time.process_time() - begun

    assert seconds(16_000) < 12 * seconds(2_000) + 0.05
