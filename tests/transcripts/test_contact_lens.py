"""Amazon Connect: who said what, in the files of Contact Lens."""

import json
from pathlib import Path

from tests.transcripts.reader import CARD, Ear, masked, passages

POST_CALL = {
    "Version": "1.1.0",
    "Channel": "VOICE",
    "CustomerMetadata": {"ContactId": "c-1"},
    "Transcript": [
        {
            "Content": "your card number?",
            "ParticipantId": "A",
            "BeginOffsetMillis": 0,
            "EndOffsetMillis": 1000,
            "Id": "1",
        },
        {
            "Content": f"it is {CARD}",
            "ParticipantId": "C",
            "BeginOffsetMillis": 1000,
            "EndOffsetMillis": 2000,
            "Id": "2",
        },
    ],
    "ConversationCharacteristics": {"ContactSummary": {"PostContactSummary": {"Content": "ann@example.com called"}}},
    "Participants": [
        {"ParticipantId": "A", "ParticipantRole": "AGENT"},
        {"ParticipantId": "C", "ParticipantRole": "CUSTOMER"},
    ],
}
REAL_TIME = {
    "Segments": [
        {"Transcript": {"ParticipantRole": "AGENT", "ParticipantId": "x", "Content": "hello", "Id": "1"}},
        {"Transcript": {"ParticipantRole": "CUSTOM_BOT", "ParticipantId": "y", "Content": "hi", "Id": "2"}},
    ]
}


def test_the_role_of_a_turn_comes_from_the_participants() -> None:
    ear = Ear()
    out = json.loads(masked(json.dumps(POST_CALL).encode(), "a.json", ear))
    assert ear.told == [("agent", "your card number?"), ("customer", f"it is {CARD}")]
    assert out["Transcript"][1]["Content"] == "it is [card number]"
    assert out["Transcript"][1]["EndOffsetMillis"] == 2000
    assert out["ConversationCharacteristics"]["ContactSummary"]["PostContactSummary"]["Content"].startswith("[e-mail")


def test_segments_in_real_time_name_the_role_themselves() -> None:
    ear = Ear()
    masked(json.dumps(REAL_TIME).encode(), "-", ear)
    assert ear.told == [("agent", "hello"), ("agent", "hi")]


def test_a_file_that_is_not_as_it_should_be_is_read_like_any_json() -> None:
    raw = json.dumps({"Transcript": "none", "x": [{"ParticipantId": 7, "Content": CARD}]}).encode()
    assert b"[card number]" in masked(raw, "a.json")


def test_the_names_that_we_read_are_those_of_the_services_model(shared_data: Path) -> None:
    shapes = json.loads((shared_data / "connect" / "connect-contact-lens-shapes.json").read_bytes())
    assert {"ParticipantId", "ParticipantRole", "Content"} <= set(shapes["Transcript"]["members"])
    assert "Transcript" in shapes["RealtimeContactAnalysisSegment"]["members"]
    assert passages(json.dumps(REAL_TIME).encode(), "a.json")[2].conversation == "contact"
