"""Parts: what was seen in a range of a file, and how parts add up, in any order and grouping.

Counters add, times widen, unreadable places of a file are kept as their number and the first hundred. So a scan of
many ranges in many processes says what a scan of the whole says (tests/scan/test_part.py: an abelian monoid).
"""

import heapq
from collections.abc import Iterable
from functools import reduce
from typing import Literal

from msgspec import Struct

from needline.observed import Observed, Sighting, Skipped, Watched

MOST_PLACES = 100  # unreadable places of a file that are named; further ones are counted


class Row(Struct, frozen=True, gc=False, array_like=True):
    """A find: where, and what it is; of the value only a keyed hash."""

    conversation: str
    turn: int  # from 0
    start: int  # code points of the turn's text
    end: int
    what: str
    element: str  # of the estate, or several; empty: none stands for it
    journey: str
    value: str  # HMAC-SHA256 of the value's letters and digits in lower case, 32 hex digits


class Missed(Struct, frozen=True, kw_only=True):
    """What of a file could not be read."""

    number: int
    places: tuple[tuple[int, str], ...]  # line and why, the first of them


class Part(Struct, frozen=True, kw_only=True):
    """What was seen in a part of the files."""

    files: int = 0
    journeys: dict[str, Watched] = {}
    missed: dict[str, Missed] = {}
    first: float | None = None
    last: float | None = None
    rows: tuple[Row, ...] = ()


NOTHING = Part()


def added(one: Part, other: Part) -> Part:
    """Both parts in one; associative, and the same in either order but for the order of rows."""
    return Part(
        files=one.files + other.files,
        journeys=one.journeys | {name: _watched(one.journeys.get(name), new) for name, new in other.journeys.items()},
        missed=one.missed | {file: _missed(one.missed.get(file), new) for file, new in other.missed.items()},
        first=_earlier(one.first, other.first),
        last=_later(one.last, other.last),
        rows=one.rows + other.rows,
    )


def total(parts: Iterable[Part]) -> Part:
    """All parts in one."""
    return reduce(added, parts, NOTHING)


def unread(file: str, why: str, line: int = 0) -> Part:
    """A part of which nothing but this is known."""
    return Part(missed={file: Missed(number=1, places=((line, why),))})


def observed(part: Part, depth: Literal["whole", "quick"]) -> Observed:
    """The part as it travels: counters by name, and every file of which something was not read."""
    return Observed(
        depth=depth,
        files=part.files,
        journeys={name: _in_order(part.journeys[name]) for name in sorted(part.journeys)},
        skipped=tuple(one for file in sorted(part.missed) for one in _skipped(file, part.missed[file])),
        first=part.first,
        last=part.last,
    )


def _in_order(watched: Watched) -> Watched:
    return Watched(
        conversations=watched.conversations, seen={name: watched.seen[name] for name in sorted(watched.seen)}
    )


def _skipped(file: str, missed: Missed) -> Iterable[Skipped]:
    yield from (Skipped(file=file, line=line, why=why) for line, why in missed.places)
    if more := missed.number - len(missed.places):
        yield Skipped(file=file, why=f"{more:,} places more")


def _watched(one: Watched | None, other: Watched) -> Watched:
    if one is None:
        return other
    seen = one.seen | {name: _sighting(one.seen.get(name), new) for name, new in other.seen.items()}
    return Watched(conversations=one.conversations + other.conversations, seen=seen)


def _sighting(one: Sighting | None, other: Sighting) -> Sighting:
    if one is None:
        return other
    return Sighting(
        given=one.given + other.given,
        asked=one.asked + other.asked,
        shown=one.shown + other.shown,
        first=_earlier(one.first, other.first),
        last=_later(one.last, other.last),
    )


def _missed(one: Missed | None, other: Missed) -> Missed:
    if one is None:
        return other
    places = heapq.nsmallest(MOST_PLACES, (*one.places, *other.places))
    return Missed(number=one.number + other.number, places=tuple(places))


def _earlier(one: float | None, other: float | None) -> float | None:
    return min((time for time in (one, other) if time is not None), default=None)


def _later(one: float | None, other: float | None) -> float | None:
    return max((time for time in (one, other) if time is not None), default=None)
