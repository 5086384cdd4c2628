"""The quick depth: one pass of all patterns and words over a whole conversation, and a closer look at what it hits.

    join       the texts of all turns, a line end between them
    lookout    which patterns and words occur in which turn, all in one pass (`lookout`)
    forms      of those that were hit, on that turn: whole words, check digits (`forms`)
    cues       on that turn and the one before: what was asked there is answered here (`cues`)
    questions  what an agent or a bot asks for in a turn that holds one of the words

What lies over two turns is none. Text beyond ASCII is folded turn by turn first, as `spot` folds it; offsets stay
those of the turn as it came in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from needline.scan.cues import ANNOUNCED, CUES, KEYWORDS
from needline.scan.eye import ASKERS, Seen
from needline.scan.forms import FORMS
from needline.scan.lookout import Lookout, Said, SetLookout, best_lookout
from needline.spot.dialogue import asked
from needline.spot.elements import Element, element_rules
from needline.spot.engines import best_engine, encoded
from needline.spot.finding import Finding, settled
from needline.spot.folding import Folded, fold
from needline.spot.rule import Rule
from needline.transcripts.conversation import Conversation

_NOTHING = Seen()
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
        self._asked = lru_cache(_KEPT)(asked)

    def see(self, conversations: Sequence[Conversation]) -> list[Seen]:
        """What each conversation holds, by patterns and words alone.

        Each step is done for all of them before the next one: what it works with then stays in the processor's cache,
        which halves the time.
        """
        folds = [_folded(conversation) for conversation in conversations]
        said = [_said(conversation, folded) for conversation, folded in zip(conversations, folds, strict=True)]
        looks: dict[int, set[tuple[int, int]]] = defaultdict(set)  # rank → which conversation, and in which turn
        questions: dict[int, set[str]] = defaultdict(set)
        for pattern, at, turn in self._lookout.hits(said):
            if pattern < len(self._looks):
                looks[self._looks[pattern].rank].add((at, turn))
            elif conversations[at].turns[turn].role in ASKERS:
                text = said[at].texts[turn]
                if self._words[pattern - len(self._looks)] in text.lower():  # a set does not know in which turn
                    questions[at].update(self._asked(text))
        for pattern, at, turn in self._own_lookout.hits(said) if self._own_lookout else ():
            looks[self._own_looks[pattern].rank].add((at, turn))
        finds = self._found(looks, said)
        return [
            Seen(found=tuple(_settled(finds[at], folds[at])), asked=frozenset(questions.get(at, ())))
            if at in finds or at in questions
            else _NOTHING
            for at in range(len(said))
        ]

    def _found(
        self, looks: Mapping[int, set[tuple[int, int]]], said: Sequence[Said]
    ) -> dict[int, dict[int, list[Finding]]]:
        """Finds by conversation and turn, those of earlier rules first."""
        found: dict[int, dict[int, list[Finding]]] = defaultdict(lambda: defaultdict(list))
        for rank in sorted(looks):
            look = self._ranked[rank]
            for at, turn in looks[rank]:
                if findings := _looked(look, turn, said[at].texts):
                    found[at][turn] += findings
        return found


def _folded(conversation: Conversation) -> list[Folded] | None:
    """Each turn in one way of writing; None: they are already."""
    if all(turn.text.isascii() and "&" not in turn.text for turn in conversation.turns):
        return None
    return [fold(turn.text) for turn in conversation.turns]


def _said(conversation: Conversation, folds: list[Folded] | None) -> Said:
    texts = [turn.text for turn in conversation.turns] if folds is None else [folded.text for folded in folds]
    return Said(texts, encoded("\n".join(texts)))


def _by_trigger(looks: Iterable[_Look]) -> tuple[tuple[_Look, ...], list[str]]:
    pairs = [(look, trigger) for look in looks for trigger in look.rule.triggers]
    return tuple(look for look, _ in pairs), [trigger for _, trigger in pairs]


def _looked(look: _Look, turn: int, texts: Sequence[str]) -> list[Finding]:
    if look.alone or not turn:
        return list(look.rule.find(texts[turn], ()))
    before = len(texts[turn - 1]) + 1
    return [
        Finding(one.start - before, one.end - before, one.what, one.score, one.why)
        for one in look.rule.find(f"{texts[turn - 1]}\n{texts[turn]}", ())
        if one.start >= before
    ]


def _settled(found: Mapping[int, list[Finding]], folds: Sequence[Folded] | None) -> Iterator[tuple[int, Finding]]:
    """Finds turn by turn, without overlaps, where they were written."""
    for turn, findings in sorted(found.items()):
        for finding in settled(findings) if len(findings) > 1 else findings:
            yield turn, _unfolded(finding, folds[turn]) if folds else finding


def _unfolded(finding: Finding, folded: Folded) -> Finding:
    start, end = folded.span(finding.start, finding.end)
    return replace(finding, start=start, end=end)


def _literal(keyword: str) -> str:
    return "".join(sign if sign.isalnum() or sign == " " else f"[{sign}]" for sign in keyword)
