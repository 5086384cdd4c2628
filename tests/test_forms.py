"""What each form promises, for values as people write them and for any value at all."""

import copy
import json
import logging
import pickle
import re
import traceback
import unicodedata
from decimal import Decimal
from typing import Literal, NoReturn

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.estate import Form, Kind
from needline.forms import HIDDEN, SEPARATOR, Value, mask, present, project, use

SECRET = "hunter2-4929"

MASKED = [
    (Kind.NAME, "Amara Okafor", "A••• O•••"),
    (Kind.NAME, "Anne-Marie Louise Dupont", "A••• L•••"),
    (Kind.NAME, "Élodie Ŵyn", "É••• •••"),
    (Kind.NAME, "E\u0301lodie", "É•••"),
    (Kind.NAME, "Дмитрий Менделеев", "Д••• М•••"),
    (Kind.NAME, "عبدالله منصور", "ع••• م•••"),
    (Kind.NAME, "אברהם לוי", "א••• •••"),
    (Kind.NAME, "山田太郎", "山•••"),
    (Kind.NAME, "王芳", "•••"),
    (Kind.NAME, "김철수", "•••"),
    (Kind.NAME, unicodedata.normalize("NFD", "김철수"), "•••"),
    (Kind.NAME, "अनुराधा", "अ•••"),
    (Kind.NAME, "Li Wu", "••• •••"),
    (Kind.NAME, "A\u200b\u200b\u200b\u200b", "•••"),
    (Kind.NAME, "\u202eAmara", "•••"),
    (Kind.NAME, "", "•••"),
    (Kind.NAME, "  ", "•••"),
    (Kind.EMAIL, "amara.okafor@northgate.example", "a•••@n•••.example"),
    (Kind.EMAIL, "jo@northgate.example", "•••@n•••.example"),
    (Kind.EMAIL, "amara@abc.example", "a•••@•••.example"),
    (Kind.EMAIL, "amara@mail.shop.co.uk", "a•••@m•••.uk"),
    (Kind.EMAIL, "дмитрий@почта.рф", "д•••@п•••.рф"),
    (Kind.EMAIL, "amara@shop.xn--p1ai", "a•••@s•••.xn--p1ai"),
    (Kind.EMAIL, "a@bc.example", "•••@•••.example"),
    (Kind.EMAIL, "a@b.example", "•••"),
    (Kind.EMAIL, "call me @home. my secret is hunter2", "•••"),
    (Kind.EMAIL, "amara@home.hunter2", "•••"),
    (Kind.EMAIL, "amara@one.example, ben@two.example", "•••"),
    (Kind.EMAIL, "amara@one.example;ben@two.example", "•••"),
    (Kind.EMAIL, "amara@@one.example", "•••"),
    (Kind.EMAIL, "amara at shop example", "•••"),
    (Kind.EMAIL, "", "•••"),
    (Kind.PHONE, "+44 7700 900123", "•••23"),
    (Kind.PHONE, "(020) 7946-0018", "•••18"),
    (Kind.PHONE, "٠٧٧٠٠ ٩٠٠١٢٣", "•••23"),
    (Kind.PHONE, "1234567", "•••67"),
    (Kind.PHONE, "123456", "•••"),
    (Kind.PHONE, "", "•••"),
    (Kind.CARD, "4929 1234 5678 9012", "•••9012"),
    (Kind.CARD, "4929-1234-5678-9012", "•••9012"),
    (Kind.CARD, "４９２９１２３４５６７８９０１２", "•••9012"),
    (Kind.CARD, "492912345678", "•••5678"),
    (Kind.CARD, "4929123456789012345", "•••2345"),
    (Kind.CARD, "49291234567", "•••"),
    (Kind.CARD, "49291234567890123456", "•••"),
    (Kind.CARD, "4929 1234 5678 9012 12/26", "•••"),
    (Kind.CARD, "4929123456789012, 123", "•••"),
    (Kind.CARD, "4929123456789012 cvv 123", "•••"),
    (Kind.CARD, "", "•••"),
    (Kind.DATE, "1980-05-01", "1980"),
    (Kind.DATE, "1 May 1980", "1980"),
    (Kind.DATE, "in the spring of 1980", "•••"),
    (Kind.DATE, "", "•••"),
    (Kind.ADDRESS, "1 High Street, London", "•••"),
    (Kind.MONEY, "123456789012.50", "•••"),
    (Kind.TEXT, "GB29 NWBK 6016 1331 9268 19", "•••6819"),
    (Kind.TEXT, "123456789012", "•••9012"),
    (Kind.TEXT, "12345678901", "•••"),
    (Kind.TEXT, "abcdef123456", "•••"),
    (Kind.TEXT, "abcde12345678", "•••"),
    (Kind.TEXT, "abcd12345678", "•••5678"),
    (Kind.TEXT, "called 12345678901234 times", "•••"),
    (Kind.TEXT, "123456\u200b789012", "•••"),
    (Kind.TEXT, "hunter2", "•••"),
    (Kind.TEXT, "", "•••"),
]


