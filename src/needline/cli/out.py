"""Where a document goes: to standard output, or into the file that `--out` names."""

import sys
from pathlib import Path

import click

OUT = click.option("--out", type=click.Path(dir_okay=False), metavar="FILE", help="Write it into FILE.")


def write(document: str | bytes, out: str | None) -> None:
    """Write a document. Raises `click.FileError` if the file cannot be written."""
    raw = document.encode() if isinstance(document, str) else document
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        return
    try:
        Path(out).write_bytes(raw)
    except OSError as error:
        raise Unwritable(out, (error.strerror or "it cannot be opened").lower()) from error


class Unwritable(click.FileError):
    """The file that was named cannot be written."""

    def format_message(self) -> str:
        """Which file, and what the system says about it."""
        return f"{self.ui_filename} cannot be written: {self.message}"
