"""What `needline scan --out FILE` wrote, as an option of reports."""

from pathlib import Path

import click
import msgspec

from needline.cli.draft import Unreadable
from needline.observed import Observed

OBSERVED = click.option(
    "--observed",
    type=click.Path(),
    metavar="FILE",
    help="What `needline scan --out FILE` saw in conversations.",
)


def observed_in(path: str | None) -> Observed | None:
    """What the scan saw. Raises `Unreadable`, or `click.UsageError` if the file holds something else."""
    if path is None:
        return None
    try:
        return msgspec.json.decode(Path(path).read_bytes(), type=Observed)
    except OSError as error:
        raise Unreadable(path, (error.strerror or "no such file").lower()) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path} is not what needline scan --out writes") from error
