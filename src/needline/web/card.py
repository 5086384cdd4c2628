"""A customer's card, as plain rows for a page: what is shown, what is withheld and why, what can be done."""

from collections.abc import Mapping

from msgspec import Struct

from needline.broker import Disclosure
from needline.contact import Contact
from needline.decide import Show, Withhold
from needline.estate.model import Deed
from needline.forms import SEPARATOR
from needline.policy import Policy

FORMS: Mapping[str, str] = {
    "full": "in full",
    "masked": "masked",
    "banded": "as a range",
    "matches": "yes or no",
    "exists": "on file or not",
    "token": "stand-in",
    "use": "used, never seen",
}
_INPUTS = {"money": "decimal", "id": "numeric", "text": "text"}


class Row(Struct, frozen=True, kw_only=True):
    """One element: its lines of cells, or the reason why there are none."""

    element: str
    called: str
    form: str
    in_words: str
    heads: tuple[str, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    reason: str = ""
    step: str = ""


class Field(Struct, frozen=True, kw_only=True):
    """Something that an action takes."""

    name: str
    called: str
    input_mode: str


class Act(Struct, frozen=True, kw_only=True):
    """An action of the journey, and how far it goes."""

    name: str
    called: str
    fields: tuple[Field, ...]
    limit: str


class Way(Struct, frozen=True, kw_only=True):
    """A desk and a journey that a contact can be handed over to."""

    desk: str
    journey: str
    called: str


def rows(policy: Policy, disclosure: Disclosure) -> tuple[Row, ...]:
    """Every element that was asked for, in the order asked."""
    return tuple(_row(policy, answer, disclosure.values) for answer in disclosure.decision.answers)


def unneeded(policy: Policy, contact: Contact) -> tuple[str, ...]:
    """What the company holds and this journey does not need; nobody asked for it, so nothing is recorded."""
    row = policy.needs.get((contact.desk, contact.journey), {})
    return tuple(policy.called(element) for element in policy.estate.elements if element not in row)


def acts(policy: Policy, journey: str) -> tuple[Act, ...]:
    """What can be done for the customer on this journey."""
    return tuple(_act(policy, name, deed) for name, deed in policy.journeys[journey].does.items())


def ways(policy: Policy, contact: Contact) -> tuple[Way, ...]:
    """Where else the contact can go: people's desks whose journey comes by its channel."""
    here = (contact.desk, contact.journey)
    return tuple(
        Way(desk=desk, journey=journey, called=f"{policy.called(desk)}: {policy.called(journey)}")
        for desk, journey in policy.needs
        if desk in policy.estate.desks
        and (desk, journey) != here
        and contact.channel in policy.journeys[journey].through
    )


def _row(policy: Policy, answer: Show | Withhold, values: Mapping[str, tuple[str, ...]]) -> Row:
    element, called = answer.element, policy.called(answer.element)
    if isinstance(answer, Withhold):
        why = answer.why
        return Row(
            element=element,
            called=called,
            form="withheld",
            in_words="withheld",
            reason=why.reason,
            step=why.step,
        )
    lines = tuple(tuple(line.split(SEPARATOR)) for line in values.get(element, ()))
    word = answer.form.word
    return Row(
        element=element,
        called=called,
        form=word,
        in_words=FORMS[word],
        heads=_heads(policy, element),
        lines=lines,
    )


def _heads(policy: Policy, element: str) -> tuple[str, ...]:
    """What the cells of an element are called, where there are several."""
    held = policy.estate.stores[policy.homes[element]].holds[element]
    return () if isinstance(held, str) else tuple(column.partition(".")[2].replace("_", " ") for column in held)


def _act(policy: Policy, name: str, deed: Deed) -> Act:
    takes = policy.estate.actions[name].takes
    fields = tuple(
        Field(
            name=one, called=one.replace("_", " ") + (" (its id)" if what == "id" else ""), input_mode=_INPUTS[what]
        )
        for one, what in takes.items()
    )
    return Act(name=name, called=policy.called(name), fields=fields, limit=_limit(deed))


def _limit(deed: Deed) -> str:
    if deed.at_most is None:
        return ""
    above = f"above that it takes the approval of: {deed.above.approve}" if deed.above else "nobody may go above that"
    return f"At most {deed.at_most:g}; {above}."
