"""The words for a change, one piece for each part of an object that is another than before."""

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct


class Piece(Struct, frozen=True, kw_only=True):
    """What became of a field, or of one item of it; pieces with one lead are told in one line."""

    field: str
    item: str = ""
    lead: str  # "sees newly"
    part: str = ""  # "charges full"


def swapped(field: str, lead: str, old: object, new: object) -> Iterator[Piece]:
    """`lead old → new`, if the two differ."""
    if old != new:
        yield Piece(field=field, lead=f"{lead} {old} → {new}")


def listed(field: str, lead: str, old: Collection[str], new: Collection[str]) -> Iterator[Piece]:
    """What is in one list only; the blank in `lead` is filled with newly or no longer: "comes {} by"."""
    yield from (Piece(field=field, item=one, lead=lead.format("newly"), part=one) for one in _without(new, old))
    yield from (Piece(field=field, item=one, lead=lead.format("no longer"), part=one) for one in _without(old, new))


def mapped(field: str, lead: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Piece]:
    """The same for keys, and for what a key stands for."""
    yield from listed(field, lead, old, new)
    for key in old:
        if key in new and old[key] != new[key]:
            yield Piece(
                field=field,
                item=key,
                lead=lead.replace(" {}", ""),
                part=f"{key} {words(old[key])} → {words(new[key])}",
            )


def words(one: object) -> str:
    """A value as it is written in an estate."""
    match one:
        case None:
            return "nothing"
        case tuple() | list():
            return ", ".join(map(str, one)) or "nothing"
        case int() if not isinstance(one, bool):
            return f"{one:,}"
        case _:
            return str(one)


def _without(some: Collection[str], others: Collection[str]) -> Iterator[str]:
    known = set(others)
    return (one for one in dict.fromkeys(some) if one not in known)
