"""`needline report ropa`: what GDPR Art. 30 has every company keep, from the estate that it keeps anyway."""

from typing import Literal

import click

from needline.cli.draft import ESTATE, policy_of
from needline.cli.given import OBSERVED, observed_in
from needline.cli.out import OUT, write
from needline.errors import NeedlineError
from needline.observed import Observed
from needline.report import ropa
from needline.report.html import ropa_page
from needline.report.sheet import ropa_csv, ropa_xlsx

Format = Literal["csv", "xlsx", "html"]


def document(path: str, form: Format, observed: Observed | None = None) -> str | bytes:
    """The record of the estate in the file `path`. Raises `NeedlineError`, of which `EstateError` is one."""
    estate = policy_of(path).estate
    rows = ropa(estate, observed=observed)
    match form:
        case "csv":
            return ropa_csv(rows)
        case "html":
            return ropa_page(estate, rows)
        case "xlsx":
            try:
                return ropa_xlsx(rows)
            except ModuleNotFoundError as error:
                message = "writing xlsx takes XlsxWriter; install needline[report], or write csv"
                raise NeedlineError(message) from error


@click.command(
    epilog="One row for each journey. No cell of a CSV or XLSX file is ever calculated as a formula. XLSX takes the "
    "extra needline[report]."
)
@ESTATE
@click.option(
    "--format",
    "form",
    type=click.Choice(("csv", "xlsx", "html")),
    default=None,
    help="What to write; without it, what the name of --out ends in, or csv.",
)
@OBSERVED
@OUT
def command(estate: str, form: Format | None, observed: str | None, out: str | None) -> None:
    """Write the records of processing activities (GDPR Art. 30(1)) of ESTATE."""
    wanted = form or _form_of(out)
    if wanted == "xlsx" and out is None:
        raise click.UsageError("a spreadsheet is no text; name a file with --out")
    write(document(estate, wanted, observed_in(observed)), out)


def _form_of(out: str | None) -> Format:
    name = (out or "").lower()
    if name.endswith(".xlsx"):
        return "xlsx"
    return "html" if name.endswith((".html", ".htm")) else "csv"
