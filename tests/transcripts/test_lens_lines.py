import gzip
import json
from pathlib import Path

import pytest

from needline.observed import Skipped
from needline.transcripts.conversation import Conversation
from needline.transcripts.lens_lines import is_lens_line, lens_document, lens_lines

LIVE = {
    "Channel": "VOICE",
    "ContactId": "c-1",
    "Queue": {"Name": "Billing"},
    "Attributes": {"Intent": "Refund", "Retries": 2},
    "InitiationTimestamp": "2026-03-01T10:00:00Z",
    "Segments": [
        {"Transcript": {"Id": "1", "ParticipantId": "AGENT", "ParticipantRole": "AGENT", "Content": "hello"}},
        {"Categories": {"MatchedCategories": ["Refund"], "MatchedDetails": {}}},
        {"Transcript": {"Id": "2", "ParticipantId": "x", "ParticipantRole": "CUSTOMER", "Content": "grüße"}},
        {"Transcript": {"Id": "3", "ParticipantId": "y", "ParticipantRole": "CUSTOM_BOT", "Content": "one moment"}},
        {"PostContactSummary": {"Status": "COMPLETED", "Content": "wanted a refund"}},
        {"ExtractedInformation": {"ExtractionDefinitionId": "e", "ExtractedValues": [{"Content": "Jane"}]}},
    ],
}
POST_CALL = {
    "Categories": {"MatchedCategories": ["Refund", "Angry"]},
    "Channel": "CHAT",
    "CustomerMetadata": {"ContactId": "c-2"},
    "ConversationCharacteristics": {"ContactSummary": {"PostContactSummary": {"Content": "all is well"}}},
    "Participants": [
        {"ParticipantId": "p1", "ParticipantRole": "CUSTOMER"},
        {"ParticipantId": "p2", "ParticipantRole": "AGENT"},
    ],
    "Transcript": [
        {"ParticipantId": "p2", "Content": "hello", "AbsoluteTime": "2026-03-01T10:00:00.000Z"},
        {"ParticipantId": "p1", "Content": "hi"},
        {"ParticipantId": "p3", "Content": "who am i"},
    ],
}


def document(of: object) -> Conversation:
    return lens_document(json.dumps(of).encode(), name="byte 0")


def turns(of: object) -> list[tuple[str, str]]:
    return [(str(turn.role), turn.text) for turn in document(of).turns]


def test_segments_are_turns_and_what_a_machine_wrote_is_a_tools() -> None:
    assert turns(LIVE) == [
        ("agent", "hello"),
        ("customer", "grüße"),
        ("agent", "one moment"),
        ("tool", "wanted a refund"),
        ("tool", "Jane"),
    ]


def test_a_post_call_file_says_once_who_is_who() -> None:
    assert turns(POST_CALL) == [("agent", "hello"), ("customer", "hi"), ("", "who am i"), ("tool", "all is well")]


def test_what_the_platform_says_of_a_contact_comes_along() -> None:
    one, other = document(LIVE), document(POST_CALL)
    assert (one.name, one.at, one.told) == (
        "c-1", 1772359200.0, {"channel": "voice", "queue": "billing", "intent": "refund"},
    )  # fmt: skip
    assert (other.name, other.at, other.told) == ("c-2", 1772359200.0, {"channel": "chat", "tags": "refund, angry"})


def test_a_role_is_a_word_like_any_other() -> None:
    role = document(LIVE).turns[0].role
    assert role == "agent"
    assert f"{role} {role!s}" == "agent agent"
    assert {"agent": 1}[role] == 1


def test_halves_of_characters_and_numbers_that_are_none_are_read() -> None:
    raw = b'{"Score": NaN, "Transcript": [{"ParticipantRole": "AGENT", "Content": "a\\ud83d"}]}'
    assert lens_document(raw, name="n").turns[0].text == "a\ufffd"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"{", "no JSON, or cut short"),
        (b'{"Segments": 3}', "JSON, but not as Contact Lens writes it"),
        (b'{"Segments": ' + b"[" * 100_000, "JSON, but not as Contact Lens writes it"),
        (b'{"ContactId": "\xff"}', "not UTF-8"),
        (b"\0\1\2", "binary, no text"),
    ],
    ids=["cut", "shape", "deep", "encoding", "binary"],
)
def test_a_line_that_cannot_be_read_is_skipped_with_the_reason(tmp_path: Path, raw: bytes, why: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join([json.dumps(LIVE).encode(), raw, json.dumps(POST_CALL).encode()]))
    one, bad, other = lens_lines(str(path))
    assert bad == Skipped(file=str(path), line=2, why=why)
    assert [one.line, other.line] == [1, 3]


def test_ranges_that_follow_each_other_hold_every_line_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"Transcript": [], "ParticipantRole": "", "ContactId": str(n)}) for n in range(20)]
    path.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    size = path.stat().st_size
    for step in (1, 7, 50, 71, size):
        found = [one for at in range(0, size, step) for one in lens_lines(str(path), at, at + step)]
        assert [one.name for one in found if isinstance(one, Conversation)] == [str(n) for n in range(20)]


def test_a_document_without_a_name_is_named_for_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"Transcript": []}\n{"Transcript": []}\n', encoding="utf-8")
    assert [one.name for one in lens_lines(str(path)) if isinstance(one, Conversation)] == ["byte 0", "byte 19"]


def test_packed_lines_are_read_and_a_missing_file_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(LIVE).encode()))
    [one] = lens_lines(str(path))
    assert isinstance(one, Conversation)
    assert one.turns[0].text == "hello"
    [missing] = lens_lines(str(tmp_path / "none"))
    assert missing == Skipped(file=str(tmp_path / "none"), why="cannot be read: no such file or directory")


def test_lines_of_contact_lens_are_told_from_others() -> None:
    assert is_lens_line(json.dumps(LIVE).encode())
    assert not is_lens_line(b'{"ParticipantRole": "AGENT", "Content": "a message by itself"}')
