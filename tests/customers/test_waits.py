"""Since when something of a customer's waits."""

import asyncio
from pathlib import Path

import pytest

from needline.customers import Waits
from needline.sealing import Ring
from needline.store.database import Database
from tests.customers.people import found


@pytest.fixture
def waits(database: Database, ring: Ring) -> Waits:
    return Waits(database, ring)


def test_what_began_is_found_for_its_customer_and_nobody_else(waits: Waits) -> None:
    async def play() -> None:
        await waits.begin("anna", "changed email", 10.0, change=True)
        await waits.begin("anna", "changed phone", 20.0, change=True)
        await waits.begin("anna", "changed phone", 30.0, change=True)
        asked = ("changed email", "changed phone", "changed name")
        assert await waits.since("anna", asked) == {"changed email": 10.0, "changed phone": 30.0}
        assert await waits.since("bert", asked) == {}
        await waits.end("anna", "changed email")
        assert await waits.since("anna", asked) == {"changed phone": 30.0}

    asyncio.run(play())


def test_wishes_are_forgotten_and_changes_are_not(waits: Waits) -> None:
    async def play() -> None:
        await waits.begin("anna", "changed email", 10.0, change=True)
        await waits.begin("anna", "asked payout", 20.0, change=False)
        await waits.begin("bert", "asked payout", 30.0, change=False)
        await waits.forget_wishes("anna")
        assert await waits.since("anna", ("changed email", "asked payout")) == {"changed email": 10.0}
        assert await waits.since("bert", ("asked payout",)) == {"asked payout": 30.0}

    asyncio.run(play())


def test_neither_who_nor_what_stands_there_in_clear(waits: Waits, database: Database, file: Path) -> None:
    async def play() -> None:
        await waits.begin("customer-4711", "asked payout to account-0815", 20.0, change=False)

    asyncio.run(play())
    if database.engine.dialect.name == "sqlite":
        assert found(file.parent, ("customer-4711", "account-0815")) == []
