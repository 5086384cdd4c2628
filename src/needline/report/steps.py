"""The first four steps of an impact assessment: why it is needed, what is done, who is asked, whether it is needed.

What the law lists as signs of a high risk (Art. 35(3) and the Article 29 Working Party's WP 248) is looked up in the
estate where it shows there; the others are left to a person.
"""

from collections.abc import Iterator

from needline.drift import Drift
from needline.estate import Assurance, Estate, Form, Journey
from needline.exchange.safeguards import form_of, listed, sentence, title
from needline.report.findings import NOT_SCANNED, not_watched, seen, spare, told, undeclared, unread
from needline.report.part import Grid, Points, Step
from needline.report.ropa import elements, recipients, retention, special, transfers
from needline.report.statement import SCAN, Statement, blank, counted

LARGE = 10_000  # people, from which on the draft calls it large; the law gives no figure
_HARMFUL = 10  # harm from which on a full value is asked about


def need(estate: Estate) -> Step:
    """Step 1: what this is for, and why it has to be assessed."""
    signs = tuple(_signs(estate))
    return Step(
        number=1,
        title="Identify the need for a DPIA",
        article="Art. 35(1), (3)",
        asks="What the processing is to achieve, and what makes a high risk to people likely.",
        parts=(
            Points(
                title="What it is for",
                points=(
                    Statement(
                        f"{estate.estate} answers customers in {counted(len(estate.journeys), 'journey')}", "journeys"
                    ),
                    blank("what the company wants to achieve, what the customers gain, and what changes now"),
                ),
            ),
            Points(
                title="What speaks for a high risk",
                points=(
                    *signs,
                    blank("other signs, such as scoring, monitoring or matching of data, and the conclusion"),
                ),
            ),
        ),
    )


def _signs(estate: Estate) -> Iterator[Statement]:
    bots = sorted({name for one in estate.journeys.values() for name in one.desks() if name in estate.bots})
    if bots:
        yield Statement(f"New technology: bots answer customers ({listed(tuple(bots))})", "bots")
    if estate.people >= LARGE:
        yield Statement(f"Large scale: {estate.people:,} people on file", "people")
    used = {one for journey in estate.journeys.values() for one in (*journey.sees, *journey.asks_for)}
    kinds = {name: kind for name, kind in estate.elements.items() if name in used}
    guarded = tuple(name for name, kind in kinds.items() if special(kind.category))
    if guarded:
        yield Statement(f"Special categories (Art. 9, 10): {listed(guarded)}", "elements")
    personal = tuple(name for name, kind in kinds.items() if kind.harm >= _HARMFUL and name not in guarded)
    if personal:
        yield Statement(f"Highly personal data: {listed(personal)} (harm {_HARMFUL} or more)", "elements")
    if any(kind.category.startswith("user.childrens") for kind in kinds.values()):
        yield Statement("Vulnerable people: data of children", "elements")


# ── step 2 ─────────────────────────────────────────────────────────────────────────────────────────
def processing(estate: Estate, found: Drift | None) -> Step:
    """Step 2: nature, scope, context and purposes."""
    return Step(
        number=2,
        title="Describe the processing",
        article="Art. 35(7)(a)",
        asks="What is done with which data, for whom, by whom, how much of it, and for how long.",
        parts=(
            Grid(
                title="Nature and purposes",
                headings=("Journey", "By", "Data", "Recipients"),
                rows=tuple(
                    (
                        (Statement(title(name, one.called), f"journeys.{name}"),),
                        (Statement(listed(one.desks()), f"journeys.{name}.by"),),
                        tuple(elements(estate, name)),
                        tuple(recipients(estate, one)),
                    )
                    for name, one in estate.journeys.items()
                ),
            ),
            Grid(
                title="Scope",
                headings=("Journey", "Contacts a year", "Channels", "Kept for", "Transfers"),
                rows=tuple(_scope(estate, *item) for item in estate.journeys.items()),
            ),
            Points(title="What conversations held", points=tuple(_held(estate, found))),
            Points(
                title="Context",
                points=(
                    Statement(f"{estate.people:,} customers on file", "people")
                    if estate.people
                    else blank("how many customers are on file"),
                    Statement(f"Country: {estate.country}", "country"),
                    blank(
                        "how customers and company relate, what customers expect, whether children or others at risk"
                    ),
                ),
            ),
        ),
    )


def _scope(estate: Estate, name: str, journey: Journey) -> tuple[tuple[Statement, ...], ...]:
    volume = (
        Statement(f"{journey.a_year:,}", f"journeys.{name}.a_year") if journey.a_year else blank("contacts a year")
    )
    return (
        (Statement(title(name, journey.called), f"journeys.{name}"),),
        (volume,),
        (Statement(listed(journey.through), f"journeys.{name}.through"),),
        tuple(retention(estate, journey)),
        tuple(transfers(estate, journey)),
    )


