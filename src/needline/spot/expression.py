"""Regular expressions that are compiled when they are first used.

Two hundred of them take longer than the rest of the start, and most processes never need the half.
"""

import re
import sys
from collections.abc import Iterator

type_of_match = re.Match[str] | None
_END = sys.maxsize


class Expression:
    """What `re.compile(text, flags)` returns, in as far as rules use it.

    >>> Expression("[0-9]+").findall("4 of 12")
    ['4', '12']
    """

    __slots__ = ("_flags", "_ready", "_text")

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text = text
        self._flags = flags
        self._ready: re.Pattern[str] | None = None

    @property
    def ready(self) -> re.Pattern[str]:
        """The compiled expression; it may be used from several threads at once."""
        if self._ready is None:
            self._ready = re.compile(self._text, self._flags)
        return self._ready

    def search(self, text: str, start: int = 0, end: int = _END) -> type_of_match:
        """The first match in `text`."""
        return self.ready.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = _END) -> type_of_match:
        """The match at `start`."""
        return self.ready.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = _END) -> type_of_match:
        """The match of all from `start` to `end`."""
        return self.ready.fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """Every match, one behind the other."""
        return self.ready.finditer(text, start, end)

    def findall(self, text: str) -> list[str]:
        """What every match holds; for an expression with at most one group."""
        return self.ready.findall(text)

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """What lies between the matches; for an expression without groups."""
        return [part or "" for part in self.ready.split(text, maxsplit)]

    def sub(self, instead: str, text: str) -> str:
        """`text` with `instead` in place of every match."""
        return self.ready.sub(instead, text)
