"""`needline export`: an estate for other tools, on standard output or in a file."""

import json
from pathlib import Path

import pytest
import yaml

from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.estates import DEMO

ESTATE = DEMO / "northgate.yaml"


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return make_shell(capsys)


def test_fides_gets_yaml_without_aliases(shell: Shell) -> None:
    ran = shell("export", "fides", ESTATE)
    assert (ran.code, ran.err) == (0, "")
    assert set(yaml.safe_load(ran.out)) == {"dataset", "system"}
    assert "&id" not in ran.out


@pytest.mark.parametrize(("kind", "key"), [("otm", "otmVersion"), ("cyclonedx", "bomFormat")])
def test_the_others_get_json(kind: str, key: str, shell: Shell) -> None:
    ran = shell("export", kind, ESTATE)
    assert (ran.code, ran.err) == (0, "")
    assert key in json.loads(ran.out)


@pytest.mark.parametrize("kind", ["fides", "otm", "cyclonedx"])
def test_an_export_goes_into_a_file(kind: str, tmp_path: Path, shell: Shell) -> None:
    out = shell("export", kind, ESTATE).out
    assert shell("export", kind, ESTATE, "--out", tmp_path / "a").out == ""
    assert (tmp_path / "a").read_text(encoding="utf-8") == out


@pytest.mark.parametrize("kind", ["fides", "otm", "cyclonedx"])
def test_an_estate_with_problems_is_not_exported(kind: str, tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "a.yaml").write_text("needline: 1\nestate: x\n", encoding="utf-8")
    ran = shell("export", kind, tmp_path / "a.yaml", "--out", tmp_path / "a")
    assert ran.code == 1
    assert not (tmp_path / "a").exists()
