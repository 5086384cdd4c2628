"""The command line: one module per command, imported when it is asked for.

A command's module holds its options as the Click command `command`, and a typed function of the same answer that
can be called without a shell. Answers go to standard output, problems to standard error; `exits` says what the
exit codes mean.
"""

import os
import sys
from collections.abc import Sequence

import click

from needline.cli.answer import tell_error
from needline.cli.commands import Commands, Listed
from needline.cli.exits import Exit, code_of

_HELP = """See and decide who sees what in a contact centre.

\b
  needline demo                              a whole contact centre on this machine
  needline check estate.yaml                 every problem, with file, line and column
  needline diff main.yaml estate.yaml        what an edit opens (exit 3) and closes
  needline apply estate.yaml --by ann        put it in force
  needline record who-saw --email - --by sam who saw what of one customer
  needline spot calls/*.vtt                  where personal data stands in files

Exit codes: 0 yes; 1 the file or the input has problems; 2 needline could not; 3 the answer is no.
"""

_COMMANDS = {
    "discover": Listed("needline.cli.discover", "Draft an estate from databases and transcripts."),
    "check": Listed("needline.cli.check", "Read an estate and tell every problem it has."),
    "diff": Listed("needline.cli.diff", "Tell what one estate opens and closes compared with another."),
    "map": Listed("needline.cli.map", "Draw an estate as one page of HTML."),
    "who-can": Listed("needline.cli.who_can", "List every path to an element of customer data."),
    "exposure": Listed("needline.cli.exposure", "Measure what a seat can reach, and the harm to expect in a year."),
    "scan": Listed("needline.cli.scan", "Count what personal data transcripts and mail hold."),
    "drift": Listed("needline.cli.drift", "Hold what conversations hold against what an estate declares."),
    "report": Listed("needline.cli.report", "Write the documents that regulators ask for."),
    "export": Listed("needline.cli.export", "Write an estate in the words of other tools."),
    "import": Listed("needline.cli.import_", "Draft an estate from the files of other tools."),
    "schema": Listed("needline.cli.schema", "Print the JSON Schema of estate files, for editors."),
    "apply": Listed("needline.cli.apply", "Put an estate in force."),
    "record": Listed("needline.cli.record", "Read the access record, and prove that it adds up."),
    "staff": Listed("needline.cli.staff", "Let agents sign in."),
    "serve": Listed("needline.cli.serve", "Serve the pages of customers and agents."),
    "routing": Listed("needline.cli.routing", "Find the journey and the desk of a first message."),
    "spot": Listed("needline.cli.spot", "Find personal data in files, and tell where it is."),
    "redact": Listed("needline.cli.redact", "Write files with all personal data masked."),
    "demo": Listed("needline.cli.demo", "Start a demo contact centre on this machine."),
}


def _version(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked:
        from needline import __version__

        click.echo(f"needline {__version__}")
        context.exit()


needline = Commands(
    name="needline",
    commands_listed=_COMMANDS,
    help=_HELP,
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_version,
            help="Tell the version.",
        )
    ],
)


def run(arguments: Sequence[str]) -> int:
    """Run the command line `needline ARGUMENTS` in this process and return its exit code; nothing is raised."""
    try:
        answer = needline.main(list(arguments), prog_name="needline", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has read enough (`| head`); Python would complain again when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.COULD_NOT
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get("NEEDLINE_DEBUG"):
            raise
        # Not asked of Click: the options may be what could not be read.
        tell_error(error, as_json="--json" in arguments)
        return code_of(error)
    return answer if isinstance(answer, int) else Exit.YES


def main() -> None:
    """The command `needline`."""
    sys.exit(run(sys.argv[1:]))
