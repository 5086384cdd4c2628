"""CSV and its kin: a cell is a passage, told under the words of its column."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from tests.transcripts.reader import CARD, masked, passages, read, unread


def test_cells_are_masked_and_the_table_stays_a_table() -> None:
    raw = b'name,card,note\r\nAnn,4929 1234 5678 9012,"said ""hi"", left"\r\n,,"mail a@example.com,\r\nor not"\r\n'
    assert masked(raw, "a.csv") == (
        b'name,card,note\r\nAnn,[card number],"said ""hi"", left"\r\n,,"mail [e-mail address],\r\nor not"\r\n'
    )


def test_a_cell_has_its_place_and_the_name_of_its_column() -> None:
    raw = b'id;Password;note\n1;rosebud;"x\ny"\n\n2;;z'
    places = [(one.text, one.where, one.line, one.column) for one in passages(raw, "a.csv")[3:]]
    assert places == [
        ("1", "id", 2, 1),
        ("rosebud", "Password", 2, 3),
        ("x\ny", "note", 2, 12),
        ("2", "id", 5, 1),
        ("z", "note", 5, 4),
    ]
    assert masked(raw, "a.csv") == raw.replace(b"rosebud", b"[password]")


def test_a_cell_is_put_in_quotes_when_what_stands_there_now_needs_them() -> None:
    (*_, cell) = passages(b"a,b\n1,2\n", "a.csv")
    assert cell.ink('x, "y"') == b'"x, ""y"""'
    assert cell.ink("[name]") == b"[name]"


def test_a_row_that_is_not_utf8_is_unread_and_the_others_are_read() -> None:
    raw = b"a,b\n\xff,4929 1234 5678 9012\n1,a@example.com\n"
    assert unread(raw, "a.csv") == ["line 2: not UTF-8"]
    assert masked(raw, "a.csv") == b"a,b\n[unread]\n1,[e-mail address]\n"


def test_a_quote_that_is_never_closed_hides_nothing() -> None:
    raw = f'a,b\n1,"open {CARD}\n2,x\n3,a@example.com'.encode()
    assert masked(raw, "a.csv") == b'a,b\n1,"""open [card number]"\n2,x\n3,[e-mail address]'


def test_an_inch_is_no_open_quote() -> None:
    assert (
        masked(b'a,b\n5" pipe,a@example.com\n6" pipe,x\n', "a.csv") == b'a,b\n5" pipe,[e-mail address]\n6" pipe,x\n'
    )


rows = st.lists(
    st.lists(st.text(alphabet='ab1,;"\n\r\té', max_size=5), min_size=1, max_size=4), min_size=1, max_size=5
)


@given(rows, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["\n", "\r\n"]))
def test_whatever_a_table_holds_comes_back_as_it_was(table: list[list[str]], separator: str, end: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows([["head", "of", "all"], *table])
    raw = out.getvalue().encode()
    assert b"".join(getattr(piece, "raw", b"") for piece in read(raw, "a.csv")) == raw
