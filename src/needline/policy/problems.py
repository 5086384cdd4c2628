"""What must hold in every estate before anything runs.

Every check yields problems and none stops at the first, so that a person who made three mistakes hears of
three. The order is that of the sections; `needline.estate.locate` adds file, line and column.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from needline.errors import Path, Problem
from needline.estate.model import (
    AfterChange,
    Assurance,
    Estate,
    Form,
    HandOver,
    Journey,
    Reach,
    Sight,
    Store,
    Trigger,
)
from needline.policy.apis import apis
from needline.policy.sentences import broken
from needline.policy.words import OCCASIONS, words

_BOUND = re.compile(r"(?<![:\w]):([A-Za-z_]\w*)")  # :name in SQL, but not ::type
PERSON = "person"

APPROVER = "supervisor"  # who can say yes to what is above a limit
HARMFUL = 10  # a value that costs somebody real harm when it leaks: never to a bot below two factors


def problems(estate: Estate) -> tuple[Problem, ...]:
    """Everything that keeps `estate` from being enforced; empty when nothing does."""
    checks = (
        _names, _elements, _stores, apis, _channels, _desks, _bots, _proving, _actions, _journeys, _hand_overs,
        _triggers, _messages, broken,
    )  # fmt: skip
    return tuple(problem for check in checks for problem in check(estate))


def _unknown(path: Path, kind: str, name: str, known: Iterable[str]) -> Problem:
    close = get_close_matches(name, list(known))
    fix = f"did you mean {close[0]!r}?" if close else f"add it to the section {kind}s, or take it out"
    return Problem(path=path, what=f"there is no {kind} {name!r}", fix=fix)


def _missing(path: Path, kind: str, names: Iterable[str], known: Mapping[str, object]) -> Iterator[Problem]:
    return (_unknown(path, kind, name, known) for name in names if name not in known)


def _names(estate: Estate) -> Iterator[Problem]:
    """A desk and a bot are both who handles a journey: one name cannot be both."""
    for name in estate.bots:
        if name in estate.desks:
            what = f"{name!r} is a desk as well"
            yield Problem(path=("bots", name), what=what, fix="give the bot a name of its own")


def _elements(estate: Estate) -> Iterator[Problem]:
    used = {element for journey in estate.journeys.values() for element in _named(journey)}
    used |= {element for store in estate.stores.values() for element in (*store.holds, *store.redact)}
    for name in estate.elements:
        if name not in used:
            fix = "stop declaring it, or say which store holds it or which journey must never ask for it"
            yield Problem(path=("elements", name), what=f"nothing holds, sees or forbids {name!r}", fix=fix)


def _named(journey: Journey) -> tuple[str, ...]:
    return (*journey.sees, *journey.changes, *journey.asks_for, *journey.never)


def _stores(estate: Estate) -> Iterator[Problem]:
    held: dict[str, str] = {}
    for name, store in estate.stores.items():
        path: Path = ("stores", name)
        yield from _missing((*path, "holds"), "element", store.holds, estate.elements)
        yield from _missing((*path, "redact"), "element", store.redact, estate.elements)
        yield from _copied(name, store, estate)
        for element in store.holds:
            if element in held:
                what = f"{element!r} is held by {held[element]!r} as well"
                yield Problem(path=(*path, "holds", element), what=what, fix="name the one store that answers for it")
            held[element] = name
        yield from _ties(path, store)


def _copied(name: str, store: Store, estate: Estate) -> Iterator[Problem]:
    if store.copy_of == name:
        fix = "name the store that it is made from, or take copy_of out"
        yield Problem(path=("stores", name, "copy_of"), what="it is a copy of itself", fix=fix)
    yield from _missing(("stores", name, "copy_of"), "store", _one(store.copy_of), estate.stores)


def _one(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _ties(path: Path, store: Store) -> Iterator[Problem]:
    if store.person is None:
        if store.holds:
            fix = "add person: table.column, or nobody's rows can be told from another's"
            yield Problem(path=path, what="it does not say whose record a row is", fix=fix)
        return
    own = store.person.partition(".")[0]
    for element, columns in store.holds.items():
        tables = {column.partition(".")[0] for column in ((columns,) if isinstance(columns, str) else columns)}
        if len(tables) > 1:
            what = f"{element!r} takes columns of several tables"
            yield Problem(path=(*path, "holds", element), what=what, fix="make an element of each table")
        for table in sorted(tables - {own} - set(store.ties)):
            what = f"table {table!r} is not tied to {store.person}"
            yield Problem(path=(*path, "holds", element), what=what, fix=f"add {table}: its column to ties")
    for way, column in store.find_by.items():
        if column.partition(".")[0] != own:
            what = f"{column} is not in the table of {store.person}"
            yield Problem(path=(*path, "find_by", way), what=what, fix=f"name a column of {own}")


def _channels(estate: Estate) -> Iterator[Problem]:
    for name, channel in estate.channels.items():
        path: Path = ("channels", name)
        yield from _missing((*path, "kept_in"), "store", _one(channel.kept_in), estate.stores)
        yield from _missing((*path, "pauses"), "element", channel.pauses, estate.elements)
        yield from _missing((*path, "screen_pauses"), "element", channel.screen_pauses, estate.elements)


def _desks(estate: Estate) -> Iterator[Problem]:
    for name, desk in estate.desks.items():
        path: Path = ("desks", name)
        yield from _missing((*path, "kept_in"), "store", _one(desk.kept_in), estate.stores)
        if desk.signs_in < Assurance.TWO_FACTOR:
            what = f"agents of {name!r} sign in with {desk.signs_in}"
            yield Problem(
                path=(*path, "signs_in"), what=what, fix="write two-factor or passkey: MFA is for everybody"
            )
        if desk.reach is Reach.OWN_RECORD:
            fix = "write open contact: an agent has no record of their own here"
            yield Problem(path=(*path, "reach"), what=f"{name!r} is people and reaches own record", fix=fix)


def _bots(estate: Estate) -> Iterator[Problem]:
    for name, bot in estate.bots.items():
        yield from _missing(("bots", name, "kept_in"), "store", _one(bot.kept_in), estate.stores)
        mine = {key: journey for key, journey in estate.journeys.items() if name in journey.desks()}
        for channel in sorted({channel for journey in mine.values() for channel in journey.through}):
            yield from _ways_out(name, channel, [one for one in mine.values() if channel in one.through])
        for key, journey in mine.items():
            yield from _too_early(estate, name, key, journey)


def _ways_out(bot: str, channel: str, journeys: list[Journey]) -> Iterator[Problem]:
    covered = {trigger for journey in journeys for over in journey.hand_overs() for trigger in over.when}
    for trigger in (Trigger.HIGH_STAKES, Trigger.ASKS_FOR_PERSON):
        if trigger not in covered:
            what = f"no {channel} journey of {bot!r} hands over when {trigger}"
            yield Problem(path=("bots", bot), what=what, fix="add a hand_over for it to one of the bot's journeys")


def _too_early(estate: Estate, bot: str, key: str, journey: Journey) -> Iterator[Problem]:
    for element, sight in journey.sees.items():
        proof = _proof(journey, sight)
        kind = estate.elements.get(element)
        if kind and kind.harm >= HARMFUL and proof < Assurance.TWO_FACTOR:
            what = f"bot {bot!r} gets {element!r} (harm {kind.harm}) after {proof}"
            fix = "let the customer prove two-factor or more, or take the element away"
            yield Problem(path=("journeys", key, "sees", element), what=what, fix=fix)


def _proof(journey: Journey, sight: Form | Sight) -> Assurance:
    own = sight.customer if isinstance(sight, Sight) else None
    return journey.customer_proves if own is None else own


def _proving(estate: Estate) -> Iterator[Problem]:
    held = {element for store in estate.stores.values() for element in store.holds}
    if estate.customers is None:
        if any(journey.customer_proves > Assurance.NOTHING for journey in estate.journeys.values()):
            fix = "add customers: {code_to: an element that holds a phone number}"
            yield Problem(path=("journeys",), what="customers have no way to prove who they are", fix=fix)
        return
    for key, name in (("code_to", estate.customers.code_to), ("changed", estate.customers.changed)):
        if name is not None and name not in held:
            yield Problem(path=("customers", key), what=f"no store holds {name!r}", fix="name an element of a store")
    for number, after in enumerate(estate.customers.after_change):
        yield from _after_change(("customers", "after_change", number), after, estate)


def _after_change(path: Path, after: AfterChange, estate: Estate) -> Iterator[Problem]:
    """A change that no action makes and no date tells of would hold nothing."""
    yield from _missing((*path, "of"), "element", after.of, estate.elements)
    yield from _missing((*path, "holds"), "action", after.holds, estate.actions)
    told = {element for action in estate.actions.values() for element in action.changes}
    if estate.customers and estate.customers.changed:
        told.add(estate.customers.code_to)
    for element in after.of:
        if element in estate.elements and element not in told:
            what = f"nothing tells when {element!r} changes"
            yield Problem(path=(*path, "of"), what=what, fix=f"add changes: [{element}] to the action that does it")


def _actions(estate: Estate) -> Iterator[Problem]:
    for name, action in estate.actions.items():
        path: Path = ("actions", name)
        yield from _missing((*path, "in"), "store", _one(action.store), estate.stores)
        yield from _missing((*path, "changes"), "element", action.changes, estate.elements)
        if action.waits and estate.customers is None:
            fix = "add customers: {code_to: an element that holds a phone number}"
            yield Problem(path=(*path, "waits"), what="nobody could be told while it waits", fix=fix)
        if (action.sql is None) == (action.post is None):
            yield Problem(path=path, what="an action is sql or post", fix="write exactly one of the two")
        if PERSON in action.takes:
            fix = "take it out: :person is the customer of the contact, whoever asks"
            yield Problem(path=(*path, "takes", PERSON), what="the customer is no argument", fix=fix)
        if action.sql is not None:
            yield from _statement(path, action.sql, action.store, tuple(action.takes))


def _statement(path: Path, sql: str, store: str | None, takes: tuple[str, ...]) -> Iterator[Problem]:
    if store is None:
        yield Problem(path=path, what="sql runs in no store", fix="add in: and the store's name")
    bound = set(_BOUND.findall(sql))
    if PERSON not in bound:
        fix = "bind the row to :person, the customer of the contact"
        yield Problem(path=(*path, "sql"), what="the statement could touch another customer", fix=fix)
    for name in takes:
        if name not in bound:
            yield Problem(
                path=(*path, "takes", name), what=f"sql does not use :{name}", fix="use it, or do not take it"
            )
    for name in sorted(bound - {PERSON, *takes}):
        yield Problem(path=(*path, "sql"), what=f"nothing says what :{name} is", fix=f"add {name} to takes")


def _journeys(estate: Estate) -> Iterator[Problem]:
    seats = {**estate.desks, **estate.bots}
    held = {element for store in estate.stores.values() for element in store.holds}
    for name, journey in estate.journeys.items():
        path: Path = ("journeys", name)
        if not journey.desks():
            yield Problem(path=(*path, "by"), what="nobody serves this journey", fix="name a desk or a bot")
        yield from _missing((*path, "by"), "desk", journey.desks(), seats)
        yield from _missing((*path, "through"), "channel", journey.through, estate.channels)
        if not journey.through:
            yield Problem(path=(*path, "through"), what="it comes by no channel", fix="name at least one channel")
        yield from _sights(path, journey, estate, held)
        yield from _deeds(path, journey, estate)
        yield from _glass(path, journey, estate)


def _sights(path: Path, journey: Journey, estate: Estate, held: set[str]) -> Iterator[Problem]:
    for section in ("sees", "changes", "asks_for", "never"):
        yield from _missing((*path, section), "element", getattr(journey, section), estate.elements)
    for element in journey.sees:
        where = (*path, "sees", element)
        if element in journey.never:
            yield Problem(path=where, what=f"{element!r} is in never as well", fix="decide which of the two holds")
        if element in estate.elements and element not in held:
            yield Problem(path=where, what=f"no store holds {element!r}", fix="add it to a store's holds")
    for element in journey.asks_for:
        if element in journey.never:
            where = (*path, "asks_for")
            yield Problem(path=where, what=f"{element!r} is in never as well", fix="decide which of the two holds")


def _deeds(path: Path, journey: Journey, estate: Estate) -> Iterator[Problem]:
    yield from _missing((*path, "does"), "action", journey.does, estate.actions)
    if (journey.does or journey.changes) and journey.customer_proves < Assurance.TWO_FACTOR:
        fix = "write customer_proves: two-factor, or let the journey change nothing"
        yield Problem(path=path, what=f"it acts for customers who proved {journey.customer_proves}", fix=fix)
    for name, deed in journey.does.items():
        action = estate.actions.get(name)
        if deed.above is not None and deed.above.approve != APPROVER:
            what = f"nobody has the role {deed.above.approve!r}"
            yield Problem(path=(*path, "does", name, "above"), what=what, fix=f"write approve: {APPROVER}")
        if deed.above is not None and deed.at_most is None:
            what = "there is no limit to go above"
            yield Problem(path=(*path, "does", name, "above"), what=what, fix="write at_most, or take above out")
        if action and deed.at_most is not None and list(action.takes.values()).count("money") != 1:
            fix = "let the action take exactly one argument that is money"
            yield Problem(path=(*path, "does", name), what="there is no one amount to limit", fix=fix)


def _glass(path: Path, journey: Journey, estate: Estate) -> Iterator[Problem]:
    """Only a person can say why it is an emergency, and answer for it afterwards."""
    for name in journey.desks():
        if journey.break_glass and name in estate.bots:
            what = f"bot {name!r} could break the glass"
            yield Problem(
                path=(*path, "break_glass"), what=what, fix="let people handle this journey, or take it out"
            )


def _hand_overs(estate: Estate) -> Iterator[Problem]:
    for name, journey in estate.journeys.items():
        for over in journey.hand_overs():
            yield from _hand_over(estate, name, over)


def _hand_over(estate: Estate, name: str, over: HandOver) -> Iterator[Problem]:
    path: Path = ("journeys", name, "hand_over")
    if over.to not in estate.desks:
        yield _unknown(path, "desk", over.to, estate.desks)
        return
    becomes = over.becomes or name
    target = estate.journeys.get(becomes)
    if target is None:
        yield _unknown(path, "journey", becomes, estate.journeys)
        return
    if over.to not in target.desks():
        fix = f"name a journey of {over.to!r} in becomes"
        yield Problem(path=path, what=f"{over.to!r} does not handle {becomes!r}", fix=fix)
    for channel in estate.journeys[name].through:
        if channel not in target.through:
            what = f"a {channel} contact would become {becomes!r}, which does not come by {channel}"
            yield Problem(path=path, what=what, fix=f"add {channel} to its through, or hand over elsewhere")


def _triggers(estate: Estate) -> Iterator[Problem]:
    for trigger, languages in estate.triggers.items():
        for language, said in languages.items():
            for one in said:
                if not words(one):
                    path: Path = ("triggers", trigger.value, language)
                    yield Problem(path=path, what=f"{one!r} holds no word", fix="write a word, or take it out")


def _messages(estate: Estate) -> Iterator[Problem]:
    """A text for an occasion that never comes would be reviewed and never said."""
    for occasion in estate.messages:
        if occasion not in OCCASIONS:
            close = get_close_matches(occasion, OCCASIONS, n=1)
            fix = f"did you mean {close[0]!r}?" if close else f"write one of {', '.join(OCCASIONS)}"
            yield Problem(path=("messages", occasion), what=f"nothing is said on {occasion!r}", fix=fix)
