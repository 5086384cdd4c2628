"""Which columns the elements of a draft hold: those of one kind in one table that is the customer's, or refers to it.

What no element can hold is told with its reason; the estate file has rows of one customer by one reference only.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from needline.discover.discovery import Store
from needline.discover.finding import Finding
from needline.discover.naming import owner
from needline.discover.roles import Role
from needline.discover.tokens import listed, split
from needline.estate.shapes import NAME, SQL_NAME

# The name of an element, by its category; the longest prefix counts.
_CALLED = {
    "user.name": "name", "user.contact.email": "email", "user.contact.phone_number": "phone",
    "user.contact.fax_number": "fax", "user.contact.address": "address", "user.contact.organization": "organisation",
    "user.contact.url": "web_page", "user.demographic.date_of_birth": "birth_date",
    "user.demographic.gender": "gender", "user.demographic.marital_status": "marital_status",
    "user.demographic": "background", "user.financial.credit_card": "card", "user.financial.bank_account":
    "bank_account", "user.financial": "finances", "user.authorization.password": "password",
    "user.authorization": "credentials", "user.government_id": "identity_number", "user.account.username":
    "user_name", "user.behavior.purchase_history": "purchases", "user.behavior.search_history": "searches",
    "user.behavior": "visits", "user.device": "device", "user.location": "location", "user.content": "texts",
    "user.health_and_medical": "health", "user.job_title": "job", "user.workplace": "work",
    "user.biometric": "biometrics", "user.social": "social_profiles", "user.unique_id": "reference",
    "user.criminal_history": "criminal_record",
}  # fmt: skip
_NAME, _SQL = re.compile(NAME), re.compile(SQL_NAME)


class Element(Struct, frozen=True, kw_only=True):
    """An element of the draft."""

    category: str
    columns: tuple[str, ...] = ()
    store: str = ""


class Left(Struct, frozen=True, kw_only=True):
    """A personal column that no element of the draft holds, and why."""

    store: str
    table: str
    column: str
    why: str


def called(category: str) -> str:
    """The usual name of an element of this category.

    >>> called("user.contact.address.city"), called("user.sensor")
    ('address', 'sensor')
    """
    key = category
    while key and key not in _CALLED:
        key = key.rpartition(".")[0]
    return _CALLED.get(key) or category.rpartition(".")[2]


def kinds(store: Store, left: list[Left]) -> Iterator[tuple[str, str, list[Finding]]]:
    """The columns of each kind in each table that is tied to the customer; the person's own table first."""
    by_kind: dict[tuple[str, str], list[Finding]] = {}
    for one in store.findings:
        if one.category is None and not one.container:
            continue
        category = one.category or "user.content.private"
        if why := _kept_out(store, one, category):
            left.append(Left(store=store.name, table=one.table, column=one.column.rpartition(".")[2], why=why))
        else:
            by_kind.setdefault((one.table, called(category)), []).append(one)
    own = store.person.rpartition(".")[0]
    for (table, kind), columns in sorted(by_kind.items(), key=lambda one: one[0][0] != own):
        yield kind, table, columns


def _kept_out(store: Store, one: Finding, category: str) -> str:
    """Why a column cannot be held by an element of the draft; empty when it can."""
    place = store.places[one.table]
    if not category.startswith("user."):
        return "a secret of a system; no desk needs it"
    if place.role is Role.STAFF:
        return "of staff, not of customers"
    if not store.person:
        return "nothing says whose record a row is: write person:"
    if place.table.schema or not one.column.isprintable() or not all(map(_SQL.fullmatch, one.column.rsplit(".", 1))):
        return "its name cannot be written in an estate yet"
    if one.table != store.person.rpartition(".")[0] and not tie(store, one.table):
        return "its table does not refer to the customer's: make a view that does"
    return ""


def tie(store: Store, table: str) -> str:
    """The column of the table that refers to the customer; empty where none does."""
    own, _, key = store.person.rpartition(".")
    columns = [one for one in store.places[table].table.columns if one.refers == own]
    tied = [one.name for one in columns if owner(one.name)]
    same = [one.name for one in store.places[table].table.columns if one.name == key and split(key) != ("id",)]
    return next(iter((*tied, *same)), "")


def shared(kind: str, columns: Sequence[Finding]) -> str:
    """One category for all columns: the one that they share from the top."""
    keys = [(one.category or "user.content.private").split(".") for one in columns]
    shared = []
    for parts in zip(*keys, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return ".".join(shared) if len(shared) > 1 else next(key for key, name in _CALLED.items() if name == kind)


def free(kind: str, table: str, taken: Mapping[str, Element]) -> str:
    """A name for the element that no other has: its kind, where that is taken with the table before it."""
    if kind not in taken:
        return kind
    base = "_".join((*split(table)[-2:], kind))
    base = base if _NAME.fullmatch(base) else f"t_{base}"
    at, name = 2, base
    while name in taken:
        name, at = f"{base}_{at}", at + 1
    return name


def ways(store: Store) -> dict[str, tuple[str, bool]]:
    """What a customer can be found by: way → its column, and whether the database keeps it unique."""
    own = store.person.rpartition(".")[0]
    if not own:
        return {}
    table = store.places[own].table
    found: dict[str, tuple[str, bool]] = {}
    for one in store.findings:
        if one.table == own and (kind := called(one.category or "")) in {"email", "phone"}:
            column = table.column(one.column.rpartition(".")[2])
            if column and (kind not in found or (column.unique and not found[kind][1])):
                found[kind] = one.column, column.unique
    for column in table.columns:
        if column.unique and not column.key and set(split(column.name)) & _REFERENCE:
            found.setdefault("reference", (f"{own}.{column.name}", True))
    return {way: place for way, place in found.items() if all(map(_SQL.fullmatch, place[0].rsplit(".", 1)))}


_REFERENCE = listed("""
    no nr number reference ref code nummer numero num username login
""")
