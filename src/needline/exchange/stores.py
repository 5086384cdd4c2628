"""A dataset of a Fides manifest as a store of an estate, and the elements that it holds.

A dataset that needline wrote says itself which element which column belongs to; what somebody added to it since is
named like that of any other dataset. Where Fides knows how to find a person's rows (`identity`, `primary_key`,
`references`), the store gets `person`, `find_by` and `ties`.
"""

import re
from collections.abc import Iterator

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from needline.errors import EstateError, Place
from needline.estate import Element, Store, read
from needline.estate.nodes import List, Map, Node, Scalar
from needline.estate.scalars import excerpt
from needline.estate.shapes import NAME, SQL_NAME
from needline.exchange.elements import category_of, distinct, harm_of, named, span_of, word_for
from needline.exchange.manifest import Collection, Dataset, Field, Left, Manifest, Said

_is_name = re.compile(SQL_NAME).fullmatch
_MOST_NAMED = 8  # fields in one line
_WAYS = {"phone_number": "phone"}  # Fides' words for identities → ways to find a customer


class Held(Struct, kw_only=True):
    """What the datasets hold so far; grows as each is taken in."""

    elements: dict[str, Element]
    stores: dict[str, Store]
    left: list[Left]

    def leave(self, place: Place, what: str, why: str, *, counts: bool = True) -> None:
        """Note something that the draft does not hold, or not as it is said."""
        self.left.append(Left(place=place, what=what, why=why, counts=counts))


def held_by(manifest: Manifest) -> Held:
    """Every dataset as a store, with its elements."""
    held = Held(elements={}, stores={}, left=[])
    owns = [(dataset, _own(dataset.own)) for dataset in manifest.datasets]
    # Ours first: a word that an estate chose is not given to somebody else's column.
    for _, own in owns:
        held.elements.update(own.elements if own else {})
    for system in manifest.systems:
        own = _own(system.own)
        held.elements.update(own.elements if own else {})
    for dataset, own in owns:
        # A key that could be a store's name is kept to the last sign: an estate may have chosen it.
        name = distinct(dataset.key if re.fullmatch(NAME, dataset.key) else named(dataset.key), held.stores)
        held.stores[name] = _store(dataset, own.store if own else None, held)
    _mind_systems(manifest, held)
    return held


# ── what needline wrote ────────────────────────────────────────────────────────────────────────────
class _Own(Struct, frozen=True, kw_only=True):
    elements: dict[str, Element] = {}
    store: Store | None = None


def _own(node: Map | None) -> _Own | None:
    """What needline wrote into a resource; None if it did not, or if somebody changed it beyond reading.

    Anybody may have edited it, so it is read as strictly as an estate: as one.
    """
    if node is None:
        return None
    plain = {entry.key: _plain(entry.value) for entry in node.entries}
    estate = {
        "needline": 1,
        "estate": "this one",
        "owner": "nobody",
        "elements": plain.get("elements") or {},
        "stores": {"this": plain["store"]} if "store" in plain else {},
    }
    try:
        draft = read("meta", {"meta": msgspec.json.encode(estate)}.__getitem__)
    except EstateError:
        return None
    return _Own(elements=draft.estate.elements, store=draft.estate.stores.get("this"))


def _plain(node: Node) -> object:
    match node:
        case Map():
            return {entry.key: _plain(entry.value) for entry in node.entries}
        case List():
            return [_plain(item) for item in node.items]
        case Scalar():
            return node.value
    return None


# ── one dataset ────────────────────────────────────────────────────────────────────────────────────
def _store(dataset: Dataset, own: Store | None, held: Held) -> Store:
    if dataset.own is not None and own is None:
        held.leave(dataset.place, f"what needline wrote into {excerpt(dataset.key)}", "it was changed beyond reading")
    store = own or _found(dataset, held)
    columns = {_column(one, field) for one in dataset.collections for field in one.fields}
    holds = {name: kept for name, cols in store.holds.items() if (kept := _still(dataset, name, cols, columns, held))}
    explained = {column for cols in holds.values() for column in ((cols,) if isinstance(cols, str) else cols)}
    for collection in dataset.collections:
        holds |= _elements(dataset, collection, explained, held)
    if own is None:
        _mind_categories(dataset, held)
        _mind_bare(dataset, held)
    return replace(store, holds=holds)


def _still(
    dataset: Dataset, name: str, columns: str | tuple[str, ...], there: set[str], held: Held
) -> str | tuple[str, ...] | None:
    """The columns of an element that the dataset still has."""
    named_ones = (columns,) if isinstance(columns, str) else columns
    kept = tuple(column for column in named_ones if column in there)
    for gone in (column for column in named_ones if column not in there):
        held.leave(dataset.place, f"the column {excerpt(gone)} of {name}", "no collection of the dataset has it")
    return kept[0] if len(kept) == 1 else kept or None


