"""The Merkle tree over the record: one root says which entries there are, in which order.

Built as RFC 6962 section 2.1 says, with SHA-256. A leaf is hashed as `0x00 || entry` and a node as
`0x01 || left || right`, so that no entry can pass for a node. In the order of use:

1. The writer keeps a `Frontier` (the roots of the perfect subtrees, largest first) and calls `extend` with
   the leaves of each commit; `root` folds it. Work and memory stay logarithmic however long the record is.
2. Whoever holds the leaves makes proofs: `inclusion_proof` (RFC 6962 section 2.1.1: this entry is in that
   tree) and `consistency_proof` (section 2.1.2: that tree only grew into this one).
3. Whoever holds two roots checks them: `check_inclusion` (RFC 9162 section 2.1.3.2) and `check_consistency`
   (section 2.1.4.2). They return nothing when the proof holds and raise `EvidenceError` when it does not.

Places count from 0. Nothing here does I/O or reads a clock.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from msgspec import Struct

from needline.errors import EvidenceError

Hash = bytes  # HASH_SIZE bytes
HASH_SIZE = 32  # SHA-256

EMPTY: Hash = sha256(b"").digest()  # the root of the tree without leaves


def leaf_hash(entry: bytes) -> Hash:
    """Return SHA-256(0x00 || entry), the leaf that stands for `entry`."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """Return SHA-256(0x01 || left || right), the node above two others."""
    return sha256(b"\x01" + left + right).digest()


class Frontier(Struct, frozen=True, kw_only=True):
    """The least that must be kept to go on growing a tree: its perfect subtrees, largest first.

    There is one hash for each bit set in `size`. Made wrong, it raises `EvidenceError`. `Frontier()` is the
    tree without leaves.
    """

    size: int = 0  # leaves
    hashes: tuple[Hash, ...] = ()

    def __post_init__(self) -> None:
        """Refuse hashes that cannot belong to a tree of this size."""
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise EvidenceError(f"{len(self.hashes)} subtrees do not make a tree of size {self.size}")
        _check_hashes(self.hashes)


def append(frontier: Frontier, leaf: Hash) -> Frontier:
    """Return the frontier after one more leaf."""
    return extend(frontier, (leaf,))


def extend(frontier: Frontier, leaves: Iterable[Hash]) -> Frontier:
    """Return the frontier after more leaves, in their order; about one hash a leaf.

    The writer's hot path, hence the inlined node hash. A leaf that is no hash (an entry somebody forgot to
    hash) raises `EvidenceError`.
    """
    size, hashes = frontier.size, list(frontier.hashes)
    for leaf in leaves:
        if len(leaf) != HASH_SIZE:
            raise EvidenceError(f"leaf {size} has {len(leaf)} bytes, not {HASH_SIZE}", place=size)
        size += 1
        full, node = size, leaf
        while not full & 1:  # each trailing zero of the new size is a pair that is now complete
            node = sha256(b"\x01" + hashes.pop() + node).digest()
            full >>= 1
        hashes.append(node)
    return Frontier(size=size, hashes=tuple(hashes))


def root(frontier: Frontier) -> Hash:
    """Return the root of the tree that `frontier` stands for."""
    if not frontier.hashes:
        return EMPTY
    *lefts, node = frontier.hashes
    for left in reversed(lefts):
        node = node_hash(left, node)
    return node


def root_of(leaves: Iterable[Hash]) -> Hash:
    """Return the root over `leaves`, read once from first to last."""
    return root(extend(Frontier(), leaves))


def encode(frontier: Frontier) -> bytes:
    """Return the hashes end to end, at most 2 KiB; the size is stored beside them."""
    return b"".join(frontier.hashes)


def decode(size: int, stored: bytes) -> Frontier:
    """Return the frontier of `size` leaves that `encode` wrote; `EvidenceError` if it cannot be one."""
    steps = range(0, len(stored), HASH_SIZE)
    return Frontier(size=size, hashes=tuple(stored[at : at + HASH_SIZE] for at in steps))


def inclusion_proof(leaves: Sequence[Hash], place: int) -> tuple[Hash, ...]:
    """Return the siblings between the leaf at `place` and the root, lowest first.

    PATH(m, D[n]) of RFC 6962 section 2.1.1. Hashes every leaf once; `EvidenceError` if there is no such
    place.
    """
    start, end = 0, len(leaves)
    _check_place(place, end)
    proof: list[Hash] = []
    while end - start > 1:
        middle = start + _split(end - start)
        if place < middle:
            proof.append(root_of(leaves[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaves[start:middle]))
            start = middle
    return tuple(reversed(proof))


def consistency_proof(leaves: Sequence[Hash], old_size: int) -> tuple[Hash, ...]:
    """Return the nodes that lead from the root over the first `old_size` leaves to the root over all.

    PROOF(m, D[n]) of RFC 6962 section 2.1.2; empty where there is nothing to prove (from no leaves, or from
    all). Hashes every leaf once; `EvidenceError` if the tree was never that large.
    """
    start, end = 0, len(leaves)
    _check_sizes(old_size, end)
    proof: list[Hash] = []
    while 0 < old_size < end:
        middle = start + _split(end - start)
        if old_size <= middle:
            proof.append(root_of(leaves[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaves[start:middle]))
            start = middle
    if start:  # else what is left is the old tree itself, whose root the verifier has
        proof.append(root_of(leaves[start:end]))
    return tuple(reversed(proof))


def check_inclusion(leaf: Hash, place: int, size: int, proof: Sequence[Hash], root: Hash) -> None:
    """Raise `EvidenceError` unless `leaf` stands at `place` in the tree of `size` leaves under `root`."""
    _check_place(place, size)
    _check_hashes((leaf, root, *proof))
    node = leaf
    for sibling, is_left in _sides(place, size - 1, proof):
        node = node_hash(sibling, node) if is_left else node_hash(node, sibling)
    if node != root:
        raise EvidenceError(f"the leaf at {place} is not under the root of size {size}")


def check_consistency(old_size: int, old_root: Hash, size: int, root: Hash, proof: Sequence[Hash]) -> None:
    """Raise `EvidenceError` unless the tree under `root` is the one under `old_root` with leaves added."""
    _check_sizes(old_size, size)
    _check_hashes((old_root, root, *proof))
    if old_size in (0, size):
        old, new = _compare(old_size, old_root, size, root, proof)
    else:  # a perfect old tree is itself the subtree to climb from, so its root stays out of the proof
        old, new = _climb(old_size, size, (old_root, *proof) if old_size.bit_count() == 1 else proof)
    if old != old_root:
        raise EvidenceError(f"the proof does not lead to the old root of size {old_size}")
    if new != root:
        raise EvidenceError(f"the tree of size {size} does not continue the tree of size {old_size}")


def _compare(old_size: int, old_root: Hash, size: int, root: Hash, proof: Sequence[Hash]) -> tuple[Hash, Hash]:
    """Return both roots as they must be where the standard has no proof: from no leaves, or to as many."""
    if proof:
        raise EvidenceError(f"from size {old_size} to {size} nothing is to be proved, yet there is a proof")
    old = old_root if old_size else EMPTY
    return old, (old if old_size == size else root)


def _climb(old_size: int, size: int, proof: Sequence[Hash]) -> tuple[Hash, Hash]:
    """Return both roots above the largest subtree that ends where the old tree ended, which comes first."""
    if not proof:
        raise EvidenceError(f"the proof from size {old_size} to {size} is empty")
    level = (old_size ^ (old_size - 1)).bit_length() - 1  # the trailing zeros: how high that subtree is
    old = new = proof[0]
    for sibling, is_left in _sides((old_size - 1) >> level, (size - 1) >> level, proof[1:]):
        if is_left:
            old = node_hash(sibling, old)
        new = node_hash(sibling, new) if is_left else node_hash(new, sibling)
    return old, new


def _sides(place: int, last: int, proof: Sequence[Hash]) -> Iterator[tuple[Hash, bool]]:
    """Climb from the node at `place` of a level that ends at `last`: yield siblings, and if they stand left.

    The loop that both RFC 9162 algorithms share; `EvidenceError` when the proof does not end at the root.
    """
    for sibling in proof:
        if not last:
            raise EvidenceError("the proof is longer than the tree is high")
        is_left = bool(place & 1) or place == last
        yield sibling, is_left
        while is_left and not place & 1:  # a last node without sibling moves up as it is
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    if last:
        raise EvidenceError("the proof ends before the root")


def _split(size: int) -> int:
    """Return the largest power of two below `size`, which is at least 2."""
    return 1 << (size - 1).bit_length() - 1


def _check_hashes(hashes: Iterable[Hash]) -> None:
    for each in hashes:
        if len(each) != HASH_SIZE:
            raise EvidenceError(f"a hash has {len(each)} bytes, not {HASH_SIZE}")


def _check_place(place: int, size: int) -> None:
    if not 0 <= place < size:
        raise EvidenceError(f"no place {place} in a tree of size {size}")


def _check_sizes(old_size: int, size: int) -> None:
    if not 0 <= old_size <= size:
        raise EvidenceError(f"a tree of size {size} does not continue one of size {old_size}")