@pytest.mark.parametrize(("kind", "text", "shown"), MASKED)
def test_masked_is_enough_to_recognise_it_by_and_no_more(kind: Kind, text: str, shown: str) -> None:
    assert mask(text, kind) == shown
    assert project(Value(text), Form.MASKED, kind) == shown


BANDED = [
    (Kind.DATE, "1980-05-01", "1980s"),
    (Kind.DATE, "31.12.1989", "1980s"),
    (Kind.DATE, "2000-01-01", "2000s"),
    (Kind.DATE, "May", "•••"),
    (Kind.DATE, "1980", "•••"),
    (Kind.TEXT, "0", "0 to 1"),
    (Kind.TEXT, "0.99", "0 to 1"),
    (Kind.TEXT, "1", "1 to 2"),
    (Kind.TEXT, "2", "2 to 5"),
    (Kind.TEXT, "4.99", "2 to 5"),
    (Kind.TEXT, "5", "5 to 10"),
    (Kind.TEXT, "1234.56", "1,000 to 2,000"),
    (Kind.TEXT, "1,234.56", "1,000 to 2,000"),
    (Kind.TEXT, "1 234 567", "1,000,000 to 2,000,000"),
    (Kind.TEXT, "36500", "20,000 to 50,000"),
    (Kind.MONEY, "36500", "20,000 to 50,000"),
    (Kind.TEXT, "-7", "minus 10 to minus 5"),
    (Kind.TEXT, "-0.5", "minus 1 to minus 0"),
    (Kind.TEXT, "999999999999.99", "500,000,000,000 to 1,000,000,000,000"),
    (Kind.TEXT, "1000000000000", "•••"),
    (Kind.TEXT, "-1000000000000", "•••"),
    (Kind.TEXT, "1.234,56", "•••"),
    (Kind.TEXT, "12,5", "•••"),
    (Kind.TEXT, "1,2345", "•••"),
    (Kind.TEXT, "1_000", "•••"),
    (Kind.TEXT, "1e3", "•••"),
    (Kind.TEXT, "NaN", "•••"),
    (Kind.TEXT, "Infinity", "•••"),
    (Kind.TEXT, "", "•••"),
    (Kind.TEXT, "-", "•••"),
    (Kind.TEXT, "a lot", "•••"),
    (Kind.CARD, "4929123456789012", "•••"),
    (Kind.NAME, "7", "•••"),
    (Kind.PHONE, "07700900123", "•••"),
]


@pytest.mark.parametrize(("kind", "text", "shown"), BANDED)
def test_banded_is_a_range_that_holds_the_value(kind: Kind, text: str, shown: str) -> None:
    assert project(Value(text), Form.BANDED, kind) == shown


