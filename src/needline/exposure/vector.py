"""A journey in one line, from which its figures can be recomputed with the table of assumptions and its volume.

    X1/H:one-factor=0.3+two-factor=11.09/K:90d=A3+S11.09+s3/R:open/B:none

    X1   the version of this line
    H    harm of one person that each proof of the customer adds: × contacts × share of impostors × chance that the
         proof is passed
    K    copies kept, one store after the other: for how many days = the letters of `copies`; A as it is, S × share
         said aloud, M as low~likely~high; small letters × share that redaction misses; the sum × contacts × days/365
         × chance that a store leaks. "forever" is thirty years, and no longer span counts for more
    R    the widest reach of whoever serves it: own or open
    B    the bots that serve it: none, certified, or uncertified if one of them is

R and B are there to be read: what a bot or a seat risks belongs to the bot or the desk, and to no journey.
"""

from collections.abc import Collection, Iterable
from fractions import Fraction

from needline.estate.model import Assurance, Estate, Journey, Reach
from needline.exposure.assumptions import FOREVER, IMPOSTORS, LEAKS, PASSED, SAID_ALOUD, UNREDACTED
from needline.exposure.copies import YEAR, Copy, lettered, plainly
from needline.exposure.figures import NOTHING, Figure, exactly, figure, product, total
from needline.exposure.model import Range, Vector
from needline.exposure.obtained import HARM, desks
from needline.exposure.routes import after_proofs

VERSION = "X1"


def vector(
    estate: Estate, name: str, copies: Iterable[Copy], figures: Iterable[Figure], certified: Collection[str]
) -> Vector:
    """The line of one journey, whose routes have these figures."""
    journey = estate.journeys[name]
    proofs = "+".join(f"{proof}={plainly(Fraction(points, HARM))}" for proof, points in after_proofs(estate, journey))
    kept = ";".join(f"{_span(copy)}={lettered(copy)}" for copy in copies)
    parts = (VERSION, f"H:{proofs or 0}", f"K:{kept or 0}", f"R:{_reach(estate, journey)}",
             f"B:{_bots(estate, journey, certified)}")  # fmt: skip
    return Vector(journey=name, text="/".join(parts), a_year=total(figures).told(), contacts=journey.a_year)


def recomputed(text: str, contacts: int) -> Range:
    """What a year of `contacts` contacts is expected to do, from the line alone: as a person would work it out.

        >>> recomputed("X1/H:two-factor=10/K:73d=A3/R:open/B:none", 1000)
        Range(low=0.605, likely=6.1872, high=65.8)

    The likely value there: 1000 × 0.0013 × 0.0144 × 10, and 1000 × 73/365 × 0.01 × 3.
    """
    harm, kept = (part.partition(":")[2] for part in text.split("/")[1:3])
    return total((*_impersonated(harm, contacts), *_leaked(kept, contacts))).told()


def _impersonated(harm: str, contacts: int) -> Iterable[Figure]:
    for part in harm.split("+") if harm != "0" else ():
        word, _, points = part.partition("=")
        passed = PASSED[next(level for level in Assurance if level.word == word)].figure
        yield product((exactly(contacts), IMPOSTORS.figure, passed, exactly(Fraction(points))))


def _leaked(kept: str, contacts: int) -> Iterable[Figure]:
    for copy in kept.split(";") if kept != "0" else ():
        span, _, letters = copy.partition("=")
        years = Fraction(FOREVER) if span == "forever" else min(Fraction(span[:-1]) / YEAR, Fraction(FOREVER))
        left = total(map(_left, letters.split("+")))
        yield product((exactly(contacts), exactly(years), LEAKS.figure, left))


def _left(letter: str) -> Figure:
    if letter == "0":
        return NOTHING
    ends = tuple(map(Fraction, letter[1:].split("~")))
    one = figure(ends[0], ends[len(ends) // 2], ends[-1])
    said = product((one, SAID_ALOUD.figure)) if letter[0] in "Ss" else one
    return product((said, UNREDACTED.figure)) if letter[0].islower() else said


def _span(copy: Copy) -> str:
    return "forever" if copy.days is None else f"{copy.days}d"


def _reach(estate: Estate, journey: Journey) -> str:
    all_desks = desks(estate)
    widest = max((all_desks[name].reach for name in journey.desks()), default=Reach.OWN_RECORD)
    return widest.word.partition(" ")[0]


def _bots(estate: Estate, journey: Journey, certified: Collection[str]) -> str:
    bots = [name for name in journey.desks() if name in estate.bots]
    if not bots:
        return "none"
    return "certified" if all(name in certified for name in bots) else "uncertified"
