"""The spotter: all layers over one text, or over the turns of a conversation.

    fold        what was written, as it reads                                              folding
    gate        which rules could find something; most messages end here                   gate
    rules       numbers, what is written, secrets, evasions, what is spoken, own elements  numbers … elements
    tagger      what only its surroundings tell                                            tagger
    memory      what was found before in the conversation                                  memory
    second      another model, where somebody asks for one: for audits                     rampart

A text that reads as a transcript is taken apart into its turns. A long text is read in windows that overlap, so that
time and memory stay in proportion to its length whatever it holds.
"""

import gzip
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from needline.spot.dialogue import Dialogue, advance, expected, late
from needline.spot.elements import Element, element_rules
from needline.spot.evasive import RULES as EVASIVE
from needline.spot.finding import Finding, settled, weighed
from needline.spot.folding import Folded, fold
from needline.spot.gate import Gate
from needline.spot.memory import Memory
from needline.spot.numbers import RULES as NUMBERS
from needline.spot.rule import Rule
from needline.spot.secrets import RULES as SECRETS
from needline.spot.spoken import RULES as SPOKEN
from needline.spot.spoken import answers
from needline.spot.tagger import Passage, Tagger
from needline.spot.transcript import roles, turns
from needline.spot.written import RULES as WRITTEN

RULES: tuple[Rule, ...] = (*NUMBERS, *WRITTEN, *SECRETS, *EVASIVE, *SPOKEN)
LEAST_SCORE = 0.5  # of a rule: what is less sure is not reported; the tagger has bounds of its own
_WINDOW = 32_768  # code points of a long text read at once
_OVERLAP = 4_096  # of two windows: the longest value that is found whole wherever it lies (a private key)
_BLOCK = 400  # code points; a longer text is tagged only where a line is not settled


class _Reading(Struct, frozen=True):
    """A text that the gate and the rules have read, and whether that settles it."""

    folded: Folded
    findings: tuple[Finding, ...]
    settled: bool
    before: str = ""  # the turn before it


class Second(Protocol):
    """Another model, whose finds are added to ours: `needline.spot.rampart.Rampart`."""

    def find_all(self, passages: Sequence[Passage]) -> list[tuple[Finding, ...]]:
        """The finds of each passage."""
        ...


