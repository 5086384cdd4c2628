"""The database of Northgate Bank, which needline only reads: made up, and the same for the same seed.

`build` writes it. Customers 1 to 3 are the ones that the demo signs in:

1. Amara Okafor has a new card on its way and one that came back, and charges on both sides of 200.
2. Jürgen Weiß writes German.
3. Siobhán O'Neill changed her telephone number yesterday: no code goes to it before it has cooled off.

Card numbers lie in ranges from which payment providers publish numbers for tests: 4242 4242 4242 4242,
4000 0566 5566 5556, 5555 5555 5555 4444, 2223 0031 2200 3222 (Stripe, *Testing*), 4111 1111 1111 1111
(PayPal). Their check digit is right (ISO/IEC 7812-1 annex B), and so are the two of an account number
(ISO 13616-1).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

from msgspec import Struct

from needline.demo.people import Number, Person, people

SCHEMA = """
CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    language TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    phone TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    born TEXT NOT NULL,
    contact_changed TEXT NOT NULL
);
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers,
    kind TEXT NOT NULL,
    iban TEXT NOT NULL UNIQUE,
    balance NUMERIC NOT NULL
);
CREATE TABLE cards (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers,
    kind TEXT NOT NULL,
    pan TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL
);
CREATE TABLE charges (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers,
    made_on TEXT NOT NULL,
    merchant TEXT NOT NULL,
    amount NUMERIC NOT NULL,
    status TEXT NOT NULL
);
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers,
    card TEXT NOT NULL,
    status TEXT NOT NULL,
    expected_on TEXT NOT NULL
);
CREATE TABLE fees (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers,
    charged_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    amount NUMERIC NOT NULL
);
CREATE TABLE loans (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers,
    kind TEXT NOT NULL,
    owed NUMERIC NOT NULL,
    next_payment_on TEXT NOT NULL
);
CREATE TABLE incomes (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers,
    a_year INTEGER NOT NULL
);
CREATE TABLE appointments (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers,
    branch TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE refunds (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers,
    charge_id INTEGER NOT NULL UNIQUE REFERENCES charges,
    amount NUMERIC NOT NULL
);
"""
TIED = ("accounts", "cards", "charges", "deliveries", "fees", "loans", "incomes", "appointments", "refunds")


class Guest(Struct, frozen=True, kw_only=True):
    """A customer whom the demo signs in; everything else about the person is chance."""

    person: Person
    number: Number  # what `person.phone` means
    reference: str
    born: str
    days_unchanged: int  # since the e-mail address or the telephone number changed last


GUESTS = (
    Guest(
        person=Person(
            name="Amara Okafor",
            language="en",
            email="amara@northgate-mail.example",
            phone="07700 900456",
            address="Flat 4, 18 Larkrise Gardens, Harrowmere, QA4 7LX",
        ),
        number=Number("44", "7700", "900456"),
        reference="NG-4F7K-22",
        born="1988-03-14",
        days_unchanged=611,
    ),
    Guest(
        person=Person(
            name="Jürgen Weiß",
            language="de",
            email="juergen@northgate-mail.example",
            phone="+49 (0)30 23125-042",
            address="Möwenstraße 7, 00417 Nordhafen",
        ),
        number=Number("49", "30", "23125042"),
        reference="NG-7WQ2-41",
        born="1961-11-02",
        days_unchanged=1904,
    ),
    Guest(
        person=Person(
            name="Siobhán O'Neill",
            language="en",
            email="siobhan@northgate-mail.example",
            phone="+44 20 7946 0018",
            address="3 Clockmaker's Row, Ballynamoyle, XB2 1AR",
        ),
        number=Number("44", "20", "79460018"),
        reference="NG-9TRC-08",
        born="1994-07-29",
        days_unchanged=1,
    ),
)
AMARA, JURGEN, SIOBHAN = 1, 2, 3  # their ids: the order of `GUESTS`
AMARAS_CHARGES = (  # days ago, merchant, amount
    (58, "Lantern Streaming", 11.99),
    (41, "Meridian Books", 27.49),
    (33, "Tide & Thread", 89.95),
    (20, "Albatross Airways", 212.45),
    (12, "Velvet Cinema", 18.95),
    (9, "Harbour Grocers", 42.17),
    (6, "Kestrel Electronics", 349.99),
    (4, "Quayside Rail", 64.35),
)

TEST_RANGES = ("400000", "411111", "424242", "555555", "222300")
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without letters that are misheard or misread (Crockford)
MERCHANTS = (  # with the least and the most that they charge
    ("Harbour Grocers", 3, 140),
    ("Meridian Books", 6, 70),
    ("Tide & Thread", 15, 320),
    ("Kestrel Electronics", 20, 1_500),
    ("Velvet Cinema", 9, 45),
    ("Quayside Rail", 4, 190),
    ("Albatross Airways", 60, 1_200),
    ("Lantern Streaming", 7, 16),
    ("Oak & Ember Café", 2, 40),
    ("Fennel Pharmacy", 3, 90),
)
FEES = (
    "late payment",
    "foreign payment",
    "cash withdrawal abroad",
    "replacement card",
    "unarranged overdraft",
)
LOANS = ("car loan", "personal loan", "home improvement loan", "mortgage")
BRANCHES = ("Northgate Square", "Harrowmere Quay", "Kestrelford High Street", "Tidewell Station")
CARDS = ("debit card", "credit card")

TWICE = str.maketrans("0123456789", "0246813579")  # a digit times two, its digits added up

Cell = str | int | float
Row = tuple[Cell, ...]


def build(path: str, *, people: int = 12_000, seed: int = 1, today: date | None = None) -> None:
    """Write the bank to `path` in place of what was there; ValueError for fewer than 3 people.

    The days in it lie around `today`. A build that breaks off leaves the old file as it was.
    """
    rows = Ledger(seed, today or date.today()).fill(people)  # noqa: DTZ011 - the day where the demo runs
    fresh = Path(f"{path}.new")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        _write(connection, rows)
    for left_over in (f"{path}-wal", f"{path}-shm"):  # else SQLite would play them into the new file
        Path(left_over).unlink(missing_ok=True)
    fresh.replace(path)


def _write(connection: sqlite3.Connection, rows: dict[str, list[Row]]) -> None:
    # Nobody reads the file before it has its name: no journal is needed, and it takes half the time.
    connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {SCHEMA} BEGIN;")
    for table, lines in rows.items():
        places = ", ".join("?" * len(lines[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", lines)  # noqa: S608 - our own names
    for table in TIED:
        connection.execute(f"CREATE INDEX {table}_of ON {table} (customer_id)")
    connection.execute("COMMIT")


class Ledger:
    """The rows of the bank while they are made up."""

    def __init__(self, seed: int, today: date) -> None:
        self._rng = Random(seed)  # noqa: S311 - the same bank twice is the point; nothing here is a secret
        self._today = today
        self._rows: dict[str, list[Row]] = {}
        self._pans: set[str] = set()

    def fill(self, count: int) -> dict[str, list[Row]]:
        """Make up `count` customers with all they have: table by table, each row with its id."""
        strangers = count - len(GUESTS)
        if strangers < 0:
            raise ValueError(f"a bank has at least its {len(GUESTS)} demo customers, not {count} people")
        self._guests()
        others = people(self._rng, strangers, taken=(guest.number for guest in GUESTS))
        for person, reference in zip(others, self._references(strangers), strict=True):
            customer = self._customer(person, reference, self._birth(), self._days_unchanged())
            self._belongings(customer)
            if self._rng.random() < 0.08:
                self._delivery(customer)
        return self._rows

    def _guests(self) -> None:
        for guest in GUESTS:
            customer = self._customer(guest.person, guest.reference, guest.born, guest.days_unchanged)
            self._add("deliveries", customer, "debit card", "on its way", self._day(-4))
        self._amaras()
        self._belongings(JURGEN)
        self._belongings(SIOBHAN)

    def _amaras(self) -> None:
        self._add("deliveries", AMARA, "credit card", "returned", self._day(6))
        self._account(AMARA, "current account", 2418.63)
        self._account(AMARA, "savings account", 7350.08)
        for kind in CARDS:
            self._add("cards", AMARA, kind, self._pan(), "active")
        for days, merchant, amount in AMARAS_CHARGES:
            self._add("charges", AMARA, self._day(days), merchant, amount, "settled")
        self._add("fees", AMARA, self._day(20), "foreign payment", 2.99)
        self._add("incomes", AMARA, 41_300)
        self._add("loans", AMARA, "car loan", 5210.44, self._day(-11))
        self._add("appointments", AMARA, BRANCHES[0], f"{self._day(-8)} 10:30")

    def _customer(self, person: Person, reference: str, born: str, days_unchanged: int) -> int:
        who = (reference, person.name, person.language, person.email, person.phone, person.address)
        return self._add("customers", *who, born, self._day(days_unchanged))

    def _belongings(self, customer: int) -> None:
        self._accounts(customer)
        self._cards(customer)
        self._charges(customer)
        self._fees(customer)
        self._plans(customer)

    def _accounts(self, customer: int) -> None:
        self._account(customer, "current account", self._money(-300, 9_000))
        if self._rng.random() < 0.4:
            self._account(customer, "savings account", self._money(50, 60_000))

    def _account(self, customer: int, kind: str, balance: float) -> None:
        number = len(self._rows.get("accounts", ())) + 20_417_000
        self._add("accounts", customer, kind, iban(f"NGBK004217{number:08}"), balance)

    def _cards(self, customer: int) -> None:
        for kind in CARDS[: 1 + (self._rng.random() < 0.35)]:
            status = "active" if self._rng.random() < 0.96 else "expired"
            self._add("cards", customer, kind, self._pan(), status)

    def _charges(self, customer: int) -> None:
        for days in sorted((self._between(1, 90) for _ in range(self._between(3, 12))), reverse=True):
            merchant, least, most = MERCHANTS[self._between(0, len(MERCHANTS) - 1)]
            status = "pending" if days < 3 else "settled"
            self._add("charges", customer, self._day(days), merchant, self._money(least, most), status)

    def _fees(self, customer: int) -> None:
        for _ in range(self._rng.choice((0, 0, 0, 1, 1, 2))):
            charged_on, reason = self._day(self._between(1, 200)), self._rng.choice(FEES)
            self._add("fees", customer, charged_on, reason, self._money(1, 30))

    def _plans(self, customer: int) -> None:
        self._add("incomes", customer, self._between(90, 1_400) * 100)
        if self._rng.random() < 0.25:
            kind, next_payment_on = self._rng.choice(LOANS), self._day(-self._between(1, 30))
            self._add("loans", customer, kind, self._money(400, 180_000), next_payment_on)
        if self._rng.random() < 0.05:
            day, hour = self._day(-self._between(1, 30)), self._between(9, 16)
            self._add("appointments", customer, self._rng.choice(BRANCHES), f"{day} {hour:02}:30")

    def _delivery(self, customer: int) -> None:
        status = self._rng.choice(("being made", "on its way", "on its way", "delivered", "returned"))
        ahead = status in {"being made", "on its way"}
        days = self._between(1, 8)
        self._add("deliveries", customer, self._rng.choice(CARDS), status, self._day(-days if ahead else days))

    def _birth(self) -> str:
        return self._day(self._between(18 * 366, 95 * 365))

    def _days_unchanged(self) -> int:
        return self._between(0, 2) if self._rng.random() < 0.02 else self._between(3, 3_000)

    def _references(self, count: int) -> Iterator[str]:
        base, taken = len(SYMBOLS), {guest.reference for guest in GUESTS}
        # Three to spare: chance may hit the references of the guests.
        for number in self._rng.sample(range(100 * base**4), count + len(GUESTS)):
            letters = "".join(SYMBOLS[number // 100 // base**place % base] for place in range(4))
            reference = f"NG-{letters}-{number % 100:02}"
            if reference not in taken and count:
                count -= 1
                yield reference

    def _pan(self) -> str:
        body = f"{self._rng.choice(TEST_RANGES)}{self._between(0, 999_999_999):09}"
        if body in self._pans:
            return self._pan()
        self._pans.add(body)
        return body + check_digit(body)

    def _money(self, least: int, most: int) -> float:
        """An amount between the two; small ones are the most frequent."""
        # SQLite has no decimals: with 1 to 9 in the last place, every amount prints with two places.
        pence = self._between(0, 9) * 10 + self._between(1, 9)
        return (100 * (least + int((most - least) * self._rng.random() ** 3)) + pence) / 100

    def _between(self, least: int, most: int) -> int:
        # A third of what `randint` takes, and as even as a made-up bank needs.
        return least + int(self._rng.random() * (most - least + 1))

    def _day(self, ago: int) -> str:
        return (self._today - timedelta(days=ago)).isoformat()

    def _add(self, table: str, *cells: Cell) -> int:
        lines = self._rows.setdefault(table, [])
        lines.append((len(lines) + 1, *cells))
        return len(lines)


def check_digit(body: str) -> str:
    """The digit that makes `body` a card number (ISO/IEC 7812-1 annex B, Luhn).

    >>> check_digit("424242424242424"), check_digit("555555555555444")
    ('2', '4')
    """
    return str(-sum(map(int, body[-1::-2].translate(TWICE) + body[-2::-2])) % 10)


def iban(account: str) -> str:
    """The British IBAN of `account`: bank, sort code and number (ISO 13616-1; digits of ISO 7064 MOD 97-10).

    >>> iban("WEST12345698765432")  # the example of the IBAN registry
    'GB82WEST12345698765432'
    """
    as_number = "".join(str(int(symbol, 36)) for symbol in f"{account}GB00")
    return f"GB{98 - int(as_number) % 97:02}{account}"
