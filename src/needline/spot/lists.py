"""Lists of words in files beside the rules that go by them.

A line with "#" is a comment, one with "=" begins a list and names it; the words of the list are the lines under it.
"""

from importlib.resources import files
from types import MappingProxyType


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
