"""`needline record replay`: does every past decision follow from the policy whose digest it carries?"""

import click

from needline.cli.answer import AS_JSON, tell
from needline.cli.exits import Exit
from needline.cli.ground import evidence, on_ground
from needline.store.evidence import Replayed
from needline.web.wiring import Ground


async def replay(ground: Ground) -> Replayed:
    """Decide every recorded decision again."""
    return await evidence(ground).replay()


@click.command(epilog="Exit 3 when a decision is not what its policy says.")
@AS_JSON
def command(as_json: bool) -> Exit:
    """Decide everything again that was ever decided, each under the policy that it names."""
    replayed = on_ground(replay, "deciding everything again")
    tell(replayed, _lines(replayed), as_json=as_json)
    return Exit.NO if replayed.different else Exit.YES


def _lines(replayed: Replayed) -> tuple[str, ...]:
    same = f"{replayed.identical:,} of {replayed.decisions:,} decisions follow from the policy that they name"
    lost = (f"no policy has the digest {digest}" for digest in replayed.unknown)
    return (same, *lost, *(f"entry {place} is not what its policy says" for place in replayed.different))
