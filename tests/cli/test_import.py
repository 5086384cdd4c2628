"""`needline import`: the draft of an estate, and everything that is not in it."""

from pathlib import Path

import pytest

from needline.estate import read
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.estates import DEMO
from tests.exchange.test_draft import SHOP, field


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return make_shell(capsys)


def written(folder: Path, text: str, name: str = "m.yml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_the_draft_goes_to_standard_output_and_the_rest_to_standard_error(tmp_path: Path, shell: Shell) -> None:
    ran = shell("import", "fides", written(tmp_path, SHOP))
    assert ran.code == 0
    assert read("d", {"d": ran.out.encode()}.__getitem__).estate.stores["web_shop"].person == "customer.id"
    assert "m.yml:16:" in ran.err


def test_a_draft_that_lacks_something_about_people_is_no_yes(tmp_path: Path, shell: Shell) -> None:
    ran = shell("import", "fides", written(tmp_path, field("user.account.contact.city")))
    assert ran.code == 3
    assert "did you mean 'user.contact.address.city'?" in ran.err


def test_a_file_that_is_no_yaml_makes_no_draft(tmp_path: Path, shell: Shell) -> None:
    ran = shell("import", "fides", written(tmp_path, SHOP), written(tmp_path, "a: [", "n.yml"))
    assert (ran.code, ran.out) == (1, "")
    assert "n.yml:" in ran.err


def test_a_file_that_is_not_there_could_not_be_read(tmp_path: Path, shell: Shell) -> None:
    assert shell("import", "fides", tmp_path / "none.yml").code == 2


def test_a_draft_is_never_written_over_a_file(tmp_path: Path, shell: Shell) -> None:
    manifest, out = written(tmp_path, SHOP), tmp_path / "estate.yaml"
    first = shell("import", "fides", manifest, "--out", out)
    assert first.out.strip().endswith("estate.yaml: 4 elements in 1 store")
    before = out.read_text(encoding="utf-8")
    assert shell("import", "fides", manifest, "--out", out).code == 1
    assert out.read_text(encoding="utf-8") == before


def test_machines_get_the_text_and_what_was_left_out(tmp_path: Path, shell: Shell) -> None:
    answer = shell("import", "fides", written(tmp_path, SHOP), "--json").json()
    assert (answer["elements"], answer["stores"], len(answer["left"])) == (4, 1, 2)
    assert answer["left"][0]["place"]["line"] == 8


def test_what_was_exported_is_imported_whole(tmp_path: Path, shell: Shell) -> None:
    manifest = tmp_path / "m.yml"
    shell("export", "fides", DEMO / "northgate.yaml", "--out", manifest)
    ran = shell("import", "fides", manifest)
    assert (ran.code, ran.err) == (0, "")
