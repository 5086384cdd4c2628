"""`needline spot`: which personal data is in these files?"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import reduce
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypedDict, TypeVar, Unpack

import click
from msgspec import Struct

from needline.cli.answer import AS_JSON, tell
from needline.cli.draft import Unreadable, policy_of
from needline.cli.exits import Exit
from needline.spot.finding import Finding
from needline.transcripts import Ear, Format, Passage, Unread, heard, pieces

if TYPE_CHECKING:
    from needline.spot import Spotter
    from needline.spot.rampart import Rampart

STDIN = "-"
MOST_TOLD = 20  # places of a file that are told as unread; further ones are counted


def _format(_context: click.Context, _parameter: click.Parameter, word: str | None) -> Format | None:
    return Format(word) if word else None


FILES = click.argument("files", nargs=-1, type=click.Path())
_READING = (
    click.option("--estate", type=click.Path(), metavar="FILE", help="Find the elements of this estate's own, too."),
    click.option("--format", "kind", type=click.Choice(list(map(str, Format))), callback=_format,
                 help="What the files are; without it, names and first bytes tell."),
    click.option("--field", "fields", multiple=True, metavar="KEY", help="Of JSON, look only under this key; "
                 "repeatable."),
    click.option("--audit", is_flag=True, help="Let a second model read everything, too. It reads 7,000 "
                 "characters a second, and takes pip install 'needline[audit]'."),
)  # fmt: skip

F = TypeVar("F", bound=Callable[..., object])


def READING(command: F) -> F:  # noqa: N802  # stands among the other options, which are constants
    """The options that `Reading` holds."""
    return reduce(lambda done, option: option(done), reversed(_READING), command)


class Reading(TypedDict):
    """Options of every command that reads files and finds personal data in them."""

    estate: str | None
    kind: Format | None
    fields: tuple[str, ...]
    audit: bool


class Sight(Struct, frozen=True, kw_only=True):
    """A finding in a file."""

    line: int
    column: int
    label: str
    what: str
    score: float
    why: str
    where: str  # in the file's own terms: a key, a column, a header
    value: str | None  # only when it was asked for


class Spotted(Struct, frozen=True, kw_only=True):
    """One file, and what is in it."""

    file: str
    findings: tuple[Sight, ...]
    unread: tuple[str, ...]


class Spots(Struct, frozen=True, kw_only=True):
    """All files."""

    files: tuple[Spotted, ...]


def sights(
    stream: BinaryIO,
    name: str,
    ear: Ear,
    *,
    kind: Format | None = None,
    fields: Sequence[str] = (),
    show: bool = False,
) -> Iterator[Sight | Unread]:
    """What the stream holds, and what of it could not be read, as it is read."""
    for piece, found in heard(pieces(stream, name, kind=kind, fields=fields), ear):
        match piece:
            case Unread():
                yield piece
            case Passage():
                yield from (_sight(piece, finding, show=show) for finding in found)


def _sight(passage: Passage, finding: Finding, *, show: bool) -> Sight:
    line, column = passage.place(finding.start)
    return Sight(
        line=line, column=column, label=finding.label, what=finding.what, score=finding.score, why=finding.why,
        where=passage.where, value=passage.text[finding.start : finding.end] if show else None,
    )  # fmt: skip


def spotter_for(reading: Reading) -> "Spotter":
    """A spotter as the options say.

    Raises `EstateError` or `Unreadable` for an estate that is of no use, `NeedlineError` where a second model is
    asked for that is not installed.
    """
    from needline.spot import Spotter
    from needline.spot.elements import elements_of

    elements = elements_of(policy_of(reading["estate"]).estate) if reading["estate"] is not None else ()
    return Spotter(elements, second=_second() if reading["audit"] else None)


def _second() -> "Rampart":
    from needline.spot.rampart import Rampart

    return Rampart()


@click.command(
    epilog="Reads text, JSON lines, JSON, Contact Lens, WebVTT and SubRip, mail and mailboxes, CSV; each also "
    "gzipped; standard input when no file is named. Values are not shown unless you ask. Exit 1 when something could "
    "not be read, which is told; 2 when a file could not be opened. With --jsonl it answers programs: lines "
    '{"id", "text", "conversation", "role"} in, lines {"id", "spans": [{"start", "end", "label", "score"}]} out.'
)
@FILES
@READING
@click.option("--explain", is_flag=True, help="Say for each finding why it is one.")
@click.option("--show", is_flag=True, help="Show the values: on a screen that nobody else sees.")
@click.option("--jsonl", is_flag=True, help="Answer each line of JSON with a line of JSON, as they come.")
@AS_JSON
def command(
    files: tuple[str, ...], explain: bool, show: bool, jsonl: bool, as_json: bool, **reading: Unpack[Reading]
) -> Exit:
    """Find personal data in FILES, and tell where it is."""
    spotter = spotter_for(reading)
    names = files or (STDIN,)
    if jsonl:
        return _answer_lines(names, spotter)
    found: list[Spotted] = []
    could_not = False
    for name in names:
        try:
            with opened(name) as stream:
                seen = sights(stream, name, spotter, kind=reading["kind"], fields=reading["fields"], show=show)
                found.append(_told(name, seen, explain=explain, quiet=as_json))
        except Unreadable as error:
            could_not = True
            click.echo(f"needline: {error.format_message()}", err=True)
    answer = Spots(files=tuple(found))
    tell(answer, _sum(answer), as_json=as_json)
    return Exit.COULD_NOT if could_not else Exit.PROBLEMS if any(one.unread for one in found) else Exit.YES


def _answer_lines(names: Iterable[str], spotter: "Spotter") -> Exit:
    from needline.cli.spot_lines import Conversations, answer_lines

    known = Conversations(spotter)
    troubles = 0
    for name in names:
        with opened(name, bar=False) as stream:
            troubles += answer_lines(stream, sys.stdout.buffer, known)
    return Exit.PROBLEMS if troubles else Exit.YES


@contextmanager
def opened(name: str, *, bar: bool = True) -> Iterator[BinaryIO]:
    """The file of this name, or standard input; on a terminal a bar shows how much of it was read.

    Raises `Unreadable` when it cannot be opened.
    """
    with ExitStack() as stack:
        if name == STDIN:
            yield sys.stdin.buffer
            return
        try:
            file = stack.enter_context(Path(name).open("rb"))
        except OSError as error:
            raise Unreadable(name, (error.strerror or "no such file").lower()) from error
        size = Path(name).stat().st_size
        yield stack.enter_context(_with_bar(file, name, size)) if bar and size and sys.stderr.isatty() else file


@contextmanager
def _with_bar(file: BinaryIO, name: str, size: int) -> Iterator[BinaryIO]:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    progress = Progress(
        *Progress.get_default_columns(), console=console, transient=True, redirect_stdout=sys.stdout.isatty()
    )
    with progress, progress.wrap_file(file, total=size, description=Path(name).name) as watched:
        yield BufferedReader(watched)  # type: ignore[type-var]  # rich calls its reader a BinaryIO; it is raw


def _told(name: str, seen: Iterable[Sight | Unread], *, explain: bool, quiet: bool) -> Spotted:
    """What is in the file; told line by line while it is read, for there may be much of it."""
    findings: list[Sight] = []
    unread: list[str] = []
    for one in seen:
        if isinstance(one, Unread):
            unread.append(str(one))
            tell_unread(name, unread)
        else:
            findings.append(one)
            if not quiet:
                click.echo(_line(name, one, explain=explain))
    tell_unread(name, unread, at_end=True)
    return Spotted(file=name, findings=tuple(findings), unread=tuple(unread))


def tell_unread(name: str, unread: Sequence[str], *, at_end: bool = False) -> None:
    """Tell the newest place that could not be read, or at the end how many more there were."""
    if not at_end and len(unread) <= MOST_TOLD:
        click.echo(f"{name}: unread: {unread[-1]}", err=True)
    if at_end and len(unread) > MOST_TOLD:
        click.echo(f"{name}: unread: {len(unread) - MOST_TOLD:,} places more", err=True)


def _line(name: str, one: Sight, *, explain: bool) -> str:
    place = f"{name}:{one.line}:{one.column}:"
    parts = (f"{place:<24} {one.label:<10} {one.what:<16}", one.value, one.why if explain else None)
    return "  ".join(part for part in parts if part).rstrip()


def _sum(answer: Spots) -> tuple[str, ...]:
    counts = Counter(finding.what for one in answer.files for finding in one.findings)
    what = ", ".join(f"{number:,} {what}" for what, number in counts.most_common()) or "nothing found"
    unread = sum(len(one.unread) for one in answer.files)
    ending = f"; {_counted(unread, 'place')} unread" if unread else ""
    return (f"{_counted(len(answer.files), 'file')}: {what}{ending}",)


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"
