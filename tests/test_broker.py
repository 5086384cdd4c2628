"""The broker: write before fetch, fetch exactly what is shown, and one order of steps for everything."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.pretty import pretty_repr

from needline.broker import Broker
from needline.contact import Contact
from needline.decide import Ask, Order, Permit, Refuse, Why
from needline.errors import RecordError, SourceError, StoreError
from needline.estate import Assurance, Form
from needline.forms import Value
from needline.policy import Policy, compile_policy
from needline.record.entry import Decided, Done, Entry, Ordered, Unclear, Used, decode, encode
from needline.sources.effect import Effect
from tests.broker_estate import ESTATE
from tests.ports import NoTries, NoWaits, nobody

POLICY = compile_policy(ESTATE)
CONTACT = Contact(
    id="c1",
    channel="phone",
    journey="dispute",
    desk="billing_desk",
    agent="ann",
    subject="7",
    customer=Assurance.TWO_FACTOR,
    proved_until=2e9,
)
ASK = Ask(
    contact=CONTACT,
    desk="billing_desk",
    agent="ann",
    elements=("name", "charges", "card", "birth_date", "loans", "phone"),
    staff=Assurance.TWO_FACTOR,
)
ORDER = Order(contact=CONTACT, desk="billing_desk", agent="ann", action="refund", staff=Assurance.TWO_FACTOR)
PEOPLE = {
    "name": (Value("Amara Okafor"),),
    "phone": (Value("020 7946 0018"),),
    "changed": (Value("2026-01-02"),),
    "birth_date": (Value("1980-05-01"),),
    "charges": (Value("10", "12.50"), Value("11", "250.00")),
    "card": (Value("4111 1111 1111 1111"),),
    "loans": (Value("5000"),),
}
SECRETS = ("Amara", "7946", "1980", "12.50", "4111", "5000")


@dataclass
class World:
    """Small honest ports that write down in which order they were used."""

    policy: Policy = POLICY
    steps: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    fails: frozenset[str] = frozenset()  # the steps that do
    answers: Mapping[str, Mapping[str, tuple[Value, ...]]] = field(
        default_factory=dict
    )  # a store's, in place of true ones
    done: bool = True

    async def current(self) -> Policy:
        self._step("policy", StoreError("no policy is in force"))
        return self.policy

    async def append(self, entry: Entry) -> int:
        self._step(f"write {type(entry).__name__}", RecordError("the disk is full"))
        self.entries.append(entry)
        return len(self.entries) - 1

    async def pseudonym(self, subject: str) -> str:
        self._step("pseudonym", StoreError("the database is locked"))
        return f"p-{subject}"

    def source(self, _policy: Policy, name: str) -> "Store":
        return Store(self, name)

    def broker(self) -> Broker:
        return Broker(
            policies=self,
            recorder=self,
            subjects=self,
            source=self.source,
            clock=lambda: 1e9,
            token_key=str.encode,
            tries=NoTries(),
            waits=NoWaits(),
            tell=nobody,
        )

    def _step(self, step: str, error: Exception) -> None:
        self.steps.append(step)
        if step in self.fails:
            raise error


@dataclass
class Store:
    world: World
    name: str

    async def fetch(self, subject: str, elements: Sequence[str]) -> Mapping[str, tuple[Value, ...]]:
        self.world._step(f"fetch {self.name} {' '.join(elements)} of {subject}", SourceError("down"))
        return self.world.answers.get(self.name, {element: PEOPLE[element] for element in elements})

    async def act(self, subject: str, action: str, arguments: Mapping[str, Value]) -> bool:
        self.world._step(f"act {action} for {subject}", SourceError("down"))
        assert all(isinstance(value, Value) for value in arguments.values())
        return self.world.done

    async def rehearse(self, subject: str, action: str, arguments: Mapping[str, Value]) -> Effect:
        self.world._step(f"rehearse {action} for {subject}", SourceError("down"))
        assert all(isinstance(value, Value) for value in arguments.values())
        return Effect(rows=int(self.world.done))


def fetches(world: World) -> list[str]:
    return [step for step in world.steps if step.startswith(("fetch", "act"))]


# ── disclose ───────────────────────────────────────────────────────────────────────────────────────
def test_a_desk_gets_what_its_journey_needs_each_in_its_form() -> None:
    world = World()
    disclosure = asyncio.run(world.broker().disclose(ASK, said={"birth_date": "1 May 1980"}))
    assert disclosure.values == {
        "name": ("Amara Okafor",),
        "charges": ("10 · 12.50", "11 · 250.00"),
        "card": ("•••1111",),
        "birth_date": ("yes",),
        "loans": ("on file",),
    }
    assert [(one.element, one.why) for one in disclosure.decision.withheld] == [("phone", Why.USE_ONLY)]
    assert disclosure.entry == 0


def test_the_order_is_decide_write_fetch() -> None:
    world = World()
    asyncio.run(world.broker().disclose(ASK))
    assert world.steps[:3] == ["policy", "pseudonym", "write Decided"]
    assert sorted(world.steps[3:]) == [
        "fetch billing charges card of 7",
        "fetch core name of 7",
        "fetch loans loans of 7",
    ]


@pytest.mark.parametrize("broken", ["policy", "pseudonym", "write Decided"])
def test_what_cannot_be_recorded_is_not_fetched(broken: str) -> None:
    world = World(fails=frozenset({broken}))
    with pytest.raises((RecordError, StoreError)):
        asyncio.run(world.broker().disclose(ASK))
    assert fetches(world) == []
    assert world.entries == []


def test_what_is_withheld_is_recorded_and_never_fetched() -> None:
    world = World()
    unproved = replace(ASK, contact=replace(CONTACT, customer=Assurance.NOTHING))
    disclosure = asyncio.run(world.broker().disclose(unproved))
    assert disclosure.values == {}
    assert fetches(world) == []
    assert [type(entry) for entry in world.entries] == [Decided]
    assert {answer.why for answer in disclosure.decision.withheld} == {Why.CUSTOMER_PROOF, Why.USE_ONLY}


def test_what_only_matches_is_not_fetched_until_there_is_something_to_match() -> None:
    for said in (None, {}, {"birth_date": ""}, {"name": "Amara"}):
        world = World()
        disclosure = asyncio.run(world.broker().disclose(replace(ASK, elements=("birth_date",)), said=said))
        assert [answer.form for answer in disclosure.decision.shown] == [Form.MATCHES]
        assert disclosure.values == {}
        assert fetches(world) == []


@pytest.mark.parametrize(("said", "answer"), [("1 May 1980", "yes"), ("02.05.1980", "no"), ("rosebud", "no")])
def test_a_match_says_yes_or_no_and_nothing_else(said: str, answer: str) -> None:
    ask = replace(ASK, elements=("birth_date",))
    disclosure = asyncio.run(World().broker().disclose(ask, said={"birth_date": said}))
    assert disclosure.values == {"birth_date": (answer,)}


def test_nobody_known_means_nothing_fetched() -> None:
    world = World()
    unknown = replace(ASK, contact=replace(CONTACT, subject=None))
    assert asyncio.run(world.broker().disclose(unknown)).values == {}
    assert fetches(world) == []
    assert "pseudonym" not in world.steps


def test_the_entry_holds_the_whole_ask_under_a_pseudonym_and_no_value() -> None:
    world = World()
    asyncio.run(world.broker().disclose(ASK, said={"birth_date": "1 May 1980"}))
    (entry,) = world.entries
    assert isinstance(entry, Decided)
    assert entry.decision.ask == replace(ASK, contact=replace(CONTACT, subject="p-7"))
    assert entry.decision.policy == POLICY.digest
    body = encode(entry).decode()
    assert not [secret for secret in SECRETS if secret in body]
    assert decode(encode(entry)) == entry


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"charges": PEOPLE["charges"]},
        {"charges": PEOPLE["charges"], "card": PEOPLE["card"], "loans": PEOPLE["loans"]},
        {"charges": PEOPLE["charges"], "card": PEOPLE["card"], "name": (Value("somebody else"),)},
        {"cards": PEOPLE["card"], "charges": PEOPLE["charges"]},
    ],
    ids=["nothing", "less", "more", "what another store answers for", "another name"],
)
def test_a_source_that_answers_more_or_less_than_asked_gives_nothing(answer: dict[str, tuple[Value, ...]]) -> None:
    world = World(answers={"billing": answer})
    with pytest.raises(SourceError, match="a source returned other elements than were asked for"):
        asyncio.run(world.broker().disclose(ASK))


def test_a_source_that_is_down_gives_an_error_after_the_entry() -> None:
    world = World(fails=frozenset({"fetch core name of 7"}))
    with pytest.raises(SourceError, match="down"):
        asyncio.run(world.broker().disclose(ASK))
    assert [type(entry) for entry in world.entries] == [Decided]


def test_a_customer_without_rows_has_nothing_on_file() -> None:
    world = World(answers={"billing": {"charges": (), "card": ()}, "loans": {"loans": ()}, "core": {"name": ()}})
    disclosure = asyncio.run(world.broker().disclose(replace(ASK, elements=("name", "charges", "card", "loans"))))
    assert disclosure.values == {"name": (), "charges": (), "card": (), "loans": ("none",)}


def test_the_policy_of_this_moment_decides() -> None:
    stricter = replace(ESTATE.journeys["dispute"], sees={"name": Form.FULL})
    world = World()
    broker = world.broker()
    assert "charges" in asyncio.run(broker.disclose(ASK)).values
    world.policy = compile_policy(replace(ESTATE, journeys={**ESTATE.journeys, "dispute": stricter}))
    assert asyncio.run(broker.disclose(ASK)).values == {"name": ("Amara Okafor",)}
    first, second = world.entries
    assert isinstance(first, Decided)
    assert isinstance(second, Decided)
    assert first.decision.policy != second.decision.policy


def test_a_disclosure_prints_no_value() -> None:
    disclosure = asyncio.run(World().broker().disclose(ASK, said={"birth_date": "1 May 1980"}))
    for shown in (repr(disclosure), f"{disclosure}", pretty_repr(disclosure)):
        assert not [secret for secret in SECRETS if secret in shown]
        assert "charges" in shown


@given(
    elements=st.lists(st.sampled_from([*ESTATE.elements, "password"])),
    customer=st.sampled_from(list(Assurance)),
    staff=st.sampled_from(list(Assurance)),
    agent=st.sampled_from(["ann", "ben", ""]),
    subject=st.sampled_from(["7", None]),
    journey=st.sampled_from(list(ESTATE.journeys)),
)
def test_exactly_what_may_be_shown_is_fetched(
    *, elements: list[str], customer: Assurance, staff: Assurance, agent: str, subject: str | None, journey: str
) -> None:
    contact = replace(CONTACT, customer=customer, subject=subject, journey=journey)
    world = World()
    ask = replace(ASK, contact=contact, elements=tuple(elements), staff=staff, agent=agent)
    disclosure = asyncio.run(world.broker().disclose(ask))
    shown = {one.element for one in disclosure.decision.shown if one.form is not Form.MATCHES}
    fetched = [element for step in fetches(world) for element in step.split(" of ")[0].split()[2:]]
    assert set(fetched) == shown == set(disclosure.values)
    assert len(world.entries) == 1


# ── perform ────────────────────────────────────────────────────────────────────────────────────────
def test_an_action_is_permitted_written_done_and_written_again() -> None:
    world = World()
    outcome = asyncio.run(world.broker().perform(ORDER, {"charge": "10", "amount": "12.50"}))
    assert outcome.answer == Permit()
    assert outcome.done
    assert world.steps == ["policy", "pseudonym", "write Ordered", "act refund for 7", "write Done"]
    ordered, done = world.entries
    assert isinstance(ordered, Ordered)
    assert ordered.order.takes == ("amount", "charge")
    assert ordered.order.amount == Decimal("12.50"), "the limit must be replayed from the record alone"
    assert ordered.order.contact.subject == "p-7"
    assert isinstance(done, Done)
    assert (done.order, done.done) == (0, True)


@pytest.mark.parametrize("broken", ["policy", "pseudonym", "write Ordered"])
def test_what_cannot_be_recorded_is_not_done(broken: str) -> None:
    world = World(fails=frozenset({broken}))
    with pytest.raises((RecordError, StoreError)):
        asyncio.run(world.broker().perform(ORDER, {"charge": "10", "amount": "12.50"}))
    assert fetches(world) == []


@pytest.mark.parametrize(
    ("amount", "why"),
    [
        ("200", None),
        ("200.00", None),
        ("0.01", None),
        ("200.01", Why.TOO_MUCH),
        ("0", Why.TOO_MUCH),
        ("0.00", Why.TOO_MUCH),
        ("-5", Why.TOO_MUCH),
        ("+5", Why.TOO_MUCH),
        ("1e2", Why.TOO_MUCH),
        ("NaN", Why.TOO_MUCH),
        ("Infinity", Why.TOO_MUCH),
        ("1_0", Why.TOO_MUCH),
        ("5,00", Why.TOO_MUCH),
        ("5.001", Why.TOO_MUCH),
        (" 5", Why.TOO_MUCH),
        ("5\n", Why.TOO_MUCH),
        ("٥", Why.TOO_MUCH),
        ("", Why.TOO_MUCH),
        ("1000000000", Why.TOO_MUCH),
    ],
)
def test_an_amount_is_a_plain_number_within_the_limit(amount: str, why: Why | None) -> None:
    world = World()
    outcome = asyncio.run(world.broker().perform(ORDER, {"charge": "10", "amount": amount}))
    assert outcome.answer == (Refuse(why) if why else Permit())
    assert outcome.done is (why is None)
    assert fetches(world) == ([] if why else ["act refund for 7"])


@pytest.mark.parametrize("arguments", [{"charge": "10"}, {}, {"charge": "10", "sum": "5"}])
def test_an_order_of_money_without_an_amount_is_refused(arguments: dict[str, str]) -> None:
    outcome = asyncio.run(World().broker().perform(ORDER, arguments))
    assert outcome.answer == Refuse(Why.TOO_MUCH)


def test_the_amount_is_what_the_arguments_say_whatever_the_order_claims() -> None:
    claimed = replace(ORDER, amount=Decimal(1), takes=("charge",))
    outcome = asyncio.run(World().broker().perform(claimed, {"charge": "10", "amount": "900"}))
    assert outcome.answer == Refuse(Why.TOO_MUCH)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"action": "rename"}, Why.NOT_NEEDED),
        ({"agent": "ben"}, Why.NOT_PICKED_UP),
        ({"staff": Assurance.ONE_FACTOR}, Why.STAFF_PROOF),
        ({"contact": replace(CONTACT, customer=Assurance.ONE_FACTOR)}, Why.CUSTOMER_PROOF),
        ({"contact": replace(CONTACT, subject=None)}, Why.NO_CUSTOMER),
        ({"contact": replace(CONTACT, open=False)}, Why.CLOSED),
    ],
)
def test_a_refusal_is_recorded_and_nothing_is_done(change: dict[str, object], why: Why) -> None:
    world = World()
    outcome = asyncio.run(world.broker().perform(replace(ORDER, **change), {"charge": "10", "amount": "5"}))
    assert outcome.answer == Refuse(why)
    assert not outcome.done
    assert [type(entry) for entry in world.entries] == [Ordered]
    assert fetches(world) == []


def test_an_action_without_money_has_nothing_to_exceed() -> None:
    world = World()
    assert asyncio.run(world.broker().perform(replace(ORDER, action="cheer"), {})).done
    assert fetches(world) == ["act cheer for 7"]


def test_what_changed_nothing_is_recorded_as_not_done() -> None:
    world = World(done=False)
    assert not asyncio.run(world.broker().perform(ORDER, {"charge": "10", "amount": "5"})).done
    assert isinstance(world.entries[1], Done)
    assert not world.entries[1].done


def test_when_nobody_knows_whether_it_was_done_the_record_says_so() -> None:
    world = World(fails=frozenset({"act refund for 7"}))
    with pytest.raises(SourceError):
        asyncio.run(world.broker().perform(ORDER, {"charge": "10", "amount": "5"}))
    ordered, unclear = world.entries
    assert isinstance(ordered, Ordered)
    assert isinstance(unclear, Unclear)
    assert (unclear.order, unclear.action) == (0, "refund")


def test_arguments_that_the_action_does_not_take_go_nowhere() -> None:
    world = World()
    more = {"charge": "10", "amount": "5", "more": "1"}
    assert not asyncio.run(world.broker().perform(ORDER, more)).done
    assert fetches(world) == []
    assert [type(entry) for entry in world.entries] == [Ordered, Done]


def test_a_dry_run_is_permitted_written_down_and_tried_without_keeping_it() -> None:
    world = World()
    rehearsal = asyncio.run(world.broker().rehearse(ORDER, {"charge": "10", "amount": "12.50"}))
    assert (rehearsal.answer, rehearsal.effect) == (Permit(), Effect(rows=1))
    assert world.steps == ["policy", "pseudonym", "write Rehearsed", "rehearse refund for 7"]


@pytest.mark.parametrize("broken", ["policy", "pseudonym", "write Rehearsed"])
def test_what_cannot_be_recorded_is_not_even_tried(broken: str) -> None:
    world = World(fails=frozenset({broken}))
    with pytest.raises((RecordError, StoreError)):
        asyncio.run(world.broker().rehearse(ORDER, {"charge": "10", "amount": "12.50"}))
    assert not [step for step in world.steps if step.startswith("rehearse")]


def test_a_dry_run_of_what_is_refused_tries_nothing() -> None:
    world = World()
    rehearsal = asyncio.run(world.broker().rehearse(ORDER, {"charge": "10", "amount": "900"}))
    assert (rehearsal.answer, rehearsal.approver, rehearsal.effect) == (Refuse(Why.TOO_MUCH), "", None)
    assert not [step for step in world.steps if step.startswith("rehearse")]


def test_arguments_stand_in_the_record_by_name_only() -> None:
    world = World()
    asyncio.run(world.broker().perform(ORDER, {"charge": "rosebud", "amount": "5"}))
    assert not [entry for entry in world.entries if b"rosebud" in encode(entry)]


# ── use without seeing ─────────────────────────────────────────────────────────────────────────────
def sent(world: World, contact: Contact = CONTACT) -> tuple[bool, list[str]]:
    posted: list[str] = []

    async def post(to: str) -> None:
        world.steps.append("post")
        posted.append(to)

    return asyncio.run(world.broker().send(contact, "phone", "one-time code", post)), posted


def test_a_contact_point_is_used_after_it_was_written_down() -> None:
    world = World()
    assert sent(world) == (True, ["020 7946 0018"])
    assert world.steps == ["policy", "pseudonym", "write Used", "fetch core phone of 7", "post"]
    (entry,) = world.entries
    assert isinstance(entry, Used)
    assert (entry.element, entry.purpose, entry.contact.subject) == ("phone", "one-time code", "p-7")


def test_what_cannot_be_recorded_is_not_used() -> None:
    world = World(fails=frozenset({"write Used"}))
    with pytest.raises(RecordError):
        sent(world)
    assert fetches(world) == []


def test_only_the_first_of_several_contact_points_is_used() -> None:
    world = World(answers={"core": {"phone": (Value("1"), Value("2"))}})
    assert sent(world) == (True, ["1"])


@pytest.mark.parametrize(
    ("world", "contact"),
    [(World(answers={"core": {"phone": ()}}), CONTACT), (World(), replace(CONTACT, subject=None))],
    ids=["no contact point", "nobody known"],
)
def test_without_a_contact_point_nothing_is_sent(world: World, contact: Contact) -> None:
    assert sent(world, contact) == (False, [])


def test_the_day_a_contact_point_changed_is_read_after_it_was_written_down() -> None:
    world = World()
    assert asyncio.run(world.broker().dated(CONTACT, "changed")) == "2026-01-02"
    assert world.steps[2:] == ["write Used", "fetch core changed of 7"]
    world = World(fails=frozenset({"write Used"}))
    with pytest.raises(RecordError):
        asyncio.run(world.broker().dated(CONTACT, "changed"))
    assert fetches(world) == []


def test_an_unknown_day_is_empty() -> None:
    assert asyncio.run(World(answers={"core": {"changed": ()}}).broker().dated(CONTACT, "changed")) == ""
