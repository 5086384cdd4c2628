"""The tree: known answers of Certificate Transparency, the standard's own example, then what always holds."""

import re
from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needline.errors import EvidenceError
from needline.record import tree
from needline.record.tree import EMPTY, Frontier, Hash, leaf_hash, node_hash, root_of

# Test data of the Certificate Transparency reference implementation (merkletree tests), also carried by
# github.com/transparency-dev/merkle.
ENTRIES = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    bytes(range(0x50, 0x58)),
    bytes(range(0x60, 0x70)),
]
ROOTS = [
    bytes.fromhex(root)
    for root in [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
]
PATHS = [  # place, size, siblings from the leaf up
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
GROWTHS = [  # old size, size, proof
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
KNOWN = [leaf_hash(entry) for entry in ENTRIES]
LEAVES = [leaf_hash(place.to_bytes(2, "big")) for place in range(260)]
OTHER = leaf_hash(b"what nobody wrote")
NOTHING_TO_PROVE = [(0, EMPTY, 0, EMPTY), (0, EMPTY, 5, OTHER), (5, OTHER, 5, OTHER)]


def refused(text: str) -> pytest.RaisesExc[EvidenceError]:
    return pytest.raises(EvidenceError, match=f"^{re.escape(text)}$")


# ── known answers ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert root_of(KNOWN[:size]) == ROOTS[size]


@pytest.mark.parametrize(("place", "size", "path"), PATHS)
def test_the_inclusion_proofs_are_those_of_certificate_transparency(place: int, size: int, path: list[str]) -> None:
    proof = tree.inclusion_proof(KNOWN[:size], place)
    assert [node.hex() for node in proof] == path
    tree.check_inclusion(KNOWN[place], place, size, proof, ROOTS[size])


@pytest.mark.parametrize(("old_size", "size", "path"), GROWTHS)
def test_the_consistency_proofs_are_those_of_certificate_transparency(
    old_size: int, size: int, path: list[str]
) -> None:
    proof = tree.consistency_proof(KNOWN[:size], old_size)
    assert [node.hex() for node in proof] == path
    tree.check_consistency(old_size, ROOTS[old_size], size, ROOTS[size], proof)


def test_leaves_and_nodes_are_hashed_apart() -> None:
    # RFC 6962 section 2.1: "this domain separation is required to give second preimage resistance"
    # Both answers are those of the reference implementation's hasher tests.
    assert leaf_hash(bytes(range(0x10, 0x20))).hex() == (
        "3bfb960453ebaebf33727da7a1f4db38acc051d381b6da20d6d4e88f0eabfd7a"
    )
    assert node_hash(bytes(range(0x20)), bytes(range(0x20, 0x40))).hex() == (
        "1a378704c17da31e2d05b6d121c2bb2c7d76f6ee6fa8f983e596c2d034963c57"
    )


def test_the_example_of_the_standard() -> None:
    # RFC 6962 section 2.1.3, with its letters.
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, el = node_hash(g, h), node_hash(i, j)
    assert root_of(LEAVES[:7]) == node_hash(k, el)
    paths = {0: (b, h, el), 3: (c, g, el), 4: (f, j, k), 6: (i, k)}
    assert {place: tree.inclusion_proof(LEAVES[:7], place) for place in paths} == paths
    growths = {3: (c, d, g, el), 4: (el,), 6: (i, j, k)}
    assert {size: tree.consistency_proof(LEAVES[:7], size) for size in growths} == growths


# ── the frontier ───────────────────────────────────────────────────────────────────────────────────
def test_the_frontier_holds_the_perfect_subtrees_largest_first() -> None:
    frontier = tree.extend(Frontier(), LEAVES[:7])
    assert frontier == Frontier(size=7, hashes=(root_of(LEAVES[:4]), root_of(LEAVES[4:6]), LEAVES[6]))


def test_a_frontier_is_never_changed_by_growing() -> None:
    frontier = tree.extend(Frontier(), LEAVES[:3])
    tree.extend(frontier, LEAVES[3:9])
    assert frontier == tree.extend(Frontier(), LEAVES[:3])


def test_leaves_may_come_from_a_stream() -> None:
    assert tree.extend(Frontier(), iter(LEAVES)) == tree.extend(Frontier(), LEAVES)


def test_the_stored_frontier_is_its_hashes_end_to_end() -> None:
    frontier = tree.extend(Frontier(), LEAVES[:3])
    assert tree.encode(frontier) == frontier.hashes[0] + LEAVES[2]
    assert tree.encode(Frontier()) == b""


@pytest.mark.parametrize(
    ("size", "stored", "why"),
    [
        (-1, OTHER, "1 subtrees do not make a tree of size -1"),
        (0, OTHER, "1 subtrees do not make a tree of size 0"),
        (3, OTHER, "1 subtrees do not make a tree of size 3"),
        (4, OTHER * 2, "2 subtrees do not make a tree of size 4"),
        (3, OTHER * 2 + b"x", "3 subtrees do not make a tree of size 3"),
        (3, OTHER * 2 + OTHER[1:], "3 subtrees do not make a tree of size 3"),
        (3, OTHER + OTHER[1:], "a hash has 31 bytes, not 32"),
    ],
)
def test_a_stored_frontier_that_was_cut_or_grown_is_refused(size: int, stored: bytes, why: str) -> None:
    with refused(why):
        tree.decode(size, stored)


@pytest.mark.parametrize("leaf", [b"", b"an entry that nobody hashed", OTHER[1:], OTHER + b"\0"])
def test_a_leaf_that_is_no_hash_is_refused_with_its_place(leaf: bytes) -> None:
    with refused(f"leaf 2 has {len(leaf)} bytes, not 32") as caught:
        tree.extend(tree.append(Frontier(), OTHER), [OTHER, leaf])
    assert caught.value.place == 2


# ── what is refused ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("place", "size"), [(-1, 5), (5, 5), (6, 5), (0, 0), (0, -1)])
def test_a_place_outside_the_tree_proves_nothing(place: int, size: int) -> None:
    with refused(f"no place {place} in a tree of size {size}"):
        tree.check_inclusion(LEAVES[0], place, size, (), LEAVES[0])


@pytest.mark.parametrize("place", [-1, 5])
def test_a_place_outside_the_leaves_has_no_proof(place: int) -> None:
    with refused(f"no place {place} in a tree of size 5"):
        tree.inclusion_proof(LEAVES[:5], place)


@pytest.mark.parametrize(("old_size", "size"), [(-1, 5), (6, 5)])
def test_a_tree_does_not_shrink(old_size: int, size: int) -> None:
    why = f"a tree of size {size} does not continue one of size {old_size}"
    with refused(why):
        tree.consistency_proof(LEAVES[:size], old_size)
    with refused(why):
        tree.check_consistency(old_size, OTHER, size, OTHER, ())


@pytest.mark.parametrize("at", ["leaf", "root", "proof"])
@pytest.mark.parametrize("wrong", [b"", OTHER[1:], OTHER + b"\0"])
def test_an_inclusion_proof_with_a_hash_of_the_wrong_length_is_refused(at: str, wrong: bytes) -> None:
    proof = tree.inclusion_proof(LEAVES[:5], 2)
    case = {"leaf": LEAVES[2], "root": root_of(LEAVES[:5])} | ({at: wrong} if at != "proof" else {})
    with refused(f"a hash has {len(wrong)} bytes, not 32"):
        tree.check_inclusion(case["leaf"], 2, 5, (*proof[:-1], wrong) if at == "proof" else proof, case["root"])


@pytest.mark.parametrize("at", ["old", "new", "proof"])
@pytest.mark.parametrize("wrong", [b"", OTHER[1:], OTHER + b"\0"])
def test_a_consistency_proof_with_a_hash_of_the_wrong_length_is_refused(at: str, wrong: bytes) -> None:
    proof = tree.consistency_proof(LEAVES[:7], 6)
    case = {"old": root_of(LEAVES[:6]), "new": root_of(LEAVES[:7])} | ({at: wrong} if at != "proof" else {})
    with refused(f"a hash has {len(wrong)} bytes, not 32"):
        tree.check_consistency(6, case["old"], 7, case["new"], (*proof[:-1], wrong) if at == "proof" else proof)


def test_bytes_cannot_move_from_one_hash_to_its_neighbour() -> None:
    # Without the check of lengths, 0x01 || left || right reads the same however the 64 bytes are cut.
    left, right = LEAVES[:2]
    root = node_hash(left, right)
    assert node_hash(left + right[:1], right[1:]) == root
    with refused("a hash has 33 bytes, not 32"):
        tree.check_inclusion(left + right[:1], 0, 2, (right[1:],), root)


@pytest.mark.parametrize("size", [1, 2, 5, 8])
def test_an_inclusion_proof_is_as_long_as_the_tree_is_high(size: int) -> None:
    leaves, root = LEAVES[:size], root_of(LEAVES[:size])
    for place in range(size):
        proof = tree.inclusion_proof(leaves, place)
        for longer in [(*proof, OTHER), (*proof, root)]:
            with refused("the proof is longer than the tree is high"):
                tree.check_inclusion(leaves[place], place, size, longer, root)
        if proof:
            with refused("the proof ends before the root"):
                tree.check_inclusion(leaves[place], place, size, proof[:-1], root)


@pytest.mark.parametrize(("old_size", "size"), [(1, 2), (4, 7), (3, 7), (6, 7), (6, 8), (7, 8)])
def test_a_consistency_proof_is_as_long_as_it_must_be(old_size: int, size: int) -> None:
    old_root, root = root_of(LEAVES[:old_size]), root_of(LEAVES[:size])
    proof = tree.consistency_proof(LEAVES[:size], old_size)
    with refused("the proof is longer than the tree is high"):
        tree.check_consistency(old_size, old_root, size, root, (*proof, OTHER))
    with refused("the proof ends before the root"):
        tree.check_consistency(old_size, old_root, size, root, proof[:-1])


def test_growth_is_not_believed_without_a_proof() -> None:
    with refused("the proof from size 3 to 7 is empty"):
        tree.check_consistency(3, root_of(LEAVES[:3]), 7, root_of(LEAVES[:7]), ())


def test_a_leaf_that_is_not_there_is_refused() -> None:
    proof = tree.inclusion_proof(LEAVES[:5], 2)
    with refused("the leaf at 2 is not under the root of size 5"):
        tree.check_inclusion(OTHER, 2, 5, proof, root_of(LEAVES[:5]))


def test_the_root_of_a_tree_of_one_leaf_is_compared_too() -> None:
    with refused("the leaf at 0 is not under the root of size 1"):
        tree.check_inclusion(LEAVES[0], 0, 1, (), OTHER)


@pytest.mark.parametrize(("old_size", "size"), [(1, 2), (4, 7), (3, 7), (6, 8)])
def test_a_fork_is_refused(old_size: int, size: int) -> None:
    old_root, root = root_of(LEAVES[:old_size]), root_of(LEAVES[:size])
    proof = tree.consistency_proof(LEAVES[:size], old_size)
    with refused(f"the tree of size {size} does not continue the tree of size {old_size}"):
        tree.check_consistency(old_size, old_root, size, OTHER, proof)
    with pytest.raises(EvidenceError, match=r"old root|does not continue"):
        tree.check_consistency(old_size, OTHER, size, root, proof)


def test_an_old_root_that_the_proof_does_not_lead_to_is_refused() -> None:
    proof = tree.consistency_proof(LEAVES[:7], 3)
    with refused("the proof does not lead to the old root of size 3"):
        tree.check_consistency(3, OTHER, 7, root_of(LEAVES[:7]), proof)


def test_a_proof_that_leads_to_the_new_root_alone_is_refused() -> None:
    # A history whose first leaf was exchanged: the new tree is real, the old one was another.
    changed = [OTHER, *LEAVES[1:7]]
    with refused("the proof does not lead to the old root of size 6"):
        tree.check_consistency(6, root_of(LEAVES[:6]), 7, root_of(changed), tree.consistency_proof(changed, 6))


@pytest.mark.parametrize(("old_size", "old_root", "size", "root"), NOTHING_TO_PROVE)
def test_where_nothing_is_to_be_proved_equal_roots_hold(old_size: int, old_root: Hash, size: int, root: Hash) -> None:
    tree.check_consistency(old_size, old_root, size, root, ())


@pytest.mark.parametrize(("old_size", "old_root", "size", "root"), NOTHING_TO_PROVE)
def test_where_nothing_is_to_be_proved_a_proof_is_refused(
    old_size: int, old_root: Hash, size: int, root: Hash
) -> None:
    with refused(f"from size {old_size} to {size} nothing is to be proved, yet there is a proof"):
        tree.check_consistency(old_size, old_root, size, root, (OTHER,))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ((0, OTHER), (0, EMPTY), "the proof does not lead to the old root of size 0"),
        ((0, OTHER), (0, OTHER), "the proof does not lead to the old root of size 0"),
        ((0, EMPTY), (0, OTHER), "the tree of size 0 does not continue the tree of size 0"),
        ((0, OTHER), (5, OTHER), "the proof does not lead to the old root of size 0"),
        ((5, OTHER), (5, EMPTY), "the tree of size 5 does not continue the tree of size 5"),
    ],
)
def test_where_nothing_is_to_be_proved_the_roots_are_compared(
    old: tuple[int, Hash], new: tuple[int, Hash], why: str
) -> None:
    with refused(why):
        tree.check_consistency(*old, *new, ())


# ── what always holds ──────────────────────────────────────────────────────────────────────────────
# The standard's own definitions, word for word and thus recursive: what the product does in loops.
def mth(d: Sequence[Hash]) -> Hash:
    """RFC 6962 section 2.1, over leaves that are hashed already."""
    if not d:
        return sha256(b"").digest()
    k = split(len(d))
    return d[0] if len(d) == 1 else sha256(b"\x01" + mth(d[:k]) + mth(d[k:])).digest()


def path(m: int, d: Sequence[Hash]) -> tuple[Hash, ...]:
    """RFC 6962 section 2.1.1."""
    if len(d) == 1:
        return ()
    k = split(len(d))
    return (*path(m, d[:k]), mth(d[k:])) if m < k else (*path(m - k, d[k:]), mth(d[:k]))


def subproof(m: int, d: Sequence[Hash], *, whole: bool) -> tuple[Hash, ...]:
    """RFC 6962 section 2.1.2."""
    if m == len(d):
        return () if whole else (mth(d),)
    k = split(len(d))
    if m <= k:
        return (*subproof(m, d[:k], whole=whole), mth(d[k:]))
    return (*subproof(m - k, d[k:], whole=False), mth(d[:k]))


def split(n: int) -> int:
    return max((k for k in (1 << bit for bit in range(9)) if k < n), default=0)


SIZES = st.integers(1, len(LEAVES))


@pytest.mark.parametrize("size", [*range(34), 63, 64, 65, 127, 128, 129, 200, 255, 256, 257])
def test_the_root_is_as_the_standard_defines_it(size: int) -> None:
    assert root_of(LEAVES[:size]) == mth(LEAVES[:size])


@pytest.mark.parametrize("size", [*range(1, 34), 63, 64, 65, 127, 128, 129, 200])
def test_every_place_of_every_size_proves(size: int) -> None:
    leaves, root = LEAVES[:size], root_of(LEAVES[:size])
    for place in range(size):
        tree.check_inclusion(leaves[place], place, size, tree.inclusion_proof(leaves, place), root)


@pytest.mark.parametrize("size", [*range(34), 63, 64, 65, 127, 128, 129, 200])
def test_every_earlier_size_is_consistent(size: int) -> None:
    leaves, root = LEAVES[:size], root_of(LEAVES[:size])
    for old_size in range(size + 1):
        proof = tree.consistency_proof(leaves, old_size)
        tree.check_consistency(old_size, root_of(leaves[:old_size]), size, root, proof)


@settings(deadline=None)
@given(case=st.data())
def test_proofs_are_as_the_standard_defines_them(case: st.DataObject) -> None:
    size = case.draw(SIZES)
    place = case.draw(st.integers(0, size - 1))
    assert tree.inclusion_proof(LEAVES[:size], place) == path(place, LEAVES[:size])
    growth = subproof(place + 1, LEAVES[:size], whole=True)
    assert tree.consistency_proof(LEAVES[:size], place + 1) == growth


@settings(deadline=None)
@given(cuts=st.lists(st.integers(0, len(LEAVES)), max_size=5))
def test_a_frontier_grown_in_parts_and_stored_between_has_the_root_of_the_whole(cuts: list[int]) -> None:
    frontier = Frontier()
    for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(LEAVES)], strict=True):
        grown = tree.extend(frontier, LEAVES[start:end])
        frontier = tree.decode(grown.size, tree.encode(grown))
        assert frontier == grown
        assert tree.root(frontier) == mth(LEAVES[:end])
    assert frontier.size == len(LEAVES)


