"""`make fuzz`: look for text, files and lines that break spot, for as many minutes as there are.

    text      any text → spot → redact: finds lie in it, in order and apart; no run of 13 digits is left
    turns     any turns → hear, turn by turn, streamed: the same
    files     any bytes as a file of any format → readers → redact: no exception, and no planted card comes out
    lines     any bytes → `needline spot --jsonl`: each line has an answer of its own, with places within its text

Hypothesis makes the cases, from fragments that mean something; where atheris is installed, it goes on from what
hypothesis found with what covers new code. What fails is printed with a line that makes it fail again. Exit 1 then.

    python -m tests.spot.fuzz --minutes 10 [--only files]
"""

import argparse
import importlib
import importlib.util
import io
import json
import re
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from needline.cli.redact import redacted
from needline.cli.spot_lines import Conversations, answer_lines
from needline.spot import Spotter, redact
from needline.spot.finding import Finding
from needline.spot.redaction import As
from needline.spot.streaming import Stream
from needline.transcripts import Format

CARD = "4929 1234 5678 9012"
ROUND = 200  # cases between two looks at the clock
# How a mail is built stays: dates, types and boundaries, of which some are long numbers.
FOR_MACHINES = re.compile(rb"(?im)^(?:(?:mime-|content-|date|lines|x?-?status).*(?:\r?\n[ \t].*)*|--.*)$")
LONG_NUMBER = re.compile(r"(?:\d[ \u200b]?){12}\d")
SPOTTER, RULES = Spotter(), Spotter(names=False)

PHRASES = (
    "my card is ", CARD, "4929123456789012", "4929", " 1234 ", "four nine two nine ", "double seven ", "oh ", "mhm",
    "i am Jane Miller ", "jane@example.com", " at gmail dot com ", "14 Cedar Lane, Leeds LS1 4AB ", "password: x9!k ",
    "what is your ", "card number? ", "last four digits? ", "AGENT: ", "\nCUSTOMER: ", "[agent] ", "10:03 Maria: ",
    "sk-" + "a1b2c3d4" * 4, "Authorization: Bearer ", "://u:p@", "GB29 NWBK 6016 1331 9268 19", "+44 7700 900123",
    "29.02.1980", "£1,000.00", "192.168.100.201", "&#52;", "&amp;", "\u200b", "\u00ad", "\u0301", "\ufe0f\u20e3",
    "４９", "٤٩٢٩", "𝟒", "с", "\ud800", "\udfff", "\0", "\n", "\r\n", "\t", "\u2028", "\x85", " ", "  ", "-", ".",
    ",", "/", '"', "'", "\\", "=", ":", "@", "#", "*", "(", ")", "é", "ß", "İ", "ǆ", "Ꮿ", "a", "b", "1", "0",
    "x" * 70, "1 " * 40,
)  # fmt: skip
texts = st.lists(st.sampled_from(PHRASES) | st.text(max_size=8), max_size=24).map("".join)
turns = st.lists(st.tuples(st.sampled_from(["customer", "agent", "tool", "", "unknown"]), texts), max_size=10)

