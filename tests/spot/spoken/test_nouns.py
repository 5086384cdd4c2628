"""People's names for data are known in ten languages; of two the more particular one counts."""

import pytest

from needline.spot.finding import Found
from needline.spot.spoken.nouns import is_noun, nouns

NAMED = [
    ("last four of your social", Found.IDENTITY_NUMBER),
    ("the long number on the card", Found.CARD_NUMBER),
    ("the last four of your card", Found.CARD_DETAIL),
    ("security code on the back", Found.SECURITY_CODE),
    ("account number for the direct debit", Found.BANK_ACCOUNT),
    ("kundennummer", Found.REFERENCE),
    ("date de naissance", Found.BIRTH_DATE),
    ("numer telefonu", Found.PHONE),
    ("kod pocztowy", Found.PLACE),
    ("número de la tarjeta", Found.CARD_NUMBER),
    ("číslo objednávky", Found.REFERENCE),
    ("personnummer", Found.IDENTITY_NUMBER),
]


@pytest.mark.parametrize(("text", "what"), NAMED)
def test_a_name_for_data_is_known(text: str, what: Found) -> None:
    assert {noun.what for noun in nouns(text)} == {what}


def test_what_is_no_data_has_no_name() -> None:
    assert nouns("i would like to order a pizza") == ()
    assert nouns("what is the name of the restaurant") == ()


def test_a_surname_may_be_the_name_of_some_data() -> None:
    assert is_noun("passport")
    assert not is_noun("long")
