"""What somebody says of their own in words is found; what only counts, measures and tells the time is not."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.finding import Finding, Found, settled
from needline.spot.spoken import RULES


def found(text: str, asked: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """What the rules find whose triggers occur, as the gate runs them."""
    raw = text.encode()
    return settled(
        finding
        for rule in RULES
        if any(re.search(trigger.encode(), raw, re.IGNORECASE) for trigger in rule.triggers)
        for finding in rule.find(text, asked)
    )


def named(text: str, asked: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(finding.what, text[finding.start : finding.end]) for finding in found(text, asked)]


FOUND = [
    ("four nine two nine one two three four five six seven eight nine oh one two", Found.CARD_NUMBER),
    ("forty nine twenty nine twelve thirty four fifty six seventy eight ninety twelve", Found.CARD_NUMBER),
    ("four thousand nine hundred twenty nine uh twelve thirty four five six 7 8 9 o 1 2", Found.CARD_NUMBER),
    ("vier neun zwei neun eins zwei drei vier fünf sechs sieben acht neun null eins zwei", Found.CARD_NUMBER),
    ("quatre neuf deux neuf un deux trois quatre cinq six sept huit neuf zéro un deux", Found.CARD_NUMBER),
    ("cuatro nueve dos nueve uno dos tres cuatro cinco seis siete ocho nueve cero uno dos", Found.CARD_NUMBER),
    ("quattro nove due nove uno due tre quattro cinque sei sette otto nove zero uno due", Found.CARD_NUMBER),
    ("vier negen twee negen een twee drie vier vijf zes zeven acht negen nul een twee", Found.CARD_NUMBER),
    ("quatro nove dois nove um dois três quatro cinco seis sete oito nove zero um dois", Found.CARD_NUMBER),
    ("cztery dziewięć dwa dziewięć jeden dwa trzy cztery pięć sześć siedem osiem dziewięć zero jeden dwa",
     Found.CARD_NUMBER),
    ("double oh seven five five five one two three four", Found.PHONE),
    ("two three eight zero two four six eight six one", Found.PHONE),
    ("m as in mike x-ray m dash two five four three eight five", Found.REFERENCE),
    ("g as in golf a as in alpha r y", Found.NAME),
    ("megan underscore h a r t eight six one nine at icloud dot com", Found.EMAIL),
    ("john dot smith at example dot co dot uk", Found.EMAIL),
    ("xgreer at e x a m p l e dot c o m", Found.EMAIL),
    ("anna punkt meier at web punkt de", Found.EMAIL),
    ("october tenth nineteen fifty four", Found.BIRTH_DATE),
    ("the 2nd of the 8th 1964", Found.BIRTH_DATE),
    ("4 kwietnia 1950", Found.BIRTH_DATE),
    ("j o h n", Found.NAME),
    ("929 67", Found.PLACE),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what"), FOUND)
def test_what_is_said_in_words_is_found_whole(text: str, what: str) -> None:
    assert named(text) == [(what, text)]


WITHIN = [
    ("my order number is five five one two", "five five one two", Found.REFERENCE),
    ("and the expiry is eight twenty nine", "eight twenty nine", Found.CARD_DETAIL),
    ("the zip is nine oh two one oh", "nine oh two one oh", Found.PLACE),
    ("i was born on the tenth of may nineteen sixty one", "the tenth of may nineteen sixty one", Found.BIRTH_DATE),
    ("please send it to megan dot hart at gmail dot com today", "megan dot hart at gmail dot com", Found.EMAIL),
    ("you can write to me at tom underscore b at icloud dot com", "tom underscore b at icloud dot com", Found.EMAIL),
    ("asha 007 gmailcom is mine", "asha 007 gmailcom", Found.EMAIL),
    ("call me on oh seven seven double five nine two one three four six", None, Found.PHONE),
]


@pytest.mark.parametrize(("text", "value", "what"), WITHIN)
def test_what_is_said_among_other_words_is_found_where_it_is(text: str, value: str | None, what: str) -> None:
    assert named(text) == [(what, value or text.removeprefix("call me on "))]


ORDINARY = [
    "i need twenty six of the large and seventeen of the medium",
    "i have been waiting for nineteen minutes this is the fifth time i call",
    "it says error one six six three on the screen and the light is red",
    "i was charged sixty five dollars on the sixth of november",
    "can you add three gigabytes to the plan",
    "it takes one or two days",
    "channel twenty eight and channel twenty nine are missing",
    "flight zero three nine leaves at one twenty four right",
    "the bill went from seventy two to ninety five dollars",
    "it was about twenty four seven support one hundred percent guaranteed",
    "the internet has been down since eleven twenty two this morning",
    "at this point in time i live in the uk",
    "i may march into the shop",
    "my appointment is on the tenth of may nineteen sixty one street",
    "is it ok if i go to my gp",
    "a or b",
    "thanks a lot",
    "2016",
    "three",
    "size s m l",
    "mein termin ist in zwei oder drei tagen um zehn uhr",
    "quiero dos o tres pizzas",
    "je voudrais deux ou trois billets",
    "poproszę dwie albo trzy sztuki",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_speech_stays(text: str) -> None:
    assert named(text) == []


def test_what_was_asked_for_names_a_long_number() -> None:
    text = "one two three four five six seven eight nine"
    assert named(text, (Found.BANK_ACCOUNT,)) == [(Found.BANK_ACCOUNT, text)]


def test_a_checksum_makes_sure_of_a_card_number() -> None:
    good = "four five three nine one four eight eight oh three four three six four six seven"
    assert [finding.score for finding in found(good)] == [0.99]
    assert [finding.score for finding in found(good.replace("six seven", "six eight"))] == [0.95]


def test_no_reason_shows_the_value() -> None:
    for text, _ in FOUND:
        assert not any(
            word in finding.why.split() for finding in found(text) for word in text.split() if len(word) > 3
        )


def edges() -> Iterator[str]:
    for character in "a1o.@ -\nü５":
        yield character * 100_000
        yield f"{character} " * 50_000
        yield f"{character} one " * 20_000


@pytest.mark.parametrize("text", list(edges()), ids=lambda text: repr(text[:6]))
def test_a_long_text_of_one_thing_is_read_in_passing(text: str) -> None:
    for rule in RULES:
        list(rule.find(text, ()))


@given(
    st.text(alphabet="abio 4,.-eunm@dt\n", max_size=120), st.sampled_from([(), (Found.CARD_NUMBER,), (Found.NAME,)])
)
def test_whatever_the_text_finds_lie_in_it(text: str, asked: tuple[str, ...]) -> None:
    for rule in RULES:
        for finding in rule.find(text, asked):
            assert 0 <= finding.start < finding.end <= len(text)
            assert 0.5 <= finding.score <= 1


def test_service_messages_of_the_sample_data_hold_nothing_said(shared_data: Path) -> None:
    lines = (shared_data / "pii" / "negatives_service_queries.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [msgspec.json.decode(line)["text"] for line in lines[::3]]
    assert [text for text in texts for rule in RULES if list(rule.find(text, ()))] == []
