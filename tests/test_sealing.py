"""Sealing: what follows from the master key."""

import base64
import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from needline.errors import StoreError
from needline.record.checkpoint import Checkpoint, open_note, sign
from needline.sealing import Ring

MASTER = bytes(range(32))


@pytest.fixture
def ring() -> Ring:
    return Ring(MASTER, "bank.example/record")


def test_a_seal_is_hmac_sha256_under_a_key_by_hkdf(ring: Ring) -> None:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"needline seal phone").derive(MASTER)
    assert ring.seal("phone", "+442079460018") == hmac.new(key, b"+442079460018", hashlib.sha256).hexdigest()


def test_keys_stay_what_they_are() -> None:
    """Changing one of these would orphan every seal, secret and checkpoint that exists."""
    ring = Ring(MASTER, "bank.example/record")
    assert ring.seal("subject", "1") == "08a174f5307dfefd4ef8fa39c307092ea78447ae3bad2b71cde28f443ae50445"
    assert ring.token_key("contact").hex() == "5aefa278e83dad04ac7dd7cb09428b0293d471c75a222362ba2d38912db72ed4"
    assert ring.signer.verifier.key.hex() == "24047b0eb3c589f9174dbb9f7b69cde4fe3d05ba95661bfd43df8d045b3ffcc5"


def test_each_purpose_has_seals_of_its_own(ring: Ring) -> None:
    assert len({ring.seal(purpose, "same") for purpose in ("phone", "email", "reference", "subject")}) == 4


@given(st.text(), st.text())
def test_equal_texts_have_equal_seals_and_others_do_not(one: str, other: str) -> None:
    ring = Ring(MASTER, "bank.example/record")
    assert (ring.seal("phone", one) == ring.seal("phone", other)) is (one == other)


def test_a_text_that_is_no_text_is_sealed_as_well(ring: Ring) -> None:
    """Arguments of a command that are not UTF-8 arrive with lone surrogates; an error would quote them."""
    assert len(ring.seal("email", "\udcff")) == 64


def test_another_master_key_makes_other_keys(ring: Ring) -> None:
    other = Ring(bytes(32), "bank.example/record")
    assert other.seal("phone", "1") != ring.seal("phone", "1")
    assert other.token_key("c") != ring.token_key("c")
    assert other.signer.verifier != ring.signer.verifier


@given(st.binary(), st.text())
def test_what_was_locked_opens(secret: bytes, about: str) -> None:
    ring = Ring(MASTER, "bank.example/record")
    assert ring.open(ring.lock(secret, about), about) == secret


def test_the_same_secret_is_never_locked_alike(ring: Ring) -> None:
    assert ring.lock(b"secret", "ann") != ring.lock(b"secret", "ann")


@pytest.mark.parametrize("locked", ["", "AAAA", "not base64!", "ü", base64.b64encode(bytes(12)).decode()])
def test_what_was_never_locked_does_not_open(ring: Ring, locked: str) -> None:
    with pytest.raises(StoreError, match="does not open"):
        ring.open(locked, "ann")


def test_a_secret_of_another_or_under_another_key_does_not_open(ring: Ring) -> None:
    locked = ring.lock(b"secret", "ann")
    for stranger, about in ((ring, "ben"), (Ring(bytes(32), "bank.example/record"), "ann")):
        with pytest.raises(StoreError, match="does not open"):
            stranger.open(locked, about)


@given(st.integers(min_value=0, max_value=33))
def test_a_changed_byte_is_found(at: int) -> None:
    ring = Ring(MASTER, "bank.example/record")
    stored = bytearray(base64.b64decode(ring.lock(b"secret", "ann")))
    stored[at] ^= 1
    with pytest.raises(StoreError, match="does not open"):
        ring.open(base64.b64encode(stored).decode(), "ann")


def test_the_signer_signs_checkpoints_of_its_origin(ring: Ring) -> None:
    checkpoint = Checkpoint(origin=ring.origin, size=1, root=bytes(32))
    assert open_note(sign(checkpoint, ring.signer), ring.signer.verifier) == checkpoint
    assert ring.signer.name == "bank.example/record"


def test_a_ring_shows_no_key(ring: Ring) -> None:
    assert repr(ring) == f"{ring}" == "Ring('bank.example/record', …)"
