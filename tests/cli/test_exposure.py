"""`needline exposure`: both numbers, what they are made of, and what would lower them."""

import asyncio
import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from needline.cli.exposure import measure
from needline.contact import Contact
from needline.decide import Ask, Decision, Show
from needline.estate import Form, read
from needline.record.entry import Decided
from needline.settings import Settings
from needline.web.wiring import Ground, lay
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.estates import DEMO, SHOP

BANK = DEMO / "northgate.yaml"


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return make_shell(capsys)


def test_both_numbers_come_first(shell: Shell) -> None:
    ran = shell("exposure", BANK)
    assert ran.out.splitlines()[:5] == [
        "Northgate Bank contact centre",
        "",
        "reach     65,920 harm points a day: the most, by the bot ava",
        "exposure  about 12,100 harm points a year (261 to 1,360,000)",
        "          52% of the likely figure rests on assumptions",
    ]
    assert (ran.err, ran.code) == ("", 0)


def test_each_seat_is_told_with_its_arithmetic(shell: Shell) -> None:
    row = next(line for line in shell("exposure", BANK).out.splitlines() if line.startswith("  billing_desk"))
    assert " ".join(row.split()) == (
        "billing_desk 3,381.6 240 14.09 = charges 10 + card_number 3 + name 1 + birth_date 0.09"
    )


def test_each_route_is_told_with_its_arithmetic(shell: Shell) -> None:
    out = shell("exposure", BANK).out
    row = next(line for line in out.splitlines() if line.startswith("    address_change in transcripts"))
    assert row.split("  ")[-1] == "80,000 × 0.247 × 0.01 × 3.5"
    assert out.index("  kept copies") < out.index("  taken-over seat") < out.index("  impersonation")


def test_what_would_lower_it_most_is_told_with_what_it_saves(shell: Shell) -> None:
    assert (
        "  1. stores.transcripts: keep 45d instead of 90d: 7,150 a year, 1.69 times lower"
        in shell("exposure", BANK).out
    )


def test_what_is_left_open_is_told(tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "shop.yaml").write_text(SHOP, encoding="utf-8")
    out = shell("exposure", tmp_path / "shop.yaml").out
    assert "Left open" in out
    assert "  no a_year, so nothing comes of them: hours, order_status, help, theft, dispute" in out


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("billing_desk", "taken-over seat: billing_desk, about 369 harm points a year (2.37 to 141,000)"),
        ("ava", "talked-round bot: ava, about 268 harm points a year (0 to 268,000)"),
        ("billing_dispute", "  X1/H:two-factor=14.09/K:90d=S11.09+s3/R:open/B:none"),
        ("transcripts", "kept copies: complaint in transcripts, about 15.5 harm points a year (0.311 to 289)"),
        ("impersonation", "impersonation: complaint, about 0.236 harm points a year (0.0063 to 12.6)"),
        ("phone", "  visitor over phone        0       0  nothing"),
    ],
)
def test_a_name_is_explained_with_every_source(name: str, says: str, shell: Shell) -> None:
    ran = shell("exposure", BANK, "--explain", name)
    assert says in ran.out.splitlines()
    assert ran.code == 0


def test_a_source_stands_below_what_it_is_the_source_of(shell: Shell) -> None:
    out = shell("exposure", BANK, "--explain", "billing_dispute").out.splitlines()
    place = out.index("  0.0013 (0.0005 – 0.01)  share of contacts by impostors    assumed")
    assert out[place + 1].startswith("      Pindrop")


def test_a_name_that_is_not_there_is_told_with_the_one_probably_meant(shell: Shell) -> None:
    ran = shell("exposure", BANK, "--explain", "billing_dispte")
    assert "nothing is called 'billing_dispte' here; did you mean 'billing_dispute'?" in ran.err
    assert ran.code == 1


def test_a_certificate_lowers_what_a_bot_risks(shell: Shell) -> None:
    assert "0.032 (0.001 – 0.814)" in shell("exposure", BANK, "--certified", "ava", "--explain", "ava").out


def test_a_certificate_of_no_bot_is_a_mistake(shell: Shell) -> None:
    ran = shell("exposure", BANK, "--certified", "avo")
    assert "there is no bot 'avo'" in ran.err
    assert ran.code == 1


def test_a_database_that_grants_more_than_the_estate_is_a_hole_and_the_answer_is_no(
    tmp_path: Path, shell: Shell
) -> None:
    (tmp_path / "granted.json").write_text('{"billing_desk": 300000, "ava": 1, "ghost": 5}', encoding="utf-8")
    ran = shell("exposure", BANK, "--granted", tmp_path / "granted.json")
    assert "  hole: the database grants billing_desk 296,618.4 more than the estate allows" in ran.out.splitlines()
    assert "  granted to or used by nobody of the estate: ghost" in ran.out.splitlines()
    assert ran.code == 3


