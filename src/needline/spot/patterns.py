r"""Patterns that an estate's owner writes, in a closed dialect of regular expressions.

    letters and signs   as they are; \. and its like for signs that mean something
    \d \w \s \b . [..]  a digit, a letter or digit, a space, the edge of a word, any character, one of these
    ( ) |               groups and alternatives
    ? * + {2} {2,4}     repeats; one without an end ends at 255

Look-around, back-references, anchors and flags are not in it, and neither is a pattern that can be read in more than
2,000 ways: such a pattern, met by the wrong text, keeps a machine busy for hours. What is in it takes a time that
grows with the length of the text and with nothing else, in every engine.
"""

import re

from msgspec import Struct

LONGEST = 400  # characters of a pattern
OPEN_END = 255  # repeats that * and + stand for
MOST_WAYS = 2_000
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+\]|\(\?.?|[()|]|(?:[*+?]|\{[0-9]{1,4}(?:,[0-9]{0,4})?\})[?+]?|[.^$]|[^\\\[]|\\|\[",
    re.DOTALL,
)
_REPEAT = re.compile(r"[*+?]\??|\{([0-9]+)(?:(,)([0-9]*))?\}\??")
_BOUNDS = {"*": (0, OPEN_END), "+": (1, OPEN_END), "?": (0, 1)}
_STRANGE = re.compile(r"(?<!\\)\[|--|&&|~~|\|\||\\[a-ce-rt-vx-zA-Z0-9]")  # in a class: each engine reads it its way
_EDGE = r"\b"
_ESCAPES = re.compile(r"\\(?:[dDwWsSbtn]|[^A-Za-z0-9])")


class Refused(Struct, frozen=True):
    """Why a pattern cannot be used, and what to do about it."""

    what: str
    fix: str


class Pattern(Struct, frozen=True, kw_only=True):
    """A pattern that can be used."""

    written: str  # for whoever only asks "perhaps": as it was written, without groups that capture
    bounded: str  # for `re`: with an end to every repeat
    ways: int  # at most so many ways to read one place
    least: int  # characters that it matches at least


class _Broken(Exception):  # noqa: N818  # never leaves this module
    """Carries a `Refused` out of the parser."""

    def __init__(self, what: str, fix: str) -> None:
        self.refused = Refused(what, fix)
        super().__init__(what)


def read_pattern(text: str) -> Pattern | Refused:
    r"""Return the pattern, or why it is refused.

    >>> read_pattern(r"NB-\d{8}").ways, read_pattern(r"(a+)+b").what
    (1, 'it can be read in more than 2,000 ways')
    """
    if len(text) > LONGEST:
        return Refused(f"it is longer than {LONGEST} characters", "write several patterns, or a list of words")
    try:
        pattern = _Parser(text).pattern()
        re.compile(pattern.bounded)
    except _Broken as broken:
        return broken.refused
    except (re.error, RecursionError, OverflowError) as error:
        return Refused(f"it is no regular expression: {error}", "mend it; a sign is written as itself behind a \\")
    return pattern


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, text: str) -> None:
        self._tokens = _TOKEN.findall(text)
        self._at = 0

    def pattern(self) -> Pattern:
        """The whole of it."""
        found = self._alternatives()
        if self._next() == ")":
            raise _Broken("a ) closes nothing", "open it with ( or write \\)")
        if found.least < 2:
            raise _Broken(
                f"it matches as little as {found.least} characters" if found.least else "it matches nothing at all",
                "add what always stands there",
            )
        return found

    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        self._at += 1
        return str(self._tokens[self._at - 1])

    def _alternatives(self) -> Pattern:
        found = [self._sequence()]
        while self._next() == "|":
            self._take()
            found.append(self._sequence())
        return Pattern(
            written="|".join(one.written for one in found), bounded="|".join(one.bounded for one in found),
            ways=_few(sum(one.ways for one in found)), least=min(one.least for one in found),
        )  # fmt: skip

    def _sequence(self) -> Pattern:
        whole = Pattern(written="", bounded="", ways=1, least=0)
        while self._next() not in {"", "|", ")"}:
            one = self._repeated(self._atom())
            whole = Pattern(
                written=whole.written + one.written, bounded=whole.bounded + one.bounded,
                ways=_few(whole.ways * one.ways), least=whole.least + one.least,
            )  # fmt: skip
        return whole

    def _atom(self) -> Pattern:
        token = self._take()
        if token == _EDGE and 1 < self._at < len(self._tokens):
            raise _Broken(r"\b stands in the middle", "leave it to the beginning and the end of the pattern")
        if token in {"(", "(?:"}:
            within = self._alternatives()
            if self._next() != ")":
                raise _Broken("a ( is never closed", "close it with ) or write \\(")
            self._take()
            written, bounded = f"(?:{within.written})", f"(?:{within.bounded})"
            return Pattern(written=written, bounded=bounded, ways=within.ways, least=within.least)
        _refuse(token)
        return Pattern(written=token, bounded=token, ways=1, least=token != _EDGE)

    def _repeated(self, one: Pattern) -> Pattern:
        repeat = _REPEAT.fullmatch(self._next())
        if not repeat:
            return one
        token = self._take()
        if _REPEAT.fullmatch(self._next()):
            raise _Broken("two repeats stand side by side", "keep one of them")
        least, most = _bounds(repeat)
        lazy = "?" if len(token) > 1 and token.endswith("?") else ""
        return Pattern(
            written=one.written + token, bounded=f"{one.bounded}{{{least},{most}}}{lazy}",
            ways=_ways(one.ways, least, most), least=one.least * least,
        )  # fmt: skip


def _refuse(token: str) -> None:
    """Raise for a token that is not in the dialect."""
    if token.startswith("(?"):
        raise _Broken(f"{token!r} begins what is not read here: look-around, a name or a flag", "write it without")
    if token[0] == "\\" and not _ESCAPES.fullmatch(token):
        raise _Broken(
            f"{token!r} is not read here: a back-reference or a class of its own", "write out what it means"
        )
    if token in {"^", "$"}:
        raise _Broken(f"{token!r} ties it to the edge of a text, but it stands anywhere", r"take it out, or write \b")
    if token[0] == "[" and (strange := _STRANGE.search(token, 1)):
        raise _Broken(f"{strange[0]!r} in {token!r} is not read here", "put a \\ before each sign of its own")
    if _REPEAT.fullmatch(token) or token in {"[", "{", "*+", "++", "?+"} or token.endswith("}+"):
        raise _Broken(f"{token!r} cannot stand here", "put something before it, or a \\ to mean the sign")


def _bounds(repeat: re.Match[str]) -> tuple[int, int]:
    if repeat[0][0] in _BOUNDS:
        return _BOUNDS[repeat[0][0]]
    least = int(repeat[1])
    most = least if not repeat[2] else int(repeat[3]) if repeat[3] else max(OPEN_END, least)
    if most < least or most > OPEN_END:
        raise _Broken(f"{repeat[0]!r} is no repeat", f"write the smaller number first, and none above {OPEN_END}")
    return least, most


def _ways(each: int, least: int, most: int) -> int:
    """In how many ways from `least` to `most` repeats can be read, if one can be in `each`."""
    ways, power = 0, 1
    for some in range(most + 1):
        ways = _few(ways + power) if some >= least else ways
        power = _few(power * each) if some < most else power
    return ways


def _few(ways: int) -> int:
    if ways > MOST_WAYS:
        raise _Broken(
            f"it can be read in more than {MOST_WAYS:,} ways",
            "give + and * an end, as in {1,12}, and repeat no repeat",
        )
    return ways
