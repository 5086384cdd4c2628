"""Exact figures: fractions until they are told, so that every platform prints the same digits.

A figure that is not known exactly is three fractions. Its low end is the product of the low ends of what it is made
of, and so on: that keeps the order (more of anything is never less) and can be followed with a pocket calculator.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from msgspec import Struct

from needline.exposure.model import Range

DIGITS = 9  # significant ones in what is told; fewer than a float holds, so that 0.1 + 0.2 reads 0.3
MOST = 100  # times: a larger ratio says more about the table of assumptions than about the estate


class Figure(Struct, frozen=True, gc=False):
    """A low, a likely and a high fraction over one denominator; made by `figure` or `exactly`.

    Not three `Fraction`s: these look for a common divisor at each step, and an estate has 100,000 steps.
    """

    lows: int
    likelies: int
    highs: int
    over: int

    @property
    def low(self) -> Fraction:
        """The low end."""
        return Fraction(self.lows, self.over)

    @property
    def likely(self) -> Fraction:
        """What is most to be expected."""
        return Fraction(self.likelies, self.over)

    @property
    def high(self) -> Fraction:
        """The high end."""
        return Fraction(self.highs, self.over)

    def told(self) -> Range:
        """This figure as others read it."""
        over = self.over
        if self.lows == self.highs:
            certain = _rounded(self.lows / over)
            return Range(certain, certain, certain)
        return Range(_rounded(self.lows / over), _rounded(self.likelies / over), _rounded(self.highs / over))


def figure(low: Fraction, likely: Fraction, high: Fraction) -> Figure:
    """A figure that is not known exactly."""
    over = lcm(low.denominator, likely.denominator, high.denominator)
    lows, likelies, highs = (one.numerator * (over // one.denominator) for one in (low, likely, high))
    return Figure(lows, likelies, highs, over)


def exactly(value: int | Fraction, over: int = 1) -> Figure:
    """A figure without a doubt: `value`, or so many parts `over`."""
    above = value.numerator
    return Figure(above, above, above, value.denominator * over)


NOTHING = exactly(0)


def product(figures: Iterable[Figure]) -> Figure:
    """All of them, multiplied; low with low and high with high."""
    lows = likelies = highs = over = 1
    for one in figures:
        lows *= one.lows
        likelies *= one.likelies
        highs *= one.highs
        over *= one.over
    return Figure(lows, likelies, highs, over)


def total(figures: Iterable[Figure]) -> Figure:
    """All of them, added up."""
    sums: dict[int, tuple[int, int, int]] = {}  # by denominator: there are few of them
    for one in figures:
        low, likely, high = sums.get(one.over, (0, 0, 0))
        sums[one.over] = low + one.lows, likely + one.likelies, high + one.highs
    over = lcm(*sums)
    lows, likelies, highs = (sum(ends[end] * (over // part) for part, ends in sums.items()) for end in range(3))
    return Figure(lows, likelies, highs, over)


def told(value: Fraction) -> float:
    """The nearest number of nine significant digits; the larger of two fractions never becomes the smaller number.

    >>> told(Fraction(2, 3)), told(Fraction(14464))
    (0.666666667, 14464.0)
    """
    return _rounded(value.numerator / value.denominator)


def _rounded(value: float) -> float:
    # Both steps round correctly on every platform: the quotient of two whole numbers, and the digits of a float.
    if value.is_integer() and value < 10**DIGITS:
        return value
    return float(format(value, f".{DIGITS}g"))


def ratio(before: float, after: float) -> str:
    """How `after` compares with `before`, in words, and never beyond "more than 100 times".

    >>> ratio(1324838, 1578997), ratio(1324838, 761), ratio(0, 0), ratio(0, 5)
    ('1.19 times higher', 'more than 100 times lower', 'the same', 'more than 100 times higher')
    """
    if before == after:
        return "the same"
    less, more = sorted((Fraction(before), Fraction(after)))
    way = "higher" if after > before else "lower"
    if more > less * MOST:
        return f"more than {MOST} times {way}"
    times = format(float(more / less), ".3g")
    return "nearly the same" if times == "1" else f"{times} times {way}"
