"""The file of a classifier on this machine's disk."""

from pathlib import Path

import click

from needline.cli.draft import Unreadable
from needline.errors import NeedlineError
from needline.routing import Classifier, encoder_of, sentences, unpack
from needline.routing.packing import MOST_BYTES

MODEL = click.argument("model", type=click.Path())


def classifier_in(path: str) -> Classifier:
    """The classifier in the file `path`.

    Raises `Unreadable`, `click.ClickException` when it is none or damaged, and `NeedlineError` when it needs the
    extra `routing`, which is not installed.
    """
    packed = _bytes(path)
    try:
        wanted = encoder_of(packed)
    except NeedlineError as error:
        raise click.ClickException(f"{path}: {error}") from error
    encoder = sentences() if wanted else None
    try:
        return unpack(packed, encoder)
    except NeedlineError as error:
        raise click.ClickException(f"{path}: {error}") from error


def _bytes(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError as error:
        raise Unreadable(path, (error.strerror or "no such file").lower()) from error
