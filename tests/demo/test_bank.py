"""The made-up bank: what the estate says of it holds, and nothing in it belongs to anybody."""

import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

import phonenumbers
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from needline.demo.bank import AMARA, JURGEN, SIOBHAN, TEST_RANGES, TIED, build, check_digit, iban
from needline.demo.people import BRITISH, CULTURES, GERMAN, Phonebook, people

TODAY = date(2025, 11, 25)
PEOPLE = 3_000
ESTATE = yaml.safe_load((Path(__file__).parents[2] / "src/needline/demo/northgate.yaml").read_text(encoding="utf-8"))
CORE = ESTATE["stores"]["core"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("bank") / "core.sqlite")
    build(path, people=PEOPLE, today=TODAY)
    return path


@pytest.fixture
def bank(path: str) -> Iterator[sqlite3.Connection]:
    """The bank; what a test changes is rolled back."""
    with closing(sqlite3.connect(path)) as connection:
        yield connection
        connection.rollback()


def column(bank: sqlite3.Connection, of: str) -> list[str]:
    table, name = of.split(".")
    return [str(cell) for (cell,) in bank.execute(f"SELECT {name} FROM {table}")]


def columns(element: str) -> list[str]:
    held = CORE["holds"][element]
    return held if isinstance(held, list) else [held]


# ── the estate's words ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("element", CORE["holds"])
def test_the_bank_holds_what_the_estate_says(bank: sqlite3.Connection, element: str) -> None:
    for held in columns(element):
        cells = column(bank, held)
        assert cells
        assert not {"", "None"} & set(cells)


def test_every_tied_row_belongs_to_a_customer(bank: sqlite3.Connection) -> None:
    for table, tie in CORE["ties"].items():
        strays = bank.execute(f"SELECT count(*) FROM {table} WHERE {tie} NOT IN (SELECT id FROM customers)")
        assert strays.fetchone() == (0,)
    assert set(CORE["ties"]) == set(TIED) - {"refunds"}
    assert bank.execute("PRAGMA foreign_key_check").fetchall() == []
    assert bank.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("key", CORE["find_by"])
def test_what_finds_a_customer_finds_one(bank: sqlite3.Connection, key: str) -> None:
    cells = column(bank, CORE["find_by"][key])
    assert len(set(cells)) == len(cells) == PEOPLE


def act(bank: sqlite3.Connection, action: str, **values: str | float) -> int:
    return bank.execute(ESTATE["actions"][action]["sql"], values).rowcount


def test_a_card_is_blocked_once_and_only_for_its_owner(bank: sqlite3.Connection) -> None:
    card = bank.execute("SELECT id FROM cards WHERE customer_id = ? AND status = 'active'", (AMARA,)).fetchone()[0]
    assert act(bank, "block_card", person=JURGEN, card=card) == 0
    assert act(bank, "block_card", person=AMARA, card=card) == 1
    assert act(bank, "block_card", person=AMARA, card=str(card)) == 0


@pytest.mark.parametrize("amount", [42.17, "42.17", "10", 42])
def test_a_charge_is_refunded_once_and_up_to_its_amount(bank: sqlite3.Connection, amount: float | str) -> None:
    charge = bank.execute("SELECT id FROM charges WHERE customer_id = 1 AND amount = 42.17").fetchone()[0]
    assert act(bank, "refund", person=AMARA, charge=charge, amount="42.18") == 0
    assert act(bank, "refund", person=SIOBHAN, charge=charge, amount=amount) == 0
    assert act(bank, "refund", person=AMARA, charge=charge, amount=amount) == 1
    assert act(bank, "refund", person=AMARA, charge=charge, amount=amount) == 0
    assert bank.execute("SELECT amount FROM refunds").fetchall() == [(float(amount),)]


def test_an_address_is_changed(bank: sqlite3.Connection) -> None:
    assert act(bank, "change_address", person=AMARA, address="1 New Row") == 1
    assert Counter(column(bank, "customers.address"))["1 New Row"] == 1


