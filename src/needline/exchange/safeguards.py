"""What protects the customers of a journey, in sentences that an estate declares and needline enforces.

They are what GDPR Art. 30(1)(g) and 32(1) call technical and organisational measures, what Art. 35(7)(d) calls
measures to address the risks, and what Fides calls security practices. Each says which key of the estate it rests
on, so that whoever signs the document can look it up.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from needline.estate import Assurance, Bot, Deed, Desk, Estate, Form, Journey, Reach, Sight

Against = Literal["impersonation", "taken-over seat", "talked-round bot", "kept copies"]


class Safeguard(Struct, frozen=True, kw_only=True):
    """One measure: what it is, the key of the estate that declares it, and the routes of a leak it narrows."""

    what: str  # a sentence without its full stop
    key: str
    against: tuple[Against, ...]


def safeguards(estate: Estate, name: str) -> tuple[Safeguard, ...]:
    """Every measure that protects the customers of the journey `name`."""
    journey = estate.journeys[name]
    idle: set[Against] = set()  # routes that the journey does not open
    idle |= set() if set(journey.desks()) & set(estate.bots) else {"talked-round bot"}
    idle |= set() if set(journey.desks()) & set(estate.desks) else {"taken-over seat"}
    return tuple(
        replace(one, against=tuple(route for route in one.against if route not in idle))
        for one in _all(estate, name, journey)
    )


def _all(estate: Estate, name: str, journey: Journey) -> tuple[Safeguard, ...]:
    return (
        *_proofs(name, journey),
        *_forms(name, journey),
        *_refusals(name, journey),
        *_deeds(name, journey),
        *(one for desk in journey.desks() for one in _seat(estate, desk)),
        *_hand_overs(estate, name, journey),
        *_copies(estate, journey),
        Safeguard(
            what="Every disclosure and every refusal is an entry of a tamper-evident record, written before a value "
            "is fetched; entries hold names of elements and no values",
            key="enforced wherever needline serves this estate",
            against=("taken-over seat", "talked-round bot"),
        ),
    )


def title(key: str, called: str = "") -> str:
    """What people call something: its own words, or its key with spaces.

    >>> title("front_desk"), title("front_desk", "our front desk")
    ('front desk', 'our front desk')
    """
    return called or key.replace("_", " ")


def sentence(text: str) -> str:
    """The text with a capital letter to begin with, and every other letter as it is.

    >>> sentence("the PIN is masked")
    'The PIN is masked'
    """
    return text[:1].upper() + text[1:]


def listed(names: tuple[str, ...]) -> str:
    """Names in a sentence.

    >>> listed(("card_number", "password", "name"))
    'card number, password and name'
    """
    words = [title(name) for name in names]
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def form_of(sight: Form | Sight) -> Form:
    """The form in which a journey sees an element, however it is written."""
    return sight.form if isinstance(sight, Sight) else sight


def _proofs(name: str, journey: Journey) -> Iterator[Safeguard]:
    if journey.customer_proves > Assurance.NOTHING:
        yield Safeguard(
            what=f"The customer proves who they are ({journey.customer_proves}) before anything is shown or done",
            key=f"journeys.{name}.customer_proves",
            against=("impersonation",),
        )
    for element, sight in journey.sees.items():
        if isinstance(sight, Sight) and sight.customer is not None and sight.customer > Assurance.NOTHING:
            yield Safeguard(
                what=f"The customer proves {sight.customer} before {title(element)} is shown",
                key=f"journeys.{name}.sees.{element}.customer",
                against=("impersonation",),
            )


_SHOWN = {
    Form.USE: "used without being shown",
    Form.EXISTS: "shown only as there or not there",
    Form.TOKEN: "replaced by a stand-in",
    Form.MATCHES: "only compared with what the customer says",
    Form.BANDED: "shown only as a range",
    Form.MASKED: "masked",
}


def _forms(name: str, journey: Journey) -> Iterator[Safeguard]:
    for form, how in _SHOWN.items():
        if elements := tuple(one for one, sight in journey.sees.items() if form_of(sight) is form):
            verb = "is" if len(elements) == 1 else "are"
            yield Safeguard(
                what=f"{sentence(listed(elements))} {verb} {how}",
                key=f"journeys.{name}.sees",
                against=("impersonation", "taken-over seat", "talked-round bot"),
            )


def _refusals(name: str, journey: Journey) -> Iterator[Safeguard]:
    if journey.never:
        yield Safeguard(
            what=f"{sentence(listed(journey.never))} must neither be asked for nor shown",
            key=f"journeys.{name}.never",
            against=("kept copies", "talked-round bot"),
        )


def _deeds(name: str, journey: Journey) -> Iterator[Safeguard]:
    for action, deed in journey.does.items():
        if deed.at_most is not None:
            yield Safeguard(
                what=f"{sentence(title(action))} is limited to {deed.at_most:g} a time{_above(deed)}",
                key=f"journeys.{name}.does.{action}",
                against=("impersonation", "taken-over seat", "talked-round bot"),
            )


def _above(deed: Deed) -> str:
    return f"; more takes the approval of a {title(deed.above.approve)}" if deed.above else ""


_WHOSE = {
    Reach.OWN_RECORD: "the record of the customer who signed in",
    Reach.OPEN_CONTACT: "the customer of a contact that is open there",
}


def _seat(estate: Estate, name: str) -> Iterator[Safeguard]:
    match estate.desks.get(name) or estate.bots.get(name):
        case Desk() as desk:
            yield Safeguard(
                what=f"Agents of {title(name, desk.called)} sign in with {desk.signs_in}",
                key=f"desks.{name}.signs_in",
                against=("taken-over seat",),
            )
            yield Safeguard(
                what=f"{sentence(title(name, desk.called))} reaches only {_WHOSE[desk.reach]}",
                key=f"desks.{name}.reach",
                against=("taken-over seat",),
            )
        case Bot() as bot:
            yield Safeguard(
                what=f"{sentence(title(name, bot.called))} reaches only {_WHOSE[bot.reach]}",
                key=f"bots.{name}.reach",
                against=("talked-round bot",),
            )
            if bot.certificate == "required":
                yield Safeguard(
                    what=f"{sentence(title(name, bot.called))} needs the certificate of a passed trial",
                    key=f"bots.{name}.certificate",
                    against=("talked-round bot",),
                )


def _hand_overs(estate: Estate, name: str, journey: Journey) -> Iterator[Safeguard]:
    if not set(journey.desks()) & set(estate.bots):
        return
    for over in journey.hand_overs():
        yield Safeguard(
            what=f"The bot hands over to {title(over.to)} and stays silent ({listed(tuple(map(str, over.when)))})",
            key=f"journeys.{name}.hand_over",
            against=("talked-round bot",),
        )


def _copies(estate: Estate, journey: Journey) -> Iterator[Safeguard]:
    channels = (estate.channels[name] for name in journey.through if name in estate.channels)
    for name in dict.fromkeys(channel.kept_in for channel in channels if channel.kept_in):
        store = estate.stores.get(name)
        if store and store.redact:
            yield Safeguard(
                what=f"Copies of conversations in {title(name)} are kept without {listed(store.redact)}",
                key=f"stores.{name}.redact",
                against=("kept copies",),
            )
        if store and store.keep:
            yield Safeguard(
                what=f"Copies of conversations in {title(name)} are deleted after {store.keep}",
                key=f"stores.{name}.keep",
                against=("kept copies",),
            )
