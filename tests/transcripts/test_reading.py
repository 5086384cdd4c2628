"""Whatever the file: its format, what it is packed in, and what is said when it cannot be read."""

import bz2
import gzip
import io
import time
import zipfile

import pytest

from needline.transcripts import Format, Passage, pieces, role_of
from needline.transcripts.formats import format_of
from tests.transcripts.reader import CARD, masked, read, texts, unread

LINES = b'{"text": "card 4929 1234 5678 9012"}\n' * 3


@pytest.mark.parametrize(
    ("name", "beginning", "known"),
    [
        ("a.txt", b"{", Format.TEXT),
        ("a.jsonl.gz", b"", Format.JSON_LINES),
        ("a.JSON", b"", Format.JSON),
        ("-", LINES, Format.JSON_LINES),
        ("-", b'{\n "a": 1', Format.JSON),
        ("-", b'[{"a"', Format.JSON),
        ("-", b"[agent] hello", Format.TEXT),
        ("-", b'{"Participants": [{"ParticipantId": "A"}]', Format.CONTACT_LENS),
        ("-", b"WEBVTT\n\n", Format.CUES),
        ("-", b"1\r\n00:00:01,000 --> 00:00:02,000\r\n", Format.CUES),
        ("-", b"From ann@example.com Mon Nov\nSubject: x\n", Format.MAILBOX),
        ("-", b"Subject: x\nFrom: y\n\n", Format.MAIL),
        ("-", b"From: here on it is prose\n", Format.TEXT),
        ("-", b"", Format.TEXT),
    ],
)
def test_the_format_is_told_by_the_name_or_the_first_bytes(name: str, beginning: bytes, known: Format) -> None:
    assert format_of(name, beginning) == known


@pytest.mark.parametrize("pack", [gzip.compress, lambda raw: gzip.compress(raw[:50]) + gzip.compress(raw[50:])])
def test_what_is_packed_is_read(pack: object) -> None:
    assert texts(pack(LINES), "a.jsonl.gz") == [f"card {CARD}"] * 3  # type: ignore[operator]  # one of those above


def test_utf16_is_read_and_written_as_utf8() -> None:
    assert masked(f"name\n{CARD}\n".encode("utf-16"), "a.txt") == b"name\n[card number]\n"


def test_a_byte_order_mark_stays() -> None:
    assert masked(b"\xef\xbb\xbf" + LINES, "a.jsonl").startswith(b'\xef\xbb\xbf{"text": "card [card number]"}')


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", CARD)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (gzip.compress(LINES, mtime=0)[:-12], "line 1: packed data that is broken or ends too early"),
        (b"\x1f\x8b" + b"x" * 99, "line 1: packed data that is broken or ends too early"),
        (zipped(), "line 1: a ZIP archive or a document made of one"),
        (b"%PDF-1.7 4929 1234 5678 9012", "line 1: a PDF"),
        (bz2.compress(LINES) + b"\0", "line 1: binary, no text"),
        ("\ufeff".encode("utf-16-le") + b"a", "line 1: not the UTF-16 that its first bytes say"),
    ],
)
def test_what_cannot_be_unpacked_is_named_and_not_written(raw: bytes, why: str) -> None:
    assert unread(raw, "a.jsonl") == [why]
    assert masked(raw, "a.jsonl") == b"[unread]"


def test_what_was_made_to_fill_a_disk_is_not_read_to_its_end() -> None:
    bomb = gzip.compress(b"a line of text\n" * 6_000_000)
    assert unread(bomb, "a.txt")[-1].endswith("it unpacks to more than 500 times its size")


def test_a_disk_that_fails_in_the_middle_is_named() -> None:
    class Failing(io.BytesIO):
        def readinto(self, _: object) -> int:
            raise OSError(5, "Input/output error")

    (piece,) = pieces(Failing(b"x"), "a.txt")
    assert not isinstance(piece, Passage)
    assert str(piece) == "line 1: cannot be read further: input/output error"


@pytest.mark.parametrize(
    ("word", "role"),
    [("CUSTOMER", "customer"), ("end-user", "customer"), ("Agent 12", "agent"), ("CUSTOM_BOT", "agent"),
     ("assistant", "agent"), ("tool", "tool"), ("Ann Lee", ""), ("", ""), ("x" * 10_000_000, "")],
)  # fmt: skip
def test_the_words_of_the_platforms_for_who_speaks_are_known(word: str, role: str) -> None:
    assert role_of(word) == role


def test_an_empty_file_holds_nothing() -> None:
    for name in ("a.txt", "a.json", "a.jsonl", "a.csv", "a.vtt", "a.eml", "a.mbox", "-"):
        assert b"".join(getattr(piece, "raw", b"") for piece in read(b"", name)) == b""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.jsonl", "a.csv", "a.vtt", "a.eml", "a.mbox"])
@pytest.mark.parametrize(
    "part",
    [
        b"<!--", b"<script ", b"<style", b"<a ", b"=?a?q?", b"=?utf-8?b?AA?= ", b';"', b'"', b'"",', b"[", b'{"a":',
        b"\\u", b"<v ", b"From x\n", b"--x\n", b"a: b\n", b"Content-Type: text/html\n\n<!--\n\nFrom x\n", b" ", b"\n",
        b"1 ", b"x" * 99 + b" ",
    ],
)  # fmt: skip
def test_whatever_is_written_over_and_over_takes_a_time_that_grows_with_its_length(name: str, part: bytes) -> None:
    heads = {"a.eml": b"Subject: x\nContent-Type: text/html; x=", "a.mbox": b"From x\nContent-Type: text/html\n\n"}

    def seconds(size: int) -> float:
        begun = time.process_time()
        for _ in pieces(io.BytesIO(heads.get(name, b"") + part * (size // len(part))), name):
            pass
        return time.process_time() - begun

    assert seconds(800_000) < 14 * seconds(100_000) + 0.3