LENS = {
    "Transcript": [{"Content": "card?", "ParticipantId": "A"}, {"Content": f"it is {CARD}", "ParticipantId": "C"}],
    "Participants": [{"ParticipantId": "A", "ParticipantRole": "AGENT"}, {"ParticipantId": "C"}],
}
CUES = """WEBVTT

00:01.000 --> 00:04.000
<v Agent>card?

00:05.000 --> 00:09.000
<v.loud Ann>it is <00:05.500>4929 <00:06.000>1234<c.yellow> 5678 </c>9012
"""
MAIL = """From ann@example.com Mon Nov 24 10:00:00 2025
From: ann@example.com
Subject: =?utf-8?b?NDkyOSAxMjM0?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>card 4929 <b>1234</b> 5678=20=
9012</p>
--x
Content-Transfer-Encoding: base64

Y2FyZCA0OTI5IDEyMzQgNTY3OCA5MDEyCg==
--x--
"""
FILES = (
    b'{"id": 1, "text": "card 4929 1234 5678 9012", "conversation": "c", "role": "agent"}\n',
    json.dumps(LENS).encode(),
    CUES.encode(),
    b"1\r\n00:00:01,000 --> 00:00:04,000\r\nCUSTOMER: my card is 4929 1234 5678 9012\r\n\r\n",
    MAIL.encode(),
    b'name,card\r\nAnn,4929 1234 5678 9012\r\n"a ""b""",4929123456789012\r\n',
    b"AGENT: card number?\nCUSTOMER: 4929 1234 5678 9012\n",
)
TOKENS = (
    b'"', b"'", b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\\u0034", b"\\ud83d", b"\n", b"\r", b"\r\n\r\n", b"\0",
    b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff\0a", b"\x1f\x8b", b"BZh", b"PK\x03\x04", b"%PDF-", b" --> ",
    b"--x", b"--x--", b"=", b"=\n", b"=34", b"=?utf-8?q?=34929?=", b"&#52;", b"<b>", b"</b>", b"<", b">", b"<!--",
    b"-->", b"\n\n", b";", b"text", b'"text":', b"Content-Type: text/html\n", b"charset=utf-16", b"NOTE ", b"null",
    b"Content-Transfer-Encoding: base64\n", b"charset=iso-2022-jp", b"Content-Type: message/rfc822\n\n",
    b"From x\n", b"STYLE\n", b"1e999", b"[" * 600, "é".encode(), "４９２９".encode(), "\u200b".encode(),
    CARD.encode(), b"4929123456789012", b"4929", b"1234", b" ",
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """One or two files of a format, and what becomes of them when pieces are put in, taken out and doubled."""
    raw = b"".join(draw(st.lists(st.sampled_from(FILES), min_size=1, max_size=2)))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.sampled_from([0, 0, 1, 2, 8, 40])))
        piece = draw(st.sampled_from(TOKENS) | st.binary(max_size=6) | st.just(raw[start:end] * 2))
        raw = raw[:start] + piece + raw[end:]
    return raw


def check_places(text: str, found: tuple[Finding, ...]) -> None:
    """Finds lie in the text, in order and apart."""
    ends = [0, *(at for one in found for at in (one.start, one.end)), len(text)]
    assert ends == sorted(ends), "finds overlap or lie outside"
    assert all(one.start < one.end and 0 < one.score <= 1 for one in found), "an empty find, or no score"


quiet = settings(
    max_examples=ROUND, deadline=None, print_blob=True, database=None, suppress_health_check=list(HealthCheck)
)


@quiet
@given(texts)
def text(one: str) -> None:
    """Any text."""
    for spotter in (SPOTTER, RULES):
        found = spotter.spot(one)
        check_places(one, found)
        for form in (As.WORDS, As.STARS):
            assert not LONG_NUMBER.search(redact(one, found, form)), "13 digits are left"


@quiet
@given(turns, st.integers(1, 40))
def talk(said: list[tuple[str, str]], size: int) -> None:
    """Any turns: as a whole, one by one, and in pieces as they are typed."""
    conversation = SPOTTER.conversation()
    for (role, one), found in zip(said, SPOTTER.hear(said), strict=True):
        check_places(one, found)
        check_places(one, conversation.turn(role, one))
        assert not LONG_NUMBER.search(redact(one, found)), "13 digits are left"
        stream = Stream(RULES.read)
        parts = [
            *(part for at in range(0, len(one), size) for part in stream.push(one[at : at + size])),
            *stream.close(),
        ]
        length = sum(len(part) if isinstance(part, str) else part.length for part in parts)
        assert length == len(one), "a stream lost or doubled something"


