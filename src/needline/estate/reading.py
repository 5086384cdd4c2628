"""From files to an `Estate`, or to every problem that they have, each with its place.

The steps: `files` gathers what is included, `yaml` makes trees of it, `conversion` holds the tree against the
types of the model, and only a tree without any problem becomes an estate. Whether the estate makes sense is
for `policy` to say, whose problems get their places here.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from needline.errors import EstateError, Path, Place, Problem
from needline.estate.conversion import Conversion
from needline.estate.files import Load, gather
from needline.estate.model import Estate
from needline.estate.nodes import List, Map, Node, Scalar

T = TypeVar("T")
P = TypeVar("P", bound=Problem)


class Draft(Struct, frozen=True, kw_only=True):
    """An estate that could be read, and where each of its parts is written."""

    estate: Estate
    places: Mapping[Path, Place]


def read(name: str, load: Load) -> Draft:
    r"""Read the estate in the file `name`; `load` gives the bytes of a file.

    What `load` raises for a file that cannot be read is an `OSError` or a `LookupError`. Raises `EstateError`
    with all problems in the order of the files.

    >>> files = {"a.yaml": b"needline: 1\nestate: Shop\nowner: o@shop.example\ndesks: {till: {seats: two}}"}
    >>> read("a.yaml", files.__getitem__)
    Traceback (most recent call last):
    needline.errors.EstateError: a.yaml:4:23: 'seats' is the text 'two'; write a whole number
    """
    estate, places = read_as(Estate, name, load)
    return Draft(estate=estate, places=places)


def read_as(kind: type[T], name: str, load: Load) -> tuple[T, Mapping[Path, Place]]:
    """Read a file that is written as an estate is, but says something else: a `kind`, and the places of its parts."""
    gathered = gather(name, load)
    if gathered.top is None:
        raise EstateError(_in_order(gathered.problems, gathered.files))
    places = places_of(gathered.top)
    conversion = Conversion(places)
    plain = conversion.value(gathered.top, msgspec.inspect.type_info(kind), ())
    if problems := (*gathered.problems, *conversion.problems):
        raise EstateError(_in_order(problems, gathered.files))
    return msgspec.convert(plain, kind), places


def locate(problems: Iterable[P], places: Mapping[Path, Place]) -> tuple[P, ...]:
    """The problems with their places, in the order of the files.

    A path that nothing is written for, such as a key that is missing, has the place of what it is missing in.
    """
    located = [
        problem if problem.place else replace(problem, place=_nearest(problem.path, places)) for problem in problems
    ]
    return _in_order(located, dict.fromkeys(place.file for place in places.values())) if located else ()


def _nearest(path: Path, places: Mapping[Path, Place]) -> Place | None:
    while path and path not in places:
        path = path[:-1]
    return places.get(path)


def places_of(top: Map) -> dict[Path, Place]:
    """Where each part of a file's tree is written."""
    places: dict[Path, Place] = {}
    _note(top, (), top.place, places)
    return places


def _note(node: Node, path: Path, place: Place, places: dict[Path, Place]) -> None:
    """Note where each path is written: a single value where it stands, anything else where its key stands."""
    places[path] = node.place if isinstance(node, Scalar) else place
    match node:
        case Map():
            for entry in node.entries:
                _note(entry.value, (*path, entry.key), entry.place, places)
        case List():
            for at, item in enumerate(node.items):
                _note(item, (*path, at), item.place, places)


def _in_order(problems: Iterable[P], files: Iterable[str]) -> tuple[P, ...]:
    order = {file: at for at, file in enumerate(files)}

    def position(problem: P) -> tuple[int, int, int]:
        place = problem.place
        return (order.get(place.file, -1), place.line, place.column) if place else (-1, 0, 0)

    return tuple(sorted(problems, key=position))
