"""`needline schema`: what editors need to complete and check an estate while it is typed."""

import click
import msgspec

from needline.estate import json_schema


def schema() -> str:
    """The JSON Schema of an estate file, as text."""
    return msgspec.json.format(msgspec.json.encode(json_schema())).decode()


@click.command(
    epilog="Write it beside your estate (needline schema > needline.schema.json) and begin the estate with "
    "# yaml-language-server: $schema=needline.schema.json"
)
def command() -> None:
    """Print the JSON Schema of estate files (dialect 2020-12)."""
    click.echo(schema())
