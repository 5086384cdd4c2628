"""Tries of a customer: every guess at a password or a code is one, whichever link it came by.

A try is counted as failed before it is compared, in one conditional update, so that guesses side by side cannot
outrun the count. Five in a row lock the customer's sign-in for 30 minutes. A right password gives back its own
try and no other: or else who knows the password could guess codes without end.
"""

from sqlalchemy import ColumnElement, Connection, Row, and_, case, select, update

from needline.customers.finding import is_ghost
from needline.store.database import put_if_new
from needline.store.tables import customer as customers

TRIES = 5  # in a row
LOCK = 30 * 60.0  # seconds


def claim(connection: Connection, subject: str, now: float) -> Row[tuple[object, ...]] | None:
    """Count one more; the customer's row, or `None`: nobody, or locked."""
    seen = customers.c.failures + 1
    counted: dict[str, object] = {
        "failures": case((customers.c.failures >= TRIES, 1), else_=seen),  # a lock is over: from the beginning
        "locked_until": case((seen == TRIES, now + LOCK), else_=customers.c.locked_until),
    }
    return _changed(connection, subject, _open(subject, now), counted)


def standing(connection: Connection, subject: str, now: float) -> Row[tuple[object, ...]] | None:
    """The customer's row, kept from others until the transaction ends, or `None`: nobody, or locked."""
    return _changed(connection, subject, _open(subject, now), {"failures": customers.c.failures})


def give_back(connection: Connection, subject: str) -> None:
    """The try that was claimed last was right; those before still count."""
    counted = and_(customers.c.subject == subject, customers.c.failures > 0)
    fewer = {"failures": customers.c.failures - 1, "locked_until": 0.0}  # fewer than five are no lock
    connection.execute(update(customers).where(counted).values(fewer))


def forget(connection: Connection, subject: str) -> None:
    """The customer proved everything: what failed before is over."""
    over = update(customers).where(customers.c.subject == subject).values(failures=0, locked_until=0.0)
    connection.execute(over)


def spend(connection: Connection, subject: str, step: int) -> bool:
    """Spend a step of the customer's app; whether nobody else did."""
    unused = and_(customers.c.subject == subject, customers.c.totp_step < step)
    return connection.execute(update(customers).where(unused).values(totp_step=step)).rowcount == 1


def _open(subject: str, now: float) -> ColumnElement[bool]:
    return and_(customers.c.subject == subject, customers.c.locked_until <= now)


def _changed(
    connection: Connection, subject: str, where: ColumnElement[bool], values: dict[str, object]
) -> Row[tuple[object, ...]] | None:
    if is_ghost(subject):
        return None
    put_if_new(connection, customers, row(subject))
    if connection.execute(update(customers).where(where).values(values)).rowcount != 1:
        return None
    return connection.execute(select(customers).where(customers.c.subject == subject)).one()


def row(subject: str, *, password: str = "", totp: str = "") -> dict[str, object]:
    """The row of a customer who never tried."""
    factors = {"password": password, "totp": totp, "totp_step": 0}
    return {"subject": subject, **factors, "failures": 0, "locked_until": 0.0}
