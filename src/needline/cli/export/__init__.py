"""`needline export`: an estate for the tools that other teams work with."""

from needline.cli.commands import Commands, Listed

_HELP = """Write an estate in the words of other tools.

\b
  needline export fides estate.yaml --out estate.fides.yml      datasets and systems, for Fides
  needline export otm estate.yaml --out estate.otm              a threat model, for Threat Dragon and IriusRisk
  needline export cyclonedx estate.yaml --out estate.cdx.json   a bill of services, for security teams

Each is made of the estate alone: the same estate gives the same bytes. Names and categories travel, values never.
"""

command = Commands(
    name="export",
    help=_HELP,
    commands_listed={
        "fides": Listed("needline.cli.export.fides", "Write a manifest of the Fides privacy language."),
        "otm": Listed("needline.cli.export.otm", "Write an Open Threat Model."),
        "cyclonedx": Listed("needline.cli.export.cyclonedx", "Write a CycloneDX bill of services."),
        "cedar": Listed("needline.cli.export.cedar", "Write policies, schema and entities for Cedar."),
    },
)
