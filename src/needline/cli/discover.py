"""`needline discover`: what personal data is where, and the draft of an estate."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

import click
import msgspec
from msgspec import Struct
from msgspec.structs import replace

from needline.cli.draft import Unreadable
from needline.cli.exits import Exit
from needline.discover.accepted import Decision, decided, read_accepted
from needline.discover.connecting import Source, sources
from needline.discover.discovery import SAMPLE, Progress, Store, discovered
from needline.discover.drafting import Draft, drafted
from needline.discover.finding import Finding, Inside
from needline.discover.schema import Unread
from needline.errors import SourceError
from needline.observed import Observed


class Discovered(Struct, frozen=True, kw_only=True):
    """Everything that one run found."""

    stores: tuple[Store, ...]
    findings: tuple[Finding, ...]  # as people decided them
    unread: tuple[Unread, ...]
    differs: tuple[str, ...]  # where people decided otherwise, or their decision ran out
    observed: Observed | None
    draft: Draft


class Options(TypedDict):
    """What else a run is told."""

    accepted: str | None
    out: str | None
    report: str | None
    sample: int
    as_json: bool


class Told(Struct, frozen=True, kw_only=True):
    """A finding, for machines."""

    column: str  # table.column
    category: str | None  # a Fides key; null: not personal, or a container in which nothing was found
    container: bool
    confidence: float
    why: str
    store: str
    inside: tuple[Inside, ...]
    decided: str  # who accepted which verdict, and until when; empty: nobody
    judged: str | None  # the verdict by judgement, where somebody decided


class Granted(Struct, frozen=True, kw_only=True):
    """What a role of a database can read."""

    store: str
    role: str
    people: int
    columns: Mapping[str, str]  # table.column → table, or the view through which
    superuser: bool


class Report(Struct, frozen=True, kw_only=True):
    """The whole run, for machines."""

    columns: tuple[Told, ...]
    granted: Mapping[str, Mapping[str, str]]  # role → store.table.column → table, or the view through which
    roles: tuple[Granted, ...]
    unread: tuple[Unread, ...]
    differs: tuple[str, ...]
    score: int  # of the draft, of 100
    next: tuple[str, ...]


def discover(
    addresses: Sequence[str],
    *,
    environment: Mapping[str, str],
    today: date,
    transcripts: Sequence[str] = (),
    decisions: Sequence[Decision] = (),
    most: int = SAMPLE,
    progress: Progress | None = None,
) -> Discovered:
    """Look at every database, and at conversations where there are any, and draft an estate.

    Raises `SourceError` where an address is none, or no database at all can be reached.
    """
    stores, unread = _stores(sources(tuple(addresses), environment), most, progress)
    observed = _observed(transcripts) if transcripts else None
    found = [one for store in stores for one in store.findings]
    findings, differs = decided(
        found, decisions, today=today, exists=lambda store, column: _exists(stores, store, column)
    )
    unread += [one for store in stores for one in store.unread]
    if observed:
        unread += [Unread(where=str(one).partition(": ")[0], why=one.why) for one in observed.skipped]
    own = {store.name: tuple(one for one in findings if one.store == store.name) for store in stores}
    draft = drafted([replace(store, findings=own[store.name]) for store in stores], observed)
    return Discovered(
        stores=tuple(stores), findings=findings, unread=tuple(unread), differs=differs, observed=observed, draft=draft
    )


def _stores(found: Sequence[Source], most: int, progress: Progress | None) -> tuple[list[Store], list[Unread]]:
    """Every database that can be reached, and those that cannot; raises `SourceError` when none can."""
    stores: list[Store] = []
    unread: list[Unread] = []
    for source in found:
        try:
            stores.append(discovered(source, most=most, progress=progress))
        except SourceError as error:
            unread.append(Unread(where=source.name, why=str(error).removeprefix(f"{source.name} ")))
            if len(unread) == len(found):
                raise
    return stores, unread


def _observed(paths: Sequence[str]) -> Observed:
    from needline.discover.purposes import observed_in

    return observed_in(paths, workers=os.cpu_count() or 1)


def _exists(stores: Sequence[Store], store: str, column: str) -> bool:
    table, _, name = column.rpartition(".")
    places = (one.places.get(table) for one in stores if store in {"", one.name})
    return any(place is not None and place.table.column(name) is not None for place in places)


@click.command(
    epilog="A URL is one of SQLAlchemy's, or env:NAME for what the environment variable NAME holds; keep passwords "
    "there. Databases are only read; values are looked at, and neither kept nor shown. Exit 3 when something could "
    "not be read, 2 when no database could be reached, 1 when the accepted list has problems."
)
@click.option("--db", "databases", multiple=True, metavar="URL", help="A database; repeatable.")
@click.option("--transcripts", multiple=True, type=click.Path(), metavar="DIR", help="Conversations; repeatable.")
@click.option("--accepted", type=click.Path(), metavar="FILE", help="What people decided about columns.")
@click.option("--out", type=click.Path(), metavar="FILE", help="Write the draft of an estate here.")
@click.option("--report", type=click.Path(), metavar="FILE", help="Write everything found here, as JSON.")
@click.option(
    "--sample",
    default=SAMPLE,
    show_default=True,
    type=click.IntRange(0, 100_000),
    metavar="N",
    help="Look at so many rows of a table; 0: at names alone.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON list of findings, for machines.")
def command(databases: tuple[str, ...], transcripts: tuple[str, ...], **options: Unpack[Options]) -> Exit:
    """Find personal data in databases and conversations, and draft an estate from them."""
    if not databases and not transcripts:
        raise click.UsageError("name a database with --db, or conversations with --transcripts")
    accepted, out, report = options["accepted"], options["out"], options["report"]
    decisions = read_accepted(accepted, _bytes(accepted)) if accepted is not None else ()
    with _bar() as progress:
        answer = discover(
            databases, environment=os.environ, today=date.today(), transcripts=transcripts,  # noqa: DTZ011  # the user's calendar
            decisions=decisions, most=options["sample"], progress=progress,
        )  # fmt: skip
    if out is not None:
        _write(out, answer.draft.text)
    if report is not None:
        _write(report, msgspec.json.format(msgspec.json.encode(_report(answer))).decode() + "\n")
    _tell(answer, as_json=options["as_json"], out=out)
    return Exit.NO if answer.unread else Exit.YES


# ── telling ────────────────────────────────────────────────────────────────────────────────────────
def _tell(answer: Discovered, *, as_json: bool, out: str | None) -> None:
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(tuple(map(_told, answer.findings)))).decode())
    else:
        click.echo("\n".join(_lines(answer)))
    for line in _granted_lines(answer):
        click.echo(line, err=as_json)
    for line in answer.differs:
        click.echo(f"differs: {line}", err=True)
    for unread in answer.unread:
        click.echo(f"unread: {unread}", err=True)
    click.echo(f"{_sum(answer)}", err=as_json)
    if out is not None:
        click.echo(f"{out}: a draft, {answer.draft.score} of 100 complete; next:", err=as_json)
        for at, step in enumerate(answer.draft.next, 1):
            click.echo(f"  {at}. {step}", err=as_json)


def _told(one: Finding) -> Told:
    return Told(
        column=one.column, category=one.category, container=one.container, confidence=one.confidence, why=one.why,
        store=one.store, inside=one.inside, decided=one.decided, judged=one.judged,
    )  # fmt: skip


def _lines(answer: Discovered) -> Iterator[str]:
    several = len(answer.stores) > 1
    for one in answer.findings:
        column = f"{one.store}: {one.column}" if several else one.column
        what = one.category or ("anything" if one.container else "not personal")
        mark = "*" if one.container else " "
        yield f"{_seen(column):<44} {what:<40} {one.confidence:4.0%} {mark} {_seen(one.why)}"


def _seen(line: str) -> str:
    """A line without the signs by which a name could write to the terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in line)


