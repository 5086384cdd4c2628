"""Transcripts: text that is a whole conversation, and whose words each line holds.

AGENT: how can I help          [user] hi there            10:03 Maria: hallo
Customer (10:02): my name is   <v Agent> one moment       Kunde: ja
"""

import re
from collections import Counter
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from needline.spot.spoken.lexicon import words

_TIME = r"(?:[\[(]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]{1,3})?(?: ?[ap]m)?[\])]?[ \t]{1,3}(?:- )?)?"
_WHO = r"[^\W\d_][\w.'’ \-]{0,30}"
_AFTER = r"(?:[ ]?[\[(][0-9:., apm\-]{3,24}[\])])?"
_BOXED = rf"\[(?P<boxed>{_WHO})\]:?"
_VOICE = rf"<v(?:\.[\w.]{{1,20}})? (?P<voice>{_WHO})>"
_NAMED = rf"(?P<who>{_WHO}){_AFTER} ?:(?!//)"
_HEAD: Final = re.compile(rf"^[ \t]{{0,4}}{_TIME}(?:{_BOXED}|{_VOICE}|{_NAMED})[ \t]{{0,4}}", re.MULTILINE)
_ROLES: Final = MappingProxyType({role: words(f"the {role}") for role in ("customer", "agent", "tool")})
_SPEAKERS: Final = 6  # a conversation has few; a form with a colon on each line has many
_NOT_SPEAKERS: Final = words("no speakers")


class Turn(Struct, frozen=True):
    """Who says what: `role` is "customer", "agent", "tool" or "unknown"; the words are from `start` up to `end`."""

    role: str
    start: int
    end: int
    speaker: str = ""


def turns(text: str) -> tuple[Turn, ...] | None:
    r"""Return the turns of `text`, or None when it is no transcript. Linear in its length.

    >>> [turn.role for turn in turns("AGENT: hello\nCUSTOMER: hi") or ()]
    ['agent', 'customer']
    """
    if "\n" not in text:
        return None
    heads = _of_one_kind(list(_HEAD.finditer(text)))
    speakers = Counter(_speaker(head) for head in heads)
    if not _is_conversation(text, heads, speakers):
        return None
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return tuple(_turn(text, head, end) for head, end in zip(heads, ends, strict=True))


def _of_one_kind(heads: list[re.Match[str]]) -> list[re.Match[str]]:
    """`heads` without lines that only look like some: written in another way, or of a third name beside two roles."""
    kinds = [head.lastgroup for head in heads]
    heads = [head for head, kind in zip(heads, kinds, strict=True) if kind == kinds[0]]
    known = {_role(_speaker(head)) for head in heads}
    if {"customer", "agent"} <= known:
        return [head for head in heads if _role(_speaker(head)) != "unknown"]
    return heads


def _speaker(head: re.Match[str]) -> str:
    return (head["boxed"] or head["voice"] or head["who"]).strip().casefold()


def _is_conversation(text: str, heads: list[re.Match[str]], speakers: Counter[str]) -> bool:
    if len(heads) < 2 or len(speakers) > _SPEAKERS or text[: heads[0].start()].strip():
        return False
    if any(speaker in _NOT_SPEAKERS for speaker in speakers):
        return False
    known = sum(_role(speaker) != "unknown" for speaker in speakers)
    marked = sum(head["boxed"] is not None or head["voice"] is not None or head["who"] is None for head in heads)
    timed = sum(head[0].lstrip("[( \t")[:1].isdigit() for head in heads)
    repeated = sum(count > 1 for count in speakers.values())
    return (
        known > 0
        or timed == len(heads)
        or (marked == len(heads) and repeated > 0)
        or (repeated > 1 and len(heads) > 3)
    )


def _role(speaker: str) -> str:
    said = re.findall(r"[^\W\d_]+", speaker)
    return next((role for role, names in _ROLES.items() if names.intersection(said)), "unknown")


def _turn(text: str, head: re.Match[str], end: int) -> Turn:
    start = head.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    speaker = _speaker(head)
    return Turn(_role(speaker), start, end, speaker)


def roles(heard: tuple[Turn, ...]) -> Iterator[Turn]:
    """`heard` with a role for two unnamed speakers when the other one's is known: whoever is not the agent."""
    known = {turn.speaker: turn.role for turn in heard if turn.role != "unknown"}
    missing = {"customer", "agent"} - set(known.values())
    unnamed = list(dict.fromkeys(turn.speaker for turn in heard if turn.role == "unknown"))
    other = missing.pop() if len(missing) == 1 and len(unnamed) == 1 else "unknown"
    return (turn if turn.role != "unknown" else Turn(other, turn.start, turn.end, turn.speaker) for turn in heard)
