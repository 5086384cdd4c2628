"""What became of everything in an estate that is no journey, in words."""

from collections.abc import Iterable, Iterator

from needline.comparison.pieces import Piece, listed, mapped, swapped, words
from needline.estate.model import Action, Bot, Channel, Desk, Element, Estate, Proving, Store


def desk(old: Desk | None, new: Desk | None) -> Iterator[Piece]:
    """Every part of a desk that is another."""
    if old is None or new is None:
        for one in filter(None, (old, new)):
            yield Piece(field="seats", lead=f"{_count(one.seats, 'seat')}")
            yield Piece(field="signs_in", lead=f"signs in with {one.signs_in}")
            yield Piece(field="reach", lead=f"reaches {one.reach}")
        return
    yield from swapped("seats", "seats", f"{old.seats:,}", f"{new.seats:,}")
    yield from swapped("signs_in", "signs in with", old.signs_in, new.signs_in)
    yield from swapped("reach", "reaches", old.reach, new.reach)
    yield from swapped("kept_in", "its contacts are kept in", words(old.kept_in), words(new.kept_in))
    yield from swapped("called", "called", repr(old.called), repr(new.called))


def bot(old: Bot | None, new: Bot | None) -> Iterator[Piece]:
    """Every part of a bot that is another."""
    if old is None or new is None:
        for one in filter(None, (old, new)):
            yield Piece(
                field="certificate", lead="no certificate" if one.certificate == "none" else "needs a certificate"
            )
            yield Piece(field="reach", lead=f"reaches {one.reach}")
            yield Piece(field="at", lead=f"is at {one.at}, speaks {one.speaks}")
        return
    yield from swapped("certificate", "certificate", old.certificate, new.certificate)
    yield from swapped("reach", "reaches", old.reach, new.reach)
    yield from swapped("at", "is at", old.at, new.at)
    yield from swapped("speaks", "speaks", old.speaks, new.speaks)
    yield from swapped("kept_in", "keeps conversations in", words(old.kept_in), words(new.kept_in))
    yield from swapped("called", "called", repr(old.called), repr(new.called))


def store(old: Store | None, new: Store | None) -> Iterator[Piece]:
    """Every part of a store that is another; which column holds an element is told of the element."""
    if old is None or new is None:
        for one in filter(None, (old, new)):
            yield Piece(field="keep", lead=f"keeps {one.keep or 'for ever'}")
            yield Piece(field="holds", lead=f"holds {words(tuple(one.holds))}")
        return
    yield from swapped("keep", "keeps", old.keep or "for ever", new.keep or "for ever")
    yield from listed("holds", "holds {}", old.holds, new.holds)
    yield from listed("redact", "redacts {}", old.redact, new.redact)
    yield from swapped("redacts_when", "redacts when", old.redacts_when, new.redacts_when)
    yield from swapped("copy_of", "a copy of", words(old.copy_of), words(new.copy_of))
    yield from listed("reached_by", "reached {} by", old.reached_by, new.reached_by)
    yield from swapped("at", "is at", old.at, new.at)
    yield from swapped("format", "format", words(old.format), words(new.format))
    yield from swapped("person", "whose record a row is, says", words(old.person), words(new.person))
    yield from mapped("ties", "ties {}", old.ties, new.ties)
    yield from mapped("find_by", "finds a customer {} by", old.find_by, new.find_by)


def channel(old: Channel | None, new: Channel | None) -> Iterator[Piece]:
    """Every part of a channel that is another."""
    if old is None or new is None:
        for one in filter(None, (old, new)):
            yield Piece(field="kept_in", lead=f"kept in {words(one.kept_in)}")
        return
    yield from swapped("kept_in", "kept in", words(old.kept_in), words(new.kept_in))
    yield from _flag("recorded", "recorded", old=old.recorded, new=new.recorded)
    yield from _flag("screen_recorded", "screen recorded", old=old.screen_recorded, new=new.screen_recorded)
    yield from listed("pauses", "pauses {} for", old.pauses, new.pauses)
    yield from listed("screen_pauses", "screen pauses {} for", old.screen_pauses, new.screen_pauses)
    yield from swapped("paused_by", "paused by", old.paused_by, new.paused_by)
    yield from swapped("visitors", "visitors are", old.visitors, new.visitors)
    yield from swapped("kind", "kind", words(old.kind), words(new.kind))


