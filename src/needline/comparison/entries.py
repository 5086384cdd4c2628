"""One entry for each object that is another, with the reasons in words and what each of them opens and closes."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from needline.comparison.causes import Cause, of_clause, of_grant
from needline.comparison.inventory import inventory, sign
from needline.comparison.model import KINDS, Direction, Entry, Kind, Reason
from needline.comparison.pieces import Piece
from needline.policy import Change, Grant, Policy, grants
from needline.policy.change import Told, clauses

Some = tuple[Grant | str, ...]

_WAYS: tuple[Direction, ...] = ("loosens", "tightens", "neither")


class _Weighed(Struct, frozen=True, kw_only=True):
    """A piece of an object, and what it opens and closes."""

    piece: Piece
    opened: Some
    closed: Some

    @property
    def told(self) -> tuple[str, Direction]:
        """Pieces that are alike in this are told in one line."""
        return self.piece.lead, _direction(self.opened, self.closed)


def entries(before: Policy, after: Policy, change: Change) -> tuple[Entry, ...]:
    """Every object that is new, another or gone: in the order of `KINDS`, and what loosens before what does not."""
    freed, bound = clauses(before, after)
    opened = _by_cause(change.opened, freed, after, before)
    closed = _by_cause(change.closed, bound, before, after)
    found: list[Entry] = []
    for (kind, name), pieces in inventory(before.estate, after.estate).items():
        reasons = tuple(_reasons(_weigh(kind, name, pieces, opened, closed)))
        way = min((reason.direction for reason in reasons), key=_WAYS.index)
        mark = sign(kind, name, before.estate, after.estate)
        found.append(Entry(sign=mark, kind=kind, name=name, direction=way, reasons=reasons))
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), _WAYS.index(one.direction), one.name)))


def _by_cause(
    changed: Iterable[Grant | str], told: Iterable[Told], here: Policy, there: Policy
) -> Mapping[Cause, list[Grant | str]]:
    """What opened or closed, under every part of an estate that it comes from."""
    found: dict[Cause, list[Grant | str]] = {}
    known = {grant.place: grant for grant in grants(there)}
    for grant in changed:
        if isinstance(grant, Grant):
            for cause in of_grant(grant, here, there, known.get(grant.place)):
                found.setdefault(cause, []).append(grant)
    for one in told:
        found.setdefault(of_clause(one), []).append(str(one))
    return found


def _weigh(
    kind: Kind,
    name: str,
    pieces: Iterable[Piece],
    opened: Mapping[Cause, list[Grant | str]],
    closed: Mapping[Cause, list[Grant | str]],
) -> Iterator[_Weighed]:
    for piece in pieces:
        cause = Cause(kind=kind, name=name, field=piece.field, item=piece.item)
        yield _Weighed(piece=piece, opened=tuple(opened.get(cause, ())), closed=tuple(closed.get(cause, ())))


def _reasons(weighed: Iterable[_Weighed]) -> Iterator[Reason]:
    together: dict[tuple[str, Direction], list[_Weighed]] = {}
    for one in weighed:
        together.setdefault(one.told, []).append(one)
    for (lead, way), some in together.items():
        parts = ", ".join(one.piece.part for one in some if one.piece.part)
        yield Reason(
            text=f"{lead}: {parts}" if parts else lead,
            direction=way,
            opened=tuple(found for one in some for found in one.opened),
            closed=tuple(found for one in some for found in one.closed),
        )


def _direction(opened: Some, closed: Some) -> Direction:
    """What opens anything loosens, whatever else it closes."""
    if opened:
        return "loosens"
    return "tightens" if closed else "neither"
