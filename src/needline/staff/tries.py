"""Tries: every one is counted before anything is compared, so that guesses side by side cannot outrun the count.

Ten that failed in a row lock the name for 30 minutes (PCI DSS 4.0.1 requirement 8.3.4), whatever factor they were of.
"""

from sqlalchemy import Connection, Row, Select, case, func, select, update

from needline.store.database import put_if_new
from needline.store.tables import agent as agents
from needline.store.tables import challenge as challenges

TRIES = 10  # in a row
LOCK = 30 * 60.0  # seconds

Found = Row[tuple[object, ...]]

# A try that is not counted takes as long as one that is: as many statements, one row read for nothing, and one row
# changed. It must really change: SQLite writes nothing to the disk where the new bytes are those of before.
_some = agents.c.name == select(func.min(agents.c.name)).scalar_subquery()
_NOBODY: dict[str, object] = {"seal": "nobody", "purpose": "", "until": 0.0}
_touch = update(challenges).where(challenges.c.seal == "nobody").values(until=challenges.c.until + 1)
_touch_nothing = update(challenges).where(challenges.c.seal == "").values(until=challenges.c.until + 1)


def claim(connection: Connection, name: str, now: float) -> Found | None:
    """Count a try as failed until it succeeds; the agent's row, or `None`: no such name, or locked."""
    seen = agents.c.failures + 1
    counted = (
        update(agents)
        .where(agents.c.name == typed(name), agents.c.locked_until <= now)
        .values(
            failures=case((agents.c.failures >= TRIES, 1), else_=seen),  # a lock is over: from the beginning
            locked_until=case((seen == TRIES, now + LOCK), else_=agents.c.locked_until),
        )
    )
    is_counted = connection.execute(counted).rowcount == 1
    touched = connection.execute(_touch_nothing if is_counted else _touch).rowcount
    if not is_counted and not touched:
        put_if_new(connection, challenges, _NOBODY)  # the first such try ever
    row = connection.execute(select(agents).where(agents.c.name == typed(name) if is_counted else _some)).first()
    return row if is_counted else None


def forgive(connection: Connection, name: str) -> None:
    """The try succeeded: forget those before it."""
    connection.execute(update(agents).where(agents.c.name == name).values(failures=0, locked_until=0.0))


def of(name: str) -> Select[tuple[object, ...]]:
    """The query for an agent's row."""
    return select(agents).where(agents.c.name == typed(name))


def typed(name: str) -> str:
    """The name, or that of nobody when no name looks so: a database must not be asked for a NUL."""
    return name if name.isprintable() else ""
