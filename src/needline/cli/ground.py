"""What the commands stand on that work with needline's own state: opened, handed over, and closed again."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

from needline.settings import from_environment
from needline.store.evidence import Evidence
from needline.web.wiring import Ground, lay

T = TypeVar("T")

BY = click.option(
    "--by",
    required=True,
    envvar="NEEDLINE_BY",
    metavar="NAME",
    help="Who you are, as it will stand in the record; or the variable NEEDLINE_BY.",
)


def on_ground(work: Callable[[Ground], Awaitable[T]], what: str) -> T:
    """Do `work` on the state that the variables NEEDLINE_… name; on a terminal `what` says why it takes time."""

    async def working(ground: Ground) -> T:
        return await work(ground)

    ground = lay(from_environment(os.environ))
    try:
        with _waiting(what):
            return asyncio.run(working(ground))
    finally:
        ground.close()


def evidence(ground: Ground) -> Evidence:
    """The record of this state, as its own key proves it."""
    return Evidence(ground.database, ground.ring.signer.verifier, ground.settings.origin)


@contextmanager
def _waiting(what: str) -> Iterator[None]:
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield
