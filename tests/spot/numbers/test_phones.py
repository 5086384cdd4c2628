"""Telephone numbers of many countries are found by country code, form or words; other numbers of that length stay."""

import pytest

from needline.spot.finding import Found
from needline.spot.numbers import RULES
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Sie erreichen mich unter 0151 23456789 ab 18 Uhr", "0151 23456789"),
        ("Meine Handynummer: 0176/1234567", "0176/1234567"),
        ("Tel. 030 - 901820", "030 - 901820"),
        ("mein Telefon +43 664 1234567 danke", "+43 664 1234567"),
        ("mon numéro est le 06 12 34 56 78", "06 12 34 56 78"),
        ("appelez-moi au 01.42.68.53.00", "01.42.68.53.00"),
        ("mi móvil es 612 34 56 78", "612 34 56 78"),
        ("llámame al +34 612345678", "+34 612345678"),
        ("il mio cellulare è 347 1234567", "347 1234567"),
        ("bel mij op 06-12345678", "06-12345678"),
        ("o meu telemóvel é 912 345 678", "912 345 678"),
        ("mój numer telefonu to 501 234 567", "501 234 567"),
        ("mitt mobilnummer är 070-123 45 67", "070-123 45 67"),
        ("ring mig på 20 12 34 56", "20 12 34 56"),
        ("můj telefon je 777 123 456", "777 123 456"),
        ("puhelinnumeroni on 040 1234567", "040 1234567"),
        ("call (415) 555-0132 please", "(415) 555-0132"),
        ("415-555-0132 is my cell", "415-555-0132"),
        ("sure, 415.555.0132", "415.555.0132"),
        ("+1 (415) 555-0132 ext. 22", "+1 (415) 555-0132 ext. 22"),
        ("901-555-0132x5662 mobile", "901-555-0132x5662"),
        ("text 5551234567 instead", "5551234567"),
        ("the number on file is 5551234567", "5551234567"),
        ("Name: Ann\nPhone: 782 2652", "782 2652"),
        ('{"phone": "4155550132"}', "4155550132"),
        ("mobile number ending 4432", "4432"),
        ("079 4650 2145-Office", "079 4650 2145"),
        ("9876543210", "9876543210"),
    ],
)
def test_a_telephone_number_is_found(text: str, number: str) -> None:
    assert marks.named(text) == [(number, Found.PHONE)]


def test_several_in_a_row_are_several() -> None:
    assert marks("reach me on 07700 900123 or 07700 900456") == ["07700 900123", "07700 900456"]
    assert marks("07700 900123, 0114 496 0268") == ["07700 900123", "0114 496 0268"]


@pytest.mark.parametrize(
    "text",
    [
        "my phone has 128 GB", "phone costs 999", "call 911", "a Galaxy S24 Ultra 5G", "1 000 000",
        "10 000 000 people",
        "06252018 400", "item ID 9647292434", '"Portable Charger": "6942297802"', "-33.8688, 151.2093",
        "lottery 04 11 19 23 38 45", "20 May, 12 345 units",
    ],
)  # fmt: skip
def test_a_number_of_something_else_is_no_telephone_number(text: str) -> None:
    assert Found.PHONE not in {what for _, what in marks.named(text)}
