"""Dialogue: what the other side asked for, and for how long an answer to it is awaited.

    closed   nothing is awaited
    open     a value is awaited: somebody asked for it, announced it, or is in the middle of giving it

    what is said                      then
    a question for data               open for it, whoever asks
    "my card number is"               open for it, for the same speaker
    "mhm", "go on", "and the rest"    as before, whoever says it
    a value, or a piece of one        stays open: more pieces may come
    "so that is 4 9 2 9"              a value too, of what was asked
    anything else of the asker's      closed
    anything else of the other        stays open for one turn more ("let me get my card")

Pieces that speakers give turn by turn are kept while nothing but back-channel stands between them: together they may
be what no piece is alone, a card number. `late` tells which parts of earlier turns that makes findings.
"""

import re
from functools import cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from needline.spot.finding import Finding, Found
from needline.spot.spoken.lexicon import patterns
from needline.spot.spoken.nouns import Noun, nouns
from needline.spot.spoken.run import lowered
from needline.spot.spoken.value import LONGEST_TURN, Piece, piece

_STATED: Final = re.compile(
    r"(?<!\w)(?:has been|have been|was (?:sent|charged|updated|declined)|been (?:sent|updated|changed|charged)|"
    r"i(?:'ve| have| can| could)? (?:just )?(?:sent|updated|changed|see|found|located)|thank you for|thanks for|"
    r"is (?:correct|incorrect|wrong|not|now|on its)|will be (?:sent|charged|delivered|shipped)|wurde|a été|ha sido|"
    r"è stat[oa]|foi|został[ao]?)(?!\w)"
)
_SENTENCE: Final = re.compile(r"[^.?!\n]+[.?!\n]*")
_HEARD: Final = LONGEST_TURN  # characters at the end of a turn: what is asked for is asked for last
_SHORT: Final = 7  # words: a request may lack everything but its noun ("and the expiry date")
_REACH: Final = 90  # characters between the request and what it asks for
_BACK: Final = 48  # the same, where the noun comes first ("the code i sent you, can you read it back")
_ANNOUNCED: Final = re.compile(
    r"(?<!\w)(?:my|our|here(?:'s| is)|the|mein\w?|unsere?|mon|ma|mi|il mio|la mia|mijn|meu|minha|"
    r"mój|moja|moje|můj|min|mitt|hier ist|voici|aquí (?:está|tiene)|ecco)(?!\w)"
)
_IS: Final = re.compile(r"[^.?!]{0,24}?(?<!\w)(?:is|are|it's|ist|lautet|est|es|è|é|to|jest|je|är|:)(?!\w)|\s*[:=]")
_HERE: Final = re.compile(r"(?<!\w)(?:here(?:'s| is| are)|hier ist|voici|aquí (?:está|tiene)|ecco|hier is)(?!\w)")
_READ_BACK: Final = re.compile(
    r"(?<!\w)(?:so (?:that|it|you)|that(?:'s| is| was|s)|i have|i've got|read (?:that|it) back|repeat|let me (?:read|"
    r"confirm|check|repeat)|correct|you said|got|das (?:ist|wäre)|also|donc|entonces|quindi|dus|czyli|"
    r"takže|alltså|então)"
    r"(?!\w)"
)
_WHOLE: Final = frozenset({Found.NAME, Found.PASSWORD, Found.ADDRESS, Found.EMAIL, Found.BIRTH_DATE, Found.PLACE})
_WORD: Final = re.compile(r"\w")
_TURNS_OPEN: Final = 2  # turns of the asked that hold no value, before nothing is awaited any more
_OPENING: Final = 40  # characters of a turn in which it says that it reads something back
_PIECES: Final = 24  # kept at most
_CARD_DIGITS: Final = 13


class Dialogue(Struct, frozen=True, kw_only=True):
    """Where a conversation stands. Turns are counted from 0; `advance` makes the next state."""

    asked: tuple[Found, ...] = ()
    open: bool = False
    of: str = ""  # whose answer is awaited; nobody's in particular when empty
    turn: int = 0  # the number of the next turn
    idle: int = 0  # turns of the asked since the question that held no value
    given: bool = False  # a value, or a piece of it, has come since the question
    pieces: tuple[tuple[int, str, Piece], ...] = ()  # turn, role, what it held; nothing else was said in between


def asked(text: str) -> tuple[Found, ...]:
    """What `text` asks the other side for, the likeliest first; () when it asks for nothing.

    >>> asked("and the three digits on the back?")
    (<Found.SECURITY_CODE: 'security code'>,)
    """
    lower = lowered(text[-_HEARD:])
    named = nouns(lower)
    return tuple(dict.fromkeys(noun.what for noun in named if _requested(lower, noun))) if named else ()


@cache
def _frame() -> re.Pattern[str]:
    """What makes a request of a noun near it; made when the first noun is named."""
    return re.compile(rf"\?|(?<!\w)(?:{patterns('requests')})(?!\w)")


def _requested(text: str, noun: Noun) -> bool:
    start, end = _sentence(text, noun)
    sentence = text[start:end]
    if len(sentence.split()) <= _SHORT and not _STATED.search(sentence) and not _tells(sentence):
        return True
    before = _frame().search(text, max(start, noun.start - _REACH), min(noun.end, len(text)))
    behind = _frame().search(text, noun.end, min(end, noun.end + _BACK))
    return bool(before or behind)


