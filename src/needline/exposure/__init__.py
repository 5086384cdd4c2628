"""Exposure: how much of customers' data one seat can obtain, and how much harm a year is to be expected.

`exposure` works both numbers out of an estate, without clock, disk or chance.

    reach       in a day, by one seat, one bot's credential or one visitor: exact, nothing is assumed
    a year      four routes by which values leak: `routes` (impersonation, taken-over seats, talked-round bots) and
                `copies` (what channels keep), with what is assumed in `assumptions`
    vector      a journey in one line, and `recomputed` from it
    levers      what would lower the total most

`obtained` says what a form shows of a value, `figures` keeps fractions exact until they are told, `whole` puts it
all together. More of anything never lowers either number: an element, a seat, a channel, a day of keeping, a weaker
proof, a wider reach. Splitting or renaming a journey changes nothing.
"""

from needline.exposure.assumptions import TABLE, Assumption
from needline.exposure.figures import ratio
from needline.exposure.levers import Lever, levers
from needline.exposure.model import Basis, Exposure, Factor, Kind, Range, Reached, Route, Vector
from needline.exposure.vector import recomputed
from needline.exposure.whole import exposure

__all__ = [
    "TABLE",
    "Assumption",
    "Basis",
    "Exposure",
    "Factor",
    "Kind",
    "Lever",
    "Range",
    "Reached",
    "Route",
    "Vector",
    "exposure",
    "levers",
    "ratio",
    "recomputed",
]
