"""`needline import`: the draft of an estate from what other tools know already."""

from needline.cli.commands import Commands, Listed

_HELP = """Draft an estate from the files of other tools.

\b
  needline import fides .fides/*.yml --out estate.yaml

What is left out of the draft is told on standard error, each with file, line and column.
"""

command = Commands(
    name="import",
    help=_HELP,
    commands_listed={
        "fides": Listed("needline.cli.import_.fides", "Draft an estate from manifests of Fides."),
    },
)