@quiet
@given(
    mutated(), st.sampled_from([None, *Format]), st.sampled_from(["a", "a.gz", "a.json", "a.eml", "a.csv", "a.vtt"])
)
def files(raw: bytes, kind: Format | None, name: str) -> None:
    """Any file."""
    out = io.BytesIO()
    with redirect_stderr(io.StringIO()):
        redacted(io.BytesIO(raw), out, name, RULES, kind=kind)
    written = out.getvalue()
    read = FOR_MACHINES.sub(b"", written)
    assert CARD.encode() not in read and b"4929123456789012" not in read, "a card number is left"  # noqa: PT018  # one thing
    assert len(written) <= 30 * len(raw) + 100, "what is written has no bounds"


@quiet
@given(
    st.lists(
        mutated() | st.binary(max_size=40) | texts.map(lambda one: json.dumps({"text": one}).encode()), max_size=6
    )
)
def lines(several: list[bytes]) -> None:
    """Any lines."""
    raw = b"\n".join(several)
    out = io.BytesIO()
    answer_lines(io.BytesIO(raw), out, Conversations(RULES))
    asked = [line for line in raw.split(b"\n") if line.strip()]
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(answers) == len(asked), "a line has no answer of its own"
    for line, answer in zip(asked, answers, strict=True):
        assert ("spans" in answer) != ("error" in answer), "neither answer nor error"
        assert "unexpected" not in answer.get("error", ""), f"a rule broke: {answer['error']}"
        if "spans" in answer:
            length = len(json.loads(line.decode("utf-8", "replace"))["text"])  # what is not asked may be anything
            assert all(0 <= one["start"] < one["end"] <= length for one in answer["spans"]), (
                "a place outside of the text"
            )


TARGETS: dict[str, Callable[..., None]] = {"text": text, "turns": talk, "files": files, "lines": lines}


def fuzz(name: str, until: float) -> int:
    """Run one target until it is time, or until it fails; return how many cases it took."""
    took = 0
    while time.monotonic() < until:
        seed(time.time_ns())(TARGETS[name])()
        took += ROUND
    return took


def rounds(names: list[str], seconds: float) -> Iterator[str]:
    """Give each target its share of the time; yield what failed."""
    for name in names:
        try:
            tell(f"{name}: {fuzz(name, time.monotonic() + seconds / len(names)):,} cases")
        except Exception:  # noqa: BLE001  # whatever it is, it is what we look for
            traceback.print_exc()
            tell(f"{name}: FAILED")
            yield name


def cover(names: list[str], seconds: float) -> Iterator[str]:
    """The same with atheris, which needs a process for each target: it ends its own."""
    minutes = str(seconds / len(names) / 60)
    for name in names:
        command = [sys.executable, "-m", "tests.spot.fuzz", "--covering", name, "--minutes", minutes]
        if subprocess.run(command, check=False).returncode:
            tell(f"{name}: FAILED under atheris")
            yield name


def covering(name: str, seconds: float) -> None:
    """Hand the target to atheris; does not return."""
    atheris: Any = importlib.import_module("atheris")
    target: Any = TARGETS[name]
    atheris.instrument_all()
    with tempfile.TemporaryDirectory() as folder:  # where it leaves the case that failed
        limits = (f"-max_total_time={int(seconds)}", "-max_len=2048", "-len_control=0", "-verbosity=0")
        arguments = [sys.argv[0], *limits, f"-artifact_prefix={folder}/"]
        atheris.Setup(arguments, target.hypothesis.fuzz_one_input)
        atheris.Fuzz()


def tell(what: str) -> None:
    """Say what is going on."""
    sys.stderr.write(what + "\n")


def main() -> int:
    """Fuzz, and return the exit code."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--only", choices=TARGETS)
    options.add_argument("--covering", choices=TARGETS, help=argparse.SUPPRESS)
    asked = options.parse_args()
    seconds = 60 * asked.minutes
    if asked.covering:
        covering(asked.covering, seconds)
    names = [asked.only] if asked.only else list(TARGETS)
    with_atheris = importlib.util.find_spec("atheris") is not None
    failed = list(rounds(names, seconds / 2 if with_atheris else seconds))
    if not with_atheris:
        tell("atheris is not installed: all cases came from hypothesis")
    elif not failed:
        failed += cover(names, seconds / 2)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
