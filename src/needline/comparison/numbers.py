"""Both numbers of two estates against each other: what a seat reaches, and what exposure a year comes to."""

from collections.abc import Iterator

from needline.comparison.model import Numbers, ReachMoved, RouteMoved
from needline.exposure import Exposure, Range, ratio


def numbers(before: Exposure, after: Exposure) -> Numbers:
    """What moved, what moved most first."""
    return Numbers(
        reach=tuple(sorted(_reach(before, after), key=lambda one: (-_moved(one.before, one.after), one.who))),
        routes=tuple(sorted(_routes(before, after), key=_weight)),
        before=before.a_year,
        after=after.a_year,
        times=ratio(before.a_year.likely, after.a_year.likely),
        assumed=after.assumed,
    )


def _reach(before: Exposure, after: Exposure) -> Iterator[ReachMoved]:
    old = {(one.who, one.kind): one.allowed for one in before.reach}
    new = {(one.who, one.kind): one.allowed for one in after.reach}
    for who, kind in dict.fromkeys((*new, *old)):
        was, now = old.get((who, kind)), new.get((who, kind))
        if was != now:
            yield ReachMoved(who=who, kind=kind, before=was, after=now)


def _routes(before: Exposure, after: Exposure) -> Iterator[RouteMoved]:
    old = {(one.route, one.of): one.a_year for one in before.routes}
    new = {(one.route, one.of): one.a_year for one in after.routes}
    for route, of in dict.fromkeys((*new, *old)):
        was, now = old.get((route, of)), new.get((route, of))
        if was != now:
            yield RouteMoved(route=route, of=of, before=was, after=now)


def _weight(one: RouteMoved) -> tuple[float, str, str]:
    return -_moved(_likely(one.before), _likely(one.after)), one.route, one.of


def _likely(one: Range | None) -> float:
    return one.likely if one else 0.0


def _moved(before: float | None, after: float | None) -> float:
    return abs((after or 0.0) - (before or 0.0))
