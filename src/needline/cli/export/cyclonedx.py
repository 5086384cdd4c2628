"""`needline export cyclonedx`: the estate as a bill of services."""

import click
import msgspec

from needline.cli.draft import ESTATE, policy_of
from needline.cli.out import OUT, write
from needline.exchange import cyclonedx


def document(path: str) -> str:
    """The bill of services of the estate in the file `path`, as JSON. Raises `EstateError`."""
    return msgspec.json.format(msgspec.json.encode(cyclonedx(policy_of(path).estate))).decode() + "\n"


@click.command(
    epilog="Each service says whether it takes authentication, which trust zone it is in, and which "
    "data, by Fides category, flows in and out of it."
)
@ESTATE
@OUT
def command(estate: str, out: str | None) -> None:
    """Write ESTATE as a CycloneDX bill of services (1.6, JSON)."""
    write(document(estate), out)
