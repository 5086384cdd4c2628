"""Which journey a conversation is of: what the platform says of it first, the words of the customer second.

    1  fields       a value that a journey is `known_by`: of the intent first, then the queue, the tags, the subject
                    and the platform's further fields
    2  names        a value of the intent, queue or tags that is a journey's name or what it is called; or nearly so
    3  words        words that a journey is `known_by`, and the words of its name, in what the customer says

A step that names one journey ends the search. Where the values of a field stand for several, the last one counts, for
platforms write them as a contact moves on; tags have no order, so several of them tell nothing. Words count the more,
the fewer journeys they belong to, and tell only where one journey leads by `MARGIN`. No model is asked.
"""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from needline.drift.fields import CHANNEL, INTENT, LANGUAGE, QUEUE, SUBJECT, TAGS, field_of
from needline.estate.model import Estate

MARGIN = 1.5  # times the score of the next journey
LEAST = (
    0.6  # the score of what tells: a phrase of `known_by` has 1, so has all of a name that no other journey shares
)
_NEAR = 0.86  # how like a journey's name a value must be
_WORDS = "words"
_FIRST = (INTENT, QUEUE, TAGS, SUBJECT)
_NAMING = (INTENT, QUEUE, TAGS)
_READ = 4_000  # characters of what customers say: why they get in touch is said early
_WORD = re.compile(r"[^\W_]+")
_CARRY_NOTHING = frozenset(
    {
        "about", "and", "any", "at", "by", "change", "for", "from", "general", "get", "help", "in", "inquiry", "is",
        "it", "my", "new", "of", "on", "or", "our", "question", "questions", "request", "requests", "that", "the",
        "their", "this", "to", "we", "what", "where", "with", "your",
    }
)  # fmt: skip


class Journeys:
    """The journeys of an estate, ready to be told apart; the same answer for the same conversation, always."""

    def __init__(self, estate: Estate) -> None:
        self._by_value = _values(estate)
        self._fields = sorted(self._by_value, key=_rank)
        self._by_name = _names(estate)
        self._weights = _weights(estate)
        self._named = lru_cache(20_000)(self._by_any_name)
        firsts = sorted({re.escape(phrase) for phrase in self._weights}, key=len, reverse=True)
        self._phrase = re.compile(rf"(?<!\w)(?:{'|'.join(firsts)})(?!\w)") if firsts else None

    def __call__(self, told: Mapping[str, str], said: Sequence[tuple[str, str]]) -> str:
        """The journey of a conversation; empty if nothing tells.

        `told` is what the platform says of it, field → values in lower case; `said` are its turns, role and text.
        """
        fields = {field_of(name) or name: value for name, value in told.items()}
        known = (
            journey for field in self._fields if field in fields and (journey := self._by_field(field, fields[field]))
        )
        named = (journey for field in _NAMING if field in fields and (journey := self._named(field, fields[field])))
        return next(known, "") or next(named, "") or self._by_words(said)

    def _by_field(self, field: str, value: str) -> str:
        known = self._by_value[field]
        return _one((known[key] for key in _keys(value) if key in known), in_order=field != TAGS)

    def _by_any_name(self, field: str, value: str) -> str:
        found = _one((self._by_name[key] for key in _keys(value) if key in self._by_name), in_order=field != TAGS)
        near = (difflib.get_close_matches(key[:80], self._by_name, n=1, cutoff=_NEAR) for key in _keys(value)[:5])
        return found or _one((self._by_name[match[0]] for match in near if match), in_order=field != TAGS)

    def _by_words(self, said: Sequence[tuple[str, str]]) -> str:
        if self._phrase is None:
            return ""
        text = " ".join(_WORD.findall(" ".join(_customers(said))[:_READ].lower()))
        scores: Counter[str] = Counter()
        for phrase in set(self._phrase.findall(text)):
            for journey, weight in self._weights[phrase].items():
                scores[journey] += weight  # type: ignore[assignment]  # a Counter adds up what it is given
        ranked = scores.most_common(2)
        if not ranked or ranked[0][1] < LEAST:
            return ""
        return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= MARGIN * ranked[1][1] else ""


def _customers(said: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What the customer says; where nobody knows who speaks, everything."""
    return (text for role, text in said if role not in {"agent", "tool"})


def _one(found: Iterable[frozenset[str]], *, in_order: bool) -> str:
    """The journey that these values stand for: the last that only one has, or the only one there is."""
    journeys = [next(iter(one)) for one in found if len(one) == 1]
    return journeys[-1] if journeys and (in_order or len(set(journeys)) == 1) else ""


def _keys(value: str) -> list[str]:
    """The whole value and its parts, as they are compared: letters and digits alone."""
    parts = (value, *value.split(","))
    return list(dict.fromkeys(key for part in parts if (key := _key(part))))


def _key(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))


def _rank(field: str) -> int:
    return _FIRST.index(field) if field in _FIRST else len(_FIRST) + (field in {CHANNEL, LANGUAGE})


def _values(estate: Estate) -> dict[str, dict[str, frozenset[str]]]:
    """Field → value → the journeys that are known by it."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, journey in estate.journeys.items():
        for field, values in journey.known_by.items():
            if field != _WORDS:
                for value in values:
                    found[field_of(field) or field][_key(value)].add(name)
    return {field: {key: frozenset(names) for key, names in values.items()} for field, values in found.items()}


def _names(estate: Estate) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, journey in estate.journeys.items():
        for word in (name, journey.called):
            if key := _key(word):
                found[key].add(name)
    return {key: frozenset(names) for key, names in found.items()}


def _weights(estate: Estate) -> dict[str, dict[str, float]]:
    """Phrase → journey → how much it says for that journey."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for name, journey in estate.journeys.items():
        for words in (_telling(name), _telling(journey.called)):
            for word in words:
                found[word][name] = max(found[word].get(name, 0.0), 1 / len(words))
        for phrase in journey.known_by.get(_WORDS, ()):
            found[" ".join(_WORD.findall(phrase.lower()))][name] = 1.0
    return {
        phrase: {name: weight / len(journeys) for name, weight in journeys.items()}
        for phrase, journeys in found.items()
        if phrase
    }


def _telling(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if len(word) > 1} - _CARRY_NOTHING
