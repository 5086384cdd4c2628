"""What the tagger is trained on: templates that can be filled, rows whose spans stay true, words that are safe."""

import importlib.util
import json
import re
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.spot.sets import held_out
from needline.spot.finding import Label
from train.batches import PLACES, TEXTS, Words, batches, example
from train.lists import FIRST, census
from train.noise import noisy, unaccented
from train.rows import Row, corpus, split
from train.swap import Names, swapped
from train.vocabulary import vocabulary

TRAIN = Path(__file__).resolve().parents[2] / "train"
TEMPLATES = sorted((TRAIN / "templates").glob("*.txt"))
needs_faker = pytest.mark.skipif(
    importlib.util.find_spec("faker") is None, reason="Faker, from which names and places are drawn, is not installed"
)

CALL = """\
AGENT: can i take your name please
CUSTOMER: it is ann lee
and my number is 020 7946 0018
AGENT: thank you ann"""


def marked(row: Row) -> list[tuple[str, str]]:
    return [(row.text[start:end], label) for start, end, label in row.spans]


def span(text: str, value: str, label: str) -> dict[str, object]:
    return {"start": text.rindex(value), "end": text.rindex(value) + len(value), "label": label}


def row(text: str, **values: str) -> Row:
    """A row in which each of the values bears the label that it is given under."""
    spans = ((text.index(value), text.index(value) + len(value), label) for label, value in values.items())
    return Row(text=text, spans=tuple(sorted(spans)))


# ── templates ──────────────────────────────────────────────────────────────────────────────────────
@needs_faker
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_template_can_be_filled(path: Path) -> None:
    from train.mixture import LOCALES, templates
    from train.values import SLOT, Values

    some = templates(path)
    known = set(Values(LOCALES[some.language][0], Random(1))._slots)
    slots = {slot for line in some.lines for slot, _ in SLOT.findall(line) if slot}
    assert slots - known == set()
    assert [line for line in some.lines if re.search(r"[{}]", SLOT.sub("", line)) or line.count("||") > 1] == []


@needs_faker
@pytest.mark.parametrize(
    ("stem", "kind"),
    [
        ("negatives_de", ("negatives", "de")),
        ("en_prose", ("prose", "en")),
        ("en_dialogue", ("english", "en")),
        ("en", ("english", "en")),
        ("de", ("languages", "de")),
    ],
)
def test_the_name_of_a_file_says_what_its_templates_are(stem: str, kind: tuple[str, str]) -> None:
    from train import mixture

    assert mixture.kind(stem) == kind


@needs_faker
def test_turns_are_joined_and_marks_parted_with_their_spans() -> None:
    from train.mixture import joined, parted

    both = joined(row("I am Ann", PERSON="Ann"), row("from Leeds", LOCATION="Leeds"), ", ")
    assert (both.text, marked(both)) == ("I am Ann, from Leeds", [("Ann", "PERSON"), ("Leeds", "LOCATION")])
    text, spans = parted("(Ann), it's", [(1, 4, "PERSON")])
    assert (text, spans) == ("( Ann ) , it ' s", [(2, 5, "PERSON")])


# ── labelled sets ──────────────────────────────────────────────────────────────────────────────────
def test_a_transcript_is_cut_into_turns_that_know_the_turn_before(tmp_path: Path) -> None:
    spans = [span(CALL, "ann lee", "PERSON"), span(CALL, "020 7946 0018", "PHONE")]
    read = {"id": "1", "text": CALL, "spans": spans, "ignore": [span(CALL, "ann", "")], "lang": "en", "group": "g"}
    (tmp_path / "synth_spoken_calls.jsonl").write_text(json.dumps(read) + "\n", encoding="utf-8")
    first, second, third = corpus(tmp_path, "synth_spoken_calls")
    assert (first.text, first.spans, first.before) == ("can i take your name please", (), "")
    assert second.text == "it is ann lee\nand my number is 020 7946 0018"
    assert marked(second) == [("ann lee", "PERSON"), ("020 7946 0018", "PHONE")]
    assert second.before == first.text
    assert (third.text, marked(third), third.before) == ("thank you ann", [("ann", "?")], second.text)
    assert {turn.group for turn in (first, second, third)} == {"g"}


def test_a_row_of_a_chat_knows_the_row_before_it_but_not_another_chat(tmp_path: Path) -> None:
    rows = [{"id": str(at), "text": text, "group": text[0]} for at, text in enumerate(("a1", "a2", "b1"))]
    for name in ("multidogo_chat", "synth_locales"):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [one.before for one in corpus(tmp_path, "multidogo_chat")] == ["", "a1", ""]
    assert [one.before for one in corpus(tmp_path, "synth_locales")] == ["", "", ""]


def test_an_answer_to_a_known_question_comes_with_that_question_and_always_the_same(tmp_path: Path) -> None:
    read = {"id": "1", "text": "s o two", "group": "e1", "meta": {"item": "postcode"}}
    (tmp_path / "evi_spoken_en.jsonl").write_text(json.dumps(read) + "\n", encoding="utf-8")
    (one,), (again,) = corpus(tmp_path, "evi_spoken_en"), corpus(tmp_path, "evi_spoken_en")
    assert one == again
    assert re.search("post ?code", one.before)


