"""`needline diff`: what an edit opens and closes, what a move would, and the verdict as an exit code."""

import io
import json
import os
import threading
from pathlib import Path

import click
import pytest

from needline.cli.diff import compared, diff, marked
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.estates import DEMO, SHOP, shop_policy

NORTHGATE = DEMO / "northgate.yaml"


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return make_shell(capsys)


def written(folder: Path, name: str, *swaps: tuple[str, str]) -> Path:
    text = SHOP
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


OPENS = (
    "card_number: {form: masked, customer: two-factor}",
    "card_number: {form: masked, customer: two-factor}, orders: full",
)
CLOSES = ("at_most: 20", "at_most: 10")
LOSES_A_GUARD = ("  - notes keep at most 90d\n", "")
BREAKS_A_RULE = ("card_number: {form: masked", "card_number: {form: full")


@pytest.mark.parametrize(
    ("swaps", "lines", "verdict"),
    [
        ((), ["the two estates say the same"], "PASS  nothing opens"),
        (
            (("estate: Shop", "estate: The shop"),),
            ["~ estate", "              called 'Shop' → 'The shop'"],
            "PASS  nothing opens",
        ),
        (
            (CLOSES,),
            ["~ journey dispute", "    tightens  limit: refund 20 → 10"],
            "PASS  nothing opens",
        ),
        (
            (LOSES_A_GUARD,),
            ["- rule notes keep at most 90d", "    loosens   need not hold any more"],
            "FAIL  no longer holds: notes keep at most 90d",
        ),
        (
            (OPENS, CLOSES),
            [
                "~ journey theft",
                "    loosens   sees newly: orders full",
                "~ journey dispute",
                "    tightens  limit: refund 20 → 10",
            ],
            "FAIL  opens: vault sees orders full for theft (customer nothing, staff passkey)",
        ),
    ],
)
def test_every_object_is_told_with_its_reasons_and_the_verdict_last(
    swaps: tuple[tuple[str, str], ...], lines: list[str], verdict: str, tmp_path: Path, shell: Shell
) -> None:
    ran = shell("diff", written(tmp_path, "a.yaml"), written(tmp_path, "b.yaml", *swaps))
    told = ran.out.splitlines()
    assert told[: told.index("")] == lines
    assert told[-1] == f"gate: {verdict}"
    assert ran.err == ""
    assert ran.code == (3 if verdict.startswith("FAIL") else 0)


def test_a_rule_that_fails_is_named_with_its_place_and_is_a_no(tmp_path: Path, shell: Shell) -> None:
    after = written(tmp_path, "b.yaml", BREAKS_A_RULE)
    ran = shell("diff", written(tmp_path, "a.yaml"), after)
    broken = "broken rule 'nobody sees card_number more than masked': theft sees it full"
    assert f"gate: FAIL  {broken}" in ran.out.splitlines()
    assert ran.err.startswith(f"{after}:82:5: {broken}; ")
    assert ran.code == 3


def test_a_rule_that_is_no_sentence_makes_no_sense(tmp_path: Path, shell: Shell) -> None:
    after = written(tmp_path, "b.yaml", ("rules:\n", "rules:\n  - no bot sings\n"), BREAKS_A_RULE)
    ran = shell("diff", written(tmp_path, "a.yaml"), after)
    assert ran.code == 1
    assert ran.out == ""
    assert "no bot sings" in ran.err


def test_machines_get_grants_in_their_parts(tmp_path: Path, shell: Shell) -> None:
    ran = shell("diff", "--json", written(tmp_path, "a.yaml"), written(tmp_path, "b.yaml", OPENS, LOSES_A_GUARD))
    assert ran.code == 3
    guard, grant = sorted(ran.json()["opened"], key=lambda one: one["grant"] is not None)
    assert guard == {"text": "no longer holds: notes keep at most 90d", "grant": None}
    assert grant["grant"]["desk"] == "vault"
    assert grant["grant"]["form"] == "full"
    assert ran.json()["closed"] == []


