"""`needline export otm`: the estate as a threat model to begin with."""

import click
import msgspec

from needline.cli.draft import ESTATE, policy_of
from needline.cli.out import OUT, write
from needline.exchange import otm


def document(path: str) -> str:
    """The threat model of the estate in the file `path`, as JSON. Raises `EstateError`."""
    return msgspec.json.format(msgspec.json.encode(otm(policy_of(path).estate))).decode() + "\n"


@click.command(
    epilog="Desks, bots, stores and channels are components in four trust zones, elements are assets. "
    "Threats and mitigations are for the tool that reads the file."
)
@ESTATE
@OUT
def command(estate: str, out: str | None) -> None:
    """Write ESTATE as an Open Threat Model (OTM 0.2.0, JSON)."""
    write(document(estate), out)
