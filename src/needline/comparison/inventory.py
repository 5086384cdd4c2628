"""What is another between two estates, object by object."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from needline.comparison import journeys, objects
from needline.comparison.causes import KIND_OF
from needline.comparison.model import Kind, Sign
from needline.comparison.pieces import Piece, listed
from needline.estate.model import Estate, Trigger

Named = tuple[Kind, str]
Thing = TypeVar("Thing", bound=Struct)

_SECTIONS: Mapping[Kind, str] = {kind: section for section, kind in KIND_OF.items()}
_ELSEWHERE = {*KIND_OF, "holds"}  # sections have entries of their own; columns are told of the element


def inventory(old: Estate, new: Estate) -> dict[Named, tuple[Piece, ...]]:
    """The pieces of every object that is another; an object that is the same is not in it."""
    every: dict[Named, tuple[Piece, ...]] = {
        ("estate", ""): _all(objects.estate(old, new), old, new),
        ("customers", ""): _all(objects.customers(old.customers, new.customers), old.customers, new.customers),
    }
    every |= _section("journey", old.journeys, new.journeys, journeys.journey)
    every |= _section("bot", old.bots, new.bots, objects.bot)
    every |= _section("desk", old.desks, new.desks, objects.desk)
    every |= _section("store", old.stores, new.stores, objects.store)
    every |= _section("channel", old.channels, new.channels, objects.channel)
    every |= _section("action", old.actions, new.actions, objects.action)
    for name in dict.fromkeys((*old.elements, *new.elements)):
        was, now = old.elements.get(name), new.elements.get(name)
        every["element", name] = _all(objects.element(name, old, new), was, now)
    every |= {**_rules(old, new), **_triggers(old, new), **_messages(old, new)}
    return {named: pieces for named, pieces in every.items() if pieces}


def sign(kind: Kind, name: str, old: Estate, new: Estate) -> Sign:
    """Whether the object is new, another or gone."""
    was, now = _there(kind, name, old), _there(kind, name, new)
    if was and now:
        return "~"
    return "+" if now else "-"


def _there(kind: Kind, name: str, one: Estate) -> bool:
    if kind == "estate":
        return True
    section = getattr(one, _SECTIONS[kind])
    return section is not None and (not name or name in section)


def _section(
    kind: Kind,
    old: Mapping[str, Thing],
    new: Mapping[str, Thing],
    told: Callable[[Thing | None, Thing | None], Iterator[Piece]],
) -> dict[Named, tuple[Piece, ...]]:
    names = (name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name))
    return {(kind, name): _all(told(old.get(name), new.get(name)), old.get(name), new.get(name)) for name in names}


def _all(pieces: Iterable[Piece], old: Struct | None, new: Struct | None) -> tuple[Piece, ...]:
    """The pieces, and a bare one for every field that is another and that nobody found words for."""
    known = tuple(pieces)
    if old is None or new is None:
        return known
    told = {piece.field.partition(".")[0] for piece in known} | _ELSEWHERE
    others = (name for name in old.__struct_fields__ if getattr(old, name) != getattr(new, name))
    return (*known, *(Piece(field=name, lead="differs in", part=name) for name in others if name not in told))


def _rules(old: Estate, new: Estate) -> dict[Named, tuple[Piece, ...]]:
    gone = {rule: "need not hold any more" for rule in old.rules if rule not in new.rules}
    come = {rule: "must hold from now on" for rule in new.rules if rule not in old.rules}
    return {("rule", rule): (Piece(field="", item=rule, lead=lead),) for rule, lead in (gone | come).items()}


def _triggers(old: Estate, new: Estate) -> dict[Named, tuple[Piece, ...]]:
    return {
        ("trigger", trigger): tuple(listed("", "watches {} for", _watched(old, trigger), _watched(new, trigger)))
        for trigger in dict.fromkeys((*old.triggers, *new.triggers))
    }


def _watched(one: Estate, trigger: Trigger) -> tuple[str, ...]:
    return tuple(word for said in one.triggers.get(trigger, {}).values() for word in said)


def _messages(old: Estate, new: Estate) -> dict[Named, tuple[Piece, ...]]:
    found: dict[Named, tuple[Piece, ...]] = {}
    for occasion in dict.fromkeys((*old.messages, *new.messages)):
        was, now = old.messages.get(occasion, {}), new.messages.get(occasion, {})
        others = (language for language in dict.fromkeys((*was, *now)) if was.get(language) != now.get(language))
        lead = "says something else in"
        found["message", occasion] = tuple(Piece(field="", item=one, lead=lead, part=one) for one in others)
    return found
