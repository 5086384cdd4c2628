"""Words that the rules for written text go by, from `words.txt` and `illnesses.txt`.

A line with "#" is a comment, one with "=" begins a list and names it.
"""

from importlib.resources import files
from types import MappingProxyType
from typing import Final


def lists(package: str, file: str, *, by_line: bool = False) -> MappingProxyType[str, tuple[str, ...]]:
    """The lists of words in a file of a package, under their names; `by_line`, an entry is a line and no word."""
    found: dict[str, tuple[str, ...]] = {}
    name = ""
    for line in (files(package) / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            name = line.removeprefix("= ")
        elif line and not line.startswith("#"):
            found[name] = (*found.get(name, ()), *((line,) if by_line else line.split()))
    return MappingProxyType(found)


_LISTS: Final = lists("needline.spot.written", "words.txt")
PARTICLES: Final = frozenset(_LISTS["particles"])
NO_NAME: Final = frozenset(_LISTS["no name"]) - PARTICLES
NO_PERSON: Final = frozenset(_LISTS["no person"])
HOUSES: Final = "|".join(_LISTS["houses"])
LOWER_TITLES: Final = frozenset(_LISTS["titles in lower case"])
NO_LOCAL_PART: Final = frozenset(_LISTS["no local part"])
BEFORE_AT: Final = frozenset(_LISTS["before at"])
VERBS_BEFORE_AT: Final = frozenset(_LISTS["verbs before at"])
NO_HEAD: Final = frozenset(_LISTS["no head"])
PROVIDERS: Final = "|".join((*_LISTS["clear providers"], *_LISTS["unclear providers"]))
UNSIGNED: Final = (*_LISTS["clear providers"], *_LISTS["misspelled providers"])
ENDINGS: Final = _LISTS["endings"]
ILLNESSES: Final = lists("needline.spot.written", "illnesses.txt", by_line=True)
