"""Ava, played as dialogues: what happens, and what she does about it."""

import http.client
import json
import re
import threading
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.demo.ava import (
    BODY_LIMIT,
    Ava,
    Did,
    Do,
    Flow,
    HandOver,
    Language,
    Memory,
    Move,
    Said,
    Say,
    Shown,
    Turn,
    Waiting,
    Wants,
    answer,
)
from needline.demo.voice import DE, EN, VOICES, told

SERVED = ("opening_hours", "card_delivery", "balance_inquiry", "fee_question")
RETURNED: dict[str, tuple[tuple[str, ...], ...]] = {
    "card_delivery": (("4", "credit card", "returned", "2025-11-19"),)
}
LOOK = Wants("card_delivery", ("card_delivery",))

Event = Said | Shown | Did


def play(
    *events: str | Event, language: Language = "en", journeys: tuple[str, ...] = SERVED
) -> list[tuple[Move, ...]]:
    """Her moves after each event; a bare text is what the customer says."""
    flow, answers = Flow(), []
    for event in events:
        heard = Said(text=event) if isinstance(event, str) else event
        turn = Turn(conversation="c", event=heard, journeys=journeys, language=language)
        flow, moves = answer(flow, turn)
        answers.append(moves)
    return answers


def last(*events: str | Event, language: Language = "en") -> tuple[Move, ...]:
    return play(*events, language=language)[-1]


def shown(element: str, *rows: tuple[str, ...]) -> Shown:
    return Shown(values={element: rows}, withheld={})


# ── known answers ───────────────────────────────────────────────────────────────────────────────────


def test_a_card_that_came_back_is_sent_again_once_the_customer_agrees() -> None:
    assert play("Hi! Where is my new card?", Shown(values=RETURNED, withheld={}), "yes please", Did(ok=True)) == [
        (LOOK,),
        (
            Say("Your credit card could not be delivered and came back to us on 19 November 2025."),
            Say("Shall I have it sent again to the address we have on file?"),
        ),
        (Do("card_delivery", "send_card_again", {"delivery": "4"}),),
        (Say("Done: the card is being sent again. It usually takes five working days."),),
    ]


def test_the_same_in_german() -> None:
    spoken = play(
        "Wo ist meine neue Karte?",
        Shown(values=RETURNED, withheld={}),
        "Ja, gerne!",
        Did(ok=False),
        "ja",
        language="de",
    )
    assert spoken == [
        (LOOK,),
        (
            Say("Ihre Kreditkarte konnte nicht zugestellt werden und kam am 19. November 2025 zu uns zurück."),
            Say(DE.send_again),
        ),
        (Do("card_delivery", "send_card_again", {"delivery": "4"}),),
        (Say(DE.failed),),
        (HandOver("asks_for_person"),),
    ]


def test_she_tells_everything_she_is_shown_of_two_cards() -> None:
    rows = (("1", "debit card", "on its way", "2025-11-29"), *RETURNED["card_delivery"])
    says, question = last("where is my card", shown("card_delivery", *rows))
    assert says == Say(
        "Your debit card is on its way and should be with you by 29 November 2025. "
        "Your credit card could not be delivered and came back to us on 19 November 2025."
    )
    assert question == Say(EN.send_again)


