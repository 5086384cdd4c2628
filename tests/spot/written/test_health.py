"""Health is found where it is somebody's own, in eight languages; talk of cover and prices is none."""

import pytest

from needline.spot.written.health import RULES
from needline.spot.written.words import ILLNESSES
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("I was diagnosed with lupus last week", "lupus"),
        ("the nurse said stage 2 breast cancer, patient is new", "stage 2 breast cancer"),
        ("the nurse said a stroke last year, patient is new", "a stroke last year"),
        ("my son has severe asthma", "severe asthma"),
        ("she takes metformin 500 mg daily", "metformin 500 mg"),
        ("I am on ADHD medication", "ADHD medication"),
        ("Ich habe Brustkrebs und kann nicht reisen", "Brustkrebs"),
        ("wegen meiner Schwangerschaft", "Schwangerschaft"),
        ("je souffre d'épilepsie", "épilepsie"),
        ("padezco diabetes tipo 2", "diabetes tipo 2"),
        ("soffro di depressione", "depressione"),
        ("ik heb epilepsie en wil", "epilepsie"),
        ("TENHO DIABETES TIPO 2 E PRECISO", "DIABETES TIPO 2"),
        ("choruję na cukrzycę", "cukrzycę"),
        ("my husband had a heart attack", "a heart attack"),
    ],
)
def test_somebodys_condition_is_found_with_what_narrows_it(text: str, term: str) -> None:
    assert marks(text) == [term]


@pytest.mark.parametrize(
    "text",
    [
        "a question about my health plan",
        "does the plan cover dialysis?",
        "is chemotherapy covered by my policy",
        "sick of waiting",
        "this bill gave me a heart attack",
        "the depression of the market",
        "a stroke of luck",
        "what is diabetes?",
        "the charity for cancer research",
        "deckt mein Tarif eine Chemotherapie?",
    ],
)
def test_cover_prices_and_figures_of_speech_are_none(text: str) -> None:
    assert marks(text) == []


@pytest.mark.parametrize("term", [word for words in ILLNESSES.values() for word in words if word.isalpha()])
def test_every_plain_word_of_the_lists_is_found_behind_a_cue(term: str) -> None:
    assert marks(f"I have {term}") == [term]
