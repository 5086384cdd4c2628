"""WebVTT and SubRip: what was said, with its times."""

import pytest

from tests.transcripts.reader import CARD, Ear, masked, passages, texts, unread

VTT = """WEBVTT Kind: captions

STYLE
::cue { color: red }

NOTE call of somebody@example.com

1
00:00:01.000 --> 00:00:04.000 align:start
<v Agent>your card number?

2
00:00:05.000 --> 00:00:09.000
<v.loud Ann>it is <00:00:05.500>4929 <00:00:06.000>1234<c.yellow> 5678 </c>9012
and that is all
"""
SRT = (
    "1\r\n00:00:01,000 --> 00:00:04,000\r\nCUSTOMER: my card is 4929 1234\r\n5678 9012\r\n\r\n"
    "2\r\n00:00:05,000 --> 00:00:06,000\r\nbye\r\n"
)


def test_a_cue_is_a_passage_and_its_tags_are_not_seen() -> None:
    last = passages(VTT.encode(), "a.vtt")[-1]
    assert last.seen() == f"it is {CARD}\nand that is all"
    assert (last.line, last.where) == (14, "")


def test_a_number_whose_words_have_a_time_each_is_masked_and_times_stay() -> None:
    out = masked(VTT.encode(), "a.vtt").decode()
    assert "<v.loud Ann>it is <00:00:05.500>[card number]<00:00:06.000><c.yellow></c>\nand that is all" in out
    assert "00:00:05.000 --> 00:00:09.000\n" in out
    assert "NOTE call of [e-mail address]\n" in out
    assert "::cue { color: red }" in out


def test_a_number_over_two_lines_of_a_cue_is_one() -> None:
    assert masked(SRT.replace("1234\r\n", "1234 ").encode(), "a.srt").count(b"[card number]") == 1
    assert texts(SRT.encode(), "a.srt")[0] == "CUSTOMER: my card is 4929 1234\r\n5678 9012"


def test_who_speaks_is_told_to_whoever_listens() -> None:
    ear = Ear()
    masked(VTT.encode(), "a.vtt", ear)
    assert [role for role, text in ear.told if text.startswith(("your", "it is"))] == ["agent", ""]
    masked(SRT.encode(), "a.srt", ear := Ear())
    assert ear.told[0][0] == "customer"


def test_a_cue_that_is_not_utf8_is_unread_and_its_times_stay() -> None:
    raw = SRT.encode().replace(b"bye", b"b\xffe " + CARD.encode())
    assert unread(raw, "a.srt") == ["line 8: not UTF-8"]
    assert masked(raw, "a.srt").endswith(b"00:00:05,000 --> 00:00:06,000\r\n[unread]\r\n")


def test_nothing_that_is_not_found_changes() -> None:
    for raw in (SRT.replace("4929", "49").encode(), b"WEBVTT\n\n\n\nx --> y\n", b"\n\n00:01 --> 00:02\n", b"-->"):
        assert masked(raw, "a.vtt") == raw


@pytest.mark.parametrize(
    "raw",
    [
        f"card {CARD}\n1\n00:01.000 --> 00:04.000\nhello\n",
        f"{CARD}\n00:01.000 --> 00:04.000\nhello\n",
        f"00:01.000 --> 00:04.000 {CARD}\nhello\n",
        f"00:01.000 --> 00:04.000{CARD}\nhello\n",
        f"STYLE of {CARD}\n",
        f"STYLE\nof {CARD}\n",
        f"00:01.000 --> 00:04.000\nit is 4929 <{CARD}c.yellow>1234 5678 9012\n",
    ],
)
def test_where_times_and_names_should_stand_nothing_hides(raw: str) -> None:
    out = masked(raw.encode(), "a.vtt").decode()
    assert CARD not in out
    assert "[card number]" in out


def test_names_times_and_settings_of_cues_stay() -> None:
    raw = "12\n00:00:01.000 --> 00:00:04.000 align:start position:10%,line-left\nhello\n\n"
    raw += "550e8400-e29b-41d4-a716-446655440000/12-0\n00:01.000 --> 00:04.000\nhello\n\nREGION\nid:a\nwidth:40%\n"
    assert texts(raw.encode(), "a.vtt") == ["hello", "hello"]
    assert masked(raw.encode(), "a.vtt") == raw.encode()
