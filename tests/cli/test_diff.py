"""`needline diff`: what an edit opens, and what it closes."""

from pathlib import Path

import pytest

from needline.cli.diff import diff
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.estates import SHOP


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


@pytest.mark.parametrize(
    ("swaps", "lines", "code"),
    [
        ((), ["nothing opens and nothing closes"], 0),
        ((("estate: Shop", "estate: The shop"),), ["nothing opens and nothing closes"], 0),
        ((CLOSES,), ["- vault does refund up to 20 for dispute (customer two-factor, staff passkey)"], 0),
        ((LOSES_A_GUARD,), ["+ no longer holds: notes keep at most 90d"], 3),
        (
            (OPENS, CLOSES),
            [
                "+ vault sees orders full for theft (customer nothing, staff passkey)",
                "- vault does refund up to 20 for dispute (customer two-factor, staff passkey)",
            ],
            3,
        ),
    ],
)
def test_plus_opens_and_minus_closes(
    swaps: tuple[tuple[str, str], ...], lines: list[str], code: int, tmp_path: Path, shell: Shell
) -> None:
    ran = shell("diff", written(tmp_path, "a.yaml"), written(tmp_path, "b.yaml", *swaps))
    assert ran.out.splitlines() == lines
    assert ran.err == ""
    assert ran.code == code


def test_machines_get_grants_in_their_parts(tmp_path: Path, shell: Shell) -> None:
    ran = shell("diff", "--json", written(tmp_path, "a.yaml"), written(tmp_path, "b.yaml", OPENS, LOSES_A_GUARD))
    assert ran.code == 3
    guard, grant = sorted(ran.json()["opened"], key=lambda one: one["grant"] is not None)
    assert guard == {"text": "no longer holds: notes keep at most 90d", "grant": None}
    assert grant["grant"]["desk"] == "vault"
    assert grant["grant"]["form"] == "full"
    assert ran.json()["closed"] == []


def test_the_problems_of_both_files_are_told(tmp_path: Path, shell: Shell) -> None:
    before = written(tmp_path, "a.yaml", ("seats: 3", "seats: three"))
    after = written(tmp_path, "b.yaml", ("seats: 2", "seats: two"))
    ran = shell("diff", before, after)
    assert ran.code == 1
    assert [line.split(":")[0].rpartition("/")[2] for line in ran.err.splitlines()] == ["a.yaml", "b.yaml"]


def test_a_difference_can_be_asked_for_without_a_shell(tmp_path: Path) -> None:
    difference = diff(str(written(tmp_path, "a.yaml")), str(written(tmp_path, "b.yaml", CLOSES)))
    assert difference.opened == ()
    assert difference.before != difference.after
