"""The command line as a whole: help that helps, exit codes, and no traceback whatever happens."""

import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import click
import pytest

from needline import cli
from needline.cli.answer import tell_error
from needline.cli.exits import Exit, code_of
from needline.errors import EstateError, EvidenceError, Place, Problem, RecordError, SettingsError, StoreError
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell

HEAVY = {"sqlalchemy", "litestar", "httpx", "uvicorn", "alembic", "cryptography", "rich", "jinja2", "asyncio"}


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return make_shell(capsys)


def test_the_version_is_that_of_the_package(shell: Shell) -> None:
    ran = shell("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"needline {metadata.version('needline')}\n", "")


def test_help_has_examples_and_one_line_for_each_command(shell: Shell) -> None:
    ran = shell("--help")
    assert ran.code == 0
    assert "needline check estate.yaml" in ran.out
    for name, listed in cli.needline.listed.items():
        assert f"  {name} " in ran.out
        assert listed.help in ran.out
    assert max(map(len, ran.out.splitlines())) <= 90


@pytest.mark.parametrize("name", list(cli.needline.listed))
def test_every_command_explains_itself_and_each_of_its_options(name: str, shell: Shell) -> None:
    ran = shell(name, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: needline {name}")
    command = cli.needline.get_command(click.Context(cli.needline), name)
    assert command is not None
    assert command.help
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help, option.name


def test_no_command_at_all_is_answered_with_help(shell: Shell) -> None:
    for arguments in ((), ("record",)):
        ran = shell(*arguments)
        assert ran.code == 1
        assert ran.out == ""
        assert "Commands:" in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("chek", "x.yaml"), "there is no command 'chek'; did you mean 'check'?"),
        (("frobnicate",), "there is no command 'frobnicate'; there are discover, check, diff"),
        (("record", "who-sow"), "did you mean 'who-saw'?"),
        (("check",), "Missing argument 'ESTATE'"),
        (("check", "--jsn", "x.yaml"), "--jsn"),
        (("record", "show", "--by", "sam", "--limit", "0"), "0 is not in the range"),
    ],
)
def test_a_slip_is_told_with_how_to_go_on(arguments: tuple[str, ...], told: str, shell: Shell) -> None:
    ran = shell(*arguments)
    assert ran.code == 1
    assert ran.out == ""
    assert told in ran.err
    assert ran.err.startswith("Usage: needline")


def test_with_json_even_a_slip_is_an_object(shell: Shell) -> None:
    ran = shell("check", "--json")
    assert ran.code == 1
    assert ran.json() == {"error": "Missing argument 'ESTATE'."}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (EstateError([]), Exit.PROBLEMS),
        (SettingsError("NEEDLINE_KEY is not set"), Exit.PROBLEMS),
        (click.UsageError("no such option"), Exit.PROBLEMS),
        (click.FileError("x.yaml"), Exit.COULD_NOT),
        (StoreError("the database is locked"), Exit.COULD_NOT),
        (RecordError("the disk is full"), Exit.COULD_NOT),
        (KeyboardInterrupt(), Exit.COULD_NOT),
        (ZeroDivisionError(), Exit.COULD_NOT),
        (EvidenceError("entry 3 was changed", place=3), Exit.NO),
    ],
)
def test_each_error_has_its_exit_code(error: BaseException, code: Exit) -> None:
    assert code_of(error) is code


def test_an_error_that_nobody_expected_shows_only_its_class(capsys: pytest.CaptureFixture[str]) -> None:
    tell_error(ValueError("rosebud"), as_json=True)
    out, err = capsys.readouterr()
    assert err == "needline: unexpected ValueError; NEEDLINE_DEBUG=1 shows where it comes from\n"
    assert "rosebud" not in out


def test_where_the_record_does_not_add_up_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    tell_error(EvidenceError("its leaf is not the hash of its body", place=7), as_json=True)
    out, err = capsys.readouterr()
    assert err.startswith("needline: the record does not add up from entry 7 on: its leaf")
    assert json.loads(out) == {"error": "its leaf is not the hash of its body", "place": 7}


def test_problems_are_objects_for_machines_and_lines_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem(path=("desks", "till"), what="it has no seats", fix="add some", place=Place("a.yaml", 3, 5))
    tell_error(EstateError([problem]), as_json=True)
    out, err = capsys.readouterr()
    assert err == "a.yaml:3:5: it has no seats; add some\n"
    assert json.loads(out)["problems"] == [
        {
            "at": {"file": "a.yaml", "line": 3, "column": 5},
            "path": ["desks", "till"],
            "what": "it has no seats",
            "fix": "add some",
        }
    ]


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", "from needline.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, **environment},
    )


def test_a_traceback_comes_only_when_it_is_asked_for(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone.yaml")
    plain, debugged = process("check", gone), process("check", gone, NEEDLINE_DEBUG="1")
    assert (plain.returncode, plain.stderr) == (2, f"needline: {gone} cannot be read: no such file or directory\n")
    assert "Traceback" in debugged.stderr


def test_whoever_reads_may_stop_reading() -> None:
    pipe = "from needline.cli import main; main()"
    ran = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -c "{pipe}" schema | head -n 1'],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ran.stdout, ran.stderr) == ("{\n", "")


@pytest.mark.parametrize("arguments", ["--help", "--version", "schema", "check"])
def test_commands_that_run_often_import_nothing_heavy(arguments: str) -> None:
    estate = str(Path(cli.__file__).parents[1] / "demo" / "northgate.yaml")
    arguments = f"{arguments} {estate}" if arguments == "check" else arguments
    program = (
        f"import sys; from needline.cli import run; run({arguments.split()!r}); print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert HEAVY & set(ran.stderr.split()) == set()
