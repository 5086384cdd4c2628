"""YAML as other tools write it, as trees that know the place of everything.

The estate's own reader (`needline.estate.yaml`) refuses what readers of YAML take for different things. Files that
others wrote are read as they are: several documents, anchors and aliases, tags that are ignored, and of a key that
stands twice the later value, as Fides' own reader takes it. Nothing is constructed: every value is text, a number,
yes, no or nothing.

Bounds: bytes and depth of a file, and values of all of them. An alias counts for everything below its anchor, so
that ten lines which unfold to a billion values end at the limit and not at the end of memory.
"""

from collections.abc import Iterator

import yaml
from msgspec import Struct

from needline.errors import EstateError, Place, Problem
from needline.estate.nodes import Entry, List, Map, Node, Scalar
from needline.estate.scalars import Trap, bare
from needline.estate.syntax import syntax_problem

MOST_BYTES = 8 * 1024 * 1024  # of one file: the largest manifest of Fides' own repository has a tenth of it
MOST_VALUES = 500_000  # of one file
MOST_DEPTH = 50  # each level costs a frame of the stack

_LOADER: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Document(Struct, frozen=True, kw_only=True):
    """One document of a file."""

    file: str
    top: Node


def documents(file: str, raw: bytes) -> tuple[Document, ...]:
    """Every document of a file. Raises `EstateError` with the one problem after which nothing can be read."""
    if len(raw) > MOST_BYTES:
        raise _stop(Place(file, 1, 1), f"the file has more than {MOST_BYTES // 1024**2} MiB", "split it")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _stop(Place(file, line, 1), "the file is not UTF-8 from here on", "save it as UTF-8") from error
    try:
        builder = _Builder(file, yaml.parse(text, Loader=_LOADER))
        return tuple(Document(file=file, top=top) for top in builder.tops())
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _stop(Place(file, line, 1), "this is no text: a control character", "remove it") from error
    except yaml.YAMLError as error:
        raise EstateError([syntax_problem(file, error)]) from error


def _stop(place: Place, what: str, fix: str) -> EstateError:
    return EstateError([Problem(path=(), what=what, fix=fix, place=place)])


class _Builder:
    """Builds the nodes of one file from the parser's events."""

    def __init__(self, file: str, events: Iterator[yaml.Event]) -> None:
        self._file = file
        self._events = events
        self._room = MOST_VALUES
        self._anchors: dict[str, tuple[Node, int]] = {}  # name → what it stands for, and how many values that is

    def tops(self) -> Iterator[Node]:
        """The value of each document."""
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._anchors.clear()
                yield self._node(next(self._events), 1)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self._file, mark.line + 1, mark.column + 1) if mark else Place(self._file, 1, 1)

    def _spend(self, event: yaml.Event, values: int, depth: int) -> None:
        self._room -= values
        if self._room < 0:
            what = f"the file has more than {MOST_VALUES:,} values up to here"
            raise _stop(self._place(event), what, "split it")
        if depth > MOST_DEPTH:
            what = f"this is nested more than {MOST_DEPTH} levels deep"
            raise _stop(self._place(event), what, "no manifest needs that")

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, depth)
        self._spend(event, 1, depth)
        before = self._room + 1
        node = self._value(event, depth)
        anchor = getattr(event, "anchor", None)
        if isinstance(anchor, str):
            self._anchors[anchor] = (node, before - self._room)
        return node

    def _alias(self, event: yaml.AliasEvent, depth: int) -> Node:
        if event.anchor not in self._anchors:
            raise _stop(self._place(event), "this alias stands for nothing before it", "write the value itself")
        node, values = self._anchors[event.anchor]
        self._spend(event, values, depth)
        return node

    def _value(self, event: yaml.Event, depth: int) -> Node:
        match event:
            case yaml.SequenceStartEvent():
                return self._list(event, depth)
            case yaml.MappingStartEvent():
                return self._map(event, depth)
            case yaml.ScalarEvent(value=text) if not event.style:
                value = bare(text)
                return Scalar(place=self._place(event), value=_untrapped(text) if isinstance(value, Trap) else value)
            case yaml.ScalarEvent(value=text):
                return Scalar(place=self._place(event), value=text)
        raise _stop(self._place(event), "a value is missing here", "write it")

    def _list(self, start: yaml.Event, depth: int) -> Node:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return List(place=self._place(start), items=tuple(items))

    def _map(self, start: yaml.Event, depth: int) -> Node:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if isinstance(key, Scalar):
                text = str(key.value)
                entries[text] = Entry(key=text, place=key.place, value=value)
        return Map(place=self._place(start), entries=tuple(entries.values()))


def _untrapped(text: str) -> str | bool | None:
    """A word that readers differ on: a column may be called `no`, and 0x1F stays as it is written."""
    return {"~": None, "null": None, "true": True, "false": False}.get(text.lower(), text)
