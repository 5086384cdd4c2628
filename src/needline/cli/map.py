"""`needline map`: an estate as one page of HTML, or as text that git hosts draw."""

import click
from msgspec import Struct

from needline.cli.answer import AS_JSON, on_terminal, tell
from needline.cli.draft import ESTATE, draft_of, policy_of
from needline.cli.given import observed_in
from needline.cli.out import OUT, write
from needline.estate import Estate, near_miss
from needline.exposure import exposure
from needline.map import mermaid, page


class Mapped(Struct, frozen=True, kw_only=True):
    """What was written."""

    file: str
    estate: str  # its name
    journeys: int
    elements: int
    characters: int


def draw(
    estate: Estate, *, observed: str | None = None, before: str | None = None, journeys: tuple[str, ...] = ()
) -> str:
    """The page of an estate without problems.

    `observed` names the file that a scan wrote, `before` an older estate's, `journeys` those whose flow is drawn
    however large the estate is. Raises `EstateError` when the older one cannot be read.
    """
    for name in journeys:
        if name not in estate.journeys:
            close = near_miss(name, estate.journeys)
            hint = f"did you mean {close!r}?" if close else "`needline check --json` counts what there is"
            raise click.UsageError(f"there is no journey {name!r}; {hint}")
    seen = observed_in(observed, "is not what `needline scan --out` writes")
    return page(
        estate,
        observed=seen,
        before=draft_of(before).estate if before else None,
        exposure=exposure(estate, observed=seen),
        journeys=journeys,
    )


@click.command(
    epilog="The page needs no network and holds names of elements, never a customer's value. It shows who sees what "
    "as a matrix, the flow of each journey and element, and what one seat can reach. Exit 1 when a file has problems."
)
@ESTATE
@OUT
@click.option(
    "--observed",
    type=click.Path(),
    metavar="FILE",
    help="Mark what `needline scan --out FILE` saw, and what it did not.",
)
@click.option("--before", type=click.Path(), metavar="OLD", help="Split the cells that differ from the estate OLD.")
@click.option(
    "--journey",
    "journeys",
    multiple=True,
    metavar="NAME",
    help="Draw the flow of this journey even if the estate is too large to draw all; repeatable.",
)
@click.option("--mermaid", "as_mermaid", is_flag=True, help="Write a Mermaid flowchart for Markdown instead.")
@AS_JSON
def command(
    *,
    estate: str,
    out: str | None,
    observed: str | None,
    before: str | None,
    journeys: tuple[str, ...],
    as_mermaid: bool,
    as_json: bool,
) -> None:
    """Draw the file ESTATE."""
    if as_json and out is None:
        raise click.UsageError("--json needs --out, for the page goes to standard output without it")
    if as_mermaid and (observed or before or journeys):
        raise click.UsageError("--mermaid draws the estate alone, without --observed, --before and --journey")
    if out is None and not as_mermaid and on_terminal():
        raise click.UsageError("a page is no text for a terminal; name a file: --out map.html")
    known = policy_of(estate).estate
    document = mermaid(known) if as_mermaid else draw(known, observed=observed, before=before, journeys=journeys)
    write(document, out)
    if out is not None:
        answer = Mapped(
            file=out,
            estate=known.estate,
            journeys=len(known.journeys),
            elements=len(known.elements),
            characters=len(document),
        )
        tell(answer, (f"{out}: {answer.journeys:,} journeys, {answer.elements:,} elements",), as_json=as_json)
