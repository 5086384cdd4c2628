"""Labelled rows again about other people: names exchanged, digits drawn anew."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from msgspec.structs import replace

from train.rows import IGNORED, Row, type_of_span

KEPT = frozenset({"PERSON", IGNORED, "IP", "DOB", "LOCATION"})  # their digits, if they have any, mean something
OFTEN = 0.8  # how likely a value is exchanged
INITIALS = 2  # code points of a name that stays


class Names:
    """Names to exchange for others, the common ones more often."""

    def __init__(self, first: Sequence[str], last: Sequence[str]) -> None:
        """Take first and last names, the commonest first."""
        self.first, self.last = first, last

    def like(self, value: str, rng: Random) -> str:
        """A name of as many words as `value`, in its case."""
        words = value.split(" ")
        drawn = [_drawn(self.last if at else self.first, rng) for at, _ in enumerate(words)]
        if len(words) == 1 and rng.random() < 0.4:
            drawn = [_drawn(self.last, rng)]
        name = " ".join(drawn)
        if value.islower():
            return name.lower()
        return name.upper() if value.isupper() else name


def _drawn(pool: Sequence[str], rng: Random) -> str:
    return pool[min(int(len(pool) * rng.random() ** 1.7), len(pool) - 1)]


def swapped(rows: Iterable[Row], names: Names, rng: Random) -> Iterator[Row]:
    """Those of `rows` that hold a value, with others in the place of most; of two that overlap one stays marked."""
    return (_swapped(row, names, rng) for row in rows if row.spans)


def _swapped(row: Row, names: Names, rng: Random) -> Row:
    parts: list[str] = []
    spans: list[type_of_span] = []
    end = length = 0  # up to where the old text is read, the new one written
    for start, stop, label in row.spans:
        if start < end:
            continue
        value = _another(row.text[start:stop], label, names, rng)
        parts += (row.text[end:start], value)
        length += start - end
        spans.append((length, length + len(value), label))
        length += len(value)
        end = stop
    return replace(row, text="".join((*parts, row.text[end:])), spans=tuple(spans))


def _another(value: str, label: str, names: Names, rng: Random) -> str:
    if label == "PERSON":
        return names.like(value, rng) if len(value) > INITIALS and rng.random() < OFTEN else value
    return _redrawn(value, rng) if label not in KEPT and rng.random() < OFTEN else value


def _redrawn(value: str, rng: Random) -> str:
    return "".join(rng.choice("0123456789") if sign in "0123456789" else sign for sign in value)
