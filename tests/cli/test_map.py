"""`needline map`: a file, or text for Markdown."""

from pathlib import Path

import msgspec
import pytest

from needline.cli.map import draw
from needline.map import mermaid
from needline.observed import Observed, Sighting, Watched
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.estates import SHOP, shop


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return make_shell(capsys)


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP, encoding="utf-8")
    return path


def test_a_page_is_written_and_said(estate: Path, tmp_path: Path, shell: Shell) -> None:
    out = tmp_path / "map.html"
    ran = shell("map", estate, "--out", out)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{out}: 5 journeys, 7 elements\n"
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_machines_are_told_the_same(estate: Path, tmp_path: Path, shell: Shell) -> None:
    told = shell("map", estate, "--out", tmp_path / "map.html", "--json").json()
    assert (told["journeys"], told["elements"], told["estate"]) == (5, 7, "Shop")


def test_what_a_scan_saw_and_an_older_estate_are_drawn_in(estate: Path, tmp_path: Path, shell: Shell) -> None:
    scan, older, out = tmp_path / "scan.json", tmp_path / "old.yaml", tmp_path / "map.html"
    seen = Observed(journeys={"dispute": Watched(conversations=3, seen={"password": Sighting(asked=2)})})
    scan.write_bytes(msgspec.json.encode(seen))
    older.write_text(SHOP.replace("sees: {charges: full}", "sees: {charges: masked}"), encoding="utf-8")
    assert shell("map", estate, "--out", out, "--observed", scan, "--before", older).code == 0
    page = out.read_text(encoding="utf-8")
    assert 'data-state="undeclared"' in page
    assert 'data-changed="yes"' in page


def test_mermaid_goes_to_standard_output(estate: Path, shell: Shell) -> None:
    ran = shell("map", estate, "--mermaid")
    assert ran.code == 0
    assert ran.out == mermaid(shop())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--json",), "--json needs --out"),
        (("--mermaid", "--journey", "help"), "--mermaid draws the estate alone"),
        (("--journey", "disputes", "--out", "x.html"), "did you mean 'dispute'?"),
        (("--observed", "nowhere.json", "--out", "x.html"), "nowhere.json cannot be read"),
    ],
)
def test_what_makes_no_sense_is_told(arguments: tuple[str, ...], words: str, estate: Path, shell: Shell) -> None:
    ran = shell("map", estate, *arguments)
    assert ran.code in {1, 2}
    assert words in ran.err


def test_an_estate_with_problems_is_not_drawn(tmp_path: Path, shell: Shell) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(SHOP.replace("by: bo", "by: nobody", 1), encoding="utf-8")
    ran = shell("map", path, "--out", tmp_path / "map.html")
    assert ran.code == 1
    assert "bad.yaml:" in ran.err
    assert not (tmp_path / "map.html").exists()


def test_a_folder_that_is_not_there_is_told(estate: Path, tmp_path: Path, shell: Shell) -> None:
    ran = shell("map", estate, "--out", tmp_path / "none" / "map.html")
    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_a_page_can_be_asked_for_without_a_shell() -> None:
    assert "What one of them can obtain in a day" in draw(shop())
