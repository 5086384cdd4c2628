"""The gate lets rules run only where they may find something, and settles what is plainly harmless."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.engines import best_engine, hyperscan_engine, plain_engine, re2_engine
from needline.spot.finding import Finding
from needline.spot.gate import Gate, Verdict, triggers
from needline.spot.rule import Rule


def nothing(_text: str, _asked: tuple[str, ...]) -> Iterator[Finding]:
    yield from ()


NUMBERS = Rule(name="numbers", triggers=(r"[0-9]{4}",), find=nothing)
MAIL = Rule(name="mail", triggers=("@", r"\bat\b.{1,20}\bdot\b"), find=nothing)
SECRETS = Rule(name="secrets", triggers=("password", "@"), find=nothing)
RULES = (NUMBERS, MAIL, SECRETS)
WORDS = frozenset(re.findall(r"\w+", "hello i have a question about my order don t straße größe вопрос where is it"))
GATE = Gate(RULES, WORDS)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("", ()),
        ("hello", ()),
        ("1234", (NUMBERS,)),
        ("PASSWORD", (SECRETS,)),
        ("ann at home dot com", (MAIL,)),
        ("a@b", (MAIL, SECRETS)),
        ("password 1234 @ at a dot", (NUMBERS, MAIL, SECRETS)),
    ],
)
def test_a_rule_runs_where_one_of_its_triggers_occurs(text: str, rules: tuple[Rule, ...]) -> None:
    for make in (best_engine, hyperscan_engine, re2_engine, plain_engine):
        gate = Gate(RULES, WORDS, make(triggers(RULES)))
        assert gate.rules_for(text, open=False).rules == rules
        assert gate.rules_for(text, open=True).rules == rules


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("", True),
        ("?!", True),
        ("😀", True),
        ("Hello, I have a question about my order!", True),
        ("HELLO_MY_ORDER", True),
        ("hello\x00my\torder\n", True),
        ("I don't", True),
        ("I don’t", True),
        ("Größe – Straße? Вопрос.", True),
        ("hello ann", False),
        ("hello José", False),
        ("hello2", False),
        ("hello 2", False),
        ("where is it, 7?", False),
        ("größe 7", False),
        ("helloé", False),
        ("hello \u0663", False),
        ("x" * 5000, False),
        ("hello " * 5000, True),
        ("hello " * 5000 + "ann", False),
        ("größe " * 5000, True),
        ("hello " * 5000 + "1", False),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_text_is_settled_when_every_word_is_safe(text: str, settled: bool) -> None:
    assert GATE.rules_for(text, open=False).settled is settled


@pytest.mark.parametrize("text", ["", "hello", "größe", "ann", "a@b", "hello password"])
def test_nothing_is_settled_while_an_answer_is_awaited(text: str) -> None:
    assert not GATE.rules_for(text, open=True).settled


def test_rules_run_on_a_settled_text_too() -> None:
    gate = Gate((SECRETS,), frozenset({"password"}))
    assert gate.rules_for("password", open=False) == Verdict((SECRETS,), settled=True)


def test_nought_stands_for_any_digit() -> None:
    gate = Gate((), frozenset({"0", "soda", "größe"}))
    assert gate.rules_for("soda 2", open=False).settled
    assert gate.rules_for("größe 7", open=False).settled
    assert not gate.rules_for("soda 12", open=False).settled
    assert not gate.rules_for("soda2", open=False).settled


def test_triggers_that_rules_share_are_looked_for_once() -> None:
    assert triggers(RULES) == (r"[0-9]{4}", "@", r"\bat\b.{1,20}\bdot\b", "password")


def test_a_gate_without_rules_or_words_settles_only_what_has_no_words() -> None:
    gate = Gate((), frozenset())
    assert gate.rules_for("...", open=False).settled
    assert not gate.rules_for("hello", open=False).settled


def test_a_broken_trigger_is_told_when_the_gate_is_made() -> None:
    with pytest.raises(ValueError, match="trigger '\\('"):
        Gate((Rule(name="broken", triggers=("(",), find=nothing),), WORDS)


def test_a_lone_surrogate_harms_nothing() -> None:
    assert GATE.rules_for("\ud800 hello @", open=False).rules == (MAIL, SECRETS)


text = st.lists(st.sampled_from([*WORDS, "Ann", "é", "1", "@", " ", " ", ", ", "_", "\x00", "😀", "’"])).map("".join)


@given(text, st.booleans())
def test_what_is_settled_has_no_unknown_word(text: str, awaited: bool) -> None:
    verdict = GATE.rules_for(text, open=awaited)
    words = "".join(c if c.isalpha() else " " for c in text.lower()).split()
    safe = set(words) <= WORDS and not any(map(str.isdigit, text))
    assert verdict.settled == (safe and not awaited)