def test_what_the_bench_calls_unseen_is_never_trained_on() -> None:
    trained, kept = split(Row(text="", group=group) for group in ("e11", "e2", "e41"))
    assert [one.group for one in trained] == ["e11", "e2"]
    assert [one.group for one in kept] == ["e41"]
    trained, kept = split(Row(text="", group=str(number)) for number in range(1_000))
    assert not any(held_out(one.group) for one in trained)
    assert all(held_out(one.group) for one in kept)


# ── other people, wear and tear ────────────────────────────────────────────────────────────────────
@given(st.integers())
def test_swapped_rows_tell_the_same_about_others(seed: int) -> None:
    told = row("ANN LEE, card 4929 1234, is from Leeds", PERSON="ANN LEE", CARD="4929 1234", LOCATION="Leeds")
    (other,) = swapped([told, Row(text="nobody")], Names(["Bob"], ["Ray"]), Random(seed))
    person, card, place = (value for value, _ in marked(other))
    assert person in {"ANN LEE", "BOB RAY"}
    assert re.fullmatch(r"\d{4} \d{4}", card)
    assert place == "Leeds"
    assert other.text == f"{person}, card {card}, is from {place}"


VALUES = {
    "PERSON": "Zoë Lee",
    "EMAIL": "zoe.lee@example.com",
    "ADDRESS": "12 Rose Lane, Leeds LS1 4AP",
    "CARD": "4929 1234 5678 9012",
    "ACCOUNT_ID": "C-210662",
}


def plain(text: str) -> str:
    return "".join(sign for sign in unaccented(text).lower() if sign.isalnum())


@given(st.permutations(list(VALUES)), st.integers())
def test_what_wear_leaves_still_marks_the_same_values(labels: list[str], seed: int) -> None:
    told = row("Hello, " + ".\nAnd so: ".join(VALUES[label] for label in labels), **VALUES)
    text, spans = noisy(told.text, list(told.spans), Random(seed), heard=0, typos=0)
    assert [label for *_, label in spans] == labels
    assert [plain(text[start:end]) for start, end, _ in spans] == [plain(VALUES[label]) for label in labels]


@given(st.permutations(list(VALUES)), st.integers())
def test_neither_typos_nor_recognisers_lose_a_span(labels: list[str], seed: int) -> None:
    told = row("Hello, " + " and ".join(VALUES[label] for label in labels) + "!", **VALUES)
    text, spans = noisy(told.text, list(told.spans), Random(seed), heard=0.5, typos=1, typo_rate=0.2)
    assert [label for *_, label in spans] == labels
    assert all(text[start:end] == text[start:end].strip() != "" for start, end, _ in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


# ── lists, vocabulary, batches ─────────────────────────────────────────────────────────────────────
def test_the_census_is_read_as_the_bureau_names_its_files(tmp_path: Path) -> None:
    (tmp_path / "dist.male.first").write_text("JAMES  3.318  3.318  1\nLEE  0.2  3.5  2\n", encoding="ascii")
    (tmp_path / "dist.female.first").write_text("MARY  2.629  2.629  1\nLEE  0.1  2.7  2\n", encoding="ascii")
    (tmp_path / "dist.all.last").write_text("SMITH  1.006  1.006  1\nJOHNSON  0.810  1.816  2\n", encoding="ascii")
    assert census(tmp_path) == (["James", "Mary", "Lee"], ["Smith", "Johnson"])


def test_of_a_value_made_of_safe_words_the_rarest_is_given_up() -> None:
    said = [Row(text=text, group=str(at)) for at, text in enumerate(("a new bag", "new york", "york new bag"))]
    assert {"new", "york", "bag"} <= vocabulary(said, {})
    safe = vocabulary([*said, row("in New York", LOCATION="New York")], {})
    assert "york" not in safe
    assert {"new", "bag"} <= safe


def test_a_word_is_safe_when_two_groups_bear_witness_and_it_is_no_name_or_number() -> None:
    said = [Row(text="will it cost 30 or 999 pounds", group=group) for group in ("a", "b")]
    alone = [Row(text="twice by one", group="c"), Row(text="twice by one", group="c")]
    safe = vocabulary([*said, *alone], {"will": FIRST})
    assert {"it", "cost", "00", "pounds"} <= safe
    assert not safe & {"will", "000", "twice"}


def test_batches_hold_every_text_apart_with_its_labels_and_the_turn_before() -> None:
    words = Words({})
    one = example(row("I am Ann Lee, ok", PERSON="Ann Lee"), words)
    other = example(Row(text="yes it is", spans=((4, 6, "?"),), before="is it you?"), words)
    assert one is not None
    assert other is not None
    assert example(Row(text=" "), words) is None
    some = batches({"x": [one, other]}, {"x": 1.0}, words.bags(), np.random.default_rng(1))
    batch, size = next(some)
    person = 1 + list(Label).index(Label.PERSON)
    assert one.labels.tolist() == [0, 0, person, person, 0, 0]
    assert other.weights.tolist() == [1, 0, 1]
    assert size == batch["within"].sum() <= PLACES
    assert np.bincount(batch["segment"][:size], minlength=TEXTS)[: TEXTS - 1].tolist()[:2] in ([6, 3], [3, 6])
    assert (batch["label"] == person).sum() == 2 * (batch["lengths"] == 6).sum()
    assert 0 < batch["before_within"].sum() < 4 * (batch["lengths"] == 3).sum()
