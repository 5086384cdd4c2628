"""Customers are found by exactly what they gave, and whoever is not found looks like somebody."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from needline.customers import Finder
from needline.customers.finding import normal
from needline.sealing import Ring
from needline.store.database import Database
from needline.store.tables import finding as findings

ANNA = ("anna", {"phone": "0113 496 0123", "email": "Anna.Weiß@mail.example", "reference": "NB-4017"})
BORIS = ("boris", {"phone": "+44 20 7946 0958", "email": "boris@mail.example", "reference": "NB-4018"})
CARLA = ("carla", {"phone": "(020) 7946 0958", "email": "", "reference": "NB-4019"})

Person = tuple[str, Mapping[str, str]]

NORMAL = (
    ("phone", "0113 496 0123", "+441134960123"),
    ("phone", "+44 (0) 113 496-0123", "+441134960123"),
    ("phone", "0044 113 4960123", "+441134960123"),
    ("phone", "+1 202-555-0143", "+12025550143"),
    ("phone", "nothing", ""),
    ("phone", "", ""),
    ("email", "  Anna@Mail.EXAMPLE ", "anna@mail.example"),
    ("email", "anna@mail.example", "anna@mail.example"),
    ("reference", "nb 4017", "NB4017"),
    ("reference", "№-–", "NO"),
    ("reference", "--", ""),
    ("shoe size", "42", ""),
)


@pytest.fixture
def finder(database: Database, ring: Ring) -> Finder:
    finder = Finder(database, ring, "GB")
    asyncio.run(finder.build([ANNA, BORIS, CARLA]))
    return finder


def find(finder: Finder, by: str, value: str) -> str:
    return asyncio.run(finder.find(by, value))


@pytest.mark.parametrize(("by", "written", "same"), NORMAL)
def test_a_value_is_the_same_however_it_is_written(by: str, written: str, same: str) -> None:
    assert normal(by, written, "GB") == same


def test_a_customer_is_found_by_what_they_gave(finder: Finder) -> None:
    assert find(finder, "phone", "+441134960123") == "anna"
    assert find(finder, "phone", "01134 960 123") == "anna"
    assert find(finder, "email", "ANNA.WEISS@mail.example") == "anna"
    assert find(finder, "reference", "nb4017") == "anna"


NOT_FOUND = (
    ("phone", "0113 496 0124"),
    ("phone", "496 0123"),  # exactly, or not at all
    ("phone", "nothing"),
    ("email", "anna"),
    ("email", ""),  # Carla's is empty too
    ("email", "+441134960123"),
    ("reference", "--"),
    ("phone", "+44 20 7946 0958"),  # Boris's and Carla's
    ("shoe size", "42"),
    ("email", "\x00"),
)


def test_who_is_not_found_is_a_ghost_and_always_the_same(finder: Finder) -> None:
    for by, value in NOT_FOUND:
        ghost = find(finder, by, value)
        assert finder.is_ghost(ghost), value
        assert find(finder, by, value) == ghost
        assert len(ghost) == 40  # as the tables hold it


def test_a_ghost_keeps_its_name_however_its_value_is_written(finder: Finder) -> None:
    assert find(finder, "phone", "0113 496 0999") == find(finder, "phone", "+44 113 4960999")


def test_ghosts_of_two_values_are_two(finder: Finder) -> None:
    assert find(finder, "email", "x@mail.example") != find(finder, "email", "y@mail.example")


def test_a_customer_is_no_ghost(finder: Finder) -> None:
    assert not finder.is_ghost("anna")


def test_a_customer_named_twice_is_one(finder: Finder) -> None:
    asyncio.run(finder.build([ANNA, ANNA]))
    assert find(finder, "reference", "NB-4017") == "anna"


def test_three_who_share_a_value_are_not_one_again(finder: Finder) -> None:
    shared = {"phone": "0113 496 0500"}
    asyncio.run(finder.build([("a", shared), ("b", shared), ("a", shared)]))
    assert finder.is_ghost(find(finder, "phone", "0113 496 0500"))


def test_building_again_forgets_who_left_and_moves_what_moved(finder: Finder) -> None:
    moved = ("boris", {"phone": "0113 496 0123", "reference": "NB-4018"})
    assert asyncio.run(finder.build([moved, CARLA])) == 4
    assert find(finder, "phone", "0113 496 0123") == "boris"
    assert find(finder, "phone", "020 7946 0958") == "carla"
    assert finder.is_ghost(find(finder, "email", "boris@mail.example"))
    assert finder.is_ghost(find(finder, "reference", "NB-4017"))


def test_more_customers_than_a_batch_are_all_found(finder: Finder, database: Database) -> None:
    many: list[Person] = [(f"s-{n}", {"reference": f"R{n}"}) for n in range(4500)]
    assert asyncio.run(finder.build(many)) == 4500
    assert [find(finder, "reference", f"R{n}") for n in (0, 1999, 2000, 4499)] == [
        "s-0",
        "s-1999",
        "s-2000",
        "s-4499",
    ]
    rows = database.reading(lambda connection: connection.execute(select(findings)).all())
    assert len(rows) == 4500


def test_two_rings_find_nothing_of_each_other(finder: Finder, database: Database) -> None:
    other = Finder(database, Ring(b"another key of thirty-two bytes!", "needline.test/record"), "GB")
    assert other.is_ghost(find(other, "reference", "NB-4017"))


def test_no_value_stands_on_the_disk(tmp_path: Path, file: Path, ring: Ring) -> None:
    database = Database.open(f"sqlite:///{file}")
    finder = Finder(database, ring, "GB")
    asyncio.run(finder.build([ANNA, BORIS, CARLA]))
    values = [value for _, values in (ANNA, BORIS) for value in values.values()]
    normals = [normal(by, value, "GB") for _, values in (ANNA, BORIS) for by, value in values.items()]
    database.close()
    on_disk = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [value for value in values + normals if value.encode() in on_disk] == []
    assert b"boris" in on_disk


@given(st.sampled_from(["phone", "email", "reference"]), st.text(max_size=40))
def test_what_is_normal_stays_so(by: str, value: str) -> None:
    once = normal(by, value, "GB")
    assert normal(by, once, "GB") == once
