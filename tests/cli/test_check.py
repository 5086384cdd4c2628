"""`needline check`: every problem at once, with its place; or an estate in numbers."""

import os
import threading
from pathlib import Path

import msgspec
import pytest

from needline.cli.check import Checked, check
from needline.cli.draft import Unreadable
from needline.estate import json_schema
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.estates import DEMO, SHOP, northgate

NORTHGATE = DEMO / "northgate.yaml"
BROKEN = """needline: 1
estate: Shop
owner: o@shop.example
desks: {till: {seats: two}}
channel: {}
"""


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return make_shell(capsys)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP, encoding="utf-8")
    return path


def test_a_good_estate_is_told_in_numbers(shop: Path) -> None:
    checked = check(str(shop))
    assert checked == Checked(estate="Shop", journeys=5, desks=2, bots=1, elements=7, cells=13, digest=checked.digest)


def test_the_demo_estate_has_no_problems(shell: Shell) -> None:
    ran = shell("check", NORTHGATE)
    assert ran.code == 0
    assert ran.err == ""
    first, second, third = ran.out.splitlines()
    assert first == "Northgate Bank contact centre: no problems"
    assert second.startswith("11 journeys, 6 desks, 1 bot, ")
    assert third == f"policy {northgate().digest}"


def test_machines_get_the_same_fields(shell: Shell) -> None:
    ran = shell("check", "--json", NORTHGATE)
    assert ran.code == 0
    assert ran.json()["digest"] == northgate().digest
    assert set(ran.json()) == set(Checked.__struct_fields__)


def test_every_problem_is_told_with_its_place_and_what_to_do(tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "a.yaml").write_text(BROKEN, encoding="utf-8")
    ran = shell("check", tmp_path / "a.yaml")
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.splitlines() == [
        f"{tmp_path}/a.yaml:4:23: 'seats' is the text 'two'; write a whole number",
        f"{tmp_path}/a.yaml:5:1: unknown key 'channel'; did you mean 'channels'?",
    ]


def test_what_cannot_be_enforced_has_a_place_as_well(shop: Path, shell: Shell) -> None:
    shop.write_text(SHOP.replace("by: vault", "by: valt", 1), encoding="utf-8")
    ran = shell("check", shop, "--json")
    assert ran.code == 1
    (problem,) = (one for one in ran.json()["problems"] if one["what"] == "there is no desk 'valt'")
    assert problem["fix"] == "did you mean 'vault'?"
    line = shop.read_text(encoding="utf-8").splitlines()[problem["at"]["line"] - 1]
    assert line.strip() == "by: valt"


def test_what_is_included_is_looked_for_beside_the_file(tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "a.yaml").write_text(SHOP + "include: [parts/more.yaml]\n", encoding="utf-8")
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "more.yaml").write_text("channels: {email: {kept_in: note}}\n", encoding="utf-8")
    ran = shell("check", tmp_path / "a.yaml")
    assert ran.code == 1
    assert ran.err.startswith(f"{tmp_path}/parts/more.yaml:1:29: there is no store 'note'; did you mean 'notes'?")


@pytest.mark.parametrize("name", ["gone.yaml", "folder", "no/such/folder.yaml"])
def test_a_file_that_cannot_be_read_is_not_a_problem_of_the_estate(name: str, tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "folder").mkdir()
    ran = shell("check", tmp_path / name)
    assert ran.code == 2
    assert ran.out == ""
    assert "cannot be read: " in ran.err


def test_a_file_without_an_end_is_read_no_further_than_an_estate_may_go(shell: Shell) -> None:
    ran = shell("check", "/dev/zero")
    assert ran.code == 1
    assert "the file has more than 2 MiB" in ran.err


def test_an_estate_may_come_through_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(SHOP,), kwargs={"encoding": "utf-8"})
    writer.start()
    assert check(str(pipe)).estate == "Shop"
    writer.join()


def test_unreadable_says_which_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as unreadable:
        check(str(tmp_path / "gone.yaml"))
    assert "gone.yaml cannot be read: no such file or directory" in unreadable.value.format_message()


def test_the_schema_is_that_of_the_model(shell: Shell) -> None:
    ran = shell("schema")
    assert ran.code == 0
    assert ran.json() == msgspec.json.decode(msgspec.json.encode(json_schema()))
