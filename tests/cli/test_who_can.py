"""`needline who-can`: every path to an element, and nobody left out."""

from pathlib import Path

import pytest

from needline.cli.who_can import who_can
from needline.cli.who_can_paths import Arrival
from needline.contact import Contact
from needline.decide import Ask, Show, decide
from needline.estate import Assurance, Form
from tests.cli.shell import Shell
from tests.cli.shell import shell as make_shell
from tests.estates import DEMO, SHOP, northgate, shop_policy

BANK = DEMO / "northgate.yaml"
POST = (
    '  move:\n    in: core\n    sql: "UPDATE people SET address = :to WHERE id = :person"\n',
    "  move:\n    post: env:MOVE\n",
)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return make_shell(capsys)


def told(element: str, *swaps: tuple[str, str]) -> list[tuple[str, ...]]:
    """The paths of the shop, each as form, seat, journey, how, and both proofs."""
    found = who_can(shop_policy(*swaps), element).paths
    return [
        (one.form, one.seat, one.journey, f"{one.how} {one.action}".strip(), one.customer, one.staff) for one in found
    ]


def rows(out: str, section: str) -> list[str]:
    """The lines of a section, each with single spaces."""
    _, _, below = out.partition(f"\n{section}\n")
    below, _, _ = below.partition("\n\n")
    return [" ".join(line.split()) for line in below.splitlines()]


def test_what_shows_most_comes_first_and_of_that_the_weakest_proof() -> None:
    assert told("address") == [
        ("full", "till", "help", "is told", "nothing", "two-factor"),
        ("full", "vault", "help", "is told", "nothing", "passkey"),
        ("full", "bo", "order_status", "changes", "two-factor", "nothing"),
        ("full", "till", "help", "sees", "passkey", "passkey"),
        ("full", "vault", "help", "sees", "passkey", "passkey"),
        ("masked", "bo", "order_status", "sees", "one-factor", "nothing"),
        ("use", "bo", "order_status", "does move", "two-factor", "nothing"),
    ]


@pytest.mark.parametrize(
    ("element", "first"),
    [
        ("phone", ("use", "till", "help", "sees", "two-factor", "two-factor")),
        ("card_number", ("masked", "vault", "theft", "sees", "two-factor", "passkey")),
        ("charges", ("full", "vault", "dispute", "sees", "two-factor", "passkey")),
    ],
)
def test_a_path_says_both_proofs(element: str, first: tuple[str, ...]) -> None:
    assert told(element)[0] == first


def test_an_action_is_a_path_when_its_statement_names_the_column_and_its_table() -> None:
    assert ("use", "vault", "dispute", "does refund", "two-factor", "passkey") not in told("charges")
    paid = ("SET back = :sum", "SET amount = :sum")
    assert ("use", "vault", "dispute", "does refund", "two-factor", "passkey") in told("charges", paid)


def test_an_action_that_says_what_it_changes_is_a_path_whatever_it_calls() -> None:
    changing = (POST[0], "  move:\n    post: env:MOVE\n    changes: [address, phone]\n")
    assert ("use", "bo", "order_status", "does move", "two-factor", "nothing") in told("phone", changing)
    assert who_can(shop_policy(changing), "phone").unread == ()


def test_a_journey_for_emergencies_is_a_path_behind_glass(tmp_path: Path, shell: Shell) -> None:
    glass = SHOP.replace("  theft:\n", "  theft:\n    break_glass: {minutes: 15}\n")
    (tmp_path / "shop.yaml").write_text(glass, encoding="utf-8")
    out = shell("who-can", "card_number", tmp_path / "shop.yaml").out
    assert rows(out, "Who can, what shows most first")[1] == (
        "masked vault theft sees, behind glass two-factor passkey chat, phone"
    )


def test_what_an_action_sends_elsewhere_is_left_open() -> None:
    answer = who_can(shop_policy(POST), "address")
    assert answer.unread == ("move posts to env:MOVE: whether it uses address does not stand in the estate",)
    assert [one for one in answer.paths if one.how == "does"] == []


def test_a_path_says_who_hands_contacts_over_to_it() -> None:
    theft = who_can(shop_policy(), "card_number").paths[0]
    assert theft.handed_over == (Arrival(seat="bo", journey="order_status", when=("high_stakes",)),)
    assert theft.by_hand == ("till", "vault")


def test_nobody_hands_a_contact_to_a_bot() -> None:
    assert {one.by_hand for one in who_can(shop_policy(), "orders").paths if one.bot} == {()}


def test_a_desk_makes_another_journey_of_its_own_contact_only_when_it_has_one() -> None:
    """Billing has one journey, and the front desk has three."""
    dispute = who_can(northgate(), "card_number").paths[0]
    assert "billing_desk" not in dispute.by_hand
    change = next(one for one in who_can(northgate(), "address").paths if one.seat == "front_desk")
    assert "front_desk" in change.by_hand