def test_only_a_card_that_came_back_is_sent_again(bank: sqlite3.Connection) -> None:
    rows = bank.execute("SELECT status, id FROM deliveries WHERE customer_id = ?", (AMARA,)).fetchall()
    ids = dict(rows)
    assert sorted(ids) == ["on its way", "returned"]
    assert act(bank, "send_card_again", person=AMARA, delivery=ids["on its way"]) == 0
    assert act(bank, "send_card_again", person=SIOBHAN, delivery=ids["returned"]) == 0
    assert act(bank, "send_card_again", person=AMARA, delivery=str(ids["returned"])) == 1


# ── the three whom the demo signs in ────────────────────────────────────────────────────────────────


def test_the_demo_customers_are_who_they_are(bank: sqlite3.Connection) -> None:
    found = bank.execute("SELECT id, full_name, language, email, phone FROM customers WHERE id <= 3")
    assert found.fetchall() == [
        (AMARA, "Amara Okafor", "en", "amara@northgate-mail.example", "07700 900456"),
        (JURGEN, "Jürgen Weiß", "de", "juergen@northgate-mail.example", "+49 (0)30 23125-042"),
        (SIOBHAN, "Siobhán O'Neill", "en", "siobhan@northgate-mail.example", "+44 20 7946 0018"),
    ]


def test_only_siobhans_number_changed_yesterday(bank: sqlite3.Connection) -> None:
    changed = dict(bank.execute("SELECT id, contact_changed FROM customers WHERE id <= 3"))
    assert changed.pop(SIOBHAN) == "2025-11-24"
    assert max(changed.values()) < "2025-01-01"


def test_amara_has_charges_on_both_sides_of_200(bank: sqlite3.Connection) -> None:
    amounts = [amount for (amount,) in bank.execute("SELECT amount FROM charges WHERE customer_id = ?", (AMARA,))]
    assert sum(amount > 200 for amount in amounts) == 2
    assert sum(amount < 200 for amount in amounts) == 6


def test_the_demo_customers_are_the_same_in_a_bank_of_any_size(tmp_path: Path, bank: sqlite3.Connection) -> None:
    build(str(tmp_path / "small"), people=3, today=TODAY)
    with closing(sqlite3.connect(tmp_path / "small")) as small:
        for table in ("customers", *TIED):
            key = "id" if table == "customers" else "customer_id"
            query = f"SELECT * FROM {table} WHERE {key} <= 3"
            assert small.execute(query).fetchall() == bank.execute(query).fetchall()


# ── made up, and the same twice ─────────────────────────────────────────────────────────────────────


def dump(path: Path, **how: int) -> list[str]:
    build(str(path), people=200, today=TODAY, **how)
    with closing(sqlite3.connect(path)) as bank:
        return list(bank.iterdump())


def test_the_same_seed_makes_the_same_bank(tmp_path: Path) -> None:
    assert dump(tmp_path / "a", seed=7) == dump(tmp_path / "b", seed=7) != dump(tmp_path / "c", seed=8)


def test_a_new_bank_takes_the_place_of_an_old_one(tmp_path: Path) -> None:
    path = tmp_path / "core.sqlite"
    path.write_bytes(b"not a database")
    (tmp_path / "core.sqlite-wal").write_bytes(b"left over")
    build(str(path), people=5, today=TODAY)
    assert [left.name for left in tmp_path.iterdir()] == ["core.sqlite"]
    with closing(sqlite3.connect(path)) as bank:
        assert bank.execute("SELECT count(*) FROM customers").fetchone() == (5,)


def test_a_bank_without_its_demo_customers_is_none(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least its 3"):
        build(str(tmp_path / "core.sqlite"), people=2)
    assert not list(tmp_path.iterdir())


def test_everybody_made_3_to_12_charges_in_the_last_90_days(bank: sqlite3.Connection) -> None:
    made = Counter(column(bank, "charges.customer_id"))
    assert len(made) == PEOPLE
    assert {min(made.values()), max(made.values())} == {3, 12}
    days = column(bank, "charges.made_on")
    assert (min(days), max(days)) == (
        (TODAY - timedelta(days=90)).isoformat(),
        (TODAY - timedelta(days=1)).isoformat(),
    )


def luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    return (sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])) % 10 == 0


def test_every_card_number_passes_luhn_and_lies_in_a_test_range(bank: sqlite3.Connection) -> None:
    pans = column(bank, "cards.pan")
    assert len(set(pans)) == len(pans)
    assert all(len(pan) == 16 and luhn(pan) and pan.startswith(TEST_RANGES) for pan in pans)


