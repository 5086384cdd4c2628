"""References are found by the words beside them in a dozen languages, and by forms that things do not have."""

import pytest

from needline.spot.finding import Found
from needline.spot.numbers import RULES
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("where is my order 123456789?", ["123456789"]),
        ("Bestellnummer DE-2024-88123", ["DE-2024-88123"]),
        ("Kundennummer: 4711", ["4711"]),
        ("Vertragskonto 200123456", ["200123456"]),
        ("numéro de dossier AB/2024/123", ["AB/2024/123"]),
        ("número de póliza POL-88321", ["POL-88321"]),
        ("zamówienie nr 123/2024", ["123/2024"]),
        ("numero cliente 0012345", ["0012345"]),
        ("klantnummer is 10023", ["10023"]),
        ("polisnummer 12345678", ["12345678"]),
        ("número de encomenda 998877", ["998877"]),
        ("číslo objednávky 2024001", ["2024001"]),
        ("kundnummer 1234567", ["1234567"]),
        ("asiakasnumero 1234567", ["1234567"]),
        ("ordrenummer 1234567", ["1234567"]),
        ("booking reference X7KQ2P", ["X7KQ2P"]),
        ("case number is 00123456", ["00123456"]),
        ("my member id MBR0012345", ["MBR0012345"]),
        ("Claim No. 38579 kel 1438", ["38579 kel 1438"]),
        ("my claim number is mju 562", ["mju 562"]),
        ("policy number is yxi 962458731", ["yxi 962458731"]),
        ("ticket #48213", ["#48213"]),
        ("my last #W5838674 never came", ["#W5838674"]),
        ("user id lucas_brown_4047", ["lucas_brown_4047"]),
        ('{"payment_id": "gift_card_7815826"}', ["gift_card_7815826"]),
        ('{"order_id": "123", "reservation_id": "EUJUYX"}', ["123", "EUJUYX"]),
        ("orders 1234567, 2345678 and 3456789", ["1234567", "2345678", "3456789"]),
        ("your reservations:\n\n1. UM3OG5\n2. 5RJ7UH\n3. IIHXDG", ["UM3OG5", "5RJ7UH", "IIHXDG"]),
        ("12345678 is my order number", ["12345678"]),
        ("transaction number 44120099", ["44120099"]),
        ("PNR QWXRTZ", ["QWXRTZ"]),
        ("A-6364053 and QLN-426420", ["A-6364053", "QLN-426420"]),
    ],
)
def test_a_reference_is_found(text: str, expected: list[str]) -> None:
    found = marks.named(text)
    assert [piece for piece, _ in found] == expected
    assert {what for _, what in found} == {Found.REFERENCE}


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("postcode: SW1A 1AA", "SW1A 1AA"), ("my zip code is 98193", "98193"), ("zip 98193-1234", "98193-1234"),
        ("PLZ 80331", "80331"), ("code postal M3L 3P4", "M3L 3P4"), ("postcode 4487 KK", "4487 KK"),
        ("CEP 36655-164", "36655-164"), ("kod pocztowy 00-950", "00-950"),
    ],
)  # fmt: skip
def test_a_postcode_is_found_where_words_call_it_so(text: str, postcode: str) -> None:
    assert marks.named(text) == [(postcode, Found.PLACE)]


@pytest.mark.parametrize(
    "text",
    [
        "order 3 pizzas", "I want to order 2 large and 12 small", "order before 2 pm", "order STATUS please",
        "my order NEVER came", "id like to order 100 cheeseburgers", "policy of 30 days", "case of 24 beers",
        "ticket for 2 people at 1900", "member since 2015", "claim 500 dollars", "booking for 4 on 12/08",
        "made a purchase of 200", "can you order an iphone7", "reservation for 6ish", "Reservation for 8/26/18.",
        "apply code SAVE54", "flight HAT028 on May 5", "item ID 5320792178", "serial HF-0409-S", "SKU AK-1575-S",
        "error E-0230", "the patient is a 35-year-old", "The reservation costs $1,200.", "customer since 2003",
    ],
)  # fmt: skip
def test_what_is_ordered_booked_or_claimed_is_no_reference(text: str) -> None:
    assert marks(text) == []
