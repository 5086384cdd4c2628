"""What holds for every text: findings lie in it, each has triggered its rule, and hostile text takes no longer."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.engines import plain_engine
from needline.spot.finding import Finding, settled
from needline.spot.gate import triggers
from needline.spot.numbers import RULES
from needline.spot.numbers.cues import Kind, cue_before, kind_of
from tests.spot.marks import Marks

marks = Marks(RULES)


def found(text: str, *asked: str) -> list[Finding]:
    """Everything that all rules find, triggered or not."""
    return [finding for rule in RULES for finding in rule.find(text, asked)]


def test_words_are_whole_and_the_nearest_decides() -> None:
    assert kind_of("kotno") is Kind.BANK
    assert kind_of("publicorder") is None
    cue = cue_before("my phone and my order ", 22)
    assert cue
    assert cue.kind is Kind.REFERENCE
    assert cue_before("my order is in the blue house over there ", 41) is None


def test_no_reason_shows_the_value() -> None:
    for text in ("card 5301 2345 6789 0123 exp 11/27", "order #W5838674", "call +44 7700 900123", "ssn 123-45-6789"):
        for finding in found(text):
            assert not {*"0123456789"} & {*finding.why} or finding.why.startswith("16 digits")


pieces = st.lists(
    st.one_of(
        st.text("0123456789", min_size=1, max_size=8),
        st.sampled_from(
            [*" -./_,|()\t\n:#+$€*\"'", "  ", " - ", ", ", "order ", "card ", "geb. ", "GB29", "AB", "x", "é"]
        ),
    ),
    max_size=40,
).map("".join)


@given(pieces, st.lists(st.sampled_from(["reference", "phone number", "date of birth", "card detail"]), max_size=2))
def test_findings_lie_in_the_text_and_hold_something(text: str, asked: list[str]) -> None:
    for finding in found(text, *asked):
        assert 0 <= finding.start < finding.end <= len(text)
        assert 0.5 <= finding.score <= 1
        assert any(map(str.isalnum, text[finding.start : finding.end]))


@given(pieces)
def test_whatever_is_found_has_triggered_a_rule(text: str) -> None:
    engines = [(rule, plain_engine(triggers((rule,)))) for rule in RULES]
    behind = [one for rule, engine in engines if engine.hits(text.encode()) for one in rule.find(text, ())]
    assert settled(behind) == settled(found(text))


@given(st.text(st.sampled_from("0123456789 -/.,:+#aAxß\n"), max_size=120))
def test_thirteen_digits_in_a_row_never_stay(text: str) -> None:
    card = "5301234567890123"
    kept = text + " " + card + " " + text[::-1]
    spans = settled(found(kept))
    assert any(one.start <= len(text) + 1 and len(text) + 1 + len(card) <= one.end for one in spans)


HOSTILE = [
    "1" * 100_000, "1 " * 50_000, "1    " * 20_000, "1 1 1 1 1 1 1 1 1 1 1 1 x" * 4_000, "1234," * 20_000,
    "1/1/" * 25_000,
    "2024-01-" * 12_000, "+1" * 50_000, "AB12" * 25_000, "AB12 " * 20_000, "ab12-" * 20_000, "order " * 17_000,
    "order 123456 " * 8_000, "order mju 562 " * 7_000, "12:34:56:78:" * 8_000, "#1" * 50_000, "may 5 " * 17_000,
    "GB29 " * 20_000, "born 1/2/03 " * 8_000, "JOHN SMITH, " * 8_000, "ABCDEF, " * 12_000, "http://a/1" * 10_000,
    "::" * 50_000, "a_1" * 33_000, " " * 100_000, "\ud800" * 100_000, "(" * 100_000, "1(" * 50_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_takes_no_longer_than_other_text(text: str) -> None:
    assert len(found(text, "reference", "date of birth")) <= len(text)


def test_the_labelled_texts_of_eight_languages_are_read(shared_data: Path) -> None:
    """Recall of what is made of digits, over templates that nobody tuned a word for."""
    lines = (shared_data / "pii" / "synth_locales.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    wanted = {"CARD", "BANK", "GOV_ID", "PHONE", "DOB", "IP", "ACCOUNT_ID"}
    gold = missed = 0
    for row in rows[::8]:
        left = row["text"]
        for piece in marks(left):
            left = left.replace(piece, "█" * len(piece))
        for span in row["spans"]:
            if span["label"] in wanted:
                gold += 1
                missed += "█" not in left[span["start"] : span["end"]]
    assert missed / gold < 0.02
