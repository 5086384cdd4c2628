"""`needline check`: does an estate make sense?"""

import click
from msgspec import Struct

from needline.cli.answer import AS_JSON, tell
from needline.cli.draft import ESTATE, policy_of


class Checked(Struct, frozen=True, kw_only=True):
    """An estate without problems, in numbers."""

    estate: str  # its name
    journeys: int
    desks: int
    bots: int
    elements: int
    cells: int  # of the table: a desk sees an element for a journey
    digest: str  # of the policy that it compiles to


def check(path: str) -> Checked:
    """Read and compile the estate in the file `path`. Raises `EstateError` with every problem that it has."""
    policy = policy_of(path)
    estate = policy.estate
    return Checked(
        estate=estate.estate,
        journeys=len(estate.journeys),
        desks=len(estate.desks),
        bots=len(estate.bots),
        elements=len(estate.elements),
        cells=sum(map(len, policy.needs.values())),
        digest=policy.digest,
    )


@click.command(
    epilog="Problems go to standard error as file:line:column: what; what to do. Exit 1 when there is one, "
    "2 when the file cannot be read."
)
@ESTATE
@AS_JSON
def command(estate: str, as_json: bool) -> None:
    """Read the file ESTATE and everything it includes, and tell every problem in one run."""
    answer = check(estate)
    tell(answer, _lines(answer), as_json=as_json)


def _lines(one: Checked) -> tuple[str, ...]:
    counts = {name: getattr(one, name) for name in ("journeys", "desks", "bots", "elements", "cells")}
    return (
        f"{one.estate}: no problems",
        ", ".join(f"{number:,} {name if number != 1 else name[:-1]}" for name, number in counts.items()),
        f"policy {one.digest}",
    )
