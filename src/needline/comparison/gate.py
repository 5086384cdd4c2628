"""Whether a new estate may pass, and the rule that decided.

It fails when a rule of its own does not hold, or when it opens anything that was closed. Of several things the one is
named that a reviewer must see first: a rule that does not hold; a new bot that answers without a certificate; a rule
that is gone; the grant of the most harmful value in the fullest form; then every other promise and liberty.
"""

from collections.abc import Iterable, Iterator

from needline.comparison.model import Entry, Gate
from needline.estate.model import Estate, Form
from needline.policy import Grant

Weight = tuple[int, int, int, str]  # what is lowest is told first


def gate(opened: tuple[Grant | str, ...], broken: tuple[str, ...], entries: Iterable[Entry], estate: Estate) -> Gate:
    """The verdict on `estate`, which opens this and breaks these of its own rules."""
    grave = dict(_grave(entries))
    weighed = sorted(grave.get(one) or _weighed(one, estate) for one in opened)
    opens = tuple(told for _, told in weighed)
    decided = (*broken, *opens, "nothing opens")[0]
    return Gate(passes=not opened and not broken, decided=decided, broken=broken, opens=opens)


def _grave(entries: Iterable[Entry]) -> Iterator[tuple[Grant | str, tuple[Weight, str]]]:
    """What opens in words at a new bot, where only its want of a certificate does, and at a rule that is gone."""
    for entry in entries:
        found = (one for reason in entry.reasons for one in reason.opened if isinstance(one, str))
        match entry.kind, entry.sign:
            case "bot", "+":
                told = f"new bot without a certificate: {entry.name}"
                yield from ((one, ((0, 0, 0, one), told)) for one in found)
            case "rule", "-":
                yield from ((one, ((1, 0, 0, one), one)) for one in found)


def _weighed(one: Grant | str, estate: Estate) -> tuple[Weight, str]:
    if isinstance(one, str):
        return (3, 0, 0, one), one
    kind = estate.elements.get(one.what) if one.form else None
    return (2, -(kind.harm if kind else 0), -(one.form or Form.USE).rank, str(one)), f"opens: {one}"