@pytest.mark.parametrize(
    ("element", "swaps", "kept"),
    [
        ("card_number", (), {"core": ("holds it",), "notes": ("masked, if read out: theft",)}),
        ("phone", (), {"core": ("holds it",)}),
        ("address", (), {"core": ("holds it",), "notes": ("told: help", "told: order_status")}),
        ("address", (("redact: [password]", "redact: [address]"),), {"core": ("holds it",)}),
        ("password", (), {}),
        ("address", (("chat: {kept_in: notes}", "chat: {recorded: true}"), ("phone: {kept_in: notes}", "phone: {}")),
         {"core": ("holds it",), "recordings of chat": ("told: help", "told: order_status")}),
    ],
)  # fmt: skip
def test_every_store_that_keeps_it_is_told_with_the_reason(
    element: str, swaps: tuple[tuple[str, str], ...], kept: dict[str, tuple[str, ...]]
) -> None:
    found = who_can(shop_policy(*swaps), element).copies
    assert {one.store: tuple(sorted(one.why)) for one in found} == kept


def test_a_second_copy_and_what_is_hidden_only_from_who_looks_are_copies() -> None:
    warehouse = (
        "  notes: {at: env:NOTES, keep: 90d, redact: [password]}",
        """\
  notes: {at: env:NOTES, keep: 90d, redact: [address], redacts_when: shown, reached_by: [export]}
  warehouse: {at: env:WAREHOUSE, copy_of: core}""",
    )
    found = {one.store: one for one in who_can(shop_policy(warehouse), "address").copies}
    assert found["warehouse"].why == ("copy of core",)
    assert found["warehouse"].keep is None
    assert (found["notes"].hidden, found["notes"].reached_by) == (True, ("export",))


@pytest.mark.parametrize("element", sorted(northgate().estate.elements))
def test_whoever_is_shown_it_is_a_path_and_whoever_is_a_path_is_shown_it(element: str) -> None:
    policy = northgate()
    shown = set()
    for desk, journey in policy.needs:
        contact = Contact(
            id="1",
            channel=policy.journeys[journey].through[0],
            journey=journey,
            desk=desk,
            agent="kim",
            subject="4711",
            customer=Assurance.PASSKEY,
        )
        ask = Ask(contact=contact, desk=desk, agent="kim", elements=(element,), staff=Assurance.PASSKEY)
        shown |= {(desk, journey, str(one.form)) for one in decide(policy, ask).answers if isinstance(one, Show)}
    seen = [one for one in who_can(policy, element).paths if one.how == "sees" and one.form != str(Form.USE)]
    assert {(one.seat, one.journey, one.form) for one in seen} == shown


def test_the_paths_of_the_demo_bank_are_told_as_a_table(shell: Shell) -> None:
    ran = shell("who-can", "card_number", BANK)
    assert ran.out.startswith("card_number: user.financial.credit_card, harm 30\n")
    assert rows(ran.out, "Who can, what shows most first")[1:] == [
        "masked billing_desk billing_dispute sees two-factor two-factor phone, chat",
        "masked card_safety stolen_card sees two-factor two-factor phone, chat",
    ]
    assert "card_safety as stolen_card: from ava (fee_question) when high_stakes" in rows(
        ran.out, "How a contact comes there"
    )
    assert rows(ran.out, "Where its values stand") == ["core kept 7y holds it"]
    assert (ran.err, ran.code) == ("", 0)


def test_a_bot_signs_in_to_nothing(shell: Shell) -> None:
    assert rows(shell("who-can", "balance", BANK).out, "Who can, what shows most first")[1] == (
        "full ava (bot) balance_inquiry sees two-factor – chat"
    )


def test_the_answer_is_no_when_nobody_can(shell: Shell) -> None:
    ran = shell("who-can", "password", BANK)
    assert "nobody can: no journey sees, asks for, changes or uses password" in ran.out.splitlines()
    assert ran.code == 3


def test_what_is_left_open_is_told(tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "shop.yaml").write_text(SHOP.replace(*POST), encoding="utf-8")
    ran = shell("who-can", "password", tmp_path / "shop.yaml")
    assert rows(ran.out, "Left open") == [
        "move posts to env:MOVE: whether it uses password does not stand in the estate"
    ]
    assert ran.code == 3


def test_machines_get_the_same_fields(shell: Shell) -> None:
    ran = shell("who-can", "card_number", BANK, "--json")
    answer = ran.json()
    assert set(answer) == {"element", "category", "harm", "paths", "copies", "unread"}
    assert answer["paths"][0]["seat"] == "billing_desk"
    assert ran.code == 0


def test_a_mistyped_element_is_told_with_the_one_probably_meant(shell: Shell) -> None:
    ran = shell("who-can", "crd_number", BANK)
    assert "there is no element 'crd_number'; did you mean 'card_number'?" in ran.err
    assert (ran.out, ran.code) == ("", 1)


def test_an_element_like_no_other_is_told_with_all_there_are(shell: Shell) -> None:
    assert "there is no element 'zzz'; there are name, language, email" in shell("who-can", "zzz", BANK).err
