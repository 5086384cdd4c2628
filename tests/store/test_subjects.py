"""Subjects: one random name per customer, that can be forgotten and not be guessed."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from needline.sealing import Ring
from needline.store.database import Database
from needline.store.subjects import Subjects


@pytest.fixture
def subjects(database: Database, ring: Ring) -> Subjects:
    return Subjects(database, ring)


@pytest.fixture
def elsewhere(url: str, ring: Ring) -> Iterator[Subjects]:
    """The subjects as another process has them."""
    database = Database.open(url)
    yield Subjects(database, ring)
    database.close()


def test_a_customer_has_one_name(subjects: Subjects) -> None:
    async def story() -> set[str]:
        return set(await asyncio.gather(*(subjects.pseudonym("42") for _ in range(20))))

    (name,) = asyncio.run(story())
    assert len(bytes.fromhex(name)) == 16
    assert asyncio.run(subjects.pseudonym("42")) == name


def test_every_process_knows_the_same_name(subjects: Subjects, elsewhere: Subjects) -> None:
    async def story() -> list[str]:
        return await asyncio.gather(*(one.pseudonym("42") for one in (subjects, elsewhere) for _ in range(5)))

    assert len(set(asyncio.run(story()))) == 1


def test_two_customers_have_two_names(subjects: Subjects) -> None:
    assert asyncio.run(subjects.pseudonym("42")) != asyncio.run(subjects.pseudonym("43"))


def test_to_look_makes_no_name(subjects: Subjects) -> None:
    assert asyncio.run(subjects.known("42")) is None
    name = asyncio.run(subjects.pseudonym("42"))
    assert asyncio.run(subjects.known("42")) == name


def test_another_key_ring_finds_nobody(database: Database, subjects: Subjects) -> None:
    asyncio.run(subjects.pseudonym("42"))
    assert asyncio.run(Subjects(database, Ring(bytes([1]) * 32, "shop.example/record")).known("42")) is None


def test_who_was_forgotten_gets_another_name(subjects: Subjects) -> None:
    name = asyncio.run(subjects.pseudonym("42"))
    assert asyncio.run(subjects.forget("42"))
    assert asyncio.run(subjects.known("42")) is None
    assert asyncio.run(subjects.pseudonym("42")) != name


def test_nobody_is_forgotten_who_was_not_known(subjects: Subjects) -> None:
    assert not asyncio.run(subjects.forget("42"))


def test_who_was_forgotten_is_in_no_file(sqlite: Database, sqlite_file: Path, ring: Ring) -> None:
    subjects = Subjects(sqlite, ring)
    traces = (asyncio.run(subjects.pseudonym("42")).encode(), ring.seal("subject", "42").encode())

    def found() -> set[str]:
        return {path.name for path in sqlite_file.parent.iterdir() for trace in traces if trace in path.read_bytes()}

    assert found() != set()
    asyncio.run(subjects.forget("42"))
    assert found() == set()


def test_memory_holds_the_names_used_last(database: Database, ring: Ring) -> None:
    subjects = Subjects(database, ring, kept=2)
    for subject in ("1", "2", "1", "3"):
        asyncio.run(subjects.pseudonym(subject))
    assert list(subjects._kept) == [ring.seal("subject", subject) for subject in ("1", "3")]


def test_who_was_forgotten_elsewhere_is_forgotten_here_in_time(
    database: Database, elsewhere: Subjects, ring: Ring
) -> None:
    subjects = Subjects(database, ring, fresh=0.0)
    name = asyncio.run(subjects.pseudonym("42"))
    asyncio.run(elsewhere.forget("42"))
    assert asyncio.run(subjects.pseudonym("42")) != name
