"""Who sees what, who does what, and which reason a refusal gives."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from needline.contact import Contact
from needline.decide import (
    Approval,
    Ask,
    Order,
    Permit,
    Refuse,
    Show,
    Why,
    Withhold,
    approver,
    decide,
    permit,
    proof_wanted,
)
from needline.estate import Assurance, Form
from needline.policy import Policy
from tests.estates import northgate, shop_policy

NOTHING, ONE, TWO, PASSKEY = Assurance
POLICY = shop_policy()

HELP = Contact(
    id="K7TQ-2MXD", channel="phone", journey="help", desk="till", agent="kim", subject="4711", customer=TWO
)
ASK = Ask(contact=HELP, desk="till", agent="kim", elements=("name",), staff=TWO)
DISPUTE = replace(HELP, journey="dispute", desk="vault")
ORDER = Order(
    contact=DISPUTE, desk="vault", agent="kim", action="refund", takes=("charge", "sum"), amount=Decimal(20),
    staff=PASSKEY,
)  # fmt: skip
BOT = Contact(
    id="K7TQ-2MXD", channel="chat", journey="order_status", desk="bo", agent="bo", subject="4711", customer=TWO
)


def ask(*elements: str, staff: Assurance = TWO, **changes: object) -> Ask:
    """Kim at the till asks in the contact, which is as `HELP` but for the changes."""
    return Ask(contact=replace(HELP, **changes), desk="till", agent="kim", elements=elements, staff=staff)


def bots(*elements: str, **changes: object) -> Ask:
    return Ask(contact=replace(BOT, **changes), desk="bo", agent="bo", elements=elements)


def answer(question: Ask, policy: Policy = POLICY) -> Show | Withhold:
    return decide(policy, question).answers[0]


def test_a_disputed_charge_at_the_demo_bank() -> None:
    contact = replace(DISPUTE, journey="billing_dispute", desk="billing_desk")
    elements = ("charges", "card_number", "birth_date", "loans", "password")
    question = Ask(contact=contact, desk="billing_desk", agent="kim", elements=elements, staff=TWO)
    decision = decide(northgate(), question)
    assert decision.shown == (
        Show("charges", Form.FULL),
        Show("card_number", Form.MASKED),
        Show("birth_date", Form.MATCHES),
    )
    assert decision.withheld == (Withhold("loans", Why.NOT_NEEDED), Withhold("password", Why.NOT_NEEDED))
    assert decision.policy == northgate().digest
    assert decision.ask is question


def test_answers_come_one_for_each_element_in_the_order_asked() -> None:
    answers = decide(POLICY, ask("orders", "nonsense", "name", "orders")).answers
    assert [one.element for one in answers] == ["orders", "nonsense", "name", "orders"]
    assert [isinstance(one, Show) for one in answers] == [True, False, True, True]


def test_who_asks_for_nothing_gets_nothing() -> None:
    assert decide(POLICY, ask()).answers == ()


ASKS = [
    (Why.CLOSED, ask("name", open=False)),
    (Why.OTHER_DESK, ask("name", desk="vault")),
    (Why.NOT_PICKED_UP, ask("name", agent="lee")),
    (Why.NOT_PICKED_UP, ask("name", agent="")),
    (Why.NOT_PICKED_UP, replace(ask("name", agent=""), agent="")),
    (Why.NOT_SERVED, ask("name", journey="theft")),
    (Why.NOT_SERVED, ask("name", journey="no such journey")),
    (Why.NOT_SERVED, replace(ask("name", desk="no such desk"), desk="no such desk")),
    (Why.OTHER_CHANNEL, ask("name", channel="email")),
    (Why.NOT_NEEDED, ask("charges")),
    (Why.NOT_NEEDED, ask("no such element")),
    (Why.NOT_NEEDED, ask("*")),
    (Why.NOT_NEEDED, ask("")),
    (Why.USE_ONLY, ask("phone")),
    (Why.NO_CUSTOMER, ask("name", subject=None)),
    (Why.STAFF_PROOF, ask("name", staff=ONE)),
    (Why.STAFF_PROOF, ask("address", customer=PASSKEY)),
    (Why.CUSTOMER_PROOF, ask("name", customer=ONE)),
    (Why.CUSTOMER_PROOF, ask("address", staff=PASSKEY)),
]


@pytest.mark.parametrize(("why", "question"), ASKS)
def test_what_is_withheld_is_withheld_for_the_first_reason(why: Why, question: Ask) -> None:
    assert answer(question) == Withhold(question.elements[0], why)


WORSE: list[dict[str, object]] = [
    {"customer": NOTHING},
    {"subject": None},
    {"channel": "email"},
    {"journey": "theft"},
    {"frozen": True},
    {"agent": "lee"},
    {"desk": "vault"},
    {"open": False},
]


def test_of_all_that_is_in_the_way_the_first_is_told() -> None:
    told, contact = [], HELP
    for worse in WORSE:
        contact = replace(contact, **worse)
        told.append(answer(replace(ASK, contact=contact)).why)  # type: ignore[union-attr]  # each of them is withheld
    whys = list(Why)
    assert told == sorted(told, key=whys.index, reverse=True)
    assert len(set(told)) == len(WORSE)


def test_the_agents_proof_is_told_before_the_customers() -> None:
    assert answer(ask("address", staff=TWO, customer=NOTHING)) == Withhold("address", Why.STAFF_PROOF)


def test_a_need_may_take_more_proof_than_its_journey_or_less() -> None:
    assert answer(ask("address", staff=PASSKEY, customer=PASSKEY)) == Show("address", Form.FULL)
    assert answer(bots("address", customer=ONE)) == Show("address", Form.MASKED)
    assert answer(bots("orders", customer=ONE)) == Withhold("orders", Why.CUSTOMER_PROOF)


def test_a_desk_that_signs_in_with_a_passkey_gets_nothing_after_less() -> None:
    contact = replace(HELP, desk="vault")
    question = Ask(contact=contact, desk="vault", agent="kim", elements=("name",), staff=TWO)
    assert answer(question) == Withhold("name", Why.STAFF_PROOF)
    assert answer(replace(question, staff=PASSKEY)) == Show("name", Form.FULL)


def test_a_bot_that_reaches_its_customers_own_record_gets_nothing_before_that_customer_signed_in() -> None:
    free = shop_policy(("customer: one-factor}}", "customer: nothing}}"))
    assert answer(bots("address", customer=NOTHING), free) == Withhold("address", Why.CUSTOMER_PROOF)
    assert answer(bots("address", customer=ONE), free) == Show("address", Form.MASKED)


def test_without_a_try_left_nothing_is_matched_and_the_rest_is_shown_as_before() -> None:
    asks = shop_policy(("{name: full, phone: use, orders: full,", "{name: full, phone: matches, orders: full,"))
    question = replace(ask("phone", "name"), tries_spent=True)
    assert decide(asks, question).answers == (Withhold("phone", Why.TRIES_SPENT), Show("name", Form.FULL))


def test_what_had_to_wait_can_be_done_from_then_on() -> None:
    assert permit(POLICY, replace(ORDER, at=100.0, free_at=100.0)) == Permit()


ORDERS = [
    (Why.CLOSED, replace(ORDER, contact=replace(DISPUTE, open=False))),
    (Why.OTHER_DESK, replace(ORDER, desk="till")),
    (Why.NOT_PICKED_UP, replace(ORDER, agent="lee")),
    (Why.FROZEN, replace(ORDER, contact=replace(DISPUTE, frozen=True))),
    (Why.NOT_SERVED, replace(ORDER, contact=replace(DISPUTE, journey="order_status"))),
    (Why.NOT_SERVED, replace(ORDER, contact=replace(DISPUTE, journey="no such journey"))),
    (Why.OTHER_CHANNEL, replace(ORDER, contact=replace(DISPUTE, channel="chat"))),
    (Why.NOT_NEEDED, replace(ORDER, action="move")),
    (Why.NOT_NEEDED, replace(ORDER, action="no such action")),
    (Why.NO_CUSTOMER, replace(ORDER, contact=replace(DISPUTE, subject=None))),
    (Why.STAFF_PROOF, replace(ORDER, staff=TWO)),
    (Why.CUSTOMER_PROOF, replace(ORDER, contact=replace(DISPUTE, customer=ONE))),
    (Why.TOO_SOON, replace(ORDER, at=99.0, free_at=100.0)),
    (Why.TOO_MUCH, replace(ORDER, amount=Decimal("20.01"))),
]


@pytest.mark.parametrize(("why", "order"), ORDERS)
def test_an_order_is_refused_for_the_first_reason(why: Why, order: Order) -> None:
    assert permit(POLICY, order) == Refuse(why)


def test_of_all_that_is_in_the_way_of_an_order_the_first_is_told() -> None:
    order, told = replace(ORDER, amount=None), []
    for worse in (
        {},
        {"customer": NOTHING},
        {"staff": NOTHING},
        {"subject": None},
        {"action": "move"},
        {"open": False},
    ):
        mine = {key: value for key, value in worse.items() if key in {"staff", "action"}}
        contacts = {key: value for key, value in worse.items() if key not in mine}
        order = replace(order, contact=replace(order.contact, **contacts), **mine)
        told.append(permit(POLICY, order))
    assert told == [
        Refuse(Why.TOO_MUCH), Refuse(Why.CUSTOMER_PROOF), Refuse(Why.STAFF_PROOF), Refuse(Why.NO_CUSTOMER),
        Refuse(Why.NOT_NEEDED), Refuse(Why.CLOSED),
    ]  # fmt: skip


AMOUNTS = [
    ("0.01", True),
    ("20", True),
    ("20.00", True),
    ("20.001", False),
    ("1e9", False),
    ("0", False),
    ("-0", False),
    ("-1", False),
    ("NaN", False),
    ("sNaN", False),
    ("Infinity", False),
    ("-Infinity", False),
]


@pytest.mark.parametrize(("amount", "good"), AMOUNTS)
def test_an_amount_is_more_than_nothing_and_at_most_the_limit(amount: str, good: bool) -> None:
    expected = Permit() if good else Refuse(Why.TOO_MUCH)
    assert permit(POLICY, replace(ORDER, amount=Decimal(amount))) == expected


def test_no_amount_is_not_within_a_limit() -> None:
    assert permit(POLICY, replace(ORDER, amount=None)) == Refuse(Why.TOO_MUCH)


def test_a_limit_with_cents_is_exact() -> None:
    policy = shop_policy(("at_most: 20", "at_most: 0.1"))
    assert permit(policy, replace(ORDER, amount=Decimal("0.1"))) == Permit()
    assert permit(policy, replace(ORDER, amount=Decimal("0.10000000000000001"))) == Refuse(Why.TOO_MUCH)


@pytest.mark.parametrize("amount", [None, "0", "-1", "NaN", "Infinity"])
def test_money_without_a_limit_is_still_an_amount(amount: str | None) -> None:
    policy = shop_policy(("{refund: {at_most: 20}}", "{refund: {}}"))
    wrong = replace(ORDER, amount=None if amount is None else Decimal(amount))
    assert permit(policy, wrong) == Refuse(Why.TOO_MUCH)
    assert permit(policy, replace(ORDER, amount=Decimal(1_000_000))) == Permit()


def test_an_action_without_money_needs_no_amount() -> None:
    order = Order(contact=BOT, desk="bo", agent="bo", action="move", takes=("to",))
    assert permit(POLICY, order) == Permit()


def test_every_reason_tells_people_what_is_in_the_way_and_what_would_change_it() -> None:
    reasons, steps = {why.reason for why in Why}, {why.step for why in Why}
    assert len(reasons) == len(steps) == len(Why)
    assert Why.CUSTOMER_PROOF.reason == "the customer has not proved who they are"
    assert Why.CUSTOMER_PROOF.step == "start the customer's verification"


WANTED: list[tuple[Assurance, Ask | Order]] = [
    (NOTHING, ask("name")),
    (NOTHING, ask()),
    (TWO, ask("name", customer=ONE)),
    (TWO, ask("name", customer=NOTHING, subject=None)),
    (PASSKEY, ask("name", "address", staff=PASSKEY, customer=ONE)),
    (PASSKEY, ask("name", "address", staff=PASSKEY)),
    (NOTHING, ask("address")),  # the agent's own sign-in is too weak, which no customer can change
    (NOTHING, ask("charges", "phone", customer=NOTHING)),
    (NOTHING, ask("name", customer=NOTHING, open=False)),
    (NOTHING, ask("name", customer=NOTHING, journey="no such journey")),
    (ONE, bots("address", customer=NOTHING, subject=None)),
    (TWO, bots("address", "orders", customer=NOTHING, subject=None)),
    (NOTHING, ORDER),
    (TWO, replace(ORDER, contact=replace(DISPUTE, customer=ONE))),
    (TWO, replace(ORDER, contact=replace(DISPUTE, subject=None, customer=NOTHING))),
    (NOTHING, replace(ORDER, contact=replace(DISPUTE, customer=ONE), staff=NOTHING)),
    (NOTHING, replace(ORDER, amount=None)),
    (NOTHING, replace(ORDER, contact=replace(DISPUTE, customer=ONE), action="move")),
]


@pytest.mark.parametrize(("level", "question"), WANTED)
def test_what_the_customer_still_has_to_prove(level: Assurance, question: Ask | Order) -> None:
    assert proof_wanted(POLICY, question) is level


names = st.sampled_from(["name", "phone", "address", "orders", "charges", "card_number", "password", "", "nonsense"])
contacts = st.builds(
    Contact,
    id=st.just("K7TQ-2MXD"),
    channel=st.sampled_from(["chat", "phone", "email"]),
    journey=st.sampled_from([*POLICY.journeys, "nonsense"]),
    desk=st.sampled_from(["till", "vault", "bo", "nonsense"]),
    agent=st.sampled_from(["kim", "lee", ""]),
    subject=st.sampled_from(["4711", None]),
    customer=st.sampled_from(Assurance),
    open=st.booleans(),
)
asks = st.builds(
    Ask,
    contact=contacts,
    desk=st.sampled_from(["till", "vault", "bo", "nonsense"]),
    agent=st.sampled_from(["kim", "lee", ""]),
    elements=st.lists(names, max_size=4).map(tuple),
    staff=st.sampled_from(Assurance),
)


@given(asks)
def test_nothing_is_shown_that_no_need_names(question: Ask) -> None:
    decision = decide(POLICY, question)
    assert len(decision.answers) == len(question.elements)
    for show in decision.shown:
        need = POLICY.needs[question.desk, question.contact.journey][show.element]
        assert (show.form, question.contact.open) == (need.form, True)
        assert question.contact.subject is not None
        assert question.contact.customer >= need.customer


@given(asks)
def test_nobody_sees_anything_in_a_contact_that_is_not_theirs(question: Ask) -> None:
    if (question.desk, question.agent) != (question.contact.desk, question.contact.agent):
        assert decide(POLICY, question).shown == ()


@given(asks, st.sampled_from(Assurance), st.sampled_from(Assurance))
def test_more_proof_never_hides_what_less_proof_showed(question: Ask, customer: Assurance, staff: Assurance) -> None:
    contact = replace(question.contact, customer=max(customer, question.contact.customer))
    more = replace(question, contact=contact, staff=max(staff, question.staff))
    assert set(decide(POLICY, question).shown) <= set(decide(POLICY, more).shown)


@given(asks)
def test_the_proof_that_is_wanted_is_the_proof_that_helps_an_agent_who_signed_in_well(question: Ask) -> None:
    level = proof_wanted(POLICY, question)
    if level > NOTHING:
        proved = replace(question, contact=question.contact.proved(level, "4711"))
        before, after = ({*decide(POLICY, one).shown} for one in (question, proved))
        assert before < after if question.staff is PASSKEY else before <= after
        assert proof_wanted(POLICY, proved) is NOTHING


@given(asks)
def test_the_same_question_has_the_same_answer(question: Ask) -> None:
    assert decide(POLICY, question) == decide(shop_policy(), question)


ABOVE = shop_policy(("{refund: {at_most: 20}}", "{refund: {at_most: 20, above: {approve: supervisor}}}"))
LARGE = replace(ORDER, amount=Decimal(21))
YES = Approval(by="dee", role="supervisor", policy=ABOVE.digest)
APPROVED: list[tuple[object, Permit | Refuse]] = [
    (UNSET, Refuse(Why.TOO_MUCH)),
    (YES, Permit()),
    (replace(YES, by=ORDER.agent), Refuse(Why.TOO_MUCH)),
    (replace(YES, by=""), Refuse(Why.TOO_MUCH)),
    (replace(YES, role="agent"), Refuse(Why.TOO_MUCH)),
    (replace(YES, policy="another"), Refuse(Why.NOT_AS_APPROVED)),
    (replace(YES, policy=""), Refuse(Why.NOT_AS_APPROVED)),
]


@pytest.mark.parametrize(("approved", "expected"), APPROVED)
def test_above_the_limit_it_takes_the_yes_of_somebody_else_under_this_policy(
    approved: object, expected: Permit | Refuse
) -> None:
    assert permit(ABOVE, replace(LARGE, approved=approved)) == expected


@pytest.mark.parametrize("amount", [None, "0", "-1", "NaN", "Infinity"])
def test_no_yes_makes_an_amount_of_what_is_none(amount: str | None) -> None:
    wrong = replace(LARGE, approved=YES, amount=None if amount is None else Decimal(amount))
    assert isinstance(permit(ABOVE, wrong), Refuse)


def test_where_nobody_may_go_above_the_limit_a_yes_changes_nothing() -> None:
    yes = replace(YES, policy=POLICY.digest)
    assert permit(POLICY, replace(LARGE, approved=yes)) == Refuse(Why.TOO_MUCH)


@pytest.mark.parametrize(
    ("order", "role"),
    [
        (LARGE, "supervisor"),
        (replace(LARGE, amount=Decimal(20)), ""),
        (replace(LARGE, amount=Decimal(-1)), ""),
        (replace(LARGE, amount=None), ""),
        (replace(LARGE, action="move"), ""),
        (replace(LARGE, staff=TWO), ""),
        (replace(LARGE, contact=replace(DISPUTE, customer=ONE)), ""),
        (replace(LARGE, contact=replace(DISPUTE, journey="no such journey")), ""),
    ],
)
def test_somebody_is_asked_only_when_their_yes_is_all_that_is_missing(order: Order, role: str) -> None:
    assert approver(ABOVE, order) == role


def test_where_nobody_may_go_above_the_limit_nobody_is_asked() -> None:
    assert approver(POLICY, LARGE) == ""


BEHIND_GLASS = shop_policy(("  dispute:\n", "  dispute:\n    break_glass: {minutes: 10}\n"))


@pytest.mark.parametrize("glass", [UNSET, False])
def test_a_journey_behind_glass_gives_nothing_until_it_is_broken(glass: object) -> None:
    seen = decide(BEHIND_GLASS, replace(ASK, contact=DISPUTE, desk=DISPUTE.desk, agent=DISPUTE.agent, glass=glass))
    assert {one.why for one in seen.withheld} == {Why.BEHIND_GLASS}
    assert permit(BEHIND_GLASS, replace(ORDER, glass=glass)) == Refuse(Why.BEHIND_GLASS)


def test_a_broken_glass_opens_what_the_journey_needs_and_no_more() -> None:
    assert permit(BEHIND_GLASS, replace(ORDER, glass=True)) == permit(POLICY, ORDER) == Permit()
    question = replace(ASK, contact=DISPUTE, desk=DISPUTE.desk, agent=DISPUTE.agent)
    assert decide(BEHIND_GLASS, replace(question, glass=True)).answers == decide(POLICY, question).answers
