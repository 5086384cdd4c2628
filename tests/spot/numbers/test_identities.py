"""Identity numbers of many countries are found by form and check digits, or by the words beside them."""

import pytest

from needline.spot.finding import Found
from needline.spot.numbers import RULES
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("my ssn is 123-45-6789", "123-45-6789"),
        ("078-05-1121 is all i have", "078-05-1121"),
        ("social security number 123456789", "123456789"),
        ("last four of my social are 6789", "6789"),
        ("EIN 12-3456789", "12-3456789"),
        ("ITIN 912-70-1234", "912-70-1234"),
        ("NI number AB 12 34 56 C", "AB 12 34 56 C"),
        ("it is AB 12 34 56 C then", "AB 12 34 56 C"),
        ("AB123456C", "AB123456C"),
        ("my NHS number is 943 476 5919", "943 476 5919"),
        ("UTR 1234567890", "1234567890"),
        ("Steuer-ID 36 574 261 809", "36 574 261 809"),
        ("Meine Steueridentifikationsnummer ist 36574261809", "36574261809"),
        ("Personalausweis T220001293", "T220001293"),
        ("Sozialversicherungsnummer 65 170839 J 003", "65 170839 J 003"),
        ("numéro de sécurité sociale 2 95 05 99 123 456 05", "2 95 05 99 123 456 05"),
        ("mi DNI es 12345678Z", "12345678Z"),
        ("12.345.678-Z", "12.345.678-Z"),
        ("NIE X-1234567-L", "X-1234567-L"),
        ("X1234567L", "X1234567L"),
        ("RSSMRA85T10A562S", "RSSMRA85T10A562S"),
        ("BSN 111222333", "111222333"),
        ("mijn BSN is 111.222.333", "111.222.333"),
        ("mój PESEL to 44051401359", "44051401359"),
        ("numer dowodu ABC123456", "ABC123456"),
        ("NIP 526-025-02-74", "526-025-02-74"),
        ("o meu NIF é 123 456 789", "123 456 789"),
        ("SVNR 1237 010180", "1237 010180"),
        ("756.9217.0769.85", "756.9217.0769.85"),
        ("rijksregisternummer 85.07.30-033.28", "85.07.30-033.28"),
        ("85.07.30-033.28", "85.07.30-033.28"),
        ("PPS number 1234567FA", "1234567FA"),
        ("SIN 046 454 286", "046 454 286"),
        ("TFN 123 456 782", "123 456 782"),
        ("Medicare 2123 45670 1", "2123 45670 1"),
        ("Aadhaar 2341 2341 2346", "2341 2341 2346"),
        ("PAN card ABCPE1234F", "ABCPE1234F"),
        ("111.444.777-35", "111.444.777-35"),
        ("HEGG560427MVZRRL04", "HEGG560427MVZRRL04"),
        ("GODE561231GR8", "GODE561231GR8"),
        ("640823-3234", "640823-3234"),
        ("CPR-nummer 211062-5629", "211062-5629"),
        ("151086 95088", "151086 95088"),
        ("131052-308T on tunnukseni", "131052-308T"),
        ("rodné číslo 710319/2745", "710319/2745"),
        ("1630615123457", "1630615123457"),
        ("17291716060", "17291716060"),
        ("TAJ 123 456 788", "123 456 788"),
        ("my passport number is C01X00T47", "C01X00T47"),
        ("passeport n° 12AB34567", "12AB34567"),
        ("driving licence MORGA657054SM9IJ", "MORGA657054SM9IJ"),
        ("my driver's license number is 755600751", "755600751"),
        ("ssn ZZ 322306 T", "ZZ 322306 T"),
    ],
)
def test_an_identity_number_is_found(text: str, number: str) -> None:
    assert marks.named(text) == [(number, Found.IDENTITY_NUMBER)]


@pytest.mark.parametrize(
    "text", ["123456782", "it says 111222333 there", "12345678A", "my passport has 36 pages", "the 1040 form"]
)
def test_a_checksum_that_one_in_ten_passes_proves_nothing(text: str) -> None:
    assert Found.IDENTITY_NUMBER not in {what for _, what in marks.named(text)}
