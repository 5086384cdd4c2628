"""Score a tagger alone, without rules, on the rows kept for measuring; the scorer is the bench's (bench/spot/score.py).

Each set is read twice: as texts of their own, and knowing the turn before. `--show` prints what is missed and wrong.

    python -m train.measure --kept build/tagger/kept.msgpack --names FILE --vocabulary FILE --tagger build/tagger/tagger.npz
"""

import argparse
import gzip
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import msgspec

from bench.spot import score
from needline.spot import tagger as tagging
from needline.spot.finding import Finding
from needline.spot.tagger import Passage, Tagger, listed
from needline.spot.tagger.network import Network
from train.rows import IGNORED, Row

AT_ONCE = 64  # texts
SHOWN = 160  # code points of a text


def judgeable(row: Row) -> score.Row:
    """The row as the scorer reads it."""
    spans = [score.Span(*span) for span in row.spans]
    return score.Row(
        id="",
        text=row.text,
        spans=tuple(span for span in spans if span.label != IGNORED),
        ignore=tuple(span for span in spans if span.label == IGNORED),
        lang=row.lang,
    )


def found(tagger: Tagger, rows: Sequence[Row], *, turns: bool) -> Iterator[tuple[Row, tuple[Finding, ...]]]:
    """Each row with what the tagger finds in it, knowing the turn before or not."""
    for at in range(0, len(rows), AT_ONCE):
        some = rows[at : at + AT_ONCE]
        passages = [Passage(row.text, row.before if turns else "") for row in some]
        yield from zip(some, tagger.find_all(passages), strict=True)


def judged(row: Row, findings: Iterable[Finding]) -> score.Score:
    """What the findings in a row are worth."""
    one = score.Score()
    one.add(judgeable(row), [score.Span(finding.start, finding.end, finding.label) for finding in findings])
    return one


def told(name: str, tally: score.Tally, *, turns: bool) -> str:
    """A line of figures."""
    return (
        f"{'turns' if turns else 'texts'} {name:<28} {tally.texts:>6,} rows recall {tally.recall:.3f} "
        f"precision {tally.precision:.3f} F2 {tally.f2:.3f} wrong/1000 {tally.wrong_of_1000:.1f}"
    )


def shown(row: Row, findings: Iterable[Finding]) -> str:
    """A text, what it holds, and what was found in it."""
    gold = [(row.text[start:end], label) for start, end, label in row.spans]
    said = [(row.text[one.start : one.end], one.label, round(one.score, 2)) for one in findings]
    return f"    {row.text[:SHOWN]!r} holds {gold}, found {said}"


def main() -> None:
    """Print the figures."""
    options = _options()
    # The thresholds are the package's own; other ones are tried here only.
    tagging.UNKNOWN, tagging.ORDINARY = options.unknown, options.ordinary
    network = Network(options.tagger.read_bytes(), listed(options.names.read_bytes()))
    ordinary = frozenset(gzip.decompress(options.vocabulary.read_bytes()).decode().split("\n"))
    tagger = Tagger(network, ordinary=ordinary)
    kept = msgspec.msgpack.decode(options.kept.read_bytes(), type=list[Row])
    sets = {name: list(rows) for name, rows in groupby(kept, lambda row: row.source)}
    for turns in (False, True):
        for name, rows in sets.items():
            tally = score.Tally()
            for row, findings in found(tagger, rows, turns=turns):
                one = judged(row, findings).all
                tally.add(one)
                if options.show == name and not turns and (one.found < one.gold or one.right < one.counted):
                    print(shown(row, findings))
            print(told(name, tally, turns=turns), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Score a tagger alone on the rows kept for measuring.")
    parser.add_argument("--kept", type=Path, required=True, help="kept.msgpack as train.mixture writes it")
    parser.add_argument("--names", type=Path, required=True, help="names.txt.gz as train.lists writes it")
    parser.add_argument(
        "--vocabulary", type=Path, required=True, help="vocabulary.txt.gz as train.vocabulary writes it"
    )
    parser.add_argument("--tagger", type=Path, required=True, help="tagger.npz as train.fit writes it")
    parser.add_argument(
        "--show", default="", metavar="SET", help="print the texts of this set that are not all right"
    )
    parser.add_argument("--unknown", type=float, default=tagging.UNKNOWN, help="least probability (%(default)s)")
    parser.add_argument(
        "--ordinary", type=float, default=tagging.ORDINARY, help="the same of a safe word (%(default)s)"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
