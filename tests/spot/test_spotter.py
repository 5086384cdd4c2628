"""The spotter: all layers together, over texts, transcripts, conversations, long lines and bad input."""

import re
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needline.errors import EstateError
from needline.spot.elements import Element
from needline.spot.finding import Finding, Found, Label
from needline.spot.redaction import As, redact
from needline.spot.spotter import RULES, Spotter, is_ordinary, vocabulary
from needline.spot.tagger import Passage, Tagger
from tests.spot.calls import calls
from tests.spot.tagger.small import always

CARD = "4929 1234 5678 9012"
WINDOW, OVERLAP = 32_768, 4_096  # code points that are read at once, and that two windows share
SPOTTER = Spotter()
RULES_ALONE = Spotter(names=False)


def marked(text: str, findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], str(one.what)) for one in findings]


def places(findings: Sequence[Finding]) -> list[tuple[int, int, str]]:
    """What findings say but for the last figures of their scores, which follow the company a text is read in."""
    return [(one.start, one.end, one.what) for one in findings]


# ── texts ──────────────────────────────────────────────────────────────────────────────────────────
TEXTS = [
    ("", []),
    ("where is my order", []),
    (f"my card is {CARD}, thanks", [(CARD, Found.CARD_NUMBER)]),
    ("i am Jane Miller, write to jane.miller@example.com",
     [("Jane Miller", Found.NAME), ("jane.miller@example.com", Found.EMAIL)]),
    ("GB29 NWBK 6016 1331 9268 19", [("GB29 NWBK 6016 1331 9268 19", Found.BANK_ACCOUNT)]),
    ("my ip is 192.168.100.201", [("192.168.100.201", Found.IP_ADDRESS)]),
    ("it is four nine two nine one two three four five six seven eight nine oh one two",
     [("four nine two nine one two three four five six seven eight nine oh one two", Found.CARD_NUMBER)]),
    ("my password is hunter2!x", [("hunter2!x", Found.PASSWORD)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), TEXTS)
def test_each_layer_has_its_say(text: str, found: list) -> None:
    assert marked(text, SPOTTER.spot(text)) == found


def test_a_find_says_how_sure_and_why_and_never_shows_the_value() -> None:
    for text, _ in TEXTS:
        for finding in SPOTTER.spot(text):
            assert 0 < finding.score <= 1
            assert finding.why
            assert text[finding.start : finding.end] not in finding.why
            assert finding.label in set(Label)


def test_without_names_only_rules_have_their_say() -> None:
    text = f"the parcel is with okonkwo next door, card {CARD}"
    assert marked(text, RULES_ALONE.spot(text)) == [(CARD, Found.CARD_NUMBER)]
    assert len(SPOTTER.spot(text)) > 1


def test_another_tagger_may_be_taken() -> None:
    spotter = Spotter(tagger=Tagger(always(Label.HEALTH, 0.9)))
    assert marked("Zyndrella", spotter.spot("Zyndrella")) == [("Zyndrella", Found.HEALTH)]


def test_the_tagger_has_bounds_of_its_own() -> None:
    assert len(Spotter(tagger=Tagger(always(Label.HEALTH, 0.4))).spot("Zyndrella")) == 1
    assert Spotter(tagger=Tagger(always(Label.HEALTH, 0.2))).spot("Zyndrella") == ()


def test_offsets_are_those_of_the_text_as_it_came_however_it_was_folded() -> None:
    text = "😀 &nbsp;\u200bcard ４９２９\u200b 1234&#45;5678—９０１２ e\u0301 jane&commat;example.com"
    card, email = SPOTTER.spot(text)
    assert text[card.start : card.end] == "４９２９\u200b 1234&#45;5678—９０１２"
    assert text[email.start : email.end] == "jane&commat;example.com"


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_the_vocabulary_is_of_lower_case_words() -> None:
    assert is_ordinary("order")
    assert not is_ordinary("okonkwo")
    assert len(vocabulary()) > 1_000
    assert all(word == word.lower() for word in vocabulary())


# ── several texts ──────────────────────────────────────────────────────────────────────────────────
PIECES = [
    "my card is ", CARD, "4929", " 1234", "i am Jane Miller ", "order ", "brown", "\n", "AGENT: ", "CUSTOMER: ", ", ",
    "jane@example.com ", "seven double three ", "14 Cedar Lane, Leeds ", "password: x9!k ", "\u200b", "é", "&#52;",
    "\0", "\ud800", "٤٩٢٩", "+44 7700 900123 ", "1980-02-29 ", "QX-", "sk-" + "a1b2c3d4" * 4, "last four digits? ",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map("".join)


@settings(max_examples=50)
@given(st.lists(texts, max_size=6))
def test_many_texts_hold_what_each_holds(several: list[str]) -> None:
    assert list(map(places, SPOTTER.spot_all(several))) == [places(SPOTTER.spot(text)) for text in several]


def test_many_texts_may_be_long_ones_and_transcripts_too() -> None:
    several = [
        CARD, "x " * WINDOW + CARD, f"AGENT: card number?\nCUSTOMER: {CARD}", "",
        "AGENT: last four digits?\nCUSTOMER: 4577",
    ]  # fmt: skip
    assert list(map(places, SPOTTER.spot_all(several))) == [places(SPOTTER.spot(text)) for text in several]


def test_a_text_is_read_anew_each_time() -> None:
    assert SPOTTER.spot_all([CARD] * 3) == [SPOTTER.spot(CARD)] * 3
    assert SPOTTER.spot("it is okonkwo") == SPOTTER.spot("it is okonkwo")


# ── what holds for every text ──────────────────────────────────────────────────────────────────────
@given(texts, st.booleans(), st.lists(st.sampled_from(Found), max_size=2), st.text(max_size=10))
def test_finds_lie_in_the_text_in_order_and_apart(text: str, is_open: bool, asked: list, before: str) -> None:
    for found in (SPOTTER.spot(text), SPOTTER.read(text, asked=tuple(asked), is_open=is_open, before=before)):
        ends = [0, *(at for one in found for at in (one.start, one.end)), len(text)]
        assert ends == sorted(ends)
        assert all(one.start < one.end for one in found)
        assert all(0 < one.score <= 1 for one in found)


LONG_NUMBER = re.compile(r"(?:\d[\u200b ]?){12}\d")


@given(texts)
def test_no_run_of_thirteen_digits_is_left_behind_a_mask(text: str) -> None:
    for form in (As.WORDS, As.LABELS, As.STARS):
        assert not LONG_NUMBER.search(redact(text, RULES_ALONE.spot(text), form))
        assert not LONG_NUMBER.search(redact(text, SPOTTER.spot(text), form))


@given(st.text(st.characters(), max_size=40), st.text(st.characters(), max_size=40))
def test_a_card_number_among_anything_is_covered(before: str, after: str) -> None:
    text = f"{before} {CARD} {after}"
    start = len(before) + 1
    covered = {at for one in SPOTTER.spot(text) for at in range(one.start, one.end)}
    assert covered.issuperset(range(start, start + len(CARD)))


BINARY = bytes(range(256)) * 8
BAD = [
    "\0" * 1_000, "\ud800" * 1_000, "\udfff\ud800" * 500, BINARY.decode("latin-1"),
    BINARY.decode("utf-8", "surrogateescape"), BINARY.decode("utf-8", "replace"), "\u202e" * 1_000,
    "\u0301" * 1_000, "\U0010ffff" * 1_000, "[" * 5_000, '{"a":' * 2_000, "&#" * 1_000, "&#0;&#xd800;&#x110000;" * 50,
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_bad_input_is_read_like_any_other(bad: str) -> None:
    text = f"{bad} my card is {CARD} {bad}"
    start = text.index(CARD)
    for spotter in (SPOTTER, RULES_ALONE):
        covered = {at for one in spotter.spot(text) for at in range(one.start, one.end)}
        assert covered.issuperset(range(start, start + len(CARD)))
    said = SPOTTER.hear([("customer", bad), ("", bad), ("nobody", text)])
    assert len(said) == 3


# ── one turn ───────────────────────────────────────────────────────────────────────────────────────
def test_what_was_asked_names_a_bare_answer() -> None:
    assert marked("it's 4577", SPOTTER.read("it's 4577", asked=(Found.CARD_DETAIL,), is_open=True)) == [
        ("4577", Found.CARD_DETAIL)
    ]
    code = SPOTTER.read("1 2 3 4 5 6", asked=(Found.ONE_TIME_CODE,), is_open=True)
    assert marked("1 2 3 4 5 6", code) == [("1 2 3 4 5 6", Found.ONE_TIME_CODE)]


def test_while_an_answer_is_awaited_an_ordinary_word_is_looked_at_too() -> None:
    spotter = Spotter(tagger=Tagger(always(Label.PERSON, 0.9)))
    word = next(word for word in ("order", "thanks", "please") if is_ordinary(word))
    assert spotter.read(word) == ()
    assert marked(word, spotter.read(word, is_open=True)) == [(word, Found.NAME)]


def test_the_turn_before_is_told_to_the_tagger() -> None:
    answers = [
        SPOTTER.read("it's okonkwo", before=before) for before in ("what is your surname please?", "anything?")
    ]
    assert all(marked("it's okonkwo", found) for found in answers)
    assert answers[0] != answers[1]


# ── conversations ──────────────────────────────────────────────────────────────────────────────────
PIECEWISE = [
    ("agent", "what is your card number?"),
    ("customer", "4929"),
    ("agent", "mhm"),
    ("customer", "1234"),
    ("agent", "go on"),
    ("customer", "5678"),
    ("customer", "9012"),
    ("agent", "thank you, anything else?"),
]


def test_a_number_in_pieces_is_found_in_all_of_them() -> None:
    found = SPOTTER.hear(PIECEWISE)
    assert [marked(text, one) for (_, text), one in zip(PIECEWISE, found, strict=True)] == [
        [], [("4929", Found.CARD_NUMBER)], [], [("1234", Found.CARD_NUMBER)], [], [("5678", Found.CARD_NUMBER)],
        [("9012", Found.CARD_NUMBER)], [],
    ]  # fmt: skip


def test_pieces_that_turn_out_to_be_one_number_are_told_late() -> None:
    conversation = SPOTTER.conversation()
    for role, text in PIECEWISE[:6]:
        conversation.turn(role, text)
    assert conversation.overdue() == ()
    conversation.turn(*PIECEWISE[6])
    assert [(turn, one.start, one.end) for turn, one in conversation.overdue()] == [
        (1, 0, 4), (3, 0, 4), (5, 0, 4), (6, 0, 4)
    ]  # fmt: skip
    assert {one.what for _, one in conversation.overdue()} == {Found.CARD_NUMBER}


def test_a_question_types_the_answer_of_the_other() -> None:
    conversation = SPOTTER.conversation()
    assert conversation.turn("agent", "and the last four digits of the card?") == ()
    assert marked("4577", conversation.turn("customer", "4577")) == [("4577", Found.CARD_DETAIL)]


def test_a_value_once_known_is_found_again() -> None:
    conversation = SPOTTER.conversation()
    conversation.turn("customer", "i am Jane Okonkwo and my card is 4929123456789012")
    again = conversation.turn("agent", "so, okonkwo, the one ending 9012?")
    assert {"okonkwo", "9012"} <= {text for text, _ in marked("so, okonkwo, the one ending 9012?", again)}


def test_in_a_whole_conversation_what_is_known_at_the_end_is_masked_from_the_beginning() -> None:
    said = [("agent", "zyndrella, is it?"), ("customer", "yes, my name is Jane Zyndrella")]
    first, _ = SPOTTER.hear(said)
    assert "zyndrella" in {text for text, _ in marked(said[0][1], first)}


def test_conversations_know_nothing_of_each_other() -> None:
    one, other = SPOTTER.conversation(), SPOTTER.conversation()
    one.turn("agent", "what is the security code?")
    asked, unasked = one.turn("customer", "it is 123"), other.turn("customer", "it is 123")
    assert marked("it is 123", asked) == [("123", Found.SECURITY_CODE)]
    assert unasked != asked


def test_no_turns_hold_nothing() -> None:
    assert SPOTTER.hear([]) == []
    assert SPOTTER.spot_all([]) == []
    assert SPOTTER.conversation().turn("", "") == ()


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(["customer", "agent", "tool", "", "unknown"]), texts), max_size=8))
def test_every_turn_is_answered_with_places_in_itself(said: list[tuple[str, str]]) -> None:
    conversation = SPOTTER.conversation()
    live = [conversation.turn(role, text) for role, text in said]
    for found in (SPOTTER.hear(said), live):
        for (_, text), one in zip(said, found, strict=True):
            ends = [0, *(at for finding in one for at in (finding.start, finding.end)), len(text)]
            assert ends == sorted(ends)
    for turn, finding in conversation.overdue():
        assert 0 <= finding.start < finding.end <= len(said[turn][1])


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(["customer", "agent"]), texts), max_size=6))
def test_what_is_heard_as_it_comes_is_found_in_the_whole_too(said: list[tuple[str, str]]) -> None:
    """The whole knows more: whatever a turn held when it came, it holds now."""
    conversation = SPOTTER.conversation()
    for (role, text), whole in zip(said, SPOTTER.hear(said), strict=True):
        covered = {at for one in whole for at in range(one.start, one.end)}
        for one in conversation.turn(role, text):
            if one.score > 0.6:  # a guess gives way to what is known later
                assert covered.issuperset(range(one.start, one.end))


