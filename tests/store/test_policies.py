"""Policies: the one in force is met at once, and none that was tampered with grants anything."""

import asyncio
import hashlib
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from sqlalchemy import update

from needline.errors import EstateError, StoreError
from needline.policy import digest, grants, guards
from needline.store.database import Database
from needline.store.policies import Applied, Policies
from needline.store.tables import policy as table
from tests.record.entries import ESTATE, POLICY, policy

LATER = policy(ESTATE.replace("card_number: masked", "card_number: full"))


@pytest.fixture
def policies(database: Database) -> Policies:
    return Policies(database)


@pytest.fixture
def elsewhere(url: str) -> Iterator[Policies]:
    """The policies as another process has them."""
    database = Database.open(url)
    yield Policies(database)
    database.close()


def test_without_a_policy_there_is_no_answer(policies: Policies) -> None:
    with pytest.raises(StoreError, match="no policy is in force; apply an estate first"):
        asyncio.run(policies.current())


def test_what_was_applied_is_in_force(policies: Policies) -> None:
    applied = asyncio.run(policies.apply(POLICY.estate, by="sam", at=5.0))
    assert asyncio.run(policies.current()) == applied
    assert (applied.digest, grants(applied), guards(applied)) == (POLICY.digest, grants(POLICY), guards(POLICY))
    assert asyncio.run(policies.history()) == (Applied(digest=POLICY.digest, at=5.0, by="sam"),)


def test_every_process_reads_the_same_policy(policies: Policies, elsewhere: Policies) -> None:
    applied = asyncio.run(policies.apply(POLICY.estate, by="sam", at=5.0))
    there = asyncio.run(elsewhere.current())
    assert (there.digest, there.estate, there.needs) == (applied.digest, applied.estate, applied.needs)
    assert list(there.journeys) == list(applied.journeys)


def test_what_another_process_applied_is_met_at_the_next_question(policies: Policies, elsewhere: Policies) -> None:
    asyncio.run(policies.apply(POLICY.estate, by="sam", at=5.0))
    assert asyncio.run(policies.current()).digest == POLICY.digest
    asyncio.run(elsewhere.apply(LATER.estate, by="kim", at=6.0))
    assert asyncio.run(policies.current()).digest == LATER.digest


def test_an_earlier_policy_can_be_put_in_force_again(policies: Policies) -> None:
    for at, one in enumerate((POLICY, LATER, POLICY)):
        asyncio.run(policies.apply(one.estate, by="sam", at=float(at)))
    assert asyncio.run(policies.current()).digest == POLICY.digest
    assert [one.digest for one in asyncio.run(policies.history())] == [POLICY.digest, LATER.digest, POLICY.digest]
    assert asyncio.run(policies.by_digest(LATER.digest)).digest == LATER.digest


def test_a_policy_is_compiled_once(policies: Policies) -> None:
    asyncio.run(policies.apply(POLICY.estate, by="sam", at=5.0))
    assert asyncio.run(policies.current()) is asyncio.run(policies.current())


def test_an_estate_with_problems_changes_nothing(policies: Policies) -> None:
    asyncio.run(policies.apply(POLICY.estate, by="sam", at=5.0))
    with pytest.raises(EstateError):
        asyncio.run(policies.apply(replace(POLICY.estate, stores={}), by="sam", at=6.0))
    assert len(asyncio.run(policies.history())) == 1


def test_two_can_apply_the_same_estate_at_once(policies: Policies, elsewhere: Policies) -> None:
    async def story() -> None:
        both = (one.apply(POLICY.estate, by="sam", at=5.0) for one in (policies, elsewhere))
        await asyncio.gather(*both)

    asyncio.run(story())
    assert len(asyncio.run(policies.history())) == 2


def test_an_unknown_digest_is_said(policies: Policies) -> None:
    with pytest.raises(StoreError, match="no policy has the digest '00'"):
        asyncio.run(policies.by_digest("00"))


def test_a_policy_that_was_changed_in_the_database_is_refused(
    policies: Policies, elsewhere: Policies, database: Database
) -> None:
    asyncio.run(policies.apply(POLICY.estate, by="sam", at=5.0))
    body = database.reading(lambda connection: connection.execute(table.select()).one()).estate
    opened = body.replace(b'"masked"', b'"full"')
    assert opened != body
    database.writing(lambda connection: connection.execute(update(table).values(estate=opened)))
    with pytest.raises(StoreError, match="was changed in the database"):
        asyncio.run(elsewhere.current())


def test_a_policy_that_this_needline_cannot_read_is_refused(policies: Policies, database: Database) -> None:
    body = b'{"needline":2}'
    row = {"digest": hashlib.sha256(body).hexdigest(), "estate": body}
    database.writing(lambda connection: connection.execute(table.insert().values(row)))
    with pytest.raises(StoreError, match="is not one that this needline can enforce"):
        asyncio.run(policies.by_digest(row["digest"]))  # type: ignore[arg-type]  # a digest is text


def test_a_policy_keeps_its_digest_when_the_encoding_gains_a_field(policies: Policies, database: Database) -> None:
    asyncio.run(policies.apply(POLICY.estate, by="sam", at=5.0))
    body = database.reading(lambda connection: connection.execute(table.select()).one()).estate
    earlier = body.replace(b',"rules":[]', b"")  # as a needline would have written it that knew no rules yet
    name = hashlib.sha256(earlier).hexdigest()
    database.writing(lambda connection: connection.execute(table.insert().values(digest=name, estate=earlier)))
    found = asyncio.run(policies.by_digest(name))
    assert found.digest == name
    assert digest(found.estate) == POLICY.digest


def test_many_policies_do_not_fill_the_memory(policies: Policies) -> None:
    for at in range(20):
        estate = replace(POLICY.estate, people=at)
        asyncio.run(policies.apply(estate, by="sam", at=float(at)))
    assert len(policies._compiled) <= 16
    assert asyncio.run(policies.current()).estate.people == 19
