"""What if these journeys were handled by somebody else?"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from needline.errors import EstateError, Problem
from needline.estate import near_miss
from needline.estate.model import Estate


def move(estate: Estate, journeys: Sequence[str], to: str) -> Estate:
    """`estate` after `journeys` went to the desk or bot `to`, and to it alone; all else stays as it is written.

    Raises `EstateError` for every name that the estate does not have. Whether the result makes sense is for
    `compare` to say.
    """
    if found := tuple(_strangers(estate, journeys, to)):
        raise EstateError(found)
    elsewhere = (name for name in journeys if estate.journeys[name].desks() != (to,))
    moved = {name: replace(estate.journeys[name], by=to) for name in elsewhere}
    return replace(estate, journeys={**estate.journeys, **moved})


def _strangers(estate: Estate, journeys: Sequence[str], to: str) -> Iterator[Problem]:
    asked = [("journey", "journeys", name, list(estate.journeys)) for name in journeys]
    asked.append(("desk or bot", "desks", to, [*estate.desks, *estate.bots]))
    for kind, section, name, known in asked:
        if name not in known:
            close = near_miss(name, known)
            fix = f"did you mean {close!r}?" if close else f"name one of {', '.join(known[:12]) or 'those there are'}"
            yield Problem(path=(section,), what=f"there is no {kind} {name!r}", fix=fix)
