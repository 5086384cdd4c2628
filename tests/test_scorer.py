"""The scorer: what counts as found, right, ignored and clean; and which rows nothing is trained on."""

import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.spot.cards import left, talks
from bench.spot.score import Row, Score, Span, Tally, covered, judged, score_files, told
from bench.spot.sets import SETS, conversation, held_out, role, rows, sample
from needline.spot.finding import Finding

TEXT = "x" * 100
NAME = Span(10, 20, "PERSON")


def scored(findings: list[Span], *, gold: tuple[Span, ...] = (NAME,), ignore: tuple[Span, ...] = ()) -> Tally:
    score = Score()
    score.add(Row("1", TEXT, spans=gold, ignore=ignore, lang="en"), findings)
    return score.all


@pytest.mark.parametrize(
    ("findings", "found"),
    [
        ([], 0),
        ([Span(10, 20)], 1),
        ([Span(10, 18)], 1),  # 80 %
        ([Span(10, 17)], 0),
        ([Span(10, 14), Span(16, 20)], 1),  # together
        ([Span(10, 14), Span(10, 14)], 0),  # the same twice is no more
        ([Span(0, 100)], 1),
    ],
)
def test_a_gold_span_is_found_when_four_fifths_of_it_are_covered(findings: list[Span], found: int) -> None:
    assert scored(findings).found == found


@pytest.mark.parametrize(
    ("finding", "right"),
    [(Span(10, 20), 1), (Span(15, 25), 1), (Span(16, 25), 0), (Span(0, 20), 1), (Span(0, 21), 0), (Span(50, 60), 0)],
)
def test_a_finding_is_right_when_half_of_it_lies_in_gold(finding: Span, right: int) -> None:
    tally = scored([finding])
    assert (tally.right, tally.counted) == (right, 1)


def test_what_is_to_be_ignored_is_neither_required_nor_punished() -> None:
    ignore = (Span(50, 60),)
    assert scored([], ignore=ignore).gold == 1
    assert scored([Span(50, 60)], ignore=ignore).counted == 0
    assert scored([Span(50, 71)], ignore=ignore).counted == 1
    assert scored([Span(45, 55)], ignore=ignore).counted == 0


def test_a_finding_half_in_gold_and_half_in_what_is_ignored_counts_as_right() -> None:
    tally = scored([Span(10, 30)], ignore=(Span(20, 30),))
    assert (tally.right, tally.counted) == (1, 1)


def test_a_harmless_label_covers_and_is_never_wrong() -> None:
    row = Row("1", TEXT, spans=(NAME,))
    tallies = judged(row, [Span(10, 20, "DATE"), Span(50, 60, "DATE")], harmless={"DATE"})
    assert tallies["PERSON"].found == 1
    assert (tallies["DATE"].right, tallies["DATE"].counted) == (1, 1)


def test_a_span_found_under_another_name_is_found_but_not_named() -> None:
    tallies = judged(Row("1", TEXT, spans=(NAME,)), [Span(10, 20, "PHONE")])
    assert (tallies["PERSON"].found, tallies["PERSON"].named, tallies["PHONE"].right) == (1, 0, 1)


def test_a_text_is_clean_when_everything_in_it_was_found() -> None:
    both = (NAME, Span(50, 60, "PHONE"))
    assert scored([Span(10, 20)], gold=both).fully_clean == 0.0
    assert scored([Span(10, 20), Span(50, 60)], gold=both).fully_clean == 1.0
    assert scored([], gold=()).holding == 0


def test_f2_is_the_one_of_the_textbook() -> None:
    tally = Tally(gold=4, found=3, counted=6, right=3)
    assert (tally.recall, tally.precision) == (0.75, 0.5)
    assert tally.f2 == pytest.approx(5 * 0.5 * 0.75 / (4 * 0.5 + 0.75))  # van Rijsbergen 1979, chapter 7


def test_where_nothing_was_to_be_found_nothing_found_is_perfect() -> None:
    assert scored([], gold=()).f2 == 1.0
    assert scored([Span(1, 5)], gold=()).f2 == 0.0
    assert scored([Span(1, 5)], gold=()).wrong_of_1000 == 1000.0


