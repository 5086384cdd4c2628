"""`needline drift`: conversations against an estate, for the person who answers for the data."""

import json
from pathlib import Path

import msgspec
import pytest

from needline.drift import Drift
from needline.observed import Observed, Sighting, Watched
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell

ESTATE = """needline: 1
estate: Bank
owner: o@bank.example
elements:
  name: {is: user.name, harm: 1}
  card_number: {is: user.financial.credit_card, harm: 30}
channels: {chat: {}}
stores: {core: {at: env:CORE, person: c.id, holds: {name: c.name, card_number: c.pan}}}
desks: {desk: {seats: 2, signs_in: two-factor}}
journeys:
  card_delivery: {by: desk, through: [chat], customer_proves: nothing, asks_for: [name], known_by: {queue: [cards]}}
"""
DECLARED = ESTATE.replace("asks_for: [name]", "asks_for: [name, card_number]")
SCAN = Observed(
    files=1,
    journeys={"card_delivery": Watched(conversations=40, seen={"card_number": Sighting(asked=30, given=28)})},
)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return make_shell(capsys)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    chats = tmp_path / "chats"
    chats.mkdir()
    turns = [("agent", "your full card number please?"), ("customer", "4929 1234 5678 9127")]
    rows = [{"conversation": 1, "role": role, "text": text, "queue": "Cards"} for role, text in turns]
    (chats / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (tmp_path / "estate.yaml").write_text(ESTATE, "utf-8")
    (tmp_path / "declared.yaml").write_text(DECLARED, "utf-8")
    (tmp_path / "observed.json").write_bytes(msgspec.json.encode(SCAN))
    return {path.stem: path for path in tmp_path.iterdir()}


def test_what_is_seen_and_not_declared_is_exit_3(shell: Shell, files: dict[str, Path]) -> None:
    ran = shell("drift", files["estate"], "--observed", files["observed"])
    assert (ran.code, ran.err) == (3, "")
    assert (
        "  card_delivery  card_number  eight in ten customers are asked for it (30 of 40, 75%); 28 give it" in ran.out
    )
    assert ran.out.endswith("Conversations and estate do not agree: 1 element seen and not declared.\n")


def test_what_is_declared_is_exit_0(shell: Shell, files: dict[str, Path]) -> None:
    ran = shell("drift", files["declared"], "--observed", files["observed"])
    assert ran.code == 0
    assert ran.out.endswith("Everything that was seen is declared.\n")


def test_a_folder_of_transcripts_is_read(shell: Shell, files: dict[str, Path]) -> None:
    ran = shell("drift", files["estate"], "--transcripts", files["chats"], "--workers", 1, "--json")
    assert ran.code == 3
    assert ran.json()["conversations"] == 1
    assert [line["element"] for line in ran.json()["lines"] if line["state"] == "seen, not declared"] == [
        "card_number"
    ]
    assert set(ran.json()) == set(Drift.__struct_fields__)
    assert "9127" not in ran.out


def test_a_file_that_cannot_be_read_is_exit_3_and_named(shell: Shell, files: dict[str, Path]) -> None:
    (files["chats"] / "b.jsonl").write_text('{"text": "4929 1234 5678 91', "utf-8")
    ran = shell("drift", files["declared"], "--transcripts", files["chats"], "--workers", 1)
    assert ran.code == 3
    assert f"{files['chats'] / 'b.jsonl'}:1: no JSON, or cut short" in ran.out
    assert "4929" not in ran.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 1, "name either --transcripts or --observed"),
        (("--observed", "nothing.json"), 2, "nothing.json cannot be read: no such file or directory"),
        (("--observed", "estate.yaml"), 1, "estate.yaml is not what needline scan --out writes"),
        (("--observed", "observed.json", "--least-share", "lots"), 1, "'lots' is no share; write 1% or 0.01"),
    ],
    ids=["neither", "no file", "another file", "no share"],
)
def test_what_is_wrong_is_said(
    shell: Shell, files: dict[str, Path], arguments: tuple[str, ...], code: int, said: str
) -> None:
    folder = files["estate"].parent
    ran = shell(
        "drift",
        folder / "estate.yaml",
        *(folder / one if ".json" in one or ".yaml" in one else one for one in arguments),
    )
    assert ran.code == code
    assert said in ran.err