def _roles(answer: Discovered) -> Iterator[Granted]:
    for store in answer.stores:
        for one in store.granted:
            yield Granted(
                store=store.name, role=one.role, people=store.people, columns=one.columns, superuser=one.superuser
            )


def _granted_lines(answer: Discovered) -> Iterator[str]:
    for one in _roles(answer):
        views = sum(way != "table" for way in one.columns.values())
        through = f", {views} of them through views" if views else ""
        rank = " (superuser)" if one.superuser else ""
        yield _seen(
            f"granted: {one.role}{rank} can read {_counted(len(one.columns), 'personal column')} of "
            f"{_counted(one.people, 'customer')} in {one.store}{through}"
        )


def _sum(answer: Discovered) -> str:
    columns = sum(store.columns for store in answer.stores)
    personal = sum(one.category is not None for one in answer.findings)
    containers = sum(one.container for one in answer.findings)
    unread = f"; {_counted(len(answer.unread), 'place')} unread" if answer.unread else ""
    return (
        f"{_counted(columns, 'column')}: {personal:,} personal, {_counted(containers, 'container')} among them "
        f"(*){unread}"
    )


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"


def _report(answer: Discovered) -> Report:
    roles = tuple(_roles(answer))
    by_role: dict[str, dict[str, str]] = {}
    for one in roles:
        by_role.setdefault(one.role, {}).update({f"{one.store}.{key}": way for key, way in one.columns.items()})
    return Report(
        columns=tuple(map(_told, answer.findings)), granted=by_role, roles=roles, unread=answer.unread,
        differs=answer.differs, score=answer.draft.score, next=answer.draft.next,
    )  # fmt: skip


# ── files and the terminal ─────────────────────────────────────────────────────────────────────────
def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Unreadable(name, (error.strerror or "no such file").lower()) from error


def _write(name: str, text: str) -> None:
    """Write the file as a whole or not at all; what stood there before stays beside it as NAME.before."""
    path = Path(name)
    try:
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(text, encoding="utf-8")
        if path.is_file():
            path.replace(path.with_name(path.name + ".before"))
        fresh.replace(path)
    except OSError as error:
        raise Unreadable(name, f"it cannot be written: {(error.strerror or 'no such folder').lower()}") from error


@contextmanager
def _bar() -> Iterator[Progress | None]:
    """On a terminal, a bar of tables; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading the catalogue", total=None)

        def show(done: int, of: int, name: str) -> None:
            """Move the bar."""
            bar.update(task, completed=done, total=of, description=_seen(name)[:40] or "done")

        yield show
