"""How drift is told: one line each, worst first, with counts, the share in words, and what to do.

Written for the person who answers for the data, not for whoever runs the command.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from needline.drift.findings import Drift, Line, State
from needline.drift.holding import DAY, RULE_OF_THREE
from needline.estate.model import Estate

MOST_SKIPPED = 10  # places that are told; further ones are counted
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def told(drift: Drift, estate: Estate) -> Iterator[str]:
    """The lines of the answer."""
    yield _summary(drift)
    yield from (sentence(line, estate) for line in drift.undeclared[:1])
    for title, lines in _sections(drift):
        yield ""
        yield title
        yield from (f"  {text}" for text in _aligned(lines))
    yield from _not_looked_at(drift)
    yield ""
    yield _verdict(drift)


def sentence(line: Line, estate: Estate) -> str:
    """What is seen and not declared, as one tells it to somebody who does not know the estate's keys."""
    journey = estate.journeys[line.journey].called or line.journey.replace("_", " ")
    known = estate.elements.get(line.element)
    element = (known and known.called) or f"their {line.element.replace('_', ' ')}"
    most = max(line.given, line.asked, line.shown)
    verb = {line.shown: "are told", line.asked: "are asked for", line.given: "give"}[most]
    who = in_words(line.share).capitalize()
    ending = "which must never be" if line.never else "which that journey does not declare"
    counts = f"({most:,} of {line.conversations:,})"
    return f"{who} customers who get in touch about {journey} {verb} {element} {counts}, {ending}."


def in_words(share: float) -> str:
    """A share as people say it.

    >>> in_words(0.87), in_words(0.5), in_words(0.15), in_words(0.004), in_words(1.0)
    ('nine in ten', 'half', 'one in seven', 'one in 250', 'all')
    """
    if share <= 0:
        return "none"
    if share < 0.36:
        among = round(1 / share)
        return f"one in {_NUMBERS[among] if among < len(_NUMBERS) else f'{among:,}'}"
    if share >= 0.95:
        return "all" if share >= 1 else "nearly all"
    return "half" if 0.48 <= share <= 0.52 else f"{_NUMBERS[round(share * 10)]} in ten"


def _summary(drift: Drift) -> str:
    said = f"{drift.estate}: {drift.conversations:,} conversations"
    if drift.first is not None and drift.last is not None:
        said += f" in {max(1, round((drift.last - drift.first) / DAY)):,} days"
    if drift.stale and drift.stale > 1:
        said += f", the last {drift.stale:,} days ago"
    if drift.unassigned:
        said += f"; {drift.unassigned:,} of {drift.conversations:,} could not be assigned to a journey"
    return said + ("; read quickly, without names and addresses" if drift.depth == "quick" else "")


_TITLES = {
    (State.UNDECLARED, True, False): "NEVER, AND SEEN",
    (State.UNDECLARED, False, False): "SEEN, NOT DECLARED",
    (State.UNSEEN, False, False): "DECLARED, NOT SEEN",
    (State.SEEN, False, False): "DECLARED AND SEEN",
    (State.UNDECLARED, False, True): "RARELY SEEN, NOT DECLARED",
}


def _sections(drift: Drift) -> Iterator[tuple[str, list[Line]]]:
    for key, lines in groupby(drift.lines, key=lambda line: (line.state, line.never, line.rare)):
        if key in _TITLES:
            yield _TITLES[key], list(lines)


def _aligned(lines: Iterable[Line]) -> Iterator[str]:
    rows = [(line.journey, _element(line), _happened(line)) for line in lines]
    wide = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return (f"{row[0]:<{wide[0]}}  {row[1]:<{wide[1]}}  {row[2]}" for row in rows)


def _element(line: Line) -> str:
    return " or ".join((line.element, *line.also))


def _happened(line: Line) -> str:
    match line.state:
        case State.UNSEEN:
            return _unseen(line)
        case State.SEEN:
            return _counts(line)
    return f"{_counts(line)}: {_advice(line)}"


def _counts(line: Line) -> str:
    """What happened how often, the most frequent first: "nine in ten customers give it (31 of 35, 89%)"."""
    ways = (
        (line.given, "customers give it"),
        (line.asked, "are asked for it"),
        (line.shown, "are told it"),
    )
    (most, verb), *others = sorted(ways, key=lambda way: -way[0])
    noun = verb if verb.startswith("customers") else f"customers {verb}"
    said = f"{in_words(line.share)} {noun} ({most:,} of {line.conversations:,}, {_percent(line.share)})"
    return "; ".join((said, *(f"{number:,} {way.removeprefix('customers ')}" for number, way in others if number)))


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.095 else f"{share:.1%}"


def _advice(line: Line) -> str:
    if line.never:
        return "stop it at the source, and mask what is kept"
    if line.harm is None:
        return (
            "declare an element for it, or stop asking for it"
            if line.asked
            else "declare an element for it, or mask it"
        )
    if line.asked or line.given >= line.shown:
        return "stop asking for it, or declare it under asks_for"
    return "stop showing it, or declare it under sees"


def _unseen(line: Line) -> str:
    within = f" in {line.days:,} days" if line.days is not None else ""
    said = f"in none of {line.conversations:,} conversations{within}"
    if not line.spare:
        return f"{said}: not enough to suggest anything"
    least = line.conversations // RULE_OF_THREE
    return f"{said}, so fewer than one in {least:,} need it: remove it, unless screens that nobody talks about do"


def _not_looked_at(drift: Drift) -> Iterator[str]:
    told = [
        *(f"journey {name}: no conversation of it was read" for name in drift.unwatched),
        *(f"journey {name}: the estate does not have it" for name in drift.unknown),
        *(f"{one}" for one in drift.skipped[:MOST_SKIPPED]),
    ]
    if len(drift.skipped) > MOST_SKIPPED:
        told.append(f"{len(drift.skipped) - MOST_SKIPPED:,} places more could not be read")
    if told:
        yield from ("", "NOT LOOKED AT", *(f"  {one}" for one in told))
    if drift.silent:
        yield from ("", f"Text does not show whether anybody needs {', '.join(drift.silent)}.")


def _verdict(drift: Drift) -> str:
    if drift.agrees:
        return "Everything that was seen is declared."
    parts = (
        _counted(len(drift.undeclared), "element", "seen and not declared"),
        _counted(len(drift.unwatched), "journey", "not looked at"),
        _counted(len(drift.unknown), "journey", "not in the estate"),
        _counted(len(drift.skipped), "place", "not read"),
    )
    return f"Conversations and estate do not agree: {', '.join(part for part in parts if part)}."


def _counted(number: int, thing: str, what: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)} {what}" if number else ""