class Spotter:
    """Finds personal data in text; it may be used from several threads at once."""

    def __init__(
        self,
        elements: Sequence[Element] = (),
        *,
        tagger: Tagger | None = None,
        names: bool = True,
        second: Second | None = None,
    ) -> None:
        """Take an estate's own `elements` along, and another tagger than that of the package; without `names`, none.

        A `second` model reads every text, settled or not.

        Raises:
            EstateError: an element's pattern is refused; the error says which and why.

        """
        self._gate = Gate((*RULES, *element_rules(elements)), vocabulary())
        self._tagger = (tagger or Tagger(ordinary=vocabulary())) if names else None
        self._second = second

    def spot(self, text: str) -> tuple[Finding, ...]:
        """The finds in `text`, in order and without overlaps; offsets are code points of `text`.

        >>> [finding.what.value for finding in Spotter().spot("i am Jane Miller, card 4929 1234 5678 9012")]
        ['name', 'card number']
        """
        heard = turns(text)
        if heard is None:
            return self.read(text)
        said = [(turn.role, text[turn.start : turn.end]) for turn in roles(heard)]
        found = zip(heard, self.hear(said), strict=True)
        return settled(_moved(finding, turn.start) for turn, findings in found for finding in findings)

    def spot_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """What `spot` finds in each of `texts`, quicker than one by one: the tagger reads them in one go."""
        apart = {at for at, text in enumerate(texts) if len(text) > _WINDOW or turns(text)}
        readings = [self._gated("" if at in apart else text) for at, text in enumerate(texts)]
        found = self._tagged(readings)
        return [self.spot(texts[at]) if at in apart else findings for at, findings in enumerate(found)]

    def conversation(self) -> "Conversation":
        """A conversation that begins; its turns are given one by one."""
        return Conversation(self)

    def read(
        self, text: str, *, asked: tuple[str, ...] = (), is_open: bool = False, before: str = ""
    ) -> tuple[Finding, ...]:
        """The finds in one turn: `asked` for what, while an answer is awaited or not, and what was said `before`."""
        if len(text) <= _WINDOW:
            return self._tagged([self._gated(text, asked, is_open=is_open, before=before)])[0]
        return settled(
            _moved(finding, start)
            for start in range(0, len(text) - _OVERLAP, _WINDOW - _OVERLAP)
            for finding in self.read(text[start : start + _WINDOW], asked=asked, is_open=is_open, before=before)
        )

    def hear(self, said: Sequence[tuple[str, str]]) -> list[tuple[Finding, ...]]:
        """The finds in each of the turns (role, text) of a whole conversation.

        What comes later counts for earlier turns too: a value known at the end is masked from the beginning.
        """
        found, overdue = self._heard(said)
        for turn, finding in overdue:
            found[turn] = settled((*found[turn], finding))
        memory = Memory()
        for (_, text), findings in zip(said, found, strict=True):
            memory = memory.remember(text, findings, is_ordinary)
        return [settled((*findings, *memory.find(text))) for (_, text), findings in zip(said, found, strict=True)]

    def _heard(self, said: Sequence[tuple[str, str]]) -> tuple[list[tuple[Finding, ...]], list[tuple[int, Finding]]]:
        """The finds of each turn by itself, and those that only several turns together make."""
        state, before = Dialogue(), ""
        readings: list[_Reading] = []
        overdue: dict[tuple[int, Finding], None] = {}
        long: dict[int, tuple[Finding, ...]] = {}
        for at, (role, text) in enumerate(said):
            asked, here = expected(state, role, text), text
            if len(text) > _WINDOW:
                long[at], here = self.read(text, asked=asked, is_open=state.open, before=before), ""
            readings.append(self._gated(here, asked, is_open=state.open, before=before))
            state, before = advance(state, role, text), text
            overdue |= dict.fromkeys(late(state))
        found = self._tagged(readings)
        return [long.get(at, findings) for at, findings in enumerate(found)], list(overdue)

    def _gated(self, text: str, asked: tuple[str, ...] = (), *, is_open: bool = False, before: str = "") -> _Reading:
        folded = fold(text)
        verdict = self._gate.rules_for(folded.text, open=is_open)
        found = [finding for rule in verdict.rules for finding in rule.find(folded.text, asked)]
        if asked:
            found += answers(folded.text, asked)
        sure = tuple(finding for finding in found if finding.score >= LEAST_SCORE)
        return _Reading(folded, sure, verdict.settled or self._tagger is None, before)

    def _tagged(self, readings: Sequence[_Reading]) -> list[tuple[Finding, ...]]:
        """The finds of the rules and of the tagger in each of `readings`, where they were written."""
        found = [list(reading.findings) for reading in readings]
        asked = [
            (at, start, Passage(text, reading.before))
            for at, reading in enumerate(readings)
            if not reading.settled
            for start, text in self._blocks(reading.folded.text)
        ]
        if asked and self._tagger:
            answers = self._tagger.find_all([passage for _, _, passage in asked])
            for (at, start, _), seen in zip(asked, answers, strict=True):
                found[at] += [_moved(finding, start) for finding in seen]
        if self._second:
            passages = [Passage(reading.folded.text, reading.before) for reading in readings]
            for findings, seen in zip(found, self._second.find_all(passages), strict=True):
                findings.extend(seen)
        return [_placed(findings, reading.folded) for findings, reading in zip(found, readings, strict=True)]

    def _blocks(self, text: str) -> Iterator[tuple[int, str]]:
        """The parts of `text` for the tagger: of a long one, the lines that are not settled and their neighbours."""
        if len(text) <= _BLOCK:
            yield 0, text
            return
        lines = text.splitlines(keepends=True)
        doubtful = [not self._gate.is_safe(line) for line in lines]
        start, block = 0, ""
        for at, line in enumerate(lines):
            if any(doubtful[max(at - 1, 0) : at + 2]):
                block += line
            elif block:
                yield start, block
                start, block = start + len(block), ""
            start += 0 if block else len(line)
        if block:
            yield start, block


class Conversation:
    """A conversation as it goes on: what was asked, what is known, and what came in pieces."""

    def __init__(self, spotter: Spotter) -> None:
        """Begin; `spotter` reads each turn."""
        self._spotter = spotter
        self._state = Dialogue()
        self._memory = Memory()
        self._before = ""

    def turn(self, role: str, text: str) -> tuple[Finding, ...]:
        """The finds in the next turn; `role` is "customer", "agent", "tool" or "" where it is not known."""
        state = self._state
        asked = expected(state, role, text)
        findings = self._spotter.read(text, asked=asked, is_open=state.open, before=self._before)
        self._state = advance(state, role, text)
        now = (finding for turn, finding in self.overdue() if turn == state.turn)
        findings = settled((*findings, *now, *self._memory.find(text)))
        self._memory = self._memory.remember(text, findings, is_ordinary)
        self._before = text
        return findings

    def overdue(self) -> tuple[tuple[int, Finding], ...]:
        """Parts of turns, counted from 0, that turned out to be part of a value only by what came after them."""
        return late(self._state)


@cache
def vocabulary() -> frozenset[str]:
    """Lower-case words of which personal data is hardly ever made."""
    packed = (files("needline.spot") / "vocabulary.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split("\n"))


def is_ordinary(word: str) -> bool:
    """Whether a lower-case word is one that anybody uses, and no value by itself."""
    return word in vocabulary()


def _moved(finding: Finding, by: int) -> Finding:
    return replace(finding, start=finding.start + by, end=finding.end + by) if by else finding


def _placed(findings: Sequence[Finding], folded: Folded) -> tuple[Finding, ...]:
    """`findings` in a folded text, where they were in the original."""
    if not findings:
        return ()
    kept = weighed(findings)
    if folded.at is None:
        return settled(kept)
    spans = (folded.span(finding.start, finding.end) for finding in kept)
    return settled(replace(one, start=start, end=end) for one, (start, end) in zip(kept, spans, strict=True))
