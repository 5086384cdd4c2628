"""`needline report`: the documents that regulators ask for, as drafts with their blanks marked."""

from needline.cli.commands import Commands, Listed

_HELP = """Write the documents that regulators ask for, as drafts.

\b
  needline report ropa estate.yaml --format xlsx --out ropa.xlsx     records of processing (GDPR Art. 30)
  needline report dpia estate.yaml --journey password_reset --out dpia.html
                                                                     impact assessment (GDPR Art. 35)

What the estate, its exposure and a scan know is filled in, with the key it rests on. What only a person can say is
marked [to be completed: …].
"""

command = Commands(
    name="report",
    help=_HELP,
    commands_listed={
        "ropa": Listed("needline.cli.report.ropa", "Write the records of processing activities."),
        "dpia": Listed("needline.cli.report.dpia", "Draft a data protection impact assessment."),
    },
)
