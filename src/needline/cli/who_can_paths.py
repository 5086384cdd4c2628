"""Every way by which a seat gets at an element, and how a contact gets to that seat.

    sees          a journey shows it, in a form
    is told       a journey asks for it: the customer says it, whole, whatever was proved
    changes       a journey changes it: the customer says the new value, whole
    does          an action changes it, or its statement names the column: it is acted with and not seen

A contact comes to a desk by hand-overs that the estate declares for a bot's journeys, and by hand: any agent with an
open contact can give it to any desk, as a journey that comes by the channel of the contact.
"""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from needline.estate import Action, Assurance, Estate, Form
from needline.policy import Policy, grants


class Arrival(Struct, frozen=True, kw_only=True):
    """A seat from which a contact comes, what it was there, and what moves it."""

    seat: str
    journey: str
    when: tuple[str, ...]


class Path(Struct, frozen=True, kw_only=True):
    """One way to the element."""

    seat: str
    bot: bool
    journey: str
    how: str  # sees, is told, changes, does
    action: str = ""
    form: str
    customer: str  # what the customer proves
    staff: str  # how the agent signed in
    through: tuple[str, ...]
    handed_over: tuple[Arrival, ...] = ()  # as the estate declares
    glass: bool = False  # only for an agent who breaks it: a journey for emergencies
    by_hand: tuple[str, ...] = ()  # desks whose agents can hand over a contact, or make another journey of it


def paths(policy: Policy, element: str) -> tuple[Path, ...]:
    """Every path to the element: what shows most comes first, and of that what asks for the weakest proof."""
    found = (*_seen(policy, element), *_said(policy, element), *_done(policy, element))
    return tuple(sorted(found, key=_order))


def unread(policy: Policy, element: str) -> tuple[str, ...]:
    """What may lead to the element as well and cannot be told from the estate: calls to other systems."""
    used = {action for journey in policy.journeys.values() for action in journey.does}
    return tuple(
        f"{name} posts to {action.post}: whether it uses {element} does not stand in the estate"
        for name, action in policy.estate.actions.items()
        if name in used and action.post and element not in action.changes
    )


def _order(path: Path) -> tuple[int, int, int, str, str, str]:
    form, customer, staff = Form(path.form), Assurance(path.customer), Assurance(path.staff)
    return -form.rank, customer.rank, staff.rank, path.seat, path.journey, path.how


def _seen(policy: Policy, element: str) -> Iterator[Path]:
    for grant in grants(policy):
        if grant.form and grant.what == element:
            proofs = grant.customer, grant.staff
            yield _path(policy, grant.desk, grant.journey, how="sees", form=grant.form, proofs=proofs)


def _said(policy: Policy, element: str) -> Iterator[Path]:
    for seat, name in policy.needs:
        journey, staff = policy.journeys[name], policy.seats[seat].signs_in
        if element in journey.changes:
            yield _path(policy, seat, name, how="changes", proofs=(journey.customer_proves, staff))
        if element in journey.asks_for:
            yield _path(policy, seat, name, how="is told", proofs=(Assurance.NOTHING, staff))


def _done(policy: Policy, element: str) -> Iterator[Path]:
    for grant in grants(policy):
        if grant.form is None and _names(policy.estate, policy.estate.actions[grant.what], element):
            one = _path(
                policy, grant.desk, grant.journey, how="does", form=Form.USE, proofs=(grant.customer, grant.staff)
            )
            yield replace(one, action=grant.what)


def _names(estate: Estate, action: Action, element: str) -> bool:
    """Whether the action says that it changes the element, or its statement names a column of it and its table."""
    if element in action.changes:
        return True
    held = estate.stores[action.store].holds.get(element, ()) if action.store and action.sql else ()
    words = set(re.findall(r"\w+", (action.sql or "").lower()))
    columns = (held,) if isinstance(held, str) else held
    return any(set(column.lower().split(".")) <= words for column in columns)


def _path(
    policy: Policy,
    seat: str,
    journey: str,
    *,
    how: str,
    proofs: tuple[Assurance, Assurance],
    form: Form = Form.FULL,
) -> Path:
    customer, staff = proofs
    return Path(
        seat=seat,
        bot=policy.seats[seat].bot,
        journey=journey,
        how=how,
        form=str(form),
        customer=str(customer),
        staff=str(staff),
        through=policy.journeys[journey].through,
        glass=policy.journeys[journey].break_glass is not None,
        handed_over=tuple(_arrivals(policy, seat, journey)),
        by_hand=() if policy.seats[seat].bot else tuple(_neighbours(policy, seat, journey)),
    )


def _arrivals(policy: Policy, seat: str, journey: str) -> Iterator[Arrival]:
    """The bots that hand a contact over to the seat as this journey."""
    for name, other in policy.journeys.items():
        for over in other.hand_overs():
            if over.to == seat and (over.becomes or name) == journey:
                bots = (one for one in other.desks() if policy.seats[one].bot)
                yield from (Arrival(seat=bot, journey=name, when=tuple(map(str, over.when))) for bot in bots)


def _neighbours(policy: Policy, seat: str, journey: str) -> Iterator[str]:
    """The desks that have contacts of another seat or journey by a channel of this journey."""
    channels = set(policy.journeys[journey].through)
    for desk in policy.estate.desks:
        others = (
            one.through
            for name, one in policy.journeys.items()
            if desk in one.desks() and (desk, name) != (seat, journey)
        )
        if any(channels & set(through) for through in others):
            yield desk