def _held(estate: Estate, found: Drift | None) -> Iterator[Statement]:
    if found is None:
        yield blank(NOT_SCANNED)
        return
    for name, journey in estate.journeys.items():
        called = title(name, journey.called)
        yield from (Statement(f"{sentence(called)}: {told(one).text}", SCAN) for one in seen(found, name))
        yield from not_watched(found, name, called)
    yield from unread(found)


# ── steps 3 and 4 ──────────────────────────────────────────────────────────────────────────────────
def consultation(estate: Estate) -> Step:
    """Step 3: whom to ask. An estate knows who runs things, and not what they said."""
    desks = tuple(dict.fromkeys(name for one in estate.journeys.values() for name in one.desks()))
    people = tuple(name for name in desks if name in estate.desks)
    bots = tuple(name for name in desks if name in estate.bots)
    return Step(
        number=3,
        title="Consider consultation",
        article="Art. 35(2), (9)",
        asks="Whose views are sought, when and how; or why not.",
        parts=(
            Grid(
                title="Who is asked",
                headings=("Who", "How and when", "What they said"),
                rows=(
                    _asked(Statement("Customers or their representatives (Art. 35(9))", "journeys")),
                    _asked(Statement("Data protection officer (Art. 35(2))", "owner")),
                    *((_asked(Statement(f"Agents of {listed(people)}", "desks")),) if people else ()),
                    *((_asked(Statement(f"Whoever runs {listed(bots)}, as processor", "bots")),) if bots else ()),
                    _asked(Statement(f"Whoever runs {listed(tuple(estate.stores))}", "stores")),
                ),
            ),
        ),
    )


def _asked(who: Statement) -> tuple[tuple[Statement, ...], ...]:
    return ((who,), (blank("how and when, or why not"),), (blank("their views"),))


def necessity(estate: Estate, found: Drift | None) -> Step:
    """Step 4: whether it needs all of this."""
    return Step(
        number=4,
        title="Assess necessity and proportionality",
        article="Art. 35(7)(b)",
        asks="Whether the purposes need this processing, and whether less would do.",
        parts=(
            Points(title="What is held back already", points=tuple(_held_back(estate))),
            Points(title="What has to be justified", points=tuple(_questions(estate, found))),
            Points(
                title="What a person has to state",
                points=(
                    blank("the lawful basis of each journey (Art. 6), and the condition of Art. 9 or 10 if any"),
                    blank("how accuracy is kept, and what stops use for other purposes"),
                    blank("what customers are told, and when (Art. 13, 14)"),
                    blank("how processors are bound (Art. 28) and transfers safeguarded (Art. 46)"),
                ),
            ),
            Points(
                title="Rights of customers",
                points=(
                    Statement(
                        "needline record who-saw tells a customer who saw what of them (Art. 15)", "the record"
                    ),
                    blank("how rectification, erasure, restriction and objection are handled (Art. 16 to 21)"),
                ),
            ),
        ),
    )


def _held_back(estate: Estate) -> Iterator[Statement]:
    pairs = len(estate.journeys) * len(estate.elements)
    forms = [form_of(sight) for one in estate.journeys.values() for sight in one.sees.values()]
    full = sum(form is Form.FULL for form in forms)
    shown = counted(len(forms), "is shown at all", "are shown at all")
    yield Statement(f"Of {pairs:,} pairs of a journey and an element, {shown} and {full:,} in full", "journeys")
    yield from (Statement(f"Rule: {sentence(rule)}", f"rules[{at}]") for at, rule in enumerate(estate.rules))
    forbidden = tuple(dict.fromkeys(one for journey in estate.journeys.values() for one in journey.never))
    if forbidden:
        yield Statement(f"Never asked for where a journey says so: {listed(forbidden)}", "journeys")


def _questions(estate: Estate, found: Drift | None) -> Iterator[Statement]:
    """Where less could do: full values that hurt, weak proofs, no end of keeping, and what nobody declared."""
    for name, journey in estate.journeys.items():
        called = title(name, journey.called)
        full = tuple(
            one
            for one, sight in journey.sees.items()
            if form_of(sight) is Form.FULL and estate.elements[one].harm >= _HARMFUL
        )
        if full:
            yield Statement(
                f"{sentence(called)}: {listed(full)} in full; would a range or a mask do?", f"journeys.{name}"
            )
        if journey.sees and journey.customer_proves < Assurance.TWO_FACTOR:
            proof = journey.customer_proves
            yield Statement(f"{sentence(called)}: shown after {proof}", f"journeys.{name}.customer_proves")
        for one in undeclared(found, name):
            yield Statement(f"{sentence(called)}: {told(one).text}; why is it there?", SCAN)
        for one in spare(found, name):
            number = counted(one.conversations, "conversation")
            yield Statement(
                f"{sentence(called)}: {title(one.element)} never came up in {number}; is it needed?", SCAN
            )
    for store, kept in estate.stores.items():
        if kept.keep is None:
            yield Statement(f"{sentence(title(store))}: no end of keeping is set", f"stores.{store}")
    yield blank("the justification of each, or what will change")