def test_machines_get_every_field_under_a_version_of_the_format(tmp_path: Path, shell: Shell) -> None:
    answer = shell("diff", "--json", written(tmp_path, "a.yaml"), written(tmp_path, "b.yaml", OPENS)).json()
    assert list(answer) == [
        "format_version", "gate", "entries", "numbers", "opened", "closed", "before", "after",
    ]  # fmt: skip
    assert answer["format_version"] == "1.0"
    opened = "vault sees orders full for theft (customer nothing, staff passkey)"
    assert answer["gate"] == {
        "passes": False,
        "decided": f"opens: {opened}",
        "broken": [],
        "opens": [f"opens: {opened}"],
    }
    reason = {"text": "sees newly: orders full", "direction": "loosens", "opened": [opened], "closed": []}
    assert answer["entries"] == [
        {"sign": "~", "kind": "journey", "name": "theft", "direction": "loosens", "reasons": [reason]}
    ]
    assert set(answer["numbers"]) == {"reach", "routes", "before", "after", "times", "assumed"}


def test_a_pull_request_gets_markdown(tmp_path: Path, shell: Shell) -> None:
    ran = shell("diff", "--markdown", written(tmp_path, "a.yaml"), written(tmp_path, "b.yaml", CLOSES))
    assert ran.out.startswith("**needline: ✅ PASS** <code>nothing opens</code>\n\n0 open, 1 closes. ")
    assert "| `~` | <code>dispute</code> | <code>limit: refund 20 → 10</code> | 🔒 tightens |" in ran.out
    assert ran.code == 0


def test_the_problems_of_both_files_are_told(tmp_path: Path, shell: Shell) -> None:
    before = written(tmp_path, "a.yaml", ("seats: 3", "seats: three"))
    after = written(tmp_path, "b.yaml", ("seats: 2", "seats: two"))
    ran = shell("diff", before, after)
    assert ran.code == 1
    assert [line.split(":")[0].rpartition("/")[2] for line in ran.err.splitlines()] == ["a.yaml", "b.yaml"]


def test_what_cannot_be_enforced_is_told_with_its_place(tmp_path: Path, shell: Shell) -> None:
    after = written(tmp_path, "b.yaml", ("dispute:\n    by: vault", "dispute:\n    by: vualt"), BREAKS_A_RULE)
    ran = shell("diff", written(tmp_path, "a.yaml"), after)
    assert ran.code == 1
    assert "there is no desk 'vualt'; did you mean 'vault'?" in ran.err
    assert "broken rule" in ran.err
    assert ran.err.startswith(f"{after}:")


def test_one_side_may_be_standard_input(tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SHOP.encode())))
    ran = shell("diff", "-", written(tmp_path, "b.yaml", CLOSES))
    assert (ran.code, ran.out.splitlines()[0]) == (0, "~ journey dispute")


def test_both_sides_cannot_be_standard_input(shell: Shell) -> None:
    ran = shell("diff", "-", "-")
    assert ran.code == 1
    assert "standard input can be one of the two only" in ran.err


def test_one_side_may_be_a_pipe(tmp_path: Path, shell: Shell) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_text, args=(SHOP,))
    writer.start()
    ran = shell("diff", tmp_path / "pipe", written(tmp_path, "b.yaml", OPENS))
    writer.join()
    assert ran.code == 3


def test_a_file_that_is_not_there_could_not_be_read(tmp_path: Path, shell: Shell) -> None:
    ran = shell("diff", tmp_path / "none.yaml", written(tmp_path, "b.yaml"))
    assert ran.code == 2
    assert "none.yaml cannot be read: no such file" in ran.err


