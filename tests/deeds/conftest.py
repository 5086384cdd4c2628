"""A shop over a database of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from needline.store.database import Database
from tests.deeds.shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    database = Database.open(f"sqlite:///{tmp_path / 'state.sqlite'}")
    yield Shop(database)
    database.close()