def test_every_account_number_passes_mod_97(bank: sqlite3.Connection) -> None:
    for number in column(bank, "accounts.iban"):
        assert int("".join(str(int(symbol, 36)) for symbol in number[4:] + number[:4])) % 97 == 1


def test_every_amount_prints_with_two_decimals(bank: sqlite3.Connection) -> None:
    for of in ("charges.amount", "fees.amount", "accounts.balance", "loans.owed"):
        assert all(re.fullmatch(r"-?\d+\.\d\d", amount) for amount in column(bank, of))


def test_every_email_address_is_an_example(bank: sqlite3.Connection) -> None:
    emails = column(bank, "customers.email")
    assert all(re.fullmatch(r"[a-z0-9._]+@[a-z.-]+\.example", email) for email in emails)


def test_no_address_has_a_postcode_that_exists(bank: sqlite3.Connection) -> None:
    for address in column(bank, "customers.address"):
        assert re.search(r", ([QVX][A-Z]\d\d? \d[A-Z]{2}|00\d{3} \w+)$", address), address


def test_every_phone_number_is_fictional_and_nobody_elses(bank: sqlite3.Connection) -> None:
    fictional = [f"44{area}{first}"[:-3] for area, first in BRITISH] + [
        f"49{area}{first}"[:-3] for area, first in GERMAN
    ]
    meant = [phonenumbers.parse(phone, "GB") for phone in column(bank, "customers.phone")]
    numbers = [f"{number.country_code}{number.national_number}" for number in meant]
    assert len(set(numbers)) == len(numbers)
    assert {number[:-3] for number in numbers} <= set(fictional)


def test_phone_numbers_are_written_in_many_ways(bank: sqlite3.Connection) -> None:
    shapes = {re.sub(r"\d+", "9", phone) for phone in column(bank, "customers.phone")}
    assert len(shapes) >= 10


def test_names_come_from_many_cultures_and_scripts(bank: sqlite3.Connection) -> None:
    names = column(bank, "customers.full_name")
    letters = {letter for name in names for letter in name if letter.isalpha()}
    scripts = {unicodedata.name(letter).split()[0] for letter in letters}
    assert {"LATIN", "CJK", "HANGUL", "HIRAGANA", "ARABIC", "CYRILLIC", "GREEK", "HEBREW"} <= scripts
    assert len(CULTURES) >= 12
    for mark in ("'", "’", "-", "ß", "ł", "ñ", "ọ̀", "ʻ"):
        assert any(mark in unicodedata.normalize("NFC", name) for name in names), mark
    assert any(" " not in name and name.isascii() for name in names)
    assert max(map(len, names)) > 45
    assert {"en", "de"} == set(column(bank, "customers.language"))


def test_there_are_numbers_for_more_people_than_britain_and_germany_have() -> None:
    book = Phonebook(Random(1))
    phones = [book.take("de" if at % 2 else "en") for at in range(23_000)]
    meant = {phonenumbers.parse(phone, "GB").national_number for phone in phones}
    assert len(meant) == 23_000


def test_when_no_number_is_left_that_is_said() -> None:
    book = Phonebook(Random(1))
    with pytest.raises(ValueError, match="no more fictional"):
        list(map(book.take, ["de"] * 100_000))


# ── properties ──────────────────────────────────────────────────────────────────────────────────────


@given(st.text("0123456789", min_size=1, max_size=18))
def test_a_check_digit_makes_a_number_pass_luhn(body: str) -> None:
    assert luhn(body + check_digit(body))


@given(st.from_regex(r"[A-Z]{4}[0-9]{14}", fullmatch=True))
def test_an_iban_passes_mod_97(account: str) -> None:
    number = iban(account)
    assert len(number) == 22
    assert int("".join(str(int(symbol, 36)) for symbol in number[4:] + number[:4])) % 97 == 1


@settings(max_examples=20)
@given(st.integers(0, 2**32), st.integers(0, 60))
def test_people_are_as_many_as_asked_for_and_distinct(seed: int, count: int) -> None:
    made = list(people(Random(seed), count))
    assert len(made) == len({person.email for person in made}) == len({person.phone for person in made}) == count
