"""A strict subset of YAML, as a tree that knows the place of everything.

What YAML's readers take for different things is a problem here and never a guess (`scalars`). There are no
tags, anchors, aliases, merge keys, directives and further documents, and no key twice.

The grammar is PyYAML's: `_Builder` turns its events into `Node`s and never lets it construct a value. Every
problem of a file is collected. What ends the file at once is only that after which nothing can be read: bytes
that are no text, an error of syntax, a limit.
"""

import re
from collections.abc import Iterator

import yaml
from msgspec import Struct

from needline.errors import EstateError, Path, Place, Problem
from needline.estate.nodes import MOST_NODES, Entry, List, Map, Node, Scalar, Unread
from needline.estate.scalars import Trap, bare, excerpt
from needline.estate.syntax import syntax_problem

MOST_BYTES = 2 * 1024 * 1024  # of one file: an estate of 2,000 journeys has half a megabyte
MOST_DEPTH = 20  # the deepest place of the model is 7 down; each level costs a frame of the stack

# PyYAML that was built without libyaml has the slow one only.
_LOADER: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Parsed(Struct, frozen=True, kw_only=True):
    """What one file holds; `top` is None if it could not be read to its end."""

    top: Map | None
    problems: tuple[Problem, ...]
    nodes: int


def parse(file: str, raw: bytes, *, room: int = MOST_NODES) -> Parsed:
    """Read one file; `room` is how many nodes it may have. Raises nothing."""
    builder = _Builder(file, room)
    top: Map | None = None
    try:
        top = builder.top(_events(file, _text(file, raw)))
    except EstateError as error:
        builder.problems.extend(error.problems)
    return Parsed(top=top, problems=tuple(builder.problems), nodes=room - builder.room)


