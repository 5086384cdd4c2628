"""The contract of the store runs on every engine that it supports: `url` is an empty database of each in turn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from needline.sealing import Ring
from needline.store.database import Database
from needline.store.evidence import Evidence
from needline.store.record import Recorder


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    """Where a state in SQLite is, once somebody opens it."""
    return tmp_path / "state.sqlite"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, sqlite_file: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{sqlite_file}"
    found: str = request.getfixturevalue("postgresql_url")
    return found


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = Database.open(url, patience=0.2)
    yield database
    database.close()


@pytest.fixture
def sqlite(sqlite_file: Path) -> Iterator[Database]:
    """For what only SQLite has: a file that we can look into."""
    database = Database.open(f"sqlite:///{sqlite_file}", patience=0.2)
    yield database
    database.close()


@pytest.fixture
def ring() -> Ring:
    return Ring(bytes(32), "shop.example/record")


@pytest.fixture
def recorder(database: Database, ring: Ring) -> Iterator[Recorder]:
    recorder = Recorder(database, ring.signer, ring.origin)
    yield recorder
    recorder.close()


@pytest.fixture
def evidence(database: Database, ring: Ring) -> Evidence:
    return Evidence(database, ring.signer.verifier, ring.origin)
