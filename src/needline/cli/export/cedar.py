"""`needline export cedar`: the policy of an estate for Cedar, another engine."""

from collections.abc import Mapping
from pathlib import Path

import click
import msgspec

from needline.cli.draft import ESTATE, policy_of
from needline.cli.out import Unwritable, write
from needline.exchange.cedar import Cedar, cedar


def export(path: str) -> Cedar:
    """The policy of the estate in the file `path`, for Cedar. Raises `EstateError`."""
    return cedar(policy_of(path))


def files(made: Cedar) -> Mapping[str, str]:
    """The files that Cedar's tools read, by name."""
    return {
        "policies.cedar": made.policies,
        "reasons.cedar": made.reasons,
        "schema.cedarschema": made.schema,
        "entities.json": _json(made.entities),
    }


@click.command(
    epilog="The policies are the conditions under which needline says yes, alike for every estate; the estate is the "
    "entities. Beside them the reasons forbid nothing more, and tell which condition failed. Without --out one JSON "
    "object holds all four."
)
@ESTATE
@click.option(
    "--out",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Write policies.cedar, reasons.cedar, schema.cedarschema and entities.json into DIR.",
)
def command(estate: str, out: str | None) -> None:
    """Write ESTATE as policies, schema and entities of Cedar, which decide as needline does."""
    made = export(estate)
    if out is None:
        write(_json(made), None)
        return
    _folder(out)
    for name, text in files(made).items():
        write(text, str(Path(out) / name))


def _folder(out: str) -> None:
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(out, (error.strerror or "it cannot be made").lower()) from error


def _json(what: object) -> str:
    return msgspec.json.format(msgspec.json.encode(what)).decode() + "\n"
