"""Every rule: a shop with this one leak, and the same shop after the advice was taken."""

import time
from typing import NamedTuple

import pytest
from hypothesis import given

from needline.estate import Estate, read
from needline.lint import RULES, Rule, lint
from needline.policy import problems
from tests.estates import northgate
from tests.lint.estates import TIDY, Swap, estates, tidy


class Leak(NamedTuple):
    """A leak: how it gets into the shop, what is told of it, where, and what the advice makes of it."""

    id: str
    leak: tuple[Swap, ...]
    path: str
    what: str
    cure: tuple[Swap, ...]


_COPY = "copy_of: core, redact: [charges, balance, card_number, password]"
_HELP = "email]\n    sees: {name: full, orders: full}"
_HOURS = """
  hours:
    by: bo
    through: [chat]
    hand_over: {to: till, becomes: help, when: [high_stakes]}
"""
_STATUS = "when: [asks_for_person, over_collection, high_stakes]"

LEAKS = (
    Leak(
        "NL101",
        ((_COPY, "copy_of: core, redact: [charges, balance]"),),
        "stores.warehouse.copy_of",
        "this copy of core keeps card_number and password as it came",
        (("[charges, balance]", "[charges, balance, card_number, password]"),),
    ),
    Leak(
        "NL102",
        (("keep: 1y", "keep: 3y"),),
        "stores.warehouse.keep",
        "it keeps 3y what core keeps 2y",
        (("keep: 3y", "keep: 2y"),),
    ),
    Leak(
        "NL103",
        (("keep: 7d,", "keep: 7d, redacts_when: shown,"),),
        "stores.tracker.redacts_when",
        "it hides password and card_number from who looks, and keeps the values",
        (("redacts_when: shown", "redacts_when: written"),),
    ),
    Leak(
        "NL104",
        (("redact: [card_number, password]}", "redact: [password]}"),),
        "stores.calls.redact.card_number",
        "card_number that customers tell by phone is kept here as it was said",
        (("redact: [password]}", "redact: [password, card_number]}"),),
    ),
    Leak(
        "NL105",
        (("through: [phone]\n    sees: {balance: masked}", "through: [phone, email]\n    sees: {balance: masked}"),),
        "journeys.payment.asks_for",
        "card_number travels by email, which leaves a copy in every mailbox on the way",
        (("through: [phone, email]", "through: [phone]"),),
    ),
    Leak(
        "NL201",
        (("    pauses: [card_number]\n", ""),),
        "channels.phone.pauses",
        "customers are asked for card_number while the recording runs",
        (("    screen_recorded: true", "    pauses: [card_number]\n    screen_recorded: true"),),
    ),
    Leak(
        "NL202",
        (("screen_pauses: [card_number, charges]", "screen_pauses: [charges]"),),
        "channels.phone.screen_recorded",
        "the voice pauses for card_number and the screen is recorded on",
        (("screen_pauses: [charges]", "screen_pauses: [charges, card_number]"),),
    ),
    Leak(
        "NL203",
        (("paused_by: system", "paused_by: agent"),),
        "channels.phone.paused_by",
        "the recording pauses when an agent remembers to",
        (("paused_by: agent", "paused_by: system"),),
    ),
    Leak(
        "NL204",
        (("screen_pauses: [card_number, charges]", "screen_pauses: [card_number]"),),
        "journeys.dispute.sees.charges",
        "the screen recording of phone films charges",
        (("charges: full", "charges: masked"),),
    ),
    Leak(
        "NL205",
        (("email: {kept_in: calls}", "email: {kept_in: calls}\n  video: {recorded: true}"),),
        "channels.video",
        "it is recorded, and nothing says where that is kept",
        (("video: {recorded: true}", "video: {recorded: true, kept_in: calls}"),),
    ),
    Leak(
        "NL206",
        (("keep: 90d", "keep: 5y"),),
        "channels.phone.kept_in",
        "recordings of phone are kept 5y",
        (("keep: 5y", "keep: 1y"),),
    ),
    Leak(
        "NL301",
        (
            ("till: {seats: 3}", "till: {seats: 3, kept_in: notes}"),
            ("stores:\n", "stores:\n  notes: {at: env:N, keep: 9d}\n"),
        ),
        "journeys.order_status.hand_over",
        "after the hand-over till keeps card_number and password in notes, which does not redact it",
        (("keep: 9d}", "keep: 9d, redact: [card_number, password]}"),),
    ),
    Leak(
        "NL302",
        (
            (
                _HELP,
                "email]\n    customer_proves: one-factor\n    sees: {name: full, birth_date: full}",
            ),
            ("sees: {orders: full}", "sees: {orders: full}\n    customer_proves: passkey"),
        ),
        "journeys.order_status.hand_over",
        "as help the contact shows birth_date after less proof than order_status asks for",
        (("customer_proves: one-factor", "customer_proves: passkey"),),
    ),
    Leak(
        "NL303",
        ((_STATUS, "when: [asks_for_person, high_stakes]"),),
        "journeys.order_status.hand_over",
        "the bot keeps the contact when over_collection",
        (("when: [asks_for_person, high_stakes]", _STATUS),),
    ),
    Leak(
        "NL304",
        (
            (
                "journeys:\n",
                f"journeys:{_HOURS}",
            ),
            (_STATUS, "when: [asks_for_person, over_collection]"),
        ),
        "journeys.order_status.hand_over",
        "the bot keeps the contact when high_stakes",
        (("when: [asks_for_person, over_collection]", _STATUS),),
    ),
    Leak(
        "NL401",
        (
            (
                _HELP,
                "email]\n    customer_proves: nothing\n    sees: {name: full, gender: exists}",
            ),
        ),
        "journeys.help.sees",
        "it shows name of a customer who proved nothing",
        (("customer_proves: nothing", "customer_proves: two-factor"),),
    ),
    Leak(
        "NL402",
        (("visitors: signed", "visitors: claimed"),),
        "channels.chat.visitors",
        "it takes a visitor for the customer whom the page or the number names",
        (("visitors: claimed", "visitors: unknown"),),
    ),
    Leak(
        "NL403",
        (
            (
                "changes: [phone]",
                "changes: [phone]\n  birthday: {by: vault, through: [phone], sees: {birth_date: full}}",
            ),
        ),
        "journeys.dispute.sees.birth_date",
        "birth_date is what the customer has to know, and birthday shows it to the same desk",
        (("birth_date: full", "birth_date: matches"),),
    ),
    Leak(
        "NL404",
        (("sees: {balance: masked}", "customer_proves: one-factor\n    sees: {balance: masked}"),),
        "journeys.payment.sees.balance",
        "one factor opens balance (harm 10)",
        (("customer_proves: one-factor", "customer_proves: two-factor"),),
    ),
    Leak(
        "NL405",
        (("changed: phone_changed, ", ""),),
        "customers.code_to",
        "codes go to phone, new_number can change it, and nothing tells when it changed",
        (("cooling_off: 3d", "changed: phone_changed, cooling_off: 3d"),),
    ),
    Leak(
        "NL406",
        (("cooling_off: 3d", "cooling_off: 0d"),),
        "customers.cooling_off",
        "a contact point gets codes the moment it was changed",
        (("cooling_off: 0d", "cooling_off: 1d"),),
    ),
    Leak(
        "NL407",
        (
            (
                "email]\n    sees: {name: full",
                "email]\n    customer_proves: one-factor\n    sees: {gender: matches, name: full",
            ),
        ),
        "journeys.help.sees.gender",
        "gender has few values: whoever may ask whether it matches finds it by trying",
        (("gender: matches, ", ""),),
    ),
    Leak(
        "NL421",
        (("password is never asked for", "nobody sees password"),),
        "journeys.help.never",
        "nothing says that it never asks for password",
        (("nobody sees password", "password is never asked for"),),
    ),
    Leak(
        "NL422",
        (
            ("asks_for: [card_number]", "asks_for: [card_number, password]"),
            ("password is never asked for", "nobody sees password"),
            (
                "pauses: [card_number]\n    screen_pauses: [card_number",
                "pauses: [card_number, password]\n    screen_pauses: [card_number, password",
            ),
        ),
        "journeys.payment.asks_for",
        "it asks for password",
        (
            ("asks_for: [card_number, password]", "asks_for: [card_number]"),
            ("nobody sees password", "password is never asked for"),
        ),
    ),
    Leak(
        "NL423",
        (("sees: {balance: masked}", "sees: {balance: masked, password: masked}"),),
        "journeys.payment.sees.password",
        "it shows password, masked",
        ((", password: masked", ""),),
    ),
    Leak(
        "NL501",
        (("bo: {at: env:BO,", "bo: {at: env:BO, certificate: none,"),),
        "bots.bo.certificate",
        "it handles personal data and was never put to a trial",
        (("certificate: none", "certificate: required"),),
    ),
    Leak(
        "NL502",
        (("bo: {at: env:BO,", "bo: {at: env:BO, reach: open contact,"),),
        "bots.bo.reach",
        "it reaches open contact: more than the customer who signed in",
        (("reach: open contact", "reach: own record"),),
    ),
    Leak(
        "NL503",
        (("redact: [password, card_number]", "redact: [card_number]"),),
        "bots.bo.kept_in",
        "its own store tracker keeps password as it was said",
        (("keep: 7d, redact: [card_number]", "keep: 7d, redact: [card_number, password]"),),
    ),
    Leak(
        "NL504",
        (
            ("bo: {at: env:BO,", "bo: {at: env:BO, speaks: openai,"),
            ("through: [chat]\n    sees: {orders: full}", "through: [chat]\n    sees: {orders: full, balance: full}"),
        ),
        "journeys.order_status.sees.balance",
        "a language model is given balance (harm 10) in full",
        (("balance: full", "balance: token"),),
    ),
    Leak(
        "NL601",
        (("keep: 2y", "keep: 2y\n    reached_by: [api]"),),
        "stores.core.reached_by",
        "its values can be had by api, where no journey limits them",
        (("reached_by: [api]", "reached_by: []"),),
    ),
    Leak(
        "NL602",
        (("keep: 2y", "keep: 2y\n    reached_by: [export, report]"),),
        "stores.core.reached_by",
        "its values can be had by export and report, where no journey limits them",
        (("    reached_by: [export, report]\n", ""),),
    ),
    Leak(
        "NL603",
        (("keep: 2y", "keep: 2y\n    reached_by: [log]"),),
        "stores.core.reached_by",
        "its values can be had by log, where no journey limits them",
        (("    reached_by: [log]\n", ""),),
    ),
    Leak(
        "NL604",
        (("person: people.id", "person: people.phone"),),
        "stores.core.person",
        "the key people.phone is phone itself, and stands wherever the customer is referred to",
        (("person: people.phone", "person: people.id"),),
    ),
    Leak(
        "NL605",
        (("    keep: 2y\n", ""),),
        "stores.core",
        "nothing says how long it keeps personal data",
        (("find_by: {reference: people.reference}", "find_by: {reference: people.reference}\n    keep: 2y"),),
    ),
    Leak(
        "NL606",
        (("bo: {at: env:BO", 'bo: {at: "http://bo.example"'),),
        "bots.bo.at",
        "personal data goes there in clear text",
        (("http://", "https://"),),
    ),
    Leak(
        "NL607",
        (("{reference: people.reference}", "{card: people.card}"),),
        "stores.core.find_by.card",
        "customers are found by card_number (harm 30)",
        (("{card: people.card}", "{reference: people.reference}"),),
    ),
    Leak(
        "NL701",
        (("refund: {at_most: 20}", "refund: {}"),),
        "journeys.dispute.does.refund",
        "one person moves any amount by refund",
        (("refund: {}", "refund: {at_most: 20, above: {approve: supervisor}}"),),
    ),
    Leak(
        "NL702",
        (("card_number: masked", "card_number: full"),),
        "journeys.dispute.sees.card_number",
        "it shows the whole card_number",
        (("card_number: full", "card_number: use"),),
    ),
    Leak(
        "NL703",
        (
            ("signs_in: passkey", "signs_in: two-factor"),
            ("  password: {is:", "  passport: {is: user.government_id, harm: 30}\n  password: {is:"),
            ("password: people.password", "password: people.password\n      passport: people.passport"),
            ("[charges, balance, card_number, password]", "[charges, balance, card_number, passport, password]"),
            ("screen_pauses: [card_number", "screen_pauses: [passport, card_number"),
            ("charges: full", "charges: full, passport: full"),
        ),
        "desks.vault.signs_in",
        "agents who see passport in full sign in with what can be phished",
        (("signs_in: two-factor", "signs_in: passkey"),),
    ),
    Leak(
        "NL704",
        (("charges: full", "charges: full, balance: masked"),),
        "desks.vault",
        "one desk of 2 sees all 3 harmful elements",
        ((", balance: masked", ""),),
    ),
)


