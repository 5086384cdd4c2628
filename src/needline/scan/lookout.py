"""Lookouts: where in a conversation which of many patterns occur, in one pass.

    Hyperscan   in which turn each pattern ends; some 4 µs for a conversation of 500 characters with two hits
    a set       RE2, or `re`: that a pattern occurs somewhere, so all turns must be looked at for it; ten times slower

Both are a "perhaps" and a superset of what rules find, so findings do not depend on which one is installed.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from needline.spot.engines import Engine, best_engine, encoded

if TYPE_CHECKING:
    import hyperscan

Hit = tuple[int, int]  # which pattern, in which turn


class Said(Struct, frozen=True, gc=False):
    """What several conversations say, as patterns read it."""

    texts: list[str]  # of the turns of all of them, folded
    joined: str  # the same, with line ends between them
    starts: list[int]  # the number of each one's first turn


class Lookout(Protocol):
    """Patterns made ready; for one thread."""

    def hits(self, said: Said) -> Iterable[Hit]:
        """Where patterns occur; perhaps some more places, and some several times."""
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
        self._patterns = tuple(patterns)
        self._ascii = _Pass(self._patterns, in_ascii=True)

    def hits(self, said: Said) -> Iterable[Hit]:
        """Where patterns end. All conversations are one text, for beginning a scan takes longer than most of them."""
        raw = encoded(said.joined)
        in_ascii = raw.isascii()
        found = (self._ascii if in_ascii else self._any).ends(raw)
        if raw.count(b"\n") == len(said.texts) + 1:
            return _by_line(raw, found)
        ends = _ends(said.texts, in_ascii=in_ascii)
        return [(pattern, bisect_left(ends, end)) for pattern, end in found]

    @cached_property
    def _any(self) -> "_Pass":
        return _Pass(self._patterns, in_ascii=False)


class _Pass:
    """One pass over a text. Where bytes are characters, patterns read it in two thirds of the time."""

    def __init__(self, patterns: tuple[str, ...], *, in_ascii: bool) -> None:
        import hyperscan

        self._database = _database(patterns, in_ascii)
        self._scratch = hyperscan.Scratch(self._database)

    def ends(self, raw: bytes) -> list[tuple[int, int]]:
        """Which pattern ends behind how many bytes."""
        found: list[tuple[int, int]] = []

        def note(pattern: int, _start: int, end: int, _flags: int, _context: object) -> None:
            found.append((pattern, end))

        self._database.scan(raw, note, scratch=self._scratch)
        return found


@cache
def _database(patterns: tuple[str, ...], in_ascii: bool) -> "hyperscan.Database":  # noqa: FBT001  # a cache's key
    """The patterns, compiled: half a second's work, so it is done once a process."""
    import hyperscan

    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_DOTALL | (0 if in_ascii else hyperscan.HS_FLAG_UTF8)
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile([one.encode() for one in patterns], ids=[*range(len(patterns))], flags=flags)
    return database


class SetLookout:
    """Knows which patterns occur, not where."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def hits(self, said: Said) -> Iterator[Hit]:
        """All turns for each pattern that occurs in a conversation."""
        for first, behind in pairwise([*said.starts, len(said.texts)]):
            for pattern in self._engine.hits(encoded("\n".join(said.texts[first:behind]))):
                for turn in range(first, behind):
                    yield pattern, turn


def _by_line(raw: bytes, found: Sequence[tuple[int, int]]) -> Iterator[Hit]:
    """Where patterns end, if each line is a turn: counted from one to the next, for they are close to each other."""
    turn, at = 0, 1
    for pattern, end in found:
        last = end - 1  # a line end that a match takes along is one of its turn
        turn += raw.count(b"\n", at, last) if last >= at else -raw.count(b"\n", last, at)
        at = last
        yield pattern, turn


def _ends(texts: Sequence[str], *, in_ascii: bool) -> list[int]:
    """Where each turn ends, encoded; the line ends beside it are its own, for a match may take one along."""
    if in_ascii:
        return [end + turn for turn, end in enumerate(accumulate(map(len, texts)), 2)]
    return [end - turn for turn, end in enumerate(accumulate(len(encoded(text)) for text in texts))]
