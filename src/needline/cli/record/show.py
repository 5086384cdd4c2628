"""`needline record show`: entries, newest first."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import get_args

import click
from msgspec import Struct

from needline.cli.answer import AS_JSON, on_terminal, tell
from needline.cli.ground import BY, evidence, on_ground
from needline.record.entry import Entry, RecordRead
from needline.store.evidence import Kept
from needline.web.told import Told, told
from needline.web.wiring import Ground

KINDS = tuple(str(kind.__struct_config__.tag) for kind in get_args(Entry))
_HEADS = ("entry", "when (UTC)", "kind", "agent", "contact", "customer", "what")


class Filters(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which entries; empty is every one."""

    subject: str | None = None  # pseudonym
    agent: str | None = None
    element: str | None = None
    kind: str | None = None
    contact: str | None = None


class Shown(Struct, frozen=True, kw_only=True):
    """Entries of the record, newest first."""

    entries: tuple[Kept, ...]


async def show(ground: Ground, filters: Filters, by: str, *, limit: int = 100, before: int | None = None) -> Shown:
    """The newest entries that pass the filters, below the place `before`; that `by` reads them is recorded first.

    Raises `RecordError`, and then nothing is read.
    """
    asked = {name: getattr(filters, name) for name in filters.__struct_fields__}
    used = tuple(name for name, value in asked.items() if value is not None)
    await ground.recorder.append(RecordRead(at=datetime.now(UTC).timestamp(), agent=by, filters=used))
    return Shown(entries=await evidence(ground).entries(**asked, before=before, limit=limit))


@click.command(
    epilog="That you read it is an entry of the record, with the names of the filters and not their values."
)
@click.option("--subject", metavar="PSEUDONYM", help="Of this customer, by the name that stands in the record.")
@click.option("--agent", metavar="NAME", help="By this agent or bot.")
@click.option("--element", metavar="NAME", help="About this element or action.")
@click.option("--kind", type=click.Choice(KINDS), metavar="KIND", help="Of this kind; the reference lists them.")
@click.option("--contact", metavar="ID", help="Of this contact.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True, help="How many at most.")
@click.option("--before", type=click.IntRange(0), metavar="PLACE", help="Only entries before this place.")
@BY
@AS_JSON
def command(limit: int, before: int | None, by: str, as_json: bool, **filters: str | None) -> None:
    """Show entries of the access record, newest first."""
    asked = Filters(**filters)
    shown = on_ground(lambda ground: show(ground, asked, by, limit=limit, before=before), "reading the record")
    rows = [told(one.place, one.entry) for one in shown.entries]
    if on_terminal() and not as_json:
        _table(rows)
    else:
        tell(shown, map("\t".join, map(_cells, rows)), as_json=as_json)


def _cells(row: Told) -> tuple[str, ...]:
    what = "; ".join(filter(None, (row.words, *(f"{piece.element}: {piece.words}" for piece in row.pieces))))
    return (str(row.place), moment(row.at), row.kind, row.agent, row.contact, row.subject[:8], what)


def moment(at: float) -> str:
    """Seconds since 1970 as people write a moment, in UTC.

    >>> moment(0)
    '1970-01-01 00:00:00'
    """
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")


def _table(rows: Iterable[Told]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*_HEADS, box=None, header_style="bold")
    for row in rows:
        # As text and not as markup: a name may hold brackets.
        table.add_row(*map(Text, _cells(row)))
    Console().print(table)
