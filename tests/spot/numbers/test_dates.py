"""A date is one of birth by the words beside it or because it was asked for; other dates stay."""

import pytest

from needline.spot.finding import Found
from needline.spot.numbers import RULES
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("ich bin am 12.03.1985 geboren", "12.03.1985"),
        ("geb. 12.3.85", "12.3.85"),
        ("my date of birth is 21st of May 1984", "21st of May 1984"),
        ("DOB: 05/14/1988", "05/14/1988"),
        ("dob 2nd of the 8th 1964", "2nd of the 8th 1964"),
        ("born 16 04 1954", "16 04 1954"),
        ("born on May 3rd, 1990", "May 3rd, 1990"),
        ("urodzony 2 luty 1930", "2 luty 1930"),
        ("née le 3 mai 1990", "3 mai 1990"),
        ("NÉ LE 18/04/04", "18/04/04"),
        ("fecha de nacimiento: 3 de mayo de 1990", "3 de mayo de 1990"),
        ("nascido em 03/05/1990", "03/05/1990"),
        ("data di nascita 3 maggio 1990", "3 maggio 1990"),
        ("geboren op 1990-05-03", "1990-05-03"),
        ("geboern op 26/04/59", "26/04/59"),
        ("född 1990-05-03", "1990-05-03"),
        ("narozena 3. května 1990", "3. května 1990"),
        ("født 03.05.1990", "03.05.1990"),
        ("syntynyt 3.5.1990", "3.5.1990"),
        ('"date_of_birth": "1990-05-03"', "1990-05-03"),
        ("03/05/1990 is my date of birth", "03/05/1990"),
        ("Kenneth Robinson, 8 January 1971, 94 Kyle Run", "8 January 1971"),
        ("14/05/1988", "14/05/1988"),
        ("it's the 5th of December 1965", "5th of December 1965"),
    ],
)
def test_a_date_of_birth_is_found(text: str, date: str) -> None:
    assert marks.named(text) == [(date, Found.BIRTH_DATE)]


@pytest.mark.parametrize(
    ("text", "date"),
    [("16 04 1954", "16 04 1954"), ("04/16/54", "04/16/54"), ("2 luty 1930", "2 luty 1930"), ("160454", "160454")],
)
def test_a_date_that_was_asked_for_is_one_of_birth(text: str, date: str) -> None:
    assert marks.named(text, Found.BIRTH_DATE) == [(date, Found.BIRTH_DATE)]


@pytest.mark.parametrize(
    "text",
    [
        "my appointment on 12.03.2025", "delivered 2026-10-05", "from 2024-01-01 - 2024-01-31",
        "01.05.2024-31.05.2024",
        "between 1/5/2024 - 31/5/2024", "05/31/2024 - 06/30/2024", "2024-01-31T12:34:56.789+01:00", "20/06/2018",
        "2024-01-31 12:34:56", "I ordered it on May 5, 2014 at noon", "reservation for April 21 2018",
        "in 1984 and 2001",
    ],
)  # fmt: skip
def test_any_other_date_stays(text: str) -> None:
    assert marks(text) == []
