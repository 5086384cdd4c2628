"""`needline report`: drafts of documents, and where they go."""

from pathlib import Path

import msgspec
import pytest

from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.estates import DEMO
from tests.report.test_ropa import SEEN

ESTATE = DEMO / "northgate.yaml"


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return make_shell(capsys)


def test_records_of_processing_go_to_standard_output_as_csv(shell: Shell) -> None:
    ran = shell("report", "ropa", ESTATE)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Processing activity,")


@pytest.mark.parametrize(("name", "begins"), [("a.html", "<!doctype html>"), ("a.csv", "Processing activity")])
def test_the_name_of_the_file_says_what_it_is_to_hold(name: str, begins: str, tmp_path: Path, shell: Shell) -> None:
    assert shell("report", "ropa", ESTATE, "--out", tmp_path / name).code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_a_spreadsheet_is_written_into_a_file_only(tmp_path: Path, shell: Shell) -> None:
    ran = shell("report", "ropa", ESTATE, "--format", "xlsx")
    assert (ran.code, ran.out) == (1, "")
    assert "--out" in ran.err
    pytest.importorskip("xlsxwriter")
    assert shell("report", "ropa", ESTATE, "--out", tmp_path / "a.xlsx").code == 0
    assert (tmp_path / "a.xlsx").read_bytes()[:2] == b"PK"


def test_an_assessment_covers_the_journeys_that_are_named(shell: Shell) -> None:
    ran = shell("report", "dpia", ESTATE, "--journey", "fee_question", "--journey", "complaint")
    assert ran.code == 0
    assert "journeys.complaint" in ran.out
    assert "journeys.stolen_card" not in ran.out


def test_a_journey_that_is_not_there_is_a_problem_with_a_hint(shell: Shell) -> None:
    ran = shell("report", "dpia", ESTATE, "--journey", "fee_questions")
    assert (ran.code, ran.out) == (1, "")
    assert "did you mean 'fee_question'?" in ran.err


@pytest.mark.parametrize("report", ["ropa", "dpia"])
def test_a_scan_fills_in_what_conversations_held(report: str, tmp_path: Path, shell: Shell) -> None:
    file = tmp_path / "seen.json"
    file.write_bytes(msgspec.json.encode(SEEN))
    assert "no conversation of it was scanned" in shell("report", report, ESTATE, "--observed", file).out


@pytest.mark.parametrize("report", ["ropa", "dpia"])
def test_a_scan_that_is_none_is_a_problem_and_a_missing_one_could_not_be_read(
    report: str, tmp_path: Path, shell: Shell
) -> None:
    (tmp_path / "seen.json").write_text('{"seen": "4929 1234"}', encoding="utf-8")
    ran = shell("report", report, ESTATE, "--observed", tmp_path / "seen.json")
    assert (ran.code, ran.out) == (1, "")
    assert "4929" not in ran.err
    assert shell("report", report, ESTATE, "--observed", tmp_path / "none.json").code == 2


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, shell: Shell) -> None:
    ran = shell("report", "ropa", ESTATE, "--out", tmp_path / "no" / "a.csv")
    assert ran.code == 2
    assert ran.err.strip().endswith("cannot be written: no such file or directory")
