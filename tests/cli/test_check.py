"""`needline check`: every problem at once, with its place; or an estate in numbers."""

import os
import threading
from datetime import date
from pathlib import Path

import msgspec
import pytest

from needline.cli.check import Checked, Linted, check, check_lint, explain
from needline.cli.draft import Unreadable
from needline.estate import json_schema
from needline.lint import RULES
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.estates import DEMO, SHOP, northgate
from tests.lint.estates import TIDY

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


# ── lints ──────────────────────────────────────────────────────────────────────────────────────────
LEAKY = TIDY.replace("paused_by: system", "paused_by: agent").replace("cooling_off: 3d", "cooling_off: 0d")
NL203 = "the recording pauses when an agent remembers to"
ACCEPTED = """accepted:
  - id: NL203
    path: channels.phone.paused_by
    who: ann
    why: the form comes in March
    until: "2027-03-31"
"""


@pytest.fixture
def leaky(tmp_path: Path) -> Path:
    path = tmp_path / "leaky.yaml"
    path.write_text(LEAKY, encoding="utf-8")
    return path


@pytest.fixture
def accepted(tmp_path: Path) -> Path:
    path = tmp_path / "accepted.yaml"
    path.write_text(ACCEPTED, encoding="utf-8")
    return path


def told(path: Path, column: int, text: str, line: str) -> str:
    """What is told of the line of the file that begins so."""
    lines = path.read_text(encoding="utf-8").splitlines()
    (at,) = (number for number, one in enumerate(lines, 1) if one.strip().startswith(line))
    return f"{path}:{at}:{column}: {text}"


def test_a_lint_is_told_like_a_problem_with_its_rule_and_the_answer_is_no(leaky: Path, shell: Shell) -> None:
    ran = shell("check", "--lint", leaky)
    assert ran.code == 3
    assert ran.err == ""
    fix = "let the payment form or the call flow pause it, and write paused_by: system [NL203]"
    cooling = "a contact point gets codes the moment it was changed; write cooling_off: 1d or more [NL406]"
    assert ran.out.splitlines()[:2] == [
        told(leaky, 16, f"{NL203}; {fix}", "paused_by"),
        told(leaky, 66, cooling, "customers:"),
    ]
    assert ran.out.splitlines()[-1] == "2 lints; needline check --explain NL203 tells why"


def test_an_estate_without_lints_says_so(tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "tidy.yaml").write_text(TIDY, encoding="utf-8")
    ran = shell("check", "--lint", tmp_path / "tidy.yaml")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "Tidy shop: no problems"
    assert ran.out.splitlines()[-1] == "no lints"


def test_lints_are_not_looked_for_unless_asked(leaky: Path, shell: Shell) -> None:
    assert shell("check", leaky).code == 0


def test_problems_come_first_and_count_first(leaky: Path, shell: Shell) -> None:
    leaky.write_text(LEAKY.replace("by: vault", "by: valt"), encoding="utf-8")
    ran = shell("check", "--lint", leaky)
    assert ran.code == 1
    assert ran.err.endswith("there is no desk 'valt'; did you mean 'vault'?\n")
    assert "[NL203]" in ran.out
    assert "no problems" not in ran.out


def test_machines_get_every_lint_with_its_place(leaky: Path, shell: Shell) -> None:
    ran = shell("check", "--lint", leaky, "--json")
    assert ran.code == 3
    assert set(ran.json()) == set(Linted.__struct_fields__)
    first = ran.json()["lints"][0]
    assert (first["id"], first["path"]) == ("NL203", ["channels", "phone", "paused_by"])
    assert first["at"]["file"] == str(leaky)


def test_what_somebody_accepted_is_not_told_until_the_day_is_over(leaky: Path, accepted: Path, shell: Shell) -> None:
    asked = ("check", "--lint", leaky, "--accepted", accepted, "--today")
    in_time = shell(*asked, "2027-03-31")
    assert in_time.code == 3
    assert "[NL203]" not in in_time.out
    assert in_time.out.splitlines()[-1] == "1 lint, 1 accepted; needline check --explain NL406 tells why"
    late = shell(*asked, "2027-04-01")
    assert "[NL203]" in late.out
    assert (
        "NL203 at channels.phone.paused_by: ann accepted it until 2027-03-31; decide again" in late.out.splitlines()
    )


def test_all_accepted_is_a_yes(leaky: Path, accepted: Path) -> None:
    leaky.write_text(LEAKY.replace("cooling_off: 0d", "cooling_off: 3d"), encoding="utf-8")
    linted = check_lint(str(leaky), accepted=str(accepted), today=date(2027, 1, 1))
    assert linted.lints == ()
    assert [one.id for one in linted.accepted] == ["NL203"]


def test_a_decision_about_nothing_is_told(leaky: Path, accepted: Path, shell: Shell) -> None:
    leaky.write_text(TIDY, encoding="utf-8")
    ran = shell("check", "--lint", leaky, "--accepted", accepted, "--today", "2027-01-01")
    assert ran.code == 0
    gone = "NL203 at channels.phone.paused_by: accepted and not found any more; take it out of the list"
    assert gone in ran.out.splitlines()


def test_mistakes_in_the_accepted_list_are_problems_with_their_place(
    leaky: Path, accepted: Path, shell: Shell
) -> None:
    wrong = ACCEPTED.replace("NL203", "NL2").replace("ann", '" "').replace("2027-03-31", "soon")
    accepted.write_text(wrong, encoding="utf-8")
    ran = shell("check", "--lint", leaky, "--accepted", accepted)
    assert ran.code == 1
    assert ran.err.splitlines() == [
        f"{accepted}:2:9: there is no rule 'NL2'; write the id that the lint is told with",
        f"{accepted}:4:10: nobody accepted it; write who did",
        f"{accepted}:6:12: 'soon' is no day; write it as \"2027-01-31\"",
    ]


def test_an_accepted_list_without_lints_is_a_mistake(leaky: Path, accepted: Path, shell: Shell) -> None:
    ran = shell("check", leaky, "--accepted", accepted)
    assert ran.code == 1
    assert "--accepted goes with --lint" in ran.err


def test_a_rule_is_explained_with_its_source(shell: Shell) -> None:
    ran = shell("check", "--explain", "nl203")
    assert ran.code == 0
    rule = RULES["NL203"]
    assert ran.out.splitlines() == [
        f"NL203: {rule.name}",
        f"Why: {rule.why}",
        f"Fix: {rule.fix}",
        f"Source: {rule.source}",
        rule.source.url,
    ]
    assert shell("check", "--explain", "NL203", "--json").json() == msgspec.to_builtins(explain("NL203"))


def test_a_rule_that_is_not_there_is_said_so(shell: Shell) -> None:
    ran = shell("check", "--explain", "NL999")
    assert ran.code == 1
    assert "there is no rule 'NL999'; " in ran.err


def test_check_wants_an_estate_or_a_rule(shell: Shell) -> None:
    ran = shell("check")
    assert ran.code == 1
    assert "Missing argument 'ESTATE'." in ran.err
