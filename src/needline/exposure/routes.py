"""Three of the four ways by which values leak; each is one line of arithmetic. The fourth is in `copies`.

    impersonation      contacts a year × share of impostors × chance that the proof is passed × harm shown after it
    taken-over seat    seats × chance a year, by how they sign in × days unnoticed × people a day × harm of one
    talked-round bot   contacts a year × share of hostile chats × chance of success × records each time × harm of one

Where a journey shows elements after several proofs, each proof is a route of its own: "billing after passkey" counts
what a passkey adds to what the weaker proofs show. A seat's risk belongs to its desk and is shared out to no
journey: shared by volume, a journey that nobody touched would look worse because another one moved away.
"""

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

from needline.estate.model import Assurance, Estate, Journey
from needline.exposure.assumptions import (
    HOSTILE,
    IMPOSTORS,
    LOST,
    PASSED,
    RECORDS,
    SERVED,
    TALKED_ROUND,
    UNCERTIFIED,
    UNNOTICED,
    Assumption,
)
from needline.exposure.figures import Figure, exactly, figure, product
from needline.exposure.model import Basis, Factor, Kind, Route
from needline.exposure.obtained import HARM, Points, desks, glimpses, most, steps
from needline.exposure.reach import DAYS, people_a_day, shown, work

Term = tuple[Figure, Factor]
Reckoned = tuple[Figure, Route]  # a route, and its exact figure


def known(name: str, value: int | Fraction, source: str, basis: Basis = "declared") -> Term:
    """A number that somebody stands for."""
    one = exactly(value)
    return one, Factor(name=name, value=one.told(), basis=basis, source=source)


def guessed(assumption: Assumption) -> Term:
    """A number of the table."""
    return assumption.figure, assumption.factor


def multiplied(route: Kind, of: str, terms: Iterable[Term]) -> Reckoned:
    """The route that is the product of these numbers."""
    all_terms = tuple(terms)
    a_year = product(value for value, _ in all_terms)
    factors = tuple(factor for _, factor in all_terms)
    return a_year, Route(route=route, of=of, factors=factors, a_year=a_year.told())


def impersonations(estate: Estate) -> Iterator[tuple[str, Reckoned]]:
    """Somebody claims to be the customer; each with the journey that it belongs to."""
    for name, journey in estate.journeys.items():
        for place, (proof, points) in enumerate(after_proofs(estate, journey)):
            of = f"{name} after {proof}" if place else name
            terms = (
                contacts(name, journey),
                guessed(IMPOSTORS),
                guessed(PASSED[proof]),
                _harm(points, f"journeys.{name}.sees after {proof}"),
            )
            yield name, multiplied("impersonation", of, terms)


def after_proofs(estate: Estate, journey: Journey) -> tuple[tuple[Assurance, Points], ...]:
    """What each proof of the customer adds to what this journey shows, at whichever of its desks asks least."""
    all_desks = desks(estate)
    seen = (one for name in journey.desks() for one in glimpses(estate, journey, all_desks[name]))
    return tuple(steps((one.customer, one) for one in seen))


def takeovers(estate: Estate) -> Iterator[Reckoned]:
    """Somebody gets hold of a seat: phished, stolen, bribed or talked round."""
    of = work(estate)
    for name, desk in estate.desks.items():
        journeys = of.get(name, ())
        seen = shown(estate, journeys, desk)
        for place, (sign_in, points) in enumerate(steps((one.staff, one) for one in seen)):
            terms = (
                known("seats", desk.seats, f"desks.{name}.seats"),
                guessed(LOST[sign_in]),
                guessed(UNNOTICED),
                _opened(people_a_day(journeys)),
                _harm(points, f"what journeys of {name} show"),
            )
            yield multiplied("taken-over seat", f"{name} after {sign_in}" if place else name, terms)


def talked_round(estate: Estate, certified: Collection[str]) -> Iterator[Reckoned]:
    """Somebody talks a bot into showing what is not theirs. One without a certificate counts at the worst end."""
    of = work(estate)
    for name, bot in estate.bots.items():
        journeys = of.get(name, ())
        points = sum(most(shown(estate, journeys, bot)).values())
        if points:
            a_year = sum(journey.a_year for journey in journeys)
            terms = (
                known("contacts a year", a_year, f"a_year of the journeys of {name}"),
                guessed(HOSTILE),
                guessed(TALKED_ROUND if name in certified else UNCERTIFIED),
                guessed(RECORDS[bot.reach]),
                _harm(points, f"what journeys of {name} show"),
            )
            yield multiplied("talked-round bot", name, terms)


def contacts(name: str, journey: Journey) -> Term:
    """How many contacts a journey has."""
    return known("contacts a year", journey.a_year, f"journeys.{name}.a_year")


def _harm(points: Points, source: str) -> Term:
    return known("harm of one person", Fraction(points, HARM), source)


def _opened(a_day: Fraction) -> Term:
    """How many people one seat opens a day: what it can manage, and no more than come."""
    most_a_day = SERVED.figure
    opened = figure(min(most_a_day.low, a_day), min(most_a_day.likely, a_day), min(most_a_day.high, a_day))
    if a_day <= most_a_day.low:
        return known("people a day", a_day, f"contacts a year of the desk over {DAYS} days")
    source = f"{SERVED.source}; no more than come: contacts a year of the desk over {DAYS} days"
    return opened, Factor(name=SERVED.name, value=opened.told(), basis="assumed", source=source)
