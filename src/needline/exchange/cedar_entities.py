"""The entities of Cedar: every seat, element and action of a policy, with a tag for each of its journeys.

The form is Cedar's JSON of entities (https://docs.cedarpolicy.com/auth/entities-syntax.html).
"""

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from needline.estate import Assurance, Form
from needline.policy import Need, Policy
from needline.policy.table import Seat

Plain = dict[str, object]

_STEP = Decimal("0.0001")  # Cedar's decimal has four places
_MOST = Decimal("922337203685477.5807")  # and 64 bits
_ANY = tuple(map(str, Assurance))


def entities(policy: Policy) -> Iterator[Plain]:
    """Every entity, in the order of the estate."""
    for seat in policy.seats.values():
        yield _entity("Seat", seat.name, _seat(seat), _work(policy, seat.name))
    for name, element in policy.estate.elements.items():
        yield _entity("Element", name, {"category": element.category, "harm": element.harm}, _needs(policy, name))
    for name in policy.estate.actions:
        yield _entity("Deed", name, {"policy": policy.digest}, _limits(policy, name))


def uid(kind: str, name: str) -> dict[str, str]:
    """What Cedar calls an entity; any name is one, and not only those of an estate."""
    return {"type": f"Needline::{kind}", "id": name}


def limit(amount: Decimal) -> Plain:
    """A limit in four places: what is finer is cut off, and more than Cedar can hold is the most it can."""
    return _decimal(min(amount, _MOST).quantize(_STEP, ROUND_FLOOR))


def asked(amount: Decimal | None) -> Plain | None:
    """An amount asked for in four places, the last of them rounded up; None where it is no amount Cedar can hold."""
    if amount is None or not amount.is_finite() or abs(amount) > _MOST:
        return None
    return _decimal(amount.quantize(_STEP, ROUND_CEILING))


def _entity(kind: str, name: str, attributes: Plain, tags: Mapping[str, Plain]) -> Plain:
    return {"uid": uid(kind, name), "attrs": attributes, "parents": [], "tags": dict(tags)}


def _seat(seat: Seat) -> Plain:
    return {
        "name": seat.name,
        "bot": seat.bot,
        "signs_in": _from(seat.signs_in),
        "customers": _from(seat.customer),
    }


def _work(policy: Policy, seat: str) -> dict[str, Plain]:
    """Each journey of the seat: by which channels it comes, and what it takes before anything is done."""
    return {
        name: {
            "through": list(journey.through),
            "customer": _from(journey.customer_proves),
            "behind_glass": journey.break_glass is not None,
        }
        for name, journey in policy.journeys.items()
        if policy.serves(seat, name)
    }


def _needs(policy: Policy, element: str) -> dict[str, Plain]:
    """Each journey that needs the element; a need is that of every seat of the journey."""
    rows = ((name, policy.needs[journey.desks()[0], name]) for name, journey in policy.journeys.items())
    return {name: _need(row[element]) for name, row in rows if element in row}


def _need(need: Need) -> Plain:
    forms = [] if need.form is Form.USE else [str(form) for form in Form if form <= need.form]
    matches = need.form is Form.MATCHES
    return {"forms": forms, "customer": _from(need.customer), "staff": _from(need.staff), "matches": matches}


def _limits(policy: Policy, action: str) -> dict[str, Plain]:
    """Each journey that may do the action, and how far."""
    takes_money = "money" in policy.estate.actions[action].takes.values()
    found: dict[str, Plain] = {}
    for name, journey in policy.journeys.items():
        if deed := journey.does.get(action):
            most = {} if deed.at_most is None else {"at_most": limit(Decimal(str(deed.at_most)))}
            above = {} if deed.above is None else {"above": deed.above.approve}
            found[name] = {"money": takes_money or bool(most), **most, **above}
    return found


def _from(least: Assurance) -> list[str]:
    """The proofs that suffice where `least` is asked for."""
    return list(_ANY[list(Assurance).index(least) :])


def _decimal(amount: Decimal) -> Plain:
    return {"__extn": {"fn": "decimal", "arg": f"{amount:f}"}}
