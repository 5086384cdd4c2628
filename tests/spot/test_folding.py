"""Whatever way a text is written in, rules see one; and every offset finds its way back."""

import sys
import unicodedata
from html.entities import html5
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.folding import Folded, fold

DIGITS = "0123456789"
SCRIPTS = {
    "full-width": "０１２３４５６７８９",
    "Arabic": "٠١٢٣٤٥٦٧٨٩",
    "Persian": "۰۱۲۳۴۵۶۷۸۹",
    "Devanagari": "०१२३४५६७८९",
    "Bengali": "০১২৩৪৫৬৭৮৯",
    "Thai": "๐๑๒๓๔๕๖๗๘๙",
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
    "negative circled": "⓿❶❷❸❹❺❻❼❽❾",
    "bold": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "double-struck": "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡",
    "monospace": "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿",
    "superscript": "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "subscript": "₀₁₂₃₄₅₆₇₈₉",
}


@pytest.mark.parametrize("digits", SCRIPTS.values(), ids=SCRIPTS)
def test_digits_of_any_script_are_ascii(digits: str) -> None:
    assert fold(f"pin {digits}").text == f"pin {DIGITS}"


def test_every_decimal_digit_that_there_is_becomes_ascii() -> None:
    for character in filter(str.isdecimal, map(chr, range(sys.maxunicode + 1))):
        assert fold(character).text == str(unicodedata.decimal(character))


SAME = [
    "",
    "my card is 4929 1234 5678 9012, thanks",
    "AT&T, R&D, a=1&b=2&copy=3 and &nothing; &#; &#x; & &&",
    "zażółć gęślą jaźń, Łódź",
    "Straße, Müller, Ümit, Größe",
    "garçon, œuvre, naïve, Noël, L·l",
    "İstanbul, ışık, ğ, ş",
    "Москва, ул. Ленина, корпус Б",
    "Αθήνα, Ελλάδα",
    "SIM-карта, Wi-Fi'я",
    "Иван@почта.рф",
    "हिन्दी में बात करें",
    "ภาษาไทยน้ำ",
    "東京都渋谷区",
    "😀 👍🏽 1… ™ Nº ½",
    "\x00\x01\x7f\x85",
]


@pytest.mark.parametrize("text", SAME)
def test_what_is_written_in_one_way_already_stays(text: str) -> None:
    assert fold(text) == Folded(text)


