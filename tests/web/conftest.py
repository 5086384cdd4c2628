"""The served bank that the tests of the pages share. Each test brings contacts and customers of its own."""

from collections.abc import Iterator

import pytest

from tests.web.houses import Guest, Town


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with Town(tmp_path_factory.mktemp("town")) as served:
        yield served


@pytest.fixture
def guest(town: Town) -> Iterator[Guest]:
    """Somebody who was never here before."""
    with town.guest() as somebody:
        yield somebody
