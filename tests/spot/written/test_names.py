"""Names are found where the words around leave no doubt, and end where they end."""

import pytest

from needline.spot.written.names import RULES
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hi, my name is Zoë van der Berg and I lost my card", ["Zoë van der Berg"]),
        ("my name is arjun and account number is 12", ["arjun"]),
        ("MY NAME IS TINA DAVIS AND I WAIT", ["TINA DAVIS"]),
        ("my name is Ann-Marie O'Neill.", ["Ann-Marie O'Neill"]),
        ("my name is John F. Kennedy, hello", ["John F. Kennedy"]),
        ("Ich heiße Jürgen Müller, Kundennummer 5", ["Jürgen Müller"]),
        ("je m'appelle Marie-Claire Dupont.", ["Marie-Claire Dupont"]),
        ("mi nombre es Ana Ruiz y quiero", ["Ana Ruiz"]),
        ("mi chiamo Luca Rossi e vorrei", ["Luca Rossi"]),
        ("ik heet Joost de Vries en", ["Joost de Vries"]),
        ("meu nome é Gil Sousa", ["Gil Sousa"]),
        ("nazywam się Anna Kowalska i", ["Anna Kowalska"]),
        ("a booking under the name of Ngoc Scibilia at 8", ["Ngoc Scibilia"]),
        ("name on the account is Brad Wolf", ["Brad Wolf"]),
        ("My partner's name is William Jones and", ["William Jones"]),
        ("call back on 12 and ask for John", ["John"]),
        ("speaking to Mrs O'Neill yesterday", ["O'Neill"]),
        ("ok mr drew", ["drew"]),
        ("hello, Fermin Helle is the name I booked", ["Fermin Helle"]),
        ("yes jeanetta haefele is my name and", ["jeanetta haefele"]),
        ("Sehr geehrter Herr Weber, ich", ["Weber"]),
        ("Thank you, Sofia. I found it", ["Sofia"]),
        ("I'm Sofia Hernandez, and my zip", ["Sofia Hernandez"]),
    ],
)
def test_a_name_that_is_announced_is_found_and_nothing_behind_it(text: str, names: list[str]) -> None:
    assert marks(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "my name is wrong on the card",
        "my name is not on the list",
        "my name is misspelled",
        "my name has changed",
        "can you change my name?",
        "the name is on the card",
        "under the name of the company",
        "the restaurant, the name is Cafe Rouge",
        "1 dr pepper please",
        "I went to the dr once",
        "Thank you, Goodbye.",
        "this is Great",
        "I'm Happy, thanks",
        "i ask for fixing the screen",
        "What is your name?",
        "what is my name, this is the name",
    ],
)
def test_words_that_are_no_name_are_none(text: str) -> None:
    assert marks(text) == []
