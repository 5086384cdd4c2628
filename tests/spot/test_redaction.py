"""What was found is replaced exactly, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from needline.spot.finding import Finding, Found, settled
from needline.spot.redaction import As, redact

TEXT = "Ann pays with 4929 1234 5678 9012, pin 1234"
FINDS = (Finding(39, 43, Found.SECURITY_CODE), Finding(0, 3, Found.NAME), Finding(14, 33, Found.CARD_NUMBER))


@pytest.mark.parametrize(
    ("form", "redacted"),
    [
        (As.WORDS, "[name] pays with [card number], pin [security code]"),
        (As.LABELS, "<PERSON> pays with <CARD>, pin <SECRET>"),
        (As.STARS, "••• pays with •••• •••• •••• ••••, pin ••••"),
        (As.TAILS, "[name] pays with •••9012, pin [security code]"),
    ],
)
def test_a_find_is_replaced_in_every_form(form: As, redacted: str) -> None:
    assert redact(TEXT, FINDS, form) == redacted


def test_words_are_what_stands_there_unless_said_otherwise() -> None:
    assert redact(TEXT, FINDS) == redact(TEXT, FINDS, As.WORDS)


def test_an_estates_own_element_has_its_name_as_word_and_label() -> None:
    own = [Finding(0, 3, "loyalty_number")]
    assert redact("123", own) == "[loyalty_number]"
    assert redact("123", own, As.LABELS) == "<loyalty_number>"


TAILS = [
    ("4929123456789012", "•••9012"),
    ("3782-822463-10005", "•••0005"),
    ("４９２９ 1234 5678 ٩٠١٢", "•••9012"),
    ("4\u200b9291234567890\u200b12", "•••9012"),
    ("4929 1234 5678 9012 12/26 123", "[card number]"),  # its last digits are the security code
    ("4929 1234 5678 9012 123", "[card number]"),
    ("1234", "[card number]"),
    ("1234567890123", "[card number]"),
    ("four nine two nine", "[card number]"),
]


@pytest.mark.parametrize(("value", "tail"), TAILS)
def test_the_last_four_digits_stay_where_they_are_a_cards(value: str, tail: str) -> None:
    assert redact(f"a {value} b", [Finding(2, 2 + len(value), Found.CARD_NUMBER)], As.TAILS) == f"a {tail} b"


def test_only_a_card_number_keeps_its_tail() -> None:
    assert redact("4929123456789012", [Finding(0, 16, Found.BANK_ACCOUNT)], As.TAILS) == "[account number]"


def test_of_finds_that_overlap_nothing_stays_and_the_surer_one_names_them() -> None:
    finds = [Finding(0, 5, Found.NAME, 0.6), Finding(3, 8, Found.EMAIL, 0.9)]
    assert redact("ann.a@b.com", finds) == "[e-mail address]com"


def test_stars_keep_lines_and_length() -> None:
    assert redact("a\tb\n😀 c", [Finding(0, 7, Found.ADDRESS)], As.STARS) == "•\t•\n• •"


def test_without_finds_a_text_stays_as_it_is() -> None:
    for form in As:
        assert redact("\ud800 \x00 [name] 4929", (), form) == "\ud800 \x00 [name] 4929"


whats = st.sampled_from([*Found, "loyalty_number"])
texts = st.text(min_size=1, max_size=60)


@st.composite
def found(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    text = draw(texts)
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda pair: pair[0] != pair[1])
    pairs = draw(st.lists(edges, max_size=5))
    return text, [Finding(min(pair), max(pair), draw(whats), draw(st.floats(0, 1))) for pair in pairs]


@given(found(), st.sampled_from(As))
def test_what_was_not_found_is_the_same_and_in_the_same_order(case: tuple[str, list[Finding]], form: As) -> None:
    text, findings = case
    expected = text
    for finding in reversed(settled(findings)):
        value = text[finding.start : finding.end]
        alone = redact(value, [replace(finding, start=0, end=len(value))], form)
        expected = expected[: finding.start] + alone + expected[finding.end :]
    assert redact(text, findings, form) == expected


@given(found())
def test_stars_are_as_long_as_the_text_and_stand_for_every_find(case: tuple[str, list[Finding]]) -> None:
    text, findings = case
    stars = redact(text, findings, As.STARS)
    assert len(stars) == len(text)
    hidden = {at for finding in findings for at in range(finding.start, finding.end)}
    for at, (before, after) in enumerate(zip(text, stars, strict=True)):
        assert after == ("•" if at in hidden and not before.isspace() else before)


@given(found())
def test_words_and_labels_show_no_character_of_a_find(case: tuple[str, list[Finding]]) -> None:
    text, findings = case
    hidden = {at for finding in findings for at in range(finding.start, finding.end)}
    rest = "".join(character for at, character in enumerate(text) if at not in hidden)
    for form in (As.WORDS, As.LABELS):
        redacted = redact(text, findings, form)
        said = [f"[{one.what}]" if form == As.WORDS else f"<{one.label}>" for one in settled(findings)]
        assert len(redacted) == len(rest) + sum(map(len, said))
