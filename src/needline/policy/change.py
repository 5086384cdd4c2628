"""Everything that a policy grants and guards, and how two policies differ.

grant      a desk sees an element, or does an action
guard      a promise: taking it away, or making it weaker, opens something
liberty    how far a grant goes: by which channels, from which columns, with which statement; a new one opens
"""

from collections.abc import Iterable, Iterator
from math import inf

from msgspec import Struct

from needline.estate.model import Assurance, Estate, Form, Journey, Reach, Store
from needline.estate.shapes import span_days
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
        same = (self.desk, self.journey, self.what, self.bot) == (
            other.desk,
            other.journey,
            other.what,
            other.bot,
        )
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


class _Clause(Struct, frozen=True, kw_only=True):
    """A guard or a liberty of something: of what is gone nothing is missed, and in what is new nothing changed."""

    section: str  # of the estate
    name: str = ""  # in the section; empty: the section itself
    what: str
    measure: str = ""
    strict: int = 0  # of one promise with two measures: more is stricter

    def __str__(self) -> str:
        return f"{self.what} {self.measure}".rstrip()

    @property
    def promise(self) -> tuple[str, str, str]:
        """What it promises, however strictly."""
        return self.section, self.name, self.what

    def applies(self, estate: Estate) -> bool:
        """Whether what it is about is in `estate`."""
        section = getattr(estate, self.section)
        return section is not None and (not self.name or self.name in section)


def grants(policy: Policy) -> frozenset[Grant]:
    """Every grant of the policy: "who can ever see X?" is a filter of this set."""
    return frozenset((*_sights(policy), *_deeds(policy)))


def guards(policy: Policy) -> frozenset[str]:
    """Every promise of the policy that is no grant: taking one away opens something."""
    return frozenset(map(str, _guards(policy.estate)))


def diff(before: Policy, after: Policy) -> Change:
    """What `after` opens and closes compared with `before`, in the order of the words.

    A form that became weaker only closes, one that became more telling only opens: what the other policy covers
    is no difference. A rule is compared by its words.
    """
    old, new = before.estate, after.estate
    lost, won = _weaker(old, new), _weaker(new, old)
    freed, bound = _beside(new, old), _beside(old, new)
    return Change(
        opened=_sorted(_beyond(after, before), _told("no longer holds", lost), _told("from now on", freed)),
        closed=_sorted(_beyond(before, after), _told("holds from now on", won), _told("no more", bound)),
    )


def _beyond(policy: Policy, other: Policy) -> Iterator[Grant]:
    """What `policy` grants and `other` does not."""
    known = {grant.place: grant for grant in grants(other)}
    for grant in grants(policy):
        there = known.get(grant.place)
        if there is None or not there.covers(grant):
            yield grant


def _weaker(old: Estate, new: Estate) -> Iterator[_Clause]:
    """The guards of `old` that `new` does not keep as strictly, though it has what they guard."""
    kept = {guard.promise: guard.strict for guard in _guards(new)}
    for guard in _guards(old):
        if guard.applies(new) and kept.get(guard.promise, -inf) < guard.strict:
            yield guard


def _beside(estate: Estate, other: Estate) -> Iterator[_Clause]:
    """The liberties of `estate` that `other` does not take, though it has what they are about."""
    known = set(_liberties(other))
    return (liberty for liberty in _liberties(estate) if liberty not in known and liberty.applies(other))


def _told(how: str, clauses: Iterable[_Clause]) -> Iterator[str]:
    return (f"{how}: {clause}" for clause in clauses)


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


def _guards(estate: Estate) -> Iterator[_Clause]:
    for sentence in estate.rules:
        yield _Clause(section="rules", what=sentence)
    for trigger, languages in estate.triggers.items():
        yield from (
            _Clause(section="triggers", what=f"{trigger} on {one!r}") for said in languages.values() for one in said
        )
    for name, journey in estate.journeys.items():
        yield from (_Clause(section="journeys", name=name, what=what) for what in _promises(name, journey))
    for name, desk in estate.desks.items():
        yield _reach("desks", name, desk.reach)
    for name, bot in estate.bots.items():
        yield _reach("bots", name, bot.reach)
        if bot.certificate == "required":
            yield _Clause(section="bots", name=name, what=f"{name} needs a certificate")
    for name, store in estate.stores.items():
        yield from _kept(name, store)
    if estate.customers:
        span = estate.customers.cooling_off
        yield _Clause(section="customers", what="contact points cool off for", measure=span, strict=span_days(span))


def _reach(section: str, name: str, reach: Reach) -> _Clause:
    what = f"{name} reaches no more than"
    return _Clause(section=section, name=name, what=what, measure=str(reach), strict=-reach.rank)


def _promises(name: str, journey: Journey) -> Iterator[str]:
    yield from (f"{name} never asks for {element}" for element in journey.never)
    for over in journey.hand_overs():
        yield from (f"{name} hands over when {trigger}" for trigger in over.when)


def _kept(name: str, store: Store) -> Iterator[_Clause]:
    if store.keep:
        what = f"{name} keeps no longer than"
        yield _Clause(section="stores", name=name, what=what, measure=store.keep, strict=-span_days(store.keep))
    yield from (_Clause(section="stores", name=name, what=f"{name} redacts {element}") for element in store.redact)


def _liberties(estate: Estate) -> Iterator[_Clause]:
    for name, element in estate.elements.items():
        yield _Clause(section="elements", name=name, what=f"{name} is {element.category}")
    for name, store in estate.stores.items():
        for held, columns in store.holds.items():
            read = columns if isinstance(columns, str) else ", ".join(columns)
            yield _Clause(section="elements", name=held, what=f"{held} is read from {read} in {name}")
    for name, action in estate.actions.items():
        yield _Clause(section="actions", name=name, what=f"{name} runs {action.sql or action.post}")
    for name, journey in estate.journeys.items():
        yield from (_Clause(section="journeys", name=name, what=what) for what in _ways(name, journey))
    if estate.customers:
        yield _Clause(section="customers", what=f"codes go to {estate.customers.code_to}")


def _ways(name: str, journey: Journey) -> Iterator[str]:
    yield from (f"{name} comes by {channel}" for channel in journey.through)
    yield from (f"{name} changes {element}" for element in journey.changes)
    yield from (f"{name} asks for {element}" for element in journey.asks_for)
