"""What the tests of the customers' sign-in stand on."""

import asyncio
from random import Random

import pytest

from needline.customers import SignIn
from needline.sealing import Ring
from needline.store.database import Database
from tests.clock import Clock
from tests.customers.people import enrol
from tests.footing import clock, database, file, ring

__all__ = ["clock", "database", "file", "ring"]


@pytest.fixture
def sign_in(database: Database, ring: Ring, clock: Clock) -> SignIn:
    """A sign-in of customers whom `people` names."""
    sign_in = SignIn(database, ring, clock, Random(7).randrange)
    asyncio.run(enrol(sign_in))
    return sign_in
