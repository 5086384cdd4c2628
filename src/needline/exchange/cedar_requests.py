"""Questions for Cedar: what `decide` and `permit` are asked, as requests to an engine that holds the export.

The form is that of Cedar's bindings (`principal`, `action`, `resource`, `context`), with entities as type and id:
a name is never read as a piece of the language.
"""

from msgspec import UnsetType

from needline.decide import Ask, Order
from needline.estate import Form
from needline.exchange.cedar_entities import asked, uid

Plain = dict[str, object]


def to_see(ask: Ask, element: str, form: Form) -> Plain:
    """May `element` be seen in `form`, by whoever asks and in the contact in which they ask?"""
    return {
        "principal": uid("Seat", ask.desk),
        "action": uid("Action", "see"),
        "resource": uid("Element", element),
        "context": {**_standing(ask), "tries_spent": ask.tries_spent, "form": str(form)},
    }


def to_do(order: Order) -> Plain:
    """May this be done, by whoever orders it? An amount that is none, or beyond what Cedar can hold, is left out."""
    return {
        "principal": uid("Seat", order.desk),
        "action": uid("Action", "do"),
        "resource": uid("Deed", order.action),
        "context": {**_standing(order), "waits": order.at < order.free_at, **_amount(order), **_approved(order)},
    }


def _amount(order: Order) -> Plain:
    amount = asked(order.amount)
    return {} if amount is None else {"amount": amount}


def _approved(order: Order) -> Plain:
    yes = order.approved
    return {} if isinstance(yes, UnsetType) else {"approved": {"by": yes.by, "role": yes.role, "policy": yes.policy}}


def _standing(who: Ask | Order) -> Plain:
    contact = who.contact
    return {
        "open": contact.open,
        "desk": contact.desk,
        "picked_up_by": contact.agent,
        "journey": contact.journey,
        "channel": contact.channel,
        "known": contact.subject is not None,
        "customer": str(contact.customer),
        "agent": who.agent,
        "staff": str(who.staff),
        "frozen": contact.frozen,
        "glass": who.glass is True,
    }
