"""`needline drift`: does what conversations hold agree with what the estate declares?"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from needline.cli.answer import AS_JSON, tell
from needline.cli.draft import ESTATE, policy_of
from needline.cli.exits import Exit
from needline.cli.given import observed_in
from needline.drift import Drift, told
from needline.drift import drift as held
from needline.drift.holding import LEAST_SHARE
from needline.estate.model import Estate
from needline.observed import Observed

if TYPE_CHECKING:
    from needline.scan import type_of_watcher


class Scanning(TypedDict):
    """How transcripts are read."""

    quick: bool
    into: str | None
    workers: int | None


def drift(
    estate: Estate,
    observed: Observed,
    *,
    now: float | None = None,
    unused_days: int = 90,
    least_share: float = LEAST_SHARE,
) -> Drift:
    """Hold a scan against an estate; without `now`, at this moment."""
    at = time.time() if now is None else now
    return held(estate, observed, now=at, unused_days=unused_days, least_share=least_share)


def _share(_context: click.Context, _parameter: click.Parameter, text: str) -> float:
    """A share from 0 to 1, as people write it: 1%, 0.01."""
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 < share <= 1:
        raise click.BadParameter(f"{text!r} is no share; write 1% or 0.01")
    return share


@click.command(
    epilog="Each element of each journey is declared and seen; seen, not declared; declared, not seen; or not looked "
    "at. The journey of a conversation is told by the platform's queue, intent or tags (known_by in the estate), "
    "else by the customer's words. Exit 3 when something is seen that is not declared, or when a journey or a file "
    "was not looked at; 0 when all agrees."
)
@ESTATE
@click.option(
    "--transcripts",
    multiple=True,
    type=click.Path(),
    metavar="DIR",
    help="A file or a folder of transcripts and mail; repeatable.",
)
@click.option(
    "--observed",
    type=click.Path(),
    metavar="FILE",
    help="What `needline scan --out` saw, instead of reading transcripts again.",
)
@click.option("--quick", is_flag=True, help="Patterns and words alone: much faster, without names and addresses.")
@click.option(
    "--into",
    type=click.Path(),
    metavar="FILE",
    help="Keep in this table where what was found; a re-run reads only what is new.",
)
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes; as many as there are cores.")
@click.option(
    "--unused",
    type=click.IntRange(min=1),
    default=90,
    show_default=True,
    metavar="DAYS",
    help="Suggest to remove what was not seen for so long.",
)
@click.option(
    "--least-share",
    callback=_share,
    default="1%",
    show_default=True,
    metavar="SHARE",
    help="Of a journey's conversations: what is not declared and rarer is told, but is no reason to fail.",
)
@AS_JSON
def command(
    estate: str,
    transcripts: tuple[str, ...],
    observed: str | None,
    *,
    unused: int,
    least_share: float,
    as_json: bool,
    **scanning: Unpack[Scanning],
) -> Exit:  # fmt: skip
    """Hold what conversations hold against what the file ESTATE declares."""
    if bool(transcripts) == bool(observed):
        raise click.UsageError("name either --transcripts or --observed", click.get_current_context())
    draft = policy_of(estate).estate
    seen = observed_in(observed) or _scanned(draft, transcripts, scanning)
    answer = drift(draft, seen, unused_days=unused, least_share=least_share)
    tell(answer, told(answer, draft), as_json=as_json)
    return Exit.YES if answer.agrees else Exit.NO


def _scanned(estate: Estate, paths: tuple[str, ...], how: Scanning) -> Observed:
    from needline.scan import scan

    workers = how["workers"] or os.cpu_count() or 1
    with _watched() as progress:
        return scan(paths, estate, quick=how["quick"], into=how["into"], workers=workers, progress=progress)


@contextmanager
def _watched() -> Iterator["type_of_watcher"]:
    """A bar on a terminal; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda one: bar.update(task, completed=one.size, total=one.of_size)
