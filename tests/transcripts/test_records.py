"""JSON: every text in it is read, and what is not changed stays as it was written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.transcripts.records import LONGEST, cue_of
from tests.transcripts.reader import CARD, Ear, masked, passages, read, texts, unread


def test_every_text_is_a_passage_and_everything_else_stays_byte_for_byte() -> None:
    raw = (
        b'{ "id" :7, "say": "my card is 4929 1234 5678 9012" ,\t"more": ["x", {"y": "a\\u0040b.org"}], "ok": true }\n'
    )
    assert texts(raw, "a.jsonl") == [f"my card is {CARD}", "x", "a@b.org"]
    assert masked(raw, "a.jsonl") == (
        b'{ "id" :7, "say": "my card is [card number]" ,\t"more": ["x", {"y": "[e-mail address]"}], "ok": true }\n'
    )


def test_a_passage_says_where_it_stands() -> None:
    raw = b'{"a": {"b": [1, "x"]}}\n{"a":\t"y"}\n'
    assert [(one.where, one.line, one.column) for one in passages(raw, "a.jsonl")] == [("a.b.1", 1, 18), ("a", 2, 8)]


def test_a_number_long_enough_for_a_card_or_phone_is_masked_and_a_time_is_not() -> None:
    raw = b'{"pan": 4929123456789012, "at": 1732512345678, "s": 1732512345, "n": 12, "x": 1.5e300}\n'
    assert masked(raw, "a.jsonl") == (
        b'{"pan": "[card number]", "at": 1732512345678, "s": 1732512345, "n": 12, "x": 1.5e300}\n'
    )


def test_a_key_that_is_somebodys_is_masked_and_other_keys_stay() -> None:
    raw = b'{"ann@example.com": 1, "password": "x", "4929 1234 5678 9012": {"name": "y"}}\n'
    assert masked(raw, "a.jsonl") == (
        b'{"[e-mail address]": 1, "password": "[password]", "[card number]": {"name": "y"}}\n'
    )


@pytest.mark.parametrize(
    ("key", "cue"),
    [
        ("cardNumber", "card number"),
        ("date_of_birth", "date of birth"),
        ("customer.email", "customer email"),
        ("PIN", "pin"),
        ("pinned", ""),
        ("text", ""),
        ("name", ""),
        ("productName", ""),
        ("first_name", "first name"),
    ],
)
def test_a_key_that_says_what_stands_under_it_is_told_with_it(key: str, cue: str) -> None:
    assert cue_of(key) == cue
    ear = Ear()
    assert ear.spot(f"{cue_of('password')}: rosebud")
    assert not ear.spot("rosebud")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"text": "my card is 4929 1234 5678 9012', "no JSON"),
        (b'{"text": my card is 4929 1234 5678 9012}', "no JSON"),
        (b'{"a": 1} 4929 1234 5678 9012', "no JSON"),
        (b'{"text": "\xff 4929 1234 5678 9012"}', "not UTF-8"),
        (b'{"text": "4929 1234 5678 9012", "a": ' + b"[" * 100_000, "nested too deep"),
        (b"[" * 100_000 + b'"4929 1234 5678 9012"' + b"]" * 100_000, "nested too deep"),
        (b"{'a': '4929 1234 5678 9012'}", "no JSON"),
    ],
)
def test_a_line_that_is_not_json_is_unread_and_nothing_of_it_is_written(line: bytes, why: str) -> None:
    raw = b'{"text": "before"}\n' + line + b'\n{"text": "after"}\n'
    (told,) = unread(raw, "a.jsonl")
    assert told == f"line 2: {why}"
    assert masked(raw, "a.jsonl") == b'{"text": "before"}\n"[unread]"\n{"text": "after"}\n'


def test_a_line_too_long_to_hold_is_unread_and_the_next_is_read() -> None:
    raw = b'{"text": "' + b"a" * LONGEST + CARD.encode() + b'"}\n{"text": "after"}\n'
    assert unread(raw, "a.jsonl") == ["line 1: longer than 16,777,216 bytes"]
    assert masked(raw, "a.jsonl") == b'"[unread]"\n{"text": "after"}\n'


def test_half_a_character_is_read_and_what_follows_it_keeps_its_place() -> None:
    raw = b'{"text": "\\ud800 ' + CARD.encode() + b'"}\n'
    (passage,) = passages(raw, "a.jsonl")
    assert passage.text == f"\ufffd {CARD}"
    assert json.loads(masked(raw, "a.jsonl"))["text"].endswith("[card number]")


def test_lines_of_one_conversation_are_heard_together_with_their_roles() -> None:
    lines = [
        {"conversation": "c1", "role": "assistant", "text": "your card number?"},
        {"conversation": "c1", "role": "user", "text": "4929"},
        {"conversation": "c2", "role": "end-user", "text": "hello"},
        {"text": "alone"},
    ]
    ear = Ear()
    masked("\n".join(map(json.dumps, lines)).encode(), "a.jsonl", ear)
    said = [(role, text) for role, text in ear.told if text not in {"c1", "c2", "assistant", "user", "end-user"}]
    assert said == [("agent", "your card number?"), ("customer", "4929"), ("customer", "hello")]


def test_with_fields_only_these_are_read() -> None:
    raw = b'{"text": "a", "other": "b", "deep": {"text": "c"}}\n'
    assert [one.text for one in passages(raw, "a.jsonl", fields=("text",))] == ["a", "c"]


def test_a_document_may_be_spread_over_lines() -> None:
    raw = json.dumps({"a": ["x", {"b": f"card {CARD}"}]}, indent=2).encode()
    (_, second) = passages(raw, "a.json")
    assert raw.decode().splitlines()[second.line - 1][second.column - 1 :].startswith("card")
    assert json.loads(masked(raw, "a.json")) == {"a": ["x", {"b": "card [card number]"}]}


values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(values, st.sampled_from([None, 2]), st.booleans())
def test_what_is_json_is_read_whole_and_comes_back_as_it_was(
    value: object, indent: int | None, ascii_only: bool
) -> None:
    raw = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    assert b"".join(getattr(piece, "raw", b"<unread>") for piece in read(raw, "a.json")) == raw


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_nothing_is_raised(raw: bytes) -> None:
    for name in ("a.json", "a.jsonl", "a.csv", "a.vtt", "a.eml", "a.mbox", "a.txt", "-", "a.gz"):
        masked(raw, name)


@given(st.text(alphabet='{}[]":,\\u \n0d8ab<>&=?-From@', max_size=200))
def test_whatever_the_signs_are_nothing_is_raised(text: str) -> None:
    for name in ("a.json", "a.jsonl", "a.csv", "a.vtt", "a.eml", "a.mbox", "a.txt", "-"):
        masked(text.encode(), name)
