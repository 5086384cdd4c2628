"""From two estates to a comparison."""

from collections.abc import Iterator

from msgspec.structs import replace

from needline.comparison.entries import entries
from needline.comparison.gate import gate
from needline.comparison.model import Comparison
from needline.comparison.numbers import numbers
from needline.errors import EstateError, Problem
from needline.estate import parse_rule
from needline.estate.model import Estate
from needline.exposure import exposure
from needline.observed import Observed
from needline.policy import Policy, compile_policy, diff, digest


def compare(before: Estate, after: Estate, *, observed: Observed | None = None) -> Comparison:
    """What became of every object of `before` in `after`, in numbers and with a verdict.

    `observed` is what a scan saw; both sides are measured with it. A rule of `after` that does not hold fails the
    gate; one of `before` is past. Raises `EstateError` with every other problem of the two.
    """
    (old, _), (new, broken) = _enforced(before, after)
    change = diff(old, new)
    found = entries(old, new, change)
    return Comparison(
        before=old.digest,
        after=new.digest,
        entries=found,
        opened=change.opened,
        closed=change.closed,
        numbers=numbers(exposure(before, observed=observed), exposure(after, observed=observed)),
        gate=gate(change.opened, tuple(problem.what for problem in broken), found, after),
    )


def enforceable(estate: Estate) -> tuple[Policy, tuple[Problem, ...]]:
    """The policy of `estate`, and the rules of its own that do not hold. Raises `EstateError` for all else.

    Such a policy is there to be compared; nothing puts it in force.
    """
    try:
        return compile_policy(estate), ()
    except EstateError as error:
        if any(not _is_broken_rule(problem, estate) for problem in error.problems):
            raise
        unruled = compile_policy(replace(estate, rules=()))
        return replace(unruled, estate=estate, digest=digest(estate)), error.problems


def _enforced(*estates: Estate) -> Iterator[tuple[Policy, tuple[Problem, ...]]]:
    """The same of several; the problems of all are told together."""
    problems: list[Problem] = []
    for estate in estates:
        try:
            yield enforceable(estate)
        except EstateError as error:
            problems.extend(error.problems)
    if problems:
        raise EstateError(problems)


def _is_broken_rule(problem: Problem, estate: Estate) -> bool:
    match problem.path:
        case ("rules", int() as at):
            return parse_rule(estate.rules[at]) is not None
    return False
