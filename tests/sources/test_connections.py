"""Connections: the source that a policy means, and no other."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from needline.errors import SettingsError, SourceError
from needline.estate.model import Estate, Store
from needline.forms import use
from needline.policy import Policy, compile_policy
from needline.sources import Connections, SqlSource
from needline.sources.post import PostSource
from tests.broker_estate import ESTATE
from tests.sources.town import build


@pytest.fixture
def url(tmp_path: Path) -> str:
    return build(f"sqlite:///{tmp_path / 'town.db'}")


@pytest.fixture
def connections(url: str) -> Iterator[Connections]:
    made = Connections({"env:CORE": url, "env:BILLING": url}.__getitem__)
    yield made
    made.close()


def policy(**changes: object) -> Policy:
    return compile_policy(replace(ESTATE, **changes))


def test_a_store_has_one_source_as_long_as_its_policy(connections: Connections) -> None:
    one = policy()
    assert connections(one, "core") is connections(one, "core")
    assert isinstance(connections(one, "core"), SqlSource)
    assert isinstance(connections(one, ""), PostSource)


def test_a_new_policy_reads_the_columns_that_it_names(connections: Connections) -> None:
    before = policy()
    moved = replace(ESTATE.stores["core"], holds={**ESTATE.stores["core"].holds, "name": "customers.secret"})
    after = policy(stores={**ESTATE.stores, "core": moved})
    for known, name in ((before, "Amara Okafor"), (after, "rosebud"), (before, "Amara Okafor")):
        rows = asyncio.run(connections(known, "core").fetch("1", ["name"]))
        assert [use(row) for row in rows["name"]] == [name]


def test_sources_of_long_gone_policies_are_let_go(connections: Connections) -> None:
    first = policy()
    source = connections(first, "core")
    for number in range(3):
        connections(policy(people=number), "core")
    assert connections(first, "core") is not source


@pytest.mark.parametrize("name", ["nowhere", "transcripts"])
def test_what_is_no_database_is_an_error(connections: Connections, name: str) -> None:
    estate: dict[str, Store] = {**ESTATE.stores, "transcripts": Store(at="env:TRANSCRIPTS", format="mbox")}
    with pytest.raises(SourceError, match=f"'{name}' is no database of this estate"):
        connections(policy(stores=estate), name)
    with pytest.raises(SourceError, match="'' is no database"):
        connections.database(policy(), "")


def test_an_address_that_is_not_set_is_told(connections: Connections) -> None:
    def nothing(at: str) -> str:
        raise SettingsError(f"{at} is not set")

    with pytest.raises(SettingsError, match="env:CORE is not set"):
        Connections(nothing)(policy(), "core")


def test_the_estate_of_these_tests_makes_sense() -> None:
    assert isinstance(ESTATE, Estate)
    assert policy().seats["ava"].bot
