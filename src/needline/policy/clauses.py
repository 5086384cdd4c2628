"""Guards and liberties: what an estate promises beside its grants, and how far it lets them go.

A guard is lost when it is not kept as strictly by what it is about; a liberty is taken when it was not there before.
Both are of something, and of what is new or gone nothing is lost and nothing taken.
"""

from collections.abc import Iterator
from functools import partial
from itertools import product

from msgspec import Struct

from needline.estate.model import Bot, Channel, Desk, Element, Estate, Journey, Proving, Reach, Store
from needline.estate.shapes import span_days


class Clause(Struct, frozen=True, kw_only=True):
    """A guard or a liberty of something: of what is gone nothing is missed, and in what is new nothing changed."""

    section: str  # of the estate
    name: str = ""  # in the section; empty: the section itself
    field: str = ""  # of what is named so: `keep`
    item: str = ""  # of the field, where it lists several
    what: str
    measure: str = ""
    strict: int = 0  # of one promise with two measures: more is stricter

    def __str__(self) -> str:
        return f"{self.what} {self.measure}".rstrip()

    @property
    def promise(self) -> tuple[str, str, str]:
        """What it promises, however strictly."""
        return self.section, self.name, self.what

    def applies(self, estate: Estate) -> bool:
        """Whether what it is about is in `estate`."""
        section = getattr(estate, self.section)
        return section is not None and (not self.name or self.name in section)


def guards_of(estate: Estate) -> Iterator[Clause]:
    """Every promise of the estate."""
    yield from _sentences(estate)
    for name, journey in estate.journeys.items():
        yield from _promises(name, journey)
    for name, desk in estate.desks.items():
        yield _reach("desks", name, desk.reach)
    for name, bot in estate.bots.items():
        yield _reach("bots", name, bot.reach)
        if bot.certificate == "required":
            yield Clause(section="bots", name=name, field="certificate", what=f"{name} needs a certificate")
    for name, store in estate.stores.items():
        yield from _kept(name, store)
    for name, channel in estate.channels.items():
        yield from _paused(name, channel)
    if estate.customers:
        span = estate.customers.cooling_off
        what = "contact points cool off for"
        yield Clause(section="customers", field="cooling_off", what=what, measure=span, strict=span_days(span))
        yield from _waited(estate.customers)
    for name, action in estate.actions.items():
        of = partial(Clause, section="actions", name=name)
        yield from (of(field="changes", item=one, what=f"{name} tells of a new {one}") for one in action.changes)
        if action.waits:
            wait = span_days(action.waits)
            yield of(field="waits", what=f"{name} waits for", measure=action.waits, strict=wait)


def _waited(customers: Proving) -> Iterator[Clause]:
    """How many tries may fail, and what waits after a change."""
    most = customers.most_failed
    what = "tries that may fail in a day are at most"
    yield Clause(section="customers", field="most_failed", what=what, measure=str(most), strict=-most)
    for after in customers.after_change:
        for action, element in product(after.holds, after.of):
            what = f"after a change of {element} {action} waits for"
            days = span_days(after.wait)
            yield Clause(section="customers", field="after_change", what=what, measure=after.wait, strict=days)


def _sentences(estate: Estate) -> Iterator[Clause]:
    for sentence in estate.rules:
        yield Clause(section="rules", item=sentence, what=sentence)
    for trigger, languages in estate.triggers.items():
        for one in (one for said in languages.values() for one in said):
            yield Clause(section="triggers", field=trigger, item=one, what=f"{trigger} on {one!r}")


def _reach(section: str, name: str, reach: Reach) -> Clause:
    what = f"{name} reaches no more than"
    return Clause(section=section, name=name, field="reach", what=what, measure=str(reach), strict=-reach.rank)


def _promises(name: str, journey: Journey) -> Iterator[Clause]:
    of = partial(Clause, section="journeys", name=name)
    yield from (of(field="never", item=one, what=f"{name} never asks for {one}") for one in journey.never)
    if journey.break_glass:
        yield of(field="break_glass", what=f"{name} is behind glass")
        minutes, by = journey.break_glass.minutes, journey.break_glass.review_by
        what = f"the glass of {name} is open no longer than"
        yield of(field="break_glass", what=what, measure=f"{minutes} minutes", strict=-minutes)
        yield of(field="break_glass", item=by, what=f"the glass of {name} is reviewed by {by}")
    for over in journey.hand_overs():
        yield from (of(field="hand_over", item=on, what=f"{name} hands over when {on}") for on in over.when)


def _kept(name: str, store: Store) -> Iterator[Clause]:
    of = partial(Clause, section="stores", name=name)
    if store.keep:
        what = f"{name} keeps no longer than"
        yield of(field="keep", what=what, measure=store.keep, strict=-span_days(store.keep))
    yield from (of(field="redact", item=element, what=f"{name} redacts {element}") for element in store.redact)


