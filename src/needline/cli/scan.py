"""`needline scan`: what personal data do transcripts and mail hold, how often, and in which journeys?"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Literal

import click
import msgspec

from needline.cli.answer import AS_JSON, tell
from needline.cli.draft import policy_of
from needline.cli.exits import Exit
from needline.errors import NeedlineError
from needline.observed import Observed, Sighting
from needline.scan import Progress
from needline.scan import scan as scanned

MOST_TOLD = 20  # places that could not be read; further ones are counted


def scan(
    paths: tuple[str, ...],
    *,
    estate: str | None = None,
    quick: bool = False,
    workers: int = 1,
    into: str | None = None,
    out: str | None = None,
    on: Literal["processes", "ray"] = "processes",
    bar: bool = False,
) -> Observed:
    """Scan the files in and under `paths`, and write what was seen to `out`.

    Raises `EstateError` for an estate with problems, `NeedlineError` for a file that cannot be written, and for an
    interrupt: the text says how far the scan came, and what the next one does.
    """
    known = policy_of(estate).estate if estate is not None else None
    with _watched(bar=bar, into=into) as watch:
        observed = scanned(
            paths, known, quick=quick, workers=workers, into=into, on=on, progress=watch,
            leave=[one for one in (out, estate) if one],
        )  # fmt: skip
    if out:
        _write(out, observed)
    return observed


@click.command(
    epilog="Reads what `needline spot` reads, conversation by conversation. Values are never kept: --into writes "
    "where each find is, and a keyed hash. Exit 0 when everything was read, 3 when something could not be (it is "
    "listed), 2 when the scan was stopped; with --into the next one goes on from there."
)
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option(
    "--estate", type=click.Path(), metavar="FILE", help="Count by the journeys and elements of this estate."
)
@click.option(
    "--quick", is_flag=True, help="Patterns and words alone, some fifty times as fast: no names and addresses."
)
@click.option(
    "--workers", type=click.IntRange(1, 1024), default=None, help="Processes; without it, one for each core."
)
@click.option(
    "--into",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write findings into this SQLite file, and go on from what it says was scanned.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write the counters as JSON, for drift, exposure and map.",
)
@click.option(
    "--on",
    type=click.Choice(["processes", "ray"]),
    default="processes",
    help="Ray reads on more machines; it takes pip install 'needline[ray]'.",
)
@AS_JSON
def command(
    *, paths: tuple[str, ...], estate: str | None, quick: bool, workers: int | None, into: str | None,
    out: str | None, on: Literal["processes", "ray"], as_json: bool,
) -> Exit:  # fmt: skip
    """Count what personal data the transcripts and mail in PATHS hold."""
    observed = scan(
        paths, estate=estate, quick=quick, workers=workers or os.cpu_count() or 1, into=into, out=out, on=on,
        bar=sys.stderr.isatty(),
    )  # fmt: skip
    tell(observed, lines(observed), as_json=as_json)
    for skipped in observed.skipped[:MOST_TOLD]:
        click.echo(f"unread: {skipped}", err=True)
    if (more := len(observed.skipped) - MOST_TOLD) > 0:
        click.echo(f"unread: {more:,} places more", err=True)
    return Exit.NO if observed.skipped else Exit.YES


def lines(observed: Observed) -> Iterator[str]:
    """The counters for people: a table for each journey, what comes up most often first."""
    for journey, watched in observed.journeys.items():
        yield f"{journey or 'no journey known'}: {_counted(watched.conversations, 'conversation')}"
        for name, seen in sorted(watched.seen.items(), key=lambda item: (-_most(item[1]), item[0])):
            ways = (("given", seen.given), ("asked for", seen.asked), ("shown", seen.shown))
            yield f"  {name:<24} " + "  ".join(
                f"{way} {_share(number, watched.conversations)}" for way, number in ways
            )
    unread = f"; {_counted(len(observed.skipped), 'place')} unread" if observed.skipped else ""
    number = sum(watched.conversations for watched in observed.journeys.values())
    yield f"{_counted(observed.files, 'file')}, {_counted(number, 'conversation')}, {observed.depth}{unread}"


def _most(seen: Sighting) -> int:
    return max(seen.given, seen.asked, seen.shown)


def _share(number: int, of: int) -> str:
    return f"{number:>9,} ({number / of:>4.0%})" if number else f"{'–':>9}       "


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"


def _write(out: str, observed: Observed) -> None:
    """Write the file whole or not at all: drift and exposure may read it at any time."""
    beside = Path(f"{out}.part")
    try:
        beside.write_bytes(msgspec.json.format(msgspec.json.encode(observed)) + b"\n")
        beside.replace(out)
    except OSError as error:
        raise NeedlineError(f"{out} cannot be written: {(error.strerror or 'no reason given').lower()}") from error


@contextmanager
def _watched(*, bar: bool, into: str | None) -> Iterator[Callable[[Progress], None]]:
    """Someone to tell how far the scan is; a bar on a terminal. Raises `NeedlineError` for an interrupt."""
    told = [Progress(files=0, of_files=0, size=0, of_size=0, known=0)]
    try:
        with _bar() if bar else nullcontext(lambda _: None) as show:

            def watch(now: Progress) -> None:
                told[0] = now
                show(now)

            yield watch
    except KeyboardInterrupt as error:
        raise NeedlineError(_how_far(told[0], into)) from error


def _how_far(now: Progress, into: str | None) -> str:
    far = f"{now.files:,} of {_counted(now.of_files, 'file')}, {now.size / 1e6:,.1f} of {now.of_size / 1e6:,.1f} MB"
    then = (
        "the next scan goes on from there" if into else "the next scan begins anew; with --into FILE it would go on"
    )
    return f"stopped after {far}; {then}"


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.fields[files]}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
        TransferSpeedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None, files="looking for files")

        def show(now: Progress) -> None:
            """Draw how far it has got."""
            # What an earlier scan read took no time now.
            files = f"{now.files:,} of {now.of_files:,} files"
            shown.update(task, total=now.of_size - now.known, completed=now.size - now.known, files=files)

        yield show