def test_of_two_hundred_made_up_calls_no_card_number_is_left() -> None:
    left = []
    for seed, call in enumerate(calls(2024, 200)):
        found = SPOTTER.hear(call.turns)
        for card in call.cards:
            for turn, start, end in card:
                covered = {at for one in found[turn] for at in range(one.start, one.end)}
                said = call.turns[turn][1]
                left += [(seed, turn)] * any(said[at].isdigit() and at not in covered for at in range(start, end))
    assert left == []


# ── transcripts ────────────────────────────────────────────────────────────────────────────────────
def test_a_transcript_is_heard_turn_by_turn() -> None:
    text = "AGENT: last four digits please?\nCUSTOMER: 4577\nAGENT: thanks"
    assert marked(text, SPOTTER.spot(text)) == [("4577", Found.CARD_DETAIL)]


def test_pieces_in_a_transcript_are_one_number() -> None:
    text = "".join(f"{role.upper()}: {said}\n" for role, said in PIECEWISE)
    assert [piece for piece, _ in marked(text, SPOTTER.spot(text))] == ["4929", "1234", "5678", "9012"]
    assert {what for _, what in marked(text, SPOTTER.spot(text))} == {Found.CARD_NUMBER}


def test_the_names_of_speakers_stay() -> None:
    text = "10:03 Maria: hallo\n10:04 Jens: hallo\n10:05 Maria: die Nummer der Karte?\n10:06 Jens: 4929123456789012"
    assert marked(text, SPOTTER.spot(text)) == [("4929123456789012", Found.CARD_NUMBER)]


