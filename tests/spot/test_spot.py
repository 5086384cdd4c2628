"""What must never travel in a conversation is found, however it is written; what only looks like it is not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot import Found, find, mask

CARD = "4929123456789012"
FULLWIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")

CARDS = [
    "4929123456789012",
    "4929 1234 5678 9012",
    "4929-1234-5678-9012",
    "4929.1234.5678.9012",
    "4929/1234/5678/9012",
    "4929_1234_5678_9012",
    "4929  -  1234 5678 9012",
    "4929,1234,5678,9012",
    "4929|1234|5678|9012",
    "4929\n1234\n5678\n9012",
    "4929\r\n1234\r\n5678\r\n9012",
    "4929\t1234\t5678\t9012",
    "4929\u00a01234\u202f5678\u20079012",
    "4929–1234—5678‑9012",
    "4929\u200b1234\u200b5678\u200b9012",
    "4\u00ad929123456789012",
    "4 9 2 9 1 2 3 4 5 6 7 8 9 0 1 2",
    "49 29 12 34 56 78 90 12",
    "3782 822463 10005",
    "378282246310005",
    "6304 0000 0000 0000 000",
    "4222222222222",
    "4929 1234 5678 9013",  # a mistyped one, whose checksum is wrong
    CARD.translate(FULLWIDTH),
    CARD.translate(ARABIC),
    CARD.translate(DEVANAGARI),
    CARD.translate(CIRCLED),
    CARD.translate(BOLD),
    "4\ufe0f\u20e3".join(["", *"929123456789"]) + "4",
    "4929 1234 5678 9012 12/26 123",
    "4929 1234 5678 9012 4929 1234 5678 9013",
    "12345678901234567890123456789",
]


@pytest.mark.parametrize("card", CARDS)
def test_thirteen_digits_or_more_are_a_card_number_however_grouped(card: str) -> None:
    assert mask(f"my card is {card}, thanks").text == "my card is [card number], thanks"
    assert mask(card).found == (Found.CARD_NUMBER,)


@pytest.mark.parametrize("text", ["my order {}", "policy number {}", "tax id {}"])
def test_a_number_as_long_as_a_cards_is_masked_whatever_words_call_it(text: str) -> None:
    masked = mask(text.format("4929 1234 5678 9012"))
    assert masked.text.endswith(("[card number]", "[account number]"))


LOOK_ALIKES = [
    "",
    "hello",
    "492912345678",
    "+49 1512 3456789",
    "+49 (0)1512 3456789",
    "+44 7700 900123",
    "+123456789012345",
    "0049 1512 3456789",
    "0044 7700 900123",
    "07700 900123, 07700 900456",
    "2024-01-31T12:34:56.789+01:00",
    "2024-01-31 12:34:56",
    "from 2024-01-01 - 2024-01-31",
    "01.05.2024-31.05.2024",
    "between 1/5/2024 - 31/5/2024",
    "05/31/2024 - 06/30/2024",
    "£1,000,000.00 and £2,000,000.00",
    "1,234,567,890,123.45",
    "in 2019, 2020, 2021 and 2022",
    "192.168.100.200",
    "my order is 123456",
    "the 1st of 3 orders, 2 of them at 10:30",
    "SW12 some text here also okay",
    "AB12 3456",
    "the pin code of the wheel",
    "my PIN has 4 digits",
    "pin 12",
    "pin 123456789",
    "shipping 1234",
    "password reset",
    "my password isn't working",
    "my password is not working",
    "my password is wrong",
    "my password was stolen",
    "Mein Passwort ist abgelaufen",
    "I changed my password 2 times",
    "the passwordless way",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert find(text) == ()
    assert mask(text).text == text


SECRETS = [
    ("my password is hunter2", "my password is [password]"),
    ("password: hunter2", "password: [password]"),
    ("password is: hunter2 and more", "password is: [password] and more"),
    ("password=hunter2", "password=[password]"),
    ("PASSWORD -> hunter2", "PASSWORD -> [password]"),
    ('password: "correct horse battery" ok', 'password: "[password]" ok'),
    ("Passwort lautet „geheim wie nie“.", "Passwort lautet „[password]“."),
    ("Mein Kennwort ist Geheim", "Mein Kennwort ist [password]"),
    ("my passphrase was swordfish", "my passphrase was [password]"),
    ("Das Passwort war Sommer", "Das Passwort war [password]"),
    ("pwd hunter2", "pwd [password]"),
    ("my password hunter2 does not work", "my password [password] does not work"),
    ("my password is notable", "my password is [password]"),
    ("my pin is 1234", "my pin is [security code]"),
    ("PIN: 1 2 3 4", "PIN: [security code]"),
    ("pin 12345678", "pin [security code]"),
    ("cvv 123, cvc2=4567", "cvv [security code], cvc2=[security code]"),
    ("the security code on the back 123", "the security code on the back [security code]"),
    ("Prüfnummer 123", "Prüfnummer [security code]"),
    ("pin ١٢٣٤", "pin [security code]"),
    ("GB29 NWBK 6016 1331 9268 19", "[account number]"),
    ("gb29nwbk60161331926819 it is", "[account number] it is"),
    ("DE89-3704-0044-0532-0130-00", "[account number]"),
    ("NO93 8601 1117 947", "[account number]"),
    ("MT84 MALT 0110 0001 2345 MTLC AST0 01S", "[account number]"),
]


@pytest.mark.parametrize(("text", "masked"), SECRETS)
def test_a_secret_is_hidden_and_the_words_around_it_stay(text: str, masked: str) -> None:
    assert mask(text).text == masked


def test_finds_that_overlap_are_hidden_whole() -> None:
    assert mask("my pin and card: 4929 1234 5678 9012").text == "my pin and card: [card number]"
    assert mask("password: 4929 1234 5678 9012!").text == "password: [card number]!"
    assert mask("password: x4929 1234 5678 9012!").text == "password: [password]!"


def test_a_phone_number_is_none_with_more_digits_than_there_are() -> None:
    assert mask("+4929123456789012").found == (Found.CARD_NUMBER,)
    assert mask("00 4929 1234 5678 9012").found == (Found.CARD_NUMBER,)


def test_a_date_beside_a_card_number_hides_neither() -> None:
    assert mask("on 2024-01-31 4929 1234 5678 9012").text == "on 2024-01-31 [card number]"


def test_four_to_eight_digits_are_a_code_only_while_one_is_asked_for() -> None:
    assert mask("it is 123456").found == ()
    for code in ("123456", "123 456", "123-456", "١٢٣٤٥٦"):
        assert mask(f"it is {code}.", awaiting_code=True).text == "it is [one-time code]."


def test_offsets_are_code_points_of_the_text_as_it_came() -> None:
    text = "😀 e\u0301 \u200b" + CARD.translate(BOLD) + " 😀 pin 1234"
    card, pin = find(text)
    assert text[card.start : card.end] == CARD.translate(BOLD)
    assert text[pin.start : pin.end] == "1234"
    assert (card.what, pin.what) == (Found.CARD_NUMBER, Found.SECURITY_CODE)
    assert [(one.start, one.end, one.what) for one in find(CARD)] == [(0, 16, Found.CARD_NUMBER)]


def test_what_was_found_is_told_in_the_order_of_the_text() -> None:
    masked = mask(f"pin 1234, {CARD}, password: xyzzy")
    assert masked.found == (Found.SECURITY_CODE, Found.CARD_NUMBER, Found.PASSWORD)
    assert masked.text == "pin [security code], [card number], password: [password]"


# Whatever backtracks more than a little on these takes minutes, and the run does not end.
HOSTILE = [
    "1" * 100_000, "1 " * 50_000, "1    " * 20_000, "1 1 1 1 1 1 1 1 1 1 1 1 x" * 4_000, "1234," * 20_000,
    "1,1,1," * 16_000, "1/1/" * 25_000, "2024-01-" * 12_000, "+1" * 50_000, "00" * 50_000, "+" * 100_000,
    "AB12" * 25_000, "AB12 " * 20_000, "ab12-" * 20_000, "password " * 11_000, "password is " * 8_000,
    "password:" * 11_000, "password " + " " * 100_000, "password is" + " " * 100_000, 'password "' * 10_000,
    "password " + "a" * 100_000, "password: " + "is " * 30_000, "pin " * 25_000, "pin" + " " * 100_000,
    "pin 1 " * 16_000, "123 456 " * 12_000, "\u200b" * 100_000, "1\u200b" * 50_000, " " * 100_000, "\ud800" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_takes_no_longer_than_other_text(text: str) -> None:
    spans = find(text, awaiting_code=True)
    assert len(spans) <= len(text)


digits = st.text("0123456789", min_size=13, max_size=19)
gaps = st.lists(
    st.sampled_from(["", "", " ", "-", ".", "/", "  ", " - ", "\u00a0", "\u200b", "–"]), min_size=19, max_size=19
)


@given(digits.filter(lambda text: not text.startswith("00")), gaps, st.sampled_from([None, FULLWIDTH, ARABIC, BOLD]))
def test_thirteen_to_nineteen_digits_in_any_grouping_are_found(card: str, gap: list[str], script: object) -> None:
    written = "".join(digit + between for digit, between in zip(card, gap, strict=False)).rstrip(" -./\u00a0\u200b–")
    written = written.translate(script) if isinstance(script, dict) else written
    dated = re.search(r"(19|20)\d\d-|[./-](19|20)\d\d", written)
    assert dated or mask(f"a {written} b").text == "a [card number] b"


@given(st.text(), st.booleans())
def test_spans_are_in_order_apart_and_within_the_text(text: str, awaiting_code: bool) -> None:
    spans = find(text, awaiting_code=awaiting_code)
    ends = [0, *(at for span in spans for at in (span.start, span.end)), len(text)]
    assert ends == sorted(ends)
    assert all(span.start < span.end for span in spans)


@given(st.text(st.sampled_from("0123456789 -/.,:+aApinswordß\u200b٣"), max_size=80), st.booleans())
def test_a_mask_puts_one_word_in_brackets_for_each_find_and_changes_nothing_else(text: str, awaiting: bool) -> None:
    masked, at, rest = mask(text, awaiting_code=awaiting), 0, []
    spans = find(text, awaiting_code=awaiting)
    for span in spans:
        rest += [text[at : span.start], f"[{span.what}]"]
        at = span.end
    assert masked.text == "".join([*rest, text[at:]])
    assert masked.found == tuple(span.what for span in spans)
