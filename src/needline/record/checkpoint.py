"""Checkpoints: a signed statement of how large the record is and which root it has.

Two layers, each with its standard:

- A *note* is text with signature lines under it (C2SP signed-note, sections Format and Signatures; the same
  as golang.org/x/mod/sumdb/note): `sign_text`, `open_text`. The only kind of key is Ed25519 (type 0x01).
  A `Signer` signs; its `Verifier` is written `name+hash+key` and given to whoever checks us.
- A *checkpoint* is the text that a transparency log signs (C2SP tlog-checkpoint, section Note text): origin,
  size, root, one line each; then extension lines, if any: `text` and `parse`, `sign` and `open_note`.

`open_text` goes in this order: characters and size of the whole note; text and signature lines apart at the
last empty line; every signature line well formed; exactly one by the verifier's key; that one true.
Signatures by other keys are passed over, as the standard demands: witnesses add theirs. Where Go takes what
we would never write (base64 with loose bits, a key that signs twice), we refuse: one statement has one
spelling.

Everything that does not hold raises `EvidenceError`. Error texts never repeat a text or key material: whoever
passes a private key by mistake would find it in the log.
"""

import re
from base64 import b64decode, b64encode
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Struct

from needline.errors import EvidenceError
from needline.record.tree import HASH_SIZE, Hash

NOTE_LIMIT = 1_000_000  # bytes; a note comes from outside, so it is bounded before it is taken apart
SIGNATURES_LIMIT = 100  # as in Go; the standard wants at least 16
SIZE_LIMIT = 2**63  # leaves; what databases and other verifiers can count

_ED25519 = b"\x01"  # the signature type, part of the key and of its hash
_KEY_SIZE = 32  # bytes, of a public key and of a seed alike (RFC 8032 section 5.1.5)
_KEY_HASH_SIZE = 4  # bytes
_DASH = "\N{EM DASH}"
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")
_SIZE = re.compile("0|[1-9][0-9]{0,18}")


class Verifier(Struct, frozen=True, kw_only=True):
    """The public half of a note key, under the name it signs with."""

    name: str
    key: bytes  # 32 bytes, RFC 8032

    def __post_init__(self) -> None:
        """Refuse a name or a key that no signature line could refer to."""
        _check_name(self.name)
        if len(self.key) != _KEY_SIZE:
            raise EvidenceError(f"the key of {self.name!r} has {len(self.key)} bytes, not {_KEY_SIZE}")

    @property
    def key_hash(self) -> bytes:
        """The start of SHA-256(name || newline || type || key), by which a signature line names the key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.key).digest()[:_KEY_HASH_SIZE]


class Signer(Struct, frozen=True, kw_only=True, eq=False):
    """The private half of a note key; prints as its verifier key."""

    name: str
    key: Ed25519PrivateKey

    def __post_init__(self) -> None:
        """Refuse a name that no signature line could carry."""
        _check_name(self.name)

    def __repr__(self) -> str:
        """Show what everybody may see."""
        return f"Signer({verifier_key(self.verifier)!r})"

    @property
    def verifier(self) -> Verifier:
        """What to give to those who check our notes."""
        return Verifier(name=self.name, key=self.key.public_key().public_bytes_raw())


class Checkpoint(Struct, frozen=True, kw_only=True):
    """A log's statement of its size and root. One that could not be written down raises `EvidenceError`."""

    origin: str  # which log; whoever keeps several compares it
    size: int  # leaves
    root: Hash
    extensions: tuple[str, ...] = ()  # lines; seldom used, since monitors cannot audit them

    def __post_init__(self) -> None:
        """Refuse what would read back as something else."""
        for line in (self.origin, *self.extensions):
            _check_characters(line)
            if not line or "\n" in line:
                raise EvidenceError("a line of a checkpoint is empty or has a newline in it")
        if not 0 <= self.size < SIZE_LIMIT:
            raise EvidenceError(f"no checkpoint has size {self.size}")
        if len(self.root) != HASH_SIZE:
            raise EvidenceError(f"the root has {len(self.root)} bytes, not {HASH_SIZE}")


def text(checkpoint: Checkpoint) -> str:
    """Return the note text of `checkpoint`: its lines, each with its newline."""
    root = b64encode(checkpoint.root).decode()
    lines = (checkpoint.origin, str(checkpoint.size), root, *checkpoint.extensions)
    return "".join(f"{line}\n" for line in lines)


def parse(body: str) -> Checkpoint:
    """Return the checkpoint that `text` writes as `body`, and as nothing else."""
    *lines, rest = body.split("\n")
    if rest or len(lines) < 3:
        raise EvidenceError("a checkpoint has at least three lines, each ended by a newline")
    origin, size, root, *extensions = lines
    if not _SIZE.fullmatch(size):
        raise EvidenceError("the size of a checkpoint is not a plain decimal number")
    return Checkpoint(origin=origin, size=int(size), root=_decoded(root, "the root"), extensions=tuple(extensions))


def sign(checkpoint: Checkpoint, signer: Signer) -> str:
    """Return the signed note of `checkpoint`. A log must never sign two that are inconsistent."""
    return sign_text(text(checkpoint), signer)


