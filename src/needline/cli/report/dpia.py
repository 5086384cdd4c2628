"""`needline report dpia`: an impact assessment to begin with, for some journeys or for all of them."""

from collections.abc import Collection
from typing import Literal

import click

from needline.cli.draft import ESTATE, policy_of
from needline.cli.given import OBSERVED, observed_in
from needline.cli.out import OUT, write
from needline.estate import near_miss
from needline.observed import Observed
from needline.report import Assessment, dpia
from needline.report.html import dpia_page
from needline.report.markdown import dpia_markdown

Format = Literal["html", "markdown"]


def assessment(path: str, journeys: Collection[str] = (), observed: Observed | None = None) -> Assessment:
    """The draft for these journeys of the estate in the file `path`, or for all. Raises `EstateError`."""
    estate = policy_of(path).estate
    for name in journeys:
        if name not in estate.journeys:
            close = near_miss(name, estate.journeys)
            hint = f"did you mean {close!r}?" if close else f"there are {', '.join(estate.journeys)}"
            raise click.UsageError(f"there is no journey {name!r}; {hint}")
    return dpia(estate, journeys, observed=observed)


@click.command(
    epilog="The draft follows the seven steps of the ICO and cites the articles of the GDPR. Judgements stay blank, "
    "with the figures that they should rest on beside them."
)
@ESTATE
@click.option("--journey", "journeys", multiple=True, metavar="NAME", help="A journey to assess; repeatable.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("html", "markdown")),
    default=None,
    help="What to write; without it, what the name of --out ends in, or markdown.",
)
@OBSERVED
@OUT
def command(
    estate: str, journeys: tuple[str, ...], form: Format | None, observed: str | None, out: str | None
) -> None:
    """Draft a data protection impact assessment (GDPR Art. 35) for the journeys of ESTATE."""
    draft = assessment(estate, journeys, observed_in(observed))
    wanted = form or ("html" if (out or "").lower().endswith((".html", ".htm")) else "markdown")
    write(dpia_page(draft) if wanted == "html" else dpia_markdown(draft), out)
