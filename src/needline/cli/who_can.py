"""`needline who-can`: every path to an element of customer data."""

from collections.abc import Iterable, Iterator, Sequence

import click
from msgspec import Struct

from needline.cli.answer import AS_JSON, tell
from needline.cli.draft import ESTATE, policy_of
from needline.cli.exits import Exit
from needline.cli.who_can_copies import Copy, copies
from needline.cli.who_can_paths import Path, paths, unread
from needline.estate import near_miss
from needline.policy import Policy


class WhoCan(Struct, frozen=True, kw_only=True):
    """Who gets at an element, and where its values stand."""

    element: str
    category: str
    harm: int
    paths: tuple[Path, ...]
    copies: tuple[Copy, ...]
    unread: tuple[str, ...]


def who_can(policy: Policy, element: str) -> WhoCan:
    """Every path to an element, what shows most first. Raises `click.UsageError` for a name not there."""
    known = policy.estate.elements.get(element)
    if known is None:
        close = near_miss(element, policy.estate.elements)
        hint = f"did you mean {close!r}?" if close else f"there are {', '.join(policy.estate.elements) or 'none'}"
        raise click.UsageError(f"there is no element {element!r}; {hint}")
    found = paths(policy, element)
    return WhoCan(
        element=element,
        category=known.category,
        harm=known.harm,
        paths=found,
        copies=copies(policy.estate, element, found),
        unread=unread(policy, element),
    )


@click.command(
    name="who-can",
    epilog="Sorted by how much is shown; of that, what asks for the weakest proof comes first. An agent is told what "
    "a journey asks for or changes, whole, whatever form it is shown in. Exit 3 when nobody can.",
)
@click.argument("element")
@ESTATE
@AS_JSON
def command(element: str, estate: str, as_json: bool) -> Exit:
    """List every path to ELEMENT of ESTATE: who sees it or is told it, after which proofs, and who keeps it."""
    answer = who_can(policy_of(estate), element)
    tell(answer, lines(answer), as_json=as_json)
    return Exit.YES if answer.paths else Exit.NO


def lines(answer: WhoCan) -> Iterator[str]:
    """The whole answer, for people."""
    yield f"{answer.element}: {answer.category}, harm {answer.harm}"
    if answer.paths:
        yield from _section("Who can, what shows most first", _paths(answer.paths))
        yield from _section("How a contact comes there", _arrivals(answer.paths))
    else:
        yield f"nobody can: no journey sees, asks for, changes or uses {answer.element}"
    yield from _section("Where its values stand", _copies(answer.copies))
    yield from _section("Left open", (f"  {what}" for what in answer.unread))


def _section(title: str, rows: Iterable[str]) -> Iterator[str]:
    told = list(rows)
    if told:
        yield ""
        yield title
        yield from told


def _paths(found: Sequence[Path]) -> Iterator[str]:
    yield from _table(
        ("form", "seat", "journey", "how", "customer proves", "agent signs in", "through"),
        *(
            (one.form, _seat(one), one.journey, _how(one), one.customer, _staff(one), _list(one.through))
            for one in found
        ),
    )


def _seat(path: Path) -> str:
    return f"{path.seat} (bot)" if path.bot else path.seat


def _how(path: Path) -> str:
    how = f"{path.how} {path.action}" if path.action else path.how
    return f"{how}, behind glass" if path.glass else how


def _staff(path: Path) -> str:
    return "–" if path.bot else path.staff


def _arrivals(found: Sequence[Path]) -> Iterator[str]:
    """Each desk and journey once: who hands over to it by itself, and who can by hand."""
    for (seat, journey), path in {(one.seat, one.journey): one for one in found}.items():
        for over in path.handed_over:
            yield f"  {seat} as {journey}: from {over.seat} ({over.journey}) when {_list(over.when)}"
        if path.by_hand:
            yield f"  {seat} as {journey}: by hand from an agent of {_list(path.by_hand)}"


def _copies(found: Sequence[Copy]) -> Iterator[str]:
    yield from _table(
        *((one.store, f"kept {one.keep or 'without an end'}", "; ".join((*one.why, *_ways(one)))) for one in found)
    )


def _ways(copy: Copy) -> Iterator[str]:
    if copy.hidden:
        yield "hidden from who looks, and kept"
    if copy.reached_by:
        yield f"reached by {_list(copy.reached_by)}"


def _table(*rows: Sequence[str]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield ("  " + "  ".join(cells)).rstrip()


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
