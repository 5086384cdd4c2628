"""Harm points as people read them: three digits that count, and never a ratio that only assumptions carry."""

from needline.exposure import Range


def points(number: float | None) -> str:
    """A number of harm points; a dash where there is none.

    >>> points(1234567.8), points(12.34), points(0.00213), points(None)
    ('1,234,568', '12.3', '0.00213', '–')
    """
    if number is None:
        return "–"
    return f"{number:,.0f}" if abs(number) >= 100 or number == 0 else f"{number:.3g}"


def likely(one: Range | None) -> str:
    """The likely value of a range."""
    return points(one.likely if one else None)


def span(one: Range) -> str:
    """From low to high, in words."""
    return f"between {points(one.low)} and {points(one.high)}"


def signed(before: float | None, after: float | None) -> str:
    """Which way it went, in a word: a reader who sees no colour must not compare digits."""
    was, now = before or 0.0, after or 0.0
    if was == now:
        return "as much"  # only the low or the high end moved
    return "more" if now > was else "less"