@pytest.mark.parametrize(
    ("element", "rows", "en", "de"),
    [
        (
            "balance",
            [("current account", "2418.63"), ("savings account", "-12.5")],
            "Your current account stands at £2,418.63. Your savings account stands at -£12.50.",
            "Ihr Girokonto steht bei 2.418,63 £. Ihr Sparkonto steht bei -12,50 £.",
        ),
        ("balance", [], EN.no_balance, DE.no_balance),
        (
            "fees",
            [("2025-03-01", "late payment", "12"), ("2025-11-05", "foreign payment", "2.99")],
            "5 November 2025: £2.99, foreign payment.\n1 March 2025: £12.00, late payment.",
            "5. November 2025: 2,99 £, Zahlung im Ausland.\n1. März 2025: 12,00 £, verspätete Zahlung.",
        ),
        ("fees", [], EN.no_fee, DE.no_fee),
        (
            "card_delivery",
            [("9", "gold card", "in customs", "soon")],
            "The status of your gold card is: in customs.",
            "Der Stand Ihrer gold card: in customs.",
        ),
        ("card_delivery", [], EN.no_delivery, DE.no_delivery),
        ("card_delivery", [("9", "gold card")], "9, gold card", "9, gold card"),
        ("balance", [("ISA", "much")], "Your ISA stands at much.", "Ihr ISA steht bei much."),
        ("balance", [("I\x00SA", "\x1b[2J")], "Your ISA stands at [2J.", "Ihr ISA steht bei [2J."),
        ("shoe_size", [("42", "wide")], "42, wide", "42, wide"),
    ],
)  # fmt: skip
def test_what_she_is_shown_is_told(element: str, rows: list[tuple[str, ...]], en: str, de: str) -> None:
    assert (told(EN, element, rows), told(DE, element, rows)) == (en, de)


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("Where is my card?", LOOK),
        ("has my new card been sent", LOOK),
        ("the delivery of my card", LOOK),
        ("when does my card arrive", LOOK),
        ("Wann kommt meine Karte? Wo ist die Karte?", LOOK),
        ("Ich warte auf die Lieferung", LOOK),
        ("What's my balance?", Wants("balance_inquiry", ("balance",))),
        ("how much money do I have left", Wants("balance_inquiry", ("balance",))),
        ("Wie ist mein Kontostand?", Wants("balance_inquiry", ("balance",))),
        ("Why was I charged a fee", Wants("fee_question", ("fees",))),
        ("Welche Gebühren gab es?", Wants("fee_question", ("fees",))),
        ("Can I talk to a person about my card delivery?", HandOver("asks_for_person")),
        ("Ich möchte mit einem Menschen sprechen", HandOver("asks_for_person")),
        ("When do you open on Saturday?", Say(EN.hours)),
        ("Wann hat die Filiale offen?", Say(EN.hours)),
        ("thanks, bye!", Say(EN.thanks)),
        ("what can you do", Say(EN.offer)),
        ("hello", Say(f"{EN.greeting} {EN.offer}")),
        ("Guten Tag", Say(f"{EN.greeting} {EN.offer}")),
    ],
)
def test_she_understands(text: str, move: Move) -> None:
    assert last(text) == (move,)


def test_what_is_urgent_goes_to_people_at_once() -> None:
    for text in ("someone stole my card", "Meine Karte wurde gestohlen", "my card is lost, where is it"):
        assert last(text) == (Say(EN.urgent), HandOver("cannot_help"))


def test_not_understood_twice_in_a_row_she_hands_over() -> None:
    spoken = play("flurb", "hello", "flurb", "blarg")
    assert spoken[0] == spoken[2] == (Say(f"{EN.lost} {EN.offer}"),)
    assert spoken[3] == (HandOver("cannot_help"),)


def test_what_she_is_not_shown_she_offers_to_hand_over() -> None:
    withheld = Shown(values={}, withheld={"balance": "customer_proof"})
    assert last("my balance?", withheld) == (Say(EN.withheld),)
    assert last("my balance?", withheld, "ok") == (HandOver("asks_for_person"),)
    assert last("my balance?", withheld, "no thanks") == (Say(EN.left_alone),)


def test_a_journey_that_is_not_hers_she_does_not_ask_for() -> None:
    assert play("my balance?", "yes", journeys=("card_delivery",)) == [
        (Say(EN.not_here),),
        (HandOver("asks_for_person"),),
    ]


@pytest.mark.parametrize(
    "text", ["no", "No, thank you", "yes... no, better not", "please don't", "Nein danke", "bitte nicht"]
)
def test_without_a_clear_yes_nothing_is_done(text: str) -> None:
    assert last("where is my card", Shown(values=RETURNED, withheld={}), text) == (Say(EN.left_alone),)


@pytest.mark.parametrize(
    "text", ["please, where is my card", "OK and what is my balance?", "yes but a person please"]
)
def test_another_question_is_no_yes(text: str) -> None:
    moves = last("where is my card", Shown(values=RETURNED, withheld={}), text)
    assert not any(isinstance(move, Do) for move in moves)


def test_a_yes_to_nothing_does_nothing() -> None:
    assert last("yes") == (Say(f"{EN.lost} {EN.offer}"),)
    answers = play("where is my card", Shown(values=RETURNED, withheld={}), "yes", "yes")
    assert answers[-1] == (Say(f"{EN.lost} {EN.offer}"),)


def test_a_secret_that_was_masked_is_answered_kindly() -> None:
    assert last("it is [card number]") == (Say(EN.masked),)
    assert last("[password]", language="de") == (Say(DE.masked),)
    assert last("Where is my card? It is [card number]") == (Say(EN.masked), LOOK)


def test_a_masked_secret_does_not_end_a_question() -> None:
    asked = ("where is my card", Shown(values=RETURNED, withheld={}), "[card number]")
    assert last(*asked) == (Say(EN.masked),)
    assert last(*asked, "yes") == (Do("card_delivery", "send_card_again", {"delivery": "4"}),)


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_sentence_of_hers_asks_for_a_secret(language: Language) -> None:
    secrets = re.compile(
        r"card number|password|\bpin\b|code|kartennummer|passw[oö]rt|geburtsdatum|birth", re.IGNORECASE
    )
    for sentence in re.split(r"[.!?]", str(msgspec.to_builtins(VOICES[language]))):
        assert not secrets.search(sentence) or re.search(r"\bno need\b|nicht nötig", sentence)


