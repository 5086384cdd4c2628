"""The grammar of rules: each form and its struct."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.estate import rules
from needline.estate.model import Assurance, Form, Reach
from needline.estate.rules import FORMS, GRAMMAR, Rule, parse_rule


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("no bot reaches more than own record", rules.NoBotReaches(reach=Reach.OWN_RECORD)),
        ("no desk reaches more than open contact", rules.NoDeskReaches(reach=Reach.OPEN_CONTACT)),
        ("every desk signs in with two-factor", rules.EveryDeskSignsIn(assurance=Assurance.TWO_FACTOR)),
        ("harm above 3 needs passkey", rules.HarmNeeds(harm=3, assurance=Assurance.PASSKEY)),
        ("core keeps at most 7y", rules.StoreKeeps(store="core", span="7y")),
        ("transcripts keep at most 90d", rules.StoreKeeps(store="transcripts", span="90d")),
        ("no bot sees card_number", rules.NoBotSees(element="card_number")),
        ("no bot sees pan more than masked", rules.NoBotSees(element="pan", form=Form.MASKED)),
        ("nobody sees password", rules.NobodySees(element="password")),
        ("nobody sees pan more than use", rules.NobodySees(element="pan", form=Form.USE)),
        ("only lending_desk sees income", rules.OnlySees(desk="lending_desk", element="income")),
        ("every bot needs a certificate", rules.EveryBotCertified()),
        ("no bot changes address", rules.NoBotChanges(element="address")),
        ("password is never asked for", rules.NeverAsked(element="password")),
        ("no contact over email sees pan", rules.ChannelSees(channel="email", element="pan")),
        (
            "no contact over email sees pan more than exists",
            rules.ChannelSees(channel="email", element="pan", form=Form.EXISTS),
        ),
    ],
)
def test_a_sentence_of_each_form_becomes_its_struct(sentence: str, rule: Rule) -> None:
    assert parse_rule(sentence) == rule
    assert re.fullmatch(GRAMMAR, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "No bot sees pan",
        "no bot sees pan.",
        "no bot sees  pan",
        "no bot sees pan more than masked or so",
        "no bot reaches more than everything",
        "harm above -3 needs passkey",
        "harm above 99999 needs passkey",
        "core keeps at most forever",
        "nobody sees password\n",
    ],
)
def test_any_other_sentence_is_no_rule(sentence: str) -> None:
    assert parse_rule(sentence) is None
    assert not re.fullmatch(GRAMMAR, sentence)


def test_each_form_is_told_once() -> None:
    assert len(FORMS) == len(set(FORMS)) == 12


@given(st.text(st.sampled_from("no bt seany<>[]"), max_size=40) | st.sampled_from(FORMS))
def test_the_grammar_for_editors_is_the_grammar(sentence: str) -> None:
    assert (parse_rule(sentence) is not None) == bool(re.fullmatch(GRAMMAR, sentence))
