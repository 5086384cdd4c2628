"""The fourth way by which values leak: copies of what was said, kept by a channel.

    kept copies   contacts a year × years kept × chance a year that the store leaks × harm left in one conversation

What is left in a conversation, in one letter each; a small letter is the same after redaction, which misses some:

    A   asked for: what the journey asks for or changes is said in every conversation
    S   seen: what the desk is shown is said, too, in some conversations; as much of it as its form shows
    M   measured: what a scan saw, in the share of conversations in which it saw it

An element that a scan saw anywhere is measured everywhere, and then counts in a journey that does not declare it,
too. One that it saw nowhere may be one that it cannot see, so it counts as declared. An estate does not say how the
contacts of a journey spread over its channels: each store counts as if all of them came that way.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from math import isqrt

from msgspec import Struct

from needline.estate.model import Estate, Journey
from needline.estate.shapes import span_days
from needline.exposure.assumptions import FOREVER, LEAKS, SAID_ALOUD, UNREDACTED
from needline.exposure.figures import NOTHING, Figure, exactly, product, total
from needline.exposure.model import Basis, Factor
from needline.exposure.obtained import HARM, Points, desks, glimpses, most
from needline.exposure.routes import Reckoned, Term, contacts, guessed, known, multiplied
from needline.observed import Observed, Sighting, Watched

YEAR = 365  # days
SHARE = 10_000  # a measured share is a whole number of ten-thousandths, so that it can be written down


class Content(Struct, frozen=True, kw_only=True):
    """The harm points of one conversation, before it is asked how much of them is really there."""

    asked: Points = 0  # hundredths, as everywhere
    seen: Points = 0
    measured: Figure = NOTHING  # harm points × share

    @property
    def left(self) -> Figure:
        """The harm that is left in the conversation."""
        certain = exactly(self.asked, HARM)
        if not self.seen and self.measured is NOTHING:
            return certain
        return total((certain, product((exactly(self.seen, HARM), SAID_ALOUD.figure)), self.measured))


_EMPTY = Content()


class Copy(Struct, frozen=True, kw_only=True):
    """What a store keeps of the conversations of a journey."""

    store: str
    days: int | None  # None: nobody says how long
    plain: Content
    redacted: Content

    @property
    def left(self) -> Figure:
        """The harm that is left in one conversation."""
        if self.redacted == _EMPTY:
            return self.plain.left
        return total((self.plain.left, product((self.redacted.left, UNREDACTED.figure))))

    @property
    def basis(self) -> Basis:
        """What the harm left rests on, at worst."""
        if self.plain.seen or self.redacted != _EMPTY:
            return "assumed"
        return "declared" if self.plain.asked else "measured"

    @property
    def years(self) -> Fraction:
        """How long it is kept, and at most for a generation."""
        return Fraction(FOREVER) if self.days is None else min(Fraction(self.days, YEAR), Fraction(FOREVER))


def kept(estate: Estate, observed: Observed | None) -> Iterator[tuple[str, Copy, Reckoned]]:
    """Copies leak; each with the journey that it belongs to."""
    visible = seen_anywhere(observed)
    for name, journey in estate.journeys.items():
        watched = observed.journeys.get(name) if observed else None
        said = _said(estate, journey, watched, visible)
        for store, days, redact in _stores(estate, journey):
            copy = Copy(
                store=store,
                days=days,
                plain=_content({one: part for one, part in said.items() if one not in redact}),
                redacted=_content({one: part for one, part in said.items() if one in redact}),
            )
            if said:
                yield name, copy, multiplied("kept copies", f"{name} in {store}", _terms(name, journey, copy))


def seen_anywhere(observed: Observed | None) -> frozenset[str]:
    """The elements that a scan can see: it saw them in some journey."""
    if observed is None:
        return frozenset()
    watched = observed.journeys.values()
    return frozenset(name for one in watched for name, seen in one.seen.items() if seen.given or seen.shown)


def _terms(name: str, journey: Journey, copy: Copy) -> tuple[Term, ...]:
    keep = f"stores.{copy.store}.keep"
    years = (
        known("years kept", FOREVER, f"{keep} is not given: kept for a generation", "assumed")
        if copy.days is None
        else known("years kept", copy.years, keep)
    )
    left = copy.left
    harm = Factor(name="harm left in one conversation", value=left.told(), basis=copy.basis, source=lettered(copy))
    return contacts(name, journey), years, guessed(LEAKS), (left, harm)


def lettered(copy: Copy) -> str:
    """What is left in a conversation, in letters and harm points.

    >>> lettered(Copy(store="notes", days=90, plain=Content(asked=300, seen=1109), redacted=Content(seen=300)))
    'A3+S11.09+s3'
    """
    parts = [*_letters(copy.plain), *map(str.lower, _letters(copy.redacted))]
    return "+".join(parts) or "0"


def _letters(content: Content) -> Iterator[str]:
    if content.asked:
        yield f"A{plainly(Fraction(content.asked, HARM))}"
    if content.seen:
        yield f"S{plainly(Fraction(content.seen, HARM))}"
    if content.measured is not NOTHING:
        one = content.measured
        yield "M" + "~".join(map(plainly, (one.low, one.likely, one.high)))


def plainly(value: Fraction) -> str:
    """A number as people write it: no exponent, no trailing zero."""
    text = f"{value.numerator / value.denominator:.6f}" if value.denominator > 1 else str(value.numerator)
    return text.rstrip("0").rstrip(".") if "." in text else text


class _Part(Struct, frozen=True, gc=False):
    """How an element comes into a conversation."""

    letter: str  # A, S or M
    points: Points = 0
    share: Figure = NOTHING


def _said(estate: Estate, journey: Journey, watched: Watched | None, visible: Collection[str]) -> Mapping[str, _Part]:
    all_desks = desks(estate)
    seen = most(one for name in journey.desks() for one in glimpses(estate, journey, all_desks[name]))
    said = {name: _Part("S", points) for name, points in seen.items()}
    said |= {name: _Part("A", _harm(estate, name)) for name in (*journey.asks_for, *journey.changes)}
    if watched and watched.conversations:
        sightings = {name: one for name, one in watched.seen.items() if name in estate.elements}
        told_by_scan = {*sightings, *said} & {*visible}
        said |= {
            name: _Part("M", _harm(estate, name), _share(sightings.get(name, Sighting()), watched.conversations))
            for name in sorted(told_by_scan)
        }
    return said


def _harm(estate: Estate, element: str) -> Points:
    return estate.elements[element].harm * HARM


def _share(seen: Sighting, conversations: int) -> Figure:
    """In which share of conversations it is said: what was counted, and how far off such a count may be.

    A count of k is off by up to 3 + 2 √k: of none seen that is the rule of three (95 %), of many it is twice their
    standard deviation (Poisson). A conversation in which both sides say it was counted on both sides.
    """
    least, most_said = max(seen.given, seen.shown), min(seen.given + seen.shown, conversations)
    low = max(least - 3 - 2 * isqrt(least), 0)
    high = min(most_said + 3 + 2 * isqrt(most_said), conversations)
    lows, likelies, highs = (-(-count * SHARE // conversations) for count in (low, least, high))
    return Figure(lows, likelies, highs, SHARE)


def _content(said: Mapping[str, _Part]) -> Content:
    parts = said.values()
    measured = [product((exactly(one.points, HARM), one.share)) for one in parts if one.letter == "M"]
    return Content(
        asked=sum(one.points for one in parts if one.letter == "A"),
        seen=sum(one.points for one in parts if one.letter == "S"),
        measured=total(measured) if measured else NOTHING,
    )


def _stores(estate: Estate, journey: Journey) -> Iterable[tuple[str, int | None, Collection[str]]]:
    """Where conversations of this journey are kept, each store once: its name, for how many days, what it redacts."""
    found: dict[str, tuple[str, int | None, Collection[str]]] = {}
    for channel in journey.through:
        through = estate.channels[channel]
        if through.kept_in is not None:
            store = estate.stores[through.kept_in]
            days = None if store.keep is None else span_days(store.keep)
            found[through.kept_in] = through.kept_in, days, store.redact
        elif through.recorded:
            unnamed = f"recordings of {channel}"
            found[unnamed] = unnamed, None, ()
    return found.values()
