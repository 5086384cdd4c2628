"""A database to look at: its address, its name in the draft, and connections that only read.

A password never leaves this module: what is told of an address is its kind of database and its last part, and of
a driver's error its class alone, for its text may quote the address or a value.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote

from msgspec import Struct
from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from needline.errors import SourceError

_DRIVERS = {
    "postgresql": "pip install 'needline[postgresql]'",
    "mysql": "pip install pymysql and write mysql+pymysql://…",
    "mariadb": "pip install pymysql and write mariadb+pymysql://…",
    "oracle": "pip install oracledb and write oracle+oracledb://…",
    "mssql": "pip install pyodbc",
}
_ENV = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")
# What SQLite says in words of its own, which quote nothing.
_PLAIN = {
    "interrupted": "it took too long",
    "unable to open database file": "there is no such file, or no permission to read it",
    "file is not a database": "the file is no SQLite database",
    "database is locked": "another program has locked it",
    "database disk image is malformed": "the file is damaged",
}
_SAID = {
    "InsufficientPrivilege": "no permission",
    "QueryCanceled": "it took too long",
    "UndefinedTable": "it is gone",
    "UndefinedColumn": "the column is gone",
}


class Source(Struct, frozen=True, kw_only=True):
    """A database by its address."""

    name: str  # in the draft
    at: str  # what the draft says: env:NAME
    engine: Engine

    def __repr__(self) -> str:
        return f"Source({self.name!r})"  # an address may hold a password


def sources(addresses: tuple[str, ...], environment: Mapping[str, str]) -> tuple[Source, ...]:
    """The databases at `addresses`, each a SQLAlchemy URL or env:NAME, with names that differ.

    Raises `SourceError` where one is no address, its variable is not set, or its driver is missing.
    """
    found: dict[str, Source] = {}
    for address in addresses:
        url, variable = _url(address, environment)
        name = _free(_name(url, variable), found)
        at = f"env:{variable or f'{name.upper()}_DATABASE'}"
        found[name] = Source(name=name, at=at, engine=_engine(url))
    return tuple(found.values())


def connect(source: Source) -> Connection:
    """A connection that only reads. Raises `SourceError`."""
    try:
        return source.engine.connect()
    except (SQLAlchemyError, OSError) as error:
        raise SourceError(f"{source.name} cannot be reached: {reason(error)}") from None


def reason(error: BaseException) -> str:
    """What a database's error says, in words that quote nothing."""
    own = getattr(error, "orig", None) if isinstance(error, DBAPIError) else None
    if own is None:
        return type(error).__name__
    word = type(own).__name__
    if str(own) in _PLAIN:
        return _PLAIN[str(own)]
    if word == "OperationalError" and getattr(own, "sqlstate", "") is None:
        return "nobody answers there, or the sign-in was refused"
    return _SAID.get(word, word)


def _url(address: str, environment: Mapping[str, str]) -> tuple[URL, str]:
    """The URL, and the variable that it stands in."""
    variable = _ENV.fullmatch(address)
    if variable:
        address = environment.get(variable[1], "")
        if not address:
            raise SourceError(f"env:{variable[1]} is not set; set it to the database's URL")
    try:
        return make_url(address), variable[1] if variable else ""
    except (ArgumentError, ValueError):
        known = "sqlite:///file.db, postgresql+psycopg://user@host/database, or env:NAME"
        raise SourceError(f"this is no database URL; write one such as {known}") from None


def _name(url: URL, variable: str) -> str:
    """A name for the store, from the variable or from the database's own name."""
    word = variable.lower().removesuffix("_url").removesuffix("_database").removesuffix("_db") if variable else ""
    word = word or (url.database or "").replace("\\", "/").rpartition("/")[2].partition(".")[0].partition("?")[0]
    plain = re.sub(r"[^a-z0-9]+", "_", word.lower()).strip("_")
    return plain if plain[:1].isalpha() else f"store_{plain}".rstrip("_")


def _free(name: str, taken: Mapping[str, Source]) -> str:
    at = 2
    while (made := name if at == 2 else f"{name}_{at - 1}") in taken:
        at += 1
    return made


def _engine(url: URL) -> Engine:
    kind = url.get_backend_name()
    if kind == "postgresql" and "+" not in url.drivername:
        url = url.set(drivername="postgresql+psycopg")
    try:
        return create_engine(_reading(url), hide_parameters=True, connect_args=_limits(url))
    except (NoSuchModuleError, ImportError, ArgumentError):
        # Without its cause, which may quote the address.
        fix = _DRIVERS.get(kind, "install its SQLAlchemy dialect")
        raise SourceError(f"there is no driver for {kind} here; {fix}") from None


def _reading(url: URL) -> URL:
    """The address of a file that is there, opened for reading: SQLite would make one that is missing."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return url
    file = url.database if url.database.startswith("file:") else f"file:{quote(url.database)}"
    return url.set(database=file).update_query_dict({"mode": "ro", "uri": "true"})


def _limits(url: URL) -> dict[str, str | int]:
    if url.drivername != "postgresql+psycopg" or "options" in url.query:
        return {}
    return {"options": "-c default_transaction_read_only=on", "connect_timeout": 10}
