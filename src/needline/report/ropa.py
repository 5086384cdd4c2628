"""Records of processing activities (GDPR Art. 30(1), points a to g; the UK GDPR has the same list).

A journey is the purpose for which customers get in touch, so each journey is one activity and one row. The lawful
basis is not among the seven points; supervisory authorities want it beside them, so it has a column of its own.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from needline.drift import Drift
from needline.estate import Estate, Form, Journey
from needline.exchange.safeguards import form_of, safeguards, sentence, title
from needline.observed import Observed
from needline.report.findings import NOT_SCANNED, findings, not_watched, seen, told, unread
from needline.report.statement import Statement, blank, counted


class Column(Struct, frozen=True, kw_only=True):
    """One question of the record."""

    key: str
    heading: str
    article: str  # empty: the law does not ask for it
    width: int  # of a sheet, in characters


COLUMNS = (
    Column(key="activity", heading="Processing activity", article="", width=24),
    Column(key="controller", heading="Controller and contacts", article="Art. 30(1)(a)", width=34),
    Column(key="purposes", heading="Purposes", article="Art. 30(1)(b)", width=34),
    Column(key="basis", heading="Lawful basis", article="Art. 6, Art. 9", width=26),
    Column(key="subjects", heading="Categories of data subjects", article="Art. 30(1)(c)", width=26),
    Column(key="data", heading="Categories of personal data", article="Art. 30(1)(c)", width=48),
    Column(key="recipients", heading="Categories of recipients", article="Art. 30(1)(d)", width=40),
    Column(key="transfers", heading="Transfers to third countries", article="Art. 30(1)(e)", width=30),
    Column(key="retention", heading="Time limits for erasure", article="Art. 30(1)(f)", width=30),
    Column(key="measures", heading="Security measures", article="Art. 30(1)(g), Art. 32(1)", width=60),
    Column(key="observed", heading="Seen in conversations", article="", width=36),
)


class Activity(Struct, frozen=True, kw_only=True):
    """One row: a journey, and what is known of each column."""

    journey: str
    cells: Mapping[str, tuple[Statement, ...]]  # key of the column → what it says

    @property
    def called(self) -> str:
        """What people call the activity."""
        return self.cells["activity"][0].text


def ropa(estate: Estate, *, observed: Observed | None = None) -> tuple[Activity, ...]:
    """The record of an estate that has no problems, in the order of its journeys."""
    found = findings(estate, observed)
    return tuple(
        Activity(journey=name, cells={key: tuple(said) for key, said in _cells(estate, name, found)})
        for name in estate.journeys
    )


def special(category: str) -> bool:
    """Whether a data category is of those that GDPR Art. 9 and 10 guard in particular.

    >>> special("user.health_and_medical.record_id"), special("user.name")
    (True, False)
    """
    return any(category == one or category.startswith(f"{one}.") for one in _SPECIAL)


_SPECIAL = (
    "user.authorization.biometric",
    "user.biometric",
    "user.criminal_history",
    "user.demographic.political_opinion",
    "user.demographic.race_ethnicity",
    "user.demographic.religious_belief",
    "user.demographic.sexual_orientation",
    "user.health_and_medical",
)


def _cells(estate: Estate, name: str, found: Drift | None) -> Iterator[tuple[str, Iterator[Statement]]]:
    journey = estate.journeys[name]
    yield "activity", iter([Statement(sentence(title(name, journey.called)), f"journeys.{name}")])
    yield "controller", _controller(estate)
    yield "purposes", _purposes(name, journey)
    yield "basis", _basis(estate, journey)
    yield "subjects", _subjects(estate)
    yield "data", elements(estate, name)
    yield "recipients", recipients(estate, journey)
    yield "transfers", transfers(estate, journey)
    yield "retention", retention(estate, journey)
    yield "measures", (Statement(one.what, one.key) for one in safeguards(estate, name))
    yield "observed", _observed(found, name, title(name, journey.called))


def _controller(estate: Estate) -> Iterator[Statement]:
    yield Statement(estate.estate, "estate")
    yield Statement(f"contact: {estate.owner}", "owner")
    yield blank("legal name and address; joint controller, representative and data protection officer, if any")


def _purposes(name: str, journey: Journey) -> Iterator[Statement]:
    yield Statement(f"Answering customers who get in touch about {title(name, journey.called)}", f"journeys.{name}")
    for action in journey.does:
        yield Statement(f"Acting for them: {title(action)}", f"journeys.{name}.does.{action}")


def _basis(estate: Estate, journey: Journey) -> Iterator[Statement]:
    yield blank("the lawful basis of Art. 6(1)")
    used = (*journey.sees, *journey.asks_for, *journey.changes)
    if any(special(estate.elements[one].category) for one in used if one in estate.elements):
        yield blank("the condition of Art. 9(2) or Art. 10: the journey uses data of a special kind")


def _subjects(estate: Estate) -> Iterator[Statement]:
    people = f" ({estate.people:,} on file)" if estate.people else ""
    yield Statement(f"Customers{people}", "people" if estate.people else "journeys")
    yield blank("others of whom customers tell, such as family members and payees, if any")


def elements(estate: Estate, name: str) -> Iterator[Statement]:
    """What the journey does with each element, in the words of the estate and of Fides."""
    journey = estate.journeys[name]
    for element in dict.fromkeys((*journey.sees, *journey.asks_for, *journey.changes)):
        ways = []
        if element in journey.sees:
            form = form_of(journey.sees[element])
            ways.append("shown in full" if form is Form.FULL else _WAYS.get(form, str(form)))
        ways += ["asked for"] if element in journey.asks_for else []
        ways += ["changed"] if element in journey.changes else []
        yield Statement(f"{_named(estate, element)}: {', '.join(ways)}", f"journeys.{name}")
    if not (journey.sees or journey.asks_for or journey.changes):
        yield Statement("none: nobody needs to know who asks", f"journeys.{name}")


_WAYS = {
    Form.USE: "used unseen",
    Form.EXISTS: "shown only as there or not",
    Form.TOKEN: "as a stand-in",
    Form.MATCHES: "compared with what the customer says",
    Form.BANDED: "shown as a range",
    Form.MASKED: "shown masked",
}


def _named(estate: Estate, element: str) -> str:
    kind = estate.elements[element]
    guarded = ", special" if special(kind.category) else ""
    return f"{title(element, kind.called)} ({kind.category}{guarded})"


def recipients(estate: Estate, journey: Journey) -> Iterator[Statement]:
    """Who gets data: desks and bots of the journey, where it may go on to, and which stores keep it."""
    for name in journey.desks():
        if desk := estate.desks.get(name):
            yield Statement(f"{title(name, desk.called)} ({counted(desk.seats, 'agent')})", f"desks.{name}")
        elif bot := estate.bots.get(name):
            yield Statement(f"{title(name, bot.called)} (a bot, reached over {bot.speaks})", f"bots.{name}")
            yield blank(f"who runs {title(name, bot.called)}, and whether they are a processor (Art. 28)")
    for over in journey.hand_overs():
        if over.to not in journey.desks():
            yield Statement(f"after a hand-over: {title(over.to, estate.desks[over.to].called)}", f"desks.{over.to}")
    for store in _stores(estate, journey):
        yield Statement(f"the system {title(store)}", f"stores.{store}")
    yield blank("recipients outside the company, processors included")


def transfers(estate: Estate, journey: Journey) -> Iterator[Statement]:
    """An estate says nothing of countries: that is for a person."""
    places = [title(name) for name in (*journey.desks(), *_stores(estate, journey))]
    yield blank(f"whether any of {', '.join(places)} is in a third country, which one, and the safeguard of Art. 46")


def retention(estate: Estate, journey: Journey) -> Iterator[Statement]:
    """How long each store keeps what it holds of this journey."""
    for name in _stores(estate, journey):
        store = estate.stores[name]
        if store.keep is None:
            yield blank(f"how long {title(name)} keeps it")
        else:
            yield Statement(f"{title(name)}: {_span(store.keep)}", f"stores.{name}.keep")


_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}


def _span(span: str) -> str:
    """A span of time in words.

    >>> _span("7y"), _span("1d")
    ('7 years', '1 day')
    """
    number = int(span[:-1])
    return f"{number:,} {_UNITS[span[-1]]}{'s' * (number != 1)}"


def _stores(estate: Estate, journey: Journey) -> tuple[str, ...]:
    """The stores that hold what the journey uses, then those that keep its conversations."""
    homes = {element: name for name, store in estate.stores.items() for element in store.holds}
    used = [homes[one] for one in (*journey.sees, *journey.changes) if one in homes]
    kept = [estate.channels[name].kept_in for name in journey.through if name in estate.channels]
    return tuple(dict.fromkeys((*used, *(name for name in kept if name in estate.stores))))


def _observed(found: Drift | None, name: str, called: str) -> Iterator[Statement]:
    if found is None:
        yield blank(NOT_SCANNED)
        return
    yield from map(told, seen(found, name))
    yield from not_watched(found, name, called)
    yield from unread(found)
