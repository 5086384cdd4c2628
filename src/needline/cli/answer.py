"""How a command answers: lines for people, one JSON object for machines, and errors in one line each."""

import sys
from collections.abc import Iterable

import click
import msgspec
from msgspec import Struct

from needline.errors import EstateError, EvidenceError, NeedlineError

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object, for machines.")


def tell(answer: Struct, lines: Iterable[str], *, as_json: bool) -> None:
    """Write the answer to standard output: its fields as JSON, or the lines."""
    text = _json(msgspec.to_builtins(answer, str_keys=True)) if as_json else "\n".join(lines)
    click.echo(text)


def tell_error(error: BaseException, *, as_json: bool) -> None:
    """Write what went wrong to standard error, without a traceback; with `as_json` to standard output as well."""
    if as_json:
        click.echo(_json(_fields(error)))
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return
    if isinstance(error, click.UsageError) and error.ctx:
        click.echo(error.ctx.get_usage(), err=True)
    click.echo(_text(error), err=True)


def on_terminal() -> bool:
    """Whether a person reads standard output, and not a pipe or a file."""
    return sys.stdout.isatty()


def _text(error: BaseException) -> str:
    match error:
        case EstateError():
            return str(error)
        case EvidenceError(place=int() as place):
            return f"needline: the record does not add up from entry {place} on: {error}"
        case NeedlineError():
            return f"needline: {error}"
        case click.ClickException():
            return f"needline: {error.format_message()}"
        case KeyboardInterrupt() | click.Abort():
            return "needline: stopped"
        case _:
            # Of an error that nobody expected only the class is told: its text may quote anything.
            return f"needline: unexpected {type(error).__name__}; NEEDLINE_DEBUG=1 shows where it comes from"


def _fields(error: BaseException) -> dict[str, object]:
    if isinstance(error, EstateError):
        problems = ({"at": one.place, "path": one.path, "what": one.what, "fix": one.fix} for one in error.problems)
        return {"problems": list(problems)}
    if isinstance(error, EvidenceError):
        return {"error": str(error), "place": error.place}
    return {"error": _text(error).removeprefix("needline: ")}


def _json(answer: object) -> str:
    return msgspec.json.format(msgspec.json.encode(answer)).decode()
