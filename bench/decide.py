"""We promise that a decision takes at most 1 µs, and a view of 120 elements at most 5 µs.

A decision is an ask for one element. A view is an ask for every element of the estate at a desk that needs a few of
them: each gets its form, or the reason why not. The estate is that of a large contact centre: 20 desks, 60 journeys,
120 elements and 480 needs.

The peer is Cedar by cedarpy, when it is installed: in the same run, with our own export of the same estate, policies
and entities parsed once, and one batch of requests for the same question. It is no dependency of ours; without it the
line says so.
"""

import importlib
import json
import sys
import timeit
from functools import partial
from types import ModuleType

from needline.contact import Contact
from needline.decide import Ask, Show, decide
from needline.estate import Assurance, Channel, Desk, Element, Estate, Form, Journey, Proving, Sight, Store
from needline.exchange.cedar import cedar
from needline.exchange.cedar_requests import to_see
from needline.policy import Policy, compile_policy

DECISION, VIEW = 1.0, 5.0  # µs
ELEMENTS = tuple(f"element_{at}" for at in range(120))
FORMS = (Form.FULL, Form.MASKED, Form.MATCHES, Form.BANDED)
ROUNDS = 200


def policy() -> Policy:
    return compile_policy(
        Estate(
            needline=1,
            estate="A large contact centre",
            owner="privacy@large.example",
            elements={name: Element(category="user.contact.phone_number", harm=3) for name in ELEMENTS},
            stores={
                "core": Store(at="env:CORE", person="people.id", holds={one: f"people.{one}" for one in ELEMENTS})
            },
            channels={"phone": Channel(), "chat": Channel()},
            desks={f"desk_{at}": Desk(seats=10) for at in range(20)},
            customers=Proving(code_to=ELEMENTS[0]),
            journeys={
                f"journey_{at}": Journey(
                    by=f"desk_{at % 20}",
                    through=("phone", "chat"),
                    sees={ELEMENTS[(at * 7 + step * 11) % 120]: sight(step) for step in range(8)},
                )
                for at in range(60)
            },
        )
    )


def sight(step: int) -> Form | Sight:
    form = FORMS[step % 4]
    return Sight(form=form, customer=Assurance.PASSKEY) if step == 1 else form


def question(*elements: str) -> Ask:
    contact = Contact(
        id="b",
        channel="phone",
        journey="journey_0",
        desk="desk_0",
        agent="ann",
        subject="1",
        customer=Assurance.TWO_FACTOR,
    )
    return Ask(contact=contact, desk="desk_0", agent="ann", elements=elements, staff=Assurance.TWO_FACTOR)


def microseconds(statement: object, number: int) -> float:
    """The fastest of many short rounds, as timeit advises: what else runs on the machine only adds."""
    return min(timeit.repeat(statement, number=number, repeat=ROUNDS)) / number * 1e6  # type: ignore[arg-type]  # a callable


def peer(known: Policy, asks: tuple[Ask, ...]) -> str:
    try:
        module = importlib.import_module("cedarpy")
    except ImportError:
        return "Cedar not measured: cedarpy is not installed"
    one, view = (batch(module, known, ask) for ask in asks)
    return f"Cedar by cedarpy, parsed once: {one:,.0f} µs and {view:,.0f} µs"


def batch(module: ModuleType, known: Policy, ask: Ask) -> float:
    """How long Cedar takes for the same ask, after it was seen to answer the same."""
    made = cedar(known)
    policies, entities = (
        module.PolicySet.from_str(made.policies),
        module.Entities.from_json_str(json.dumps(made.entities)),
    )
    requests = [to_see(ask, element, Form.EXISTS) for element in ask.elements]
    answers = module.is_authorized_batch(requests, policies, entities)
    assert [one.allowed for one in answers] == [isinstance(one, Show) for one in decide(known, ask).answers]
    return microseconds(partial(module.is_authorized_batch, requests, policies, entities), 1)


def main() -> int:
    known, asks = policy(), (question(ELEMENTS[0]), question(*ELEMENTS))
    assert [len(decide(known, ask).shown) for ask in asks] == [1, 7]
    one, view = (microseconds(partial(decide, known, ask), 100) for ask in asks)
    print(
        f"a decision: {one:.2f} µs, promised {DECISION:.0f}; a view of {len(ELEMENTS)} elements: {view:.1f} µs, "
        f"promised {VIEW:.0f}; {peer(known, asks)}"
    )
    return 0 if one <= DECISION and view <= VIEW else 1


if __name__ == "__main__":
    sys.exit(main())
