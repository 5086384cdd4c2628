"""`needline diff`: what does an edit open, and what does it close?"""

import click
from msgspec import Struct

from needline.cli.answer import AS_JSON, tell
from needline.cli.draft import policy_of
from needline.cli.exits import Exit
from needline.errors import EstateError, Problem
from needline.policy import Grant, Policy
from needline.policy import diff as difference


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


def diff(before: str, after: str) -> Difference:
    """Compare the estates in two files. Raises `EstateError` with the problems of both."""
    return compared(*_both(before, after))


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
    epilog="A line with + opens something, one with - closes something. Exit 3 when anything opens, 0 when nothing "
    "does, 1 when one of the files has problems."
)
@click.argument("before", type=click.Path())
@click.argument("after", type=click.Path())
@AS_JSON
def command(before: str, after: str, as_json: bool) -> Exit:
    """Compare what two estate files let desks and bots see and do."""
    change = diff(before, after)
    tell(change, marked(change), as_json=as_json)
    return Exit.NO if change.opened else Exit.YES


def _both(before: str, after: str) -> tuple[Policy, Policy]:
    policies: list[Policy] = []
    problems: list[Problem] = []
    for path in (before, after):
        try:
            policies.append(policy_of(path))
        except EstateError as error:
            problems.extend(error.problems)
    if problems:
        raise EstateError(dict.fromkeys(problems))
    return policies[0], policies[1]


def _lines(found: tuple[Grant | str, ...]) -> tuple[Line, ...]:
    return tuple(Line(text=str(one), grant=one if isinstance(one, Grant) else None) for one in found)
