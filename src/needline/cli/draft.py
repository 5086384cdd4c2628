"""An estate file on this machine's disk."""

import sys
from pathlib import Path

import click

from needline.errors import EstateError
from needline.estate import Draft, Load, locate, read
from needline.policy import Policy, compile_policy

STDIN = "-"
ESTATE = click.argument("estate", type=click.Path())


def policy_of(path: str) -> Policy:
    """Read and compile the estate in the file `path`; `-` is standard input.

    Raises `EstateError` with every problem that it has, each with its place, or `Unreadable` when the file itself
    cannot be read.
    """
    return compiled(draft_of(path))


def compiled(draft: Draft) -> Policy:
    """The policy of an estate that was read. Raises `EstateError` with every problem that it has, with its place."""
    try:
        return compile_policy(draft.estate)
    except EstateError as error:
        raise EstateError(locate(error.problems, draft.places)) from error


def draft_of(path: str) -> Draft:
    """Read the estate in the file `path` and its own words for `spot`; whether the rest makes sense is not asked.

    Raises what `policy_of` raises.
    """
    draft = read(path, loader(path))
    try:
        if any(element.spot for element in draft.estate.elements.values()):
            from needline.spot.elements import elements_of

            elements_of(draft.estate)
    except EstateError as error:
        raise EstateError(locate(error.problems, draft.places)) from error
    return draft


class Unreadable(click.FileError):
    """The file that was named cannot be read at all."""

    def format_message(self) -> str:
        """Which file, and what the system says about it."""
        return f"{self.ui_filename} cannot be read: {self.message}"


def loader(path: str) -> Load:
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

    if name == STDIN:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MOST_BYTES + 1)
