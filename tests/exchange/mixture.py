"""An estate with every mixture of forms, proofs and reaches, and every question about it."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from msgspec.structs import replace

from needline.contact import Contact
from needline.decide import Ask, Order
from needline.estate import (
    Above,
    Action,
    Assurance,
    Bot,
    Channel,
    Deed,
    Desk,
    Element,
    Estate,
    Form,
    HandOver,
    Journey,
    Proving,
    Reach,
    Sight,
    Store,
    Trigger,
)
from needline.estate.model import BreakGlass
from needline.policy import Policy, compile_policy

DESKS = tuple(f"desk_{at}" for at in range(9))
SEATS = (*DESKS, "bot_own", "bot_open")
JOURNEYS = tuple(f"journey_{at}" for at in range(24))
ELEMENTS = tuple(f"element_{at}" for at in range(23))
GLASS = JOURNEYS[11]  # for emergencies
UNKNOWN = "unknown"  # a name that the estate does not have
AMOUNTS = (None, Decimal(-1), *(Decimal(at) for at in range(20, 46, 5)), Decimal("43.01"))
CELLS = 12 * 25 * 24 * 4 * 4 * 7
ORDERED = 12 * 25 * 4 * 4 * (len(AMOUNTS) + 1)

_LEVELS = tuple(Assurance)
_FORMS = tuple(Form)


def many() -> Policy:
    """Eleven seats, 24 journeys and 23 elements; what a journey sees differs from element to element."""
    return compile_policy(
        Estate(
            needline=1,
            estate="Many",
            owner="owner@many.example",
            elements={name: Element(category="user.contact.phone_number", harm=3) for name in ELEMENTS},
            stores={
                "core": Store(at="env:CORE", person="people.id", holds={one: f"people.{one}" for one in ELEMENTS})
            },
            channels={"phone": Channel(), "chat": Channel()},
            desks={name: Desk(seats=1, signs_in=_LEVELS[2 + at % 2]) for at, name in enumerate(DESKS)},
            bots={
                "bot_own": Bot(at="env:ONE", reach=Reach.OWN_RECORD),
                "bot_open": Bot(at="env:TWO", reach=Reach.OPEN_CONTACT),
            },
            customers=Proving(code_to=ELEMENTS[0]),
            actions={
                "pay": Action(
                    store="core", sql="UPDATE people SET x = :sum WHERE id = :person", takes={"sum": "money"}
                )
            },
            journeys={name: _journey(at, name) for at, name in enumerate(JOURNEYS)},
        )
    )


def _journey(at: int, name: str) -> Journey:
    seats = tuple(SEATS[(at + step * 4) % len(SEATS)] for step in range(3))
    deed = Deed(at_most=20 + at, above=Above(approve="supervisor"))
    return Journey(
        by=seats,
        through=(("phone",), ("chat", "phone"))[at % 2],
        customer_proves=_LEVELS[at % 4],
        sees={one: _sight(at, place) for place, one in enumerate(ELEMENTS) if (at + place) % 2},
        does={"pay": deed} if at % 4 > 1 else {},
        break_glass=BreakGlass() if name == GLASS else None,
        hand_over=HandOver(
            to=next(seat for seat in seats if seat in DESKS), when=(Trigger.HIGH_STAKES, Trigger.ASKS_FOR_PERSON)
        ),
    )


def _sight(at: int, place: int) -> Form | Sight:
    form = _FORMS[(at + place // 2) % 7]
    if place % 3 == 0:
        return form
    return Sight(
        form=form, customer=_LEVELS[(at // 2 + place) % 4], staff=_LEVELS[place % 4] if place % 3 == 1 else None
    )


def cells(policy: Policy, seats: tuple[str, ...] = (*SEATS, UNKNOWN)) -> Iterator[tuple[Ask, Form]]:
    """Every seat, journey, proof and form, each time with every element; and in each place an unknown name."""
    elements = (*ELEMENTS, UNKNOWN)
    for contact, staff in _contacts(policy, seats):
        ask = Ask(contact=contact, desk=contact.desk, agent="kim", elements=elements, staff=staff)
        yield from ((ask, form) for form in Form)


def orders(policy: Policy, seats: tuple[str, ...] = (*SEATS, UNKNOWN)) -> Iterator[Order]:
    """Every seat, journey and proof, each time with amounts around every limit, and an unknown action."""
    for contact, staff in _contacts(policy, seats):
        order = Order(contact=contact, desk=contact.desk, agent="kim", action="pay", takes=("sum",), staff=staff)
        yield from (replace(order, amount=amount) for amount in AMOUNTS)
        yield replace(order, action=UNKNOWN, amount=AMOUNTS[0])


def _contacts(policy: Policy, seats: tuple[str, ...]) -> Iterator[tuple[Contact, Assurance]]:
    for seat, name, customer, staff in product(seats, (*JOURNEYS, UNKNOWN), Assurance, Assurance):
        journey = policy.journeys.get(name)
        contact = Contact(
            id="K7TQ-2MXD",
            channel=journey.through[0] if journey else "phone",
            journey=name,
            desk=seat,
            agent="kim",
            subject="4711",
            customer=customer,
        )
        yield contact, staff
