"""A small town of customers in a database of its own, as a company would have it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event, text

from needline.estate.model import Action, Store

SCHEMA = (
    "CREATE TABLE customers (id INTEGER PRIMARY KEY, full_name TEXT, phone TEXT, born TEXT, secret TEXT)",
    "CREATE TABLE charges (id INTEGER PRIMARY KEY, customer_id INTEGER, amount NUMERIC(10, 2), merchant TEXT)",
    'CREATE TABLE "Order Details" ("Customer No" INTEGER, "Item" TEXT)',
    "CREATE TABLE refunds (customer_id INTEGER, charge_id INTEGER UNIQUE, amount NUMERIC(10, 2))",
)
PEOPLE = (
    "INSERT INTO customers VALUES (1, 'Amara Okafor', '020 7946 0018', '1980-05-01', 'rosebud')",
    "INSERT INTO customers VALUES (2, 'Jürgen Weiß', NULL, NULL, 'rosebud')",
    "INSERT INTO charges VALUES (10, 1, 12.5, 'Corner Shop'), (11, 1, 250, 'Airline'), (12, 2, 9, 'Bakery')",
    """INSERT INTO "Order Details" VALUES (1, 'Lamp'), (2, 'Chair')""",
)
STORE = Store(
    at="env:CORE",
    person="customers.id",
    ties={"charges": "customer_id", "Order Details": "Customer No"},
    find_by={"phone": "customers.phone"},
    holds={
        "name": "customers.full_name",
        "phone": "customers.phone",
        "birth_date": "customers.born",
        "number": "customers.id",
        "charges": ("charges.id", "charges.amount", "charges.merchant"),
        "merchants": "charges.merchant",
        "orders": "Order Details.Item",
    },
)
ACTIONS = {
    "rename": Action(
        store="core", sql="UPDATE customers SET full_name = :name WHERE id = :person", takes={"name": "text"}
    ),
    "refund": Action(
        store="core",
        sql="INSERT INTO refunds (customer_id, charge_id, amount) SELECT CAST(:person AS INTEGER), id, "
        "CAST(:amount AS NUMERIC) FROM charges WHERE customer_id = :person AND id = :charge",
        takes={"charge": "id", "amount": "money"},
    ),
    "forgive": Action(store="core", sql="DELETE FROM charges WHERE customer_id = :person"),
    "elsewhere": Action(store="billing", sql="DELETE FROM charges WHERE customer_id = :person"),
    "posted": Action(post="https://bank.example/act"),
}


def build(url: str, *further: str) -> str:
    """Make the town in the database at `url`, with `further` statements, and give `url` back."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in (*SCHEMA, *PEOPLE, *further):
            connection.execute(text(statement))
    engine.dispose()
    return url


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    """What a query answers, asked beside the source."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


@contextmanager
def overheard(*engines: Engine) -> Iterator[list[tuple[str, list[object]]]]:
    """Every statement that goes to the databases meanwhile, with what is bound to it."""
    heard: list[tuple[str, list[object]]] = []

    def listen(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        bound = parameters.values() if isinstance(parameters, dict) else parameters
        heard.append((" ".join(statement.split()), list(bound)))

    for engine in engines:
        event.listen(engine, "before_cursor_execute", listen)
    yield heard
    for engine in engines:
        event.remove(engine, "before_cursor_execute", listen)
