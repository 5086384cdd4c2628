"""Bank accounts are found by country and length, and domestic ones by the words beside them."""

import pytest

from needline.spot.finding import Found
from needline.spot.numbers import RULES
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    "iban",
    [  # examples of the registry of SWIFT, release 101
        "GB29 NWBK 6016 1331 9268 19",
        "gb29nwbk60161331926819",
        "DE89-3704-0044-0532-0130-00",
        "DE89370400440532013000",
        "NO93 8601 1117 947",
        "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
        "FR14 2004 1010 0505 0001 3M02 606",
        "IT60X0542811101000000123456",
        "NL91 ABNA 0417 1643 00",
        "PL61 1090 1014 0000 0712 1981 2874",
        "CH93 0076 2011 6238 5295 7",
    ],
)
def test_an_iban_is_found_whole(iban: str) -> None:
    assert marks.named(f"please refund to {iban} today") == [(iban, Found.BANK_ACCOUNT)]


def test_a_mistyped_iban_is_one_too() -> None:
    assert marks("GB28 NWBK 6016 1331 9268 19") == ["GB28 NWBK 6016 1331 9268 19"]
    assert marks("DE89 3704 0044 0532 0130") == ["DE89 3704 0044 0532 0130"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sort code 12-34-56 and account number 12345678", ["12-34-56", "12345678"]),
        ("sc 12-34-56, a/c 12345678", ["12-34-56", "12345678"]),
        ("Kontonummer 1234567890 BLZ 37040044", ["1234567890", "37040044"]),
        ("routing number 021000021 and account number 000123456789", ["021000021", "000123456789"]),
        ("my bsb is 062-000 acc 12345678", ["062-000", "12345678"]),
        ("numer konta 61 1090 1014 0000 0712 1981 2874", ["61 1090 1014 0000 0712 1981 2874"]),
        ("61109010140000071219812874", ["61109010140000071219812874"]),
        ("CLABE 032180000118359719", ["032180000118359719"]),
        ("cuenta 2100 0418 45 0200051332", ["2100 0418 45 0200051332"]),
        ("2100 0418 45 0200051332", ["2100 0418 45 0200051332"]),
        ("BIC: COBADEFFXXX", ["COBADEFFXXX"]),
        ("swift code is NWBKGB2L", ["NWBKGB2L"]),
        ("na kotno 12345678901", ["12345678901"]),
        ("the account ending in 4994", ["4994"]),
        ("account is 4432", ["4432"]),
    ],
)
def test_a_domestic_account_is_found_by_words_or_check_digits(text: str, expected: list[str]) -> None:
    found = marks.named(text)
    assert [piece for piece, _ in found] == expected
    assert {what for _, what in found} == {Found.BANK_ACCOUNT}


@pytest.mark.parametrize(
    "text",
    [
        "AB12 3456", "SW12 some text here also okay", "change the pin on my account to be 1234",
        "account for 3 years",
        "pay 200 to my account", "transfer 1000 to savings", "a swift reply", "swift 2018",
        "my account balance is 1500",
    ],
)  # fmt: skip
def test_other_numbers_beside_an_account_stay(text: str) -> None:
    assert marks(text) == []
