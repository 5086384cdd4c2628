"""An estate that makes sense becomes one table; one that does not becomes every problem it has."""

import re

import pytest

from needline.errors import EstateError
from needline.estate import Assurance, Form, Reach, Trigger
from needline.policy import Need, Seat, compile_policy, digest
from needline.policy.words import BUILT_IN, words
from tests.estates import northgate, shop, shop_policy


def test_the_table_of_the_shop() -> None:
    policy = shop_policy()
    assert set(policy.needs) == {
        ("bo", "hours"), ("bo", "order_status"), ("till", "help"), ("vault", "help"), ("vault", "theft"),
        ("vault", "dispute"),
    }  # fmt: skip
    assert policy.needs["bo", "hours"] == {}
    assert policy.needs["bo", "order_status"] == {
        "orders": Need(element="orders", form=Form.FULL, customer=Assurance.TWO_FACTOR),
        "address": Need(element="address", form=Form.MASKED, customer=Assurance.ONE_FACTOR),
    }
    assert policy.needs["till", "help"]["address"] == Need(
        element="address", form=Form.FULL, customer=Assurance.PASSKEY, staff=Assurance.PASSKEY
    )
    assert policy.needs["vault", "theft"]["name"].customer is Assurance.NOTHING


def test_a_journey_is_compiled_once_for_all_its_desks() -> None:
    policy = shop_policy()
    assert policy.needs["till", "help"] is policy.needs["vault", "help"]


def test_what_a_sight_leaves_out_is_the_journeys() -> None:
    policy = shop_policy(("{form: masked, customer: one-factor}", "{form: masked}"))
    need = policy.needs["bo", "order_status"]["address"]
    assert (need.customer, need.staff) == (Assurance.TWO_FACTOR, Assurance.NOTHING)


def test_the_seats_of_the_shop() -> None:
    policy = shop_policy()
    till = Seat(name="till", called="our till", bot=False, signs_in=Assurance.TWO_FACTOR, reach=Reach.OPEN_CONTACT)
    bo = Seat(name="bo", called="bo", bot=True, signs_in=Assurance.NOTHING, reach=Reach.OWN_RECORD)
    assert (policy.seats["till"], policy.seats["bo"]) == (till, bo)
    assert set(policy.seats) == {"till", "vault", "bo"}
    assert policy.seats["vault"].signs_in is Assurance.PASSKEY


def test_whoever_reaches_only_its_own_record_waits_for_its_customer_to_sign_in() -> None:
    policy = shop_policy()
    assert policy.seats["bo"].customer is Assurance.ONE_FACTOR
    assert policy.seats["till"].customer is Assurance.NOTHING


def test_the_stores_that_hold_the_elements() -> None:
    policy = shop_policy()
    assert policy.homes == dict.fromkeys(["name", "phone", "address", "orders", "charges", "card_number"], "core")


def test_questions_that_a_policy_answers() -> None:
    policy = shop_policy()
    need = policy.needs["bo", "order_status"]["address"]
    assert (policy.serves("bo", "hours"), policy.serves("till", "hours")) == (True, False)
    assert policy.proof("theft") is Assurance.NOTHING
    assert policy.proof_of("bo", need) is Assurance.ONE_FACTOR
    assert (
        policy.proof_of("bo", Need(element="x", form=Form.FULL, customer=Assurance.NOTHING)) is Assurance.ONE_FACTOR
    )
    assert policy.staff_proof("till", need) is Assurance.TWO_FACTOR
    assert policy.staff_proof("till", policy.needs["till", "help"]["address"]) is Assurance.PASSKEY
    assert policy.journeys is policy.estate.journeys


def test_a_name_is_called_what_the_estate_calls_it() -> None:
    policy = shop_policy()
    assert policy.called("till") == "our till"
    assert policy.called("address") == "where it is sent"
    assert policy.called("order_status") == "order status"
    assert policy.called("no_such_name") == "no such name"
    named = shop_policy(
        ("bo: {at: env:BO,", "bo: {called: Bo, at: env:BO,"),
        ("  move:\n    in", "  move:\n    called: change it\n    in"),
        ("  theft:\n    by", "  theft:\n    called: a stolen card\n    by"),
    )
    assert [named.called(name) for name in ("bo", "move", "theft")] == ["Bo", "change it", "a stolen card"]
    assert named.seats["bo"].called == "Bo"


