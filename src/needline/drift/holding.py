"""Drift: what a scan saw, held against what the estate declares, for every journey and element.

An element is declared for a journey that `sees`, `changes` or `asks_for` it. What is found in text stands for a data
category; where several elements of an estate have that category (a balance, an account number), one of them that is
declared declares what was seen, and what is not declared is told once, under the first of them.

To say of an element that nobody needs it takes enough conversations in which it could have come up: with none among
n, its true share is below 3/n with 95% confidence (the rule of three; Hanley and Lippman-Hand, JAMA 1983), so that n
must be 3 over the least share that counts.
"""

import math
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from needline.drift.findings import Drift, Line, State
from needline.estate.model import Estate, Journey
from needline.observed import Observed, Sighting, Watched
from needline.spot.category import CATEGORIES, standing_for
from needline.spot.finding import Found

LEAST_SHARE = 0.01  # of a journey's conversations: what is rarer may be a wrong find, or one customer's mistake
RULE_OF_THREE = 3
DAY = 86_400  # seconds
UNKNOWN_HARM = 10  # of what the estate has no element for, to tell it among the others
_UNSEEN_BY_QUICK = (Found.NAME, Found.ADDRESS)


def drift(
    estate: Estate, observed: Observed, *, now: float, unused_days: int, least_share: float = LEAST_SHARE
) -> Drift:
    """Hold `observed` against `estate`. `now` is in seconds since 1970, UTC.

    An element that is declared and was not seen for `unused_days` days is suggested for removal, and one that is not
    declared counts from `least_share` of a journey's conversations on; under `never`, from the first.
    """
    judge = _Judge(estate, observed, now=now, unused_days=unused_days, least_share=least_share)
    lines = [line for name in estate.journeys for line in judge.lines(name)]
    watched = {name: one.conversations for name, one in observed.journeys.items()}
    return Drift(
        estate=estate.estate,
        conversations=sum(watched.values()),
        unassigned=watched.get("", 0),
        lines=tuple(sorted(lines, key=_rank)),
        unwatched=tuple(name for name in estate.journeys if not watched.get(name)),
        unknown=tuple(name for name in watched if name and name not in estate.journeys),
        silent=judge.silent(),
        skipped=observed.skipped,
        depth=observed.depth,
        first=observed.first,
        last=observed.last,
        stale=None if observed.last is None else max(0, int((now - observed.last) // DAY)),
    )


def declared(journey: Journey) -> tuple[str, ...]:
    """The elements that a journey declares."""
    return tuple(dict.fromkeys((*journey.sees, *journey.changes, *journey.asks_for)))


class _Judge:
    """The estate and the scan, with what is looked up for every line."""

    def __init__(
        self, estate: Estate, observed: Observed, *, now: float, unused_days: int, least_share: float
    ) -> None:
        self._estate, self._observed = estate, observed
        self._now, self._unused_days, self._least_share = now, unused_days, least_share
        self._alike = _alike(estate)
        blind = _UNSEEN_BY_QUICK if observed.depth == "quick" else ()
        self._findable = {name for what in Found for name in standing_for(what, estate)}
        self._findable -= {name for what in blind for name in standing_for(what, estate)}
        self._findable |= {name for name, element in estate.elements.items() if element.spot}
        self._findable |= {name for one in observed.journeys.values() for name in one.seen}

    def silent(self) -> tuple[str, ...]:
        """Declared elements that no finding can stand for."""
        wanted = dict.fromkeys(name for journey in self._estate.journeys.values() for name in declared(journey))
        return tuple(name for name in wanted if name not in self._findable)

    def lines(self, name: str) -> Iterator[Line]:
        """The lines of one journey."""
        journey = self._estate.journeys[name]
        watched = self._observed.journeys.get(name, Watched(conversations=0))
        wanted = declared(journey)
        if not watched.conversations:
            yield from (self._line(name, one, State.UNWATCHED, watched) for one in wanted)
            return
        for one in wanted:
            if one in self._findable:
                yield self._declared(name, one, watched)
        told: set[str] = set()
        for one in watched.seen:
            alike = self._like(one)
            if one not in wanted and one in journey.never:
                yield self._undeclared(name, one, watched, never=True)
            elif told.isdisjoint(alike) and not set(alike) & set(wanted):
                told.add(one)
                yield self._undeclared(name, one, watched, never=False)

    def _declared(self, journey: str, element: str, watched: Watched) -> Line:
        sightings = [watched.seen[one] for one in self._like(element) if one in watched.seen]
        last = max((one.last for one in sightings if one.last is not None), default=None)
        until = self._now if self._observed.last is None else min(self._now, self._observed.last)
        if sightings and (last is None or until - last <= self._unused_days * DAY):
            return self._line(journey, element, State.SEEN, watched)
        since = last if sightings else self._observed.first
        days = None if since is None else max(0, int((until - since) // DAY))
        is_long = days is None or days >= self._unused_days
        is_often = watched.conversations * self._least_share >= RULE_OF_THREE
        return replace(self._line(journey, element, State.UNSEEN, watched), days=days, spare=is_long and is_often)

    def _undeclared(self, journey: str, element: str, watched: Watched, *, never: bool) -> Line:
        line = self._line(journey, element, State.UNDECLARED, watched)
        also = tuple(one for one in self._like(element) if one != element and one in watched.seen)
        return replace(line, also=also, never=never, rare=not never and line.share < self._least_share)

    def _like(self, element: str) -> tuple[str, ...]:
        return self._alike.get(element, (element,))

    def _line(self, journey: str, element: str, state: State, watched: Watched) -> Line:
        seen = watched.seen.get(element, Sighting())
        known = self._estate.elements.get(element)
        return Line(
            journey=journey, element=element, state=state, conversations=watched.conversations,
            given=seen.given, asked=seen.asked, shown=seen.shown,
            share=max(seen.given, seen.asked, seen.shown) / (watched.conversations or 1),
            harm=known.harm if known else None,
        )  # fmt: skip


def _alike(estate: Estate) -> Mapping[str, tuple[str, ...]]:
    """For each element those that the same find may be, itself among them, in the order of the estate."""
    alike: dict[str, set[str]] = {}
    for what in CATEGORIES:
        group = standing_for(what, estate)
        for name in group:
            alike.setdefault(name, set()).update(group)
    order = list(estate.elements)
    return {name: tuple(sorted(group, key=order.index)) for name, group in alike.items()}


_ORDER = (State.UNDECLARED, State.UNWATCHED, State.UNSEEN, State.SEEN)


def _rank(line: Line) -> tuple[object, ...]:
    """Worst first: what must never be, then what is not declared by harm and share; what is rare after all others."""
    weight = (line.harm or UNKNOWN_HARM) * _at_least(line.share, line.conversations)
    return not line.never, line.rare, _ORDER.index(line.state), not line.spare, -weight, line.journey, line.element


def _at_least(share: float, of: int) -> float:
    """What a share is at the least, with 95% confidence: one of one is not as bad as ninety of a hundred.

    The lower end of Wilson's interval (Journal of the American Statistical Association 22, 1927).
    """
    if not of:
        return 0.0
    z = 1.96 * 1.96 / of
    return max(0.0, (share + z / 2 - math.sqrt(z * (share * (1 - share) + z / 4))) / (1 + z))