@given(size=st.integers(0, len(LEAVES) - 1))
def test_one_leaf_appended_is_one_leaf_extended(size: int) -> None:
    frontier = tree.extend(Frontier(), LEAVES[:size])
    assert tree.append(frontier, LEAVES[size]) == tree.extend(Frontier(), LEAVES[: size + 1])


@settings(deadline=None)
@given(case=st.data())
def test_one_bit_flipped_anywhere_breaks_an_inclusion_proof(case: st.DataObject) -> None:
    size = case.draw(SIZES)
    place = case.draw(st.integers(0, size - 1))
    hashes = [LEAVES[place], root_of(LEAVES[:size]), *tree.inclusion_proof(LEAVES[:size], place)]
    leaf, root, *proof = flipped(hashes, case)
    with refused(f"the leaf at {place} is not under the root of size {size}"):
        tree.check_inclusion(leaf, place, size, proof, root)


@settings(deadline=None)
@given(case=st.data())
def test_one_bit_flipped_anywhere_breaks_a_consistency_proof(case: st.DataObject) -> None:
    size = case.draw(SIZES)
    old_size = case.draw(st.integers(1, size))
    proof = tree.consistency_proof(LEAVES[:size], old_size)
    old_root, root, *proof_ = flipped([root_of(LEAVES[:old_size]), root_of(LEAVES[:size]), *proof], case)
    with pytest.raises(EvidenceError, match=r"old root|does not continue"):
        tree.check_consistency(old_size, old_root, size, root, proof_)


