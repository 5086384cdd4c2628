"""Everything that a policy grants and guards, and how two policies differ.

grant      a desk sees an element, or does an action
guard      a promise: taking it away, or making it weaker, opens something
liberty    how far a grant goes: by which channels, from which columns, with which statement; a new one opens.
           What a value counts as, where a copy is kept, where a bot is and whose record a row is are liberties too
"""

from collections.abc import Iterable, Iterator
from math import inf

from msgspec import Struct

from needline.estate.model import Assurance, Estate, Form
from needline.policy.clauses import Clause, guards_of, liberties_of, untried
from needline.policy.table import Policy


class Grant(Struct, frozen=True, kw_only=True):
    """A desk sees an element for a journey in a form, or does an action up to a limit, after these proofs."""

    desk: str
    journey: str
    what: str  # an element, or an action
    form: Form | None  # None: an action
    at_most: float = inf
    customer: Assurance
    staff: Assurance
    bot: bool

    def __str__(self) -> str:
        limit = "" if self.at_most == inf else f" up to {self.at_most:g}"
        deed = f"sees {self.what} {self.form}" if self.form else f"does {self.what}{limit}"
        staff = "a bot" if self.bot else f"staff {self.staff}"
        return f"{self.desk} {deed} for {self.journey} (customer {self.customer}, {staff})"

    @property
    def place(self) -> tuple[str, str, str, bool]:
        """Which cell it is; an element and an action of one name are two."""
        return self.desk, self.journey, self.what, self.form is None

    def covers(self, other: "Grant") -> bool:
        """Whether whoever has this grant can do all that `other` would let them do."""
        same = (self.place, self.bot) == (other.place, other.bot)
        return (
            same
            and (self.form or Form.USE) >= (other.form or Form.USE)
            and self.at_most >= other.at_most
            and self.customer <= other.customer
            and self.staff <= other.staff
        )


class Change(Struct, frozen=True, kw_only=True):
    """What a new policy opens and what it closes; each is a grant or, as words, a guard or a liberty."""

    opened: tuple[Grant | str, ...]
    closed: tuple[Grant | str, ...]


class Told(Struct, frozen=True, kw_only=True):
    """A guard or a liberty that one of two policies has, and the words for what became of it."""

    how: str
    clause: Clause

    def __str__(self) -> str:
        return f"{self.how}: {self.clause}"


def grants(policy: Policy) -> frozenset[Grant]:
    """Every grant of the policy: "who can ever see X?" is a filter of this set."""
    return frozenset((*_sights(policy), *_deeds(policy)))


def guards(policy: Policy) -> frozenset[str]:
    """Every promise of the policy that is no grant: taking one away opens something."""
    return frozenset(map(str, guards_of(policy.estate)))


def diff(before: Policy, after: Policy) -> Change:
    """What `after` opens and closes compared with `before`, in the order of the words.

    A form that became weaker only closes, one that became more telling only opens: what the other policy covers
    is no difference. A rule is compared by its words.
    """
    freed, bound = clauses(before, after)
    return Change(
        opened=_sorted(_beyond(after, before), map(str, freed)),
        closed=_sorted(_beyond(before, after), map(str, bound)),
    )


def clauses(before: Policy, after: Policy) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """The guards and liberties by which `after` opens something, and those by which it closes something."""
    old, new = before.estate, after.estate
    lost, won = _told("no longer holds", _weaker(old, new)), _told("holds from now on", _weaker(new, old))
    freed, bound = _told("from now on", _beside(new, old)), _told("no more", _beside(old, new))
    strange, gone = _told("from now on", untried(new, old)), _told("no more", untried(old, new))
    return (*lost, *freed, *strange), (*won, *bound, *gone)


def _beyond(policy: Policy, other: Policy) -> Iterator[Grant]:
    """What `policy` grants and `other` does not."""
    known = {grant.place: grant for grant in grants(other)}
    for grant in grants(policy):
        there = known.get(grant.place)
        if there is None or not there.covers(grant):
            yield grant


def _weaker(old: Estate, new: Estate) -> Iterator[Clause]:
    """The guards of `old` that `new` does not keep as strictly, though it has what they guard."""
    kept = {guard.promise: guard.strict for guard in guards_of(new)}
    for guard in guards_of(old):
        if guard.applies(new) and kept.get(guard.promise, -inf) < guard.strict:
            yield guard


def _beside(estate: Estate, other: Estate) -> Iterator[Clause]:
    """The liberties of `estate` that `other` does not take, though it has what they are about."""
    known = set(liberties_of(other))
    return (liberty for liberty in liberties_of(estate) if liberty not in known and liberty.applies(other))


def _told(how: str, found: Iterable[Clause]) -> Iterator[Told]:
    return (Told(how=how, clause=clause) for clause in found)


def _sorted(*found: Iterable[Grant | str]) -> tuple[Grant | str, ...]:
    return tuple(sorted({one for some in found for one in some}, key=str))


def _sights(policy: Policy) -> Iterator[Grant]:
    for (desk, journey), row in policy.needs.items():
        for need in row.values():
            yield Grant(
                desk=desk,
                journey=journey,
                what=need.element,
                form=need.form,
                customer=policy.proof_of(desk, need),
                staff=policy.staff_proof(desk, need),
                bot=policy.seats[desk].bot,
            )


def _deeds(policy: Policy) -> Iterator[Grant]:
    for desk, journey in policy.needs:
        for action, deed in policy.journeys[journey].does.items():
            yield Grant(
                desk=desk,
                journey=journey,
                what=action,
                form=None,
                at_most=inf if deed.at_most is None else deed.at_most,
                customer=policy.proof(journey),
                staff=policy.seats[desk].signs_in,
                bot=policy.seats[desk].bot,
            )
