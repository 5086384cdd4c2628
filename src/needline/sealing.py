"""Sealing: the keys that follow from the master key, and the three things they do.

    seal    a keyed hash (HMAC-SHA256): two equal texts can be found to be equal, and nothing else
    lock    authenticated encryption (AES-256-GCM): for the few secrets that must be read again
    signer  Ed25519, for the checkpoints of the record

Each use has a key of its own by HKDF-SHA256 (RFC 5869), so that a seal of one purpose says nothing in another.
"""

import base64
import hashlib
import hmac
import secrets
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from needline.errors import StoreError
from needline.record.checkpoint import Signer, signer_from_seed

_NONCE = 12  # bytes; NIST SP 800-38D section 8.2.1


class Ring:
    """The keys of one needline."""

    def __init__(self, master: bytes, origin: str) -> None:
        self._master = master
        self._seals: dict[str, bytes] = {}
        self.origin = origin

    def __repr__(self) -> str:
        return f"Ring({self.origin!r}, …)"

    def seal(self, purpose: str, text: str) -> str:
        """The keyed hash of `text` for `purpose`: 64 hex digits."""
        key = self._seals.get(purpose) or self._seals.setdefault(purpose, self._derive(f"seal {purpose}"))
        return hmac.new(key, text.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()

    def lock(self, secret: bytes, about: str) -> str:
        """`secret` encrypted; `about` says whose it is and must be the same when it is opened."""
        nonce = secrets.token_bytes(_NONCE)
        return base64.b64encode(nonce + self._box.encrypt(nonce, secret, about.encode())).decode()

    def open(self, locked: str, about: str) -> bytes:
        """The secret that was locked. Raises `StoreError` when it was changed, or is another's."""
        try:
            stored = base64.b64decode(locked, validate=True)
            return self._box.decrypt(stored[:_NONCE], stored[_NONCE:], about.encode())
        except (ValueError, InvalidTag):
            raise StoreError("a locked secret does not open: it was changed, or another key locked it") from None

    @cached_property
    def signer(self) -> Signer:
        """Who signs the checkpoints of the record."""
        return signer_from_seed(self.origin, self._derive("sign checkpoints"))

    def token_key(self, contact: str) -> bytes:
        """The key of `Form.TOKEN` in one contact."""
        return self._derive(f"token {contact}")

    @cached_property
    def _box(self) -> AESGCM:
        return AESGCM(self._derive("lock"))

    def _derive(self, purpose: str) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"needline {purpose}".encode()).derive(
            self._master
        )
