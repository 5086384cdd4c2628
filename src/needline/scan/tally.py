"""The tally of one part: conversations and what was seen in them, counted as they come."""

import hmac
from collections import defaultdict
from functools import lru_cache, partial

from needline.estate.model import Estate
from needline.observed import Sighting, Watched
from needline.scan.eye import ASKERS, Seen
from needline.scan.part import MOST_PLACES, Missed, Part, Row
from needline.spot.category import standing_for
from needline.spot.finding import Finding
from needline.transcripts.conversation import Conversation

_GIVEN, _ASKED, _SHOWN = range(3)
_SHOWERS = ASKERS | {"tool"}  # whoever else speaks is taken for the customer
type_of_counts = dict[str, list[int]]  # element → conversations in which it was given, asked for, shown


class Tally:
    """Counts what the conversations of one part hold; not for more than one thread."""

    def __init__(self, path: str, estate: Estate | None, key: bytes | None) -> None:
        """With a `key`, keep a row for each find."""
        self._path, self._key = path, key
        self._elements = lru_cache(256)(partial(_standing_for, estate))
        self._conversations: dict[str, int] = {}
        self._counts: dict[str, type_of_counts] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
        self._times: dict[tuple[str, str], tuple[float, float]] = {}
        self._first: float | None = None
        self._last: float | None = None
        self._missed = 0
        self._places: list[tuple[int, str]] = []
        self._rows: list[Row] = []

    def add(self, conversation: Conversation, seen: Seen, journey: str) -> None:
        """Count a conversation."""
        self._conversations[journey] = self._conversations.get(journey, 0) + 1
        if conversation.at is not None:
            self._first = min(self._first or conversation.at, conversation.at)
            self._last = max(self._last or conversation.at, conversation.at)
        if seen.found or seen.asked:
            counts = self._counts[journey]
            for element, way in self._ways(conversation, seen):
                counts[element][way] += 1
                if conversation.at is not None:
                    self._time(journey, element, conversation.at)
            if self._key:
                self._rows += [self._row(conversation, journey, *find, self._key) for find in seen.found]

    def miss(self, line: int, why: str) -> None:
        """Count a place that could not be read."""
        self._missed += 1
        if len(self._places) < MOST_PLACES:
            self._places.append((line, why))

    def part(self, *, files: int) -> Part:
        """What was counted."""
        journeys = {
            journey: Watched(
                conversations=number,
                seen={
                    element: self._sighting(journey, element, *counts)
                    for element, counts in self._counts.get(journey, {}).items()
                },
            )
            for journey, number in self._conversations.items()
        }
        missed = {self._path: Missed(number=self._missed, places=tuple(sorted(self._places)))} if self._missed else {}
        return Part(
            files=files, journeys=journeys, missed=missed, first=self._first, last=self._last, rows=tuple(self._rows)
        )

    def _named(self, what: str) -> tuple[str, ...]:
        """The elements that a find stands for; where the estate has none, what `spot` calls it."""
        return self._elements(what) or (str(what),)

    def _ways(self, conversation: Conversation, seen: Seen) -> set[tuple[str, int]]:
        ways: set[tuple[str, int]] = set()
        for turn, finding in seen.found:
            way = _SHOWN if conversation.turns[turn].role in _SHOWERS else _GIVEN
            for element in self._named(finding.what):
                ways.add((element, way))
        for what in seen.asked:
            for element in self._named(what):
                ways.add((element, _ASKED))
        return ways

    def _time(self, journey: str, element: str, at: float) -> None:
        first, last = self._times.get((journey, element), (at, at))
        self._times[journey, element] = (min(first, at), max(last, at))

    def _sighting(self, journey: str, element: str, given: int, asked: int, shown: int) -> Sighting:
        first, last = self._times.get((journey, element), (None, None))
        return Sighting(given=given, asked=asked, shown=shown, first=first, last=last)

    def _row(self, conversation: Conversation, journey: str, turn: int, finding: Finding, key: bytes) -> Row:
        value = conversation.turns[turn].text[finding.start : finding.end]
        return Row(
            conversation=conversation.name, turn=turn, start=finding.start, end=finding.end, what=str(finding.what),
            element=", ".join(self._elements(finding.what)), journey=journey, value=hashed(value, key),
        )  # fmt: skip


def _standing_for(estate: Estate | None, what: str) -> tuple[str, ...]:
    return standing_for(what, estate) if estate else ()


def hashed(value: str, key: bytes) -> str:
    """The keyed hash of a value, the same however it is grouped and in whatever case."""
    plain = "".join(filter(str.isalnum, value)).lower()
    return hmac.digest(key, plain.encode("utf-8", "replace"), "sha256")[:16].hex()