def liberties_of(estate: Estate) -> Iterator[Clause]:
    """Every way in which the estate lets a grant go further, or a value be copied."""
    for name, element in estate.elements.items():
        yield from _weight(name, element)
    for name, store in estate.stores.items():
        yield from _sources(name, store)
    for name, channel in estate.channels.items():
        yield from _copies(name, channel)
    for name, desk in estate.desks.items():
        yield from _kept_by("desks", name, desk)
    for name, bot in estate.bots.items():
        yield from _kept_by("bots", name, bot)
        yield Clause(section="bots", name=name, field="at", what=f"{name} is at {bot.at}")
    for name, action in estate.actions.items():
        runs = f"{name} runs {action.sql or action.post}"
        yield Clause(section="actions", name=name, field="sql" if action.sql else "post", what=runs)
    for name, journey in estate.journeys.items():
        yield from _ways(name, journey)
    if estate.customers:
        yield Clause(section="customers", field="code_to", what=f"codes go to {estate.customers.code_to}")


def _paused(name: str, channel: Channel) -> Iterator[Clause]:
    of = partial(Clause, section="channels", name=name)
    yield from (of(field="pauses", item=one, what=f"{name} pauses for {one}") for one in channel.pauses)
    for one in channel.screen_pauses:
        yield of(field="screen_pauses", item=one, what=f"the screen pauses for {one} over {name}")
    if channel.paused_by == "system":
        yield of(field="paused_by", what=f"{name} is paused by a system")
    if channel.visitors == "signed":
        yield of(field="visitors", what=f"{name} knows its visitors by a signature")


def _weight(name: str, element: Element) -> Iterator[Clause]:
    """What it is, and how much less harm it counts as than it could: rules and checks look at harm."""
    of = partial(Clause, section="elements", name=name)
    yield of(field="category", what=f"{name} is {element.category}")
    for less in (harm for harm in (10, 3, 1) if element.harm <= harm):
        yield of(field="harm", what=f"{name} counts as harm {less} at most")


def _sources(name: str, store: Store) -> Iterator[Clause]:
    """Where each element is read from, and which column says whose it is; by what a customer can be found."""
    for held, columns in store.holds.items():
        of = partial(Clause, section="elements", name=held)
        each = (columns,) if isinstance(columns, str) else columns
        yield of(field="holds", what=f"{held} is read from {', '.join(each)} in {name}")
        table = each[0].partition(".")[0] if each else ""
        owner = f"{table}.{store.ties[table]}" if table in store.ties else store.person
        yield of(field="person", what=f"{owner} says whose {held} it is")
    for way, column in store.find_by.items():
        what = f"{name} finds a customer by {way} in {column}"
        yield Clause(section="stores", name=name, field="find_by", item=way, what=what)
    yield from _asked(name, store)
    of = partial(Clause, section="stores", name=name)
    yield from (of(field="reached_by", item=way, what=f"{name} is reached by {way}") for way in store.reached_by)
    if store.copy_of:
        yield of(field="copy_of", what=f"{name} is a copy of {store.copy_of}")
    if store.redacts_when == "shown":
        yield of(field="redacts_when", what=f"{name} keeps what it redacts, and hides it when it is shown")


def _asked(name: str, store: Store) -> Iterator[Clause]:
    """What an API is asked, with which secret, and where in its answers things stand."""
    of = partial(Clause, section="stores", name=name)
    for table, answer in store.answers.items():
        yield of(field="answers", item=table, what=f"{name} is asked for {table} by {answer.get}")
        for column, path in answer.reads.items():
            yield of(field="answers.reads", item=table, what=f"{table}.{column} is read at {path} in {name}")
    if store.search:
        yield of(field="search", what=f"{name} is searched by {store.search.post}")
        for column, path in store.search.reads.items():
            yield of(field="search.reads", item=column, what=f"who is found in {name} has {column} at {path}")
    for header, secret in store.headers.items():
        yield of(field="headers", item=header, what=f"{name} is sent {secret} as {header}")


def _copies(name: str, channel: Channel) -> Iterator[Clause]:
    of = partial(Clause, section="channels", name=name)
    if channel.kept_in:
        yield of(field="kept_in", what=f"what is said over {name} is kept in {channel.kept_in}")
    if channel.recorded:
        yield of(field="recorded", what=f"{name} is recorded")
    if channel.screen_recorded:
        yield of(field="screen_recorded", what=f"the agent's screen is recorded over {name}")
    if channel.visitors == "claimed":
        yield of(field="visitors", what=f"{name} believes unsigned names")


def _kept_by(section: str, name: str, seat: Desk | Bot) -> Iterator[Clause]:
    if seat.kept_in:
        what = f"what is said to {name} is kept in {seat.kept_in}"
        yield Clause(section=section, name=name, field="kept_in", what=what)


def _ways(name: str, journey: Journey) -> Iterator[Clause]:
    of = partial(Clause, section="journeys", name=name)
    yield from (of(field="through", item=one, what=f"{name} comes by {one}") for one in journey.through)
    yield from (of(field="changes", item=one, what=f"{name} changes {one}") for one in journey.changes)
    yield from (of(field="asks_for", item=one, what=f"{name} asks for {one}") for one in journey.asks_for)
    for action, deed in journey.does.items():
        if deed.above:
            what = f"{name} goes above the limit of {action} when {deed.above.approve} approves"
            yield of(field="does.above", item=action, what=what)


def untried(estate: Estate, other: Estate) -> Iterator[Clause]:
    """The bots of `estate` that handle journeys without a certificate and are not in `other` at all."""
    at_work = {name for journey in estate.journeys.values() for name in journey.desks()}
    for name, bot in estate.bots.items():
        if bot.certificate == "none" and name in at_work and name not in other.bots:
            yield Clause(section="bots", name=name, field="certificate", what=f"{name} answers without a certificate")