def test_both_voices_fill_in_the_same_things() -> None:
    for status, sentence in EN.deliveries.items():
        assert re.findall(r"{\w+}", sentence) == re.findall(r"{\w+}", DE.deliveries[status])
    assert EN.deliveries.keys() == DE.deliveries.keys()


# ── properties ──────────────────────────────────────────────────────────────────────────────────────

ROWS = st.lists(st.lists(st.text(max_size=300), max_size=5).map(tuple), max_size=30).map(tuple)
ELEMENTS = st.sampled_from(["card_delivery", "balance", "fees", "other"])
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Said, text=st.text(max_size=80) | st.sampled_from(["yes", "no", "my card", "where is my card"])),
    st.builds(Shown, values=st.dictionaries(ELEMENTS, ROWS), withheld=st.dictionaries(ELEMENTS, st.text())),
    st.builds(Did, ok=st.booleans()),
)


@given(st.lists(EVENTS, max_size=6), st.sampled_from(["en", "de"]))
def test_whatever_happens_she_has_an_answer_that_is_short_enough(events: list[Event], language: Language) -> None:
    for event, moves in zip(events, play(*events, language=language), strict=True):
        assert moves or event == Shown(values={}, withheld={})
        assert len(moves) <= 8
        assert all(0 < len(move.text) <= 4_000 for move in moves if isinstance(move, Say))


@given(st.lists(EVENTS, min_size=1, max_size=6))
def test_she_acts_only_right_after_she_asked(events: list[Event]) -> None:
    answers = play(*events)
    for before, moves in zip([(), *answers], answers, strict=False):
        if any(isinstance(move, Do) for move in moves):
            assert Say(EN.send_again) in before or Say(EN.masked) in before


# ── memory and server ───────────────────────────────────────────────────────────────────────────────


def test_she_forgets_the_conversation_that_was_silent_longest() -> None:
    memory = Memory(limit=2)
    for conversation in ("a", "b"):
        memory.keep(conversation, Flow(waiting=Waiting.PERSON))
    memory.keep("a", memory.take("a"))
    memory.keep("c", Flow(lost=1))
    assert memory.take("b") == Flow()
    assert memory.take("a") == Flow(waiting=Waiting.PERSON)
    assert memory.take("c") == Flow(lost=1)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with Ava(0) as ava:
        serving = threading.Thread(target=ava.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        yield ava.server_port
        ava.shutdown()
        serving.join()


def post(port: int, path: str, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, object]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("POST", path, body, headers or {})
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def turn(conversation: str, text: str) -> bytes:
    said = Turn(conversation=conversation, event=Said(text=text), journeys=SERVED, language="en")
    return msgspec.json.encode(said)


def test_conversations_do_not_mix(port: int) -> None:
    puzzled = {"moves": [{"type": "say", "text": f"{EN.lost} {EN.offer}"}]}
    assert post(port, "/turn", turn("one", "flurb")) == (200, puzzled)
    assert post(port, "/turn", turn("two", "flurb")) == (200, puzzled)
    given_up = {"moves": [{"type": "hand_over", "why": "cannot_help"}]}
    assert post(port, "/turn", turn("one", "flurb")) == (200, given_up)


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        ("/", b"{}", {}, 404),
        ("/turn", b"", {}, 400),
        ("/turn", b"4929 1234 5678 9012", {}, 400),
        ("/turn", b"\xff\xfe", {}, 400),
        ("/turn", b"[" * 100_000, {}, 400),
        ("/turn", turn("x" * 201, "hi"), {}, 400),
        ("/turn", b"{}", {"Content-Length": "-2"}, 411),
        ("/turn", b"", {"Content-Length": str(BODY_LIMIT + 1)}, 413),
        ("/turn", b"", {"Content-Length": "9" * 5_000}, 413),
    ],
)
def test_what_is_no_turn_is_refused_without_repeating_it(
    port: int, path: str, body: bytes, headers: dict[str, str], status: int
) -> None:
    got, said = post(port, path, body, headers)
    assert got == status
    assert "4929" not in str(said)


def test_one_connection_carries_many_turns(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    for text in ("hello", "when do you open", "thanks"):
        connection.request("POST", "/turn", turn("kept", text))
        assert connection.getresponse().read().startswith(b'{"moves":')
        assert connection.sock is not None
    connection.close()
