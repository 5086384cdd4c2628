"""The accepted list: what people decided about columns, by when they decide again.

    accepted:
      - column: reviews.name               # store: before it, where several stores have such a table
        verdict: none                      # none, container, or a data category
        who: ann@shop.example
        why: reviewers choose a pen name
        until: "2027-06-30"

A file is read by the strict subset of YAML that estates are written in, so JSON is read as well. A decision changes
what is printed and drafted, never what is judged: each run judges every column anew, and tells where the two differ.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from needline.discover.finding import Finding
from needline.errors import EstateError, Problem
from needline.estate.categories import KEYS, known
from needline.estate.conversion import Conversion
from needline.estate.reading import locate, places_of
from needline.estate.wording import near_miss
from needline.estate.yaml import parse

NONE, CONTAINER = "none", "container"


class Decision(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody decided about a column."""

    column: str  # table.column, or store:table.column
    verdict: str  # none, container, or a data category
    who: str
    why: str
    until: str  # the last day it holds: 2027-06-30


class Accepted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of decisions."""

    accepted: tuple[Decision, ...] = ()


def read_accepted(name: str, raw: bytes) -> tuple[Decision, ...]:
    """The decisions in a file. Raises `EstateError` with every problem of it, each with its place."""
    parsed = parse(name, raw)
    if parsed.top is None or parsed.problems:
        raise EstateError(parsed.problems)
    places = places_of(parsed.top)
    conversion = Conversion(places)
    plain = conversion.value(parsed.top, msgspec.inspect.type_info(Accepted), ())
    if conversion.problems:
        raise EstateError(locate(conversion.problems, places))
    decisions = msgspec.convert(plain, Accepted).accepted
    if problems := tuple(one for at, decision in enumerate(decisions) for one in _problems(at, decision)):
        raise EstateError(locate(problems, places))
    return decisions


def _problems(at: int, one: Decision) -> Iterator[Problem]:
    path = ("accepted", at)
    if one.verdict not in {NONE, CONTAINER} and not known(one.verdict):
        meant = near_miss(one.verdict, (*KEYS, NONE, CONTAINER))
        fix = f"did you mean {meant!r}?" if meant else "write none, container or a data category"
        yield Problem(path=(*path, "verdict"), what=f"{one.verdict!r} is no verdict", fix=fix)
    if "." not in one.column:
        yield Problem(path=(*path, "column"), what=f"{one.column!r} is no column", fix="write table.column")
    if _day(one.until) is None:
        yield Problem(path=(*path, "until"), what=f"{one.until!r} is no day", fix='write one such as "2027-06-30"')
    for name in ("who", "why"):
        if not getattr(one, name).strip():
            yield Problem(path=(*path, name), what=f"{name!r} is empty", fix="say it; the next reader will ask")


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


# ── decisions beside judgements ────────────────────────────────────────────────────────────────────
def decided(
    findings: Sequence[Finding], decisions: Iterable[Decision], *, today: date, exists: Callable[[str, str], bool]
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings as people decided them, and a line for each decision that ran out or differs from the judgement.

    `exists` says whether a store (empty: any) has a column.
    """
    by_place = {(one.store, one.column): one for one in findings}
    lines: list[str] = []
    for decision in decisions:
        store, _, column = decision.column.rpartition(":")
        if not exists(store, column):
            lines.append(f"{decision.column}: accepted by {decision.who}, but there is no such column any more")
            continue
        there = [key for key in by_place if key[1] == column and store in {"", key[0]}] or [(store, column)]
        for key in there:
            judged = by_place.get(key)
            lines.extend(_differs(decision, judged, today))
            if _holds(decision, today):
                by_place[key] = _applied(decision, key, judged)
    return tuple(by_place.values()), tuple(lines)


def _holds(decision: Decision, today: date) -> bool:
    last = _day(decision.until)
    return last is not None and today <= last


def _differs(decision: Decision, judged: Finding | None, today: date) -> Iterator[str]:
    said = _verdict(judged)
    if not _holds(decision, today):
        yield (
            f"{decision.column}: {decision.who} accepted {decision.verdict} until {decision.until}, which is over; "
            f"judged {said}"
        )
    elif said != decision.verdict and not (decision.verdict == CONTAINER and judged and judged.container):
        yield f"{decision.column}: {decision.who} accepted {decision.verdict}, judged {said}"


def _verdict(judged: Finding | None) -> str:
    return NONE if judged is None else judged.category or CONTAINER


def _applied(decision: Decision, key: tuple[str, str], judged: Finding | None) -> Finding:
    store, column = key
    by = f"accepted by {decision.who} until {decision.until}: {decision.why}"
    own = judged or Finding(
        column=column, store=store, category=None, container=False, confidence=1.0, why="not judged personal"
    )
    category = decision.verdict if decision.verdict not in {NONE, CONTAINER} else None
    return replace(
        own, category=category, container=decision.verdict == CONTAINER or (own.container and category is not None),
        decided=by, judged=_verdict(judged), why=f"{by}; judged: {own.why}",
    )  # fmt: skip