def found(estate: Estate) -> dict[str, list[tuple[str, str]]]:
    lints: dict[str, list[tuple[str, str]]] = {}
    for one in lint(estate):
        lints.setdefault(one.id, []).append((".".join(map(str, one.path)), one.what))
    return lints


def test_the_tidy_shop_has_neither_problem_nor_lint() -> None:
    assert problems.problems(tidy()) == ()
    assert lint(tidy()) == ()


def test_every_rule_has_its_leak() -> None:
    assert [leak.id for leak in LEAKS] == list(RULES)


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.id)
def test_a_leak_is_told_where_it_is_though_the_estate_can_be_enforced(leak: Leak) -> None:
    estate = tidy(*leak.leak)
    assert problems.problems(estate) == ()
    assert (leak.path, leak.what) in found(estate)[leak.id]


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.id)
def test_taking_the_advice_closes_the_leak_and_opens_no_other(leak: Leak) -> None:
    estate = tidy(*leak.leak, *leak.cure)
    assert problems.problems(estate) == ()
    assert found(estate) == {}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_says_why_how_and_who_says_so(rule: Rule) -> None:
    assert rule.name.endswith(".")
    assert rule.why.endswith(".")
    assert rule.fix.endswith(".")
    assert rule.source.title
    assert rule.source.by
    assert rule.source.url.startswith("https://")


def test_the_demo_bank_has_two_lints_and_they_are_true() -> None:
    assert found(northgate().estate) == {
        "NL421": [("journeys.opening_hours.never", "nothing says that it never asks for password")],
        "NL501": [("bots.ava.certificate", "it handles personal data and was never put to a trial")],
    }


@given(estates)
def test_no_estate_that_can_be_read_is_too_odd_to_lint(estate: Estate) -> None:
    once = lint(estate)
    assert lint(estate) == once
    assert all(one.what and one.fix and one.id in RULES for one in once)


def test_two_thousand_journeys_take_less_than_half_a_second() -> None:
    journey = TIDY[TIDY.index("  dispute:") : TIDY.index("  new_number:")]
    many = "".join(journey.replace("dispute", f"dispute_{number}") for number in range(2_000))
    text = TIDY.replace("  new_number:", many + "  new_number:").replace(
        "charges: full", "charges: full, gender: full"
    )
    estate = read("many.yaml", {"many.yaml": text.encode()}.__getitem__).estate
    began = time.process_time()
    assert lint(estate) == ()
    assert time.process_time() - began < 0.5
