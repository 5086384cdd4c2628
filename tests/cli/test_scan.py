from pathlib import Path
from typing import Any

import msgspec
import pytest

from needline.cli.exits import Exit
from needline.observed import Observed
from tests.cli.shell import Shell, shell
from tests.scan.calls import CALLS, VISA, written


@pytest.fixture
def run(capsys: Any) -> Shell:
    return shell(capsys)


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    return written(tmp_path / "calls.jsonl")


def test_people_read_a_table_of_what_was_given_asked_for_and_shown(run: Shell, calls: Path) -> None:
    ran = run("scan", calls, "--quick", "--workers", 1)
    assert ran.code == Exit.YES
    assert "no journey known: 4 conversations" in ran.out
    assert [line.split()[:4] for line in ran.out.splitlines() if "card number" in line] == [
        ["card", "number", "given", "1"]
    ]
    assert ran.out.splitlines()[-1] == "1 file, 4 conversations, quick"
    assert VISA not in ran.out + ran.err


def test_machines_read_the_same_fields_from_standard_output_and_from_the_file(
    run: Shell, calls: Path, tmp_path: Path
) -> None:
    out = tmp_path / "observed.json"
    ran = run("scan", calls, "--quick", "--workers", 1, "--out", out, "--json")
    seen = msgspec.json.decode(out.read_bytes(), type=Observed)
    assert msgspec.json.decode(ran.out, type=Observed) == seen
    assert seen.journeys[""].conversations == len(CALLS)


def test_what_the_scan_writes_is_not_scanned(run: Shell, calls: Path, tmp_path: Path) -> None:
    for _ in range(2):
        ran = run(
            "scan", tmp_path, "--quick", "--workers", 1, "--into", tmp_path / "s.sqlite", "--out", tmp_path / "o.json"
        )
        assert (ran.code, ran.out.splitlines()[-1]) == (Exit.YES, "1 file, 4 conversations, quick")


def test_a_scan_that_could_not_read_everything_says_no(run: Shell, calls: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(calls.read_bytes() + b"{cut")
    ran = run("scan", bad, tmp_path / "none", "--quick", "--workers", 1)
    assert ran.code == Exit.NO
    assert ran.err.splitlines() == [
        f"unread: {bad}:5: no JSON, or cut short",
        f"unread: {tmp_path / 'none'}: no such file or directory",
    ]
    assert ran.out.splitlines()[-1].endswith("2 places unread")


def test_an_estate_with_problems_is_told_before_anything_is_read(run: Shell, calls: Path, tmp_path: Path) -> None:
    (tmp_path / "estate.yaml").write_text("needline: 2\n", encoding="utf-8")
    assert run("scan", calls, "--estate", tmp_path / "estate.yaml").code == Exit.PROBLEMS
