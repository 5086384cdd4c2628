"""`needline redact`: the same files without the personal data in them, and never a value by mistake."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from needline.cli.redact import _target
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.transcripts.reader import CARD

TEXT = f"good morning\nmy card is {CARD}\n"


@pytest.fixture
def shell(capfdbinary: pytest.CaptureFixture[bytes]) -> Shell:
    class Texts:
        """What was captured, as text: the masked file goes to the bytes below standard output."""

        def readouterr(self) -> tuple[str, str]:
            out, err = capfdbinary.readouterr()
            return out.decode(), err.decode()

    return make_shell(Texts())


@pytest.fixture
def chat(tmp_path: Path) -> Path:
    path = tmp_path / "chat.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_masked_text_goes_to_standard_output_and_the_count_beside_it(chat: Path, shell: Shell) -> None:
    ran = shell("redact", chat)
    assert (ran.code, ran.out) == (0, "good morning\nmy card is [card number]\n")
    assert ran.err == f"{chat}: masked 1 card number\n"


@pytest.mark.parametrize(
    ("form", "masked"),
    [("words", "[card number]"), ("labels", "<CARD>"), ("stars", "•••• •••• •••• ••••"), ("tails", "•••9012")],
)
def test_what_stands_in_place_of_a_value_is_chosen(form: str, masked: str, chat: Path, shell: Shell) -> None:
    assert shell("redact", chat, "--form", form).out == TEXT.replace(CARD, masked)


def test_files_of_the_same_names_are_written_packed_as_they_were(tmp_path: Path, shell: Shell) -> None:
    line = json.dumps({"id": 1, "text": f"my card is {CARD}"}).encode() + b"\n"
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(line))
    (tmp_path / "b.jsonl").write_bytes(line)
    ran = shell("redact", tmp_path / "a.jsonl.gz", tmp_path / "b.jsonl", "--out", tmp_path / "out", "--json")
    assert ran.code == 0
    masked = line.replace(CARD.encode(), b"[card number]")
    assert gzip.decompress((tmp_path / "out" / "a.jsonl.gz").read_bytes()) == masked
    assert (tmp_path / "out" / "b.jsonl").read_bytes() == masked
    assert [file["masked"] for file in ran.json()["files"]] == [{"card number": 1}] * 2


def test_nothing_is_overwritten(chat: Path, shell: Shell) -> None:
    for out, told in ((chat.parent, "is there already, and nothing is overwritten"), (chat.parent / "out", "")):
        ran = shell("redact", chat, "--out", out)
        assert (ran.code == 1) is bool(told)
        assert told in ran.err
    assert chat.read_text(encoding="utf-8") == TEXT
    assert shell("redact", chat, "--out", chat.parent / "out").code == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--json",), "--json needs --out"),
        (("--out", "x"), "--out needs FILES"),
        (("a/x.txt", "b/x.txt", "--out", "x"), "two files are called 'x.txt'"),
        (("--form", "none"), "'none' is not one of"),
    ],
)
def test_a_slip_is_told_before_anything_is_written(arguments: tuple[str, ...], told: str, shell: Shell) -> None:
    ran = shell("redact", *arguments)
    assert (ran.code, ran.out if "--json" not in arguments else "") == (1, "")
    assert told in ran.err


def test_what_could_not_be_read_is_not_written(tmp_path: Path, shell: Shell) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one\n\xff my card is 4929 1234 5678 9012\nthree\n")
    ran = shell("redact", path)
    assert (ran.code, ran.out) == (1, "one\n[unread]\nthree\n")
    assert f"{path}: unread: line 2: not UTF-8\n" in ran.err


def test_a_file_that_cannot_be_opened_or_written_is_told_and_the_others_are_done(chat: Path, shell: Shell) -> None:
    ran = shell("redact", chat.parent / "gone.txt", chat, "--out", chat.parent / "out")
    assert ran.code == 2
    assert "gone.txt cannot be read: no such file" in ran.err
    assert [path.name for path in (chat.parent / "out").iterdir()] == ["chat.txt"]
    (chat.parent / "file").write_text("x", encoding="utf-8")
    ran = shell("redact", chat, "--out", chat.parent / "file" / "below")
    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_a_file_that_was_not_finished_is_taken_away_again(tmp_path: Path) -> None:
    def interrupted() -> None:
        with _target("a.txt", str(tmp_path / "out")) as target:
            target.write(b"good morning")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list((tmp_path / "out").iterdir()) == []


def test_standard_input_is_read_when_no_file_is_named() -> None:
    program = "from needline.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", program, "redact"], input=TEXT.encode(), capture_output=True, check=True, timeout=60
    )
    assert ran.stdout == b"good morning\nmy card is [card number]\n"
