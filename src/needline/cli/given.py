"""Files in JSON that an option names: what `needline scan --out` wrote, what a database grants."""

from pathlib import Path
from typing import TypeVar

import click
import msgspec

from needline.cli.draft import Unreadable
from needline.observed import Observed

T = TypeVar("T")
OBSERVED = click.option(
    "--observed",
    type=click.Path(),
    metavar="FILE",
    help="What `needline scan --out FILE` saw in conversations.",
)


def given(path: str, kind: type[T], otherwise: str) -> T:
    """What the file `path` says; `otherwise` says of it that it holds something else, of which nothing is quoted.

    Raises `Unreadable`, or `click.UsageError` if it does.
    """
    try:
        return msgspec.json.decode(Path(path).read_bytes(), type=kind)
    except OSError as error:
        raise Unreadable(path, (error.strerror or "no such file").lower()) from error
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{path} {otherwise}") from error


def observed_in(path: str | None, otherwise: str = "is not what needline scan --out writes") -> Observed | None:
    """What a scan saw, if its file is given. Raises as `given` does."""
    return None if path is None else given(path, Observed, otherwise)
