"""Passages and what is found in them: heard together, put in their places, written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.finding import Finding
from needline.transcripts import Kept, Passage, Unread, edits, heard, written
from needline.transcripts.encoding import plain_ink
from needline.transcripts.hearing import MOST_HELD
from needline.transcripts.passage import Hidden, placed, said
from tests.transcripts.reader import CARD, Ear


def passage(text: str, *, hidden: Hidden = (), conversation: str = "", cue: str = "") -> Passage:
    raw = text.encode()
    return Passage(text=text, raw=raw, ink=plain_ink, line=1, hidden=hidden, conversation=conversation, cue=cue)


def test_the_words_of_its_place_are_told_before_a_value_and_never_masked() -> None:
    one = passage("rosebud", cue="password")
    assert said(one) == "password: rosebud"
    assert placed(one, Ear().spot(said(one))) == (Finding(0, 7, "password", 0.9, "a form"),)
    assert placed(one, [Finding(0, 12, "password")]) == (Finding(0, 2, "password"),)
    assert placed(one, [Finding(0, 10, "password")]) == ()


def test_a_finding_over_what_is_hidden_leaves_it_standing() -> None:
    one = passage("a<b>12</b>34 c", hidden=((1, 4), (6, 10)))
    assert one.seen() == "a1234 c"
    (finding,) = placed(one, [Finding(1, 5, "pin")])
    assert (finding.start, finding.end) == (4, 12)
    assert written(one, edits(one, [finding], lambda value, _: f"[{value}]")) == b"a<b>[1234]</b> c"


def test_a_finding_within_what_is_hidden_is_masked_there() -> None:
    one = passage("<a href=x@y.org>z", hidden=((0, 16),))
    (found,) = [findings for _, findings in heard([one], Ear())]
    assert written(one, edits(one, found, lambda value, _: "•" * len(value))) == "<a href=•••••••>z".encode()


def test_pieces_come_out_in_the_order_in_which_they_went_in() -> None:
    names = ["", "a", "a", "", "b", "", "b", "a", ""]
    some = [passage(str(at), conversation=name) if at % 3 else Kept(b"-") for at, name in enumerate(names)]
    assert [piece for piece, _ in heard(some, Ear())] == some


def test_a_conversation_is_heard_as_one_and_another_begins_anew() -> None:
    class Batches(Ear):
        def __init__(self) -> None:
            super().__init__()
            self.batches: list[int] = []

        def hear(self, said: object) -> list[tuple[Finding, ...]]:
            self.batches.append(len(said))  # type: ignore[arg-type]  # a sequence, as the port says
            return super().hear(said)  # type: ignore[arg-type]  # see above

    ear = Batches()
    list(heard([passage("x", conversation=name) for name in "aabbb"] + [passage("y")], ear))
    assert [size for size in ear.batches if size] == [2, 3]
    ear = Batches()
    list(heard([passage("x", conversation="a")] * (2 * MOST_HELD), ear))
    assert max(ear.batches) == MOST_HELD


def test_a_passage_that_breaks_a_rule_is_unread_and_its_neighbours_are_read() -> None:
    some = [passage(text, conversation="a") for text in (CARD, "BROKEN", CARD)]
    (first, found), (second, nothing), (third, _) = heard(some, Ear())
    assert (first, third) == (some[0], some[2])
    assert found
    assert isinstance(second, Unread)
    assert (str(second), nothing) == ("line 1: unexpected ZeroDivisionError", ())


@st.composite
def hidden_texts(draw: st.DrawFn) -> Passage:
    parts = draw(st.lists(st.tuples(st.text("ab1 ", max_size=5), st.booleans()), max_size=8))
    text, spans = "", []
    for part, is_hidden in parts:
        if is_hidden and part:
            spans.append((len(text), len(text) + len(part)))
        text += part
    return passage(text, hidden=tuple(spans))


@given(hidden_texts(), st.data())
def test_what_is_masked_is_what_was_found_and_what_is_hidden_stays(one: Passage, data: st.DataObject) -> None:
    seen = one.seen()
    start = data.draw(st.integers(0, len(seen)))
    end = data.draw(st.integers(start, len(seen)))
    if start < end:
        out = written(one, edits(one, placed(one, [Finding(start, end, "x")]), lambda value, _: "#" * len(value)))
        at = [at for at in range(len(one.text)) if not any(first <= at < last for first, last in one.hidden)]
        rest = "".join(sign for place, sign in enumerate(one.text) if place not in at[start:end])
        assert out.decode().replace("#", "") == rest
        assert out.count(b"#") == end - start


@pytest.mark.parametrize("changes", [(), ((0, 1, "x"),), ((1, 1, "y"), (2, 4, ""))])
def test_edits_are_written_in_their_places(changes: tuple[tuple[int, int, str], ...]) -> None:
    assert written(passage("abcd"), changes).decode() in {"abcd", "xbcd", "ayb"}