def test_a_scan_measures_what_conversations_hold(tmp_path: Path, shell: Shell) -> None:
    watched = {"conversations": 400, "seen": {"address": {"given": 100}}}
    seen = {"observed": 1, "journeys": {"address_change": watched}}
    (tmp_path / "seen.json").write_text(json.dumps(seen), encoding="utf-8")
    ran = shell("exposure", BANK, "--observed", tmp_path / "seen.json", "--explain", "address_change")
    assert "X1/H:two-factor=4/K:90d=S1+M0.5775~0.75~0.9225/R:open/B:none" in ran.out


@pytest.mark.parametrize(
    ("text", "says"), [(None, "cannot be read"), ("[]", "does not hold"), ("{", "does not hold")]
)
def test_a_file_of_no_use_is_told_and_never_quoted(text: str | None, says: str, tmp_path: Path, shell: Shell) -> None:
    if text is not None:
        (tmp_path / "seen.json").write_text(text, encoding="utf-8")
    ran = shell("exposure", BANK, "--observed", tmp_path / "seen.json")
    assert says in ran.err
    assert ran.code == (2 if text is None else 1)
    assert ran.out == ""


def test_what_desks_really_use_comes_from_the_record(
    tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEEDLINE_STATE", f"sqlite:///{tmp_path / 'needline.db'}")
    monkeypatch.setenv("NEEDLINE_KEY", base64.b64encode(bytes(32)).decode())
    ground = lay(Settings(state=f"sqlite:///{tmp_path / 'needline.db'}", key=bytes(32)))
    try:
        asyncio.run(_two_days_of_disputes(ground))
    finally:
        ground.close()
    ran = shell("exposure", BANK, "--used", "--by", "sam")
    row = next(line for line in ran.out.splitlines() if line.startswith("  billing_desk"))
    # on the busier day: charges 10 of two customers, the name 1 and the tenth of a card 30 of one of them
    assert row.split()[:4] == ["billing_desk", "3,381.6", "24", "240"]
    assert "  slack: 3,357.6 of what billing_desk is allowed is not used" in ran.out.splitlines()
    assert ran.code == 0


async def _two_days_of_disputes(ground: Ground) -> None:
    today = datetime.now(UTC).timestamp() // 86_400 * 86_400
    shown = (Show("charges", Form.FULL), Show("name", Form.FULL), Show("card_number", Form.MASKED))
    for at, subject, answers in (
        (today - 91 * 86_400, "three", shown * 2),  # too long ago
        (today - 86_400, "one", shown),
        (today + 1, "one", shown),
        (today + 2, "one", shown[:1]),  # again: it counts once
        (today + 3, "two", shown[:1]),
    ):
        contact = Contact(id="c1", channel="phone", journey="billing_dispute", desk="billing_desk", agent="ann",
                          subject=subject)  # fmt: skip
        ask = Ask(contact=contact, desk="billing_desk", agent="ann", elements=("charges",))
        await ground.recorder.append(Decided(at=at, decision=Decision(ask=ask, answers=answers, policy="p")))


def test_whoever_reads_the_record_says_who_they_are(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEEDLINE_BY", raising=False)
    ran = shell("exposure", BANK, "--used")
    assert "say who you are with --by" in ran.err
    assert ran.code == 1


def test_machines_get_the_same_fields(shell: Shell) -> None:
    answer = shell("exposure", BANK, "--json").json()
    assert set(answer) == {"reach", "routes", "vectors", "a_year", "assumed", "unknown", "next"}
    assert answer["a_year"] == {"low": 260.67158, "likely": 12104.1987, "high": 1362714.35}
    assert answer["next"][0]["change"] == "stores.transcripts: keep 45d instead of 90d"
    assert answer["routes"][0]["factors"][2]["basis"] == "assumed"


def test_the_problems_of_the_estate_are_told(tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "shop.yaml").write_text(SHOP.replace("seats: 3", "seats: three"), encoding="utf-8")
    ran = shell("exposure", tmp_path / "shop.yaml")
    assert "shop.yaml:" in ran.err
    assert ran.code == 1


def test_an_estate_with_hundreds_of_journeys_is_told_on_one_screen_a_table(tmp_path: Path, shell: Shell) -> None:
    many = "".join(
        f"  more_{at}: {{by: vault, through: [phone], a_year: {at + 1}, sees: {{charges: full}}}}\n"
        for at in range(300)
    )
    (tmp_path / "big.yaml").write_text(SHOP.replace("triggers:\n", f"{many}triggers:\n"), encoding="utf-8")
    out = shell("exposure", tmp_path / "big.yaml").out
    assert len(out.splitlines()) < 110
    assert "and 285 more: --explain JOURNEY, or --json" in out


def test_it_can_be_measured_without_a_shell() -> None:
    estate = read("northgate.yaml", lambda name: (DEMO / name).read_bytes()).estate
    assert measure(estate).next[0].saves > 4000
