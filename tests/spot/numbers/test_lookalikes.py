"""Amounts, quantities, versions, times and numbers of things are nobody's."""

import pytest

from needline.spot.finding import Found
from needline.spot.numbers import RULES
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    "text",
    [
        "it costs 1.234,56 €", "I paid £4,734.50 for it", "5000 USD please", "10 GB data, 500 mg, 30 days",
        "£1,000,000.00 and £2,000,000.00", "1,234,567,890,123.45", "10,000 and 1,000,000", "3.14159", "100% of 2000",
        "in 2019, 2020, 2021 and 2022", "2019, 2020, 2021, 2022, 2023", "version 20.12.646", "versión 13.17.83",
        "build 20251014.3 of 2025-10-14 12:30:45", "error code 0x80070057", "error 77390", "HTTP 500",
        "model WH1000XM4", "iPhone 15 Pro Max 256GB", "Windows 11 22H2", "room 1204", "chapter 12.4.5", "page 12345",
        "52.520008, 13.404954", "lat -33.8688 lon 151.2093", "12:30:45", "between 9:00 and 17:30", "24/7", "route 66",
        "1st, 2nd and 23rd", "COVID-19", "A4 paper, B2B, mp3, 1080p", "#1 and #2024", "the 90210 show", "AK-47",
        "what is 34 times 80908", "convert 10000 rubles", "le vol AF1234", "Artikel 12345 kostet 20 Euro",
        "id 550e8400-e29b-41d4-a716-446655440000", "0af7651916cd43dd8448eb211c80319c", "tracking 1Z999AA10123456784",
        "trace id 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "my PIN has 4 digits", "see http://x.y/p/4188153892/",
        '{"amount": 35.52999999999997}',
    ],
)  # fmt: skip
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert marks(text) == []


def test_a_book_or_article_escapes_only_when_called_so_and_its_check_digit_holds() -> None:
    assert marks("ISBN 978-3-16-148410-0") == marks("EAN 4006381333931") == marks("GTIN: 4006381333931") == []
    assert marks("ISBN 978-3-16-148410-1") == ["978-3-16-148410-1"]
    assert marks("978-3-16-148410-0") == ["978-3-16-148410-0"]
    assert marks("article 4006381333931") == ["4006381333931"]


def test_a_parcel_of_twenty_two_digits_escapes_when_called_so() -> None:
    assert marks("tracking number 9400 1118 9922 3197 4282 10") == []
    assert marks("9400 1118 9922 3197 4282 10") == ["9400 1118 9922 3197 4282 10"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("login from 8.8.8.8 was not me", "8.8.8.8"), ("192.168.100.200", "192.168.100.200"),
        ("from 2001:db8:85a3::8a2e:370:7334 today", "2001:db8:85a3::8a2e:370:7334"), ("fe80::1%eth0", "fe80::1%eth0"),
        ("mac 00:1A:2B:3C:4D:5E", "00:1A:2B:3C:4D:5E"), ("00-1A-2B-3C-4D-5E", "00-1A-2B-3C-4D-5E"),
    ],
)  # fmt: skip
def test_a_network_address_is_found(text: str, address: str) -> None:
    assert marks.named(text) == [(address, Found.IP_ADDRESS)]


@pytest.mark.parametrize("text", ["version 1.2.3.4", "300.1.2.3", "at 10:30:45", "ratio 1:2:3", "std::string"])
def test_a_version_or_time_is_no_network_address(text: str) -> None:
    assert marks(text) == []
