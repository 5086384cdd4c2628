"""`needline import fides`: stores and elements from manifests that somebody keeps for Fides already."""

from collections.abc import Iterable
from pathlib import Path

import click

from needline.cli.answer import AS_JSON, tell
from needline.cli.draft import Unreadable
from needline.cli.exits import Exit
from needline.cli.out import OUT, write
from needline.exchange import Drafted, from_fides
from needline.exchange.reading import MOST_BYTES


def imported(paths: Iterable[str]) -> Drafted:
    """The draft from the manifests in these files. Raises `EstateError` if one is no YAML, or `Unreadable`."""
    return from_fides({path: _bytes(path) for path in paths})


@click.command(
    epilog="Exit 3 when the draft lacks something that the manifests say about people, 1 when a file is no YAML, "
    "2 when one cannot be read. A file that is there already is never written over."
)
@click.argument("files", nargs=-1, required=True, type=click.Path())
@OUT
@AS_JSON
def command(files: tuple[str, ...], out: str | None, as_json: bool) -> Exit:
    """Draft an estate from the datasets and systems in FILES, manifests of the Fides privacy language."""
    if out is not None and Path(out).exists():
        raise click.UsageError(f"{out} is there already; name another file, and compare the two")
    answer = imported(files)
    if out is not None:
        write(answer.text, out)
    if as_json or out is not None:
        tell(
            answer,
            (f"{out}: {_number(answer.elements, 'element')} in {_number(answer.stores, 'store')}",),
            as_json=as_json,
        )
    else:
        write(answer.text, None)
    for left in answer.left:
        click.echo(str(left), err=True)
    return Exit.YES if answer.whole else Exit.NO


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"


def _bytes(path: str) -> bytes:
    """The bytes of a file, and no more of it than a manifest may have: a device has no end."""
    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unreadable(path, (error.strerror or "no such file").lower()) from error
