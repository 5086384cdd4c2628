"""Some values of a table, by blocks of its key: from its whole length, and at the same cost whatever its size.

Values are held in memory while their table is judged. They are never stored, logged or printed.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Executable, String, cast, column, func, select, table
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from needline.discover.connecting import reason
from needline.discover.schema import Column, Family, Table, Unread

_BLOCKS = 10
_SHOWN = 4_000  # characters of a value that are read; of JSON more, for a part of it cannot be parsed
_SHOWN_JSON = 60_000
_STEPS = 20_000  # of SQLite's machine between two looks at the clock


class Sample(Struct, frozen=True, kw_only=True):
    """Values of a table by column, one row per place; absent where a column was not read."""

    values: Mapping[str, tuple[str | None, ...]]
    unread: tuple[Unread, ...] = ()
    lost: bool = False  # the connection broke

    def __repr__(self) -> str:
        return f"Sample({len(self.values)} columns)"


def sample(connection: Connection, source: Table, *, most: int, seconds: float) -> Sample:
    """Up to `most` rows of the table, in at most about `seconds`; what cannot be read is told."""
    wanted = [one for one in source.columns if one.family is not Family.BLOB]
    try:
        with _limited(connection, seconds):
            return Sample(values=_columns(wanted, _rows(connection, source, wanted, most)))
    except SQLAlchemyError as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            return Sample(values={}, unread=(Unread(where=source.name, why="the connection was lost"),), lost=True)
        return _apart(connection, source, wanted, error, most=most, seconds=seconds)


def _apart(
    connection: Connection,
    source: Table,
    wanted: Sequence[Column],
    error: SQLAlchemyError,
    *,
    most: int,
    seconds: float,
) -> Sample:
    """Column by column, to find those that cannot be read; the whole table is told as one where none can."""
    why = reason(error)
    _forget(connection)
    if why == "it took too long" or len(wanted) < 2:
        return Sample(values={}, unread=(Unread(where=source.name, why=why),))
    values: dict[str, tuple[str | None, ...]] = {}
    unread: list[Unread] = []
    for one in wanted:
        try:
            with _limited(connection, seconds / len(wanted)):
                values |= _columns([one], _rows(connection, source, [one], most // _BLOCKS, keyed=False))
        except SQLAlchemyError as own:
            _forget(connection)
            unread.append(Unread(where=f"{source.name}.{one.name}", why=reason(own)))
    if not values:
        unread = [Unread(where=source.name, why=why)]
    return Sample(values=values, unread=tuple(unread))


def _forget(connection: Connection) -> None:
    try:
        connection.rollback()
    except SQLAlchemyError:
        connection.invalidate()


def _columns(wanted: Sequence[Column], rows: Sequence[Sequence[object]]) -> dict[str, tuple[str | None, ...]]:
    return {one.name: tuple(_text(row[at]) for row in rows) for at, one in enumerate(wanted)}


def _text(cell: object) -> str | None:
    return None if cell is None else cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell)


def _rows(
    connection: Connection, source: Table, wanted: Sequence[Column], most: int, *, keyed: bool = True
) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = []
    for statement in _statements(connection, source, wanted, most, keyed=keyed):
        rows.extend(connection.execute(statement).fetchall())
    return rows[:most]


def _statements(
    connection: Connection, source: Table, wanted: Sequence[Column], most: int, *, keyed: bool
) -> Iterator[Executable]:
    """The blocks: spread over the key where it is a number, from both ends where it is text, else the first rows."""
    here = table(source.bare, *(column(one.name) for one in source.columns), schema=source.schema)
    sqlite = connection.dialect.name == "sqlite"
    shown: list[ColumnElement[str]] = [_shown(here.c[one.name], one, sqlite=sqlite) for one in wanted]
    whole = select(*shown)
    key = source.keys[0] if keyed and len(source.keys) == 1 else None
    if key is None:
        yield whole.limit(most)
        return
    at = here.c[key.name]
    if key.family is not Family.NUMBER:
        yield whole.order_by(at).limit(most // 2)
        if connection.execute(select(at).offset(most // 2).limit(1)).first():
            yield whole.order_by(at.desc()).limit(most // 2)
        return
    lowest, highest = connection.execute(select(func.min(at), func.max(at))).one()
    if not isinstance(lowest, int) or not isinstance(highest, int) or highest - lowest < most * 2:
        yield whole.order_by(at).limit(most)
        return
    step = (highest - lowest + 1) // _BLOCKS
    for start in range(lowest, lowest + step * _BLOCKS, step):
        yield whole.where(at >= start, at < start + step).order_by(at).limit(most // _BLOCKS)


def _shown(here: ColumnElement[object], one: Column, *, sqlite: bool) -> ColumnElement[str]:
    most = _SHOWN_JSON if one.family is Family.JSON else _SHOWN
    # Every database makes text of everything, and cuts it; SQLite does not cut.
    text = cast(here, String(most))
    return (func.substr(text, 1, most) if sqlite else text).label(f"c_{one.name}"[:60])


# ── limits of time ─────────────────────────────────────────────────────────────────────────────────
@contextmanager
def _limited(connection: Connection, seconds: float) -> Iterator[None]:
    """Have the database itself give up a statement that takes longer."""
    match connection.dialect.name:
        case "sqlite":
            with _sqlite(connection, seconds):
                yield
        case "postgresql":
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, int(seconds * 1000))}")
            yield
            connection.rollback()
        case "mysql":
            connection.exec_driver_sql(f"SET SESSION max_execution_time = {max(1, int(seconds * 1000))}")
            yield
        case _:
            yield


@contextmanager
def _sqlite(connection: Connection, seconds: float) -> Iterator[None]:
    own = connection.connection.driver_connection
    if own is None:
        yield
        return
    ends = time.monotonic() + seconds
    late: Callable[[], bool] = lambda: time.monotonic() > ends  # noqa: E731  # it is handed to SQLite as it is
    own.text_factory = lambda raw: raw.decode(errors="replace")
    own.set_progress_handler(late, _STEPS)
    try:
        yield
    finally:
        own.set_progress_handler(None, 0)
