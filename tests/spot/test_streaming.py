"""However a text is cut, what would be masked in one piece is masked in many."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.finding import Finding, Found, settled
from needline.spot.streaming import HOLD, Redacted, Stream, type_of_part

KINDS = {
    Found.CARD_NUMBER: re.compile(r"(?<![0-9])(?:[0-9][ .-]{0,3}){12,60}[0-9]"),
    Found.EMAIL: re.compile(r"[a-z0-9.]{1,40}@[a-z0-9]{1,20}\.[a-z]{2,6}"),
    Found.ACCESS_KEY: re.compile(r"sk-[a-z0-9]{8,400}"),
    Found.SECURITY_CODE: re.compile(r"(?<=pin )[0-9]{4}(?![0-9])"),
    Found.PASSWORD: re.compile(r"(?<=password is )(?!not\b)\S{1,80}"),
}


def spot(text: str) -> tuple[Finding, ...]:
    """Find with real expressions, as a small spotter."""
    return tuple(Finding(*match.span(), what) for what, kind in KINDS.items() for match in kind.finditer(text))


def streamed(chunks: Iterable[str], hold: int = HOLD) -> list[type_of_part]:
    stream = Stream(spot, hold)
    return [*(part for chunk in chunks for part in stream.push(chunk)), *stream.close()]


def words(parts: Iterable[type_of_part]) -> str:
    return "".join(part if isinstance(part, str) else part.words for part in parts)


def shown(parts: Iterable[type_of_part]) -> list[bool]:
    """Return for every character whether it was shown."""
    return [
        isinstance(part, str) for part in parts for _ in range(len(part) if isinstance(part, str) else part.length)
    ]


TAIL = "what shall I do about that now"
CARD = "4929 1234 5678 9012"
KEY = "sk-" + "a1b2c3d4" * 30
WHOLE = [
    ("", ""),
    ("hello", "hello"),
    (f"my card is {CARD}, {TAIL}", f"my card is [card number], {TAIL}"),
    (f"{CARD}", "[card number]"),
    ("ann@example.com", "[e-mail address]"),
    ("write to ann@example.com or bob@example.com please", "write to [e-mail address] or [e-mail address] please"),
    ("my pin 1234, pin 5678, pin 12345 is not", "my pin [security code], pin [security code], pin 12345 is not"),
    (f"my password is not working, {TAIL}", f"my password is not working, {TAIL}"),
    (f"my password is notable, {TAIL}", f"my password is [password] {TAIL}"),
    (f"the key is {KEY}, do you have it?", "the key is [access key], do you have it?"),
    (f"{CARD} {CARD} {CARD} and more", "[card number] and more"),
    (f"pin 1234{' ' * 40}x", f"pin [security code]{' ' * 40}x"),
]  # fmt: skip


@pytest.mark.parametrize("size", [1, 2, 3, 7, 31, 32, 33, 1000])
@pytest.mark.parametrize(("text", "masked"), WHOLE, ids=range(len(WHOLE)))
def test_pieces_of_any_size_are_masked_as_the_whole(text: str, masked: str, size: int) -> None:
    assert words(streamed(text[at : at + size] for at in range(0, len(text), size))) == masked


def test_text_leaves_as_soon_as_enough_stands_behind_it() -> None:
    stream = Stream(spot)
    assert stream.push("a" * 32) == ()
    assert stream.push("b") == ("a",)
    assert stream.push("c" * 40) == ("a" * 31 + "b" + "c" * 8,)
    assert stream.close() == ("c" * 32,)


def test_a_find_leaves_as_what_it_is_and_how_long() -> None:
    assert streamed(["a pin 12", "34 b"]) == ["a pin ", Redacted(Found.SECURITY_CODE, 4, begins=True), " b"]


def test_a_long_find_leaves_in_pieces_of_which_one_begins() -> None:
    parts = streamed(KEY)
    assert sum(part.length for part in parts if isinstance(part, Redacted)) == len(KEY)
    assert [part.begins for part in parts if isinstance(part, Redacted)].count(True) == 1


def test_what_continues_a_find_is_masked_when_its_beginning_is_long_gone() -> None:
    key = "sk-" + "a" * 3000 + "!" + "b" * 500
    assert words(streamed(f"a {key} b")) == "a [access key] b"
    run = "4929 " * 600
    assert words(streamed(f"a {run}b")) == "a [card number] b"


def test_two_finds_side_by_side_are_told_apart() -> None:
    assert words(streamed("pin 1234 pin 1234")) == "pin [security code] pin [security code]"


def test_after_the_end_a_new_text_begins() -> None:
    stream = Stream(spot)
    assert stream.push("my pin ") == ()
    assert stream.close() == ("my pin ",)
    assert stream.push("1234") == ()
    assert stream.close() == ("1234",)
    assert stream.close() == ()


def test_a_stream_must_hold_something_back() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Stream(spot, 0)


def test_a_long_stream_takes_linear_time_and_little_memory() -> None:
    sizes: list[int] = []

    def watched(text: str) -> tuple[Finding, ...]:
        sizes.append(len(text))
        return spot(text)

    stream = Stream(watched)
    for chunk in ["some words "] * 2000 + ["x"] * 5000:
        stream.push(chunk)
    assert max(sizes) < 2000


PARTS = [
    *"0123456789", "4929", "1234 ", "5678-", "pin ", "pin 1234", "password is ", "not", "a.b", "@example.com", "@",
    ".", " ", "  ", "\n", "sk-", "abcd1234", "hello ", "é", "😀", "-",
]  # fmt: skip
texts = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)
cuts = st.lists(st.integers(0, 12), max_size=60)


def pieces(text: str, sizes: Iterable[int]) -> list[str]:
    chunks, at = [], 0
    for size in sizes:
        chunks.append(text[at : at + size])
        at += size
    return [*chunks, text[at:]]


@given(texts, cuts)
def test_the_parts_are_the_text(text: str, sizes: list[int]) -> None:
    at = 0
    for part in streamed(pieces(text, sizes)):
        if isinstance(part, str):
            assert part
            assert text.startswith(part, at)
            at += len(part)
        else:
            assert part.length > 0
            at += part.length
    assert at == len(text)


@given(texts, cuts)
def test_no_character_of_a_find_that_fits_is_shown(text: str, sizes: list[int]) -> None:
    seen = shown(streamed(pieces(text, sizes)))
    for finding in spot(text):
        if finding.end - finding.start <= HOLD:
            assert not any(seen[finding.start : finding.end])


@given(texts, cuts)
def test_of_a_longer_find_nothing_is_shown_once_it_is_known(text: str, sizes: list[int]) -> None:
    seen = shown(streamed(pieces(text, sizes)))
    for finding in settled(spot(text)):
        known = next(
            at
            for at in range(finding.start + 1, finding.end + 1)
            if any(one.start == finding.start for one in settled(spot(text[:at])))
        )
        assert not any(seen[max(finding.start, known - HOLD) : finding.end])


@given(texts, cuts, st.integers(1, 60))
def test_no_more_is_held_than_was_agreed(text: str, sizes: list[int], hold: int) -> None:
    stream, pushed, out = Stream(spot, hold), 0, 0
    for chunk in pieces(text, sizes):
        parts = stream.push(chunk)
        pushed += len(chunk)
        out += len(shown(parts))
        assert pushed - out == min(pushed, hold)
