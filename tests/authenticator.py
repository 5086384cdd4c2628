"""An authenticator in software: ES256, attestation "none", a counter, a holder whom it verified.

It makes the bytes of W3C Web Authentication Level 3 section 6.1 (authenticator data), 6.5 (attestation object) and
5.8.1 (client data); each of its settings is one lie that a server must not believe.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, CARRIES_KEY = 0x01, 0x04, 0x40


class Authenticator:
    """Holds one passkey; `counts=False` is one that does not count, as synced passkeys do."""

    def __init__(self, origin: str, *, counts: bool = True) -> None:
        self.origin = origin
        self.rp_id = origin.partition("://")[2].partition(":")[0]
        self.counts = counts
        self.count = 0
        self.credential = secrets.token_bytes(32)
        self.handle = b""
        self.flags = PRESENT | VERIFIED
        self._key: EllipticCurvePrivateKey = generate_private_key(SECP256R1())

    def make(self, options: str) -> str:
        """Answer `navigator.credentials.create` with these options."""
        asked = json.loads(options)
        self.handle = unpadded(asked["user"]["id"])
        client = self._client("webauthn.create", asked["challenge"])
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + self._cose()
        told = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": self._told(CARRIES_KEY) + attested})
        return self._answer({"clientDataJSON": padded(client), "attestationObject": padded(told)})

    def sign(self, options: str, **instead: Any) -> str:
        """Answer `navigator.credentials.get` with these options; `instead` swaps parts of the client data."""
        asked = json.loads(options)
        self.count += self.counts
        client, told = self._client("webauthn.get", asked["challenge"], **instead), self._told(0)
        signature = self._key.sign(told + hashlib.sha256(client).digest(), ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": padded(client),
                "authenticatorData": padded(told),
                "signature": padded(signature),
                "userHandle": padded(self.handle),
            }
        )

    def _client(self, kind: str, challenge: str, /, **instead: Any) -> bytes:
        client = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps({**client, **instead}).encode()

    def _told(self, more: int) -> bytes:
        rp = hashlib.sha256(self.rp_id.encode()).digest()
        return rp + bytes([self.flags | more]) + self.count.to_bytes(4, "big")

    def _cose(self) -> bytes:
        point = self._key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})

    def _answer(self, response: Mapping[str, str]) -> str:
        id_ = padded(self.credential)
        answer = {"id": id_, "rawId": id_, "type": "public-key", "response": response, "clientExtensionResults": {}}
        return json.dumps(answer)


def padded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
