"""What became of a journey, in words."""

from collections.abc import Iterator

from needline.comparison.causes import Seen, seen
from needline.comparison.pieces import Piece, listed, swapped
from needline.estate.model import Assurance, Deed, HandOver, Journey, Trigger

_NOBODY = Journey(by=(), through=(), customer_proves=Assurance.NOTHING)


def journey(old: Journey | None, new: Journey | None) -> Iterator[Piece]:
    """Every part of the journey that is another; None: there is none on that side."""
    before, after = old or _NOBODY, new or _NOBODY
    yield from _by(before, after)
    yield from listed("through", "comes {} by", before.through, after.through)
    yield from _proof(old, new)
    yield from _sees(before, after)
    yield from _does(before, after)
    yield from listed("changes", "changes {}", before.changes, after.changes)
    yield from listed("asks_for", "asks {}", before.asks_for, after.asks_for)
    yield from listed("never", "promises {} never to ask for", before.never, after.never)
    yield from _hand_overs(before, after)
    if old and new:
        yield from _volume(old, new)


def _by(old: Journey, new: Journey) -> Iterator[Piece]:
    gone = [one for one in old.desks() if one not in new.desks()]
    come = [one for one in new.desks() if one not in old.desks()]
    if gone and come:
        lead = f"moved from {', '.join(gone)} to {', '.join(come)}"
        yield Piece(field="by", lead=lead, part=_granted(new))
    elif come:
        lead = f"handled also by {', '.join(come)}" if old.desks() else f"handled by {', '.join(come)}"
        yield Piece(field="by", lead=lead, part=_granted(new) if old.desks() else "")
    elif gone:
        yield Piece(field="by", lead=f"handled no longer by {', '.join(gone)}")


def _granted(one: Journey) -> str:
    """What whoever handles it sees and does: at a new desk, all of that is new."""
    sights = (f"{element} {sight.form}" for element in one.sees if (sight := seen(one, element)))
    verbs = {"sees": ", ".join(sights), "does": ", ".join(one.does)}
    return "; ".join(f"{verb} {what}" for verb, what in verbs.items() if what)


def _proof(old: Journey | None, new: Journey | None) -> Iterator[Piece]:
    if old and new:
        yield from swapped("customer_proves", "customer proves", old.customer_proves, new.customer_proves)
    elif new:
        yield Piece(field="customer_proves", lead=f"customer proves {new.customer_proves}")


def _sees(old: Journey, new: Journey) -> Iterator[Piece]:
    for element in dict.fromkeys((*new.sees, *old.sees)):
        match seen(old, element), seen(new, element):
            case None, Seen() as sight:
                proof = f" after {sight.customer}" if sight.own else ""
                yield Piece(field="sees", item=element, lead="sees newly", part=f"{element} {sight.form}{proof}")
            case Seen(), None:
                yield Piece(field="sees", item=element, lead="sees no longer", part=element)
            case Seen() as before, Seen() as after:
                yield from _sight(element, before, after)


def _sight(element: str, old: Seen, new: Seen) -> Iterator[Piece]:
    if old.form != new.form:
        yield Piece(field="sees.form", item=element, lead="form", part=f"{element} {old.form} → {new.form}")
    if old.customer != new.customer and (old.own or new.own):
        part = f"{element} {old.customer} → {new.customer}"
        yield Piece(field="sees.customer", item=element, lead="customer proves for", part=part)
    if old.staff != new.staff:
        part = f"{element} {old.staff} → {new.staff}"
        yield Piece(field="sees.staff", item=element, lead="agent proves for", part=part)


def _does(old: Journey, new: Journey) -> Iterator[Piece]:
    for action in dict.fromkeys((*new.does, *old.does)):
        before, after = old.does.get(action), new.does.get(action)
        if before is None and after is not None:
            yield Piece(field="does", item=action, lead="does newly", part=f"{action}{_limit(after)}")
        elif after is None:
            yield Piece(field="does", item=action, lead="does no longer", part=action)
        elif before and before.at_most != after.at_most:
            part = f"{action} {_most(before)} → {_most(after)}"
            yield Piece(field="does.at_most", item=action, lead="limit", part=part)
        yield from _above(action, before, after)


def _above(action: str, old: Deed | None, new: Deed | None) -> Iterator[Piece]:
    before, after = (one.above.approve if one and one.above else "nobody" for one in (old, new))
    if before != after:
        part = f"{action} by {before} → {after}"
        yield Piece(field="does.above", item=action, lead="approved above the limit", part=part)


def _limit(deed: Deed) -> str:
    return "" if deed.at_most is None else f" up to {_most(deed)}"


def _most(deed: Deed) -> str:
    return "none" if deed.at_most is None else f"{deed.at_most:,g}"


def _hand_overs(old: Journey, new: Journey) -> Iterator[Piece]:
    before, after = _targets(old), _targets(new)
    for trigger in dict.fromkeys((*after, *before)):
        was, now = before.get(trigger), after.get(trigger)
        if was == now:
            continue
        if was is None:
            yield Piece(field="hand_over", item=trigger, lead=f"hands over newly to {now} when", part=trigger)
        elif now is None:
            yield Piece(field="hand_over", item=trigger, lead="hands over no longer when", part=trigger)
        else:
            yield Piece(field="hand_over", item=trigger, lead=f"hands over to {was} → {now} when", part=trigger)


def _targets(one: Journey) -> dict[Trigger, str]:
    """Trigger → where to; of a trigger that is named twice, all of them."""
    found: dict[Trigger, list[str]] = {}
    for over in one.hand_overs():
        for trigger in over.when:
            found.setdefault(trigger, []).append(_target(over))
    return {trigger: ", ".join(targets) for trigger, targets in found.items()}


def _target(over: HandOver) -> str:
    return f"{over.to} as {over.becomes}" if over.becomes else over.to


def _volume(old: Journey, new: Journey) -> Iterator[Piece]:
    yield from swapped("a_year", "contacts a year", f"{old.a_year:,}", f"{new.a_year:,}")
    yield from swapped("called", "called", repr(old.called), repr(new.called))
    if old.known_by != new.known_by:
        yield Piece(field="known_by", lead="known by other words or fields")