SAME = [
    (Kind.DATE, "1980-05-01", "1 May 1980"),
    (Kind.DATE, "1980-05-01", "1st May, 1980"),
    (Kind.DATE, "1980-05-02", "2nd May 1980"),
    (Kind.DATE, "1980-05-03", "3rd May 1980"),
    (Kind.DATE, "1980-05-04", "May 4th, 1980"),
    (Kind.DATE, "1980-05-01", "01/05/1980"),
    (Kind.DATE, "1980-05-01", "1.5.1980"),
    (Kind.DATE, "1980-05-01", "01-05-1980"),
    (Kind.DATE, "1980-05-01", "01 05 1980"),
    (Kind.DATE, "1980-05-01", "01051980"),
    (Kind.DATE, "1980-05-01", " 1 may 1980 "),
    (Kind.DATE, "1980-05-01", "May 1, 1980"),
    (Kind.DATE, "1980-05-01T00:00:00", "1 May 1980"),
    (Kind.DATE, "1980-05-01 00:00:00", "١٩٨٠-٠٥-٠١"),
    (Kind.PHONE, "+447700900123", "07700 900123"),
    (Kind.PHONE, "+44 (0)7700-900123", "0044 7700 900123"),
    (Kind.CARD, "4929123456789012", "4929 1234-5678 9012"),
    (Kind.CARD, "4929123456789012", "４９２９１２３４５６７８９０１２"),
    (Kind.NAME, "José Peña", "jose pena"),
    (Kind.NAME, "Straße", "STRASSE"),
    (Kind.NAME, "O’Brien", "O'Brien"),
    (Kind.NAME, "Anne-Marie", "anne marie"),
    (Kind.NAME, "مُحَمَّد", "محمد"),
    (Kind.NAME, "ﬁona", "Fiona"),
    (Kind.NAME, "Za\u0308hringer", "Zähringer"),
    (Kind.NAME, "Amara\u200bOkafor", "Amara Okafor"),
    (Kind.NAME, "Amara\ufe0f", "Amara"),
    (Kind.ADDRESS, "1 High Street, London", "1 high street london"),
    (Kind.ADDRESS, "١٢ High Street", "12 High Street"),
    (Kind.EMAIL, "Amara.Okafor@Northgate.example", " amara.okafor@northgate.example"),
    (Kind.TEXT, "GB29 NWBK 6016 1331 9268 19", "gb29nwbk60161331926819"),
    (Kind.TEXT, "12-34-56", "123456"),
]


@pytest.mark.parametrize(("kind", "one", "other"), SAME)
def test_one_datum_matches_however_it_is_written(kind: Kind, one: str, other: str) -> None:
    assert project(Value(one), Form.MATCHES, kind, said=other) == "yes"
    assert project(Value(other), Form.MATCHES, kind, said=one) == "yes"


DIFFERENT = [
    (Kind.DATE, "1980-05-01", "5 January 1980"),
    (Kind.DATE, "1980-05-01", "1980"),
    (Kind.DATE, "not a date", "not a date"),
    (Kind.PHONE, "07700 900123", "07700 900124"),
    (Kind.PHONE, "07700 900123", "900123"),
    (Kind.PHONE, "900123", "900123"),
    (Kind.CARD, "4929123456789012", "9012"),
    (Kind.NAME, "Amara Okafor", "Amara"),
    (Kind.NAME, "मीरा", "मारा"),
    (Kind.NAME, "ประภา", "ประภี"),
    (Kind.EMAIL, "a.bc@northgate.example", "ab.c@northgate.example"),
    (Kind.EMAIL, "amara+1@northgate.example", "amara1@northgate.example"),
    (Kind.TEXT, "123456", "12345"),
    (Kind.TEXT, "•••", "•••"),
]


@pytest.mark.parametrize(("kind", "one", "other"), DIFFERENT)
def test_two_data_do_not_match(kind: Kind, one: str, other: str) -> None:
    assert project(Value(one), Form.MATCHES, kind, said=other) == "no"
    assert project(Value(other), Form.MATCHES, kind, said=one) == "no"


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("nothing", ["", " ", "\u200b", "-"])
def test_nothing_never_matches(kind: Kind, nothing: str) -> None:
    if kind is not Kind.EMAIL or not nothing.strip():
        assert project(Value(nothing), Form.MATCHES, kind, said=nothing.strip()) == "no"
    assert project(Value("4711"), Form.MATCHES, kind, said=nothing) == "no"
    assert project(Value(), Form.MATCHES, kind, said=nothing) == "no"


def test_a_row_shows_each_cell_and_matches_by_any() -> None:
    row = Value("1980-05-01", "2001-12-31")
    assert project(row, Form.FULL, Kind.DATE) == "1980-05-01 · 2001-12-31"
    assert project(row, Form.MASKED, Kind.DATE) == "1980 · 2001"
    assert project(row, Form.BANDED, Kind.DATE) == "1980s · 2000s"
    assert project(row, Form.MATCHES, Kind.DATE, said="31.12.2001") == "yes"
    assert use(row) == "1980-05-01 2001-12-31"


def test_a_cell_that_holds_the_separator_stays_one_cell() -> None:
    assert project(Value(f"one{SEPARATOR}two", "three"), Form.FULL) == "one two · three"


def test_a_value_is_text_unless_its_kind_is_told() -> None:
    assert project(Value("36500"), Form.BANDED) == "20,000 to 50,000"


