"""The files of an estate: the one that is named, and what its `include` names.

Sections of several files become one section: maps are joined by key, lists one after the other. A key that
two files hold is a problem, since which of them counts would depend on the order of reading.
"""

import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from needline.errors import Path, Place, Problem
from needline.estate.nodes import MOST_NODES, OWN, Entry, List, Map, Scalar, Unread
from needline.estate.scalars import excerpt

MOST_FILES = 100
INCLUDE = "include"
# Of the folder of the file that names it, or of one below; never hidden, absolute, a URL, or up.
INCLUDED = r"^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$"

Load = Callable[[str], bytes]


class Gathered(Struct, frozen=True, kw_only=True):
    """All files as one; `top` is None if the first of them could not be read."""

    files: tuple[str, ...]
    top: Map | None
    problems: tuple[Problem, ...]


def gather(name: str, load: Load) -> Gathered:
    """Read the file and, through it, all that belong to it. Raises nothing but what `load` must not raise."""
    gathering = _Gathering(load)
    first = gathering.add(name, Place(name, 1, 1))
    top = gathering.join() if first else None
    return Gathered(files=tuple(gathering.seen), top=top, problems=tuple(gathering.problems))


class _Gathering:
    def __init__(self, load: Load) -> None:
        self.seen: dict[str, Place] = {}  # file → where it was first named
        self.problems: list[Problem] = []
        self._load = load
        self._tops: list[Map] = []
        self._room = MOST_NODES

    def add(self, name: str, named: Place) -> bool:
        """Read one file and what it includes; False if it could not be read."""
        self.seen[name] = named
        raw = self._bytes(name, named)
        if raw is None:
            return False
        from needline.estate.yaml import (
            parse,  # brings PyYAML, a fifth of the core's start, if there is a file
        )

        parsed = parse(name, raw, room=self._room)
        self._room -= parsed.nodes
        self.problems.extend(parsed.problems)
        if parsed.top is None:
            return False
        self._tops.append(parsed.top)
        for entry in parsed.top.entries:
            if entry.key == INCLUDE:
                self._include(name, entry)
        return True

    def _tell(self, path: Path, place: Place, what: str, fix: str) -> None:
        self.problems.append(Problem(path=path, what=what, fix=fix, place=place))

    def _bytes(self, name: str, named: Place) -> bytes | None:
        try:
            return self._load(name)
        except (OSError, LookupError) as error:
            reason = (getattr(error, "strerror", None) or "no such file").lower()
            self._tell((INCLUDE,), named, f"{name} cannot be read: {reason}", "check its name and who may read it")
            return None

    def _include(self, name: str, entry: Entry) -> None:
        if isinstance(entry.value, Unread):
            return
        if not isinstance(entry.value, List):
            self._tell((INCLUDE,), entry.place, "include is not a list", "write a list such as [journeys.yaml]")
            return
        for item in entry.value.items:
            match item:
                case Scalar(value=str() as text) if re.fullmatch(INCLUDED, text):
                    self._part(name.rpartition("/"), text, item.place)
                case Scalar(value=str() as text):
                    fix = "name a file in this folder or in one below it"
                    self._tell((INCLUDE,), item.place, f"{excerpt(text)} is not included", fix)
                case Scalar() | List() | Map():
                    self._tell(
                        (INCLUDE,),
                        item.place,
                        "this is not the name of a file",
                        "write a name such as journeys.yaml",
                    )

    def _part(self, parent: tuple[str, str, str], text: str, place: Place) -> None:
        folder, slash, _ = parent
        name = f"{folder}{slash}{text}"
        if first := self.seen.get(name):
            self._tell(
                (INCLUDE,),
                place,
                f"{name} is read already (see {first})",
                "include a file once, and never in a circle",
            )
        elif len(self.seen) >= MOST_FILES:
            self._tell((INCLUDE,), place, f"the estate has more than {MOST_FILES} files", "join some of them")
        else:
            self.add(name, place)

    def join(self) -> Map:
        """One map of all that was read; tells which keys are there twice."""
        sections: dict[str, list[Entry]] = {}
        for top in self._tops:
            for entry in top.entries:
                sections.setdefault(entry.key, []).append(entry)
        sections.pop(INCLUDE, None)
        return Map(place=self._tops[0].place, entries=tuple(map(self._section, sections.values())))

    def _section(self, parts: list[Entry]) -> Entry:
        first = parts[0]
        maps = [part.value for part in parts if isinstance(part.value, Map)]
        lists = [part.value for part in parts if isinstance(part.value, List)]
        if len(parts) == 1 or first.key.startswith(OWN):
            return first
        if len(maps) == len(parts):
            joined = self._once([entry for part in maps for entry in part.entries], (first.key,))
            return replace(first, value=replace(maps[0], entries=joined))
        if len(lists) == len(parts):
            return replace(first, value=replace(lists[0], items=tuple(item for part in lists for item in part.items)))
        return self._once(parts, ())[0]

    def _once(self, entries: list[Entry], above: Path) -> tuple[Entry, ...]:
        """The first entry of each key; tells about every further one."""
        firsts: dict[str, Entry] = {}
        for entry in entries:
            first = firsts.setdefault(entry.key, entry)
            if first is not entry:
                what = f"the key {excerpt(entry.key)} is in {first.place} already"
                self._tell((*above, entry.key), entry.place, what, "keep one of the two")
        return tuple(firsts.values())
