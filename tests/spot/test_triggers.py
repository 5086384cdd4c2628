"""No rule is starved by its triggers: what it would find without the gate, it finds behind it."""

import ast
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.engines import encoded, re2_engine
from needline.spot.finding import Finding, Found
from needline.spot.folding import fold
from needline.spot.gate import Gate, triggers
from needline.spot.rule import Rule
from needline.spot.spoken import answers
from needline.spot.spotter import LEAST_SCORE, RULES

GATE = Gate(RULES, frozenset(), re2_engine(triggers(RULES)))
ASKED = (
    (Found.PASSWORD,), (Found.BIRTH_DATE,), (Found.NAME,), (Found.CARD_NUMBER, Found.SECURITY_CODE),
    (Found.REFERENCE,), (Found.EMAIL,), (Found.ONE_TIME_CODE,), (Found.PHONE,),
)  # fmt: skip


def starved(text: str) -> list[tuple[str, str]]:
    """The finds in `text` of rules that its triggers leave out, each with the name of its rule."""
    folded = fold(text).text
    runs = {rule.name for rule in GATE.rules_for(folded, open=False).rules}
    return [
        (rule.name, folded[one.start : one.end])
        for rule in RULES
        if rule.name not in runs
        for one in rule.find(folded, ())
        if one.score >= LEAST_SCORE
    ]


def test_no_two_rules_have_one_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_trigger_is_not_in_every_text() -> None:
    engine = re2_engine(triggers(RULES))
    assert engine.hits(encoded("")) == engine.hits(encoded("where is my parcel")) == frozenset()


def literals() -> Iterator[str]:
    """Every text that stands in a test of spot."""
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and 3 < len(node.value) < 1_000:
                yield node.value


def test_no_rule_is_kept_from_what_the_tests_speak_of() -> None:
    assert [(text, lost) for text in dict.fromkeys(literals()) if (lost := starved(text))] == []


SETS = (
    "booking_bank_names", "evi_spoken_en", "evi_spoken_pl", "multidogo_chat", "negatives_service_queries",
    "presidio_research_synth", "synth_evasive_secrets", "synth_locales", "synth_spoken_calls",
    "tau_service_chat_messages", "tau_service_sessions_long", "wnut17_social_names",
)  # fmt: skip
ROWS = 150  # of each set
LONGEST = 2_000  # characters of a row that are read
ANSWER = 30  # of a row that is an answer


def texts(shared_data: Path, name: str) -> Iterator[str]:
    lines = (shared_data / "pii" / f"{name}.jsonl").read_bytes().splitlines()
    return (
        msgspec.json.decode(line)["text"][:LONGEST] for line in islice(lines, 0, None, max(1, len(lines) // ROWS))
    )


@pytest.mark.parametrize("name", SETS)
def test_no_rule_is_kept_from_what_the_sample_data_hold(shared_data: Path, name: str) -> None:
    assert [(text, lost) for text in texts(shared_data, name) if (lost := starved(text))] == []


def covered(rules: Iterable[Rule], text: str, asked: tuple[str, ...]) -> set[int]:
    """The characters of a folded `text` that are masked, when `asked` was asked for and `rules` run."""
    found: list[Finding] = [*answers(text, asked), *(one for rule in rules for one in rule.find(text, asked))]
    return {at for one in found if one.score >= LEAST_SCORE for at in range(one.start, one.end)}


@pytest.mark.parametrize("name", SETS)
def test_what_was_asked_for_is_masked_whatever_triggers(shared_data: Path, name: str) -> None:
    short = (text for text in texts(shared_data, name) if len(text) <= ANSWER)
    for at, text in enumerate(short):
        folded, asked = fold(text).text, ASKED[at % len(ASKED)]
        runs = GATE.rules_for(folded, open=True).rules
        assert covered(RULES, folded, asked) == covered(runs, folded, asked), (asked, text)


PIECES = [
    "0", "4", "7", "12", "1990", "4929", "073", "b", "k", "A", "i", "@", "#", ":", "=", "/", "-", "_", ".", ",", ";",
    "(", ")", '"', "'", "\n", "é",
    "one", "two", "five", "sei", "um", "double", "hundred", "sześć", "tysiąc", "alpha bravo", "dot", "at", "com",
    "gmail", "gmailcom", "m as in mike", "may", "born", "dob", "the", "3rd",
    "my name is", "name:", "Ann", "Lee", "Mr", "Frau", "dear", "regards", "thank you", "I'm", "called",
    "password", "is", "pin", "code", "cvv", "secret", "key", "token", "api_key", "sk-", "ghp_", "Kq92LmZ8vT4x",
    "https://", "www.", "a.org/b", "?token=", "Bearer", "booking", "account", "XKCDQZ", "diabetes", "I have",
    "bic", "DEUTDEFF", "S", "O0", "x", "…", "->",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from([" ", " ", "", ", "]))
def test_no_rule_is_kept_from_what_anybody_could_write(pieces: list[str], between: str) -> None:
    assert starved(between.join(pieces)) == []


@given(st.text(max_size=60))
def test_no_rule_is_kept_from_what_any_text_holds(text: str) -> None:
    assert starved(text) == []
