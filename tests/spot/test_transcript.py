"""A whole conversation is taken apart into its turns; a letter with colons in it is none."""

from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.transcript import roles, turns


def parted(text: str) -> list[tuple[str, str]]:
    return [(turn.role, text[turn.start : turn.end]) for turn in turns(text) or ()]


TRANSCRIPTS = [
    ("AGENT: hi\nCUSTOMER: yo there ", [("agent", "hi"), ("customer", "yo there")]),
    ("[user] a\n[assistant] b\nc\n[tool] {}", [("customer", "a"), ("agent", "b\nc"), ("tool", "{}")]),
    ("Agent (10:02): hi\nCustomer (10:03): yes", [("agent", "hi"), ("customer", "yes")]),
    ("Kunde: ja\nMitarbeiter: nein", [("customer", "ja"), ("agent", "nein")]),
    ("10:03 Maria: hallo\n10:04 Support: ja", [("unknown", "hallo"), ("agent", "ja")]),
    ("[10:02:11] Alice: hi\n[10:02:15] Bob: yes", [("unknown", "hi"), ("unknown", "yes")]),
    ("<v Bot>hi\n<v Anna>my name is\n<v Bot>yes", [("agent", "hi"), ("unknown", "my name is"), ("agent", "yes")]),
    ("Anna: hi\nBen: hi\nAnna: how\nBen: fine", [("unknown", word) for word in ("hi", "hi", "how", "fine")]),
    ("AGENT: these:\nOrder ID: 12\nCUSTOMER: ok", [("agent", "these:\nOrder ID: 12"), ("customer", "ok")]),
    ("[user] hi\n[assistant] see\nTotal: 5", [("customer", "hi"), ("agent", "see\nTotal: 5")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TRANSCRIPTS)
def test_a_transcript_is_parted_into_its_turns(text: str, expected: list[tuple[str, str]]) -> None:
    assert parted(text) == expected


NONE = [
    "hello, can you help me",
    "AGENT: only one turn",
    "Hi,\nplease see below.\nNote: we close at five.\nPS: call me",
    "Name: Jane\nAddress: 5 Road\nPhone: 555",
    "From: a\nTo: b\nSubject: c\n\nhello",
    "https://example.org\nhttp://example.com",
    "one: 1\ntwo: 2",
    "Dear customer,\nagent: smith\n",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_other_text_is_none(text: str) -> None:
    assert turns(text) is None


def test_who_is_left_over_beside_an_agent_is_the_customer() -> None:
    assert [turn.role for turn in roles(turns("Bot: hi\nMaria: hallo\nBot: yes") or ())] == [
        "agent",
        "customer",
        "agent",
    ]
    assert [turn.role for turn in roles(turns("Anna: a\nBen: b\nAnna: c\nBen: d") or ())] == ["unknown"] * 4


def test_the_calls_and_sessions_of_the_sample_data_are_parted_as_labelled(shared_data: Path) -> None:
    for line in (shared_data / "pii" / "synth_spoken_calls.jsonl").read_text(encoding="utf-8").splitlines()[:100]:
        row = msgspec.json.decode(line)
        labelled = [(turn["start"], turn["end"]) for turn in row["meta"]["turns"]]
        assert [(turn.start, turn.end) for turn in turns(row["text"]) or ()] == labelled


def test_ordinary_messages_of_the_sample_data_are_none(shared_data: Path) -> None:
    for name in ("negatives_service_queries", "wnut17_social_names", "presidio_research_synth"):
        for line in (shared_data / "pii" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[:1500]:
            assert turns(msgspec.json.decode(line)["text"]) is None


@given(st.text(alphabet="aA:[]<>v \n1(), b", max_size=200))
def test_whatever_the_text_turns_lie_in_it_and_apart(text: str) -> None:
    heard = turns(text) or ()
    assert all(0 <= turn.start <= turn.end <= len(text) for turn in heard)
    assert all(one.end <= other.start for one, other in pairwise(heard))


@pytest.mark.parametrize("unit", ["a\n", "\n", " \n", "[", "a:\n", "[a]\n", "1:"])
def test_a_long_text_of_one_thing_is_read_in_passing(unit: str) -> None:
    turns(unit * 200_000)
