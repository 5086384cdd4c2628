"""The scorer: how much of what is known to be personal data was found, and how much of what was found is some.

    found      a gold span of which at least 80 % of the characters are covered, by whatever and however many findings
    right      a finding of which at least 50 % of the characters lie in gold spans
    ignored    a finding that is not right, but half of which lies in gold and in spans to ignore: it does not count
    clean      a text that holds gold spans, all of them found

Recall is found over gold, precision is right over findings that count, F2 weighs recall twice. What a finding is
called does not matter for these; `named` counts gold spans that were found by findings of their own label alone.
Offsets are code points. As a program: python -m bench.spot.score GOLD ANSWERS, where ANSWERS are lines of
`needline spot --jsonl`, or of any other detector in that form.
"""

import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

FOUND, RIGHT = 0.8, 0.5
T = TypeVar("T")


class Span(Struct, frozen=True):
    """Characters from `start` up to `end`, and what they are."""

    start: int
    end: int
    label: str = ""


class Row(Struct, frozen=True):
    """A text with its gold spans, and those that are neither required nor punished."""

    id: str
    text: str
    spans: tuple[Span, ...] = ()
    ignore: tuple[Span, ...] = ()
    lang: str = ""
    source: str = ""
    group: str = ""  # conversation, speaker or template: texts of one group never stand on both sides of a split
    meta: dict[str, object] = {}


class Tally(Struct):
    """Counts, and what follows from them."""

    texts: int = 0
    holding: int = 0  # texts that hold gold spans
    clean: int = 0
    gold: int = 0
    found: int = 0
    named: int = 0
    counted: int = 0  # findings that count
    right: int = 0

    @property
    def recall(self) -> float:
        """Found of gold; 1 when there was nothing to find."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Right of those that count; 1 when nothing was."""
        return self.right / self.counted if self.counted else 1.0

    @property
    def f2(self) -> float:
        """Recall and precision, recall twice as important."""
        weighed = 4 * self.precision + self.recall
        return 5 * self.precision * self.recall / weighed if weighed else 0.0

    @property
    def fully_clean(self) -> float:
        """Of the texts that hold something, those of which all was found."""
        return self.clean / self.holding if self.holding else 1.0

    @property
    def wrong_of_1000(self) -> float:
        """Findings that are wrong, in 1,000 texts."""
        return 1000 * (self.counted - self.right) / self.texts if self.texts else 0.0

    def add(self, other: "Tally") -> None:
        """Count what another tally counted."""
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Score(Struct):
    """The tally of many texts: of all, by label and by language."""

    all: Tally = msgspec.field(default_factory=Tally)
    labels: dict[str, Tally] = msgspec.field(default_factory=dict)
    languages: dict[str, Tally] = msgspec.field(default_factory=dict)

    def add(self, row: Row, findings: Iterable[Span], harmless: Collection[str] = ()) -> None:
        """Count one text; a finding with a `harmless` label covers, but is never wrong."""
        by_label = judged(row, findings, harmless)
        whole = Tally(texts=1)
        for label, tally in by_label.items():
            whole.add(tally)
            self.labels.setdefault(label, Tally()).add(tally)
        whole.holding = int(bool(row.spans))
        whole.clean = int(bool(row.spans) and whole.found == whole.gold)
        self.all.add(whole)
        self.languages.setdefault(row.lang, Tally()).add(whole)


def judged(row: Row, findings: Iterable[Span], harmless: Collection[str] = ()) -> dict[str, Tally]:
    """What the findings are worth, by label: gold spans under their own, findings under theirs.

    >>> row = Row("1", "call Ann Lee on 020 7946 0018", spans=(Span(5, 12, "PERSON"), Span(16, 29, "PHONE")))
    >>> tallies = judged(row, [Span(5, 8, "PERSON"), Span(16, 29, "CARD"), Span(0, 4, "URL")], harmless={"URL"})
    >>> {label: (tally.found, tally.gold, tally.right, tally.counted) for label, tally in sorted(tallies.items())}
    {'CARD': (0, 0, 1, 1), 'PERSON': (0, 1, 1, 1), 'PHONE': (1, 1, 0, 0)}
    """
    findings = [span for span in findings if span.end > span.start]
    tallies: dict[str, Tally] = {}
    for span in row.spans:
        tally = tallies.setdefault(span.label, Tally())
        tally.gold += 1
        tally.found += covered(span, findings) >= FOUND
        tally.named += covered(span, [one for one in findings if one.label == span.label]) >= FOUND
    for finding in findings:
        right = covered(finding, row.spans) >= RIGHT
        if right or not (finding.label in harmless or covered(finding, (*row.spans, *row.ignore)) >= RIGHT):
            tally = tallies.setdefault(finding.label, Tally())
            tally.counted += 1
            tally.right += right
    return tallies


def covered(span: Span, others: Iterable[Span]) -> float:
    """Which share of the characters of `span` lies in one of the others.

    >>> covered(Span(0, 10), [Span(0, 4), Span(2, 6), Span(9, 20)])
    0.7
    """
    upto, inside = span.start, 0
    for other in sorted(others, key=lambda other: other.start):
        start, end = max(other.start, upto), min(other.end, span.end)
        if end > start:
            inside += end - start
            upto = end
    return inside / (span.end - span.start) if span.end > span.start else 1.0


# ── as a program ───────────────────────────────────────────────────────────────────────────────────
class _Answer(Struct, frozen=True):
    id: str | int | None = None
    spans: tuple[Span, ...] = ()


def score_files(gold: Path, answers: Path) -> Score:
    """Score a file of answers against a file of gold; a row without an answer was found to hold nothing."""
    known = {str(one.id): one.spans for one in _lines(answers, _Answer)}
    score = Score()
    for row in _lines(gold, Row):
        score.add(row, known.get(row.id, ()))
    return score


def _lines(path: Path, kind: type[T]) -> Iterable[T]:
    with path.open("rb") as file:
        yield from (msgspec.json.decode(line, type=kind) for line in file if line.strip())


def told(score: Score) -> Iterable[str]:
    """A line for all, for each language and each label; whether a text is clean is not a matter of one label."""
    yield "                gold     F2  recall  named precision  clean wrong/1000"
    for name, tally in (("all", score.all), *sorted(score.languages.items())):
        yield f"{_line(name, tally)} {tally.fully_clean:>6.3f} {tally.wrong_of_1000:>10.1f}"
    yield from (_line(name, tally) for name, tally in sorted(score.labels.items()))


def _line(name: str, tally: Tally) -> str:
    named = tally.named / tally.gold if tally.gold else 1.0
    return f"{name:<12} {tally.gold:>7,} {tally.f2:>6.3f} {tally.recall:>7.3f} {named:>6.3f} {tally.precision:>9.3f}"


if __name__ == "__main__":
    print("\n".join(told(score_files(Path(sys.argv[1]), Path(sys.argv[2])))))
