"""`needline record verify`: does the record add up?"""

import click
from msgspec import Struct

from needline.cli.answer import AS_JSON, tell
from needline.cli.ground import evidence, on_ground
from needline.record.checkpoint import verifier_key
from needline.web.wiring import Ground


class Whole(Struct, frozen=True, kw_only=True):
    """A record that adds up."""

    entries: int
    checkpoints: int
    root: str  # of the Merkle tree over all entries, hex (RFC 6962 section 2.1)
    key: str  # with which others can check the checkpoints (C2SP signed-note)
    seconds: float


async def verify(ground: Ground) -> Whole:
    """Check the whole record. Raises `EvidenceError` with the first place that does not add up."""
    verified = await evidence(ground).verify()
    return Whole(
        entries=verified.size,
        checkpoints=verified.checkpoints,
        root=verified.root.hex(),
        key=verifier_key(ground.ring.signer.verifier),
        seconds=verified.seconds,
    )


@click.command(epilog="Exit 3, and the first entry that is wrong, when it does not add up.")
@AS_JSON
def command(as_json: bool) -> None:
    """Check that every entry is what was hashed, and that every signed checkpoint covers what it says."""
    whole = on_ground(verify, "verifying the record")
    tell(whole, _lines(whole), as_json=as_json)


def _lines(whole: Whole) -> tuple[str, ...]:
    counts = f"{whole.entries:,} entries under {whole.checkpoints:,} checkpoints"
    return (f"the record adds up: {counts}, in {whole.seconds:.2f} s", f"root {whole.root}", f"key {whole.key}")
