"""What was asked for is awaited until it has come, in however many pieces, and no longer."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.dialogue import Dialogue, advance, announced, asked, expected, late
from needline.spot.finding import Finding, Found
from needline.spot.spoken import RULES, answers
from tests.spot.calls import Call, calls

ASKED = [
    ("last four of your social", [Found.IDENTITY_NUMBER]),
    ("can you verify your social for me", [Found.IDENTITY_NUMBER]),
    ("the long number on the card", [Found.CARD_NUMBER]),
    ("what card would you like to use", [Found.CARD_NUMBER]),
    ("and the three digits on the back", [Found.SECURITY_CODE]),
    ("security code on the back", [Found.SECURITY_CODE]),
    ("read me the six digit code", [Found.ONE_TIME_CODE]),
    ("i just sent you a code can you read it back", [Found.ONE_TIME_CODE]),
    ("date of birth please", [Found.BIRTH_DATE]),
    ("what is the name on the account", [Found.NAME]),
    ("who am i speaking with today", [Found.NAME]),
    ("can you spell that", [Found.NAME]),
    ("zip code", [Found.PLACE]),
    ("policy number", [Found.REFERENCE]),
    ("when does it expire", [Found.CARD_DETAIL]),
    ("where should we ship that", [Found.ADDRESS]),
    ("best number to reach you", [Found.PHONE]),
    ("account number for the direct debit", [Found.BANK_ACCOUNT]),
    (
        "Could you please provide your email address or your name and zip code?",
        [Found.EMAIL, Found.NAME, Found.PLACE],
    ),
    ("Thank you, Sofia. Could you please provide the order ID for the order?", [Found.REFERENCE]),
    ("Wie lautet Ihre Kundennummer?", [Found.REFERENCE]),
    ("Nennen Sie mir bitte Ihr Geburtsdatum", [Found.BIRTH_DATE]),
    ("puis-je avoir votre date de naissance", [Found.BIRTH_DATE]),
    ("¿me da el número de la tarjeta?", [Found.CARD_NUMBER]),
    ("mi dica il suo indirizzo email per favore", [Found.EMAIL]),
    ("wat is uw postcode", [Found.PLACE]),
    ("qual é o seu telefone", [Found.PHONE]),
    ("proszę podać numer telefonu", [Found.PHONE]),
    ("jaké je vaše rodné číslo", [Found.IDENTITY_NUMBER]),
    ("vad är ditt personnummer", [Found.IDENTITY_NUMBER]),
]
NOT_ASKED = [
    "anything else",
    "how can I help",
    "when did this happen",
    "what seems to be the problem",
    "how many do you need",
    "your account number has been updated",
    "I have sent the code to your phone number. Thank you for waiting.",
    "what is the name of the restaurant",
    "",
]


@pytest.mark.parametrize(("text", "what"), ASKED)
def test_a_question_says_what_is_asked_for(text: str, what: list[Found]) -> None:
    assert list(asked(text)) == what


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_asks_for_no_data_asks_for_nothing(text: str) -> None:
    assert asked(text) == ()


def test_who_announces_a_value_says_what_it_will_be() -> None:
    assert announced("sure, my card number is") == (Found.CARD_NUMBER,)
    assert announced("here is my order number:") == (Found.REFERENCE,)
    assert announced("my order has not come") == ()


Turn = tuple[str, str]


def heard(*turns: Turn) -> Dialogue:
    state = Dialogue()
    for role, text in turns:
        state = advance(state, role, text)
    return state


QUESTION: Turn = ("agent", "account number for the direct debit")


def test_a_question_opens_and_its_answer_is_the_other_sides() -> None:
    state = heard(QUESTION)
    assert (state.open, state.asked) == (True, (Found.BANK_ACCOUNT,))
    assert expected(state, "customer", "five zero") == (Found.BANK_ACCOUNT,)
    assert expected(state, "agent", "take your time") == ()


@pytest.mark.parametrize(
    "word", ["mhm", "uh-huh", "go on", "got it", "yep", "and the rest", "okay", "ja", "tak", "oui"]
)
def test_back_channel_keeps_what_is_awaited(word: str) -> None:
    state = heard(QUESTION, ("customer", "five zero seven seven"), ("agent", word))
    assert expected(state, "customer", "five nine") == (Found.BANK_ACCOUNT,)
    assert heard(QUESTION, ("customer", word)).open


def test_a_new_question_takes_the_place_of_the_old() -> None:
    assert heard(QUESTION, ("customer", "five zero"), ("agent", "and the zip code")).asked == (Found.PLACE,)


def test_the_asker_who_speaks_of_something_else_awaits_nothing() -> None:
    assert not heard(QUESTION, ("customer", "five zero seven"), ("agent", "how can i help")).open


def test_the_asked_may_take_one_turn_before_the_answer() -> None:
    state = heard(QUESTION, ("customer", "let me go and find my papers"))
    assert state.open
    assert not advance(state, "customer", "i was charged for nothing").open


def test_what_is_read_back_is_what_was_asked_for() -> None:
    state = heard(QUESTION, ("customer", "five zero seven seven"))
    assert expected(state, "agent", "so that is five zero seven seven correct") == (Found.BANK_ACCOUNT,)
    assert expected(state, "agent", "five zero seven seven") == (Found.BANK_ACCOUNT,)
    assert expected(state, "agent", "what is the zip code") == ()


def test_an_announcement_opens_for_the_speakers_own_next_turn() -> None:
    state = heard(("customer", "my card number is"))
    assert expected(state, "customer", "four nine two nine") == (Found.CARD_NUMBER,)


def test_a_tool_neither_asks_nor_answers() -> None:
    state = heard(QUESTION, ("tool", '{"name": "what is the zip code?"}'))
    assert (state.asked, state.turn) == ((Found.BANK_ACCOUNT,), 2)


def test_a_customers_own_errand_is_no_question_for_data() -> None:
    assert not heard(("customer", "can you change my address")).open
    assert heard(("customer", "what is my account number")).of == "agent"


def test_pieces_that_are_a_card_number_together_are_found_afterwards() -> None:
    state = heard(
        ("customer", "four nine two nine"),
        ("agent", "mhm"),
        ("customer", "one two three four"),
        ("agent", "one two three four"),
        ("customer", "five six seven eight"),
        ("agent", "yep"),
    )
    assert late(state) == ()
    found = late(advance(state, "customer", "nine oh one two"))
    assert [turn for turn, _ in found] == [0, 2, 3, 4, 6]
    assert {finding.what for _, finding in found} == {Found.CARD_NUMBER}
    assert found[0][1].start == 0
    assert found[0][1].end == len("four nine two nine")


def test_numbers_with_something_else_between_are_not_put_together() -> None:
    turns = [
        ("customer", "four nine two nine"),
        ("agent", "which size would you like"),
        ("customer", "one two three four"),
    ]
    assert late(heard(*turns, *turns, *turns)) == ()


def test_a_very_long_turn_is_heard_at_its_end() -> None:
    assert heard(("agent", "lorem ipsum " * 100_000 + ". what is your zip code?")).asked == (Found.PLACE,)


@given(
    st.lists(
        st.tuples(st.sampled_from(["customer", "agent", "tool", "unknown", ""]), st.text(max_size=40)), max_size=8
    )
)
def test_whatever_is_said_late_finds_lie_in_turns_that_were(turns: list[Turn]) -> None:
    state = heard(*turns)
    assert state.turn == len(turns)
    assert state.open == bool(state.asked)
    assert all(finding.end <= len(turns[turn][1]) for turn, finding in late(state))


TYPED = re.compile(r"[0-9](?:[ -]{0,3}[0-9]){12,}")  # stands in for the rules of written numbers


def masked(call: Call) -> list[set[int]]:
    """Which characters of each turn are covered, as a transcript is read."""
    covered: list[set[int]] = []
    state = Dialogue()
    for role, text in call.turns:
        want = expected(state, role, text)
        state = advance(state, role, text)
        covered.append({at for finding in _found(text, want) for at in range(finding.start, finding.end)})
        for turn, finding in late(state):
            covered[turn] |= set(range(finding.start, finding.end))
    return covered


def _found(text: str, want: tuple[str, ...]) -> Iterator[Finding]:
    yield from (Finding(*match.span(), Found.CARD_NUMBER) for match in TYPED.finditer(text))
    yield from answers(text, want)
    for rule in RULES:
        yield from rule.find(text, want)


def test_of_two_thousand_calls_no_card_number_is_left() -> None:
    for call in calls(seed=20, number=2_000):
        covered = masked(call)
        for card in call.cards:
            left = [
                call.turns[turn][1][at]
                for turn, start, end in card
                for at in range(start, end)
                if at not in covered[turn] and call.turns[turn][1][at].isalnum()
            ]
            assert left == [], call.turns


LABELLED = {"agent": "AGENT", "customer": "CUSTOMER"}


def test_the_values_of_the_sample_calls_are_masked_in_all_their_pieces(shared_data: Path) -> None:
    lines = (shared_data / "pii" / "synth_spoken_calls.jsonl").read_text(encoding="utf-8").splitlines()
    missed, values = 0, 0
    for row in map(msgspec.json.decode, lines[:300]):
        turns = [(role, turn) for turn in row["meta"]["turns"] for role in LABELLED if LABELLED[role] == turn["who"]]
        call = Call(tuple((role, row["text"][turn["start"] : turn["end"]]) for role, turn in turns), ())
        covered = {turn["start"] + at for (_, turn), part in zip(turns, masked(call), strict=True) for at in part}
        for span in row["spans"]:
            values += 1
            missed += sum(at in covered for at in range(span["start"], span["end"])) < 0.8 * (
                span["end"] - span["start"]
            )
    assert missed <= 0.003 * values
