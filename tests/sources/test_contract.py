"""What every source promises, whether it is a database or an API."""

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needline.errors import SourceError
from needline.forms import Value, use
from needline.sources import HttpSource, SqlSource
from tests.sources.crm import API, listening
from tests.sources.town import ACTIONS, STORE, build

Source = SqlSource | HttpSource


@pytest.fixture(scope="module", params=["database", "api"])
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    """The same town behind both; every test of this module holds for both."""
    if request.param == "database":
        url = build(f"sqlite:///{tmp_path_factory.mktemp('town') / 'town.db'}")
        made: Source = SqlSource("core", STORE, url, ACTIONS)
        yield made
        made.close()
        return
    with listening() as crm:
        made = HttpSource("core", API, crm.url, {"authorization": "Bearer x"})
        yield made
        made.close()


def fetched(source: Source, subject: str, *elements: str) -> dict[str, tuple[str, ...]]:
    """What a source gives, taken out of its values."""
    values = asyncio.run(source.fetch(subject, elements))
    return {element: tuple(map(use, some)) for element, some in values.items()}


def test_a_customer_has_their_own_rows(source: Source) -> None:
    found = fetched(source, "1", "name", "merchants", "orders")
    assert found == {"name": ("Amara Okafor",), "merchants": ("Corner Shop", "Airline"), "orders": ("Lamp",)}
    assert fetched(source, "2", "name") == {"name": ("Jürgen Weiß",)}


def test_the_cells_of_a_row_stay_together(source: Source) -> None:
    assert fetched(source, "2", "charges")["charges"] == ("12 9 Bakery",)


def test_what_is_empty_is_nothing_on_file(source: Source) -> None:
    assert fetched(source, "2", "phone", "birth_date", "number") == {"phone": (), "birth_date": (), "number": ("2",)}


@pytest.mark.parametrize(
    "nobody", ["3", "unknown-4f2b", "", ".", "..", "9" * 20, "1 OR 1=1", "1/charges", "../1", "1?x", "%31", "1#"]
)
def test_an_unknown_customer_has_nothing(source: Source, nobody: str) -> None:
    assert fetched(source, nobody, "name", "charges") == {"name": (), "charges": ()}


def test_two_ways_to_write_a_key_are_not_two_customers(source: Source) -> None:
    """What is behind the source may take 01 for 1; whoever asked for 01 did not ask for 1."""
    with pytest.raises(SourceError, match="core returned"):
        fetched(source, "01", "name")


def test_nothing_asked_is_nothing_fetched(source: Source) -> None:
    assert fetched(source, "1") == {}


def test_an_element_of_another_store_is_refused(source: Source) -> None:
    with pytest.raises(SourceError, match="core does not hold 'loans'"):
        fetched(source, "1", "name", "loans")


@pytest.mark.parametrize("action", ["drop", "posted"])
def test_an_action_that_is_not_this_sources_is_refused(source: Source, action: str) -> None:
    for work in (source.act, source.rehearse):
        with pytest.raises(SourceError, match=f"core has no action '{action}'"):
            asyncio.run(work("1", action, {"name": Value("rosebud")}))


def test_one_source_serves_many_at_once(source: Source) -> None:
    async def all_at_once() -> list[tuple[str, ...]]:
        keys = ["1", "2", "3"] * 20
        found = await asyncio.gather(*(source.fetch(key, ["name", "orders"]) for key in keys))
        return [tuple(map(use, one["name"])) for one in found]

    assert asyncio.run(all_at_once()) == [("Amara Okafor",), ("Jürgen Weiß",), ()] * 20


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(subject=st.text(max_size=30), elements=st.lists(st.sampled_from(sorted(STORE.holds)), unique=True))
def test_whoever_is_asked_for_only_their_own_rows_come(source: Source, subject: str, elements: list[str]) -> None:
    try:
        found = fetched(source, subject, *elements)
    except SourceError:
        assert subject not in {"1", "2"}
        return
    assert set(found) == set(elements)
    if subject not in {"1", "2"}:
        assert not any(found.values())