# ── elements of an estate ──────────────────────────────────────────────────────────────────────────
POLICY = Element(name="policy", patterns=("QX-[0-9]{6}",), context=("policy",))


def test_an_element_of_the_estate_is_found_under_its_own_name() -> None:
    spotter = Spotter([POLICY])
    text = "policy qx-123456, card " + CARD
    assert marked(text, spotter.spot(text)) == [("qx-123456", "policy"), (CARD, Found.CARD_NUMBER)]
    assert spotter.spot(text)[0].label == "policy"
    assert "policy" not in {what for _, what in marked(text, SPOTTER.spot(text))}


def test_an_element_that_cannot_be_used_is_refused_at_once() -> None:
    with pytest.raises(EstateError, match="give \\+ and \\* an end"):
        Spotter([Element(name="policy", patterns=("(a+)+b",))])


# ── a second model ─────────────────────────────────────────────────────────────────────────────────
class Zebras:
    """A second model that finds zebras, and nothing else."""

    def find_all(self, passages: Sequence[Passage]) -> list[tuple[Finding, ...]]:
        """Where they are."""
        return [
            tuple(
                Finding(*match.span(), Found.NAME, 0.9, "a second model") for match in re.finditer("zebra", one.text)
            )
            for one in passages
        ]


def test_the_finds_of_a_second_model_are_added_even_in_a_settled_text() -> None:
    spotter = Spotter(second=Zebras(), names=False)
    text = f"ｚebra\u200b &amp; {CARD}"
    assert marked(text, spotter.spot(text)) == [("ｚebra\u200b", Found.NAME), (CARD, Found.CARD_NUMBER)]
    assert spotter.spot(text)[0].why == "a second model"
    assert [marked(text, one) for one in spotter.hear([("customer", text), ("agent", "a zebra?")])[:1]] == [
        [("ｚebra\u200b", Found.NAME), (CARD, Found.CARD_NUMBER)]
    ]
    assert places(spotter.spot_all(["zebra", "no"])[0]) == [(0, 5, Found.NAME)]


