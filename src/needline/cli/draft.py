"""An estate file on this machine's disk."""

from pathlib import Path

import click

from needline.errors import EstateError
from needline.estate import Load, locate, read
from needline.policy import Policy, compile_policy

ESTATE = click.argument("estate", type=click.Path())


def policy_of(path: str) -> Policy:
    """Read and compile the estate in the file `path`.

    Raises `EstateError` with every problem that it has, each with its place, or `Unreadable` when the file itself
    cannot be read.
    """
    draft = read(path, _loader(path))
    try:
        if any(element.spot for element in draft.estate.elements.values()):
            from needline.spot.elements import elements_of

            elements_of(draft.estate)
        return compile_policy(draft.estate)
    except EstateError as error:
        raise EstateError(locate(error.problems, draft.places)) from error


class Unreadable(click.FileError):
    """The file that was named cannot be read at all."""

    def format_message(self) -> str:
        """Which file, and what the system says about it."""
        return f"{self.ui_filename} cannot be read: {self.message}"


def _loader(path: str) -> Load:
    """What loads this file and those it includes.

    The file is read here and once, so that it may be a pipe: needline diff <(git show main:estate.yaml) estate.yaml
    """
    try:
        first = _bytes(path)
    except OSError as error:
        raise Unreadable(path, (error.strerror or "no such file").lower()) from error
    return lambda name: first if name == path else _bytes(name)


def _bytes(name: str) -> bytes:
    """The bytes of a file, and no more of it than an estate may have: a device has no end."""
    from needline.estate.yaml import MOST_BYTES

    with Path(name).open("rb") as file:
        return file.read(MOST_BYTES + 1)
