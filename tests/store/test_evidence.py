"""Evidence: what is found, what does not add up and where, and that every decision follows again."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Table, delete, insert, select, text, update

from needline.contact import Contact
from needline.errors import EvidenceError
from needline.record.checkpoint import Checkpoint, sign, signer_from_seed
from needline.record.entry import Decided, Entry, SignedOut, encode
from needline.record.tree import EMPTY, leaf_hash
from needline.sealing import Ring
from needline.store.database import Database
from needline.store.evidence import Evidence, Kept, Replayed, _page
from needline.store.policies import Policies
from needline.store.record import Recorder
from needline.store.tables import checkpoint, entry
from needline.store.tables import policy as policies
from tests.record.entries import ENTRIES as ALL_ENTRIES
from tests.record.entries import ESTATE, POLICY, SUBJECT, decided, ordered, policy, signed_out

Change = Callable[[Connection], object]

ENTRIES = ALL_ENTRIES[:20]  # so many that places in it can be told by heart
FINDS: tuple[tuple[dict[str, object], list[int]], ...] = (
    ({"limit": 3}, [19, 18, 17]),
    ({"limit": 0}, []),
    ({"before": 2}, [1, 0]),
    ({"after": 17}, [19, 18]),
    ({"before": 10, "after": 7}, [9, 8]),
    ({"before": 0}, []),
    ({"after": 99}, []),
    ({"kind": "ordered"}, [11, 9]),
    ({"kind": "nothing"}, []),
    ({"agent": "sam"}, [18, 17]),
    ({"agent": "ava"}, [13]),
    ({"agent": ""}, [15, 7, 6, 1]),
    ({"subject": SUBJECT, "after": 11}, [14, 13, 12]),
    ({"subject": "ff" * 16}, []),
    ({"contact": "c1", "before": 3}, [2, 1]),
    ({"subject": SUBJECT, "agent": "maria", "kind": "closed"}, [14]),
    ({"element": "card_number"}, [8]),
    ({"element": "phone"}, [5]),
    ({"element": "refund"}, [11, 10, 9]),
    ({"element": "refund", "limit": 2}, [11, 10]),
    ({"element": "refund", "before": 11, "agent": "maria"}, [10, 9]),
    ({"element": "card"}, []),
    ({"element": "maria"}, []),
    ({"element": 'x"'}, []),
)


@pytest.fixture
def written(recorder: Recorder) -> tuple[Entry, ...]:
    """One entry of each kind, each under a checkpoint of its own."""
    for one in ENTRIES:
        recorder.append_now(one)
    return ENTRIES


def found(evidence: Evidence, **fits: object) -> list[int]:
    kept = asyncio.run(evidence.entries(**fits))  # type: ignore[arg-type]  # each case names what it filters by
    assert all(ENTRIES[one.place] == one.entry for one in kept)
    return [one.place for one in kept]


# ── finding ──
@pytest.mark.usefixtures("written")
def test_entries_are_found_newest_first(evidence: Evidence) -> None:
    assert [(fits, found(evidence, **fits)) for fits, _ in FINDS] == list(FINDS)


def test_all_of_a_contact_is_found(evidence: Evidence, written: tuple[Entry, ...]) -> None:
    outside = {0, 15, 16, 17, 18, 19}
    assert found(evidence, contact="c1") == [place for place in reversed(range(len(written))) if place not in outside]


def test_a_search_goes_past_what_only_mentions_the_element(recorder: Recorder, evidence: Evidence) -> None:
    recorder.append_now(decided("name"))
    for _ in range(5):  # the word stands in these, but as the agent's name
        recorder.append_now(SignedOut(at=1.0, agent="name"))
    assert asyncio.run(evidence.entries(element="name", limit=2)) == (Kept(place=0, entry=decided("name")),)


def test_the_database_looks_for_the_element_itself(
    database: Database, evidence: Evidence, recorder: Recorder
) -> None:
    recorder.append_now(decided("name"))
    recorder.append_now(decided("card_number"))
    recorder.append_now(decided("cardXnumber"))  # an underscore is no joker
    assert [one.place for one in asyncio.run(evidence.entries(element="card_number"))] == [1]
    assert len(database.reading(_page([], None, 10))) == 3


def test_a_body_that_cannot_be_read_is_named(database: Database, evidence: Evidence, recorder: Recorder) -> None:
    recorder.append_now(ENTRIES[0])
    database.writing(lambda connection: connection.execute(update(entry).values(body=b"{}")))
    with pytest.raises(EvidenceError, match="entry 0 cannot be read") as caught:
        asyncio.run(evidence.entries())
    assert caught.value.place == 0


# ── adding up ──
def test_an_empty_record_adds_up(evidence: Evidence) -> None:
    verified = asyncio.run(evidence.verify())
    assert (verified.size, verified.root, verified.checkpoints) == (0, EMPTY, 0)


def test_a_record_adds_up(evidence: Evidence, written: tuple[Entry, ...]) -> None:
    verified = asyncio.run(evidence.verify())
    assert (verified.size, verified.checkpoints) == (len(written), len(written))
    assert 0 < verified.seconds < 60


def test_a_record_adds_up_while_it_grows(recorder: Recorder, evidence: Evidence) -> None:
    async def story() -> list[int]:
        growing = asyncio.gather(*map(recorder.append, signed_out(300)))
        seen = [(await evidence.verify()).size for _ in range(5)]
        await growing
        return [*seen, (await evidence.verify()).size]

    sizes = asyncio.run(story())
    assert sizes == sorted(sizes)
    assert sizes[-1] == 300


def test_another_key_or_another_record_does_not_add_up(database: Database, ring: Ring, recorder: Recorder) -> None:
    recorder.append_now(ENTRIES[0])
    stranger = signer_from_seed(ring.origin, bytes(32)).verifier
    for evidence in (Evidence(database, stranger, ring.origin), Evidence(database, ring.signer.verifier, "other")):
        with pytest.raises(EvidenceError) as caught:
            asyncio.run(evidence.verify())
        assert caught.value.place == 0


def flipped(column: bytes, at: int = 20) -> bytes:
    return column[:at] + bytes([column[at] ^ 1]) + column[at + 1 :]


def at(place: int, **values: object) -> Change:
    return lambda connection: connection.execute(update(entry).where(entry.c.place == place).values(values))


def flip(table: Table, name: str, row: int) -> Change:
    key = next(iter(table.primary_key.columns))

    def change(connection: Connection) -> None:
        was = connection.execute(select(table.c[name]).where(key == row)).scalar_one()
        now = flipped(was) if isinstance(was, bytes) else flipped(was.encode()).decode()
        connection.execute(update(table).where(key == row).values({name: now}))

    return change


def exchange(place: int, other: Entry) -> Change:
    body = encode(other)
    return at(place, body=body, leaf=leaf_hash(body), agent=other.agent, kind="signed-out", subject=None, contact="")  # type: ignore[union-attr]  # the cases sign out


def swap(first: int, second: int) -> Change:
    def change(connection: Connection) -> None:
        for place, to in ((first, -1), (second, first), (-1, second)):
            connection.execute(update(entry).where(entry.c.place == place).values(place=to))

    return change


def gone(table: Table, *rows: int) -> Change:
    key = next(iter(table.primary_key.columns))
    return lambda connection: connection.execute(delete(table).where(key.in_(rows)))


def added(connection: Connection) -> None:
    body = encode(SignedOut(at=1.0, agent="nobody"))
    row = {"place": 20, "kind": "signed-out", "agent": "nobody", "contact": "", "body": body, "leaf": leaf_hash(body)}
    connection.execute(insert(entry).values(row))


def signed_by_another(connection: Connection) -> None:
    note = sign(
        Checkpoint(origin="shop.example/record", size=9, root=leaf_hash(b"x")), signer_from_seed("x", bytes(32))
    )
    connection.execute(update(checkpoint).where(checkpoint.c.size == 9).values(note=note))


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("change", "place", "what"),
    [
        pytest.param(flip(entry, "body", 8), 8, "entry 8 was changed: its leaf", id="a byte of a body"),
        pytest.param(flip(entry, "leaf", 8), 8, "entry 8 was changed: its leaf", id="a byte of a leaf"),
        pytest.param(at(8, kind="opened"), 8, "entry 8 was changed: its kind", id="a kind"),
        pytest.param(at(8, subject="e" * 32), 8, "entry 8 was changed: its subject", id="a subject"),
        pytest.param(at(8, subject=None), 8, "entry 8 was changed: its subject", id="a subject taken away"),
        pytest.param(at(8, agent="marib"), 8, "entry 8 was changed: its agent", id="an agent"),
        pytest.param(at(8, contact="c2"), 8, "entry 8 was changed: its contact", id="a contact"),
        pytest.param(
            exchange(8, SignedOut(at=4.0, agent="maria")), 8, "an entry from 8 to 8", id="an entry with its leaf"
        ),
        pytest.param(swap(4, 11), 4, "an entry from 4 to 4", id="two entries that changed places"),
        pytest.param(gone(entry, 8), 8, "entry 8 is missing", id="a deleted entry"),
        pytest.param(gone(entry, 18, 19), 18, "entry 18 and later are missing", id="a tail cut under its checkpoint"),
        pytest.param(gone(checkpoint, 19, 20), 18, "no checkpoint covers entry 18", id="a tail without checkpoint"),
        pytest.param(gone(checkpoint, *range(21)), 0, "no checkpoint covers entry 0", id="no checkpoint at all"),
        pytest.param(added, 20, "no checkpoint covers entry 20", id="an entry added"),
        pytest.param(flip(checkpoint, "note", 9), 8, "checkpoint 9 does not hold", id="a byte of a checkpoint"),
        pytest.param(flip(checkpoint, "frontier", 9), 8, "the frontier of checkpoint 9", id="a byte of a frontier"),
        pytest.param(signed_by_another, 8, "checkpoint 9 does not hold", id="a checkpoint by another key"),
    ],
)
def test_what_was_changed_is_found_where_it_was(
    database: Database, evidence: Evidence, change: Change, place: int, what: str
) -> None:
    database.writing(change)
    with pytest.raises(EvidenceError) as caught:
        asyncio.run(evidence.verify())
    assert caught.value.place == place
    assert str(caught.value).startswith(what)


@pytest.mark.parametrize("name", ["body", "agent", "leaf"])
def test_a_value_of_another_type_is_found_where_it_is(sqlite: Database, ring: Ring, name: str) -> None:
    recorder = Recorder(sqlite, ring.signer, ring.origin)
    for one in ENTRIES[:3]:
        recorder.append_now(one)
    recorder.close()
    other = "CAST(agent AS BLOB)" if name == "agent" else f"hex({name})"
    sqlite.writing(lambda connection: connection.execute(text(f"UPDATE entry SET {name} = {other} WHERE place = 1")))
    with pytest.raises(EvidenceError, match="row 1 of the record was changed") as caught:
        asyncio.run(Evidence(sqlite, ring.signer.verifier, ring.origin).verify())
    assert caught.value.place == 1


# ── deciding again ──
@pytest.fixture
def applied(database: Database) -> None:
    asyncio.run(Policies(database).apply(POLICY.estate, by="sam", at=1.0))


def replay(evidence: Evidence, after: int | None = None) -> Replayed:
    return asyncio.run(evidence.replay(after=after))


@pytest.mark.usefixtures("applied", "written")
def test_every_decision_follows_again(evidence: Evidence) -> None:
    assert replay(evidence) == Replayed(decisions=3, identical=3, different=(), unknown=())
    assert replay(evidence, after=8) == Replayed(decisions=2, identical=2, different=(), unknown=())


@pytest.mark.usefixtures("applied")
def test_a_decision_that_does_not_follow_is_named(recorder: Recorder, evidence: Evidence) -> None:
    told = decided("card_number", contact=Contact(id="c", channel="phone", journey="dispute", desk="billing"))
    forged = Decided(at=1.0, decision=type(told.decision)(ask=told.decision.ask, answers=(), policy=POLICY.digest))
    for one in (decided("name"), forged, ordered("5")):
        recorder.append_now(one)
    assert replay(evidence) == Replayed(decisions=3, identical=2, different=(1,), unknown=())


@pytest.mark.usefixtures("applied")
def test_each_decision_is_judged_by_its_own_policy(
    database: Database, recorder: Recorder, evidence: Evidence
) -> None:
    later = policy(ESTATE.replace("card_number: masked", "card_number: full"))
    asyncio.run(Policies(database).apply(later.estate, by="sam", at=2.0))
    for one in (decided("card_number"), decided("card_number", under=later), decided("card_number")):
        recorder.append_now(one)
    assert replay(evidence).identical == 3


def test_a_policy_that_nobody_has_is_named(recorder: Recorder, evidence: Evidence) -> None:
    recorder.append_now(decided("name"))
    assert replay(evidence) == Replayed(decisions=1, identical=0, different=(0,), unknown=(POLICY.digest,))


@pytest.mark.usefixtures("applied")
def test_a_policy_that_was_changed_in_the_database_decides_nothing(
    database: Database, recorder: Recorder, evidence: Evidence
) -> None:
    recorder.append_now(decided("name"))
    database.writing(lambda connection: connection.execute(update(policies).values(estate=b"{}")))
    assert replay(evidence).unknown == (POLICY.digest,)


@pytest.mark.usefixtures("applied")
def test_an_entry_called_a_decision_that_is_none_does_not_follow(
    database: Database, recorder: Recorder, evidence: Evidence
) -> None:
    recorder.append_now(ENTRIES[0])
    database.writing(at(0, kind="decided"))
    assert replay(evidence) == Replayed(decisions=1, identical=0, different=(0,), unknown=())