FOLDS = [
    ("ｐｉｎ：１２３４！", "pin:1234!"),
    ("a＠b．com", "a@b.com"),
    ("a﹫b。com", "a@b.com"),
    ("a@b․com｡", "a@b.com."),
    ("𝐉𝐨𝐡𝐧 𝒮𝓂𝒾𝓉𝒽 𝕊 𝖘 𝚜", "John Smith S s s"),
    ("Ⓙⓞⓗⓝ ⅷ ﬁnd №5", "John viii find No5"),
    ("1\u00a02\u202f3\u20074\u30005", "1 2 3 4 5"),
    ("1–2—3‑4‒5−6﹣7－8", "1-2-3-4-5-6-7-8"),
    ("12⁄26", "12/26"),
    ("it’s “so” ‘quoted’", "it's \"so\" 'quoted'"),
    ("a\u2028b", "a\nb"),
    ("4\u200b9\u200c2\u200d9\ufeff1\u20602", "492912"),
    ("pass\u00adword", "password"),
    ("\u202e4929\u202c", "4929"),
    ("4\ufe0f\u20e39\ufe0f\u20e3", "49"),
    ("❤\ufe0f 👩\u200d👧", "❤ 👩👧"),
    ("pa\u034fss\u3164word\U000e0041", "password"),
    ("⑩⑽", "10(10)"),
    ("e\u0301, Mu\u0308ller, и\u0306, e\u0323\u0302", "é, Müller, й, ệ"),  # letter and accent are joined
    ("4\u03369\u03362\u0336", "492"),  # a mark on a digit is dropped
    ("p\u0336i\u0336n\u0336 \u0301", "pin "),  # so is one for which Unicode has no letter
    ("e\u0301\u0336", "é"),
    ("4\u093f9", "49"),
    ("\u03014", "4"),
    ("&#52;&#x39;&#50&#X39;", "4929"),
    ("a&commat;b&period;com", "a@b.com"),
    ("1&nbsp;2&ensp;3&amp;4&zwnj;5", "1 2 3&45"),
    ("&#xff14;&eacute;", "4é"),
    ("&amp;#52; &amp;amp;", "&#52; &amp;"),  # once, as a browser does
    ("&#0; &#xd800; &#99999999999;", "\ufffd \ufffd \ufffd"),
    ("a\ud800b", "a\ufffdb"),
    ("сard раssword 5l66Ο", "card password 5l66O"),
    ("раураl.com/А4", "paypal.com/A4"),
    ("со@gmail.com", "co@gmail.com"),
    ("cа\u0301fe\u0301", "cáfé"),
    ("1а\u0301а", "1áa"),
    ("ѕk_livе", "sk_live"),
    ("Αnna Ρaul", "Anna Paul"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDS)
def test_other_ways_of_writing_become_one(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_every_named_entity_is_decoded() -> None:
    for name, character in html5.items():
        if name.endswith(";"):
            assert fold(f"&{name}").text == fold(character).text


def original(text: str, part: str) -> str:
    """Return what stands in `text` where `part` stands in its folded form."""
    folded = fold(text)
    start = folded.text.index(part)
    begin, end = folded.span(start, start + len(part))
    return text[begin:end]


SPANS = [
    ("my pin is 1234, ok", "1234", "1234"),
    ("my pin is １２３４, ok", "1234", "１２３４"),
    ("\u200b\u200bpin \u200b1\u200b2\u200b34", "1234", "1\u200b2\u200b34"),
    ("pin 12&#51;4, ok", "1234", "12&#51;4"),
    ("pin &#49;23&#x34;, ok", "1234", "&#49;23&#x34;"),
    ("pin 1\u03362\u03363\u03364\u0336!", "1234", "1\u03362\u03363\u03364\u0336"),
    ("e\u0301 Rene\u0301 x", "René", "Rene\u0301"),
    ("⑩⑪⑫", "11", "⑪"),
    ("⑩⑪⑫", "1", "⑩"),
    ("⑩⑪⑫", "011", "⑩⑪"),
    ("x ⑩", "0", "⑩"),
    ("&amp;&eacute;\u200b&#52;", "é4", "&eacute;\u200b&#52;"),
    ("😀 e\u0301 &lt;4929&gt;", "<4929>", "&lt;4929&gt;"),
]


@pytest.mark.parametrize(("text", "part", "whole"), SPANS)
def test_a_span_of_the_folded_text_leads_back_to_the_original(text: str, part: str, whole: str) -> None:
    assert original(text, part) == whole


def test_a_span_without_characters_leads_to_one_without_characters() -> None:
    folded = fold("\u200bab")
    assert folded.span(1, 1) == (2, 2)
    assert folded.span(2, 2) == (3, 3)


PARTS = [
    *"abz09 .@-_&;#", "é", "ł", "а", "Б", "ο", "م", "ि", "東", "４", "④", "⑩", "ﬁ", "𝟒", "\u200b", "\u00ad", "\ufe0f",
    "\u20e3", "\u0301", "\u0336", "\u0323", "’", "–", "\u00a0", "&#52;", "&amp;", "&nbsp;", "&zwj;", "&#0;", "\ud800",
    "\x00", "😀",
]  # fmt: skip
mixed = st.one_of(st.text(), st.text(st.characters()), st.lists(st.sampled_from(PARTS)).map("".join))


@given(mixed)
def test_the_way_back_is_in_order_and_within_the_text(text: str) -> None:
    folded = fold(text)
    if folded.at is None:
        assert len(folded.text) == len(text)
        assert folded.span(0, len(text)) == (0, len(text))
    else:
        assert len(folded.at) == len(folded.text) + 1
        assert list(folded.at) == sorted(folded.at)
        assert all(0 <= at < len(text) for at in folded.at[:-1])
        assert folded.at[-1] == len(text)


@given(mixed)
def test_spans_cover_their_characters_and_neighbours_lie_apart(text: str) -> None:
    folded = fold(text)
    spans = [folded.span(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a == b or a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join(fold(text[start:end]).text for start, end in dict.fromkeys(spans)) or not folded.text


@given(mixed)
def test_a_folded_text_can_be_encoded_and_has_nothing_unseen(text: str) -> None:
    folded = fold(text).text
    assert folded.encode().decode() == folded
    assert not any(
        unicodedata.category(character) in {"Cf", "Zs", "Pd"} for character in folded if character not in " -"
    )


@given(st.text(st.characters(max_codepoint=127, exclude_characters="&")))
def test_ascii_is_returned_as_it_came(text: str) -> None:
    assert fold(text) == Folded(text)


@given(st.text(st.sampled_from([*"ab 19", "é", "４", "\u200b", "\u0301", "а", "’"])))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


HOSTILE = [
    "1\u200b", "&", "&#52;", "&#52", "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "\u0301", "e\u0301", "e\u0323\u0302", "é",
    "а", "a1а", "@а", "а@ ", "ि", "⑩", "\ud800", "😀", "\u3000",
]  # fmt: skip


@pytest.mark.parametrize("part", HOSTILE, ids=ascii)
def test_hostile_text_takes_no_longer_than_other_text(part: str) -> None:
    text = part * (300_000 // len(part))
    assert len(fold(text).text) <= len(text) * 2
