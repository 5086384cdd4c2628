"""Checking: does the record add up?

Takes the stored entries and the stored checkpoints as two streams, each in order, and reads them once side by
side in bounded memory:

    1  an entry stands at the place after the one before it; none is missing
    2  its leaf is the hash of its body (RFC 6962 section 2.1), and its body is an entry
    3  the columns by which it is found say what its body says
    4  a checkpoint is signed by our key, for this record, for the size it is stored under
    5  its root is that of all entries up to its size
    6  no entry stands after the last checkpoint

What fails 1, 2, 3 or 6 is known to the entry. Whoever changed an entry together with its leaf is found by 5: it
is one of those since the checkpoint before. Not visible from inside is a record that was cut at an old checkpoint,
together with every later one; somebody outside has to have kept a checkpoint for that.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct

from needline.errors import EvidenceError
from needline.record import tree
from needline.record.checkpoint import Verifier, open_note
from needline.record.entry import about, decode
from needline.record.tree import Frontier, Hash, leaf_hash


class Stored(Struct, frozen=True, kw_only=True):
    """An entry as it is stored."""

    place: int
    kind: str
    subject: str | None
    agent: str
    contact: str
    body: bytes
    leaf: Hash


class Noted(Struct, frozen=True, kw_only=True):
    """A checkpoint as it is stored."""

    size: int
    note: str
    frontier: bytes


class Checked(Struct, frozen=True, kw_only=True):
    """What adds up: so many entries under this root, vouched for by so many checkpoints."""

    size: int
    root: Hash
    checkpoints: int


def check(entries: Iterable[Stored], checkpoints: Iterable[Noted], verifier: Verifier, origin: str) -> Checked:
    """Read both streams to their ends. Raises `EvidenceError` at the first thing that does not add up.

    About 10 µs an entry, and 150 µs a checkpoint.
    """
    leaves = _leaves(entries)
    frontier, count = Frontier(), 0
    for count, noted in enumerate(checkpoints, start=1):  # noqa: B007  # the last one is the number of them
        frontier = _through(noted, frontier, leaves, verifier, origin)
    if next(leaves, None) is not None:
        raise EvidenceError(f"no checkpoint covers entry {frontier.size}", place=frontier.size)
    return Checked(size=frontier.size, root=tree.root(frontier), checkpoints=count)


def _through(noted: Noted, before: Frontier, leaves: Iterator[Hash], verifier: Verifier, origin: str) -> Frontier:
    """Go on from the tree `before` to the one that the checkpoint is about."""
    root = _stated(noted, before.size, verifier, origin)
    after = tree.extend(before, islice(leaves, noted.size - before.size))
    if after.size < noted.size:
        raise EvidenceError(
            f"entry {after.size} and later are missing: a checkpoint covers {noted.size}", place=after.size
        )
    if tree.root(after) != root:
        raise EvidenceError(
            f"an entry from {before.size} to {noted.size - 1} was changed together with its leaf", place=before.size
        )
    if tree.encode(after) != noted.frontier:
        raise EvidenceError(f"the frontier of checkpoint {noted.size} was changed", place=before.size)
    return after


def _stated(noted: Noted, begun: int, verifier: Verifier, origin: str) -> Hash:
    """The root that the note states. It is looked at before the entries: a forged size must not call them missing."""
    try:
        stated = open_note(noted.note, verifier)
    except EvidenceError as error:
        raise EvidenceError(f"checkpoint {noted.size} does not hold: {error}", place=begun) from error
    if stated.origin != origin:
        raise EvidenceError(f"checkpoint {noted.size} is about the record {stated.origin!r}", place=begun)
    if stated.size != noted.size:
        raise EvidenceError(f"the checkpoint stored under {noted.size} is one of {stated.size}", place=begun)
    if stated.size <= begun:
        raise EvidenceError(f"checkpoint {stated.size} comes after one of {begun}", place=begun)
    return stated.root


def _leaves(entries: Iterable[Stored]) -> Iterator[Hash]:
    """The leaf of each entry that holds by itself."""
    for place, stored in enumerate(entries):
        if stored.place != place:
            raise EvidenceError(f"entry {place} is missing", place=place)
        if leaf_hash(stored.body) != stored.leaf:
            raise EvidenceError(f"entry {place} was changed: its leaf is not the hash of its body", place=place)
        _check_columns(stored)
        yield stored.leaf


def _check_columns(stored: Stored) -> None:
    try:
        said = about(decode(stored.body))
    except EvidenceError as error:
        raise EvidenceError(f"entry {stored.place} cannot be read: {error}", place=stored.place) from error
    for name in ("kind", "subject", "agent", "contact"):
        if getattr(stored, name) != getattr(said, name):
            raise EvidenceError(
                f"entry {stored.place} was changed: its {name} is not that of its body", place=stored.place
            )
