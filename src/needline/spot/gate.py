"""The gate (layer 1): which rules are worth trying on a text, and whether anything else is.

One pass of all triggers tells the rules, and one look at the words tells whether that is all. A text whose every word
is in the safe vocabulary (words that a value is hardly ever made of) is settled: whatever its rules do not find,
nothing else would. While the dialogue waits for an answer nothing is settled, for "brown" may be a surname then.

In the vocabulary "0" and "00" stand for any number of one digit and of two.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from needline.spot.engines import Engine, best_engine, encoded
from needline.spot.rule import Rule


class Verdict(Struct, frozen=True):
    """The rules to run, in the order that they were given, and whether nothing but them need look at the text."""

    rules: tuple[Rule, ...]
    settled: bool


class Gate:
    """Rules and a vocabulary made ready; it may be used from several threads at once.

    `vocabulary` holds lower-case words. An `engine`, when one is given, was made for `triggers(rules)`.
    """

    def __init__(self, rules: Sequence[Rule], vocabulary: frozenset[str], engine: Engine | None = None) -> None:
        patterns = triggers(rules)
        self._rules = tuple(rules)
        self._engine = best_engine(patterns) if engine is None else engine
        self._owners = tuple(
            tuple(number for number, rule in enumerate(rules) if pattern in rule.triggers) for pattern in patterns
        )
        self._owned = lru_cache(maxsize=_KEPT)(self._rules_of)  # a few dozen sets of hits make up most of a stream
        self._vocabulary = vocabulary
        self._ascii = frozenset(word.encode() for word in self._vocabulary if word.isascii())

    def rules_for(self, text: str, *, open: bool) -> Verdict:  # noqa: A002  # the word of the dialogue's state
        """Return which rules may find something in the folded `text`.

        `open` says that the dialogue waits for an answer. Takes 3 µs for a message, and linear time for 100 MB.
        """
        raw = encoded(text)
        settled = not open and self._is_safe(text, raw)
        if hits := self._engine.hits(raw):
            return self._owned(hits, settled)
        return _SETTLED if settled else _UNSETTLED

    def _rules_of(self, hits: frozenset[int], settled: bool) -> Verdict:  # noqa: FBT001  # by place: a cache's key
        owners = {number for hit in hits for number in self._owners[hit]}
        return Verdict(tuple([self._rules[number] for number in sorted(owners)]), settled)

    def is_safe(self, text: str) -> bool:
        """Whether every word of the folded `text` is in the safe vocabulary, whatever the triggers say."""
        return self._is_safe(text, encoded(text))

    def _is_safe(self, text: str, raw: bytes) -> bool:
        if not text.isascii():
            return all(match[0] in self._vocabulary for match in _WORD.finditer(text.lower().translate(_DIGITS)))
        letters = raw.translate(_LETTERS)
        if len(letters) <= _SHORT:
            return self._ascii.issuperset(letters.split())
        return all(match[0] in self._ascii for match in _ASCII_WORD.finditer(letters))


def triggers(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return the triggers of all `rules`, each once: the patterns of a gate's engine."""
    return tuple(dict.fromkeys(trigger for rule in rules for trigger in rule.triggers))


_SETTLED, _UNSETTLED = Verdict((), settled=True), Verdict((), settled=False)
_KEPT = 1024  # verdicts
_SHORT = 4096  # bytes; splitting is quicker than searching, but takes fifty times the memory of the text
_DIGIT = ord("0")  # stands for every digit
# Letters in lower case, digits as 0, all else a space, byte for byte.
_LETTERS = bytes(ord(c.lower()) if c.isalpha() else _DIGIT if c.isdigit() else ord(" ") for c in map(chr, range(128)))
_LETTERS = _LETTERS.ljust(256)
_ASCII_WORD = re.compile(rb"[^ ]+")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = str.maketrans("123456789", "000000000")