def test_a_second_model_sees_every_part_of_a_long_text() -> None:
    text = "where were we then " * 4_000 + "zebra"
    assert marked(text, Spotter(second=Zebras(), names=False).spot(text)) == [("zebra", Found.NAME)]


# ── long texts ─────────────────────────────────────────────────────────────────────────────────────
EDGES = [WINDOW, WINDOW - OVERLAP, 2 * (WINDOW - OVERLAP), 2 * WINDOW - OVERLAP]


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("before", [0, 1, 5, 10, 18, 19, 20])
def test_a_card_across_the_edge_of_a_window_is_found_whole(edge: int, before: int) -> None:
    filler = "so where were we then, it is late " * 2_000
    text = f"{filler[: edge - before - 1]} {CARD} {filler[:WINDOW]}"
    assert (CARD, Found.CARD_NUMBER) in marked(text, RULES_ALONE.spot(text))


def test_a_text_of_exactly_a_window_and_one_more() -> None:
    for length in (WINDOW - 1, WINDOW, WINDOW + 1, WINDOW + OVERLAP):
        text = ("late " * WINDOW)[: length - len(CARD) - 1] + " " + CARD
        assert len(text) == length
        assert marked(text, RULES_ALONE.spot(text)) == [(CARD, Found.CARD_NUMBER)]