_TELLS: Final = re.compile(
    r"(?<!\w)(?:i|i'm|im|my|it is|it's|we|ich|mein\w?|je|mon|ma|mi|mio|mijn|meu|mój|moja)(?!\w)"
)


def _tells(sentence: str) -> bool:
    """Whether somebody speaks of their own; then only words of request make it one."""
    return _TELLS.search(sentence) is not None


def _sentence(text: str, noun: Noun) -> tuple[int, int]:
    start = max(text.rfind(mark, max(0, noun.start - 400), noun.start) for mark in (". ", "? ", "! ", "\n")) + 1
    ends = (text.find(mark, noun.end, noun.end + 400) for mark in (".", "?", "!", "\n"))
    return max(start, 0), min((end + 1 for end in ends if end >= 0), default=min(len(text), noun.end + 400))


def announced(text: str) -> tuple[Found, ...]:
    """What a speaker says is about to come, of their own: "my card number is"; what the turn's last words name."""
    lower = lowered(text[-_HEARD:])
    return tuple(
        noun.what
        for noun in nouns(lower)[-1:]
        if not _is_whole(lower, noun)
        and (
            (_ANNOUNCED.search(lower, max(0, noun.start - 24), noun.start) and _IS.match(lower, noun.end))
            or _HERE.search(lower, max(0, noun.start - 24), noun.start)
        )
    )


def _is_whole(text: str, noun: Noun) -> bool:
    """Whether what is announced follows in the same breath, and comes in one piece: "my name is Sam"."""
    stated = _IS.match(text, noun.end)
    return noun.what in _WHOLE and stated is not None and bool(_WORD.search(text, stated.end()))


def expected(state: Dialogue, role: str, text: str) -> tuple[Found, ...]:
    """What values in the turn `text` of `role` are likely to be: answers to what is open, and read-backs of it."""
    if not state.open:
        return ()
    if not state.of or role == state.of:
        return state.asked
    lower = lowered(text[: _HEARD + 1])
    held = piece(lower)
    reads_back = state.given and held.signs > 1 and (held.bare or _READ_BACK.search(lower[:_OPENING]))
    return state.asked if reads_back and not asked(text) else ()


def advance(state: Dialogue, role: str, text: str) -> Dialogue:
    """The state after the turn `text` of `role` ("customer", "agent", "tool", "unknown")."""
    lower = lowered(text[: _HEARD + 1])
    held = piece(lower)
    after = _with_piece(state, role, held)
    if held.back_channel:
        return after
    if role == "tool":
        return replace(state, turn=state.turn + 1)
    asks = not _is_value(held) and (role != "customer" or _WANTS.search(lower))
    if asks and (question := asked(text)):
        return replace(after, asked=question, open=True, of=_other(role), idle=0, given=False, pieces=())
    if announcement := announced(text):
        return replace(after, asked=announcement, open=True, of=role, idle=0, given=held.digits > 0)
    return _answered(after, role, held, lower) if state.open else after


# A customer says much of their own data in requests for something else ("can you change my address").
_WANTS: Final = re.compile(
    r"(?<!\w)(?:what(?:'?s| is| was)|which|tell me|give me|remind me|read me|wie lautet|quel|cuál|qual)(?!\w)"
)


def _with_piece(state: Dialogue, role: str, held: Piece) -> Dialogue:
    """`state` a turn on, with what the turn held as the last of the pieces that follow each other."""
    pieces = state.pieces if held.back_channel or held.bare else ()
    if held.spans and pieces and pieces[-1][2].digits >= _CARD_DIGITS:
        pieces = ()  # what came before is whole, and found by itself
    if held.spans:
        pieces = (*pieces[-_PIECES:], (state.turn, role, held))
    return replace(state, turn=state.turn + 1, pieces=pieces)


def _answered(state: Dialogue, role: str, held: Piece, text: str) -> Dialogue:
    own = not state.of or role == state.of
    if (own and held.spans) or (state.given and (_is_value(held) or _READ_BACK.search(text[:_OPENING]))):
        return replace(state, given=True, idle=0)
    if role != state.of or state.idle + 1 >= _TURNS_OPEN or state.given:
        return replace(state, asked=(), open=False, of="", idle=0, given=False)
    return replace(state, idle=state.idle + 1)


def _is_value(held: Piece) -> bool:
    """Whether a turn is a value and no question that holds a number ("the three digits on the back")."""
    return held.bare and held.signs > 2


def _other(role: str) -> str:
    return {"customer": "agent", "agent": "customer"}.get(role, "")


def late(state: Dialogue) -> tuple[tuple[int, Finding], ...]:
    """Parts of turns, the last one included, that only together are a card number: (turn, finding) each.

    What the other side said of it in between is part of it: a piece read back is a piece too.
    """
    if max((_digits(state, role) for role in {role for _, role, _ in state.pieces}), default=0) < _CARD_DIGITS:
        return ()
    why = "digits over several turns, thirteen or more together"
    return tuple(
        (turn, Finding(start, end, Found.CARD_NUMBER, 0.95, why))
        for turn, _, held in state.pieces
        for start, end in held.spans
    )


def _digits(state: Dialogue, role: str) -> int:
    """How many digits `role` said in pieces that follow each other; one turn alone is the business of rules."""
    said = [held.digits for _, who, held in state.pieces if who == role]
    return sum(said) if len(said) > 1 else 0
