"""What the tests of sign-in stand on: both databases, a ring, a clock that a test moves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from needline.sealing import Ring
from needline.store.database import Database
from tests.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ring() -> Ring:
    return Ring(bytes(range(32)), "needline.test/record")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "needline.db"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, file: Path) -> Iterator[Database]:
    url = f"sqlite:///{file}" if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    database = Database.open(url)
    try:
        yield database
    finally:
        database.close()
