"""Bare scalars: what a word or a number without quotes means.

It is null, true, false, a decimal number (YAML 1.2.2 section 10.3, written so that YAML 1.1 agrees), or text.
What readers of YAML take for different things is a `Trap`: `no` is false and `1:30` is 90 to some of them.
"""

import re

from msgspec import Struct


class Trap(Struct, frozen=True, kw_only=True):
    """A scalar that readers do not agree on, and what to write for it."""

    what: str
    fix: str
    fix_key: str  # a key is always text


_WORDS = {"": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")  # 18 digits: every reader has 64 bits
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_NUMBER = "is a number to some readers and text to others"
_WORD_TRAPS = {
    **dict.fromkeys(("no", "n", "off", "false"), ("is false to some readers and text to others", "false")),
    **dict.fromkeys(("yes", "y", "on", "true"), ("is true to some readers and text to others", "true")),
    **dict.fromkeys(("null", "~"), ("is nothing to some readers and text to others", "null")),
}
_TRAPS = tuple(
    (re.compile(pattern), meaning, instead)
    for pattern, meaning, instead in (
        (r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?", "is a date to some readers and text to others", ""),
        (r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?", _NUMBER, ""),
        (r"[-+]?0([xX][0-9a-fA-F_]+|[oO][0-7_]+|[bB][01_]+)", _NUMBER, "a decimal number"),
        (r"[-+]?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?", _NUMBER, "a plain number such as 1000 or 0.5"),
        (r"[-+]?\.[0-9][0-9_]*([eE][-+]?[0-9]+)?", _NUMBER, "a plain number such as 0.5"),
        (r"(?i)[-+]?\.inf|\.nan", _NUMBER, ""),
        (r"=|<<", "means something else to some readers", ""),
    )
)


def bare(text: str) -> str | float | bool | Trap | None:
    """The value of a scalar without quotes.

    >>> bare("90"), bare("90d"), bare("no").fix
    (90, '90d', 'write "no" in quotes or false')
    """
    if text in _WORDS:
        return _WORDS[text]
    if trap := _WORD_TRAPS.get(text.lower()):
        return _trap(text, *trap)
    if text[0].isalpha():
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return next((_trap(text, *rest) for pattern, *rest in _TRAPS if pattern.fullmatch(text)), text)


def _trap(text: str, meaning: str, instead: str) -> Trap:
    quoted = f'write "{text}" in quotes' if len(text) <= _LONGEST else "write it in quotes"
    fix = f"{quoted} or {instead}" if instead else quoted
    return Trap(what=f"{excerpt(text)} {meaning}", fix=fix, fix_key=quoted)


_LONGEST = 60  # characters of a text that an error shows


def excerpt(text: str) -> str:
    """The text as an error may show it: quoted, on one line and not endless."""
    return repr(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}...")
