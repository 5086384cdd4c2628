"""The last three steps of an impact assessment: what can go wrong, what is done about it, who stands for it.

Risks come from the exposure: four routes by which values leak, each with the harm points that are to be expected in
a year. How severe a leak is for one person follows from the harm of what it holds; how likely it is, is a judgement
that the draft leaves blank, beside the figure.
"""

from collections.abc import Iterable, Iterator, Sequence

from needline.drift import Drift
from needline.estate import Estate
from needline.exchange.safeguards import listed, safeguards, sentence, title
from needline.exposure import Exposure, Lever, Range, Route
from needline.report.findings import NOT_SCANNED, told, undeclared
from needline.report.part import Grid, Points, Step
from needline.report.statement import SCAN, Statement, blank

MOST = 25  # risks in a row of their own; the rest is counted in one
_MEANS = {
    "impersonation": "Somebody claims to be the customer",
    "taken-over seat": "Somebody gets hold of an agent's seat, or the agent is talked or paid into it",
    "talked-round bot": "Somebody talks a bot into showing more than it should",
    "kept copies": "Copies of conversations leak",
}
_Row = tuple[tuple[Statement, ...], ...]


def risks(estate: Estate, measured: Exposure, found: Drift | None) -> Step:
    """Step 5: each route of a leak that is worth anything, the worst first."""
    told_routes = _worth(measured)
    return Step(
        number=5,
        title="Identify and assess risks",
        article="Art. 35(7)(c)",
        asks="What can happen to people, how likely it is and how severe.",
        parts=(
            Points(title="In figures", points=tuple(_figures(measured))),
            Grid(
                title="Risks to people",
                headings=("Risk", "Harm points a year", "Severity for one person", "Likelihood", "Overall"),
                rows=(*(_risk(estate, one) for one in told_routes[:MOST]), *_rest(told_routes[MOST:]), _other()),
                note="1 harm point is one person's name leaking, 3 an address, 10 an account's movements, 30 a card "
                "number or a password. Each figure is a likely value between a low and a high one.",
            ),
            Points(title="Risks that were seen", points=tuple(_seen(estate, found))),
        ),
    )


def _worth(measured: Exposure) -> tuple[Route, ...]:
    return tuple(route for route in measured.routes if route.a_year.high > 0)


def _figures(measured: Exposure) -> Iterator[Statement]:
    yield Statement(f"{_range(measured.a_year)} harm points are to be expected a year", "needline exposure")
    yield Statement(
        f"{measured.assumed:.0%} of the likely figure rests on assumptions, not on measurement", "needline exposure"
    )
    widest = max(measured.reach, key=lambda one: one.allowed, default=None)
    if widest and widest.allowed:
        what = f"The most that one seat, bot or visitor can obtain in a day: {_number(widest.allowed)} harm points"
        yield Statement(f"{what} ({title(widest.who)})", "needline exposure")
    yield from (Statement(sentence(what), "needline exposure") for what in measured.unknown)


def _risk(estate: Estate, route: Route) -> _Row:
    return (
        (Statement(f"{_MEANS[route.route]}: {_of(estate, route)}", "needline exposure"),),
        (Statement(_range(route.a_year), _basis(route)),),
        (_severity(estate, route),),
        (blank("remote, possible or probable"),),
        (blank("low, medium or high"),),
    )


def _of(estate: Estate, route: Route) -> str:
    """What the route is of, in people's words: a journey, a desk, a bot, or a journey's copies in a store."""
    of, joined, rest = route.of.partition(" in ")
    of, after, proof = (of, "", "") if joined else of.partition(" after ")
    called: dict[str, str] = {name: one.called for name, one in estate.desks.items()}
    called |= {name: one.called for name, one in estate.bots.items()}
    called |= {name: one.called for name, one in estate.journeys.items()}
    return f"{title(of, called.get(of, ''))}{joined}{title(rest)}{after}{proof}"


def _basis(route: Route) -> str:
    """What its factors rest on, the firmest first."""
    found = dict.fromkeys(factor.basis for factor in route.factors)
    return ", ".join(word for word in ("measured", "declared", "assumed") if word in found)


def _severity(estate: Estate, route: Route) -> Statement:
    worst = max((estate.elements[one].harm for one in _elements(estate, route)), default=0)
    if not worst:
        return blank("minimal, significant or severe")
    word = "severe" if worst >= 30 else "significant" if worst >= 10 else "minimal"
    return Statement(f"{word} (harm up to {worst})", "elements")


def _elements(estate: Estate, route: Route) -> set[str]:
    """The elements that leak by this route: what its journeys show, or what is left of it in a copy."""
    of, _, store = route.of.partition(" in ")
    of = of.partition(" after ")[0]
    mine = [one for name, one in estate.journeys.items() if of == name or of in one.desks()]
    shown = {element for one in mine for element in one.sees}
    if store in estate.stores:
        shown |= {element for one in mine for element in one.asks_for}
        shown -= set(estate.stores[store].redact)
    return shown & set(estate.elements)