def element(name: str, before: Estate, after: Estate) -> Iterator[Piece]:
    """Every part of an element that is another, and the columns that it is read from."""
    old, new = before.elements.get(name), after.elements.get(name)
    if old is None or new is None:
        for one in filter(None, (old, new)):
            yield Piece(field="category", lead=f"is {one.category}, harm {one.harm}")
        return
    yield from swapped("harm", "harm", old.harm, new.harm)
    yield from swapped("category", "is", old.category, new.category)
    yield from swapped("holds", "read from", *(_columns(name, one) or "nowhere" for one in (before, after)))
    yield from swapped("person", "whose it is, says", *(_owners(name, one) or "nothing" for one in (before, after)))
    yield from _found(old, new)


def action(old: Action | None, new: Action | None) -> Iterator[Piece]:
    """Every part of an action that is another; a statement itself is in the file."""
    if old is None or new is None:
        for one in filter(None, (old, new)):
            yield Piece(field="sql", lead=f"posts to {one.post}" if one.post else f"runs sql in {words(one.store)}")
        return
    if old.sql != new.sql:
        yield Piece(field="sql", lead="runs another statement")
    yield from swapped("post", "posts to", words(old.post), words(new.post))
    yield from swapped("store", "runs in", words(old.store), words(new.store))
    yield from mapped("takes", "takes {}", old.takes, new.takes)
    yield from swapped("called", "called", repr(old.called), repr(new.called))


def customers(old: Proving | None, new: Proving | None) -> Iterator[Piece]:
    """How customers prove who they are."""
    if old is None or new is None:
        for one in filter(None, (old, new)):
            yield Piece(field="code_to", lead=f"codes go to {one.code_to}, {one.cooling_off} after it changed")
        return
    yield from swapped("code_to", "codes go to", old.code_to, new.code_to)
    yield from swapped("changed", "when that changed, says", words(old.changed), words(new.changed))
    yield from swapped("cooling_off", "contact points cool off for", old.cooling_off, new.cooling_off)


def estate(old: Estate, new: Estate) -> Iterator[Piece]:
    """What the estate says of itself."""
    yield from swapped("estate", "called", repr(old.estate), repr(new.estate))
    yield from swapped("owner", "owner", old.owner, new.owner)
    yield from swapped("people", "customers on file", f"{old.people:,}", f"{new.people:,}")
    yield from swapped("country", "country", old.country, new.country)


def _found(old: Element, new: Element) -> Iterator[Piece]:
    yield from swapped("called", "called", repr(old.called), repr(new.called))
    if old.spot != new.spot:
        yield Piece(field="spot", lead="found in text by other patterns or words")


def _columns(name: str, one: Estate) -> str:
    return "; ".join(f"{words(each.holds[name])} in {at}" for at, each in one.stores.items() if name in each.holds)


def _owners(name: str, one: Estate) -> str:
    return ", ".join(_owner(each, each.holds[name]) for each in one.stores.values() if name in each.holds)


def _owner(one: Store, columns: str | Iterable[str]) -> str:
    first = columns if isinstance(columns, str) else next(iter(columns), "")
    table = first.partition(".")[0]
    return f"{table}.{one.ties[table]}" if table in one.ties else words(one.person)


def _flag(field: str, lead: str, *, old: bool, new: bool) -> Iterator[Piece]:
    if old != new:
        yield Piece(field=field, lead=f"{lead} newly" if new else f"{lead} no longer")


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
