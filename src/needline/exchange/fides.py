"""An estate as a manifest of the Fides privacy language: a dataset for each store, a system for each desk and bot.

    store                 dataset; its tables are collections, its columns fields with data categories
    person, ties, find_by fides_meta of those fields: primary_key, references, identity
    desk, bot             system; what it gets is its ingress, what it changes its egress
    journey               a privacy declaration of each system that handles it
    keep                  retention_period of the declarations, in days

The language (fideslang 3.1, https://github.com/ethyca/fideslang, Apache-2.0) has no place for forms, proofs, reach
and hand-overs: they are lost, but for `data_security_practices`, which says them in words. What an import needs to
give the same elements and stores again, and nothing more, travels as `meta.needline`. Every journey is declared as
`essential.service.operations.support`: a customer gets in touch, and the estate knows of no other use.
"""

from collections.abc import Iterable, Mapping

import msgspec

from needline.estate import Element, Estate, Journey, Store, span_days
from needline.exchange.flows import kept, seats
from needline.exchange.safeguards import safeguards, title

USE = "essential.service.operations.support"
SUBJECT = "customer"
MARK = "needline"  # the key in `meta` that is ours

_IDENTITIES = {"email": "email", "phone": "phone_number"}  # ways to find a customer → Fides' words for identities

Plain = dict[str, object]


def fides(estate: Estate) -> Plain:
    """The manifest, as Fides' own tools take it once it is written as YAML."""
    return {
        "dataset": [_dataset(estate, name, store) for name, store in estate.stores.items()],
        "system": [_system(estate, end.name, bot=end.kind == "bot") for end in seats(estate)],
    }


# ── datasets ───────────────────────────────────────────────────────────────────────────────────────
def _dataset(estate: Estate, name: str, store: Store) -> Plain:
    return {
        "fides_key": name,
        "name": title(name),
        "description": f"A store of {estate.estate}.",
        "data_categories": _categories(estate, _copied(estate, name)),
        "meta": {MARK: _own(estate, store)},
        "collections": [
            {"name": table, "fields": [_field(estate, name, table, column) for column in columns]}
            for table, columns in _tables(store).items()
        ],
    }


def _own(estate: Estate, store: Store) -> Plain:
    """What is this store's alone, in the estate's own words."""
    named = dict.fromkeys((*store.holds, *store.redact))
    keys = {
        "at": store.at,
        "person": store.person,
        "ties": dict(store.ties),
        "find_by": dict(store.find_by),
        "keep": store.keep,
        "format": store.format,
        "redact": list(store.redact),
        "holds": {
            one: columns if isinstance(columns, str) else list(columns) for one, columns in store.holds.items()
        },
    }
    return {
        "estate": estate.estate,
        "owner": estate.owner,
        "elements": {one: _element(estate.elements[one]) for one in named if one in estate.elements},
        "store": {key: value for key, value in keys.items() if value},
    }


def _element(element: Element) -> Plain:
    plain = msgspec.to_builtins(element)
    return {key: value for key, value in plain.items() if value}


def _copied(estate: Estate, store: str) -> tuple[str, ...]:
    """The elements of which this store gets copies, with what customers say."""
    through = {name for name, channel in estate.channels.items() if channel.kept_in == store}
    journeys = (journey for journey in estate.journeys.values() if through & set(journey.through))
    return tuple(dict.fromkeys(one for journey in journeys for one in kept(estate, journey, store)))


def _columns(columns: str | tuple[str, ...]) -> tuple[str, ...]:
    return (columns,) if isinstance(columns, str) else columns


def _tables(store: Store) -> Mapping[str, Iterable[str]]:
    """Table → its columns that an estate names; sorted by name, as Fides does."""
    named = [column for columns in store.holds.values() for column in _columns(columns)]
    named += [f"{table}.{column}" for table, column in store.ties.items()]
    named += [*store.find_by.values(), *([store.person] if store.person else [])]
    tables: dict[str, set[str]] = {}
    for table, _, column in (one.partition(".") for one in named):
        tables.setdefault(table, set()).add(column)
    return {table: sorted(tables[table]) for table in sorted(tables)}