def test_a_seat_without_another_name_is_called_its_key_with_spaces() -> None:
    policy = shop_policy(("called: our till", "called: ''"))
    assert policy.seats["till"].called == "till"
    assert northgate().seats["front_desk"].called == "our front desk"
    swaps = (("  bo: {at", "  bo_bot: {at"), ("  vault: {seats", "  back_room: {seats"))
    names = (
        ("hours:\n    by: bo", "hours:\n    by: bo_bot"),
        ("order_status:\n    by: bo", "order_status:\n    by: bo_bot"),
    )
    desks = (
        ("{to: vault,", "{to: back_room,"), ("[till, vault]", "[till, back_room]"),
        ("theft:\n    by: vault", "theft:\n    by: back_room"),
        ("dispute:\n    by: vault", "dispute:\n    by: back_room"),
    )  # fmt: skip
    renamed = shop_policy(*swaps, *names, *desks)
    assert (renamed.seats["bo_bot"].called, renamed.seats["back_room"].called) == ("bo bot", "back room")


def test_the_digest_is_of_what_the_estate_says_and_not_of_how_it_is_laid_out() -> None:
    policy = shop_policy()
    assert re.fullmatch("[0-9a-f]{64}", policy.digest)
    assert policy.digest == digest(shop())
    assert (
        digest(shop(("owner: owner@shop.example", "owner:    owner@shop.example  # whoever that is")))
        == policy.digest
    )
    assert digest(shop(("{to: text}", '{"to": text}'))) == policy.digest


@pytest.mark.parametrize(
    "swap",
    [("seats: 3", "seats: 4"), ("sees: {charges: full}", "sees: {charges: masked}"), ("keep: 7y", "keep: 8y")],
)
def test_every_change_of_the_estate_changes_the_digest(swap: tuple[str, str]) -> None:
    policy = shop_policy()
    assert digest(shop(swap)) != policy.digest


def test_the_words_that_hand_over_are_the_built_in_ones_and_the_estates() -> None:
    policy = shop_policy()
    assert policy.watch["ombudsman",] is Trigger.HIGH_STAKES
    assert policy.watch["did", "not", "make"] is Trigger.HIGH_STAKES
    assert policy.watch["human",] is Trigger.ASKS_FOR_PERSON
    built_in = {words(one) for lists in BUILT_IN.values() for said in lists.values() for one in said}
    assert set(policy.watch) == built_in | {("ombudsman",)}


@pytest.mark.parametrize("less", ["asks_for_person", "over_collection"])
def test_no_list_of_an_estate_makes_less_of_high_stakes(less: str) -> None:
    lists = f"{{high_stakes: {{en: [human]}}, {less}: {{en: [fraud, human]}}}}"
    policy = shop_policy(("triggers:\n  high_stakes: {en: [ombudsman]}", f"triggers: {lists}"))
    assert policy.watch["fraud",] is Trigger.HIGH_STAKES
    assert policy.watch["human",] is Trigger.HIGH_STAKES


def test_an_estate_with_problems_is_no_policy_and_all_are_told() -> None:
    with pytest.raises(EstateError) as caught:
        compile_policy(shop(("seats: 3,", "seats: 3, signs_in: one-factor,"), ("{charges: full}", "{charge: full}")))
    assert [problem.path for problem in caught.value.problems] == [
        ("desks", "till", "signs_in"),
        ("journeys", "dispute", "sees"),
    ]


def test_the_demo_bank_has_no_problems() -> None:
    assert len(northgate().journeys) == 11


WORDS = [
    ("I didn't do THAT!", ("i", "didn", "t", "do", "that")),
    ("I didn’t make this", ("i", "didn", "t", "make", "this")),
    ("sto\u200blen", ("stolen",)),
    ("be\u00adtrug", ("betrug",)),
    ("BETRU\u0308GER", ("betrüger",)),
    ("ｆｒａｕｄ", ("fraud",)),
    ("Straße card_number", ("strasse", "card", "number")),
    ("", ()),
    ("!?", ()),
]


@pytest.mark.parametrize(("text", "found"), WORDS)
def test_words_are_what_is_read_whoever_wrote_them(text: str, found: tuple[str, ...]) -> None:
    assert words(text) == found
