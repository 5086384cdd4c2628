"""What rules mark in a text, as a reader of tables wants it: the pieces, not the places."""

from collections.abc import Iterable

from needline.spot.engines import re2_engine
from needline.spot.finding import settled
from needline.spot.folding import fold
from needline.spot.gate import Gate, triggers
from needline.spot.rule import Rule


class Marks:
    """Rules behind their gate: whatever is found has also triggered its rule."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        rules = tuple(rules)
        self._gate = Gate(rules, frozenset(), re2_engine(triggers(rules)))

    def __call__(self, text: str, *asked: str) -> list[str]:
        """Return the pieces of `text` that are marked when `asked` was asked for."""
        return [piece for piece, _ in self.named(text, *asked)]

    def named(self, text: str, *asked: str) -> list[tuple[str, str]]:
        """Return the pieces of `text` that are marked, and as what."""
        folded = fold(text)
        verdict = self._gate.rules_for(folded.text, open=False)
        findings = settled(finding for rule in verdict.rules for finding in rule.find(folded.text, asked))
        return [(text[slice(*folded.span(found.start, found.end))], found.what) for found in findings]
