"""What somebody obtains of a value who sees it in some form: its harm in full, or a part of it.

Harm goes in half decades (1, 3, 10, 30), and so does this table, which is a judgement and no measurement:

    full       all of it
    masked     a decade less: the last four digits of a card (30 → 3) are what other desks ask for to know somebody,
               as they do a birth date or an address (3); they buy nothing
    banded     a decade less: an income in steps of thousands says less about somebody than the income
    matches    a decade and a half less: one guess at a value is confirmed or is not
    token      two decades less: which contacts are about the same value, and not which value
    exists     two decades less: that there is such a value
    use        nothing: the value is acted with and never seen

A form that stands later on the ladder of `Form` never obtains less.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from needline.estate.model import Assurance, Bot, Desk, Estate, Form, Journey, Reach

Points = int  # hundredths of a harm point: whole numbers are exact and quick

HARM = 100  # a harm point
WEIGHT: Mapping[Form, Points] = MappingProxyType(
    {Form.USE: 0, Form.EXISTS: 1, Form.TOKEN: 1, Form.MATCHES: 3, Form.BANDED: 10, Form.MASKED: 10, Form.FULL: 100}
)


class Glimpse(Struct, frozen=True, gc=False):
    """What one contact at a desk shows of an element, once both sides proved what it takes."""

    element: str
    points: Points
    customer: Assurance
    staff: Assurance


def glimpses(estate: Estate, journey: Journey, desk: Desk | Bot) -> Iterator[Glimpse]:
    """What `desk` is shown for `journey`.

    Reach of the own record means that the customer signed in: whoever proved nothing is shown nothing there.
    """
    least = Assurance.ONE_FACTOR if desk.reach is Reach.OWN_RECORD else Assurance.NOTHING
    signed_in = desk.signs_in if isinstance(desk, Desk) else Assurance.NOTHING
    for element, sight in journey.sees.items():
        harm = estate.elements[element].harm
        if isinstance(sight, Form):
            yield Glimpse(element, harm * WEIGHT[sight], max(journey.customer_proves, least), signed_in)
        else:
            customer = max(journey.customer_proves if sight.customer is None else sight.customer, least)
            staff = signed_in if sight.staff is None else max(sight.staff, signed_in)
            yield Glimpse(element, harm * WEIGHT[sight.form], customer, staff)


def desks(estate: Estate) -> dict[str, Desk | Bot]:
    """Every desk, staffed by people or by a bot."""
    both: dict[str, Desk | Bot] = {**estate.desks}
    return both | estate.bots


def most(seen: Iterable[Glimpse]) -> dict[str, Points]:
    """Of each element the most telling glimpse; what tells nothing is left out."""
    best: dict[str, Points] = {}
    for one in seen:
        if one.points > best.get(one.element, 0):
            best[one.element] = one.points
    return best


def steps(seen: Iterable[tuple[Assurance, Glimpse]]) -> Iterator[tuple[Assurance, Points]]:
    """How much more each assurance obtains than the one before it; those that add nothing are left out.

    Who is worth a stronger proof gets all that a weaker one gets: of an element that one desk shows in full after two
    factors and another one masked after one, the mask is the first step and what it hides the second.
    """
    known = tuple(seen)
    before = 0
    for level in sorted({level for level, _ in known}):
        now = sum(most(one for needed, one in known if needed <= level).values())
        if now > before:
            yield level, now - before
        before = now