def _found(dataset: Dataset, held: Held) -> Store:
    """A store that needline has not written: what Fides knows of how a person's rows are found."""
    at = f"env:{named(dataset.key).upper()}_DATABASE"
    keep = span_of(dataset.retention) or None
    if dataset.retention and keep is None:
        held.leave(
            dataset.place, f"the retention {excerpt(dataset.retention)}", "it is no span of time such as 90 days"
        )
    home = next((one for one in dataset.collections if _key(one) and any(f.identity for f in one.fields)), None)
    if home is None:
        return Store(at=at, keep=keep)
    key = _key(home)
    finds = ((_way(f.identity), f"{home.name}.{f.name}") for f in home.fields if f.identity and _is_name(f.name))
    ties = ((one.name, _tie(one, f"{home.name}.{key}")) for one in dataset.collections if one is not home)
    return Store(
        at=at,
        keep=keep,
        person=f"{home.name}.{key}",
        find_by=dict(finds),
        ties={name: tie for name, tie in ties if tie and _is_name(name)},
    )


def _way(identity: str) -> str:
    return _WAYS.get(identity, named(identity))


def _key(collection: Collection) -> str:
    primary = (field.name for field in collection.fields if field.primary and _is_name(field.name))
    return next(primary, "") if _is_name(collection.name) else ""


def _tie(collection: Collection, person: str) -> str:
    """The field of a collection that refers to the person."""
    return next((f.name for f in collection.fields if person in f.refers and _is_name(f.name)), "")


def _column(collection: Collection, field: Field) -> str:
    return f"{collection.name}.{field.name}"


# ── its elements ───────────────────────────────────────────────────────────────────────────────────
def _elements(
    dataset: Dataset, collection: Collection, explained: set[str], held: Held
) -> dict[str, str | tuple[str, ...]]:
    """An element for each category among those fields of a collection that no element explains yet."""
    by_category: dict[str, dict[str, None]] = {}
    for field in collection.fields:
        if _column(collection, field) in explained:
            continue
        for category in _categories(field, held):
            if _is_name(collection.name) and _is_name(field.name):
                by_category.setdefault(category, {})[_column(collection, field)] = None
            else:
                what = f"{excerpt(_column(collection, field))} ({category})"
                held.leave(field.place, what, "an estate cannot write the name of this column")
    holds: dict[str, str | tuple[str, ...]] = {}
    for category, columns in by_category.items():
        word = word_for(category, (collection.name, dataset.key), held.elements)
        held.elements[word] = Element(category=category, harm=harm_of(category))
        holds[word] = next(iter(columns)) if len(columns) == 1 else tuple(columns)
    return holds


def _categories(field: Field, held: Held) -> Iterator[str]:
    """The categories of a field and of everything below it; tells what cannot be taken as it is."""
    for said, nested in _said(field):
        category = category_of(said)
        if category.complaint:
            held.leave(said.place, _unknown(said, field.name), category.complaint)
        if category.key.partition(".")[0] == "user":
            yield category.key
            if nested:
                what = f"{excerpt(nested)} inside {excerpt(field.name)} ({category.key})"
                held.leave(said.place, what, "a column has no parts here: all of it is in the draft", counts=False)
        elif category.key:
            what = f"{excerpt(field.name)} ({category.key})"
            held.leave(said.place, what, "it is about the system and nobody in particular", counts=False)


def _unknown(said: Said, owner: str) -> str:
    return f"{excerpt(owner)} has {excerpt(said.text)}, which is no data category of fideslang 2 or 3"


def _said(field: Field, inside: str = "") -> Iterator[tuple[Said, str]]:
    """Every category below a field, and the part that has it; no part for the field's own."""
    yield from ((said, inside) for said in field.categories)
    for part in field.parts:
        yield from _said(part, part.name)


# ── what is said of no column ──────────────────────────────────────────────────────────────────────
def _mind_categories(dataset: Dataset, held: Held) -> None:
    """What is said of a whole dataset or table names no column that could hold it."""
    whole = [("dataset", dataset.key, dataset.categories)]
    whole += [("collection", one.name, one.categories) for one in dataset.collections]
    for kind, name, categories in whole:
        for said in categories:
            what = f"{excerpt(said.text)} of the whole {kind} {excerpt(name)}"
            held.leave(said.place, what, "name the fields that hold it")


def _mind_bare(dataset: Dataset, held: Held) -> None:
    """Fields of which nobody said what they hold: most are keys and states, and some are not."""
    bare = [field for one in dataset.collections for field in one.fields if not any(True for _ in _said(field))]
    if bare:
        names = ", ".join(excerpt(field.name) for field in bare[:_MOST_NAMED])
        more = f" and {len(bare) - _MOST_NAMED} more" if len(bare) > _MOST_NAMED else ""
        what = f"fields of {excerpt(dataset.key)} without a category: {names}{more}"
        held.leave(bare[0].place, what, "an element needs one", counts=False)


def _mind_systems(manifest: Manifest, held: Held) -> None:
    """What a system has and no dataset holds: it lives where these manifests do not say."""
    there = {element.category for element in held.elements.values()}
    for system in manifest.systems:
        for said in (said for one in system.declarations for said in one.categories):
            category = category_of(said)
            what = f"{excerpt(said.text)} of the system {excerpt(system.key)}"
            if category.complaint:
                held.leave(said.place, _unknown(said, f"system {system.key}"), category.complaint)
            elif not any(one == said.text or one.startswith(f"{said.text}.") for one in there):
                held.leave(said.place, what, "no dataset of these files holds it")
