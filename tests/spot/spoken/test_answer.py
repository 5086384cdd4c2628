"""A short answer is what was asked for; a refusal, a question and everything else is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.finding import Found, settled
from needline.spot.spoken import answers


def given_of(text: str, *asked: str) -> list[tuple[str, str]]:
    return [(finding.what, text[finding.start : finding.end]) for finding in settled(answers(text, asked))]


ANSWERS = [
    ("five nine", Found.BANK_ACCOUNT, "five nine"),
    ("um yes 0 1 3", Found.IDENTITY_NUMBER, "0 1 3"),
    ("okay so it's thirty six forty nine", Found.CARD_NUMBER, "thirty six forty nine"),
    ("oh", Found.PHONE, "oh"),
    ("one", Found.PHONE, "one"),
    ("um", Found.PHONE, "um"),
    ("eight twenty nine", Found.CARD_DETAIL, "eight twenty nine"),
    ("Two five three.", Found.SECURITY_CODE, "Two five three"),
    ("4577", Found.IDENTITY_NUMBER, "4577"),
    ("a dash two four one", Found.REFERENCE, "a dash two four one"),
    ("T Q 6 R 4 S SL", Found.PLACE, "T Q 6 R 4 S SL"),
    ("zaproszenie 794", Found.PLACE, "zaproszenie 794"),
    ("my postcode is d y 62 5 j p", Found.PLACE, "d y 62 5 j p"),
    ("tampa florida", Found.PLACE, "tampa florida"),
    ("my name is Andrew Gomez", Found.NAME, "Andrew Gomez"),
    ("andrew gomez and i want a refund", Found.NAME, "andrew gomez"),
    ("moje imię i nazwisko to Norbert Kaczan", Found.NAME, "Norbert Kaczan"),
    ("sh e IL l a b", Found.NAME, "sh e IL l a b"),
    ("o w e n", Found.NAME, "o w e n"),
    ("it is caitlinyoung", Found.EMAIL, "caitlinyoung"),
    ("send it to patricia underscore anderson zero five", Found.EMAIL, "patricia underscore anderson zero five"),
    ("yeah at example dot c o m", Found.EMAIL, "at example dot c o m"),
    ("i live at double five one two anthony mission", Found.ADDRESS, "double five one two anthony mission"),
    ("fourteen six sixty nine", Found.BIRTH_DATE, "fourteen six sixty nine"),
    ("the eighth of march nineteen forty six", Found.BIRTH_DATE, "the eighth of march nineteen forty six"),
    ("22 10 1961", Found.BIRTH_DATE, "22 10 1961"),
    ("bird of February 2003", Found.BIRTH_DATE, "bird of February 2003"),
    ("hunter two", Found.PASSWORD, "hunter two"),
]


@pytest.mark.parametrize(("text", "asked", "value"), ANSWERS)
def test_an_answer_is_what_was_asked_for(text: str, asked: str, value: str) -> None:
    assert given_of(text, asked) == [(asked, value)]


NO_ANSWERS = [
    ("why do you need that", Found.NAME),
    ("i don't have it with me", Found.REFERENCE),
    ("no thanks", Found.NAME),
    ("oh okay", Found.PHONE),
    ("one moment please", Found.NAME),
    ("i need twenty six of the large and seventeen of the medium", Found.CARD_NUMBER),
    ("flight four two two five leaves at seven fifty five right", Found.EMAIL),
    ("it was ninety five dollars", Found.CARD_NUMBER),
    ("this is my booking confirmation number", Found.NAME),
    ("I'll go with the first option", Found.NAME),
    ("The refund takes 5 to 7 business days and will be on the card", Found.REFERENCE),
    ("yes", Found.PASSWORD),
    ("thanks a lot", Found.EMAIL),
    ("whatever", Found.HEALTH),
]


@pytest.mark.parametrize(("text", "asked"), NO_ANSWERS)
def test_what_answers_nothing_is_left_alone(text: str, asked: str) -> None:
    assert given_of(text, asked) == []


def test_one_turn_can_answer_two_questions() -> None:
    assert given_of("robert porter 5565", Found.NAME, Found.IDENTITY_NUMBER) == [
        (Found.NAME, "robert porter"),
        (Found.IDENTITY_NUMBER, "5565"),
    ]


@given(st.text(max_size=80), st.sampled_from(list(Found)))
def test_whatever_the_answer_its_values_lie_in_it(text: str, asked: str) -> None:
    for finding in answers(text, (asked,)):
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.what == asked
