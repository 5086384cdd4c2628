"""Cedar decides as we do: every cell of a large estate, every reason, every limit."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path

import cedarpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from needline.cli import run
from needline.contact import Contact
from needline.decide import Approval, Ask, Order, Permit, Show, Why, decide, permit
from needline.estate import Assurance, Form
from needline.exchange.cedar import ABOVE_NEED, cedar
from needline.exchange.cedar_requests import to_do, to_see
from needline.policy import Policy, compile_policy
from tests.estates import DEMO, northgate, shop_policy
from tests.exchange.estates import large
from tests.exchange.mixture import (
    AMOUNTS,
    CELLS,
    ELEMENTS,
    GLASS,
    JOURNEYS,
    ORDERED,
    SEATS,
    UNKNOWN,
    cells,
    many,
    orders,
)

Told = str | None  # the reason why not; None: yes
Compared = tuple[dict[str, object], Told]  # what Cedar is asked, and what we say

TWO, PASSKEY = Assurance.TWO_FACTOR, Assurance.PASSKEY
MANY = many()
NO_REASON = "no reason"
ORDER = [str(why) for why in (*Why, ABOVE_NEED)]
BATCH = 20_000


class Engine(Struct, frozen=True):
    """Cedar with one of our exports."""

    policies: cedarpy.PolicySet
    entities: cedarpy.Entities
    why: dict[str, str]  # its names of the policies → the reason that they carry

    def answers(self, requests: Iterable[dict[str, object]]) -> Iterator[Told]:
        """What Cedar says, in its own words: the first reason of those that it gives."""
        waiting = iter(requests)
        while some := list(islice(waiting, BATCH)):
            for answer in cedarpy.is_authorized_batch(some, self.policies, self.entities):
                yield None if answer.allowed else self._reason(answer)

    def _reason(self, answer: cedarpy.AuthzResult) -> str:
        reasons = [self.why[one] for one in answer.diagnostics.reasons]
        return min(reasons, key=ORDER.index, default=NO_REASON)


def engine(policy: Policy, *, reasons: bool = True) -> Engine:
    """Cedar, after it found nothing wrong with the export."""
    made = cedar(policy)
    schema = cedarpy.Schema.from_str(made.schema)
    text = made.policies + made.reasons if reasons else made.policies
    found = cedarpy.validate_policies(text, schema)
    assert found.validation_passed, found.errors
    static = json.loads(cedarpy.policies_to_json_str(text))["staticPolicies"]
    return Engine(
        cedarpy.PolicySet.from_str(text),
        cedarpy.Entities.from_json_str(json.dumps(made.entities), schema),
        {name: one["annotations"]["why"] for name, one in static.items() if one["effect"] == "forbid"},
    )


def ours(policy: Policy, ask: Ask, form: Form) -> Iterator[Told]:
    """What `decide` says of each element of the ask, if it were to be seen in this form."""
    for answer in decide(policy, ask).answers:
        match answer:
            case Show(form=most):
                yield None if form <= most else ABOVE_NEED
            case _:
                yield str(answer.why)


def seen(policy: Policy, asks: Iterable[tuple[Ask, Form]]) -> Iterator[Compared]:
    """Each element of each ask, in that form."""
    for ask, form in asks:
        yield from zip((to_see(ask, element, form) for element in ask.elements), ours(policy, ask, form), strict=True)


def done(policy: Policy, wanted: Iterable[Order]) -> Iterator[Compared]:
    """Each order."""
    return ((to_do(order), allowed(policy, order)) for order in wanted)


def differences(second: Engine, asked: Iterable[Compared]) -> tuple[int, list[str]]:
    """How many decisions were compared, and where Cedar and we differ: in the reason too, if it knows reasons."""
    waiting, count, apart = iter(asked), 0, list[str]()
    while some := list(islice(waiting, BATCH)):
        theirs = second.answers(request for request, _ in some)
        for (request, told), other in zip(some, theirs, strict=True):
            mine = told if second.why or told is None else NO_REASON
            count += 1
            if mine != other:
                apart.append(f"{request}: {mine} here, {other} there")
    return count, apart


def allowed(policy: Policy, order: Order) -> Told:
    answer = permit(policy, order)
    return None if isinstance(answer, Permit) else str(answer.why)


SECOND = engine(MANY)
HELP = Contact(
    id="K7TQ-2MXD", channel="phone", journey="help", desk="till", agent="kim", subject="4711", customer=TWO
)
DISPUTE = replace(HELP, journey="dispute", desk="vault")
REFUND = Order(
    contact=DISPUTE, desk="vault", agent="kim", action="refund", takes=("charge", "sum"), amount=Decimal(20),
    staff=PASSKEY,
)  # fmt: skip


def ask(element: str, staff: Assurance = TWO, **changes: object) -> Ask:
    """Kim at the till asks in the contact, which is as `HELP` but for the changes."""
    return Ask(contact=replace(HELP, **changes), desk="till", agent="kim", elements=(element,), staff=staff)


def test_a_disputed_charge_at_the_demo_bank() -> None:
    contact = replace(DISPUTE, journey="billing_dispute", desk="billing_desk")
    question = Ask(contact=contact, desk="billing_desk", agent="kim", elements=(), staff=TWO)
    wanted = [
        ("charges", Form.FULL),
        ("card_number", Form.MASKED),
        ("card_number", Form.FULL),
        ("loans", Form.EXISTS),
    ]
    requests = [to_see(question, element, form) for element, form in wanted]
    assert list(engine(northgate()).answers(requests)) == [None, None, "above_need", "not_needed"]


def test_the_same_estate_gives_the_same_bytes_and_the_policies_are_those_of_every_estate() -> None:
    assert cedar(shop_policy()) == cedar(shop_policy())
    one, other = cedar(shop_policy()), cedar(northgate())
    assert one.policies.replace(shop_policy().digest, northgate().digest) == other.policies
    assert one.schema == other.schema


@pytest.mark.parametrize(
    ("why", "question"),
    [
        (Why.CLOSED, ask("name", open=False)),
        (Why.OTHER_DESK, ask("name", desk="vault")),
        (Why.OTHER_DESK, ask("name", desk="vault", agent="lee", journey="theft")),
        (Why.NOT_PICKED_UP, ask("name", agent="lee")),
        (Why.NOT_PICKED_UP, ask("name", agent="")),
        (Why.NOT_PICKED_UP, replace(ask("name", agent=""), agent="")),
        (Why.FROZEN, ask("name", frozen=True)),
        (Why.NOT_SERVED, ask("name", journey="theft")),
        (Why.NOT_SERVED, ask("name", journey="no such journey")),
        (Why.NOT_SERVED, replace(ask("name", desk="no such desk"), desk="no such desk")),
        (Why.OTHER_CHANNEL, ask("name", channel="email")),
        (Why.OTHER_CHANNEL, ask("name", channel="")),
        (Why.NOT_NEEDED, ask("charges")),
        (Why.NOT_NEEDED, ask("no such element")),
        (Why.NOT_NEEDED, ask('name" || true || "')),
        (Why.NOT_NEEDED, ask("")),
        (Why.USE_ONLY, ask("phone")),
        (Why.NO_CUSTOMER, ask("name", subject=None)),
        (Why.STAFF_PROOF, ask("name", staff=Assurance.ONE_FACTOR)),
        (Why.STAFF_PROOF, ask("address", customer=PASSKEY)),
        (Why.CUSTOMER_PROOF, ask("name", customer=Assurance.ONE_FACTOR)),
        (Why.CUSTOMER_PROOF, ask("address", staff=PASSKEY)),
    ],
    ids=lambda part: str(part) if isinstance(part, Why) else "",
)
def test_cedar_gives_the_reason_that_we_give(why: Why, question: Ask) -> None:
    assert next(ours(shop_policy(), question, Form.FULL)) == why
    assert list(engine(shop_policy()).answers([to_see(question, question.elements[0], Form.FULL)])) == [why]


ORDERS = [
    (None, REFUND),
    (None, replace(REFUND, amount=Decimal("0.0001"))),
    (Why.TOO_MUCH, replace(REFUND, amount=Decimal("20.0001"))),
    (Why.TOO_MUCH, replace(REFUND, amount=Decimal(0))),
    (Why.TOO_MUCH, replace(REFUND, amount=Decimal(-1))),
    (Why.TOO_MUCH, replace(REFUND, amount=Decimal("-0.00001"))),
    (Why.TOO_MUCH, replace(REFUND, amount=Decimal("NaN"))),
    (Why.TOO_MUCH, replace(REFUND, amount=Decimal("Infinity"))),
    (Why.TOO_MUCH, replace(REFUND, amount=Decimal("1e40"))),
    (Why.TOO_MUCH, replace(REFUND, amount=None)),
    (Why.NOT_NEEDED, replace(REFUND, action="move")),
    (Why.NOT_NEEDED, replace(REFUND, action="no such action")),
    (Why.STAFF_PROOF, replace(REFUND, staff=TWO)),
    (Why.CUSTOMER_PROOF, replace(REFUND, contact=replace(DISPUTE, customer=Assurance.ONE_FACTOR))),
    (Why.NO_CUSTOMER, replace(REFUND, contact=replace(DISPUTE, subject=None))),
    (Why.OTHER_CHANNEL, replace(REFUND, contact=replace(DISPUTE, channel="chat"))),
    (Why.NOT_SERVED, replace(REFUND, desk="till", contact=replace(DISPUTE, desk="till"))),
    (Why.OTHER_DESK, replace(REFUND, contact=HELP)),
    (Why.FROZEN, replace(REFUND, contact=replace(DISPUTE, frozen=True))),
    (Why.TOO_SOON, replace(REFUND, at=1.0, free_at=2.0)),
    (None, replace(REFUND, at=2.0, free_at=2.0)),
    (Why.CLOSED, replace(REFUND, contact=replace(DISPUTE, open=False))),
]


@pytest.mark.parametrize(("why", "order"), ORDERS, ids=lambda part: str(part) if isinstance(part, Why) else "")
def test_an_order_is_permitted_and_refused_as_we_do(why: Why | None, order: Order) -> None:
    assert allowed(shop_policy(), order) == why
    assert list(engine(shop_policy()).answers([to_do(order)])) == [why]


def test_an_action_without_money_has_nothing_to_exceed() -> None:
    contact = replace(HELP, channel="chat", journey="order_status", desk="bo", agent="bo")
    order = Order(contact=contact, desk="bo", agent="bo", action="move", takes=("to",))
    assert allowed(shop_policy(), order) is None
    assert list(engine(shop_policy()).answers([to_do(order)])) == [None]


def test_an_action_without_a_limit_takes_any_amount_that_is_one() -> None:
    policy = shop_policy(("refund: {at_most: 20}", "refund: {}"))
    amounts = [Decimal("922337203685477.5807"), Decimal(1), Decimal(0), None]
    orders = [replace(REFUND, amount=amount) for amount in amounts]
    told = [allowed(policy, order) for order in orders]
    assert told == [None, None, "too_much", "too_much"]
    assert list(engine(policy).answers(map(to_do, orders))) == told


@pytest.mark.parametrize(
    ("told", "amount", "approval"),
    [
        (None, "300", {}),
        (None, "20", {"by": ""}),
        ("too_much", "300", None),
        ("too_much", "300", {"by": ""}),
        ("too_much", "300", {"by": "kim"}),
        ("too_much", "300", {"role": "security"}),
        ("not_as_approved", "300", {"policy": "another"}),
        ("not_as_approved", "-1", {}),
    ],
)
def test_above_a_limit_it_takes_the_approval_of_somebody_else(
    told: Told, amount: str, approval: dict[str, str] | None
) -> None:
    policy = shop_policy(("refund: {at_most: 20}", "refund: {at_most: 20, above: {approve: supervisor}}"))
    yes = Approval(**{"by": "lee", "role": "supervisor", "policy": policy.digest} | (approval or {}))
    order = replace(REFUND, amount=Decimal(amount), approved=UNSET if approval is None else yes)
    assert allowed(policy, order) == told
    assert list(engine(policy).answers([to_do(order)])) == [told]


def test_where_nobody_may_approve_an_approval_helps_nobody() -> None:
    yes = Approval(by="lee", role="supervisor", policy=shop_policy().digest)
    order = replace(REFUND, amount=Decimal(300), approved=yes)
    assert allowed(shop_policy(), order) == Why.TOO_MUCH
    assert list(engine(shop_policy()).answers([to_do(order)])) == [Why.TOO_MUCH]


def test_a_journey_for_emergencies_is_behind_glass() -> None:
    contact = replace(HELP, channel="chat", journey=GLASS, desk=MANY.journeys[GLASS].desks()[0], customer=PASSKEY)
    question = Ask(contact=contact, desk=contact.desk, agent="kim", elements=ELEMENTS, staff=PASSKEY)
    for broken in (UNSET, False, True):
        one = replace(question, glass=broken)
        told = list(ours(MANY, one, Form.EXISTS))
        assert ("behind_glass" in told) is (broken is not True)
        assert list(SECOND.answers(to_see(one, element, Form.EXISTS) for element in ELEMENTS)) == told


def test_when_no_try_is_left_nothing_is_matched() -> None:
    contact = replace(HELP, journey="billing_dispute", desk="billing_desk")
    question = Ask(contact=contact, desk="billing_desk", agent="kim", elements=("birth_date", "name"), staff=TWO)
    spent = replace(question, tries_spent=True)
    requests = [to_see(one, element, Form.MATCHES) for one in (question, spent) for element in one.elements]
    assert list(engine(northgate()).answers(requests)) == [None, None, "tries_spent", None]
    assert list(ours(northgate(), spent, Form.MATCHES)) == ["tries_spent", None]


def test_an_amount_finer_than_cedar_can_hold_is_rounded_against_whoever_asks() -> None:
    policy = shop_policy(("refund: {at_most: 20}", "refund: {at_most: 20.00005}"))
    order = replace(REFUND, amount=Decimal("20.00003"))
    assert allowed(policy, order) is None
    assert list(engine(policy).answers([to_do(order)])) == [Why.TOO_MUCH]


def test_who_may_approve_more_is_told_with_the_limit() -> None:
    refund = next(
        one for one in cedar(northgate()).entities if one["uid"] == {"type": "Needline::Deed", "id": "refund"}
    )
    assert refund["tags"] == {
        "billing_dispute": {
            "money": True, "at_most": {"__extn": {"fn": "decimal", "arg": "200.0000"}}, "above": "supervisor",
        }
    }  # fmt: skip


def test_a_word_that_is_no_form_and_no_proof_is_refused() -> None:
    request = to_see(ask("name"), "name", Form.FULL)
    for word in ("form", "customer", "staff"):
        context = {**request["context"], word: "everything"}  # type: ignore[dict-item]  # a context is a dictionary
        assert list(engine(shop_policy()).answers([{**request, "context": context}])) != [None]
    assert list(engine(shop_policy()).answers([request])) == [None]


@pytest.mark.parametrize(
    "policy",
    [shop_policy(), northgate(), MANY, compile_policy(large(10))],
    ids=["shop", "bank", "mixture", "large"],
)
def test_cedar_finds_nothing_wrong_with_what_is_exported(policy: Policy) -> None:
    assert engine(policy).why


def test_one_cell_in_a_hundred_of_a_large_estate_is_decided_alike_and_for_the_same_reason() -> None:
    count, apart = differences(SECOND, seen(MANY, islice(cells(MANY), 3, None, 101)))
    assert apart == []
    assert count > CELLS / 102


def test_one_order_in_thirty_of_a_large_estate_is_decided_alike_and_for_the_same_reason() -> None:
    count, apart = differences(SECOND, done(MANY, islice(orders(MANY), 3, None, 31)))
    assert apart == []
    assert count > ORDERED / 32


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_every_cell_of_a_large_estate_is_decided_alike(part: int) -> None:
    """A quarter of 806,400 cells and of 48,000 orders; the policies decide alone, as they would at work."""
    second, seats = engine(MANY, reasons=False), (*SEATS, UNKNOWN)[part::4]
    count, apart = differences(second, chain(seen(MANY, cells(MANY, seats)), done(MANY, orders(MANY, seats))))
    assert apart == []
    assert count == (CELLS + ORDERED) // 4 == 854_400 // 4


@given(
    st.builds(
        Contact,
        id=st.just("K7TQ-2MXD"),
        channel=st.sampled_from(["phone", "chat", UNKNOWN]),
        journey=st.sampled_from([*JOURNEYS, UNKNOWN]),
        desk=st.sampled_from([*SEATS, UNKNOWN]),
        agent=st.sampled_from(["kim", "lee", ""]),
        subject=st.sampled_from([None, "4711"]),
        customer=st.sampled_from(list(Assurance)),
        open=st.booleans(),
        frozen=st.booleans(),
    ),
    st.tuples(
        st.sampled_from([*SEATS, None]),  # None: the seat at which the contact is
        st.sampled_from(["kim", ""]),
        st.sampled_from(list(Assurance)),
        st.sampled_from([UNSET, False, True]),
    ),
    st.sampled_from(list(Form)),
    st.booleans(),
    st.builds(
        Order,
        contact=st.just(HELP),
        desk=st.just(""),
        agent=st.just(""),
        action=st.sampled_from(["pay", UNKNOWN]),
        amount=st.decimals(allow_nan=True, allow_infinity=True, places=2) | st.sampled_from([None, *AMOUNTS]),
        at=st.sampled_from([0.0, 1.0]),
        free_at=st.sampled_from([0.0, 1.0]),
        approved=st.just(UNSET)
        | st.builds(
            Approval,
            by=st.sampled_from(["kim", "lee", ""]),
            role=st.sampled_from(["supervisor", "security"]),
            policy=st.sampled_from([MANY.digest, "another"]),
        ),
    ),
)
def test_whatever_is_asked_and_ordered_is_answered_alike(
    contact: Contact, who: tuple[str | None, str, Assurance, bool | UnsetType], form: Form, spent: bool, order: Order
) -> None:
    desk, agent, staff, glass = who
    seat = desk or contact.desk
    question = replace(
        Ask(contact=contact, desk=seat, agent=agent, elements=(*ELEMENTS, UNKNOWN), staff=staff),
        tries_spent=spent,
        glass=glass,
    )
    order = replace(order, contact=contact, desk=seat, agent=agent, staff=staff, glass=glass)
    requests = [to_see(question, element, form) for element in question.elements]
    assert list(SECOND.answers(requests)) == list(ours(MANY, question, form))
    assert list(SECOND.answers([to_do(order)])) == [allowed(MANY, order)]


def test_the_files_that_are_written_are_read_by_cedar(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "cedar"
    assert run(["export", "cedar", str(DEMO / "northgate.yaml"), "--out", str(folder)]) == 0
    text = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert sorted(text) == ["entities.json", "policies.cedar", "reasons.cedar", "schema.cedarschema"]
    schema = cedarpy.Schema.from_str(text["schema.cedarschema"])
    for policies in ("policies.cedar", "reasons.cedar"):
        assert cedarpy.validate_policies(text[policies], schema).validation_passed
    cedarpy.Entities.from_json_str(text["entities.json"], schema)


def test_without_a_folder_one_object_holds_everything(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["export", "cedar", str(DEMO / "northgate.yaml")]) == 0
    assert sorted(json.loads(capsysbinary.readouterr().out)) == ["entities", "policies", "reasons", "schema"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run(["export", "cedar", str(DEMO / "northgate.yaml"), "--out", str(tmp_path / "file" / "cedar")]) == 2
    assert "cannot be written" in capsys.readouterr().err
