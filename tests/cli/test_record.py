"""`needline apply` and `needline record`, on a state of their own."""

import asyncio
import base64
import sqlite3
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from msgspec.structs import replace

from needline.broker import Broker
from needline.cli.apply import apply
from needline.cli.record.show import KINDS, Filters, show
from needline.cli.record.who_saw import who_saw
from needline.contact import Contact
from needline.customers import Finder
from needline.decide import Ask
from needline.demo.tamper import tamper
from needline.estate import Assurance, Form
from needline.policy import Policy, compile_policy
from needline.settings import Settings
from needline.store.subjects import Subjects
from needline.web.wiring import Ground, lay
from tests.broker_estate import ESTATE, TEXT
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.ports import NoTries, NoWaits, nobody
from tests.test_broker import World

KEY = bytes(range(32))
POLICY = compile_policy(ESTATE)
EMAIL = "amara@mail.example"
ASK = Ask(
    contact=Contact(
        id="c1",
        channel="phone",
        journey="dispute",
        desk="billing_desk",
        agent="ann",
        subject="7",
        customer=Assurance.TWO_FACTOR,
        proved_until=2e9,
    ),
    desk="billing_desk",
    agent="ann",
    elements=("name", "card", "phone"),
    staff=Assurance.TWO_FACTOR,
)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "needline.db"


@pytest.fixture
def shell(state: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    monkeypatch.setenv("NEEDLINE_STATE", f"sqlite:///{state}")
    monkeypatch.setenv("NEEDLINE_KEY", base64.b64encode(KEY).decode())
    monkeypatch.delenv("NEEDLINE_BY", raising=False)
    return make_shell(capsys)


@pytest.fixture
def ground(state: Path) -> Iterator[Ground]:
    opened = lay(Settings(state=f"sqlite:///{state}", key=KEY))
    yield opened
    opened.close()


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    (tmp_path / "shop.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path / "shop.yaml"


async def a_morning(ground: Ground) -> None:
    """Ann sees twice what a customer whose e-mail is in the index has, and once a code goes out."""
    await apply(ground, POLICY, "ann")
    subjects = Subjects(ground.database, ground.ring)
    world = World()
    broker = Broker(
        policies=ground.policies,
        recorder=ground.recorder,
        subjects=subjects,
        source=world.source,
        clock=lambda: 1_800_000_000.0,
        token_key=ground.ring.token_key,
        tries=NoTries(),
        waits=NoWaits(),
        tell=nobody,
    )
    await Finder(ground.database, ground.ring, "GB").build(
        [("7", {"email": EMAIL}), ("8", {"email": "b@mail.example"})]
    )
    for _ in range(2):
        await broker.disclose(ASK)

    async def post(_to: str) -> None:
        """Nobody is called."""

    await broker.send(replace(ASK.contact, agent=""), "phone", "one-time code", post)


@pytest.fixture
def morning(state: Path) -> None:
    opened = lay(Settings(state=f"sqlite:///{state}", key=KEY))
    try:
        asyncio.run(a_morning(opened))
    finally:
        opened.close()


# ── apply ──────────────────────────────────────────────────────────────────────────────────────────
def test_the_first_estate_opens_everything_it_grants(estate: Path, shell: Shell) -> None:
    ran = shell("apply", estate, "--by", "ann")
    assert ran.code == 0
    assert "+ billing_desk sees card masked for dispute (customer two-factor, staff two-factor)" in ran.out
    assert ran.out.splitlines()[-1] == f"policy {POLICY.digest} is in force"


def test_an_estate_that_is_in_force_is_not_applied_twice(estate: Path, shell: Shell) -> None:
    shell("apply", estate, "--by", "ann")
    ran = shell("apply", estate, "--by", "ann", "--json")
    assert ran.code == 0
    assert ran.json()["changed"] is False
    shown = shell("record", "show", "--by", "sam", "--kind", "policy-changed", "--json")
    assert len(shown.json()["entries"]) == 1


def test_the_record_says_who_changed_what_from_what(estate: Path, shell: Shell) -> None:
    shell("apply", estate, "--by", "ann")
    estate.write_text(TEXT.replace("at_most: 200", "at_most: 100"), encoding="utf-8")
    ran = shell("apply", estate, "--by", "ben", "--json")
    assert [line["text"] for line in ran.json()["change"]["closed"]] == [
        "billing_desk does refund up to 200 for dispute (customer two-factor, staff two-factor)"
    ]
    newest, first = shell("record", "show", "--by", "sam", "--kind", "policy-changed", "--json").json()["entries"]
    assert (first["entry"]["by"], first["entry"]["before"]) == ("ann", "")
    assert (newest["entry"]["by"], newest["entry"]["before"]) == ("ben", POLICY.digest)
    assert newest["entry"]["policy"] == ran.json()["change"]["after"]


def test_an_estate_with_problems_is_not_applied(estate: Path, shell: Shell, state: Path) -> None:
    estate.write_text(TEXT.replace("seats: 3", "seats: many", 1), encoding="utf-8")
    ran = shell("apply", estate, "--by", "ann")
    assert ran.code == 1
    assert "write a whole number" in ran.err
    assert not state.exists()


def test_what_the_record_cannot_say_does_not_come_into_force(ground: Ground) -> None:
    ground.recorder.close()
    with pytest.raises(Exception, match="the record takes no more entries"):
        asyncio.run(apply(ground, POLICY, "ann"))
    assert asyncio.run(ground.policies.history()) == ()


def test_a_policy_that_was_changed_in_the_database_can_be_replaced(
    morning: None, estate: Path, shell: Shell, state: Path
) -> None:
    connection = sqlite3.connect(state)
    connection.execute("UPDATE policy SET estate = CAST(replace(estate, '200', '900') AS BLOB)")
    connection.commit()
    connection.close()
    estate.write_text(TEXT.replace("at_most: 200", "at_most: 100"), encoding="utf-8")
    ran = shell("apply", estate, "--by", "ben")
    assert ran.code == 0
    assert "was changed in the database; it is replaced" in ran.err


# ── show ───────────────────────────────────────────────────────────────────────────────────────────
def test_entries_come_newest_first_and_reading_them_is_one(morning: None, shell: Shell) -> None:
    ran = shell("record", "show", "--by", "sam")
    assert ran.code == 0
    kinds = [line.split("\t")[2] for line in ran.out.splitlines()]
    assert kinds == ["record-read", "used", "decided", "decided", "policy-changed"]
    first = ran.out.splitlines()[2].split("\t")
    assert first[:2] == ["2", "2027-01-15 08:00:00"]
    assert first[-1] == (
        "for dispute; name: in full; card: masked; phone: withheld: it can be used here without being seen"
    )


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (("--agent", "ann"), 3),
        (("--agent", "nobody"), 0),
        (("--element", "card"), 2),
        (("--element", "phone"), 3),
        (("--kind", "decided"), 2),
        (("--contact", "c1"), 3),
        (("--kind", "decided", "--limit", "1"), 1),
        (("--before", "2"), 2),
    ],
)
def test_filters_narrow_what_is_shown(filters: tuple[str, ...], count: int, morning: None, shell: Shell) -> None:
    ran = shell("record", "show", "--by", "sam", "--json", *filters)
    assert len(ran.json()["entries"]) == count


