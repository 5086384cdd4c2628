"""What is known in a conversation is found again, however it is written; what only looks like it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.finding import Finding, Found
from needline.spot.memory import MOST, Memory

ORDINARY = {"will", "may", "grace", "hope", "order", "mark"}


def knowing(value: str, what: str) -> Memory:
    return Memory().remember(value, [Finding(0, len(value), what)], ORDINARY.__contains__)


def again(value: str, what: str, text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in knowing(value, what).find(text)]


AGAIN = [
    ("4929 1234 5678 9012", Found.CARD_NUMBER, "so 4929-1234-5678-9012 it is", ["4929-1234-5678-9012"]),
    ("4929 1234 5678 9012", Found.CARD_NUMBER, "your card ending in 9012 now", ["9012"]),
    ("five five one two", Found.REFERENCE, "order 5512 is here", ["5512"]),
    ("5512", Found.REFERENCE, "so that is five five one two right", ["five five one two"]),
    ("AB-77 12", Found.REFERENCE, "about ab7712, and AB 77-12", ["ab7712", "AB 77-12"]),
    ("Maria Novak", Found.NAME, "hi maria, MARIA NOVAK, Novak",
     ["maria", "MARIA", "MARIA NOVAK", "NOVAK", "Novak"]),
    ("Will Grace", Found.NAME, "Will this be of grace, Will?", ["Will", "Will"]),
    ("Łucja Żak", Found.NAME, "pani łucja", ["łucja"]),
    ("maria.novak@example.com", Found.EMAIL, "user maria.novak is in, Maria.Novak@example.com",
     ["maria.novak", "Maria.Novak", "Maria.Novak@example.com"]),
    ("Oak Lane 5", Found.ADDRESS, "to oak lane 5", ["oak lane 5"]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "what", "text", "found"), AGAIN)
def test_a_value_is_found_wherever_it_appears_again(value: str, what: str, text: str, found: list[str]) -> None:
    assert again(value, what, text) == found


NOT_AGAIN = [
    ("4929 1234 5678 9012", Found.CARD_NUMBER, "it was 9012 people"),
    ("5512", Found.REFERENCE, "the number 155120 and 55123"),
    ("737", Found.SECURITY_CODE, "we flew on a 737"),
    ("2016", Found.BIRTH_DATE, "since 2016"),
    ("will smith", Found.NAME, "i will call"),
    ("Maria Novak", Found.NAME, "mariachi music"),
    ("Ann Lee", Found.NAME, "an nlee"),
    ("Jan van der Berg", Found.NAME, "the van der road"),
    ("Al", Found.NAME, "al dente"),
    ("order", Found.REFERENCE, "my order is late"),
]


@pytest.mark.parametrize(("value", "what", "text"), NOT_AGAIN)
def test_what_only_looks_like_a_value_is_not_found(value: str, what: str, text: str) -> None:
    assert again(value, what, text) == []


def test_who_knows_nothing_finds_nothing() -> None:
    assert Memory().find("Maria") == ()


def test_a_memory_is_bounded_and_forgets_the_oldest() -> None:
    memory = Memory()
    for number in range(3 * MOST):
        memory = memory.remember(f"k{number:03}", [Finding(0, 4, Found.REFERENCE)], ORDINARY.__contains__)
    assert len(memory.known) == MOST
    assert memory.find("k000 k599") == (Finding(5, 9, Found.REFERENCE, 0.9, "said before in this conversation"),)


def test_nothing_new_leaves_a_memory_as_it_is() -> None:
    memory = knowing("Maria Novak", Found.NAME)
    assert memory.remember("Maria Novak", [Finding(0, 11, Found.NAME)], ORDINARY.__contains__) is memory


def test_a_value_is_found_anywhere_in_a_long_text() -> None:
    memory = knowing("4929123412341234", Found.CARD_NUMBER)
    text = "x " * 32_700 + "4929 1234 1234 1234" + " x" * 100_000 + " 4929123412341234"
    assert [text[one.start : one.end] for one in memory.find(text)] == ["4929 1234 1234 1234", "4929123412341234"]


@given(st.text(min_size=1, max_size=30), st.text(max_size=20), st.sampled_from(list(Found)))
def test_whatever_is_known_finds_lie_in_the_text(value: str, around: str, what: str) -> None:
    text = f"{around} {value} {around}"
    for finding in knowing(value, what).find(text):
        assert 0 <= finding.start < finding.end <= len(text)


@given(st.from_regex(r"[1-9][0-9]{5,15}", fullmatch=True), st.sampled_from([" ", "-", ".", "/", " - "]))
def test_any_number_is_found_however_it_is_grouped(number: str, between: str) -> None:
    grouped = between.join(number[at : at + 4] for at in range(0, len(number), 4))
    if len(set(number)) > 1:
        assert again(number, Found.CARD_NUMBER, f"it is {grouped}.") == [grouped]
