r"""Engines: which of many patterns occur in a text, in one pass.

    RE2         made in 0.03 s; 0.2 ms for the first messages, 10 µs after some thousands, 1.4 µs in the end
    Hyperscan   made in 6 s, then 3.4 µs for any message; for whoever has no RE2
    re          always there, pattern by pattern: some hundred times slower

All answer alike. Patterns are read in one dialect, in which the three engines agree, on texts that `encoded` made;
where something means less on bytes than in Python (`\w` or `\s` beside é), it is read so that it finds more, never
less: a trigger is a "perhaps".

    \d \s       ASCII: in a folded text there are no others        .     any character, a line's end included
    \w          ASCII and every other character above it           ^ $   the end of a line, which is read with it:
    \b          is left out: it costs every engine dear                  one stands before and behind each text
    (?-i:[A-Z]) here, capitals are no small letters

So "pin" as a word is written [^a-z]pin[^a-z].
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import hyperscan


class Engine(Protocol):
    """Patterns made ready. It may be used from several threads at once."""

    def hits(self, text: bytes) -> frozenset[int]:
        """Return which of the patterns occur in `text`, by their numbers; `text` is what `encoded` returned."""
        ...


def encoded(text: str) -> bytes:
    """Return `text` as engines read it: between two line ends, and with "?" for what has no place in UTF-8.

    The engines fold ı, İ, ſ and the Kelvin sign each in its own way, so they are folded here.
    """
    if text.isascii():
        return b"\n%b\n" % text.encode()
    return b"\n%b\n" % (text.translate(_CASES) if _CASED.search(text) else text).encode("utf-8", "replace")


def best_engine(patterns: Sequence[str]) -> Engine:
    """Return the quickest engine that is installed here, with `patterns`; raise ValueError for a broken one."""
    for engine in (re2_engine, hyperscan_engine):
        try:
            return engine(patterns)
        except ImportError:
            continue
    return plain_engine(patterns)


_CASES = str.maketrans("ıİſ\u212a", "iIsK")
_CASED = re.compile("[ıİſ\u212a]")
_NONE: frozenset[int] = frozenset()


# ── RE2 ────────────────────────────────────────────────────────────────────────────────────────────

_MEMORY = 32 << 20  # bytes, for states of the automaton; when they are full it starts afresh


class _Set(Protocol):
    def Match(self, text: bytes) -> Sequence[int] | None: ...  # noqa: N802  # the name that RE2 gave it


class _Re2:
    def __init__(self, parts: _Set, whole: Sequence[int]) -> None:
        self._parts = parts
        self._whole = tuple(whole)  # the pattern that each part is one of the alternatives of

    def hits(self, text: bytes) -> frozenset[int]:
        found = self._parts.Match(text)
        return frozenset([self._whole[part] for part in found]) if found else _NONE


def re2_engine(patterns: Sequence[str]) -> Engine:
    """Return an engine on RE2; raise ImportError where it is not installed."""
    import re2

    if not patterns:
        return _Plain(())
    options = re2.Options()
    options.case_sensitive = False
    options.dot_nl = True
    options.log_errors = False
    options.max_mem = _MEMORY
    together = re2.Set.SearchSet(options)
    whole: list[int] = []
    for number, pattern in enumerate(patterns):
        with _named(pattern, re2.error):
            # RE2 makes one tree of what patterns begin with, but only of whole ones.
            for part in _alternatives(_common(pattern)):
                together.Add(part)
                whole.append(number)
    together.Compile()
    return _sound(_Re2(together, whole), patterns)


# ── Hyperscan ──────────────────────────────────────────────────────────────────────────────────────


class _Hyperscan:
    def __init__(self, database: "hyperscan.Database", scratch: "hyperscan.Scratch") -> None:
        self._database = database
        self._first = scratch
        # A scratch serves one scan at a time. Whoever finds none makes one; `pop` and `append` are atomic.
        self._scratches: list[hyperscan.Scratch] = []

    def hits(self, text: bytes) -> frozenset[int]:
        """Return what occurs, as `Engine` says."""
        found: list[int] = []

        def note(pattern: int, _start: int, _end: int, _flags: int, _context: object) -> None:
            found.append(pattern)

        try:
            scratch = self._scratches.pop()
        except IndexError:
            scratch = self._first.clone()
        self._database.scan(text, note, scratch=scratch)
        self._scratches.append(scratch)
        return frozenset(found) if found else _NONE


def hyperscan_engine(patterns: Sequence[str]) -> Engine:
    """Return an engine on Hyperscan; raise ImportError where it is not installed."""
    import hyperscan

    if not patterns:
        return _Plain(())
    flags = (
        hyperscan.HS_FLAG_SINGLEMATCH | hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_DOTALL | hyperscan.HS_FLAG_UTF8
    )

    def _compiled(*some: str) -> hyperscan.Database:
        database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        database.compile([_common(pattern).encode() for pattern in some], ids=[*range(len(some))], flags=flags)
        return database

    try:
        database = _compiled(*patterns)
    except hyperscan.error:
        for pattern in patterns:  # one by one, for its error does not say which
            with _named(pattern, hyperscan.error):
                _compiled(pattern)
        raise
    return _Hyperscan(database, hyperscan.Scratch(database))


# ── re ─────────────────────────────────────────────────────────────────────────────────────────────


class _Plain:
    def __init__(self, searches: Sequence[Callable[[str], object]]) -> None:
        self._searches = tuple(enumerate(searches))

    def hits(self, text: bytes) -> frozenset[int]:
        known = text.decode()
        return frozenset([number for number, search in self._searches if search(known)])


def plain_engine(patterns: Sequence[str]) -> Engine:
    """Return an engine on nothing but `re`."""
    searches = []
    for pattern in patterns:
        with _named(pattern, re.error):
            searches.append(re.compile(_common(pattern), re.IGNORECASE | re.DOTALL).search)
    return _sound(_Plain(searches), patterns)


def _sound(engine: Engine, patterns: Sequence[str]) -> Engine:
    """Return `engine`; raise ValueError when it finds something in nothing, which Hyperscan refuses by itself."""
    for number in engine.hits(b""):
        raise ValueError(f"trigger {patterns[number]!r} cannot be used: it occurs in every text")
    return engine


# ── the dialect ────────────────────────────────────────────────────────────────────────────────────

_ABOVE = "\x80-\U0010ffff"
_WORD, _DIGIT, _SPACE = "0-9A-Za-z_", "0-9", r"\t-\r\x1c-\x20\x85"
_NO_WORD, _NO_DIGIT, _NO_SPACE = r"\x00-/:-@\[-\^`{-\x7f", r"\x00-/:-\x7f", r"\x00-\x08\x0e-\x1b!-\x7f"
# What a class takes at least, and what it leaves to its opposite at most, in the brackets of a class.
_GENEROUS = {
    "w": _WORD + _ABOVE, "d": _DIGIT, "s": _SPACE,
    "W": _NO_WORD + _ABOVE, "D": _NO_DIGIT + _ABOVE, "S": _NO_SPACE + _ABOVE,
}  # fmt: skip
_STRICT = {"w": _WORD, "d": _DIGIT, "s": _SPACE, "W": _NO_WORD, "D": _NO_DIGIT, "S": _NO_SPACE}
_CLASS = r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"
_READ = re.compile(rf"{_CLASS}|\(\?(?:[=!>]|<[=!])|[\^$]", re.DOTALL)  # what may mean something else elsewhere
_PARTS = re.compile(rf"{_CLASS}|[()|]", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_REFUSED = "ABGZz123456789"
_EDGES = {"^": r"\n", "$": r"\n", r"\b": ""}


def _common(pattern: str) -> str:
    """`pattern` in what the engines read alike; raise ValueError for what not all of them have."""
    return _READ.sub(lambda match: _read(match[0], pattern), pattern)


def _read(part: str, pattern: str) -> str:
    if part[:2] == "(?" or (part[0] == "\\" and part[1] in _REFUSED):
        raise ValueError(f"trigger {pattern!r} cannot be read: {part!r} is not known to every engine")
    if part in _EDGES:
        return _EDGES[part]
    if part[0] == "\\":
        return f"[{_GENEROUS[part[1]]}]" if part[1] in _GENEROUS else part
    if part[0] == "[":
        within = _STRICT if part[1] == "^" else _GENEROUS
        return _ESCAPE.sub(lambda escape: within.get(escape[1], escape[0]), part)
    return part


def _alternatives(pattern: str) -> Iterator[str]:
    """The parts of `pattern` that | parts, outside of any brackets; `pattern` itself when a bracket is amiss."""
    start = depth = 0
    for token in _PARTS.finditer(pattern):
        depth += (token[0] == "(") - (token[0] == ")")
        if token[0] == "|" and not depth:
            yield pattern[start : token.start()]
            start = token.end()
    yield pattern[start:]


@contextmanager
def _named(pattern: str, error: type[Exception]) -> Iterator[None]:
    try:
        yield
    except error as why:
        raise ValueError(f"trigger {pattern!r} cannot be read: {why}") from why
