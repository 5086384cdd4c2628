"""Connections: the source that a policy means, and no other."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from needline.errors import SettingsError, SourceError
from needline.estate.model import Estate, Store
from needline.forms import use
from needline.policy import Policy, compile_policy
from needline.sources import Connections, HttpSource, SqlSource
from needline.sources.post import PostSource
from tests.broker_estate import ESTATE
from tests.sources.crm import API, PEOPLE, listening, saying
from tests.sources.town import build

NAMES_BEHIND_AN_API = {
    **ESTATE.stores,
    "core": replace(
        ESTATE.stores["core"], holds={key: at for key, at in ESTATE.stores["core"].holds.items() if key != "name"}
    ),
    "crm": replace(API, holds={"name": "customers.full_name"}),
}


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


def test_a_store_that_says_what_it_answers_is_an_api() -> None:
    estate = policy(stores={**ESTATE.stores, "crm": replace(API, holds={})})
    with listening() as server:
        connections = Connections({"env:CRM_TOKEN": "Bearer tulip", "env:CRM": server.url}.__getitem__)
        source = connections(estate, "crm")
        assert isinstance(source, HttpSource)
        assert connections.database(estate, "crm") is source
        assert asyncio.run(source.roll({"phone": "customers.phone"})) == ()
        assert asyncio.run(connections.find(estate, "phone", "020 7946 0018")) == (("1", {"phone": "020 7946 0018"}),)
        assert asyncio.run(connections.find(estate, "email", "a@b.example")) == ()
        connections.close()
    assert server.heard[0][1]["authorization"] == "Bearer tulip"


def test_whoever_wants_to_hear_of_stray_records_does() -> None:
    strays: list[tuple[str, str]] = []
    estate = policy(stores=NAMES_BEHIND_AN_API)
    with listening() as server:
        connections = Connections(
            {"env:CRM_TOKEN": "x", "env:CRM": server.url}.__getitem__,
            lambda store, table: strays.append((store, table)),
        )
        server.instead = [saying(json.dumps(PEOPLE[2]))]
        with pytest.raises(SourceError, match="another customer's record"):
            asyncio.run(connections(estate, "crm").fetch("1", ["name"]))
        connections.close()
    assert strays == [("crm", "customers")]


def test_a_secret_that_is_not_set_is_told() -> None:
    def resolve(at: str) -> str:
        if at == "env:CRM_TOKEN":
            raise SettingsError("CRM_TOKEN is not set")
        return "https://crm.example"

    with pytest.raises(SettingsError, match="CRM_TOKEN is not set"):
        Connections(resolve)(policy(stores=NAMES_BEHIND_AN_API), "crm")


def test_an_address_that_is_not_set_is_told(connections: Connections) -> None:
    def nothing(at: str) -> str:
        raise SettingsError(f"{at} is not set")

    with pytest.raises(SettingsError, match="env:CORE is not set"):
        Connections(nothing)(policy(), "core")


def test_the_estate_of_these_tests_makes_sense() -> None:
    assert isinstance(ESTATE, Estate)
    assert policy().seats["ava"].bot