@pytest.mark.parametrize(("cells", "shown"), [(("x",), "on file"), (("", "x"), "on file"), (("",), "none"),
                                              ((" \t",), "none"), ((), "none")])  # fmt: skip
def test_exists_tells_whether_there_is_one(cells: tuple[str, ...], shown: str) -> None:
    assert project(Value(*cells), Form.EXISTS) == shown


def test_all_rows_give_one_answer_to_a_question_and_a_line_each_otherwise() -> None:
    rows = (Value(""), Value("1980-05-01"))
    assert present(rows, Form.EXISTS, Kind.DATE) == ("on file",)
    assert present(rows, Form.MATCHES, Kind.DATE, said="1 May 1980") == ("yes",)
    assert present(rows, Form.MATCHES, Kind.DATE, said="2 May 1980") == ("no",)
    assert present(rows, Form.MASKED, Kind.DATE) == ("•••", "1980")
    assert present(rows, Form.TOKEN, Kind.DATE, key=b"key") == (
        project(rows[0], Form.TOKEN, key=b"key"),
        project(rows[1], Form.TOKEN, key=b"key"),
    )


def test_no_row_is_an_answer_as_well() -> None:
    assert present((), Form.EXISTS, Kind.TEXT) == ("none",)
    assert present((), Form.MATCHES, Kind.TEXT, said="x") == ("no",)
    for form in set(Form) - {Form.EXISTS, Form.MATCHES}:
        assert present((), form, Kind.TEXT, key=b"key") == ()


def test_a_token_is_the_same_for_the_same_value_and_key_alone() -> None:
    token = project(Value("4711"), Form.TOKEN, key=b"key")
    assert token == project(Value("4711"), Form.TOKEN, Kind.CARD, key=b"key")
    others = [(Value("4712"), b"key"), (Value("4711"), b"other"), (Value("47", "11"), b"key"), (Value(), b"key")]
    assert len({token, *(project(value, Form.TOKEN, key=key) for value, key in others)}) == 5
    assert project(Value("a\x1fb"), Form.TOKEN, key=b"k") != project(Value("a", "b"), Form.TOKEN, key=b"k")
    assert project(Value("1:a"), Form.TOKEN, key=b"k") != project(Value("", "a"), Form.TOKEN, key=b"k")


def test_without_a_key_there_is_no_token() -> None:
    assert project(Value("4711"), Form.TOKEN) == HIDDEN


NORMAL_FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
texts = st.text(st.characters(), max_size=40) | st.from_regex(r"[\w .@+:/,-]{0,40}", fullmatch=True)
kinds = st.sampled_from(Kind)


@given(texts, kinds)
def test_masked_shows_four_characters_of_it_at_most_and_never_how_long_it_is(text: str, kind: Kind) -> None:
    shown = mask(text, kind)
    if kind is Kind.EMAIL:
        shown = shown.rpartition(".")[0]  # the ending of the domain is shown whole
    kept = re.sub("[• @]", "", shown)
    assert len(kept) <= 4
    assert len(kept) * 3 <= len(text) or kind is Kind.DATE  # the year of 1.2.1980 is half of it
    assert shown.count("•") <= 6


@given(st.text(min_size=1), kinds)
def test_a_mask_never_is_the_value(text: str, kind: Kind) -> None:
    assert mask(text, kind) != text or set(text) <= set("• ")


@given(st.decimals(min_value=Decimal(-(10**12)) + 1, max_value=10**12 - 1, places=2), st.booleans())
def test_a_band_holds_its_number(number: Decimal, grouped: bool) -> None:
    band = project(Value(f"{number:,}" if grouped else f"{number}"), Form.BANDED)
    one, other = (Decimal(end.replace("minus ", "-").replace(",", "")) for end in band.split(" to "))
    assert one <= number <= other
    assert other == 0 or one == 0 or max(abs(one), abs(other)) / min(abs(one), abs(other)) <= Decimal("2.5")


@given(st.dates())
def test_a_decade_holds_its_date(day: object) -> None:
    band = project(Value(str(day)), Form.BANDED, Kind.DATE)
    assert band.removesuffix("s").zfill(4)[:3] == str(day)[:3]


@given(texts, texts, kinds)
def test_matching_is_symmetrical(one: str, other: str, kind: Kind) -> None:
    there, back = (project(Value(a), Form.MATCHES, kind, said=b) for a, b in ((one, other), (other, one)))
    assert there == back
    assert there in {"yes", "no"}


