"""The tree that a file is read into: single values, lists and maps, each with its place."""

from typing import TypeAlias

from msgspec import Struct

from needline.errors import Place

OWN = "x_"  # begins the keys that are the user's own: no part of an estate
MOST_NODES = 500_000  # of all files together: bounds time (about 2 s) and memory


class Scalar(Struct, frozen=True, kw_only=True, gc=False):
    """A single value."""

    place: Place
    value: str | float | int | bool | None


class List(Struct, frozen=True, kw_only=True):
    """Values in order."""

    place: Place
    items: "tuple[Node, ...]"


class Entry(Struct, frozen=True, kw_only=True):
    """A key of a map and its value; `place` is the key's."""

    key: str
    place: Place
    value: "Node"


class Map(Struct, frozen=True, kw_only=True):
    """Values by key; no key is there twice."""

    place: Place
    entries: tuple[Entry, ...]


class Unread(Struct, frozen=True, kw_only=True, gc=False):
    """Stands where a value would be whose problem was told already."""

    place: Place


Node: TypeAlias = Scalar | List | Map | Unread
