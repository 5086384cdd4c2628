"""Links by which a customer proves who they are: one row for each, named by the seal of its token.

A link lives 15 minutes, for one contact, and works once; a newer one for the same contact takes its place. Codes
are bound to the link they were asked for by, and have three tries. Each rule is a condition of the one update that
acts on it, so that no two requests can both win.

A code that was sent also leaves a row of its own, used from the start, so that sendings can be counted by customer.
"""

import secrets

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, func, insert, or_, select, update

from needline.estate.model import Assurance
from needline.store.tables import sign_in as links

LIFE = 15 * 60.0  # seconds
CODE_LIFE = 5 * 60.0  # seconds
CODE_TRIES = 3
SENDINGS = 5  # codes to one customer in an hour
HOUR = 3600.0  # seconds

_SENT = 0.0  # `until` of the row of a sending: it never was a link


def add(
    connection: Connection, seal: str, contact: str, *, subject: str | None, level: Assurance, now: float
) -> None:
    """A new link for `contact`; the older ones are void. Sweeps out what no rule looks at any more."""
    connection.execute(delete(links).where(links.c.at <= now - HOUR))
    connection.execute(update(links).where(links.c.contact == contact, ~links.c.used).values(used=True, code=""))
    connection.execute(insert(links).values(_row(seal, contact, subject, level, now)))


def live(connection: Connection, seal: str, now: float) -> Row[tuple[object, ...]] | None:
    """The link's row, if it still works."""
    return connection.execute(_select().where(_lives(seal, now))).first()


def held(connection: Connection, seal: str, now: float) -> Row[tuple[object, ...]] | None:
    """The same, kept from others until the transaction ends; it writes even where nothing comes of it."""
    return _changed(connection, seal, _lives(seal, now), {"tries": links.c.tries})


def tried(connection: Connection, seal: str, now: float) -> Row[tuple[object, ...]] | None:
    """The link's row after one try was taken from its code; `None` when none was left."""
    return _changed(connection, seal, and_(_lives(seal, now), links.c.tries > 0), {"tries": links.c.tries - 1})


def name(connection: Connection, seal: str, subject: str, now: float) -> bool:
    """Bind the link to a customer for good; whether it is theirs now."""
    theirs = or_(links.c.subject.is_(None), links.c.subject == subject)
    return _changed(connection, seal, and_(_lives(seal, now), theirs), {"subject": subject}) is not None


def pass_password(connection: Connection, seal: str, subject: str, now: float) -> bool:
    """The password of `subject` was right; whether the link was still theirs to use."""
    theirs = or_(links.c.subject.is_(None), links.c.subject == subject)
    passed = {"subject": subject, "password_ok": True}
    return _changed(connection, seal, and_(_lives(seal, now), theirs), passed) is not None


def put_code(connection: Connection, seal: str, code: str, now: float) -> None:
    """A new code, already sealed, in place of the earlier one."""
    fresh = {"code": code, "code_until": now + CODE_LIFE, "tries": CODE_TRIES}
    connection.execute(update(links).where(_lives(seal, now)).values(fresh))


def use(connection: Connection, seal: str, now: float) -> bool:
    """Use the link up; whether nobody did before."""
    return _changed(connection, seal, _lives(seal, now), {"used": True, "code": ""}) is not None


def sent(connection: Connection, subject: str, now: float) -> int:
    """How many codes were sent to this customer within the hour."""
    rows = and_(links.c.subject == subject, links.c.until == _SENT, links.c.at > now - HOUR)
    return connection.execute(select(func.count()).where(rows)).scalar_one()


def count_sending(connection: Connection, contact: str, subject: str, now: float) -> None:
    """One more code goes out to this customer."""
    row = _row(secrets.token_hex(32), contact, subject, Assurance.NOTHING, now)
    connection.execute(insert(links).values({**row, "used": True, "until": _SENT}))


def _row(seal: str, contact: str, subject: str | None, level: Assurance, now: float) -> dict[str, object]:
    return {
        "seal": seal,
        "contact": contact,
        "subject": subject,
        "level": level.word,
        "password_ok": False,
        "code": "",
        "code_until": 0.0,
        "tries": CODE_TRIES,  # for an authenticator's code, which nobody has to send
        "until": now + LIFE,
        "used": False,
        "at": now,
    }


def _select() -> Select[tuple[object, ...]]:
    return select(links)


def _lives(seal: str, now: float) -> ColumnElement[bool]:
    return and_(links.c.seal == seal, ~links.c.used, links.c.until > now)


def _changed(
    connection: Connection, seal: str, where: ColumnElement[bool], values: dict[str, object]
) -> Row[tuple[object, ...]] | None:
    if connection.execute(update(links).where(where).values(values)).rowcount != 1:
        return None
    return connection.execute(_select().where(links.c.seal == seal)).one()