@given(texts, st.sampled_from([Kind.NAME, Kind.TEXT, Kind.ADDRESS, Kind.MONEY]))
def test_what_matches_itself_matches_in_any_normal_form_and_case(text: str, kind: Kind) -> None:
    if project(Value(text), Form.MATCHES, kind, said=text) == "yes":
        for form in NORMAL_FORMS:
            said = unicodedata.normalize(form, text)
            assert project(Value(text), Form.MATCHES, kind, said=said) == "yes"
        assert project(Value(text), Form.MATCHES, kind, said=text.casefold()) == "yes"


@given(texts, kinds, st.binary(min_size=1, max_size=40))
def test_a_token_has_sixteen_characters_of_base32(text: str, kind: Kind, key: bytes) -> None:
    assert re.fullmatch("[A-Z2-7]{16}", project(Value(text), Form.TOKEN, kind, key=key))


@given(texts, texts, kinds)
def test_use_reveals_nothing_and_exists_only_that_it_is_there(one: str, other: str, kind: Kind) -> None:
    assert project(Value(one), Form.USE, kind) == project(Value(other), Form.USE, kind) == HIDDEN
    assert project(Value(one), Form.EXISTS, kind) == ("on file" if one.strip() else "none")


@given(st.lists(texts.filter(lambda text: SEPARATOR not in text), min_size=1), kinds)
def test_full_is_the_value(cells: list[str], kind: Kind) -> None:
    assert project(Value(*cells), Form.FULL, kind) == SEPARATOR.join(cells)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("kind", Kind)
def test_every_form_shows_every_kind_of_any_text(form: Form, kind: Kind) -> None:
    for text in ("", "\x00", "\ud800", "²", "①②③④⑤⑥⑦⑧⑨①②③", "9" * 100_000, "a@" * 50_000, "١" * 100_000):
        assert isinstance(project(Value(text), form, kind, said=text, key=b"key"), str)


FORMATS = [
    str, repr, ascii, format, "{}".format, "{0!r}".format, "{!s:>40}".format, "%s".__mod__, "%r".__mod__,
    "%20s".__mod__,
    lambda value: f"{value} {value!r} {value!s} {value:>10}", lambda value: str([value, {"x": (value,)}]),
]  # fmt: skip


@pytest.mark.parametrize("shown", FORMATS)
def test_a_value_shows_nothing_of_itself_in_any_text(shown: object) -> None:
    text = shown(Value(SECRET, "more"))  # type: ignore[operator]  # each of them takes a value
    assert "Value(…)" in text or r"Value(\u2026)" in text
    assert "hunter2" not in text
    assert "more" not in text


COPIES = [
    pickle.dumps, copy.copy, copy.deepcopy, json.dumps, msgspec.json.encode, msgspec.msgpack.encode,
    msgspec.to_builtins, lambda value: json.dumps({"x": [value]}), lambda value: pickle.dumps([value]),
    lambda value: value.__reduce_ex__(2), lambda value: value.__reduce__(),
]  # fmt: skip


@pytest.mark.parametrize("copied", COPIES)
def test_a_value_cannot_be_copied_or_encoded(copied: object) -> None:
    with pytest.raises(TypeError) as caught:
        copied(Value(SECRET))  # type: ignore[operator]  # each of them takes a value
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_a_value_that_cannot_be_copied_says_why() -> None:
    with pytest.raises(TypeError, match=r"^a value cannot be copied out of its process$"):
        pickle.dumps(Value(SECRET))


def test_a_value_in_the_log_is_none(caplog: pytest.LogCaptureFixture) -> None:
    value = Value(SECRET)
    logging.getLogger("needline.test").warning("found %s and %r", value, [value], extra={"held": value})
    assert "found Value(…) and [Value(…)]" in caplog.text
    assert "hunter2" not in caplog.text


def test_a_traceback_with_all_its_variables_shows_no_value() -> None:
    def fail(value: Value) -> NoReturn:
        raise ValueError(value)

    with pytest.raises(ValueError, match="Value") as caught:
        fail(Value(SECRET))
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert "value = Value(…)" in shown
    assert "hunter2" not in shown


def test_a_value_has_no_dictionary_and_is_equal_to_itself_alone() -> None:
    value = Value(SECRET)
    assert not hasattr(value, "__dict__")
    assert value == value  # noqa: PLR0124  # that it is equal to itself is the point
    assert value != Value(SECRET)
