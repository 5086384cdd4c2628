"""Names, addresses and postcodes are found in JSON and XML by the keys that they stand under."""

import pytest

from needline.spot.finding import Found
from needline.spot.written.fields import RULES
from tests.spot.marks import Marks

marks = Marks(RULES)


def test_the_fields_of_a_customer_are_found_by_their_keys() -> None:
    text = """{"first_name": "Ann", "lastName": "O'Neill", "address": {"address1": "5 High St", "zip": "98193"}}"""
    assert marks.named(text) == [
        ("Ann", Found.NAME),
        ("O'Neill", Found.NAME),
        ("5 High St", Found.ADDRESS),
        ("98193", Found.PLACE),
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("{'Full Name': 'Ann Lee'}", ["Ann Lee"]),
        ("<firstName>Ann</firstName><order>Ann</order>", ["Ann"]),
        ('"billing_address": "5 High St, Leeds"', ["5 High St, Leeds"]),
        ('"vorname": "Jürgen"', ["Jürgen"]),
    ],
)
def test_keys_are_read_however_they_are_joined(text: str, pieces: list[str]) -> None:
    assert marks(text) == pieces


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "Grill", "product_name": "Lamp", "file_name": "a.txt"}',
        '{"first_name": "", "last_name": "null"}',
        '{"first_name": "{name}", "last_name": "string"}',
        '{"ip_address": "10.0.0.1", "email_address": "a@example.com"}',
        "plain text",
    ],
)
def test_other_fields_and_empty_ones_are_left(text: str) -> None:
    assert marks(text) == []