def test_the_longest_value_that_is_found_whole_is_found_wherever_it_lies() -> None:
    key = "-----BEGIN PRIVATE KEY-----\n" + "\n".join(["MIIEvQIBADANBgkqhkiG9w0BAQEFAASC" * 2] * 50)
    key += "\n-----END " + "PRIVATE KEY-----"
    for before in (WINDOW - 10, WINDOW - 2_000, WINDOW - len(key)):
        text = ("late " * WINDOW)[: before - 1] + "\n" + key + "\n" + "where is it " * 3_000
        covered = {at for one in RULES_ALONE.spot(text) for at in range(one.start, one.end)}
        assert covered.issuperset(range(text.index("MIIE"), text.index("\n-----END")))


def test_a_long_turn_is_heard_whole() -> None:
    long = "where were we then " * 4_000 + CARD
    assert marked(long, RULES_ALONE.conversation().turn("customer", long)) == [(CARD, Found.CARD_NUMBER)]
    assert marked(long, RULES_ALONE.hear([("customer", long)])[0]) == [(CARD, Found.CARD_NUMBER)]


# Each is one line; what is not linear in its length shows in the larger one.
LINES = [
    "a", "1", " ", "-", "@", "é", "\u200b", "😀", "\ud800", "\0", "&", "a ", "1 ", "ab ", "x@", "AB12 ", "1-", "a.",
    "oh ", "my name is ", "+", "://", "= ", '"',
]  # fmt: skip


@pytest.mark.parametrize("piece", LINES)
def test_time_is_in_proportion_to_length_whatever_a_line_holds(piece: str) -> None:
    def seconds(length: int) -> float:
        begun = time.process_time()
        RULES_ALONE.spot(piece * (length // len(piece)))
        return time.process_time() - begun

    seconds(2_000)
    small, large = seconds(2 * WINDOW), seconds(6 * WINDOW)
    assert large < 8 * small + 0.3  # nine times were a square


def test_ten_thousand_short_turns_are_heard() -> None:
    said = [
        ("customer" if at % 2 else "agent", f"my order is QX-{at:05}" if at % 3 else "hello") for at in range(10_000)
    ]
    found = SPOTTER.hear(said)
    assert len(found) == len(said)


LONG_LINE = """
import re, sys
from pathlib import Path
from needline.spot import Spotter
spotter, piece, size, card = Spotter(), sys.argv[1].encode().decode("unicode_escape"), int(sys.argv[2]), sys.argv[3]
spotter.spot(piece * 100 + card)
text = piece * (size // len(piece)) + card
found = spotter.spot(text)
status = Path("/proc/self/status")  # what the system counts for a child begins with its parent's peak; this does not
print(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1] if status.exists() else 0)
print([(text[one.start:one.end], one.what.value) for one in found])
"""


@pytest.mark.slow
@pytest.mark.parametrize(("piece", "size"), [(" ", 100_000_000), ("\\n", 20_000_000), ("thank you ", 8_000_000)])
def test_a_line_of_many_megabytes_takes_bounded_memory_and_hides_nothing(piece: str, size: int) -> None:
    command = [sys.executable, "-c", LONG_LINE, piece, str(size), CARD]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert told[1] == f"[('{CARD}', 'card number')]"
    assert int(told[0]) * 1024 < size + 300_000_000


# ── threads ────────────────────────────────────────────────────────────────────────────────────────
def test_several_threads_find_what_one_does() -> None:
    spotter = Spotter()
    rows = [f"i am {name} Okonkwo{at}, card {CARD}" for at in range(60) for name in ("Jane", "Tom")]
    rows += [text for text, _ in TEXTS] * 10
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(spotter.spot, rows))
    assert list(map(places, found)) == [places(SPOTTER.spot(text)) for text in rows]


def test_several_threads_hear_what_one_does() -> None:
    said = [list(call.turns) for call in calls(7, 24)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(Spotter().hear, said))
    assert [list(map(places, one)) for one in found] == [list(map(places, SPOTTER.hear(turns))) for turns in said]