def open_note(note: str, verifier: Verifier) -> Checkpoint:
    """Return the checkpoint in `note` once its signature by `verifier` has been found true.

    Whether the origin is the log you mean is for you to compare: one key may sign for several.
    """
    return parse(open_text(note, verifier))


def signer_from_seed(name: str, seed: bytes) -> Signer:
    """Return the signer whose private key is `seed` (32 bytes, RFC 8032 section 5.1.5)."""
    if len(seed) != _KEY_SIZE:
        raise EvidenceError(f"the seed of {name!r} has {len(seed)} bytes, not {_KEY_SIZE}")
    return Signer(name=name, key=Ed25519PrivateKey.from_private_bytes(seed))


def verifier_key(verifier: Verifier) -> str:
    """Return `verifier` as the line to publish: `name+hash+base64(type || key)`."""
    return f"{verifier.name}+{verifier.key_hash.hex()}+{b64encode(_ED25519 + verifier.key).decode()}"


def parse_verifier(line: str) -> Verifier:
    """Return the verifier that `verifier_key` writes as `line`; a hash that does not fit is refused."""
    name, _, rest = line.partition("+")
    key_hash, _, coded = rest.partition("+")
    key = _decoded(coded, f"the verifier key of {name!r}")
    if key[:1] != _ED25519:
        raise EvidenceError(f"the verifier key of {name!r} is not of type Ed25519")
    verifier = Verifier(name=name, key=key[1:])
    if key_hash != verifier.key_hash.hex():
        raise EvidenceError(f"the key of {name!r} does not have the hash that it states")
    return verifier


def sign_text(body: str, signer: Signer) -> str:
    """Return the note of `body` and one signature; `body` ends with a newline and may hold empty lines."""
    if not body.endswith("\n"):
        raise EvidenceError("the text of a note ends with a newline")
    _check_characters(body)
    signature = b64encode(signer.verifier.key_hash + signer.key.sign(body.encode())).decode()
    note = f"{body}\n{_DASH} {signer.name} {signature}\n"
    _check_limit(note)
    return note


def open_text(note: str, verifier: Verifier) -> str:
    """Return the text of `note` once its signature by `verifier` has been found true."""
    _check_characters(note)
    _check_limit(note)
    body, signatures = _apart(note)
    own = [signature for name, signature in signatures if _is_by(verifier, name, signature)]
    if not own:
        raise EvidenceError(f"the note has no signature by {verifier_key(verifier)!r}")
    if len(own) > 1:
        raise EvidenceError(f"the note has {len(own)} signatures by {verifier_key(verifier)!r}")
    _verify(verifier, body, own[0][_KEY_HASH_SIZE:])
    return body


def _apart(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Return the text of `note` and, of each signature line, the name and the key hash with the signature."""
    body, blank, block = note.rpartition("\n\n")
    *lines, rest = block.split("\n")
    if not blank or not lines or rest:
        raise EvidenceError("a note is text, an empty line, and signature lines, each ended by a newline")
    if len(lines) > SIGNATURES_LIMIT:
        raise EvidenceError(f"the note has {len(lines)} signatures; at most {SIGNATURES_LIMIT} are read")
    return f"{body}\n", [_signature(at, line) for at, line in enumerate(lines, start=1)]


def _signature(at: int, line: str) -> tuple[str, bytes]:
    match line.split(" "):
        case [dash, name, coded] if dash == _DASH:
            _check_name(name)
            signature = _decoded(coded, f"signature {at}")
        case _:
            raise EvidenceError(f"signature line {at} is not a dash, a name and a signature")
    if len(signature) <= _KEY_HASH_SIZE:
        raise EvidenceError(f"signature {at} is too short to be one")
    return name, signature


def _is_by(verifier: Verifier, name: str, signature: bytes) -> bool:
    return name == verifier.name and signature[:_KEY_HASH_SIZE] == verifier.key_hash


def _verify(verifier: Verifier, body: str, signature: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(verifier.key).verify(signature, body.encode())
    except InvalidSignature as error:
        raise EvidenceError(f"the signature by {verifier_key(verifier)!r} is not true") from error


def _decoded(coded: str, what: str) -> bytes:
    """Return what `coded` is the one base64 spelling of (RFC 4648 sections 4 and 3.5)."""
    try:
        plain = b64decode(coded)
    except ValueError as error:
        raise EvidenceError(f"{what} is not base64") from error
    if b64encode(plain).decode() != coded:  # b64decode skips strange characters and loose bits
        raise EvidenceError(f"{what} is not base64 as it is written")
    return plain


def _check_name(name: str) -> None:
    """Refuse a key name that is empty, or in which a reader could see the end of the name."""
    _check_characters(name)
    if not name or "+" in name or any(map(str.isspace, name)):
        raise EvidenceError(f"a key name is not empty and has neither spaces nor plus: {name[:80]!r}")


def _check_characters(body: str) -> None:
    """Refuse what UTF-8 cannot carry and what a terminal could be made to obey."""
    try:
        body.encode()
    except UnicodeEncodeError as error:
        raise EvidenceError("the text is not valid Unicode") from error
    if control := _CONTROL.search(body):
        raise EvidenceError(f"the text has the control character {control[0]!r}")


def _check_limit(note: str) -> None:
    if len(note.encode()) > NOTE_LIMIT:
        raise EvidenceError(f"the note has more than {NOTE_LIMIT} bytes")
