"""Conversations of which one side alone was kept are not heard as if nothing was said in between."""

from needline.drift.hearing import heard
from needline.spot import Found, Spotter

PIECES = ("4929 1234", "5678", "9012")


def found(role_between: str) -> set[str]:
    said = [turn for piece in PIECES for turn in (("customer", piece), (role_between, "mhm"))]
    return {finding.what for turn in heard(said, Spotter(names=False)) for finding in turn}


def test_pieces_of_a_number_are_one_number_where_both_sides_are_kept() -> None:
    assert Found.CARD_NUMBER in found("agent")


def test_pieces_are_not_joined_where_nobody_knows_what_was_asked_in_between() -> None:
    assert Found.CARD_NUMBER not in found("customer")


def test_each_turn_of_one_side_is_read_with_the_one_before_it() -> None:
    said = [("", "hello"), ("", "ann@example.com")]
    assert [[finding.what for finding in turn] for turn in heard(said, Spotter())] == [[], [Found.EMAIL]]


def test_a_conversation_without_turns_holds_nothing() -> None:
    assert list(heard([], Spotter(names=False))) == []