@settings(deadline=None)
@given(case=st.data())
def test_a_leaf_proves_at_no_other_place(case: st.DataObject) -> None:
    size = case.draw(st.integers(2, len(LEAVES)))
    place, other = case.draw(st.lists(st.integers(0, size - 1), min_size=2, max_size=2, unique=True))
    proof = tree.inclusion_proof(LEAVES[:size], place)
    with pytest.raises(EvidenceError):
        tree.check_inclusion(LEAVES[place], other, size, proof, root_of(LEAVES[:size]))


@given(
    place=st.integers(-1, 2**70),
    size=st.integers(-1, 2**70),
    proof=st.lists(st.sampled_from([b"", OTHER, EMPTY]), max_size=80),
)
def test_no_proof_made_of_nothing_holds(place: int, size: int, proof: list[Hash]) -> None:
    with pytest.raises(EvidenceError):
        tree.check_inclusion(OTHER, place, size, proof, LEAVES[0])
    with pytest.raises(EvidenceError):
        tree.check_consistency(place, OTHER, size, LEAVES[0], proof)


def flipped(hashes: Sequence[Hash], case: st.DataObject) -> list[Hash]:
    """Return `hashes` with one bit the other way."""
    which = case.draw(st.integers(0, len(hashes) - 1), label="hash")
    bit = case.draw(st.integers(0, 255), label="bit")
    wrong = (int.from_bytes(hashes[which], "big") ^ 1 << bit).to_bytes(32, "big")
    return [*hashes[:which], wrong, *hashes[which + 1 :]]
