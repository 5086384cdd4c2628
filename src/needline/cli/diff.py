"""`needline diff`: what does an edit open, and what does it close?

sides        which two estates: two files, or one file before and after journeys moved
answer       the same fields for people and machines; machines get a `format_version` whose minor number rises when
             fields are added, and whose major number rises when one goes or changes its meaning
"""

import os
from typing import Literal

import click
from msgspec import Struct
from msgspec.structs import asdict

from needline.cli.answer import AS_JSON, tell
from needline.cli.diff_sides import Sides, moved, of_files
from needline.cli.exits import Exit
from needline.cli.given import observed_in
from needline.comparison import Comparison, Direction, Entry, Gate, Kind, Numbers, compare, markdown, text
from needline.errors import EstateError
from needline.observed import Observed
from needline.policy import Grant, Policy
from needline.policy import diff as difference

_COLOURS = {"loosens": "red", "tightens": "green"}


class Line(Struct, frozen=True, kw_only=True):
    """One difference: in words, and in its parts when it is a grant."""

    text: str
    grant: Grant | None


class Difference(Struct, frozen=True, kw_only=True):
    """What the second policy opens and closes compared with the first."""

    before: str  # digest of the policy
    after: str
    opened: tuple[Line, ...]
    closed: tuple[Line, ...]


class Why(Struct, frozen=True, kw_only=True):
    """One thing that changed about an object; the lines of `opened` and `closed` that belong to it."""

    text: str
    direction: Direction
    opened: tuple[str, ...]
    closed: tuple[str, ...]


class Changed(Struct, frozen=True, kw_only=True):
    """An object that is new (+), another (~) or gone (-)."""

    sign: Literal["+", "~", "-"]
    kind: Kind
    name: str
    direction: Direction
    reasons: tuple[Why, ...]


class Plan(Struct, frozen=True, kw_only=True):
    """A whole comparison, for machines."""

    format_version: Literal["1.0"] = "1.0"
    gate: Gate
    entries: tuple[Changed, ...]
    numbers: Numbers
    opened: tuple[Line, ...]
    closed: tuple[Line, ...]
    before: str  # digest of the policy
    after: str


def diff(before: str, after: str) -> Plan:
    """Compare the estates in two files. Raises `EstateError` with the problems of both."""
    return _plan(_compared(of_files(before, after), None))


def compared(before: Policy, after: Policy) -> Difference:
    """What `after` opens and closes compared with `before`."""
    change = difference(before, after)
    return Difference(
        before=before.digest, after=after.digest, opened=_lines(change.opened), closed=_lines(change.closed)
    )


def marked(change: Difference) -> tuple[str, ...]:
    """The lines for people: `+` opens something, `-` closes something."""
    opened = tuple(f"+ {line.text}" for line in change.opened)
    closed = tuple(f"- {line.text}" for line in change.closed)
    return opened + closed or ("nothing opens and nothing closes",)


@click.command(
    epilog="OLD and NEW may be pipes, or - for standard input: git show main:e.yaml | needline diff - e.yaml. "
    "With --move, one file is compared with itself after the move. Exit 0 when nothing opens, 3 when anything opens "
    "or a rule of NEW does not hold, 1 when a file makes no sense, 2 when it cannot be read."
)
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="OLD NEW | ESTATE")
@click.option("--move", "moves", multiple=True, metavar="JOURNEY[,JOURNEY…]", help="What if these journeys moved?")
@click.option("--to", metavar="NAME", help="The desk or bot that they would move to.")
@click.option("--observed", type=click.Path(), metavar="FILE", help="Measure with what `needline scan --out` saw.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Answer with a comment for a pull request.")
@AS_JSON
def command(
    files: tuple[str, ...], moves: tuple[str, ...], to: str | None, observed: str | None, *, as_markdown: bool,
    as_json: bool,
) -> Exit:  # fmt: skip
    """Tell what becomes of every desk, bot and journey between two estates, and whether anything opens."""
    if as_markdown and as_json:
        raise click.UsageError("--markdown and --json are two answers: ask for one")
    sides = _sides(files, [name.strip() for some in moves for name in some.split(",") if name.strip()], to)
    seen = observed_in(observed, "is not what `needline scan --out` writes")
    comparison = _compared(sides, seen)
    for problem in sides.broken():
        click.echo(problem, err=True)
    tell(_plan(comparison), markdown(comparison) if as_markdown else text(comparison, _paint), as_json=as_json)
    return Exit.YES if comparison.gate.passes else Exit.NO


def _sides(files: tuple[str, ...], journeys: list[str], to: str | None) -> Sides:
    match files, journeys, to:
        case (before, after), [], None:
            return of_files(before, after)
        case (estate,), [_, *_], str():
            return moved(estate, journeys, to)
        case _, [], None:
            raise click.UsageError("name two files: OLD NEW; or one file with --move and --to")
        case _, _, None:
            raise click.UsageError("--move needs --to: the desk or bot that the journeys would move to")
        case _, [], _:
            raise click.UsageError("--to needs --move: the journeys that would move")
        case _:
            raise click.UsageError("--move asks about one file: needline diff --move JOURNEY --to NAME ESTATE")


def _compared(sides: Sides, observed: Observed | None) -> Comparison:
    try:
        return compare(sides.before.estate, sides.after.estate, observed=observed)
    except EstateError as error:
        raise EstateError(sides.problems()) from error


def _plan(one: Comparison) -> Plan:
    return Plan(
        before=one.before,
        after=one.after,
        opened=_lines(one.opened),
        closed=_lines(one.closed),
        gate=one.gate,
        numbers=one.numbers,
        entries=tuple(map(_changed, one.entries)),
    )


def _changed(entry: Entry) -> Changed:
    reasons = (
        Why(
            text=why.text,
            direction=why.direction,
            opened=tuple(map(str, why.opened)),
            closed=tuple(map(str, why.closed)),
        )
        for why in entry.reasons
    )
    return Changed(**{**asdict(entry), "reasons": tuple(reasons)})


def _lines(found: tuple[Grant | str, ...]) -> tuple[Line, ...]:
    return tuple(Line(text=str(one), grant=one if isinstance(one, Grant) else None) for one in found)


def _paint(said: str, what: str) -> str:
    """Colour for a terminal; `click.echo` takes it off again where no terminal reads."""
    if os.environ.get("NO_COLOR"):
        return said
    return click.style(said, bold=True) if what == "strong" else click.style(said, fg=_COLOURS.get(what))
