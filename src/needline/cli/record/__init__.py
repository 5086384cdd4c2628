"""`needline record`: who saw what, and the proof that the answer is true.

`show` and `who-saw` tell of people, so reading them is an entry of its own, written before anything is read.
`verify` and `replay` tell only whether the record adds up, and write nothing: they work on a copy that nobody may
change.
"""

from needline.cli.commands import Commands, Listed

_HELP = """Read the access record, and prove that it adds up.

\b
  needline record verify                     every entry, every checkpoint
  needline record replay                     every decision again, under its own policy
  needline record show --agent ines --by sam what somebody did, newest first
  needline record who-saw --email - --by sam reads the e-mail from standard input

Reads NEEDLINE_STATE, NEEDLINE_KEY and NEEDLINE_ORIGIN.
"""

command = Commands(
    name="record",
    help=_HELP,
    commands_listed={
        "verify": Listed("needline.cli.record.verify", "Check every entry and every signed checkpoint."),
        "replay": Listed("needline.cli.record.replay", "Decide every recorded decision again."),
        "show": Listed("needline.cli.record.show", "Show entries, newest first."),
        "who-saw": Listed("needline.cli.record.who_saw", "Tell who saw what of one customer."),
    },
)