def test_a_move_is_compared_with_the_file_as_it_is(shell: Shell) -> None:
    ran = shell(
        "diff", "--move", "balance_inquiry,card_delivery", "--move", "complaint", "--to", "billing_desk", NORTHGATE
    )
    lines = ran.out.splitlines()
    assert [line for line in lines if line.startswith("~ ")] == [
        "~ journey balance_inquiry",
        "~ journey card_delivery",
        "~ journey complaint",
    ]
    assert "    loosens   moved from ava to billing_desk: sees balance full" in lines
    assert ran.code == 3


def test_a_move_of_what_is_not_there_says_what_was_meant(shell: Shell) -> None:
    ran = shell("diff", "--move", "adress_change", "--to", "avas", NORTHGATE)
    assert ran.code == 1
    assert [line.partition(": ")[2] for line in ran.err.splitlines()] == [
        "there is no desk or bot 'avas'; did you mean 'ava'?",
        "there is no journey 'adress_change'; did you mean 'address_change'?",
    ]


def test_a_move_that_makes_no_sense_says_where_and_what_to_do(shell: Shell) -> None:
    ran = shell("diff", "--move", "address_change", "--to", "ava", NORTHGATE)
    assert ran.code == 1
    assert "no email journey of 'ava' hands over when high_stakes; add a hand_over" in ran.err
    assert ran.err.startswith(f"{NORTHGATE}:")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a"], "name two files"),
        (["a", "b", "c"], "name two files"),
        (["--move", "x", "a"], "--move needs --to"),
        (["--to", "x", "a", "b"], "--to needs --move"),
        (["--move", "x", "--to", "y", "a", "b"], "--move asks about one file"),
        (["--move", ",", "--to", "y", "a"], "--to needs --move"),
        (["--json", "--markdown", "a", "b"], "ask for one"),
    ],
)
def test_a_question_that_is_none_is_a_mistake(arguments: list[str], said: str, shell: Shell) -> None:
    ran = shell("diff", *arguments)
    assert ran.code == 1
    assert said in ran.err


def test_what_a_scan_saw_measures_both_sides(tmp_path: Path, shell: Shell) -> None:
    seen = {"journeys": {"complaint": {"conversations": 10, "seen": {"card_number": {"given": 10}}}}}
    (tmp_path / "seen.json").write_text(json.dumps(seen))
    plain = shell("diff", "--json", NORTHGATE, NORTHGATE).json()["numbers"]["after"]
    ran = shell("diff", "--json", "--observed", tmp_path / "seen.json", NORTHGATE, NORTHGATE)
    assert ran.code == 0
    assert ran.json()["numbers"]["after"]["likely"] != plain["likely"]


@pytest.mark.parametrize("text", ["", "[]", '{"what": 1}', '{"files": "many"}'])
def test_what_no_scan_wrote_is_told(text: str, tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "seen.json").write_text(text)
    ran = shell("diff", "--observed", tmp_path / "seen.json", NORTHGATE, NORTHGATE)
    assert ran.code == 1
    assert "is not what `needline scan --out` writes" in ran.err


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colour_unless_it_asks_for_none(
    *, no_colour: str, coloured: bool, tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setattr(click.utils, "should_strip_ansi", _never)
    ran = shell("diff", written(tmp_path, "a.yaml"), written(tmp_path, "b.yaml", CLOSES))
    assert ("\x1b[" in ran.out) is coloured


def _never(*_: object, **__: object) -> bool:
    return False


def test_a_difference_can_be_asked_for_without_a_shell(tmp_path: Path) -> None:
    difference = diff(str(written(tmp_path, "a.yaml")), str(written(tmp_path, "b.yaml", CLOSES)))
    assert difference.opened == ()
    assert difference.before != difference.after


def test_an_application_tells_plus_for_what_opens_and_minus_for_what_closes() -> None:
    change = compared(shop_policy(), shop_policy(OPENS, CLOSES))
    assert marked(change) == (
        "+ vault sees orders full for theft (customer nothing, staff passkey)",
        "- vault does refund up to 20 for dispute (customer two-factor, staff passkey)",
    )
    assert marked(compared(shop_policy(), shop_policy())) == ("nothing opens and nothing closes",)
