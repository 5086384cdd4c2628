"""Reach: what one seat, one bot's credential or one visitor obtains in a day, by what the estate lets them.

    a seat or a bot   (people a day) × (harm of one of them), and of those who proved nothing two more a contact
    people a day      the contacts a year of all journeys of the desk, over 250 working days; at least one
    harm of one       of each element the most telling form in which any journey of the desk shows it
    a visitor         what their channel shows before they prove anything, of everybody on file

It is a bound and not a share of the work: any seat may pick up any contact that waits at its desk, may hand it over
to its own desk as another of its journeys, and may search three times for the customer of a contact. So it does not
fall when a desk gets more seats, and a journey split into two halves changes nothing. A visitor can call again as
somebody else as often as they like; nothing in an estate limits that.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from needline.estate.model import Assurance, Bot, Desk, Estate, Journey
from needline.exposure.figures import told
from needline.exposure.model import Reached
from needline.exposure.obtained import HARM, Glimpse, Points, desks, glimpses, most

DAYS = 250  # working days a year; fewer days are more people a day, so a desk that never closes is not understated
SEARCHES = 3  # for the customer of one contact; what `channels` allows

Known = Mapping[str, float]
Work = Mapping[str, tuple[Journey, ...]]  # a desk, a bot or a channel → its journeys


def reached(estate: Estate, granted: Known, used: Known) -> tuple[Reached, ...]:
    """Everybody's reach, the widest first; `granted` and `used` are harm points a day by desk, bot or visitor."""
    everybody = (*_seats(estate, granted, used), *_visitors(estate, granted, used))
    return tuple(sorted(everybody, key=lambda one: (-one.allowed, one.who)))


def work(estate: Estate) -> Work:
    """The journeys of every desk and every bot."""
    return _grouped(estate, ((desk, name) for name, journey in estate.journeys.items() for desk in journey.desks()))


def people_a_day(journeys: Iterable[Journey]) -> Fraction:
    """How many contacts of these journeys come in a day; at least one, on the day on which it comes."""
    return max(Fraction(sum(journey.a_year for journey in journeys), DAYS), Fraction(1))


def shown(estate: Estate, journeys: Iterable[Journey], desk: Desk | Bot) -> tuple[Glimpse, ...]:
    """Everything that a desk or a bot is shown in these journeys."""
    return tuple(one for journey in journeys for one in glimpses(estate, journey, desk))


def _seats(estate: Estate, granted: Known, used: Known) -> Iterator[Reached]:
    of = work(estate)
    for name, desk in desks(estate).items():
        seen = shown(estate, of.get(name, ()), desk)
        elements, unproved, people = most(seen), _unproved(seen), people_a_day(of.get(name, ()))
        points = sum(elements.values()) + (SEARCHES - 1) * sum(unproved.values())
        yield Reached(
            who=name,
            kind="bot" if isinstance(desk, Bot) else "desk",
            allowed=told(people * points / HARM),
            granted=granted.get(name),
            used=used.get(name),
            people=told(people) if elements else 0.0,
            elements=_harms(elements),
            unproved=_harms(unproved),
        )


def _visitors(estate: Estate, granted: Known, used: Known) -> Iterator[Reached]:
    through = _grouped(estate, ((way, name) for name, journey in estate.journeys.items() for way in journey.through))
    all_desks = desks(estate)
    for channel in estate.channels:
        journeys, who = through.get(channel, ()), f"visitor over {channel}"
        elements = _unproved(
            one
            for journey in journeys
            for name in journey.desks()
            for one in glimpses(estate, journey, all_desks[name])
        )
        people = max(Fraction(estate.people), people_a_day(journeys) * SEARCHES)
        yield Reached(
            who=who,
            kind="visitor",
            allowed=told(people * sum(elements.values()) / HARM),
            granted=granted.get(who),
            used=used.get(who),
            people=told(people) if elements else 0.0,
            elements=_harms(elements),
            unproved=_harms(elements),
        )


def _unproved(seen: Iterable[Glimpse]) -> dict[str, Points]:
    return most(one for one in seen if one.customer is Assurance.NOTHING)


def _harms(elements: Mapping[str, Points]) -> dict[str, float]:
    return {name: told(Fraction(points, HARM)) for name, points in elements.items()}


def _grouped(estate: Estate, pairs: Iterable[tuple[str, str]]) -> Work:
    groups: dict[str, dict[str, Journey]] = {}
    for group, name in pairs:
        groups.setdefault(group, {})[name] = estate.journeys[name]  # once, also where `by` names a desk twice
    return {group: tuple(journeys.values()) for group, journeys in groups.items()}
