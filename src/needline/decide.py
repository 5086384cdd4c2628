"""The one decision: what may this desk see, or do, in this contact?

`decide` answers an ask for elements, `permit` an order to act. Both are pure: the same policy and the same
question give the same answer, which is what `needline record replay` relies on. Each answer is reached by one
list of conditions, in the order of `Why`; the first that does not hold is the reason that is told.
"""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from needline.contact import Contact
from needline.estate.model import Assurance, Deed, Form
from needline.policy import Need, Policy


class Why(StrEnum):
    """Why the answer is no, in the order in which it is found out."""

    CLOSED = "closed"
    OTHER_DESK = "other_desk"
    NOT_PICKED_UP = "not_picked_up"
    NOT_SERVED = "not_served"
    OTHER_CHANNEL = "other_channel"
    NOT_NEEDED = "not_needed"
    USE_ONLY = "use_only"
    NO_CUSTOMER = "no_customer"
    STAFF_PROOF = "staff_proof"
    CUSTOMER_PROOF = "customer_proof"
    TOO_MUCH = "too_much"

    @property
    def reason(self) -> str:
        """What is in the way, for people."""
        return _WORDS[self][0]

    @property
    def step(self) -> str:
        """What would change the answer, for people."""
        return _WORDS[self][1]


_WORDS = {
    Why.CLOSED: ("this contact is closed", "open a new contact when the customer gets in touch again"),
    Why.OTHER_DESK: ("this contact is at another desk", "the desk that has it now can hand it over"),
    Why.NOT_PICKED_UP: ("this contact is not yours", "pick it up from the queue of your desk"),
    Why.NOT_SERVED: ("this desk does not handle this journey", "hand the contact over to a desk that does"),
    Why.OTHER_CHANNEL: ("this journey does not come by this channel", "ask the customer to use another channel"),
    Why.NOT_NEEDED: ("this journey does not need it", "hand the contact over if the customer wants something else"),
    Why.USE_ONLY: ("it can be used here without being seen", "use the action that needs it"),
    Why.NO_CUSTOMER: ("nobody knows yet who the customer is", "let the customer sign in, or find them exactly"),
    Why.STAFF_PROOF: ("you signed in with too weak a factor", "sign in again with a stronger factor"),
    Why.CUSTOMER_PROOF: ("the customer has not proved who they are", "start the customer's verification"),
    Why.TOO_MUCH: ("it is above the limit of this journey", "ask for the approval that the estate names"),
}


class Ask(Struct, frozen=True, kw_only=True):
    """Somebody at a desk asks for elements inside a contact."""

    contact: Contact
    desk: str
    agent: str
    elements: tuple[str, ...]
    staff: Assurance = Assurance.NOTHING  # how the agent signed in; a bot signs in to nothing


class Show(Struct, frozen=True, tag="show"):
    """Show this element, in no more than this form."""

    element: str
    form: Form


class Withhold(Struct, frozen=True, tag="withhold"):
    """Do not show this element, and say why."""

    element: str
    why: Why


class Decision(Struct, frozen=True, kw_only=True):
    """One answer per element asked for, in the order asked."""

    ask: Ask
    answers: tuple[Show | Withhold, ...]
    policy: str  # digest of the policy that decided

    @property
    def shown(self) -> tuple[Show, ...]:
        """The elements that may be shown."""
        return tuple(answer for answer in self.answers if isinstance(answer, Show))

    @property
    def withheld(self) -> tuple[Withhold, ...]:
        """The elements that may not."""
        return tuple(answer for answer in self.answers if isinstance(answer, Withhold))


class Order(Struct, frozen=True, kw_only=True):
    """Somebody at a desk wants an action carried out for the customer of a contact."""

    contact: Contact
    desk: str
    agent: str
    action: str
    takes: tuple[str, ...] = ()  # names of the arguments; their values travel beside the order
    amount: Decimal | None = None  # of money, in the estate's currency
    staff: Assurance = Assurance.NOTHING


class Permit(Struct, frozen=True, tag="permit"):
    """Carry it out."""


class Refuse(Struct, frozen=True, tag="refuse"):
    """Do not carry it out, and say why."""

    why: Why