def _rest(routes: Sequence[Route]) -> Iterator[_Row]:
    if routes:
        likely = sum(route.a_year.likely for route in routes)
        yield (
            (Statement(f"{len(routes):,} smaller ones (needline exposure --json lists them)", "needline exposure"),),
            (Statement(f"{_number(likely)} together", "needline exposure"),),
            (blank("minimal, significant or severe"),),
            (blank("remote, possible or probable"),),
            (blank("low, medium or high"),),
        )


def _other() -> _Row:
    judged = ("minimal, significant or severe", "remote, possible or probable", "low, medium or high")
    what = blank("risks that no estate shows, such as unfair treatment, wrong answers or loss of a right")
    return ((what,), (), *((blank(one),) for one in judged))


def _seen(estate: Estate, found: Drift | None) -> Iterator[Statement]:
    if found is None:
        yield blank(NOT_SCANNED)
        return
    beyond = [
        Statement(f"{sentence(title(name, journey.called))}: {told(one).text}", SCAN)
        for name, journey in estate.journeys.items()
        for one in undeclared(found, name)
    ]
    yield from beyond or [Statement("Nothing came up in the scanned conversations that is not declared", SCAN)]


# ── steps 6 and 7 ──────────────────────────────────────────────────────────────────────────────────
def measures(estate: Estate, measured: Exposure, ways: Iterable[Lever], found: Drift | None) -> Step:
    """Step 6: what is in force against each route, and what would lower the total most."""
    kinds = dict.fromkeys(route.route for route in _worth(measured))
    return Step(
        number=6,
        title="Identify measures to reduce the risks",
        article="Art. 35(7)(d)",
        asks="What is done about each risk, what remains of it, and who decided that.",
        parts=(
            Grid(
                title="In force",
                headings=("Risk", "Measures", "Risk that remains", "Accepted by"),
                rows=tuple(
                    (
                        (Statement(_MEANS[kind], "needline exposure"),),
                        tuple(_in_force(estate, kind)) or (blank("no measure of the estate is against it"),),
                        (blank("low, medium or high"),),
                        (blank("name"),),
                    )
                    for kind in kinds
                ),
            ),
            Grid(
                title="Further options",
                headings=("Measure", "Saves a year", "Decision"),
                rows=(*map(_option, ways), *_against_seen(estate, found), ((blank("other measures"),), (), ())),
                note="What each saves is the estate measured again with that one change.",
            ),
        ),
    )


def _in_force(estate: Estate, kind: str) -> Iterator[Statement]:
    """Each measure once, with the journeys that it protects if they are not all of them."""
    of: dict[str, list[str]] = {}
    keys: dict[str, str] = {}
    for name in estate.journeys:
        for one in safeguards(estate, name):
            if kind in one.against:
                of.setdefault(one.what, []).append(name)
                keys.setdefault(one.what, one.key)
    for what, names in of.items():
        called = listed(tuple(title(name, estate.journeys[name].called) for name in dict.fromkeys(names)))
        scope = "" if len(set(names)) == len(estate.journeys) else f" ({called})"
        yield Statement(f"{what}{scope}", keys[what])


def _option(way: Lever) -> _Row:
    what = Statement(way.change, "needline exposure")
    saved = Statement(f"{_number(way.saves)} harm points", "needline exposure")
    return ((what,), (saved,), (blank("yes or no, by whom, until when"),))


def _against_seen(estate: Estate, found: Drift | None) -> Iterator[_Row]:
    for element in dict.fromkeys(one.element for name in estate.journeys for one in undeclared(found, name)):
        what = f"Stop asking for {title(element)} where it is not declared, and redact it from kept conversations"
        yield ((Statement(what, SCAN),), (), (blank("yes or no, by whom, until when"),))


def sign_off() -> Step:
    """Step 7: who stands for it. Nothing of it can be known from an estate."""
    items = (
        "Measures approved by",
        "Remaining risks approved by",
        "Advice of the data protection officer (Art. 35(2))",
        "Advice accepted or overruled, by whom and why",
        "Views of those who were consulted accepted or overruled, and why",
        "Supervisory authority consulted, if a high risk remains (Art. 36)",
        "Kept under review by (Art. 35(11))",
    )
    return Step(
        number=7,
        title="Sign off and record outcomes",
        article="Art. 35(2), (11), Art. 36",
        asks="Who approved what, on whose advice, and who looks at it again.",
        parts=(
            Grid(
                title="Outcome",
                headings=("Item", "Name and date", "Notes"),
                rows=tuple(
                    ((Statement(item, "the procedure"),), (blank("name and date"),), (blank("notes"),))
                    for item in items
                ),
            ),
        ),
    )


def _range(of: Range) -> str:
    return f"{_number(of.likely)} ({_number(of.low)} to {_number(of.high)})"


def _number(points: float) -> str:
    """A figure for people: whole from ten on, two digits below.

    >>> _number(12345.6), _number(3.14159), _number(0.0)
    ('12,346', '3.1', '0')
    """
    return f"{points:,.0f}" if points >= 10 or not points else f"{points:.2g}"
