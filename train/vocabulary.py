"""The safe vocabulary of spot's gate: words of which personal data is hardly ever made.

A text whose every word is safe is settled unread, so what counts is not that a word occurs in personal data ("New"
in New York does) but that a whole value is made of safe words. Of each such value the rarest word is given up, unless
it was seen 20 times more often outside.

    python -m train.vocabulary --rows build/tagger/rows.msgpack --names build/tagger/names.txt.gz --out FILE
"""

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from needline.spot.tagger import listed
from train.lists import FIRST
from train.rows import IGNORED, Mixture, Row

WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\d")
NUMBERS = {"0", "00"}  # any number of one digit, of two; longer ones are never safe
WITNESSES, TIMES = 2, 20
FAMILIAR = 60  # times that a first name ("may", "will") must have been seen as a word
ALONE = {"a", "i", "u", "y"}  # one letter, and a word; others spell
ENDINGS = {"s", "t", "m", "d", "ll", "re", "ve"}  # what an apostrophe leaves: "it's", "don't"
# Spelled and spoken values hold any word; rules see to those. Rows with exchanged names are no new witnesses.
APART = ("evi_spoken_en", "evi_spoken_pl", "synth_spoken_calls", "synth_evasive_secrets", "swapped")
SPOKEN = 4  # words; a value of more is spelled, or said as an address of mail


class Seen(Struct):
    """What the rows hold: words outside of values, who bears witness to each, and values as their words."""

    outside: Counter[str] = msgspec.field(default_factory=Counter)
    witnesses: dict[str, set[str]] = msgspec.field(default_factory=dict)
    values: Counter[tuple[str, ...]] = msgspec.field(default_factory=Counter)

    def add(self, row: Row) -> None:
        """Count a row."""
        spans = [(start, end) for start, end, label in row.spans if label != IGNORED]
        for start, end in spans:
            value = tuple(WORD.findall(NUMBER.sub("0", row.text[start:end].lower())))
            if value and len(value) <= SPOKEN:
                self.values[value] += 1
        for word in _outside(row.text, spans):
            self.outside[word] += 1
            if len(known := self.witnesses.setdefault(word, set())) < WITNESSES:
                known.add(row.group)


def _outside(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[str]:
    for match in WORD.finditer(NUMBER.sub("0", text)):
        if not any(start < match.end() and end > match.start() for start, end in spans):
            yield match[0].lower()


def vocabulary(rows: Iterable[Row], lists: Mapping[str, int]) -> set[str]:
    """The safe words of `rows`; `lists` are those that travel with the tagger."""
    seen = Seen()
    for row in rows:
        seen.add(row)
    safe = {word for word in seen.outside if _may_be_safe(word, seen, lists.get(word, 0))}
    while given_up := _given_up(safe, seen):
        safe -= given_up
    return {word for word in safe if len(word) > 1 or word in ALONE | NUMBERS} | ENDINGS


def _may_be_safe(word: str, seen: Seen, bits: int) -> bool:
    if len(seen.witnesses[word]) < WITNESSES:  # groups, not rows: a template filled twice is one witness
        return False
    if bits & FIRST and seen.outside[word] < FAMILIAR:
        return False
    return "0" not in word or word in NUMBERS


def _given_up(safe: set[str], seen: Seen) -> set[str]:
    """The rarest word of every value made of safe words only, if it is not much more often seen outside."""
    risks: Counter[str] = Counter()
    for value, count in seen.values.items():
        if safe.issuperset(value):
            risks[min(value, key=seen.outside.__getitem__)] += count
    return {word for word, count in risks.items() if seen.outside[word] < TIMES * count}


def main() -> None:
    """Write the vocabulary."""
    parser = argparse.ArgumentParser(description="Write the safe vocabulary of spot's gate.")
    parser.add_argument("--rows", type=Path, required=True, help="rows.msgpack as train.mixture writes it")
    parser.add_argument("--names", type=Path, required=True, help="names.txt.gz as train.lists writes it")
    parser.add_argument("--out", type=Path, required=True, help="the file to write: vocabulary.txt.gz")
    options = parser.parse_args()
    mixture = msgspec.msgpack.decode(options.rows.read_bytes(), type=Mixture)
    rows = (row for source, some in mixture.rows.items() if source not in APART for row in some)
    safe = vocabulary(rows, listed(options.names.read_bytes()))
    options.out.write_bytes(gzip.compress("\n".join(sorted(safe)).encode(), 9, mtime=0))
    print(f"{len(safe):,} safe words")


if __name__ == "__main__":
    main()
