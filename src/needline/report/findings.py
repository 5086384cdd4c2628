"""What conversations held, as the statements of a report: the part of it that is measured.

The comparison is `drift`'s. A report is written at the end of its scan, so that is the time which drift is told: the
same estate and the same scan give the same document on any day.
"""

from collections.abc import Iterator

from needline.drift import Drift, Line, State, drift
from needline.estate import Estate
from needline.exchange.safeguards import title
from needline.observed import Observed
from needline.report.statement import SCAN, Statement, blank, counted

UNUSED_DAYS = 90  # for which an element was not seen, before a report asks whether it is needed

NOT_SCANNED = "what conversations really hold: needline scan, then --observed"


def findings(estate: Estate, observed: Observed | None) -> Drift | None:
    """What was seen against what is declared; None if nothing was scanned."""
    if observed is None:
        return None
    return drift(estate, observed, now=observed.last or 0.0, unused_days=UNUSED_DAYS)


def seen(found: Drift | None, journey: str) -> tuple[Line, ...]:
    """The elements that came up in conversations of the journey, what is not declared first."""
    lines = [one for one in found.lines if one.journey == journey] if found else []
    came_up = [one for one in lines if one.state in {State.SEEN, State.UNDECLARED}]
    return tuple(sorted(came_up, key=lambda one: (one.state is State.SEEN, -one.share, one.element)))


def undeclared(found: Drift | None, journey: str) -> tuple[Line, ...]:
    """What came up in conversations of the journey, is not declared, and is no mere slip."""
    return tuple(one for one in seen(found, journey) if one.state is State.UNDECLARED and not one.rare)


def spare(found: Drift | None, journey: str) -> tuple[Line, ...]:
    """What the journey declares and no conversation showed, looked for long enough to ask whether it is needed."""
    return tuple(one for one in found.lines if one.journey == journey and one.spare) if found else ()


def told(line: Line) -> Statement:
    """What happened, with its counts."""
    counts = (("given by customers", line.given), ("asked for", line.asked), ("shown", line.shown))
    ways = ", ".join(f"{way} in {number:,}" for way, number in counts if number)
    of = f"of {counted(line.conversations, 'conversation')}"
    beyond = "; must never be" if line.never else "; not declared" if line.state is State.UNDECLARED else ""
    return Statement(f"{title(line.element)}: {ways} {of}{beyond}", SCAN)


def unread(found: Drift) -> Iterator[Statement]:
    """What the scan did not read, which a report must say."""
    if found.skipped:
        files = counted(len({skipped.file for skipped in found.skipped}), "file")
        yield Statement(f"The scan left out {counted(len(found.skipped), 'passage')} in {files}", SCAN)
    if found.unassigned:
        number = counted(found.unassigned, "conversation")
        yield Statement(f"Of {number} nothing tells the journey", SCAN)


def not_watched(found: Drift, journey: str, called: str) -> Iterator[Statement]:
    """A blank, if no conversation of the journey was scanned."""
    if journey in found.unwatched:
        yield blank(f"what is said about {called}: no conversation of it was scanned")
