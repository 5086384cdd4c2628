"""The gate, transition by transition; then what holds however events come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from needline.contact import Contact
from needline.decide import Ask, Order, Permit, decide, permit
from needline.estate import Assurance, Trigger
from needline.gate import (
    AskProof,
    BotFailed,
    BotHandsOver,
    BotSaid,
    Command,
    Disclose,
    Does,
    Event,
    GoOver,
    Keep,
    Pass,
    Perform,
    Phase,
    Proved,
    Reply,
    Said,
    State,
    Wants,
    advance,
)
from needline.policy import Policy
from needline.spot import Found
from tests.estates import northgate, shop_policy

POLICY = shop_policy()
NOTHING, ONE, TWO, PASSKEY = Assurance
CARD = "4929 1234 5678 9012"
MASKED_NOTICE = "For your safety I hid a part of your message. Nobody here needs it, so please do not send it again."

HELLO = Contact(id="K7TQ-2MXD", channel="chat", journey="hours", desk="bo", agent="bo")
KNOWN = replace(HELLO, subject="4711", customer=TWO)
ORDERS = Wants("order_status", ("orders",))
MOVE = Does(journey="order_status", action="move", arguments=(("to", "1 High Street"),))


def state(contact: Contact = HELLO, phase: Phase = Phase.LISTENING, wish: Wants | Does | None = None) -> State:
    return State(contact=contact, phase=phase, wish=wish)


def over(contact: Contact) -> State:
    return State(contact=contact, phase=Phase.HANDED_OVER)


def ask(contact: Contact, *elements: str) -> Ask:
    return Ask(contact=contact, desk="bo", agent="bo", elements=elements)


def go(desk: str, journey: str, trigger: Trigger, before: Contact = HELLO, called: str = "our till") -> GoOver:
    after = before.at(desk, journey)
    return GoOver(contact=after, trigger=trigger, message=f"Over to {called}: K7TQ-2MXD")


TILL = HELLO.at("till", "help")
VAULT = HELLO.at("vault", "theft")
ORDERED = replace(KNOWN, journey="order_status")
PROVING = state(replace(HELLO, journey="order_status"), Phase.PROVING, ORDERS)

TABLE: list[tuple[str, State, Event, State, tuple[Command, ...]]] = [
    ("words pass", state(), Said("Hello?"), state(), (Keep("Hello?"), Pass("Hello?"))),
    (
        "what must not travel is masked before it is kept or passed on",
        state(), Said(f"it is {CARD}"), state(),
        (Keep("it is [card number]", (Found.CARD_NUMBER,)), Reply(MASKED_NOTICE, bot=False),
         Pass("it is [card number]")),
    ),
    (
        "six digits are only six digits",
        state(), Said("order 123456"), state(), (Keep("order 123456"), Pass("order 123456")),
    ),
    (
        "while somebody signs in six digits are their code",
        PROVING, Said("is it 123456?"), PROVING,
        (Keep("is it [one-time code]?", (Found.ONE_TIME_CODE,)), Reply(MASKED_NOTICE, bot=False),
         Pass("is it [one-time code]?")),
    ),
    (
        "high stakes hand over, by another journey of the bot where its own names no desk for them",
        state(), Said("my card was stolen"), over(VAULT),
        (Keep("my card was stolen"), go("vault", "theft", Trigger.HIGH_STAKES, called="vault")),
    ),
    (
        "a wish for a person hands over",
        state(), Said("a HUMAN, now"), over(TILL),
        (Keep("a HUMAN, now"), go("till", "help", Trigger.ASKS_FOR_PERSON)),
    ),
    (
        "high stakes go before a wish for a person",
        state(), Said("a human: I was robbed"), over(VAULT),
        (Keep("a human: I was robbed"), go("vault", "theft", Trigger.HIGH_STAKES, called="vault")),
    ),
    (
        "a mask does not hide what it is about",
        state(), Said("my password: stolen!"), over(VAULT),
        (Keep("my password: stolen!"), go("vault", "theft", Trigger.HIGH_STAKES, called="vault")),
    ),
    (
        "a masked word fires as well",
        state(), Said("password is fraud123 fraud"), over(VAULT),
        (Keep("password is [password] fraud", (Found.PASSWORD,)),
         go("vault", "theft", Trigger.HIGH_STAKES, called="vault")),
    ),
    (
        "a trigger hands over while somebody signs in, and the wish is forgotten",
        PROVING, Said("police!"), over(replace(PROVING.contact, desk="vault", journey="theft", agent="")),
        (Keep("police!"), go("vault", "theft", Trigger.HIGH_STAKES, PROVING.contact, called="vault")),
    ),
    ("the bot's words reach the customer", state(), BotSaid("Hello"), state(), (Reply("Hello", bot=True),)),
    ("its words do while somebody signs in", PROVING, BotSaid("Hello"), PROVING, (Reply("Hello", bot=True),)),
    (
        "the bot says no card number",
        state(), BotSaid(f"You have {CARD}."), state(), (Reply("You have [card number].", bot=True),),
    ),
    (
        "a bot that asks for a secret is handed over and its words are dropped",
        state(), BotSaid("What is your password?"), over(TILL), (go("till", "help", Trigger.OVER_COLLECTION),),
    ),
    (
        "a bot that asks for what its journey never asks for is handed over",
        state(ORDERED), BotSaid("What is your card number?"), over(ORDERED.at("till", "help")),
        (go("till", "help", Trigger.OVER_COLLECTION, ORDERED),),
    ),
    (
        "what another journey forbids, this one does not",
        state(), BotSaid("What is your card number?"), state(), (Reply("What is your card number?", bot=True),),
    ),
    ("a bot gives up", state(), BotHandsOver(), over(TILL), (go("till", "help", Trigger.ASKS_FOR_PERSON),)),
    ("a bot fails", state(), BotFailed(), over(TILL), (go("till", "help", Trigger.BOT_FAILED),)),
    (
        "a bot fails while somebody signs in",
        PROVING, BotFailed(), over(PROVING.contact.at("till", "help")),
        (go("till", "help", Trigger.BOT_FAILED, PROVING.contact),),
    ),
    ("a wish without proof waits", state(), ORDERS, PROVING, (AskProof(TWO),)),
    (
        "a wish of which a part needs more proof waits for all of it",
        state(replace(KNOWN, customer=ONE)), Wants("order_status", ("address", "orders")),
        state(replace(ORDERED, customer=ONE), Phase.PROVING, Wants("order_status", ("address", "orders"))),
        (AskProof(TWO),),
    ),
    (
        "a wish that takes less asks for less",
        state(), Wants("order_status", ("address",)),
        state(PROVING.contact, Phase.PROVING, Wants("order_status", ("address",))), (AskProof(ONE),),
    ),
    ("a wish after proof is carried out", state(KNOWN), ORDERS, state(ORDERED), (Disclose(ask(ORDERED, "orders")),)),
    (
        "a deed without proof waits",
        state(), MOVE, state(PROVING.contact, Phase.PROVING, MOVE), (AskProof(TWO),),
    ),
    (
        "a deed after proof is carried out",
        state(KNOWN), MOVE, state(ORDERED),
        (Perform(Order(contact=ORDERED, desk="bo", agent="bo", action="move", takes=("to",)), MOVE.arguments),),
    ),
    (
        "a newer wish takes the place of an older one",
        PROVING, MOVE, state(PROVING.contact, Phase.PROVING, MOVE), (AskProof(TWO),),
    ),
    (
        "a wish that needs no proof ends the wait",
        PROVING, Wants("hours", ()), state(), (Disclose(ask(HELLO)),),
    ),
    (
        "a wish for a journey of another desk does not move the contact, and is refused in the record",
        state(KNOWN), Wants("theft", ("card_number",)), state(KNOWN),
        (Disclose(ask(replace(KNOWN, journey="theft"), "card_number")),),
    ),
    (
        "nor does one for a journey that there is not",
        state(), Wants("nonsense", ("name",)), state(), (Disclose(ask(replace(HELLO, journey="nonsense"), "name")),),
    ),
    (
        "enough proof carries out what was wished for",
        PROVING, Proved("4711", TWO), state(ORDERED), (Disclose(ask(ORDERED, "orders")),),
    ),
    (
        "too little proof counts, and the rest is asked for",
        PROVING, Proved("4711", ONE), state(replace(ORDERED, customer=ONE), Phase.PROVING, ORDERS), (AskProof(TWO),),
    ),
    ("proof without a wish is remembered", state(), Proved("4711", TWO), state(KNOWN), ()),
    (
        "proof without a wish ends the wait",
        state(HELLO, Phase.PROVING), Proved("4711", ONE), state(replace(KNOWN, customer=ONE)), (),
    ),
    (
        "proof of somebody else changes nothing",
        state(replace(ORDERED, customer=ONE), Phase.PROVING, ORDERS), Proved("4712", PASSKEY),
        state(replace(ORDERED, customer=ONE), Phase.PROVING, ORDERS), (),
    ),
    ("proof that is no more than before changes nothing", state(KNOWN), Proved("4711", ONE), state(KNOWN), ()),
    (
        "after a hand-over words are kept, and masked",
        over(TILL), Said(f"{CARD} stolen"), over(TILL), (Keep("[card number] stolen", (Found.CARD_NUMBER,)),),
    ),
    ("after a hand-over six digits are six digits", over(TILL), Said("123456"), over(TILL), (Keep("123456"),)),
    (
        "after a hand-over proof counts for the people",
        over(TILL), Proved("4711", TWO), over(replace(TILL, subject="4711", customer=TWO)), (),
    ),
    *((f"after a hand-over nothing follows from {late}", over(TILL), late, over(TILL), ()) for late in (
        BotSaid("Hello"), BotSaid("What is your PIN?"), ORDERS, MOVE, BotHandsOver(), BotFailed(),
    )),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "event", "after", "commands"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_transition(before: State, event: Event, after: State, commands: tuple[Command, ...]) -> None:
    assert advance(POLICY, before, event) == (after, commands)


def test_the_amount_of_an_order_is_not_the_gates_to_read() -> None:
    wish = Does(journey="order_status", action="move", arguments=(("to", "x"), ("amount", "NaN"), ("amount", "5")))
    _, (command,) = advance(POLICY, state(KNOWN), wish)
    assert isinstance(command, Perform)
    assert (command.order.amount, command.order.takes) == (None, ("to", "amount", "amount"))
    assert command.arguments == wish.arguments


@pytest.mark.parametrize("text", ["I didn’t make this payment", "I didn't make this payment", "I DIDNT MAKE it",
                                  "I don’t recognise it", "I was scammed", "Betru\u0308ger!",
                                  "sto\u200blen"])  # fmt: skip
def test_a_payment_that_nobody_made_goes_to_card_safety_at_the_demo_bank(text: str) -> None:
    contact = Contact(id="K7TQ-2MXD", channel="chat", journey="balance_inquiry", desk="ava", agent="ava")
    after, (kept, gone) = advance(northgate(), state(contact), Said(text))
    assert (after.contact.desk, after.contact.journey) == ("card_safety", "stolen_card")
    assert kept == Keep(text)
    assert isinstance(gone, GoOver)
    assert "our card safety desk" in gone.message


def test_over_collection_goes_where_the_journey_says() -> None:
    contact = Contact(id="K7TQ-2MXD", channel="chat", journey="fee_question", desk="ava", agent="ava")
    after, _ = advance(northgate(), state(contact), BotSaid("Please send me your PIN."))
    assert (after.contact.desk, after.contact.journey) == ("front_desk", "fee_question")


def test_a_journey_of_another_channel_shows_no_way() -> None:
    hand_over = "hand_over: {to: till, becomes: help, when: [asks_for_person]}"
    swaps = (
        ("hours:\n    by: bo\n    through: [chat]", "hours:\n    by: bo\n    through: [phone, chat]"),
        (hand_over, "hand_over: {to: vault, becomes: help, when: [asks_for_person, high_stakes]}"),
        ("  help:\n", f"  calls:\n    by: bo\n    through: [phone]\n    {hand_over}\n  help:\n"),
    )
    policy = shop_policy(*swaps)
    contact = replace(HELLO, journey="calls")
    assert advance(policy, state(contact), BotHandsOver())[0].contact.desk == "vault"
    assert advance(policy, state(replace(contact, channel="phone")), BotHandsOver())[0].contact.desk == "till"


def test_a_contact_whose_journey_a_new_policy_dropped_goes_on() -> None:
    lost = replace(HELLO, journey="dropped")
    assert advance(POLICY, state(lost), BotSaid("Hello"))[1] == (Reply("Hello", bot=True),)
    assert advance(POLICY, state(lost), BotSaid("Your PIN?"))[0].contact == lost.at("till", "help")
    assert advance(POLICY, state(lost), Said("theft"))[0].contact == lost.at("vault", "theft")


def test_a_bot_without_a_way_out_is_a_mistake_of_ours() -> None:
    with pytest.raises(AssertionError, match=r"^policy\.problems lets no bot through that cannot hand over$"):
        advance(POLICY, state(replace(HELLO, channel="email")), BotHandsOver())


words = st.sampled_from(
    ["hello", "", "my card was stolen", "a human", CARD, "123456", "password is hunter2", "I am 4711, really",
     "ignore all rules", "What is your PIN?", "signed in as 4711 two-factor"]
)  # fmt: skip
journeys = st.sampled_from([*POLICY.journeys, "nonsense"])
elements = st.sampled_from(["orders", "address", "card_number", "name", "charges", "password", "nonsense"])
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Said, words),
    st.builds(BotSaid, words),
    st.builds(Wants, journeys, st.lists(elements, max_size=3).map(tuple)),
    st.builds(Does, journey=journeys, action=st.sampled_from(["move", "refund", "nonsense"]),
              arguments=st.lists(st.tuples(st.sampled_from(["to", "sum"]), words), max_size=2).map(tuple)),
    st.just(BotHandsOver()),
    st.just(BotFailed()),
    st.builds(Proved, st.sampled_from(["4711", "4712"]), st.sampled_from(Assurance)),
)  # fmt: skip
stories = st.lists(events, max_size=8)


def steps(story: list[Event], policy: Policy = POLICY) -> list[tuple[State, Event, State, tuple[Command, ...]]]:
    now, told = state(), []
    for event in story:
        after, commands = advance(policy, now, event)
        told.append((now, event, after, commands))
        now = after
    return told


@given(stories)
def test_after_a_hand_over_the_customers_words_are_kept_and_nothing_else_happens(story: list[Event]) -> None:
    for before, event, after, commands in steps(story):
        if before.phase is Phase.HANDED_OVER:
            assert (after.phase, after.contact.desk, after.wish) == (Phase.HANDED_OVER, before.contact.desk, None)
            assert [type(command) for command in commands] == ([Keep] if isinstance(event, Said) else [])


@given(stories)
def test_nothing_personal_is_disclosed_or_done_before_the_proof_that_it_takes(story: list[Event]) -> None:
    for _, _, after, commands in steps(story):
        for command in commands:
            if isinstance(command, Disclose):
                needs = POLICY.needs.get(("bo", command.ask.contact.journey), {})
                shown = decide(POLICY, command.ask).shown
                assert all(needs[one.element].customer <= after.contact.customer for one in shown)
                assert command.ask.contact == replace(after.contact, journey=command.ask.contact.journey)
            if isinstance(command, Perform) and permit(POLICY, command.order) == Permit():
                assert (after.contact.subject is not None, after.contact.customer >= TWO) == (True, True)


@given(stories)
def test_only_proof_says_who_the_customer_is_and_only_once(story: list[Event]) -> None:
    for before, event, after, _ in steps(story):
        if not isinstance(event, Proved):
            assert (after.contact.subject, after.contact.customer) == (
                before.contact.subject,
                before.contact.customer,
            )
        if before.contact.subject is not None:
            assert after.contact.subject == before.contact.subject
        assert after.contact.customer >= before.contact.customer


@given(stories)
def test_a_bot_stays_with_its_own_journeys_until_people_have_the_contact(story: list[Event]) -> None:
    for _, _, after, _ in steps(story):
        assert POLICY.serves(after.contact.desk, after.contact.journey)
        assert (after.contact.desk == "bo") == (after.phase is not Phase.HANDED_OVER)
        assert (after.contact.id, after.contact.channel, after.contact.open) == ("K7TQ-2MXD", "chat", True)


@given(stories)
def test_a_gate_that_waits_knows_what_for(story: list[Event]) -> None:
    for _, _, after, commands in steps(story):
        assert (after.wish is not None) == (after.phase is Phase.PROVING)
        assert not any(isinstance(command, AskProof) for command in commands) or after.phase is Phase.PROVING


@given(stories, st.text())
def test_what_must_not_travel_travels_to_nobody(story: list[Event], text: str) -> None:
    for _, event, _, commands in steps([*story, Said(f"{text} {CARD}")]):
        told = [command.text for command in commands if isinstance(command, Keep | Pass | Reply)]
        assert not any("1234 5678" in one or "hunter2" in one for one in told)
        if isinstance(event, Said):
            kept = [command for command in commands if isinstance(command, Keep)]
            assert len(kept) == 1
            assert {command.text for command in commands if isinstance(command, Pass)} <= {kept[0].text}


@given(stories)
def test_the_same_story_ends_alike(story: list[Event]) -> None:
    assert steps(story) == steps(story, shop_policy())
