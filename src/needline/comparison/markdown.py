"""A comparison as Markdown for a pull request: the verdict first, a table a kind of object, the rest folded away.

An estate is written by whoever opens the pull request: nothing in it may become a heading, a link, a mention, a
picture or HTML. What an estate says is escaped for CommonMark with GitHub's and GitLab's additions (a mention is
found in the rendered text, so escaping alone is not enough) and stands in `<code>`, where neither looks for one.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from needline.comparison.figures import likely, points, signed, span
from needline.comparison.model import Comparison, Entry, Gate, Numbers, RouteMoved
from needline.comparison.text import plain

ROOM = 60_000  # characters: GitHub takes comments of 65,536, counted in its own way
_LIVE = re.compile(
    r"[^\w\s.,;:%→–'/()=-]"  # ASCII punctuation that could be markup, @ and # among it
    r"|:(?=\S)"  # https://example.org, :tada:
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis, but not the inside of a name
    r"|\.(?=\w)"  # www.example.org
)
_MARKS = {"loosens": "⚠️ loosens", "tightens": "🔒 tightens", "neither": ""}
_PLURALS = {"customers": "how customers prove who they are", "estate": "the estate itself"}
_MORE = "there is more than fits here; `needline diff` tells all of it"


class Block(Struct, frozen=True, kw_only=True):
    """Rows that may be cut short when there is no room, and what stands around them."""

    head: tuple[str, ...]
    rows: tuple[str, ...]
    foot: tuple[str, ...] = ("",)


def markdown(one: Comparison, room: int = ROOM) -> Iterator[str]:
    """The lines of a comparison as a comment on a pull request, in at most about `room` characters."""
    cut = False
    for block in _blocks(one):
        room -= sum(len(line) + 1 for line in (*block.head, *block.foot))
        rows = tuple(_fitting(block.rows, room))
        room -= sum(len(row) + 1 for row in rows)
        cut = cut or len(rows) < len(block.rows)
        if rows or not block.rows:
            yield from (*block.head, *rows, *block.foot)
    if cut:
        yield f"*{_MORE}*"


def escaped(said: str) -> str:
    r"""A text that Markdown shows as it is: in a cell, in a line, in HTML.

    >>> escaped("a|b <img> `x` @you #1")
    'a&#124;b &#60;img&#62; &#96;x&#96; &#64;you &#35;1'
    """
    return _LIVE.sub(lambda found: f"&#{ord(found[0])};", plain(said))


def _fitting(rows: Iterable[str], room: int) -> Iterator[str]:
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            return
        yield row


def _blocks(one: Comparison) -> Iterator[Block]:
    rules = tuple(f"- {_code(rule)}" for rule in one.gate.broken[1:])
    yield Block(head=(f"**needline: {_verdict(one.gate)}",), rows=())
    if rules:
        yield Block(head=(), rows=rules)
    yield Block(head=(_counts(one),), rows=())
    for kind, some in groupby(one.entries, key=lambda entry: entry.kind):
        yield _table(_PLURALS.get(kind, f"{kind}s"), some)
    yield from _numbers(one.numbers)
    yield from _listed("Everything that opens", map(str, one.opened))
    yield from _listed("Everything that closes", map(str, one.closed))


def _code(said: str) -> str:
    return f"<code>{escaped(said)}</code>"


def _verdict(one: Gate) -> str:
    return f"{'✅ PASS' if one.passes else '❌ FAIL'}** {_code(one.decided)}"


def _counts(one: Comparison) -> str:
    numbers = one.numbers
    opens, closes = len(one.opened), len(one.closed)
    return (
        f"{opens:,} {'opens' if opens == 1 else 'open'}, {closes:,} {'closes' if closes == 1 else 'close'}. "
        f"Exposure a year {likely(numbers.before)} → {likely(numbers.after)} harm points: {numbers.times}."
    )


def _table(title: str, some: Iterable[Entry]) -> Block:
    rows = (row for entry in some for row in _rows(entry))
    return Block(head=(f"| | {title} | what changed | |", "|---|---|---|---|"), rows=tuple(rows))


def _rows(entry: Entry) -> Iterator[str]:
    name = f" `{entry.sign}` | {_code(entry.name) if entry.name else ''} "
    for reason in entry.reasons:
        yield f"|{name}| {_code(reason.text)} | {_MARKS[reason.direction]} |"
        name = " | "  # once: the reasons below it are of the same object


def _numbers(one: Numbers) -> Iterator[Block]:
    reach = (
        f"| {'one seat of ' if moved.kind == 'desk' else ''}{_code(moved.who)} | {points(moved.before)} "
        f"| {points(moved.after)} | {signed(moved.before, moved.after)} |"
        for moved in one.reach
    )
    yield from _folded("Reach in a day, in harm points", "who", tuple(reach))
    routes = (
        f"| {route.route}, {_code(route.of)} | {likely(route.before)} | {likely(route.after)} | {_way(route)} |"
        for route in one.routes
    )
    title = f"Exposure a year by route, in harm points (all of it: {span(one.after)})"
    yield from _folded(title, "route", tuple(routes))


def _way(one: RouteMoved) -> str:
    return signed(*(each.likely if each else None for each in (one.before, one.after)))


def _folded(title: str, head: str, rows: tuple[str, ...]) -> Iterator[Block]:
    if rows:
        yield _fold(title, (f"| {head} | before | after | |", "|---|---:|---:|---|"), rows)


def _listed(title: str, lines: Iterable[str]) -> Iterator[Block]:
    if rows := tuple(f"- {_code(one)}" for one in lines):
        yield _fold(f"{title} ({len(rows):,})", (), rows)


def _fold(title: str, head: tuple[str, ...], rows: tuple[str, ...]) -> Block:
    opening = ("<details><summary>" + title + "</summary>", "", *head)
    return Block(head=opening, rows=rows, foot=("", "</details>", ""))
