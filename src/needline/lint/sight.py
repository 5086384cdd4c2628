"""What the rules ask of an estate: what a journey shows and to whom, and what a store keeps as it came."""

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from needline.estate.model import Assurance, Channel, Estate, Form, Journey, Sight

GRAVE = 30  # the most harm that an element can have
CREDENTIALS = "user.authorization"
CARD = "user.financial.credit_card"


class Shown(Struct, frozen=True, kw_only=True):
    """An element that a journey shows in characters: at least a range that its value lies in."""

    element: str
    form: Form
    proof: Assurance  # of the customer
    harm: int


def shown(estate: Estate, journey: Journey, *, harm: int = 1) -> Iterator[Shown]:
    """The elements of at least this harm that the journey shows."""
    for element, sight in journey.sees.items():
        one = Shown(
            element=element,
            form=form_of(sight),
            proof=proof_of(journey, sight),
            harm=harm_of(estate, element),
        )
        if one.form > Form.MATCHES and one.harm >= harm:
            yield one


def form_of(sight: Form | Sight) -> Form:
    """The form, however it is written."""
    return sight.form if isinstance(sight, Sight) else sight


def proof_of(journey: Journey, sight: Form | Sight) -> Assurance:
    """What the customer has to prove first."""
    own = sight.customer if isinstance(sight, Sight) else None
    return journey.customer_proves if own is None else own


def harm_of(estate: Estate, element: str) -> int:
    """The harm if one person's value leaks; 0 of what the estate does not have."""
    return estate.elements[element].harm if element in estate.elements else 0


def is_a(estate: Estate, element: str, *categories: str) -> bool:
    """Whether the element is of one of the data categories, or of one below it."""
    category = estate.elements[element].category if element in estate.elements else ""
    return any(category == one or category.startswith(f"{one}.") for one in categories)


def kind_of(name: str, channel: Channel) -> str:
    """Phone, chat or email; of a channel that does not say, its name."""
    return channel.kind or name


def through(estate: Estate, journey: Journey) -> Iterator[tuple[str, Channel]]:
    """The channels of the journey."""
    return ((name, estate.channels[name]) for name in journey.through if name in estate.channels)


def of_bots(estate: Estate) -> Iterator[tuple[str, Journey]]:
    """The journeys that a bot handles, alone or with people."""
    return ((name, one) for name, one in estate.journeys.items() if not estate.bots.keys().isdisjoint(one.desks()))


def personal(estate: Estate, journey: Journey) -> bool:
    """Whether the journey shows, asks for or does anything for one customer."""
    return bool(journey.asks_for or journey.does or any(shown(estate, journey)))


def kept_raw(estate: Estate, store: str | None, among: Iterable[str]) -> list[str]:
    """Those elements that the store keeps as they came; all of them if nothing says which store it is."""
    redacted: Collection[str] = estate.stores[store].redact if store in estate.stores else ()
    return [element for element in dict.fromkeys(among) if element not in redacted]


def redacted_by(estate: Estate, journey: Journey) -> Iterator[str]:
    """The elements that the stores of the journey's channels redact."""
    for _, channel in through(estate, journey):
        if channel.kept_in in estate.stores:
            yield from estate.stores[channel.kept_in].redact


def listed(names: Iterable[str]) -> str:
    """The names, for a sentence: a, b and c.

    >>> listed(["name", "address", "phone"])
    'name, address and phone'
    """
    *others, last = dict.fromkeys(names)
    return f"{', '.join(others)} and {last}" if others else last
