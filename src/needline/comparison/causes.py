"""Which part of an estate a difference comes from.

A grant of one policy that another does not cover comes from the journey's `by`, from what the journey sees or
does, from what its customers prove, or from how the desk signs in and reaches. Several may contribute, and then
the grant belongs to each of them. The same function answers for both directions: what opened is looked at from the
new policy, what closed from the old one.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from needline.comparison.model import Kind
from needline.estate.model import Assurance, Estate, Form, Journey, Sight
from needline.policy import Grant, Policy
from needline.policy.change import Told

KIND_OF: Mapping[str, Kind] = {
    "journeys": "journey",
    "bots": "bot",
    "desks": "desk",
    "elements": "element",
    "stores": "store",
    "channels": "channel",
    "actions": "action",
    "rules": "rule",
    "triggers": "trigger",
    "customers": "customers",
    "messages": "message",
}


class Cause(Struct, frozen=True, kw_only=True):
    """A part of an estate: a field of an object, or one item of the field."""

    kind: Kind
    name: str
    field: str = ""
    item: str = ""


class Seen(Struct, frozen=True, kw_only=True):
    """How a journey sees an element, whichever desk handles it."""

    form: Form
    customer: Assurance
    staff: Assurance
    own: bool  # the proof is the element's own and not the journey's


def seen(journey: Journey, element: str) -> Seen | None:
    """How `journey` sees `element`; None if it does not."""
    match journey.sees.get(element):
        case None:
            return None
        case Sight(form=form, customer=customer, staff=staff):
            proof = journey.customer_proves if customer is None else customer
            return Seen(form=form, customer=proof, staff=staff or Assurance.NOTHING, own=customer is not None)
        case form:
            return Seen(form=form, customer=journey.customer_proves, staff=Assurance.NOTHING, own=False)


def of_clause(told: Told) -> Cause:
    """Where a guard or a liberty is written."""
    clause = told.clause
    named = {"rules": clause.item, "triggers": clause.field}
    if clause.section in named:
        return Cause(kind=KIND_OF[clause.section], name=named[clause.section], item=clause.item)
    return Cause(kind=KIND_OF[clause.section], name=clause.name, field=clause.field, item=clause.item)


def of_grant(grant: Grant, here: Policy, there: Policy, other: Grant | None) -> Iterator[Cause]:
    """What makes `here` grant what `there` does not; `other` is what `there` grants in its place."""
    if grant.journey not in there.journeys:
        yield _what(grant)
        return
    if grant.desk not in there.journeys[grant.journey].desks():
        yield Cause(kind="journey", name=grant.journey, field="by")
    mine, theirs = here.journeys[grant.journey], there.journeys[grant.journey]
    yield from _deed(grant, mine, theirs) if grant.form is None else _sight(grant, mine, theirs)
    if other:
        yield from _seat(grant, other, here.estate, there.estate)


def _what(grant: Grant, part: str = "") -> Cause:
    field = "sees" if grant.form else "does"
    return Cause(kind="journey", name=grant.journey, field=field + part, item=grant.what)


def _sight(grant: Grant, mine: Journey, theirs: Journey) -> Iterator[Cause]:
    one, other = seen(mine, grant.what), seen(theirs, grant.what)
    if one is None or other is None:
        yield _what(grant)
        return
    if one.form > other.form:
        yield _what(grant, ".form")
    if one.customer < other.customer:
        own = one.own or other.own
        yield _what(grant, ".customer") if own else _proof(grant)
    if one.staff < other.staff:
        yield _what(grant, ".staff")


def _deed(grant: Grant, mine: Journey, theirs: Journey) -> Iterator[Cause]:
    if grant.what not in theirs.does:
        yield _what(grant)
        return
    one, other = mine.does[grant.what].at_most, theirs.does[grant.what].at_most
    if other is not None and (one is None or one > other):
        yield _what(grant, ".at_most")
    if mine.customer_proves < theirs.customer_proves:
        yield _proof(grant)


def _proof(grant: Grant) -> Cause:
    return Cause(kind="journey", name=grant.journey, field="customer_proves")


def _seat(grant: Grant, other: Grant, mine: Estate, theirs: Estate) -> Iterator[Cause]:
    """A bot's reach decides what its customers prove at least; a desk's sign-in what its agents do."""
    if grant.bot and (not other.bot or _wider(grant, other, mine, theirs)):
        yield Cause(kind="bot", name=grant.desk, field="reach")
    if not grant.bot and (other.bot or _laxer(grant, other, mine, theirs)):
        yield Cause(kind="desk", name=grant.desk, field="signs_in")


def _wider(grant: Grant, other: Grant, mine: Estate, theirs: Estate) -> bool:
    return grant.customer < other.customer and mine.bots[grant.desk].reach > theirs.bots[grant.desk].reach


def _laxer(grant: Grant, other: Grant, mine: Estate, theirs: Estate) -> bool:
    return grant.staff < other.staff and mine.desks[grant.desk].signs_in < theirs.desks[grant.desk].signs_in
