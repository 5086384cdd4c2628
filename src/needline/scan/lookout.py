"""Lookouts: where in a conversation which of many patterns occur, in one pass.

    Hyperscan   in which turn each pattern ends; some 7 µs for a conversation of 500 characters with six hits
    a set       RE2, or `re`: that a pattern occurs somewhere, so all turns must be looked at for it; ten times slower

Both are a "perhaps" and a superset of what rules find, so findings do not depend on which one is installed.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from needline.spot.engines import Engine, best_engine, encoded

if TYPE_CHECKING:
    import hyperscan

Hit = tuple[int, int, int]  # which pattern, in which conversation, and in which of its turns


class Said(Struct, frozen=True, gc=False):
    """A conversation as patterns read it."""

    texts: list[str]  # of its turns, folded
    raw: bytes  # all of them, joined by line ends and encoded


class Lookout(Protocol):
    """Patterns made ready; for one thread."""

    def hits(self, said: Sequence[Said]) -> Iterable[Hit]:
        """Where patterns occur; perhaps some more places, and some twice."""
        ...


def best_lookout(patterns: Sequence[str]) -> Lookout:
    """The quickest lookout that is installed here."""
    try:
        return HyperscanLookout(patterns)
    except ImportError:
        return SetLookout(best_engine(patterns))


class HyperscanLookout:
    """Tells in which turn a pattern ends."""

    def __init__(self, patterns: Sequence[str]) -> None:
        """Make ready. Raises ImportError where Hyperscan is not installed."""
        import hyperscan

        self._database = _database(tuple(patterns))
        self._scratch = hyperscan.Scratch(self._database)
        self._found: list[tuple[int, int]] = []

    def _note(self, pattern: int, _start: int, end: int, _flags: int, _context: object) -> None:
        self._found.append((pattern, end))

    def hits(self, said: Sequence[Said]) -> Iterable[Hit]:
        """Where patterns end. All conversations are one text, for beginning a scan takes longer than most of them."""
        found = self._found
        found.clear()
        self._database.scan(b"".join([one.raw for one in said]), self._note, scratch=self._scratch)
        behind = list(accumulate([len(one.raw) for one in said]))
        ends: list[int] = []
        at, start = -1, 0
        hits: set[Hit] = set()
        for pattern, end in found:  # in the order of where they end
            if at < 0 or end > behind[at]:
                at = bisect_left(behind, end)
                ends = _ends(said[at])
                start = behind[at] - len(said[at].raw)
            hits.add((pattern, at, bisect_left(ends, end - start)))
        return hits


@cache
def _database(patterns: tuple[str, ...]) -> "hyperscan.Database":
    """The patterns, compiled: half a second's work, so it is done once a process."""
    import hyperscan

    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_DOTALL | hyperscan.HS_FLAG_UTF8
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile([one.encode() for one in patterns], ids=[*range(len(patterns))], flags=flags)
    return database


class SetLookout:
    """Knows which patterns occur, not where."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def hits(self, said: Sequence[Said]) -> Iterator[Hit]:
        """All turns for each pattern that occurs in a conversation."""
        for at, one in enumerate(said):
            for pattern in self._engine.hits(one.raw):
                for turn in range(len(one.texts)):
                    yield pattern, at, turn


def _ends(said: Said) -> list[int]:
    """Where each turn ends in `raw`; the line ends beside it are its own, for a match may take one along."""
    sizes = [len(text) + 1 for text in said.texts]
    if not said.raw.isascii():
        sizes = [len(encoded(text)) - 1 for text in said.texts]
    sizes[0] += 1
    return list(accumulate(sizes))