def _field(estate: Estate, store: str, table: str, column: str) -> Plain:
    whole = f"{table}.{column}"
    held = estate.stores[store].holds.items()
    categories = _categories(estate, tuple(one for one, columns in held if whole in _columns(columns)))
    plain: Plain = {"name": column}
    plain |= {"data_categories": categories} if categories else {}
    meta = _meta(estate.stores[store], store, table, column)
    return plain | ({"fides_meta": meta} if meta else {})


def _meta(store: Store, key: str, table: str, column: str) -> Plain:
    """How Fides finds the rows of a person: the key, what points at it, and what people can be found by."""
    whole = f"{table}.{column}"
    meta: Plain = {"primary_key": True} if whole == store.person else {}
    if store.person and store.ties.get(table) == column:
        meta["references"] = [{"dataset": key, "field": store.person, "direction": "from"}]
    identities = [_IDENTITIES[way] for way, found in store.find_by.items() if found == whole and way in _IDENTITIES]
    return meta | ({"identity": identities[0]} if identities else {})


# ── systems ────────────────────────────────────────────────────────────────────────────────────────
def _system(estate: Estate, name: str, *, bot: bool) -> Plain:
    mine = {key: journey for key, journey in estate.journeys.items() if name in journey.desks()}
    homes = {element: store for store, one in estate.stores.items() for element in one.holds}
    got = _moved(homes, (one for journey in mine.values() for one in journey.sees))
    changed = _moved(homes, (one for journey in mine.values() for one in journey.changes))
    unheld = [one for journey in mine.values() for one in (*journey.asks_for, *journey.never) if one not in homes]
    seat = (estate.bots if bot else estate.desks)[name]
    return {
        "fides_key": name,
        "name": title(name, seat.called),
        "description": f"{'A bot' if bot else 'A desk of agents'} of {estate.estate}.",
        "system_type": "Service" if bot else "Application",
        "administrating_department": title(name, seat.called),
        "dpo": estate.owner,
        "data_security_practices": _practices(estate, mine),
        "ingress": _dataflows(estate, got),
        "egress": _dataflows(estate, changed),
        "privacy_declarations": [_declaration(estate, *item, homes) for item in mine.items()],
        "meta": {MARK: {"elements": {one: _element(estate.elements[one]) for one in _known(estate, unheld)}}},
    }


def _known(estate: Estate, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name in estate.elements)


def _moved(homes: Mapping[str, str], elements: Iterable[str]) -> dict[str, dict[str, None]]:
    """Store → the elements of it."""
    moved: dict[str, dict[str, None]] = {}
    for one in elements:
        if one in homes:
            moved.setdefault(homes[one], {})[one] = None
    return moved


def _dataflows(estate: Estate, moved: Mapping[str, Iterable[str]]) -> list[Plain]:
    return [
        {"fides_key": store, "type": "dataset", "data_categories": _categories(estate, elements)}
        for store, elements in moved.items()
    ]


def _declaration(estate: Estate, name: str, journey: Journey, homes: Mapping[str, str]) -> Plain:
    plain: Plain = {
        "name": title(name, journey.called),
        "data_categories": _categories(estate, (*journey.sees, *journey.asks_for, *journey.changes)),
        "data_use": USE,
        "data_subjects": [SUBJECT],
    }
    for flow, elements in (("ingress", journey.sees), ("egress", journey.changes)):
        if stores := list(_moved(homes, elements)):
            plain[flow] = stores
    days = _days(estate, journey, homes)
    return plain | ({"retention_period": str(days)} if days else {})


def _days(estate: Estate, journey: Journey, homes: Mapping[str, str]) -> int:
    """The longest that anything of this journey is kept, in days; 0 where a store does not say."""
    channels = (estate.channels[one].kept_in for one in journey.through if one in estate.channels)
    stores = {homes[one] for one in (*journey.sees, *journey.changes) if one in homes} | set(filter(None, channels))
    spans = [estate.stores[store].keep for store in stores if store in estate.stores]
    return max((span_days(span) for span in spans if span), default=0) if all(spans) else 0


def _practices(estate: Estate, journeys: Iterable[str]) -> str:
    said = dict.fromkeys(one.what for name in journeys for one in safeguards(estate, name))
    return "".join(f"{what}. " for what in said).strip()


def _categories(estate: Estate, elements: Iterable[str]) -> list[str]:
    return sorted({estate.elements[one].category for one in elements if one in estate.elements})
