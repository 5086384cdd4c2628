"""The accepted-list: lints that somebody decided to live with, why, and until when."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from needline.errors import Path, Problem
from needline.lint.rule import Lint


class Acceptance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One decision."""

    id: str  # of the rule
    path: str  # where: journeys.help.sees
    who: str
    why: str
    until: str  # the last day, in quotes: "2027-01-31"
    what: str = ""  # what was found, in its words: the decision ends when they change; empty: whatever is found there

    def covers(self, lint: Lint) -> bool:
        """Whether the decision is about this lint."""
        return (self.id, self.path) == (lint.id, dotted(lint.path)) and self.what in {"", lint.what}


class Accepted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file."""

    accepted: tuple[Acceptance, ...] = ()


class Judged(Struct, frozen=True, kw_only=True):
    """The lints, after the decisions."""

    open: tuple[Lint, ...]
    accepted: tuple[Lint, ...]
    expired: tuple[Acceptance, ...]  # of lints that are open again
    needless: tuple[Acceptance, ...]  # of nothing that is found


def dotted(path: Path) -> str:
    """The path as one word: journeys.help.sees."""
    return ".".join(map(str, path))


def problems(accepted: Accepted, ids: Iterable[str]) -> tuple[Problem, ...]:
    """What is wrong in the list: a rule that is not there, a decision that nobody signed, a day that is none."""
    known = set(ids)
    return tuple(
        Problem(path=("accepted", at, key), what=what, fix=fix)
        for at, one in enumerate(accepted.accepted)
        for key, wrong, what, fix in (
            ("id", one.id not in known, f"there is no rule {one.id!r}", "write the id that the lint is told with"),
            ("who", not one.who.strip(), "nobody accepted it", "write who did"),
            ("why", not one.why.strip(), "nothing says why", "write the reason"),
            ("until", _day(one.until) == date.min, f"{one.until!r} is no day", 'write it as "2027-01-31"'),
        )
        if wrong
    )


def judge(lints: Sequence[Lint], accepted: Accepted, today: date) -> Judged:
    """Take what is accepted today out of the lints. A decision counts on its last day, and no longer."""
    in_force = [one for one in accepted.accepted if _day(one.until) >= today]
    over = [one for one in accepted.accepted if _day(one.until) < today]
    still = [lint for lint in lints if not _covered(lint, in_force)]
    return Judged(
        open=tuple(still),
        accepted=tuple(lint for lint in lints if _covered(lint, in_force)),
        expired=tuple(one for one in over if any(one.covers(lint) for lint in still)),
        needless=tuple(one for one in accepted.accepted if not any(one.covers(lint) for lint in lints)),
    )


def _covered(lint: Lint, decisions: Sequence[Acceptance]) -> bool:
    return any(one.covers(lint) for one in decisions)


def _day(text: str) -> date:
    """The day; the first of all days where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min
