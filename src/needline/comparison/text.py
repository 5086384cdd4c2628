"""A comparison as lines for a terminal: every object with its reasons, both numbers, and the verdict last.

Nothing that stands in an estate reaches a terminal as it is: what does not print is written out.
"""

from collections.abc import Callable, Iterator

from needline.comparison.figures import likely, points, signed, span
from needline.comparison.model import Comparison, Direction, Entry, Gate, Numbers, RouteMoved

MOST = 8  # routes and seats told one by one; the rest is a count
Paint = Callable[[str, str], str]  # a text and what it is: a direction, a sign, or "strong"


def text(one: Comparison, paint: Paint = lambda said, _: said) -> Iterator[str]:
    """The lines of a comparison; `paint` may add colour to a piece that says the same without it."""
    for entry in one.entries:
        yield from _entry(entry, paint)
    if not one.entries:
        yield "the two estates say the same"
    yield ""
    yield from _numbers(one.numbers, paint)
    yield ""
    yield from _gate(one.gate, paint)


def plain(said: str) -> str:
    r"""A text with everything that does not print written out.

    >>> plain("red \x1b[31m")
    'red \\x1b[31m'
    """
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in said)


def _entry(entry: Entry, paint: Paint) -> Iterator[str]:
    yield f"{paint(entry.sign, entry.direction)} {paint(plain(f'{entry.kind} {entry.name}'.rstrip()), 'strong')}"
    for reason in entry.reasons:
        yield f"    {paint(f'{_way(reason.direction):<9}', reason.direction)} {plain(reason.text)}"


def _way(way: Direction) -> str:
    return "" if way == "neither" else way


def _numbers(one: Numbers, paint: Paint) -> Iterator[str]:
    reach = [
        (
            f"one seat of {moved.who}" if moved.kind == "desk" else moved.who,
            points(moved.before),
            points(moved.after),
            signed(moved.before, moved.after),
        )
        for moved in one.reach
    ]
    if reach:
        yield paint("reach in a day, in harm points", "strong")
        yield from _rows(reach)
    yield paint("exposure a year, in harm points", "strong")
    yield from _rows([("all of it", likely(one.before), likely(one.after), f"{one.times}; {span(one.after)}")])
    yield from _rows([_route(moved) for moved in one.routes])
    if one.after.likely:
        yield f"    {one.assumed:.0%} of it rests on assumptions"


def _route(one: RouteMoved) -> tuple[str, str, str, str]:
    way = signed(*(each.likely if each else None for each in (one.before, one.after)))
    return f"{one.route}: {one.of}", likely(one.before), likely(one.after), way


def _rows(rows: list[tuple[str, str, str, str]]) -> Iterator[str]:
    for what, before, after, told in rows[:MOST]:
        yield f"    {plain(what):<50} {before:>12} → {after:<12} {told}"
    if len(rows) > MOST:
        yield f"    and {len(rows) - MOST:,} more that moved"


def _gate(one: Gate, paint: Paint) -> Iterator[str]:
    verdict = paint("PASS", "tightens") if one.passes else paint("FAIL", "loosens")
    first, *others = (*one.broken, *one.opens) or (one.decided,)
    yield f"gate: {verdict}  {plain(first)}"
    yield from (f"            {plain(other)}" for other in others[:MOST])
    if len(others) > MOST:
        yield f"            and {len(others) - MOST:,} more that open"
