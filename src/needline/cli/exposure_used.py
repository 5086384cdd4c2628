"""What desks and bots really obtain in a day, read from needline's own record."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import UTC, datetime

from needline.cli.ground import evidence, on_ground
from needline.estate import Estate
from needline.exposure.obtained import HARM, WEIGHT, Points
from needline.record.entry import Decided, RecordRead
from needline.store.evidence import Evidence
from needline.web.wiring import Ground

DAYS = 90  # before now; what nobody used in a quarter is slack
_DAY = 86_400  # seconds
_PAGE = 1000  # entries read at once

Who = tuple[str, str, int]  # desk, agent, day
Obtained = Mapping[tuple[str, str], Points]  # customer's pseudonym, element → the most that was shown of it


async def used(ground: Ground, estate: Estate, by: str) -> dict[str, float]:
    """Of every desk and bot the harm points that its busiest seat obtained in its busiest day of the last 90.

    A customer's element counts once a day, in the most telling form in which it was shown. That `by` asks is recorded
    before anything is read. Raises `RecordError` or `StoreError`.
    """
    now = datetime.now(UTC).timestamp()
    await ground.recorder.append(RecordRead(at=now, agent=by, filters=("kind",)))
    seen: defaultdict[Who, dict[tuple[str, str], Points]] = defaultdict(dict)
    async for entry in _decided(evidence(ground), now - DAYS * _DAY):
        ask = entry.decision.ask
        obtained = seen[ask.desk, ask.agent, int(entry.at // _DAY)]
        for show in entry.decision.shown:
            if show.element in estate.elements:
                key = ask.contact.subject or "", show.element
                points = estate.elements[show.element].harm * WEIGHT[show.form]
                obtained[key] = max(points, obtained.get(key, 0))
    return _busiest((*estate.desks, *estate.bots), seen)


def read_used(estate: Estate, by: str) -> dict[str, float]:
    """The same, on the state that the variables NEEDLINE_… name."""
    return on_ground(lambda ground: used(ground, estate, by), "reading the record")


async def _decided(evidence: Evidence, since: float) -> AsyncIterator[Decided]:
    """Every decision since then, newest first."""
    before: int | None = None
    while page := await evidence.entries(kind="decided", before=before, limit=_PAGE):
        for kept in page:
            if kept.entry.at < since:
                return
            if isinstance(kept.entry, Decided):
                yield kept.entry
        before = page[-1].place


def _busiest(desks: Iterable[str], seen: Mapping[Who, Obtained]) -> dict[str, float]:
    busiest = dict.fromkeys(desks, 0.0)
    for (desk, _, _), obtained in seen.items():
        if desk in busiest:
            busiest[desk] = max(busiest[desk], sum(obtained.values()) / HARM)
    return busiest
