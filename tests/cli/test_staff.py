"""`needline staff`: an invitation printed once and written down first, and sessions that are ended."""

import asyncio
import base64
import time
from pathlib import Path

import pytest

from needline.demo.stage import ESTATE
from needline.settings import Settings
from needline.staff import Staff
from needline.web.wiring import lay
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.estates import DEMO

KEY = bytes(range(32))


@pytest.fixture
def state(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'needline.db'}"


@pytest.fixture
def shell(state: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """On a state where the demo estate is in force."""
    monkeypatch.setenv("NEEDLINE_STATE", state)
    monkeypatch.setenv("NEEDLINE_KEY", base64.b64encode(KEY).decode())
    monkeypatch.setenv("NEEDLINE_SITE", "https://desk.example")
    shell = make_shell(capsys)
    assert shell("apply", DEMO / ESTATE, "--by", "ann").code == 0
    return shell


def invite(shell: Shell, name: str = "mira", desk: str = "front_desk", **more: str) -> tuple[int, str, str]:
    options = [part for key, value in more.items() for part in (f"--{key}", value)]
    ran = shell("staff", "invite", name, "--called", "Mira", "--desk", desk, "--by", "ann", *options)
    return ran.code, ran.out, ran.err


def test_an_invitation_is_a_link_and_stands_in_the_record_without_it(shell: Shell) -> None:
    code, out, _ = invite(shell)
    assert code == 0
    assert out.startswith("https://desk.example/enrol/")
    told = shell("record", "show", "--kind", "invited", "--by", "ann").out
    assert "mira" in told
    assert out.strip().rpartition("/")[2] not in told


def test_the_link_is_in_no_file(shell: Shell, tmp_path: Path) -> None:
    link = invite(shell)[1].strip().rpartition("/")[2]
    assert link.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "desk", "role", "why"),
    [
        ("mira", "back_desk", "agent", "there is no desk 'back_desk'"),
        ("x" * 65, "front_desk", "agent", "no name that somebody can type"),
        (" ", "front_desk", "agent", "no name that somebody can type"),
    ],
)
def test_nobody_is_invited_to_a_desk_that_is_not_there_or_by_no_name(
    shell: Shell, name: str, desk: str, role: str, why: str
) -> None:
    code, out, err = invite(shell, name, desk, role=role)
    assert (code, out) == (1, "")
    assert why in err


def test_whoever_answers_for_security_has_no_desk_of_the_estate(shell: Shell) -> None:
    assert invite(shell, "sam", "security", role="security")[0] == 0


def test_whoever_invites_says_who_they_are(shell: Shell) -> None:
    assert shell("staff", "invite", "mira", "--called", "Mira", "--desk", "front_desk").code != 0


def test_sessions_of_somebody_are_ended_and_it_is_written_down(shell: Shell) -> None:
    ran = shell("staff", "sign-out", "mira", "--by", "ann")
    assert (ran.code, ran.out) == (0, "0 sessions of mira ended\n")
    assert "ended on the command line" in shell("record", "show", "--kind", "session-ended", "--by", "ann").out


def test_settings_without_a_site_make_a_link_to_this_machine(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEEDLINE_SITE")
    assert invite(shell)[1].startswith("http://127.0.0.1:8400/enrol/")


def test_a_link_can_be_opened_by_another_process(shell: Shell, state: str) -> None:
    link = invite(shell)[1].strip().rpartition("/")[2]
    ground = lay(Settings(state=state, key=KEY))
    try:
        found = asyncio.run(Staff(ground.database, ground.ring, time.time).invitations.found(link))
    finally:
        ground.close()
    assert found
    assert (found.name, found.by) == ("mira", "ann")
