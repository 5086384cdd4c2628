"""The quick depth: one pass of all patterns and words over a whole conversation, and a closer look at what it hits.

    join       the texts of all turns, a line end between them
    lookout    which patterns and words occur in which turn, all in one pass (`lookout`)
    forms      of those that were hit, on that turn: whole words, check digits (`forms`)
    cues       on that turn and the one before: what was asked there is answered here (`cues`)
    questions  what an agent or a bot asks for in a turn that holds one of the words

What lies over two turns is none. Text beyond ASCII is folded turn by turn first, as `spot` folds it; offsets stay
those of the turn as it came in.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from needline.scan.cues import ANNOUNCED, CUES, KEYWORDS
from needline.scan.eye import ASKERS, Seen
from needline.scan.forms import FORMS
from needline.scan.lookout import Lookout, Said, SetLookout, best_lookout
from needline.spot.dialogue import asked
from needline.spot.elements import Element, element_rules
from needline.spot.engines import best_engine
from needline.spot.finding import Finding, settled
from needline.spot.folding import Folded, fold
from needline.spot.rule import Rule, type_of_find
from needline.transcripts.conversation import Conversation

_NOTHING = Seen()
_NO_QUESTION: frozenset[str] = frozenset()
_KEPT = 65_536  # questions whose meaning is kept: bots, and agents with set phrases, ask in the same words


class _Look(Struct, frozen=True):
    """What a pattern is of, and where to look when it occurs."""

    rule: Rule
    rank: int  # of two finds as sure as each other the one of the earlier rule stands
    alone: bool  # in its turn; otherwise behind the turn before, where the word for it may stand


class Quick:
    """Patterns and words, made ready; for one thread."""

    def __init__(
        self, elements: Sequence[Element] = (), *, lookout: Callable[[Sequence[str]], Lookout] = best_lookout
    ) -> None:
        """Take an estate's own `elements` along. Raises `EstateError` for one whose pattern is refused."""
        rules = (*FORMS, *ANNOUNCED, *CUES)
        looks = [_Look(rule, rank, rule not in CUES) for rank, rule in enumerate(rules)]
        self._looks, triggers = _by_trigger(looks)
        self._words = tuple(KEYWORDS)
        self._lookout = lookout([*triggers, *map(_literal, self._words)])
        # An estate's patterns are in a dialect of their own, which only sets read alike.
        own = [_Look(rule, len(rules) + rank, alone=False) for rank, rule in enumerate(element_rules(elements))]
        self._own_looks, own_triggers = _by_trigger(own)
        self._own_lookout = SetLookout(best_engine(own_triggers)) if own else None
        self._ranked = (*looks, *own)
        self._asked = lru_cache(_KEPT)(partial(_asked, self._words))

    def see(self, conversations: Sequence[Conversation]) -> list[Seen]:
        """What each conversation holds, by patterns and words alone.

        Each step is done for all of them before the next one: what it works with then stays in the processor's cache,
        which halves the time.
        """
        said, folds = _said(conversations)
        looks, heard = self._hits(said)
        found: dict[int, list[tuple[int, Finding]]] = defaultdict(list)
        for turn, finding in _settled(self._found(looks, said), folds):
            at = bisect_right(said.starts, turn) - 1
            found[at].append((turn - said.starts[at], finding))
        questions = self._questions(heard, said, conversations)
        seen = [_NOTHING] * len(conversations)
        for at in found.keys() | questions.keys():
            seen[at] = Seen(found=tuple(found.get(at, ())), asked=questions.get(at, _NO_QUESTION))
        return seen

    def _hits(self, said: Said) -> tuple[dict[int, set[int]], set[int]]:
        """Which turns each rule has to look at, by its rank, and which turns hold words."""
        looks: dict[int, set[int]] = defaultdict(set)
        heard: set[int] = set()
        for pattern, turn in self._lookout.hits(said):
            if pattern < len(self._looks):
                looks[self._looks[pattern].rank].add(turn)
            else:
                heard.add(turn)
        for pattern, turn in self._own_lookout.hits(said) if self._own_lookout else ():
            looks[self._own_looks[pattern].rank].add(turn)
        return looks, heard

    def _questions(
        self, heard: Iterable[int], said: Said, conversations: Sequence[Conversation]
    ) -> dict[int, frozenset[str]]:
        """What agents and bots ask for in turns that hold words, by conversation."""
        questions: dict[int, frozenset[str]] = {}
        for turn in heard:
            at = bisect_right(said.starts, turn) - 1
            if conversations[at].turns[turn - said.starts[at]].role in ASKERS:
                what = self._asked(said.texts[turn])
                questions[at] = questions[at] | what if at in questions else what
        return questions

    def _found(self, looks: Mapping[int, set[int]], said: Said) -> dict[int, list[Finding]]:
        """Finds by turn, those of earlier rules first."""
        found: dict[int, list[Finding]] = defaultdict(list)
        first, texts = frozenset(said.starts), said.texts
        for rank in sorted(looks):
            find, alone = self._ranked[rank].rule.find, self._ranked[rank].alone
            for turn in looks[rank]:
                is_alone = alone or turn in first
                findings = find(texts[turn], ()) if is_alone else _behind(find, texts[turn - 1], texts[turn])
                for finding in findings:
                    found[turn].append(finding)
        return found


def _said(conversations: Sequence[Conversation]) -> tuple[Said, dict[int, Folded]]:
    """Each turn in one way of writing, and what was done to those that were not."""
    starts = list(accumulate([len(one.turns) for one in conversations], initial=0))[:-1]
    texts = [turn.text for one in conversations for turn in one.turns]
    joined = "\n".join(texts)
    if joined.isascii() and "&" not in joined:
        return Said(texts, joined, starts), {}
    folds = {at: fold(text) for at, text in enumerate(texts) if not text.isascii() or "&" in text}
    texts = [folds[at].text if at in folds else text for at, text in enumerate(texts)]
    return Said(texts, "\n".join(texts), starts), folds


def _asked(words: Sequence[str], text: str) -> frozenset[str]:
    """What is asked for in a turn; nothing where it holds no word, for a set knows only that some turn does."""
    lower = text.lower()
    return frozenset(asked(text)) if any(word in lower for word in words) else _NO_QUESTION


def _by_trigger(looks: Iterable[_Look]) -> tuple[tuple[_Look, ...], list[str]]:
    pairs = [(look, trigger) for look in looks for trigger in look.rule.triggers]
    return tuple(look for look, _ in pairs), [trigger for _, trigger in pairs]


def _behind(find: type_of_find, before: str, text: str) -> Iterator[Finding]:
    """Finds in `text`, read behind the turn before it."""
    start = len(before) + 1
    for one in find(f"{before}\n{text}", ()):
        if one.start >= start:
            yield Finding(one.start - start, one.end - start, one.what, one.score, one.why)


def _settled(found: Mapping[int, list[Finding]], folds: Mapping[int, Folded]) -> Iterator[tuple[int, Finding]]:
    """Finds turn by turn, without overlaps, where they were written."""
    for turn, findings in sorted(found.items()):
        for finding in settled(findings) if len(findings) > 1 else findings:
            yield turn, _unfolded(finding, folds[turn]) if turn in folds else finding


def _unfolded(finding: Finding, folded: Folded) -> Finding:
    start, end = folded.span(finding.start, finding.end)
    return replace(finding, start=start, end=end)


def _literal(keyword: str) -> str:
    return "".join(sign if sign.isalnum() or sign == " " else f"[{sign}]" for sign in keyword)
