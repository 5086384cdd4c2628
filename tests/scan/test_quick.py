import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needline.scan.cues import KEYWORDS
from needline.scan.eye import Seen
from needline.scan.forms import FORMS
from needline.scan.lookout import Hit, HyperscanLookout, Lookout, Said, SetLookout
from needline.scan.quick import Quick
from needline.spot.elements import Checksum, Element
from needline.spot.engines import plain_engine, re2_engine
from needline.spot.finding import Found
from needline.transcripts.conversation import Conversation, Turn
from needline.transcripts.lens_lines import lens_document
from tests.scan.calls import document

OWN = Element(name="policy", patterns=(r"NB-\d{8}",), checksum=Checksum.LUHN, context=("policy",))


class Everywhere:
    """A lookout that knows nothing: every pattern may be anywhere."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = range(len(patterns))

    def hits(self, said: Said) -> list[Hit]:
        return [(pattern, turn) for pattern in self._patterns for turn in range(len(said.texts))]


EYE, EVERYWHERE = Quick(), Quick(lookout=Everywhere)


def set_lookout(patterns: Sequence[str]) -> Lookout:
    return SetLookout(re2_engine(patterns))


def conversation(*turns: tuple[str, str]) -> Conversation:
    return Conversation(name="c", turns=tuple(Turn(role, text) for role, text in turns))


def see(*turns: tuple[str, str], eye: Quick = EYE) -> Seen:
    return eye.see([conversation(*turns)])[0]


def found(*turns: tuple[str, str], eye: Quick = EYE) -> list[tuple[int, str, str]]:
    return [(turn, str(one.what), turns[turn][1][one.start : one.end]) for turn, one in see(*turns, eye=eye).found]


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        ("it is 4111 1111 1111 1111 ok", Found.CARD_NUMBER, "4111 1111 1111 1111"),
        ("4111111111111111 12/27", Found.CARD_NUMBER, "4111111111111111"),
        ("378282246310005", Found.CARD_NUMBER, "378282246310005"),
        ("pay to GB82 WEST 1234 5698 7654 32", Found.BANK_ACCOUNT, "GB82 WEST 1234 5698 7654 32"),
        ("078-05-1120", Found.IDENTITY_NUMBER, "078-05-1120"),
        ("AB 12 34 56 C is mine", Found.IDENTITY_NUMBER, "AB 12 34 56 C"),
        ("529.982.247-25", Found.IDENTITY_NUMBER, "529.982.247-25"),
        ("756.9217.0769.85", Found.IDENTITY_NUMBER, "756.9217.0769.85"),
        ("12345678Z", Found.IDENTITY_NUMBER, "12345678Z"),
        ("RSSMRA85T10A562S", Found.IDENTITY_NUMBER, "RSSMRA85T10A562S"),
        ("131052-308T", Found.IDENTITY_NUMBER, "131052-308T"),
        ("write to jane.miller@example.co.uk.", Found.EMAIL, "jane.miller@example.co.uk"),
        ("+44 20 7946 0018", Found.PHONE, "+44 20 7946 0018"),
        ("212-555-0187", Found.PHONE, "212-555-0187"),
        ("(212) 555-0187", Found.PHONE, "(212) 555-0187"),
        ("my mobile is 07700900123", Found.PHONE, "07700900123"),
        ("i was born on 3 May 1981", Found.BIRTH_DATE, "3 May 1981"),
        ("03/05/1981 is my date of birth", Found.BIRTH_DATE, "03/05/1981"),
        ("SW1A 1AA", Found.PLACE, "SW1A 1AA"),
        ("Albany NY 12207", Found.PLACE, "NY 12207"),
        ("from 203.0.113.7", Found.IP_ADDRESS, "203.0.113.7"),
        ("the key AKIAIOSFODNN7EXAMPLE", Found.ACCESS_KEY, "AKIAIOSFODNN7EXAMPLE"),
        ("my password is Horse9staple.", Found.PASSWORD, "Horse9staple"),
        ("account number 4451209", Found.BANK_ACCOUNT, "4451209"),
        ("last four of my ssn: 1120", Found.IDENTITY_NUMBER, "1120"),
        ("the cvv is 123", Found.SECURITY_CODE, "123"),
        ("otp 449120", Found.ONE_TIME_CODE, "449120"),
        ("order number 7781234", Found.REFERENCE, "7781234"),
    ],
)  # fmt: skip
def test_a_form_is_found_where_it_stands(text: str, what: Found, value: str) -> None:
    assert found(("customer", text)) == [(0, what, value)]


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",  # the checksum
        "GB82 WEST 1234 5698 7654 33",
        "000-05-1120",  # never issued
        "12345678A",
        "the order came on 3 May 2024",  # nobody was born
        "call support@example.com",  # a desk of the company
        "the password is wrong",
        "version 4.411.111.111",
        "A1 2BC3",
        "my account since 2019",
        "ZZ99 9ZZ",
    ],
)
def test_what_only_looks_alike_is_none(text: str) -> None:
    assert found(("customer", text)) == []


def test_a_question_is_answered_in_the_next_turn() -> None:
    said = (("agent", "can you tell me your account number?"), ("customer", "yes, 4451209"))
    assert found(*said) == [(1, Found.BANK_ACCOUNT, "4451209")]


def test_a_value_in_two_turns_is_none() -> None:
    assert found(("customer", "4111 1111"), ("customer", "1111 1111")) == []


def test_only_agents_and_bots_ask() -> None:
    question = "what is your e-mail address?"
    assert see(("agent", question)).asked == {Found.EMAIL}
    assert see(("customer", question)).asked == frozenset()


def test_text_beyond_ascii_is_read_as_it_looks_and_placed_as_it_was_written() -> None:
    said = (("customer", "grüße – ④①①①１１１１ 1111 1111 é"), ("agent", "naïve"), ("customer", "é 212-555-0187"))
    assert found(*said) == [
        (0, Found.CARD_NUMBER, "④①①①１１１１ 1111 1111"),
        (2, Found.PHONE, "212-555-0187"),
    ]


def test_an_estates_own_elements_are_found() -> None:
    eye = Quick((OWN,))
    assert found(("agent", "your policy?"), ("customer", "NB-12345678"), eye=eye) == [(1, "policy", "NB-12345678")]


@pytest.mark.parametrize("escape", ["\\u0040", "@"])
def test_escapes_of_json_hide_nothing(escape: str) -> None:
    raw = document([("CUSTOMER", 'said "no"\njane.miller@example.com\t4111 1111 1111 1111')]).replace("@", escape)
    raw = raw.replace("4111", "\\u0034111").replace(" 1111 1", "\\u00201111 1", 1)
    [seen] = EYE.see([lens_document(raw.encode(), name="c")])
    assert [str(one.what) for _, one in seen.found] == [Found.EMAIL, Found.CARD_NUMBER]
    assert json.loads(raw)["Segments"][0]["Transcript"]["Content"].startswith('said "no"')


def test_there_are_as_many_patterns_and_words_as_we_say() -> None:
    assert len(FORMS) >= 13
    assert len(KEYWORDS) >= 40


PIECES = (
    "4111 1111 1111 1111",
    "GB82WEST12345698765432",
    "078-05-1120",
    "AB123456C",
    "jane@example.com",
    "+44 20 7946 0018",
    "212-555-0187",
    "my account number",
    "3 May 1981",
    "date of birth",
    "born",
    "SW1A 1AA",
    "NY 12207",
    "password is",
    "Horse9staple",
    "cvv",
    "123",
    "4451209",
    "what is your",
    "please",
    "?",
    "é",
    "ß",
    "①②③",
    "&amp;",
    "\n",
    " ",
    "ssn",
    "otp",
    "order number",
    "K",
    "İ",
    "NB-12345678",
    "policy",
    "203.0.113.7",
    "2345 6789 0124",
    "046-454-286",
    "4111111111111111",
    "3/5/1981",
    "1120",
    "AB-4451209",
    "phone",
    "07700900123",
    "- ",
    "/",
    ".",
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=8).map(" ".join)
TURNS = st.lists(st.tuples(st.sampled_from(["customer", "agent", "tool", ""]), TEXTS), min_size=1, max_size=6)


@settings(max_examples=100)  # each is looked at three times
@given(st.lists(TURNS, min_size=1, max_size=4))
def test_every_lookout_gives_the_same_findings(calls: list[list[tuple[str, str]]]) -> None:
    pytest.importorskip("hyperscan", reason="Hyperscan is not installed, so there is one lookout only")
    eyes = [_eye(make) for make in (HyperscanLookout, set_lookout)]
    said = [conversation(*turns) for turns in calls]
    assert eyes[0].see(said) == eyes[1].see(said)
    assert eyes[0].see(said) == [eyes[0].see([one])[0] for one in said]


NEAR = st.sampled_from(["", " ", "_", "-", ".", ",", "/", "@", "x", "7", "é", "\n", "  ", " - "])
CLOSE = st.lists(st.tuples(st.sampled_from(PIECES), NEAR).map("".join), max_size=6).map("".join)


@settings(max_examples=300)
@given(st.lists(st.lists(st.tuples(st.sampled_from(["customer", "agent"]), CLOSE), max_size=4), max_size=3))
def test_triggers_hide_nothing_that_a_rule_finds(calls: list[list[tuple[str, str]]]) -> None:
    said = [conversation(*turns) for turns in calls]
    assert EYE.see(said) == EVERYWHERE.see(said)


@pytest.mark.parametrize("end", ["", "\n", " ", ".", "é"])
def test_triggers_hide_nothing_at_the_ends_of_a_turn(end: str) -> None:
    said = [conversation(("agent", f"{end}{word}{end}"), ("customer", f"{end}{piece}{end}"))
            for word in ("account", "my pin", "cell", "order number") for piece in PIECES]  # fmt: skip
    assert EYE.see(said) == EVERYWHERE.see(said)


def test_a_lookout_of_nothing_but_re_gives_the_same_findings() -> None:
    eye = Quick((OWN,), lookout=lambda patterns: SetLookout(plain_engine(patterns)))
    said = [conversation(("customer", " ".join(PIECES)), ("agent", "your policy?"), ("customer", "NB-12345678"))]
    assert eye.see(said) == _eye(set_lookout).see(said)


_EYES: dict[object, Quick] = {}


def _eye(make: object) -> Quick:
    if make not in _EYES:
        _EYES[make] = Quick((OWN,), lookout=make)  # type: ignore[arg-type]  # one of two ways to make one
    return _EYES[make]
