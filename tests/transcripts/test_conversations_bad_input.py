"""Conversations of files that are broken, cut short or something else: said, never raised, never guessed."""

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.observed import Skipped
from needline.transcripts.conversation import Conversation
from needline.transcripts.conversations import MOST_SKIPPED, conversations
from needline.transcripts.gathering import MOST_TURNS
from needline.transcripts.records import LONGEST

NAMES = (
    "a.json", "a.jsonl", "a.csv", "a.tsv", "a.txt", "a.vtt", "a.srt", "a.eml", "a.mbox", "a", "comments.jsonl",
    "tickets.jsonl", "a.jsonl.gz", "a.zst",
)  # fmt: skip
NO_COLUMN = "no column that is known to hold what was said: text, message, content, utterance …"
GOOD = b'{"conversation": "x", "role": "user", "text": "hi"}\n'
SECRET = b"4929123456789012"


def whys(path: Path, raw: bytes) -> list[tuple[int, str]]:
    path.write_bytes(raw)
    return [(one.line, one.why) for one in conversations(str(path)) if isinstance(one, Skipped)]


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("a.json", GOOD[:-9], [(1, "no JSON, or cut short")]),
        ("a.json", b"", [(1, "empty")]),
        ("a.json", b'{"a": 1}', [(1, "no field in it that is known to hold what was said")]),
        ("a.json", b'"hello"', [(1, "no record that is known here")]),
        ("a.json", b"[" * 100_000 + b"]" * 100_000, [(1, "nested too deep")]),
        ("a.json", b'{"requester_id": 1, "subject": 5}', [(1, "JSON, but not as its platform writes it")]),
        ("a.jsonl", GOOD + GOOD[:-9] + b"\n" + GOOD, [(2, "no JSON, or cut short")]),
        ("a.jsonl", GOOD + b'{"text": "caf\xe9"}\n' + GOOD, [(2, "not UTF-8")]),
        ("a.jsonl", b"", []),
        ("a.csv", b"who,when\nx,y\n", [(1, NO_COLUMN)]),
        ("a.csv", b"role,text\nuser,hi,more\n", [(2, "3 cells, where the header has 2")]),
        ("a.csv", b"role,text\nuser,caf\xe9\n", [(2, "not UTF-8")]),
        ("a.txt", b"caf\xe9\n", [(1, "not UTF-8")]),
        ("a.txt", b"\0\1\2", [(0, "binary, no text")]),
        ("a.pdf", b"%PDF-1.7", [(0, "a PDF")]),
        ("a.jsonl.gz", gzip.compress(GOOD * 1000)[:-20], [(0, "packed data that is broken or ends too early")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, raw: bytes, expected: list[tuple[int, str]]) -> None:
    assert whys(tmp_path / name, raw) == expected


def test_what_stands_around_a_bad_line_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD + b'{"text": "' + SECRET + b"\n" + GOOD)
    (skipped, one) = conversations(str(path))
    assert isinstance(one, Conversation)
    assert len(one.turns) == 2
    assert SECRET.decode() not in str(skipped)


def test_what_was_read_of_a_file_that_is_cut_short_is_given_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = b"".join(
        json.dumps({"conversation": at, "text": os.urandom(30).hex()}).encode() + b"\n" for at in range(5_000)
    )
    path.write_bytes(gzip.compress(lines)[:-50])
    found = list(conversations(str(path)))
    assert len(found) > 1_000
    assert isinstance(found[-1], Skipped)


def test_a_line_without_an_end_costs_that_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD + b'{"text": "' + b"x" * LONGEST + b'"}\n' + GOOD)
    found = list(conversations(str(path)))
    assert [one.line for one in found if isinstance(one, Skipped)] == [2]
    assert len(found) == 2


def test_many_bad_places_are_counted(tmp_path: Path) -> None:
    found = whys(tmp_path / "a.jsonl", b"{\n{}" + b"\n{" * (MOST_SKIPPED + 50))
    assert len(found) == MOST_SKIPPED + 1
    assert found[-1] == (0, "52 places more")


def test_a_conversation_without_an_end_is_given_out_in_parts_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD * (MOST_TURNS + 1))
    found = list(conversations(str(path)))
    assert [len(one.turns) for one in found if isinstance(one, Conversation)] == [MOST_TURNS, 1]
    assert [str(one) for one in found if isinstance(one, Skipped)] == [
        f"{path}: 1 conversations were too long or too mixed to hold, and may count twice"
    ]


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    found = {name: list(conversations(str(tmp_path / name))) for name in ("pipe", "loop", "gone", "nothing", "")}
    assert all(len(one) == 1 and isinstance(one[0], Skipped) for one in found.values())
    assert [one.why for one in found[""] if isinstance(one, Skipped)] == ["a folder"]


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_bytes(GOOD)
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    assert [one.name for one in conversations(str(tmp_path / "link.jsonl")) if isinstance(one, Conversation)] == ["x"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([
                "text", "role", "content", "conversation", "ticket_id", "author_id", "body", "requester_id", "tags",
                "subject", "comments", "ticket", "users", "entries", "message_type", "messages", "payload", "source",
                "created_at", "conversation_parts", "Transcript", "Segments", "Participants", "record", "type",
            ]),
            inner, max_size=5,
        )
    ),
    max_leaves=12,
)  # fmt: skip
SCRAPS = st.sampled_from(
    [b'"', b",", b"\t", b"\n", b"{", b"}", b"[", b"]", b"role,text\n", b"From a\n", b"Subject: x\n\n", b"--B\n",
     b"\xff", b"\xff\xfe", b"\x1f\x8b", b"00:01.000 --> 00:02.000\n", b"WEBVTT\n\n", GOOD, b"\\ud800", b"\0", b"\r\n"]
)  # fmt: skip


@given(st.sampled_from(NAMES), st.lists(SCRAPS | st.binary(max_size=6), max_size=12).map(b"".join))
def test_any_bytes_under_any_name_raise_nothing(folder: Path, name: str, raw: bytes) -> None:
    path = folder / name
    path.write_bytes(raw)
    for one in conversations(str(path)):
        assert isinstance(one, Conversation | Skipped)


@given(st.sampled_from(["a.json", "a.jsonl", "comments.jsonl", "tickets.jsonl"]), st.lists(JSON, max_size=3))
def test_any_json_under_any_name_is_read_or_said_to_be_unread(folder: Path, name: str, records: list[object]) -> None:
    path = folder / name
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    for one in conversations(str(path)):
        assert not (isinstance(one, Skipped) and "unexpected" in one.why), one
        assert not isinstance(one, Conversation) or one.turns


@given(st.lists(st.sampled_from("abc"), max_size=12), st.integers(0, 400), st.integers(0, 400))
def test_messages_are_neither_lost_nor_made_up_whatever_the_ranges(
    folder: Path, contacts: list[str], one: int, other: int
) -> None:
    path = folder / "ranges.jsonl"
    path.write_text("".join(json.dumps({"conversation": c, "text": str(at)}) + "\n" for at, c in enumerate(contacts)))
    first, last = sorted((one, other))
    found = [
        turn.text
        for span in ((0, first), (first, last), (last, None))
        for part in conversations(str(path), *span)
        if isinstance(part, Conversation)
        for turn in part.turns
    ]
    assert sorted(found, key=int) == [str(at) for at in range(len(contacts))]