def decide(policy: Policy, ask: Ask) -> Decision:
    """Answer an ask. What the policy does not mention is withheld; there is no way to ask for everything.

    Costs 5 to 10 µs for four elements.

    >>> from needline.estate import Estate
    >>> from needline.policy import compile_policy
    >>> policy = compile_policy(Estate(needline=1, estate="Without journeys", owner="owner@shop.example"))
    >>> contact = Contact(id="K7TQ-2MXD", channel="chat", journey="order_status", desk="till", agent="kim")
    >>> decide(policy, Ask(contact=contact, desk="till", agent="kim", elements=("name",))).answers
    (Withhold(element='name', why=<Why.NOT_SERVED: 'not_served'>),)
    """
    standing = next(_outside(policy, ask), None)
    answers = tuple(_answer(policy, ask, element, standing) for element in ask.elements)
    return Decision(ask=ask, answers=answers, policy=policy.digest)


def permit(policy: Policy, order: Order) -> Permit | Refuse:
    """Answer an order. An action that the journey does not name is refused, whatever was proved."""
    why = next(_against(policy, order), None)
    return Refuse(why) if why else Permit()


def proof_wanted(policy: Policy, question: Ask | Order) -> Assurance:
    """What the customer still has to prove for this question; `NOTHING` when that is not what is in the way.

    Whoever is not known yet and has to prove something can do both at once, by signing in.
    """
    missing = (Why.CUSTOMER_PROOF, Why.NO_CUSTOMER)
    if isinstance(question, Order):
        answer = permit(policy, question)
        wants = (
            [policy.proof(question.contact.journey)] if isinstance(answer, Refuse) and answer.why in missing else []
        )
    else:
        weak = [a.element for a in decide(policy, question).withheld if a.why in missing]
        key = question.desk, question.contact.journey
        wants = [policy.proof_of(question.desk, policy.needs[key][element]) for element in weak]
    return max(wants, default=Assurance.NOTHING)


def _outside(policy: Policy, who: Ask | Order) -> Iterator[Why]:
    """What is wrong with the contact as a whole, whatever is asked in it."""
    contact = who.contact
    if not contact.open:
        yield Why.CLOSED
    if contact.desk != who.desk:
        yield Why.OTHER_DESK
    if not who.agent or contact.agent != who.agent:
        yield Why.NOT_PICKED_UP
    if not policy.serves(who.desk, contact.journey):
        yield Why.NOT_SERVED
    if contact.channel not in policy.journeys[contact.journey].through:
        yield Why.OTHER_CHANNEL


def _answer(policy: Policy, ask: Ask, element: str, standing: Why | None) -> Show | Withhold:
    if standing:
        return Withhold(element, standing)
    need = policy.needs[ask.desk, ask.contact.journey].get(element)
    if need is None:
        return Withhold(element, Why.NOT_NEEDED)
    why = _unproved(policy, ask, need)
    return Withhold(element, why) if why else Show(element, need.form)


def _unproved(policy: Policy, ask: Ask, need: Need) -> Why | None:
    if need.form is Form.USE:
        return Why.USE_ONLY
    if ask.contact.subject is None:
        return Why.NO_CUSTOMER
    if ask.staff < policy.staff_proof(ask.desk, need):
        return Why.STAFF_PROOF
    if ask.contact.customer < policy.proof_of(ask.desk, need):
        return Why.CUSTOMER_PROOF
    return None


def _against(policy: Policy, order: Order) -> Iterator[Why]:
    """Why an order may not be carried out."""
    yield from _outside(policy, order)
    journey = policy.journeys[order.contact.journey]
    deed = journey.does.get(order.action)
    if deed is None:
        yield Why.NOT_NEEDED
        return
    if order.contact.subject is None:
        yield Why.NO_CUSTOMER
    if order.staff < policy.seats[order.desk].signs_in:
        yield Why.STAFF_PROOF
    if order.contact.customer < policy.proof(order.contact.journey):
        yield Why.CUSTOMER_PROOF
    if not _within(policy, order, deed):
        yield Why.TOO_MUCH


def _within(policy: Policy, order: Order, deed: Deed) -> bool:
    """Whether the amount is one, and at most the limit; an action without money has nothing to exceed."""
    if deed.at_most is None and "money" not in policy.estate.actions[order.action].takes.values():
        return True
    if order.amount is None or not order.amount.is_finite() or order.amount <= 0:
        return False
    return deed.at_most is None or order.amount <= Decimal(str(deed.at_most))
