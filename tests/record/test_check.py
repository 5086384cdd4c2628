"""Checking a record: what adds up, and where what does not is found."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from needline.errors import EvidenceError
from needline.record import tree
from needline.record.check import Checked, Noted, Stored, check
from needline.record.checkpoint import Checkpoint, Signer, sign, signer_from_seed
from needline.record.entry import Entry, SignedOut, about, encode
from needline.record.tree import EMPTY, leaf_hash, root_of
from tests.record.entries import ENTRIES, signed_out

ORIGIN = "shop.example/record"
SIGNER = signer_from_seed(ORIGIN, bytes(32))
OTHER = signer_from_seed(ORIGIN, bytes([1]) * 32)

Record = tuple[list[Stored], list[Noted]]


def stored(place: int, entry: Entry) -> Stored:
    said, body = about(entry), encode(entry)
    return Stored(
        place=place,
        kind=said.kind,
        subject=said.subject,
        agent=said.agent,
        contact=said.contact,
        body=body,
        leaf=leaf_hash(body),
    )


def noted(entries: Sequence[Stored], size: int, *, origin: str = ORIGIN, signer: Signer = SIGNER) -> Noted:
    frontier = tree.extend(tree.Frontier(), (one.leaf for one in entries[:size]))
    stated = Checkpoint(origin=origin, size=size, root=tree.root(frontier))
    return Noted(size=size, note=sign(stated, signer), frontier=tree.encode(frontier))


def record(entries: Sequence[Entry], sizes: Sequence[int]) -> Record:
    kept = [stored(place, entry) for place, entry in enumerate(entries)]
    return kept, [noted(kept, size) for size in sizes]


@pytest.fixture
def ten() -> Record:
    """Ten entries under checkpoints of 1, 4, 8 and 10."""
    return record(ENTRIES[:10], (1, 4, 8, 10))


def found(entries: Sequence[Stored], checkpoints: Sequence[Noted]) -> tuple[int | None, str]:
    with pytest.raises(EvidenceError) as caught:
        check(entries, checkpoints, SIGNER.verifier, ORIGIN)
    return caught.value.place, str(caught.value)


def changed(kept: Record, place: int, **fields: object) -> Record:
    entries, checkpoints = kept
    entries[place] = replace(entries[place], **fields)
    return entries, checkpoints


def flipped(body: bytes, at: int = 10) -> bytes:
    return body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]


def test_a_record_that_adds_up_has_the_root_of_its_leaves(ten: Record) -> None:
    entries, checkpoints = ten
    root = root_of(one.leaf for one in entries)
    assert check(entries, checkpoints, SIGNER.verifier, ORIGIN) == Checked(size=10, root=root, checkpoints=4)


def test_a_record_of_nothing_adds_up() -> None:
    assert check([], [], SIGNER.verifier, ORIGIN) == Checked(size=0, root=EMPTY, checkpoints=0)


def test_every_kind_of_entry_adds_up() -> None:
    assert check(*record(ENTRIES, (len(ENTRIES),)), SIGNER.verifier, ORIGIN).size == len(ENTRIES)


def test_a_byte_changed_in_a_body_is_found_there(ten: Record) -> None:
    place, what = found(*changed(ten, 6, body=flipped(ten[0][6].body)))
    assert (place, what) == (6, "entry 6 was changed: its leaf is not the hash of its body")


def test_a_byte_changed_in_a_leaf_is_found_there(ten: Record) -> None:
    assert found(*changed(ten, 6, leaf=flipped(ten[0][6].leaf)))[0] == 6


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "opened"), ("subject", "ff" * 16), ("subject", None), ("agent", "Maria"), ("contact", "c2")],
)
def test_a_changed_column_is_found_there(ten: Record, name: str, value: str | None) -> None:
    place, what = found(*changed(ten, 8, **{name: value}))
    assert (place, what) == (8, f"entry 8 was changed: its {name} is not that of its body")


def test_a_body_that_is_no_entry_is_found_there(ten: Record) -> None:
    place, what = found(*changed(ten, 6, body=b"{}", leaf=leaf_hash(b"{}")))
    assert place == 6
    assert what.startswith("entry 6 cannot be read: ")


def test_an_entry_exchanged_with_its_leaf_is_in_the_first_range_that_differs(ten: Record) -> None:
    entries, checkpoints = ten
    entries[6] = stored(6, SignedOut(at=1.0, agent="nobody"))
    assert found(entries, checkpoints) == (4, "an entry from 4 to 7 was changed together with its leaf")


def test_a_deleted_entry_is_found_where_it_was(ten: Record) -> None:
    entries, checkpoints = ten
    del entries[6]
    assert found(entries, checkpoints) == (6, "entry 6 is missing")


def test_a_deleted_entry_whose_gap_was_closed_is_in_the_first_range_that_differs(ten: Record) -> None:
    entries, checkpoints = ten
    closed = [replace(one, place=place) for place, one in enumerate(entries[:6] + entries[7:])]
    assert found(closed, checkpoints)[0] == 4


def test_two_entries_that_changed_places_are_in_the_first_range_that_differs(ten: Record) -> None:
    entries, checkpoints = ten
    entries[2], entries[9] = replace(entries[9], place=2), replace(entries[2], place=9)
    assert found(entries, checkpoints)[0] == 1


@pytest.mark.parametrize("at", [0, 30, 60, -8])
def test_a_changed_checkpoint_is_found_at_the_first_entry_it_is_about(ten: Record, at: int) -> None:
    entries, checkpoints = ten
    note = checkpoints[2].note
    other = "A" if note[at] != "A" else "B"
    checkpoints[2] = replace(checkpoints[2], note=f"{note[:at]}{other}{note[at:][1:]}")
    assert found(entries, checkpoints)[0] == 4


def test_a_checkpoint_that_another_key_signed_is_no_checkpoint(ten: Record) -> None:
    entries, checkpoints = ten
    checkpoints[2] = noted(entries, 8, signer=OTHER)
    place, what = found(entries, checkpoints)
    assert place == 4
    assert what.startswith("checkpoint 8 does not hold: the note has no signature by")


def test_a_checkpoint_of_another_record_is_no_checkpoint(ten: Record) -> None:
    entries, checkpoints = ten
    checkpoints[2] = noted(entries, 8, origin="shop.example/other")
    assert found(entries, checkpoints) == (4, "checkpoint 8 is about the record 'shop.example/other'")


def test_a_checkpoint_counts_only_under_its_size(ten: Record) -> None:
    entries, checkpoints = ten
    checkpoints[2] = replace(checkpoints[2], size=9)
    assert found(entries, checkpoints) == (4, "the checkpoint stored under 9 is one of 8")


def test_checkpoints_come_in_their_order(ten: Record) -> None:
    entries, checkpoints = ten
    assert found(entries, [*checkpoints[:3], checkpoints[2]]) == (8, "checkpoint 8 comes after one of 8")
    assert found(entries, [checkpoints[2], checkpoints[1]]) == (8, "checkpoint 4 comes after one of 8")


def test_a_changed_frontier_is_found(ten: Record) -> None:
    entries, checkpoints = ten
    checkpoints[2] = replace(checkpoints[2], frontier=flipped(checkpoints[2].frontier))
    assert found(entries, checkpoints) == (4, "the frontier of checkpoint 8 was changed")


def test_a_tail_cut_off_under_its_checkpoint_is_found_where_it_began(ten: Record) -> None:
    entries, checkpoints = ten
    assert found(entries[:9], checkpoints) == (9, "entry 9 and later are missing: a checkpoint covers 10")


def test_entries_whose_checkpoint_was_taken_away_are_found(ten: Record) -> None:
    entries, checkpoints = ten
    assert found(entries, checkpoints[:3]) == (8, "no checkpoint covers entry 8")


def test_an_entry_added_without_checkpoint_is_found(ten: Record) -> None:
    entries, checkpoints = ten
    assert found([*entries, stored(10, ENTRIES[0])], checkpoints) == (10, "no checkpoint covers entry 10")


def test_a_checkpoint_in_the_middle_is_not_missed_because_the_next_one_covers_more(ten: Record) -> None:
    entries, checkpoints = ten
    assert check(entries, [checkpoints[0], checkpoints[3]], SIGNER.verifier, ORIGIN).checkpoints == 2


@given(st.integers(0, 19), st.data())
def test_any_changed_bit_of_any_body_is_found_at_its_place(place: int, data: st.DataObject) -> None:
    entries, checkpoints = record(signed_out(20), (7, 20))
    at = data.draw(st.integers(0, len(entries[place].body) * 8 - 1))
    body = bytearray(entries[place].body)
    body[at // 8] ^= 1 << at % 8
    entries[place] = replace(entries[place], body=bytes(body))
    assert found(entries, checkpoints)[0] == place


@given(st.sets(st.integers(1, 30), min_size=1))
def test_however_it_was_committed_it_adds_up(sizes: set[int]) -> None:
    entries, checkpoints = record(signed_out(max(sizes)), sorted(sizes))
    assert check(entries, checkpoints, SIGNER.verifier, ORIGIN).checkpoints == len(sizes)