# ── bytes to text ──────────────────────────────────────────────────────────────────────────────────
_BOM = b"\xef\xbb\xbf"
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff"
# Lines end at U+2028 for some readers only; U+202A and its like make text read otherwise than it is stored
# (CVE-2021-42574). Both can be written as escapes in double quotes.
_UNSEEN = re.compile(f"[{_CONTROL}\ufeff\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_FORBIDDEN = re.compile(f"[{_CONTROL}\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|\r|\n")


def _text(file: str, raw: bytes) -> str:
    """The file's text. Raises `EstateError` if it is too long, not UTF-8, or holds what cannot be seen."""
    if len(raw) > MOST_BYTES:
        what = f"the file has more than {MOST_BYTES // 1024**2} MiB"
        raise _stop(Place(file, 1, 1), what, "split it and name the parts in include:")
    try:
        text = raw.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        raise _stop(_end_of(file, before), "the file is not UTF-8 from here on", "save it as UTF-8") from error
    if unseen := _UNSEEN.search(text):
        what = f"the character U+{ord(unseen[0]):04X} cannot be seen"
        place = _end_of(file, text[: unseen.start()])
        raise _stop(place, what, "remove it, or write it as an escape in double quotes")
    return text


def _end_of(file: str, text: str) -> Place:
    lines = _LINE_END.split(text)
    return Place(file, len(lines), len(lines[-1]) + 1)


def _stop(place: Place, what: str, fix: str) -> EstateError:
    return EstateError([Problem(path=(), what=what, fix=fix, place=place)])


# ── text to events ─────────────────────────────────────────────────────────────────────────────────
def _events(file: str, text: str) -> Iterator[yaml.Event]:
    """PyYAML's events. Raises `EstateError` at the first error of syntax."""
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise EstateError([syntax_problem(file, error)]) from error


# ── events to nodes ────────────────────────────────────────────────────────────────────────────────
class _Builder:
    """Builds the nodes of one file from its events; collects problems on the way."""

    def __init__(self, file: str, room: int) -> None:
        self.file = file
        self.room = room
        self.problems: list[Problem] = []
        self._events: Iterator[yaml.Event] = iter(())

    def top(self, events: Iterator[yaml.Event]) -> Map:
        """The map of the only document. Raises `EstateError` where nothing more can be read."""
        self._events = events
        next(events)  # the start of the stream
        start = next(events)
        if isinstance(start, yaml.StreamEndEvent):
            raise _stop(Place(self.file, 1, 1), "the file is empty", "write the keys of an estate")
        if isinstance(start, yaml.DocumentStartEvent) and (start.version or start.tags):
            self._tell(start, (), "the file has a directive", "remove the line that begins with %")
        top = self._node(next(events), (), 1)
        next(events)  # the end of the document
        if not isinstance(further := next(events), yaml.StreamEndEvent):
            self._tell(further, (), "a second document begins here", "keep one document in a file")
        if not isinstance(top, Map):
            raise _stop(top.place, "the file does not hold keys and values", "write key: value lines")
        return top

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file, 1, 1)

    def _tell(self, event: yaml.Event, path: Path, what: str, fix: str) -> None:
        self.problems.append(Problem(path=path, what=what, fix=fix, place=self._place(event)))

    def _node(self, event: yaml.Event, path: Path, depth: int) -> Node:
        self._mind_limits(event, depth)
        match event:
            case yaml.ScalarEvent():
                self._mind_extras(event, path)
                return self._scalar(event, path)
            case yaml.SequenceStartEvent():
                self._mind_extras(event, path)
                return self._list(event, path, depth)
            case yaml.MappingStartEvent():
                self._mind_extras(event, path)
                return self._map(event, path, depth)
        self._tell(event, path, "an alias is not read", "write the value itself, or put the text in quotes")
        return Unread(place=self._place(event))

    def _mind_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, path: Path) -> None:
        if event.anchor is not None:
            self._tell(event, path, "an anchor is not read", "remove it, or put the text in quotes")
        if event.tag is not None:
            self._tell(event, path, "a tag is not read", "remove it, or put the text in quotes")

    def _mind_limits(self, event: yaml.Event, depth: int) -> None:
        self.room -= 1
        if self.room < 0:
            what = f"the estate has more than {MOST_NODES:,} values up to here"
            raise _stop(self._place(event), what, "make it smaller, or make two of it")
        if depth > MOST_DEPTH:
            what = f"this is nested more than {MOST_DEPTH} levels deep"
            raise _stop(self._place(event), what, "no part of an estate needs that")

    def _scalar(self, event: yaml.ScalarEvent, path: Path, *, key: bool = False) -> Node:
        place = self._place(event)
        if event.tag is not None:
            return Unread(place=place)
        if event.style:
            return self._quoted(event, path, place)
        value = bare(event.value)
        if isinstance(value, Trap):
            self._tell(event, path, value.what, value.fix_key if key else value.fix)
            return Unread(place=place)
        return Scalar(place=place, value=value)

    def _quoted(self, event: yaml.ScalarEvent, path: Path, place: Place) -> Node:
        if forbidden := _FORBIDDEN.search(event.value):
            what = f"the text holds the control character U+{ord(forbidden[0]):04X}"
            self._tell(event, path, what, "remove its escape")
            return Unread(place=place)
        return Scalar(place=place, value=event.value)

    def _list(self, event: yaml.Event, path: Path, depth: int) -> Node:
        items: list[Node] = []
        while not isinstance(item := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(item, (*path, len(items)), depth + 1))
        return List(place=self._place(event), items=tuple(items))

    def _map(self, event: yaml.Event, path: Path, depth: int) -> Node:
        entries: dict[str, Entry] = {}
        while not isinstance(start := next(self._events), yaml.MappingEndEvent):
            key = self._key(start, path, depth)
            value = self._node(next(self._events), path if key is None else (*path, key), depth + 1)
            if key is None:
                continue
            if first := entries.get(key):
                what = f"the key {excerpt(key)} is in line {first.place.line} already"
                self._tell(start, (*path, key), what, "keep one of the two")
                continue
            entries[key] = Entry(key=key, place=self._place(start), value=value)
        return Map(place=self._place(event), entries=tuple(entries.values()))

    def _key(self, event: yaml.Event, path: Path, depth: int) -> str | None:
        """The key that begins here; None if it cannot be one, which is told."""
        if not isinstance(event, yaml.ScalarEvent):
            self._tell(event, path, "this cannot be a key", "put it in quotes, or mend the brackets")
            self._node(event, path, depth + 1)
            return None
        self._mind_extras(event, path)
        match self._scalar(event, path, key=True):
            case Scalar(value=str() as key):
                return key
            case Scalar(value=None):
                self._tell(event, path, "a key is empty", "write a key before the colon")
            case Scalar():
                self._tell(event, path, f"the key {event.value} is not text", "put it in quotes")
        return None
