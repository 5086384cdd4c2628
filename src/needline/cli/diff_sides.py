"""The two estates that `needline diff` holds against each other, and where each of their problems stands."""

from collections.abc import Iterator, Sequence

import click
from msgspec import Struct
from msgspec.structs import replace

from needline.cli.draft import STDIN, draft_of
from needline.comparison import move
from needline.comparison.compare import enforceable
from needline.errors import EstateError, Problem
from needline.estate import Draft, locate


class Sides(Struct, frozen=True, kw_only=True):
    """Before and after, with the places of what is written in their files."""

    before: Draft
    after: Draft

    def problems(self) -> tuple[Problem, ...]:
        """What keeps either of the two from being compared."""
        found = (problem for side in (self.before, self.after) for problem in _problems(side))
        return tuple(dict.fromkeys(found))

    def broken(self) -> tuple[Problem, ...]:
        """The rules of the new estate that do not hold."""
        return locate(enforceable(self.after.estate)[1], self.after.places)


def of_files(before: str, after: str) -> Sides:
    """The estates in two files. Raises `EstateError` with what cannot be read in both of them."""
    if before == after == STDIN:
        raise click.UsageError("standard input can be one of the two only")
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for path in (before, after):
        try:
            drafts.append(draft_of(path))
        except EstateError as error:
            problems.extend(error.problems)
    if problems:
        raise EstateError(dict.fromkeys(problems))
    return Sides(before=drafts[0], after=drafts[1])


def moved(path: str, journeys: Sequence[str], to: str) -> Sides:
    """The estate in one file before and after the journeys moved. Raises `EstateError` when there are none such."""
    draft = draft_of(path)
    try:
        after = move(draft.estate, journeys, to)
    except EstateError as error:
        raise EstateError(locate(error.problems, draft.places)) from error
    return Sides(before=draft, after=replace(draft, estate=after))


def _problems(side: Draft) -> Iterator[Problem]:
    try:
        enforceable(side.estate)
    except EstateError as error:
        yield from locate(error.problems, side.places)
