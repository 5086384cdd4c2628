"""Plain text: bounded pieces, cut where nothing is torn, whatever the bytes are."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.transcripts import Passage
from needline.transcripts.prose import PIECE, prose
from tests.transcripts.reader import CARD, masked, passages, read, texts, unread


def test_a_short_text_is_one_passage() -> None:
    (passage,) = passages(b"hello\nmy card\n", "a.txt")
    assert (passage.text, passage.line, passage.column) == ("hello\nmy card\n", 1, 1)


def test_a_finding_has_the_line_and_column_that_an_editor_shows() -> None:
    (passage,) = passages(f"hello\r\nä {CARD}\n".encode(), "a.txt")
    assert passage.place(passage.text.index("4929")) == (2, 3)
    assert passage.place(0) == (1, 1)


def test_a_line_that_is_not_utf8_is_unread_and_those_around_it_are_read() -> None:
    raw = f"one {CARD}\nb\xffd {CARD}\r\nthree\n".encode("latin-1")
    assert unread(raw, "a.txt") == ["line 2: not UTF-8"]
    assert masked(raw, "a.txt") == b"one [card number]\n[unread]\r\nthree\n"


def test_what_is_no_text_at_all_is_unread_as_a_whole() -> None:
    raw = b"\x7fELF\0\0\0" + CARD.encode()
    assert unread(raw, "a.txt") == ["line 1: binary, no text"]
    assert masked(raw, "a.txt") == b"[unread]"


def test_a_long_text_is_cut_at_empty_lines_first() -> None:
    paragraph = "a line of words\n" * 100 + "\n"
    pieces = texts((paragraph * 200).encode(), "a.txt")
    assert len(pieces) > 2
    assert all(piece.endswith("\n\n") for piece in pieces)
    assert {piece.startswith("a line") for piece in pieces} == {True}


def test_a_long_line_is_never_cut_near_a_number_or_an_address() -> None:
    line = f"my card number is {CARD} and the mail goes to somebody@example.com as I have said before, " * 2_000
    pieces = texts(line.encode(), "a.txt")
    assert len(pieces) > 2
    assert "".join(pieces) == line
    assert sum(piece.count(CARD) for piece in pieces) == 2_000
    assert sum(piece.count("somebody@example.com") for piece in pieces) == 2_000


def test_a_line_of_nothing_but_short_sentences_with_numbers_is_cut_between_words() -> None:
    line = f"my card is {CARD} and " * 8_000
    pieces = texts(line.encode(), "a.txt")
    assert "".join(pieces) == line
    assert sum(piece.count(CARD) for piece in pieces) == 8_000


@pytest.mark.parametrize("lump", [b"1 ", b"5", b"@", "１".encode()])
def test_a_line_in_which_every_cut_tears_a_number_is_unread(lump: bytes) -> None:
    raw = b"before\n" + lump * (PIECE // len(lump) * 3) + b" 4929 12\nafter " + CARD.encode() + b"\n"
    assert unread(raw, "a.txt") == ["line 2: a line without a place to cut in 65,536 bytes"]
    assert masked(raw, "a.txt") == b"before\n[unread]\nafter [card number]\n"


def test_lines_are_counted_over_everything_that_was_unread() -> None:
    raw = b"1" * (2 * PIECE) + b"\n" + b"\xff\n" + b"x\n" * (2 * PIECE) + b"end"
    last = passages(raw, "a.txt")[-1]
    assert last.place(last.text.index("end"))[0] == 3 + 2 * PIECE


@pytest.mark.parametrize("character", [b"a", b"1", b" ", b"\n", b"\xff", "é".encode(), b"<"])
def test_of_any_one_character_however_many_only_a_piece_is_held(character: bytes) -> None:
    class Endless(BytesIO):
        left = 10_000_000

        def read(self, size: int | None = -1) -> bytes:
            size = min(size or 0, self.left)
            self.left -= size
            return character * (size // len(character) or min(size, 1))

    largest = max((len(piece.raw) for piece in prose(Endless()) if isinstance(piece, Passage)), default=0)
    assert largest <= PIECE


@given(st.binary(max_size=400), st.integers(0, 3))
def test_pieces_are_the_file_again(raw: bytes, times: int) -> None:
    raw = b"x" + raw * 10**times
    together = b"".join(b"" if not isinstance(piece, Passage) else piece.raw for piece in read(raw, "a.txt"))
    assert together == raw or unread(raw, "a.txt")
