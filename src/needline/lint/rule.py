"""What a rule of the linter is, and what it finds."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from needline.errors import Problem
from needline.estate.model import Estate


class Lint(Problem, frozen=True, kw_only=True):
    """An estate that can be enforced and leaks all the same: where, what, and what to do about it."""

    id: str  # of the rule: NL203

    def __str__(self) -> str:
        return f"{super().__str__()} [{self.id}]"


class Source(Struct, frozen=True, kw_only=True):
    """Who says so, in public."""

    title: str
    by: str  # the organisation, or the authors
    where: str = ""  # the section, or the date
    url: str

    def __str__(self) -> str:
        return ", ".join(part for part in (self.by, self.title, self.where) if part)


Check = Callable[[Estate], Iterable[Problem]]


class Rule(Struct, frozen=True, kw_only=True):
    """A documented way by which data leak, and how to see in an estate that it is open."""

    id: str
    name: str  # the leak, as a sentence
    why: str
    fix: str
    source: Source
    check: Check

    def lints(self, estate: Estate) -> Iterable[Lint]:
        """What the rule finds, in the order of the estate. Raises nothing, whatever the names in it lead to."""
        return (Lint(id=self.id, path=one.path, what=one.what, fix=one.fix) for one in self.check(estate))
