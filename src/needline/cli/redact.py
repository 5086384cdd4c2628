"""`needline redact`: the same files without the personal data that is in them."""

import gzip
import importlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Unpack

import click
from msgspec import Struct

from needline.cli.answer import AS_JSON, tell
from needline.cli.draft import Unreadable
from needline.cli.exits import Exit
from needline.cli.spot import FILES, READING, STDIN, Reading, opened, spotter_for, tell_unread
from needline.spot.finding import Finding
from needline.spot.redaction import As, instead
from needline.transcripts import Ear, Format, Kept, Passage, Unread, edits, heard, pieces, written


class Redacted(Struct, frozen=True, kw_only=True):
    """One file, and what was masked in it."""

    file: str
    masked: dict[str, int]  # what → how often
    unread: tuple[str, ...]  # `[unread]` stands in its place


class Redactions(Struct, frozen=True, kw_only=True):
    """All files."""

    files: tuple[Redacted, ...]


def redacted(
    stream: BinaryIO, out: BinaryIO, name: str, ear: Ear, *, masks: As = As.WORDS,
    kind: Format | None = None, fields: Sequence[str] = (),
) -> Redacted:  # fmt: skip
    """Write what the stream holds to `out`, with every finding masked; what could not be read is `[unread]` there."""
    masked: Counter[str] = Counter()
    unread: list[str] = []
    for piece, found in heard(pieces(stream, name, kind=kind, fields=fields), ear):
        match piece:
            case Unread():
                unread.append(str(piece))
                tell_unread(name, unread)
                out.write(piece.stand_in)
            case Passage():
                masked.update(finding.what for finding in found)
                out.write(_masked(piece, found, masks))
            case Kept():
                out.write(piece.raw)
    tell_unread(name, unread, at_end=True)
    return Redacted(file=name, masked=dict(masked), unread=tuple(unread))


def _masked(passage: Passage, findings: Iterable[Finding], masks: As) -> bytes:
    return written(passage, edits(passage, findings, partial(instead, form=masks)))


@click.command(
    epilog="What is not masked stays as it was, byte for byte. What could not be read is told, is [unread] in what "
    "is written, and makes the exit code 1; 2 when a file could not be opened or written. Nothing is overwritten."
)
@FILES
@click.option("--out", type=click.Path(file_okay=False), metavar="DIR", help="Write files of the same names here.")
@click.option(
    "--form", "masks", type=click.Choice(list(map(str, As))), default=str(As.WORDS), show_default=True,
    callback=lambda _context, _parameter, word: As(word), help="What stands in place of a value.",
)  # fmt: skip
@READING
@AS_JSON
def command(files: tuple[str, ...], out: str | None, masks: As, as_json: bool, **reading: Unpack[Reading]) -> Exit:
    """Write FILES, or standard input, with all personal data masked."""
    _check(files, out, as_json=as_json)
    spotter = spotter_for(reading)
    done: list[Redacted] = []
    could_not = False
    for name in files or (STDIN,):
        try:
            with opened(name) as stream, _target(name, out) as target:
                done.append(
                    redacted(
                        stream,
                        target,
                        name,
                        spotter,
                        masks=masks,
                        kind=reading["kind"],
                        fields=reading["fields"],
                    )
                )
        except Unreadable as error:
            could_not = True
            click.echo(f"needline: {error.format_message()}", err=True)
    _tell(Redactions(files=tuple(done)), as_json=as_json)
    return Exit.COULD_NOT if could_not else Exit.PROBLEMS if any(one.unread for one in done) else Exit.YES


def _check(files: Sequence[str], out: str | None, *, as_json: bool) -> None:
    """Raise what is wrong with the options before anything is written."""
    if out is None:
        if as_json:
            raise click.UsageError("--json needs --out, for the masked text goes to standard output without it")
        return
    twice = [name for name, times in Counter(Path(name).name for name in files).items() if times > 1]
    there = [name for name in {Path(name).name for name in files} if (Path(out) / name).exists()]
    if not files:
        raise click.UsageError("--out needs FILES, whose names it takes")
    if twice:
        raise click.UsageError(f"two files are called {twice[0]!r}; redact them into folders of their own")
    if there:
        raise click.UsageError(f"{str(Path(out) / there[0])!r} is there already, and nothing is overwritten")


@contextmanager
def _target(name: str, out: str | None) -> Iterator[BinaryIO]:
    """What to write to; a file that was not finished is taken away again."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(out) / Path(name).name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("xb")
    except OSError as error:
        raise Unwritable(str(path), (error.strerror or "it cannot be").lower()) from error
    try:
        with file, _packed(file, path.suffix) as packed:
            yield packed
    except BaseException:
        path.unlink()
        raise


class Unwritable(Unreadable):
    """A file cannot be written."""

    def format_message(self) -> str:
        """Which file, and what the system says about it."""
        return f"{self.ui_filename} cannot be written: {self.message}"


@contextmanager
def _packed(file: BinaryIO, suffix: str) -> Iterator[BinaryIO]:
    """What packs as the name says; a name that ends in neither is written as it is."""
    match suffix.lower():
        case ".gz":
            with gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed:
                yield packed  # type: ignore[misc]  # typeshed calls it no BinaryIO, though it writes like one
        case ".zst" if package := _zstandard():
            with package.ZstdCompressor().stream_writer(file, closefd=False) as packed:
                yield packed
        case _:
            # Where the package of Zstandard is missing nothing was read, and a few plain bytes say so.
            yield file


def _zstandard() -> ModuleType | None:
    try:
        return importlib.import_module("zstandard")
    except ImportError:
        return None


def _tell(answer: Redactions, *, as_json: bool) -> None:
    if as_json:
        tell(answer, (), as_json=True)
        return
    for one in answer.files:
        counts = ", ".join(f"{number:,} {what}" for what, number in one.masked.items()) or "nothing"
        click.echo(f"{one.file}: masked {counts}", err=True)
