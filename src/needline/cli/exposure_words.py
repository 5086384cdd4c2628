"""What `needline exposure` says to people."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

import click

from needline.estate import Estate, near_miss
from needline.exposure import Assumption, Exposure, Factor, Lever, Range, Reached, Route, Vector, ratio
from needline.exposure.assumptions import IMPOSTORS, LEAKS, PASSED, SAID_ALOUD, UNREDACTED

MOST = 20  # rows of a table; the rest is counted, and --explain or --json tells it
WIDTH = 100  # of the words about a source
INDENT = " " * 6
NEEDED = (IMPOSTORS, *PASSED.values(), LEAKS, SAID_ALOUD, UNREDACTED)  # to recompute the line of a journey
_KINDS = ("impersonation", "taken-over seat", "talked-round bot", "kept copies")


def lines(estate: Estate, one: Exposure, then: Sequence[Lever]) -> Iterator[str]:
    """The whole answer."""
    yield estate.estate
    yield ""
    yield from _both(one)
    yield from _section("Reach in a day, without another person's approval (harm points)", _reach(one.reach))
    yield from _section("Exposure a year by route (harm points: likely, low – high)", _routes(one.routes))
    yield from _section("Each journey in one line (--explain NAME shows how to recompute it)", _vectors(one.vectors))
    yield from _section("What would lower it most", _next(one, then))
    yield from _section("Left open", (f"  {what}" for what in one.unknown))


def explained(estate: Estate, one: Exposure, name: str) -> Iterator[str]:
    """Everything about one name, with every factor and its source. Raises `click.UsageError` for a name not there."""
    reach = [each for each in one.reach if name in (each.who, each.who.removeprefix("visitor over "))]
    routes = [each for each in one.routes if name == each.route or name in _names(each)]
    vectors = [each for each in one.vectors if each.journey == name]
    if not (reach or routes or vectors):
        raise click.UsageError(_no_such(estate, name))
    yield name
    if reach:
        yield from _section("Reach in a day", _reach(reach))
    for route in routes:
        yield from _section(f"{route.route}: {route.of}, {_range(route.a_year)}", _factors(route))
    for vector in vectors:
        yield from _section("In one line", _recipe(vector))


def _both(one: Exposure) -> Iterator[str]:
    widest = max(one.reach, key=lambda each: each.allowed, default=None)
    if widest and widest.allowed:
        yield f"reach     {_exact(widest.allowed)} harm points a day: the most, by {_seat(widest)}"
    else:
        yield "reach     0 harm points a day: nobody obtains anything"
    yield f"exposure  {_range(one.a_year)}"
    yield f"          {one.assumed:.0%} of the likely figure rests on assumptions"


def _seat(one: Reached) -> str:
    return {"desk": f"one seat of {one.who}", "bot": f"the bot {one.who}", "visitor": f"a {one.who}"}[one.kind]


def _section(title: str, rows: Iterable[str]) -> Iterator[str]:
    known = tuple(rows)
    if known:
        yield from ("", title, *known)


def _reach(reach: Sequence[Reached]) -> Iterator[str]:
    looked = [name for name in ("granted", "used") if any(getattr(one, name) is not None for one in reach)]
    rows: list[tuple[str, ...]] = [("who", "allowed", *looked, "people", "harm of one person")]
    for one in reach:
        known = (_looked(getattr(one, name)) for name in looked)
        rows.append((one.who, _exact(one.allowed), *known, _exact(one.people), _harm(one)))
    yield from _table(rows)
    for one in reach:
        if one.hole and one.hole > 0:
            yield f"  hole: the database grants {one.who} {_exact(one.hole)} more than the estate allows"
        if one.slack and one.slack > 0:
            yield f"  slack: {_exact(one.slack)} of what {one.who} is allowed is not used"


def _looked(points: float | None) -> str:
    return "not looked" if points is None else _exact(points)


def _harm(one: Reached) -> str:
    if not one.elements:
        return "nothing"
    parts = sorted(one.elements.items(), key=lambda part: (-part[1], part[0]))
    told = " + ".join(f"{name} {_exact(points)}" for name, points in parts)
    extra = f"; {', '.join(one.unproved)} without any proof" if one.unproved else ""
    return f"{_exact(sum(one.elements.values()))} = {told}{extra}"


def _routes(routes: Sequence[Route]) -> Iterator[str]:
    kinds = {kind: [one for one in routes if one.route == kind] for kind in _KINDS}
    rows: list[tuple[str, ...]] = []
    for kind, ones in sorted(kinds.items(), key=lambda pair: -_likely(pair[1])):
        rows.append((kind, _short(_likely(ones)), _ends(ones), ""))
        rows += ((f"  {one.of}", _short(one.a_year.likely), _ends([one]), _product(one)) for one in ones[:MOST])
        if len(ones) > MOST:
            rest = ones[MOST:]
            rows.append((f"  and {len(rest):,} more", _short(_likely(rest)), _ends(rest), f"--explain '{kind}'"))
    yield from _table(rows)


def _likely(routes: Iterable[Route]) -> float:
    return sum(one.a_year.likely for one in routes)


def _ends(routes: Sequence[Route]) -> str:
    low, high = sum(one.a_year.low for one in routes), sum(one.a_year.high for one in routes)
    return f"{_short(low)} – {_short(high)}"


def _product(route: Route) -> str:
    return " × ".join(_short(factor.value.likely) for factor in route.factors)


def _vectors(vectors: Sequence[Vector]) -> Iterator[str]:
    known = sorted(vectors, key=lambda one: (-one.a_year.likely, one.journey))
    rows = [("journey", "contacts a year", "likely", "line")]
    rows += ((one.journey, f"{one.contacts:,}", _short(one.a_year.likely), one.text) for one in known[:MOST])
    yield from _table(rows)
    if len(known) > MOST:
        yield f"  and {len(known) - MOST:,} more: --explain JOURNEY, or --json"


def _next(one: Exposure, then: Sequence[Lever]) -> Iterator[str]:
    for place, lever in enumerate(then, 1):
        yield f"  {place}. {lever.change}: {_short(lever.likely)} a year, {ratio(one.a_year.likely, lever.likely)}"


def _factors(route: Route) -> Iterator[str]:
    rows = _table([(_value(one), one.name, one.basis) for one in route.factors])
    for row, factor in zip(rows, route.factors, strict=True):
        yield row
        yield from wrap(factor.source, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
    yield f"  likely: {_product(route)} = {_short(route.a_year.likely)}"


def _value(factor: Factor) -> str:
    value = factor.value
    if value.low == value.high:
        return _short(value.likely)
    return f"{_short(value.likely)} ({_short(value.low)} – {_short(value.high)})"


def _recipe(vector: Vector) -> Iterator[str]:
    yield f"  {vector.text}"
    yield f"  {vector.contacts:,} contacts a year; {_range(vector.a_year)}"
    yield ""
    yield "  H  contacts × share of impostors × chance that the proof is passed × harm, for each proof"
    yield "  K  contacts × days / 365 × chance that a store leaks × (A + S × share said + M); small letters are what"
    yield "     redaction covers: × share that it misses. forever is thirty years"
    yield ""
    yield from _table([("low", "likely", "high", "of"), *map(_row, NEEDED)])


def _row(assumption: Assumption) -> tuple[str, ...]:
    value = assumption.factor.value
    return _short(value.low), _short(value.likely), _short(value.high), assumption.name


def _names(route: Route) -> set[str]:
    plain = route.of.partition(" after ")[0]
    return {route.of, plain, *plain.split(" in ")}


def _no_such(estate: Estate, name: str) -> str:
    names = (*estate.desks, *estate.bots, *estate.journeys, *estate.stores, *estate.channels, *_KINDS)
    close = near_miss(name, names)
    return f"nothing is called {name!r} here" + (f"; did you mean {close!r}?" if close else "")


def _range(value: Range) -> str:
    if value.low == value.high:
        return f"{_short(value.likely)} harm points a year"
    return f"about {_short(value.likely)} harm points a year ({_short(value.low)} to {_short(value.high)})"


def _exact(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _short(value: float) -> str:
    """Three significant digits, as people write numbers."""
    rounded = float(f"{value:.3g}")
    if rounded >= 100 or rounded == int(rounded):
        return f"{rounded:,.0f}"
    return f"{rounded:.8f}".rstrip("0").rstrip(".")


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Columns side by side; what reads as a number stands to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    numeric = [all(map(_is_number, column[1:] or column)) for column in zip(*rows, strict=True)]
    for row in rows:
        columns = zip(row, widths, numeric, strict=True)
        cells = (f"{cell:>{width}}" if right else f"{cell:<{width}}" for cell, width, right in columns)
        yield f"  {'  '.join(cells)}".rstrip()


def _is_number(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "").isdigit() or cell == "not looked"
