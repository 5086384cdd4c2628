"""`needline check`: does an estate make sense, and by which documented ways does it leak all the same?"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import click
from msgspec import Struct

from needline.cli.answer import AS_JSON, tell
from needline.cli.draft import compiled, draft_of, loader, policy_of
from needline.cli.exits import Exit
from needline.errors import EstateError, Path, Place, Problem
from needline.estate import locate, near_miss, read_as
from needline.lint import RULES, Acceptance, Accepted, Lint, judge, lint, problems
from needline.policy import Policy


class Checked(Struct, frozen=True, kw_only=True):
    """An estate without problems, in numbers."""

    estate: str  # its name
    journeys: int
    desks: int
    bots: int
    elements: int
    cells: int  # of the table: a desk sees an element for a journey
    digest: str  # of the policy that it compiles to


class Told(Struct, frozen=True, kw_only=True):
    """A problem or a lint, with its place."""

    at: Place | None
    path: Path
    what: str
    fix: str
    id: str | None = None  # of the rule; None: a problem

    def __str__(self) -> str:
        told = str(Problem(path=self.path, what=self.what, fix=self.fix, place=self.at))
        return f"{told} [{self.id}]" if self.id else told


class Linted(Struct, frozen=True, kw_only=True):
    """What was found in an estate, and what somebody decided about it."""

    checked: Checked | None  # None: there are problems
    problems: tuple[Told, ...]
    lints: tuple[Told, ...]
    accepted: tuple[Told, ...]
    expired: tuple[Acceptance, ...]  # of lints that count again
    needless: tuple[Acceptance, ...]  # of nothing that was found


class Explained(Struct, frozen=True, kw_only=True):
    """A rule of the linter, for people."""

    id: str
    name: str
    why: str
    fix: str
    source: str
    url: str


def check(path: str) -> Checked:
    """Read and compile the estate in the file `path`. Raises `EstateError` with every problem that it has."""
    return _checked(policy_of(path))


def check_lint(path: str, *, accepted: str | None = None, today: date) -> Linted:
    """Check the estate in the file `path` and hold it against every rule; `accepted` is the file of decisions.

    Lints of an estate with problems are told as well, as long as it can be read. Raises `EstateError` when it or the
    accepted-list cannot.
    """
    draft = draft_of(path)
    decided = Accepted() if accepted is None else _decided(accepted)
    judged = judge(locate(lint(draft.estate), draft.places), decided, today)
    checked, wrong = None, tuple[Problem, ...]()
    try:
        checked = _checked(compiled(draft))
    except EstateError as error:
        wrong = error.problems
    return Linted(
        checked=checked,
        problems=_told(wrong),
        lints=_told(judged.open),
        accepted=_told(judged.accepted),
        expired=judged.expired,
        needless=judged.needless,
    )


def explain(name: str) -> Explained:
    """The rule of this id. Raises `click.UsageError` for one that is not there."""
    rule = RULES.get(name.upper())
    if rule is None:
        close = near_miss(name.upper(), RULES)
        hint = f"did you mean {close}?" if close else f"there are {', '.join(RULES)}"
        raise click.UsageError(f"there is no rule {name!r}; {hint}")
    source = rule.source
    return Explained(id=rule.id, name=rule.name, why=rule.why, fix=rule.fix, source=str(source), url=source.url)


@click.command(
    epilog="Problems go to standard error as file:line:column: what; what to do. Exit 1 when there is one, "
    "2 when the file cannot be read, 3 when there is none but a lint that nobody accepted."
)
@click.argument("estate", type=click.Path(), required=False)
@click.option("--lint", "linting", is_flag=True, help="Look for documented ways to leak as well.")
@click.option(
    "--accepted",
    type=click.Path(),
    metavar="FILE",
    help="Lints that somebody accepted until a day, as accepted: [{id, path, who, why, until}]. Goes with --lint.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The day for which acceptances are judged, as 2027-01-31; without it, this day.",
)
@click.option("--explain", "rule", metavar="ID", help="Tell why a rule is there, how to fix it, and who says so.")
@AS_JSON
def command(
    *,
    estate: str | None,
    linting: bool,
    accepted: str | None,
    today: datetime | None,
    rule: str | None,
    as_json: bool,
) -> Exit:
    """Read the file ESTATE and everything it includes, and tell every problem in one run."""
    if rule is not None:
        explained = explain(rule)
        tell(explained, _explanation(explained), as_json=as_json)
        return Exit.YES
    if estate is None:
        raise click.UsageError("Missing argument 'ESTATE'.", click.get_current_context())
    if not linting:
        if accepted is not None:
            raise click.UsageError("--accepted goes with --lint", click.get_current_context())
        answer = check(estate)
        tell(answer, _lines(answer), as_json=as_json)
        return Exit.YES
    # Days are those of whoever reads them.
    linted = check_lint(estate, accepted=accepted, today=(today or datetime.now().astimezone()).date())
    return _tell_lints(linted, as_json=as_json)


def _tell_lints(one: Linted, *, as_json: bool) -> Exit:
    for problem in one.problems:
        click.echo(problem, err=True)
    tell(one, _lints(one), as_json=as_json)
    if one.problems:
        return Exit.PROBLEMS
    return Exit.NO if one.lints else Exit.YES


def _decided(path: str) -> Accepted:
    accepted, places = read_as(Accepted, path, loader(path))
    if wrong := problems(accepted, RULES):
        raise EstateError(locate(wrong, places))
    return accepted


def _checked(policy: Policy) -> Checked:
    estate = policy.estate
    return Checked(
        estate=estate.estate,
        journeys=len(estate.journeys),
        desks=len(estate.desks),
        bots=len(estate.bots),
        elements=len(estate.elements),
        cells=sum(map(len, policy.needs.values())),
        digest=policy.digest,
    )


def _told(found: Iterable[Problem]) -> tuple[Told, ...]:
    return tuple(
        Told(at=one.place, path=one.path, what=one.what, fix=one.fix, id=one.id if isinstance(one, Lint) else None)
        for one in found
    )


def _explanation(one: Explained) -> tuple[str, ...]:
    return (
        f"{one.id}: {one.name}",
        f"Why: {one.why}",
        f"Fix: {one.fix}",
        f"Source: {one.source}",
        one.url,
    )


def _lines(one: Checked) -> tuple[str, ...]:
    counts = {name: getattr(one, name) for name in ("journeys", "desks", "bots", "elements", "cells")}
    return (
        f"{one.estate}: no problems",
        ", ".join(f"{number:,} {name if number != 1 else name[:-1]}" for name, number in counts.items()),
        f"policy {one.digest}",
    )


def _lints(one: Linted) -> Iterator[str]:
    yield from map(str, one.lints)
    for decided in one.expired:
        yield f"{decided.id} at {decided.path}: {decided.who} accepted it until {decided.until}; decide again"
    for decided in one.needless:
        yield f"{decided.id} at {decided.path}: accepted and not found any more; take it out of the list"
    if one.checked:
        yield from _lines(one.checked)
    yield _count(one)


def _count(one: Linted) -> str:
    accepted = f", {len(one.accepted):,} accepted" if one.accepted else ""
    if not one.lints:
        return f"no lints{accepted}"
    number = f"{len(one.lints):,} lint{'s' if len(one.lints) > 1 else ''}"
    return f"{number}{accepted}; needline check --explain {one.lints[0].id} tells why"
