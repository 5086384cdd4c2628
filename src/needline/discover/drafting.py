"""Findings to the text of an estate file: what a person would have had to type, and what only a person can decide.

`elements` says which columns go in, `completeness` how far that is; the comments say what is guessed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from needline.discover.completeness import score, state_of, steps
from needline.discover.discovery import Store
from needline.discover.elements import Element, Left, called, free, kinds, shared, tie, ways
from needline.discover.purposes import slug
from needline.exchange.elements import harm_of
from needline.observed import Observed, Sighting, Watched
from needline.spot.category import CATEGORIES
from needline.spot.finding import Found

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?")
_TRAPS = frozenset(["yes", "no", "on", "off", "y", "n", "true", "false", "null", "nan", "inf"])
_SEEN = 0.02  # of a journey's conversations, before an element is said to be asked for in it


class Draft(Struct, frozen=True, kw_only=True):
    """The text of the estate, how complete it is, and what to do next."""

    text: str
    score: int  # of 100
    next: tuple[str, ...]  # actions, the most needed first


def drafted(stores: Sequence[Store], observed: Observed | None = None, *, title: str = "Drafted estate") -> Draft:
    """The draft of an estate of these stores, and of what was seen in conversations."""
    elements: dict[str, Element] = {}
    left: list[Left] = []
    for store in stores:
        for kind, table, columns in kinds(store, left):
            name = free(kind, table, elements)
            elements[name] = Element(
                category=shared(kind, columns), columns=tuple(one.column for one in columns), store=store.name
            )
    journeys = dict(_journeys(observed, elements)) if observed else {}
    state = state_of(stores, elements, left, observed)
    actions = steps(state)
    code_to = next((name for name, one in elements.items() if one.columns and called(one.category) == "phone"), "")
    parts = (
        _head(stores, title, score(state), actions), _elements(elements), _stores(stores, elements, observed),
        _people(code_to, conversations=observed is not None), _journey_lines(journeys, code_to), _left(left),
    )  # fmt: skip
    return Draft(text="\n".join(line for part in parts for line in part) + "\n", score=score(state), next=actions)


# ── journeys from what was seen ────────────────────────────────────────────────────────────────────
def _journeys(observed: Observed, elements: dict[str, Element]) -> Iterator[tuple[str, tuple[int, tuple[str, ...]]]]:
    """Journey → contacts a year and what it asks for; an element that no store holds is added."""
    for key, watched in observed.journeys.items():
        name = slug(key) or "other_contacts"
        asked = dict.fromkeys(_standing(what, elements) for what in _asked(watched))
        yield name, (_a_year(watched, observed), tuple(asked))


def _asked(watched: Watched) -> Iterator[str]:
    for what, seen in watched.seen.items():
        if _often(seen) >= max(1, watched.conversations * _SEEN) and what in {found.value for found in Found}:
            yield what


def _often(seen: Sighting) -> int:
    return max(seen.asked, seen.given)


def _standing(what: str, elements: dict[str, Element]) -> str:
    category = CATEGORIES[Found(what)]
    kind = called(category)
    if kind not in elements:
        elements[kind] = Element(category=category)
    return kind


def _a_year(watched: Watched, observed: Observed) -> int:
    if observed.first is None or observed.last is None or observed.last - observed.first < 86_400:
        return 0
    return round(watched.conversations * 365.25 * 86_400 / (observed.last - observed.first))


# ── lines ──────────────────────────────────────────────────────────────────────────────────────────
def _head(stores: Sequence[Store], title: str, of_100: int, actions: Sequence[str]) -> Iterator[str]:
    yield "# Drafted by needline discover. What is here was read from names, keys and samples: check it."
    yield f"# Completeness: {of_100} of 100. What to do next:"
    yield from (f"#   {at}. {action}" for at, action in enumerate(actions, 1))
    yield "needline: 1"
    yield f"estate: {_quoted(title)}"
    yield 'owner: "privacy@example.com"          # decide: who answers for this file'
    yield f"people: {max((store.people for store in stores), default=0):<27}# counted: rows of the customers' table"
    yield ""


def _elements(elements: Mapping[str, Element]) -> Iterator[str]:
    if not elements:
        return
    yield "elements:                              # harm is the usual one of the category: decide"
    width = max(map(len, elements)) + 1
    for name, one in elements.items():
        yield f"  {name + ':':<{width}} {{is: {one.category}, harm: {harm_of(one.category)}}}"
    yield ""


def _stores(stores: Sequence[Store], elements: Mapping[str, Element], observed: Observed | None) -> Iterator[str]:
    if stores or observed:
        yield "stores:"
    for store in stores:
        yield from _store(store, {name: one for name, one in elements.items() if one.store == store.name})
    if observed:
        yield "  transcripts: {at: env:TRANSCRIPTS, keep: 90d}   # guessed: how long are they kept?"
    yield ""


def _store(store: Store, held: Mapping[str, Element]) -> Iterator[str]:
    yield f"  {store.name}:"
    yield f"    at: {store.at}"
    if not store.person:
        yield "    # person: table.column            # decide: which column says whose record a row is?"
        return
    yield f"    person: {_quoted(store.person)}"
    tables = dict.fromkeys(one.columns[0].rpartition(".")[0] for one in held.values())
    ties = {table: tie(store, table) for table in tables if table != store.person.rpartition(".")[0]}
    if ties:
        yield "    ties:"
        yield from (f"      {_quoted(table)}: {_quoted(column)}" for table, column in ties.items())
    found = ways(store)
    if found:
        yield "    find_by:"
    for way, (column, unique) in found.items():
        note = "" if unique else "   # the database does not keep it unique: check"
        yield f"      {way}: {_quoted(column)}{note}"
    yield "    # keep: 7y                          # decide: how long are records kept?"
    if held:
        yield "    holds:"
    for name, one in held.items():
        columns = ", ".join(map(_quoted, one.columns))
        yield f"      {name}: {columns if len(one.columns) == 1 else f'[{columns}]'}"


def _people(code_to: str, *, conversations: bool) -> Iterator[str]:
    if conversations:
        yield "channels:                              # guessed: say by which ways customers get in touch"
        yield "  chat: {kept_in: transcripts}"
        yield ""
    yield "desks:"
    yield "  front_desk: {seats: 10}              # guessed: how many people, and which desks are there?"
    if code_to:
        yield ""
        yield f"customers: {{code_to: {code_to}}}            # guessed: where does a code prove who somebody is?"
    yield ""


def _journey_lines(journeys: Mapping[str, tuple[int, tuple[str, ...]]], code_to: str) -> Iterator[str]:
    if not journeys:
        yield "# journeys:"
        yield "#   address_change: {by: front_desk, through: [phone], sees: {name: full}, asks_for: [address]}"
        return
    yield "journeys:                              # asks_for is what was asked or given; sees is for you to decide"
    for name, (a_year, asked) in journeys.items():
        yield f"  {name}:"
        yield "    by: front_desk"
        yield "    through: [chat]"
        yield f"    a_year: {a_year}"
        if not code_to:
            yield "    customer_proves: nothing           # decide: no store holds a phone number for a code yet"
        if asked:
            yield f"    asks_for: [{', '.join(asked)}]"


def _left(left: Sequence[Left]) -> Iterator[str]:
    """The columns left out, a line for each table and reason."""
    if not left:
        return
    yield ""
    yield "# Personal columns that no element holds, and why:"
    together: dict[tuple[str, str, str], list[str]] = {}
    for one in left:
        together.setdefault((one.store, one.table, one.why), []).append(one.column)
    for (store, table, why), columns in together.items():
        yield _line(store, table, columns, why)


def _line(store: str, table: str, columns: Sequence[str], why: str) -> str:
    return _seen(f"#   {store}: {table} ({', '.join(columns)}): {why}")


def _seen(line: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in line)


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word) and word.lower() not in _TRAPS:
        return word
    return msgspec.json.encode(word).decode()  # a text of JSON is one of YAML