def test_labels_and_languages_have_tallies_of_their_own() -> None:
    score = Score()
    score.add(Row("1", TEXT, spans=(NAME,), lang="en"), [Span(10, 20, "PERSON")])
    score.add(Row("2", TEXT, spans=(NAME,), lang="de"), [])
    assert (score.labels["PERSON"].gold, score.labels["PERSON"].found) == (2, 1)
    assert (score.languages["en"].recall, score.languages["de"].recall) == (1.0, 0.0)
    assert [line.split()[0] for line in told(score)] == ["gold", "all", "de", "en", "PERSON"]


spans = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 90), st.integers(1, 20))


@given(spans, st.lists(spans, max_size=6))
def test_coverage_is_the_share_of_the_characters(span: Span, others: list[Span]) -> None:
    inside = {at for other in others for at in range(other.start, other.end)} & set(range(span.start, span.end))
    assert covered(span, others) == pytest.approx(len(inside) / (span.end - span.start))


@given(st.lists(spans, max_size=4), st.lists(spans, max_size=4), spans)
def test_one_finding_more_never_lowers_recall(gold: list[Span], findings: list[Span], one: Span) -> None:
    assert scored([*findings, one], gold=tuple(gold)).found >= scored(findings, gold=tuple(gold)).found


def test_files_are_scored_as_detectors_write_them(tmp_path: Path) -> None:
    gold = [
        {"id": "a", "text": TEXT, "spans": [{"start": 10, "end": 20, "label": "PERSON", "orig": "x"}], "lang": "en"},
        {"id": "b", "text": TEXT, "spans": [{"start": 1, "end": 9, "label": "PHONE"}], "lang": "en", "ignore": []},
    ]
    answers = [
        {"id": "a", "spans": [{"start": 10, "end": 20, "label": "PERSON", "score": 0.9}]},
        {"id": "b", "error": "no"},
    ]
    for name, lines in (("gold", gold), ("answers", answers)):
        (tmp_path / name).write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    score = score_files(tmp_path / "gold", tmp_path / "answers")
    assert (score.all.gold, score.all.found, score.all.right) == (2, 1, 1)


def test_a_seventh_of_all_groups_is_held_out_and_always_the_same() -> None:
    names = [f"group {number}" for number in range(10_000)]
    assert 0.13 < sum(map(held_out, names)) / len(names) < 0.17
    assert [held_out(name) for name in ("e1", "group 3", "v2-118")] == [
        held_out(n) for n in ("e1", "group 3", "v2-118")
    ]


def test_the_sets_are_read_and_a_sample_of_them_is_always_the_same(shared_data: Path) -> None:
    for name in SETS:
        first = next(rows(name, shared_data / "pii"))
        assert first.id
        assert all(0 <= span.start < span.end <= len(first.text) for span in first.spans)
    some = list(rows("synth_evasive_secrets", shared_data / "pii"))
    assert sample(some, 5) == sample(reversed(some), 5)


def test_turns_of_conversations_are_known_as_such(shared_data: Path) -> None:
    turn = next(rows("tau_service_chat_messages", shared_data / "pii"))
    alone = next(rows("synth_locales", shared_data / "pii"))
    assert (conversation(turn), role(turn)) == (turn.group, "customer")
    assert conversation(alone) is None


class Masking:
    """Finds everything, or nothing."""

    def __init__(self, *, everything: bool) -> None:
        self.everything = everything

    def spot(self, text: str) -> tuple[Finding, ...]:
        return (Finding(0, len(text), "card number"),) if self.everything else ()

    def spot_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        return [self.spot(text) for text in texts]

    def conversation(self) -> "Masking":
        return self

    def turn(self, _role: str, text: str) -> tuple[Finding, ...]:
        return self.spot(text)


def test_a_card_number_is_left_where_nothing_was_found_and_not_where_everything_was() -> None:
    assert len(left(Masking(everything=False), 200)) == 200
    assert left(Masking(everything=True), 200) == []


def test_generated_talks_hold_all_digits_of_a_card_and_say_where() -> None:
    for talk in islice(talks(seed=7), 500):
        digits = [(said.text[start:end], count) for said in talk for start, end, count in said.digits]
        assert 13 <= sum(count for _, count in digits) <= 19
        assert all(text.isdecimal() or text.replace(" ", "").isalpha() for text, _ in digits)
    assert list(islice(talks(seed=7), 50)) == list(islice(talks(seed=7), 50))
