"""What must hold of stores that are APIs: every column has its path, and every row its owner."""

import re
from collections.abc import Iterator

from needline.errors import Path, Problem
from needline.estate.model import Answer, Estate, Store
from needline.estate.paths import lists

PERSON, FIELDS = "{person}", "{fields}"
_BLANK = re.compile(r"\{[^}]*\}?|\}")
_DOTS = re.compile(r"/\.{1,2}(?=[/?]|$)")


def apis(estate: Estate) -> Iterator[Problem]:
    """Everything that keeps an API from being asked, or its answers from being told apart."""
    for name, store in estate.stores.items():
        path: Path = ("stores", name)
        if store.answers:
            yield from _tables(path, store)
            yield from _finding(path, store)
            yield from _statements(name, estate)
        elif store.search or store.headers:
            what = "it is no API, since nothing says what it answers"
            yield Problem(path=path, what=what, fix="add answers:, or take search and headers out")


def _tables(path: Path, store: Store) -> Iterator[Problem]:
    for name, answer in store.answers.items():
        yield from _request((*path, "answers", name), answer)
    for element, columns in store.holds.items():
        for column in (columns,) if isinstance(columns, str) else columns:
            yield from _column((*path, "holds", element), store, column)
    yield from _sides(path, store)


def _request(path: Path, answer: Answer) -> Iterator[Problem]:
    for blank in _blanks(answer.get, PERSON, FIELDS):
        yield Problem(path=(*path, "get"), what=f"nothing fills in {blank}", fix="write {person} or {fields}")
    if PERSON not in answer.get:
        fix = "write {person} where the customer's key stands"
        yield Problem(path=(*path, "get"), what="it would be the same for every customer", fix=fix)
    yield from _place((*path, "get"), answer.get)
    if answer.more and lists(answer.more):
        fix = "name one value that is empty or false when nothing is left"
        yield Problem(path=(*path, "more"), what="more is a value for each item of a list", fix=fix)


def _blanks(path: str, *known: str) -> Iterator[str]:
    return (blank for blank in _BLANK.findall(path) if blank not in known)


def _place(path: Path, request: str) -> Iterator[Problem]:
    if _DOTS.search(request) or request.startswith("//"):
        yield Problem(path=path, what="it leads to another place than it says", fix="write it without dots and //")


def _column(path: Path, store: Store, column: str) -> Iterator[Problem]:
    """A row without an owner could be anybody's: the owner stands beside each value, or above it."""
    table, _, name = column.partition(".")
    answer = store.answers.get(table)
    if answer is None:
        yield Problem(path=path, what=f"nothing asks for table {table!r}", fix=f"add {table}: to answers")
        return
    own, _, key = (store.person or "").partition(".")
    owner = key if table == own else store.ties.get(table, key)
    for one in dict.fromkeys((name, owner)):
        if one not in answer.reads:
            fix = f"add {one}: its path to reads of {table}"
            yield Problem(path=path, what=f"nothing says where {table}.{one} stands in the answer", fix=fix)
    if name in answer.reads and owner in answer.reads and not _above(answer.reads[owner], answer.reads[name]):
        fix = f"let {owner} stand in the same list, or above it"
        yield Problem(path=path, what=f"{table}.{owner} does not say whose {column} it is", fix=fix)


def _sides(path: Path, store: Store) -> Iterator[Problem]:
    """Columns of one element make rows: they follow one list, however deep each of them stands."""
    for element, columns in store.holds.items():
        places = [] if isinstance(columns, str) else [_read(store, column) for column in columns]
        deepest = max((one for one in places if one), key=lambda one: len(lists(one)), default="$")
        if any(one and not _above(one, deepest) for one in places):
            fix = "make an element of each list"
            yield Problem(path=(*path, "holds", element), what=f"{element!r} is read from several lists", fix=fix)


def _read(store: Store, column: str) -> str:
    table, _, name = column.partition(".")
    return store.answers[table].reads.get(name, "") if table in store.answers else ""


def _above(path: str, other: str) -> bool:
    """Whether `path` has one value for each value of `other`."""
    return lists(other)[: len(lists(path))] == lists(path)


def _finding(path: Path, store: Store) -> Iterator[Problem]:
    if store.search is None:
        if store.find_by:
            fix = "add search: {post: its path, reads: where key and value stand}"
            yield Problem(path=(*path, "find_by"), what="an API is not read as a whole to find customers", fix=fix)
        return
    where = (*path, "search")
    for blank in _blanks(store.search.post):
        yield Problem(path=(*where, "post"), what=f"{blank} is never in an address", fix="the value is in the body")
    yield from _place((*where, "post"), store.search.post)
    named = [column.partition(".")[2] for column in (store.person or ".", *store.find_by.values())]
    for one in dict.fromkeys(named):
        if one not in store.search.reads:
            what = f"nothing says where {one} stands in what is found"
            yield Problem(path=(*where, "reads"), what=what, fix=f"add {one}: its path")
    if len({lists(store.search.reads[one]) for one in named if one in store.search.reads}) > 1:
        what = "the key and what it was found by stand in different lists"
        yield Problem(path=(*where, "reads"), what=what, fix="read both from the same list")


def _statements(store: str, estate: Estate) -> Iterator[Problem]:
    for name, action in estate.actions.items():
        if action.store == store and action.sql is not None:
            fix = "write post: env:NAME, an address that carries it out"
            yield Problem(path=("actions", name, "sql"), what=f"{store!r} is an API and runs no sql", fix=fix)