def test_a_reading_stands_in_the_record_by_the_names_of_its_filters(morning: None, shell: Shell) -> None:
    shell("record", "show", "--by", "sam", "--agent", "ann", "--contact", "c1")
    ran = shell("record", "show", "--by", "eve", "--kind", "record-read", "--json")
    newest, before = (one["entry"] for one in ran.json()["entries"])
    assert (newest["agent"], newest["filters"]) == ("eve", ["kind"])
    assert (before["agent"], before["filters"]) == ("sam", ["agent", "contact"])


@pytest.mark.parametrize("command", [("apply", "x.yaml"), ("record", "show"), ("record", "who-saw", "--email", "x")])
def test_nobody_reads_or_changes_without_a_name(command: tuple[str, ...], shell: Shell) -> None:
    ran = shell(*command)
    assert ran.code == 1
    assert "Missing option '--by'" in ran.err


def test_the_name_may_come_from_the_environment(morning: None, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEEDLINE_BY", "sam")
    ran = shell("record", "show", "--kind", "record-read", "--json")
    assert ran.json()["entries"][0]["entry"]["agent"] == "sam"


def test_what_cannot_be_recorded_is_not_read(morning: None, ground: Ground) -> None:
    ground.recorder.close()
    with pytest.raises(Exception, match="the record takes no more entries"):
        asyncio.run(show(ground, Filters(), "sam"))
    with pytest.raises(Exception, match="the record takes no more entries"):
        asyncio.run(who_saw(ground, "email", EMAIL, "sam"))


def test_every_kind_of_entry_can_be_asked_for() -> None:
    assert "decided" in KINDS
    assert len(set(KINDS)) == len(KINDS) > 15


# ── who saw ────────────────────────────────────────────────────────────────────────────────────────
def test_who_saw_what_of_a_customer_is_told_by_agent_and_element(morning: None, ground: Ground) -> None:
    answer = asyncio.run(who_saw(ground, "email", f" {EMAIL.upper()} ", "sam"))
    assert [(one.agent, one.element, one.form, one.times) for one in answer.seen] == [
        ("", "phone", Form.USE, 1),
        ("ann", "card", Form.MASKED, 2),
        ("ann", "name", Form.FULL, 2),
    ]
    assert answer == asyncio.run(who_saw(ground, "pseudonym", str(answer.pseudonym), "sam"))


def test_who_saw_in_lines(morning: None, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{EMAIL}\n"))
    ran = shell("record", "who-saw", "--email", "-", "--by", "sam")
    assert ran.out.splitlines()[1:] == [
        "ann at billing_desk for dispute: card masked (2027-01-15 08:00:00 to 2027-01-15 08:00:00, 2 times)",
        "ann at billing_desk for dispute: name full (2027-01-15 08:00:00 to 2027-01-15 08:00:00, 2 times)",
    ]
    assert ran.out.startswith("(nobody) at billing_desk for dispute: phone use (2027-01-15")


@pytest.mark.parametrize("email", ["b@mail.example", "stranger@mail.example", "no address", "\udcff"])
def test_a_customer_nobody_saw_and_one_nobody_knows_read_alike(email: str, morning: None, shell: Shell) -> None:
    ran = shell("record", "who-saw", "--email", email, "--by", "sam", "--json")
    assert ran.code == 0
    assert ran.json() == {"pseudonym": None, "seen": []}


@pytest.mark.parametrize("ways", [(), ("--email", "x", "--phone", "y")])
def test_a_customer_is_named_in_exactly_one_way(ways: tuple[str, ...], shell: Shell) -> None:
    ran = shell("record", "who-saw", "--by", "sam", *ways)
    assert ran.code == 1
    assert "name the customer by one of --phone, --email, --reference, --pseudonym" in ran.err


def test_neither_record_nor_answer_holds_what_the_customer_was_named_by(
    morning: None, shell: Shell, state: Path
) -> None:
    shell("record", "who-saw", "--email", EMAIL, "--by", "sam")
    assert not [file for file in state.parent.iterdir() if EMAIL.encode() in file.read_bytes()]


# ── verify, replay ─────────────────────────────────────────────────────────────────────────────────
def test_a_record_that_adds_up(morning: None, shell: Shell) -> None:
    ran = shell("record", "verify")
    assert ran.code == 0
    assert ran.out.startswith("the record adds up: 4 entries under ")
    assert shell("record", "verify", "--json").json()["entries"] == 4, "verifying writes nothing"


def test_every_decision_follows_again(morning: None, shell: Shell) -> None:
    ran = shell("record", "replay", "--json")
    assert ran.code == 0
    assert ran.json() == {"decisions": 2, "identical": 2, "different": [], "unknown": []}


def test_a_changed_byte_is_caught_and_located(morning: None, shell: Shell, state: Path) -> None:
    place = tamper(state)
    ran = shell("record", "verify")
    assert ran.code == 3
    assert ran.out == ""
    assert f"the record does not add up from entry {place} on: entry {place} was changed" in ran.err
    assert shell("record", "verify", "--json").json()["place"] == place


def test_a_decision_that_its_policy_would_not_make_is_told(morning: None, shell: Shell, state: Path) -> None:
    connection = sqlite3.connect(state)
    connection.execute(
        """UPDATE entry SET body = replace(body, '"form":"masked"', '"form":"full"') WHERE place = 2"""
    )
    connection.commit()
    connection.close()
    ran = shell("record", "replay")
    assert ran.code == 3
    assert ran.out.splitlines() == [
        "1 of 2 decisions follow from the policy that they name",
        "entry 2 is not what its policy says",
    ]


@pytest.mark.parametrize(
    ("variable", "value", "code", "told"),
    [
        ("NEEDLINE_STATE", "", 1, "NEEDLINE_STATE is not set"),
        ("NEEDLINE_KEY", "rosebud", 1, "NEEDLINE_KEY is not 32 bytes"),
        ("NEEDLINE_STATE", "sqlite:////no/such/folder/x.db", 2, "the database cannot be opened"),
        ("NEEDLINE_STATE", "mysql://x/y", 1, "no database URL that this machine can reach"),
    ],
)
def test_a_state_that_cannot_be_opened_is_told(
    *, variable: str, value: str, code: int, told: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    ran = shell("record", "verify")
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert "rosebud" not in ran.err


def test_another_key_proves_nothing(morning: None, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEEDLINE_KEY", base64.b64encode(bytes(32)).decode())
    assert shell("record", "verify").code == 3


def test_the_policy_of_these_tests_makes_sense() -> None:
    assert isinstance(POLICY, Policy)
