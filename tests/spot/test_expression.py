"""An expression does what a compiled one does, and is compiled when it is first used."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.expression import Expression

WRITTEN = "a(b)?|[0-9]+"


@given(st.text("ab12 ", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_it_finds_what_re_finds(text: str, start: int, end: int) -> None:
    mine, theirs = Expression(WRITTEN), re.compile(WRITTEN)
    for one, other in ((mine.search, theirs.search), (mine.match, theirs.match), (mine.fullmatch, theirs.fullmatch)):
        assert str(one(text)) == str(other(text))
        assert str(one(text, start)) == str(other(text, start))
        assert str(one(text, start, end)) == str(other(text, start, end))
    assert list(map(str, mine.finditer(text, start, end))) == list(map(str, theirs.finditer(text, start, end)))
    assert mine.findall(text) == theirs.findall(text)
    assert mine.sub("-", text) == theirs.sub("-", text)


def test_it_parts_a_text() -> None:
    assert Expression("[,;]").split("a,b;c", maxsplit=1) == ["a", "b;c"]


def test_flags_hold() -> None:
    assert Expression("A", re.IGNORECASE).match("a")
    assert not Expression("A").match("a")


def test_it_is_compiled_when_it_is_first_used() -> None:
    broken = Expression("(")
    with pytest.raises(re.error):
        broken.search("a")
    assert Expression("a").ready.pattern == "a"
