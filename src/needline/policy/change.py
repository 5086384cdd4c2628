"""Everything that a policy grants and guards, and how two policies differ."""

from collections.abc import Iterable, Iterator
from math import inf

from msgspec import Struct

from needline.estate.model import Assurance, Form
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
    """What a new policy opens and what it closes; each is a grant or, as words, a guard."""

    opened: tuple[Grant | str, ...]
    closed: tuple[Grant | str, ...]


def grants(policy: Policy) -> frozenset[Grant]:
    """Every grant of the policy: "who can ever see X?" is a filter of this set."""
    return frozenset((*_sights(policy), *_deeds(policy)))


def guards(policy: Policy) -> frozenset[str]:
    """Every promise of the policy that is no grant: taking one away opens something."""
    return frozenset(_guards(policy))


def diff(before: Policy, after: Policy) -> Change:
    """What `after` opens and closes compared with `before`, in the order of the words.

    A form that became weaker only closes, one that became more telling only opens: what the other policy covers
    is no difference.
    """
    old, new = grants(before), grants(after)
    held, kept = guards(before), guards(after)
    gone = (f"no longer holds: {guard}" for guard in held - kept)
    come = (f"holds from now on: {guard}" for guard in kept - held)
    return Change(
        opened=_sorted((*_beyond(new, old), *gone)),
        closed=_sorted((*_beyond(old, new), *come)),
    )


def _beyond(these: frozenset[Grant], those: frozenset[Grant]) -> Iterator[Grant]:
    known = {(grant.desk, grant.journey, grant.what): grant for grant in those}
    for grant in these:
        other = known.get((grant.desk, grant.journey, grant.what))
        if other is None or not other.covers(grant):
            yield grant


def _sorted(found: Iterable[Grant | str]) -> tuple[Grant | str, ...]:
    return tuple(sorted(found, key=str))


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


def _guards(policy: Policy) -> Iterator[str]:
    estate = policy.estate
    yield from estate.rules
    for name, journey in estate.journeys.items():
        yield from (f"{name} never asks for {element}" for element in journey.never)
        for over in journey.hand_overs():
            yield from (f"{name} hands over when {trigger}" for trigger in over.when)
    yield from (
        f"{name} needs a certificate" for name, bot in estate.bots.items() if bot.certificate == "required"
    )
    for trigger, languages in estate.triggers.items():
        yield from (f"{trigger} on {word!r}" for said in languages.values() for word in said)
    for name, store in estate.stores.items():
        yield from (f"{name} keeps {store.keep}" for _ in [store.keep] if store.keep)
        yield from (f"{name} redacts {element}" for element in store.redact)
    if estate.customers:
        yield f"contact points cool off for {estate.customers.cooling_off}"
