"""Elements of an estate's own: found by form, words, checksum and context; refused at load when they cannot be."""

import pytest

from needline.errors import EstateError
from needline.estate import read
from needline.spot.elements import MOST_WORDS, Checksum, Element, element_rules, elements_of, problems_of
from needline.spot.finding import Finding

ESTATE = """needline: 1
estate: Shop
owner: o@shop.example
elements:
  policy: {is: user.financial, harm: 3, spot: {pattern: "NB-[0-9]{8}", checksum: luhn, near: [policy, Vertrag]}}
  project: {is: user, harm: 1, spot: {words: [Blue Heron, X.Y]}}
  name: {is: user.name, harm: 1}
"""
POLICY = Element(name="policy", patterns=("NB-?[0-9]{8}",), checksum=Checksum.LUHN, context=("policy", "Vertrag"))


def found(element: Element, text: str, asked: tuple[str, ...] = ()) -> list[Finding]:
    (rule,) = element_rules([element])
    return list(rule.find(text, asked))


def scores(element: Element, text: str, asked: tuple[str, ...] = ()) -> list[tuple[str, float]]:
    return [(text[one.start : one.end], one.score) for one in found(element, text, asked)]


# ── checksums: numbers of the standards' own examples ──────────────────────────────────────────────
@pytest.mark.parametrize(
    ("checksum", "valid", "invalid"),
    [
        (Checksum.LUHN, "7992 7398 713", "7992 7398 710"),  # ISO/IEC 7812-1's usual example
        (Checksum.IBAN, "GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 33"),  # ISO 13616
        (Checksum.MOD11, "0-306-40615-2", "0-306-40615-3"),  # ISBN-10
        (Checksum.MOD11, "943 476 5919", "943 476 5918"),  # the NHS data dictionary
        (Checksum.MOD11, "0-8044-2957-X", "0-8044-2957-1"),
        (Checksum.VERHOEFF, "2363", "2364"),  # Verhoeff 1969
    ],
)
def test_a_value_whose_checksum_holds_is_sure_and_another_is_less(
    checksum: Checksum, valid: str, invalid: str
) -> None:
    element = Element(name="x", patterns=(r"[A-Z0-9][A-Z0-9 \-]{2,30}[0-9X]",), checksum=checksum)
    assert scores(element, valid) == [(valid, 1.0)]
    assert scores(element, invalid) == [(invalid, 0.6)]


@pytest.mark.parametrize(
    ("text", "asked", "sure"),
    [
        ("my policy is NB-12345678", (), [("NB-12345678", 0.9)]),
        ("Meine NB-12345678 ist der VERTRAG", (), [("NB-12345678", 0.9)]),
        ("it is nb12345678", ("policy",), [("nb12345678", 0.9)]),
        ("it is NB-12345678", (), []),
        ("policyholder NB-12345678", (), []),  # a whole word
        ("policy" + " " * 90 + "NB-12345678", (), []),  # too far
        ("it is NB-12345674", (), [("NB-12345674", 1.0)]),  # the checksum holds
        ("my policy NB-123456789", (), []),  # part of a longer number
        ("my policy XNB-12345678", (), []),  # part of a longer word
        ("my policy NB-12345678and", (), [("NB-12345678", 0.9)]),
    ],
)
def test_context_is_a_whole_word_nearby_or_what_was_asked_for(
    text: str, asked: tuple[str, ...], sure: list[tuple[str, float]]
) -> None:
    assert scores(POLICY, text, asked) == sure


def test_beside_its_word_a_form_without_a_checksum_is_sure() -> None:
    element = Element(name="x", patterns=("Q[0-9]{5}",), context=("seat",))
    assert scores(element, "seat q12345") == [("q12345", 1.0)]
    assert scores(element, "q12345") == []


def test_a_form_alone_is_enough_where_no_context_is_named() -> None:
    assert scores(Element(name="x", patterns=("Q[0-9]{5}",)), "q12345, Q123456") == [("q12345", 1.0)]


def test_words_are_found_whole_and_the_longest_first() -> None:
    element = Element(name="project", words=("Heron", "Blue Heron", "X.Y"))
    assert [text for text, _ in scores(element, "blue heron, X.Y, xzy, Herons")] == ["blue heron", "X.Y"]


def test_no_reason_shows_the_value() -> None:
    for text in ("policy NB-12345678", "NB-12345674"):
        assert all("1234" not in one.why for one in found(POLICY, text))


def test_a_text_too_long_for_a_pattern_is_masked_as_a_whole() -> None:
    element = Element(name="x", patterns=("[a-z]{1,40}[0-9]{1,40}x",))
    text = "a" * 200_000
    (finding,) = found(element, text)
    assert (finding.start, finding.end, finding.score) == (0, len(text), 1.0)
    assert "too long" in finding.why


def test_whatever_a_rule_finds_holds_one_of_its_triggers() -> None:
    rules = element_rules([POLICY, Element(name="project", words=("Blue Heron", "c++"))])
    assert rules[0].triggers == ("NB-?[0-9]{8}",)
    assert rules[1].triggers == (r"Blue\ Heron", r"c\+\+")


# ── from the estate file ───────────────────────────────────────────────────────────────────────────
def estate(text: str = ESTATE) -> tuple[Element, ...]:
    return elements_of(read("a.yaml", lambda _: text.encode()).estate)


def test_the_estate_says_how_its_elements_are_spotted() -> None:
    policy, project = estate()
    assert policy == Element(
        name="policy", patterns=("NB-[0-9]{8}",), checksum=Checksum.LUHN, context=("policy", "Vertrag")
    )
    assert project == Element(name="project", words=("Blue Heron", "X.Y"))


def test_every_pattern_that_is_refused_is_told_with_what_to_do() -> None:
    wrong = ESTATE.replace('"NB-[0-9]{8}"', '["(a+)+b", "(?=x)"]').replace("words: [Blue Heron, X.Y]", "near: [x]")
    with pytest.raises(EstateError) as error:
        estate(wrong)
    assert [problem.path for problem in error.value.problems] == [
        ("elements", "policy", "spot", "pattern"),
        ("elements", "policy", "spot", "pattern"),
        ("elements", "project", "spot"),
    ]
    assert "give + and * an end" in str(error.value)


@pytest.mark.parametrize(
    "element",
    [
        Element(name="x"),
        Element(name="x", words=tuple(map(str, range(MOST_WORDS + 1)))),
        Element(name="x", words=("",)),
        Element(name="x", patterns=("ab",), context=(" ",)),
    ],
)
def test_what_cannot_be_used_is_a_problem_and_makes_no_rule(element: Element) -> None:
    assert list(problems_of(element))
    with pytest.raises(EstateError):
        element_rules([element])
