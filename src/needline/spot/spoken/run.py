"""Runs: stretches of text that say digits and letters one after another, in words, in signs or both.

A run goes on over hesitations and separators ("uh", "dash", a comma) and ends where a word means something else, or
where no language knows all of its number words.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from needline.spot.spoken.alphabet import CASES, NAMES, RADIO, SOUNDS, example
from needline.spot.spoken.number import read
from needline.spot.spoken.words import BIT, EVERY, WORDS, Kind, Word, known_word

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[0-9]+")
_GAP = re.compile(r"[\s,.\-–—/;…()#]{0,5}")
_OTHER_DIGITS = re.compile(r"(?![0-9])\d")
_SHORT = 2_000  # characters; what a turn holds is asked for more than once, so that of the last turns is kept
_LONGEST = 500  # elements; a longer run is cut, so that memory stays bounded
_PENDING = 5  # hesitations in a row
_NAMED_IN_A_ROW = 4  # names that spell ("Anton Berta Cäsar Dora"); fewer are people
_HOMOPHONES_FROM = 5  # elements: "five to seven" is a range, "5 to 7 for 9" are digits
_UM = "um"  # a hesitation, but one in Portuguese
_JOINS = frozenset("eyi")  # "and" in Italian, Portuguese, Spanish and Polish
_BETWEEN = frozenset((Kind.FILLER, Kind.AND))
_OF_NUMBERS = frozenset((Kind.NUMBER, Kind.NUMERAL, Kind.REPEAT))


class Sign(Struct, frozen=True):
    """What a word is in a run: `strong` ones can begin it, `weak` ones hold only between others of their kind."""

    word: Word
    strong: bool
    weak: bool = False
    single: bool = False  # one digit or one letter
    explained: bool = False  # a letter with an example, or of the radio alphabet


class Element(Struct, frozen=True):
    """One word of a run; `said` is how it was said, in lower case."""

    sign: Sign
    said: str
    start: int
    end: int


class Run(Struct, frozen=True):
    """What a stretch of text says, put together.

    `said` are its digits and letters; `elements` counts its words, `worded` those that are number words, `singles`
    the digits and letters said one by one, `explained` the letters with an example ("s as in sam") or from the radio
    alphabet.
    """

    start: int
    end: int
    said: str
    digits: int
    letters: int
    elements: int
    worded: int
    singles: int
    explained: int


def lowered(text: str) -> str:
    """`text` in lower case and with digits of any script as ASCII, as long as before, so that offsets stay true."""
    lower = text.lower()
    if text.isascii():
        return lower
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _OTHER_DIGITS.sub(lambda digit: str(unicodedata.decimal(digit[0])), lower)


def runs(text: str) -> Iterator[Run]:
    """The runs of `text`, which is in lower case. Time is linear, memory bounded."""
    return iter(_remembered(text)) if len(text) <= _SHORT else _runs(text)


@lru_cache(maxsize=4)
def _remembered(text: str) -> tuple[Run, ...]:
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[Run]:
    collected: list[Element] = []
    languages, idle = EVERY, 0
    for element in _elements(text):
        sign = element.sign
        if collected:
            goes_on = languages & sign.word.languages and idle < _PENDING and len(collected) < _LONGEST
            if not (goes_on and _near(text, collected[-1].end, element.start)):
                yield from _parts(collected, languages)
                collected, languages, idle = [], EVERY, 0
        if collected or _begins(element):
            collected.append(element)
            languages &= sign.word.languages
            idle = 0 if sign.strong else idle + 1
    if collected and text.strip(" .,…") == text[collected[0].start : collected[-1].end] and _is_um(collected):
        languages = BIT["pt"]
    yield from _parts(collected, languages)


def _begins(element: Element) -> bool:
    return element.sign.strong or element.said in NAMES or element.said == _UM


def _is_um(collected: list[Element]) -> bool:
    """Whether there is nothing but the "um" that may be a one, and digits of any language."""
    return all(
        one.said == _UM or one.sign is _NUMERAL or one.sign is _DIGIT or one.said == "zero" for one in collected
    )


def _near(text: str, end: int, start: int) -> bool:
    gap = start - end
    return gap <= 5 and (text[end:start] == " " or _GAP.fullmatch(text, end, start) is not None)


def _elements(text: str) -> Iterator[Element]:
    """The words of `text` that can be part of a run."""
    done = 0
    for token in _TOKEN.finditer(text):
        said = token[0]
        sign = _SIGNS.get(said)
        if sign is None:
            sign = _sign(said)
            if sign is None:
                continue
        start, end = token.span()
        if start < done:
            continue
        if sign.word.kind is Kind.LETTER and not sign.explained:
            done = example(text, chr(sign.word.value), end)
            if done != end:
                end, sign = done, Sign(sign.word, strong=True, single=True, explained=True)
        yield Element(sign, said, start, end)


_DIGIT = Sign(Word(Kind.NUMERAL, 0, EVERY), strong=True, single=True)
_NUMERAL = Sign(Word(Kind.NUMERAL, 0, EVERY), strong=True)
_FILLER = Sign(Word(Kind.FILLER, 0, EVERY), strong=False)
_ONE = Sign(Word(Kind.NUMBER, 1, BIT["pt"]), strong=True, single=True)


def _letter(letter: str, *, weak: bool = False, explained: bool = False) -> Sign:
    return Sign(Word(Kind.LETTER, ord(letter), EVERY), not weak, weak, single=True, explained=explained)


def _of_word(word: Word) -> Sign:
    weak = word.kind is Kind.HOMOPHONE
    single = weak or (word.kind is Kind.NUMBER and word.value < 10)
    return Sign(word, strong=word.kind not in _BETWEEN and not weak, weak=weak, single=single)


def _signs() -> dict[str, Sign]:
    """Every word that can be part of a run; the more usual meaning comes last."""
    signs = dict.fromkeys(CASES, _FILLER)
    signs |= {word: _letter(letter, weak=True) for word, letter in {**NAMES, **SOUNDS}.items()}
    signs |= {word: _letter(letter, explained=True) for word, letter in RADIO.items()}
    signs |= {word: _of_word(known) for word, known in WORDS.items()}
    signs[_UM] = _FILLER
    return signs | {letter: _letter(letter) for letter in map(chr, range(ord("a"), ord("z") + 1))}


_SIGNS = _signs()


def is_said(word: str) -> bool:
    """Whether a word, in lower case, can be part of a run."""
    return word in _SIGNS or known_word(word) is not None


def _sign(said: str) -> Sign | None:
    """What digits are, letters beyond a to z, and numbers in one word."""
    if said[0] <= "9":
        return _DIGIT if len(said) == 1 else _NUMERAL
    if len(said) == 1:
        return _letter(said)
    word = known_word(said)
    return _of_word(word) if word else None


def _parts(collected: list[Element], languages: int) -> Iterator[Run]:
    """The runs in `collected`: parted at words that do not say here what they may say elsewhere."""
    if not collected or (
        len(collected) == 1 and collected[0].sign.word.kind not in _OF_NUMBERS and collected[0].said not in {"o", _UM}
    ):
        return
    if any(one.said == _UM for one in collected):
        collected = [_um(collected, place, languages) for place in range(len(collected))]
    part: list[Element] = []
    for place, element in enumerate(collected):
        if not element.sign.weak or _holds(collected, place):
            part.append(element)
        else:
            yield from _run(part, languages)
            part = []
    yield from _run(part, languages)


def _um(collected: list[Element], place: int, languages: int) -> Element:
    """The element at `place`; an "um" is a one where the number words about it are Portuguese, or may be."""
    element = collected[place]
    if element.said != _UM:
        return element
    beside = [one.sign.word for one in collected[max(0, place - 1) : place + 2] if one is not element]
    portuguese = any(word.kind is Kind.NUMBER and word.languages & BIT["pt"] for word in beside)
    one_said = portuguese or not languages & BIT["en"]
    return Element(_ONE, element.said, element.start, element.end) if one_said else element


def _holds(collected: list[Element], place: int) -> bool:
    """Whether a weak element says here what it may say: between others, or in a row of names that spell."""
    before, after = place - 1, place + 1
    while before >= 0 and place - before < 3 and collected[before].sign.weak:
        before -= 1
    while after < len(collected) and after - place < 3 and collected[after].sign.weak:
        after += 1
    if before >= 0 and after < len(collected) and collected[before].sign.single and collected[after].sign.single:
        return len(collected) >= _HOMOPHONES_FROM or collected[place].sign.word.kind is Kind.LETTER
    return collected[place].said in NAMES and _in_a_row(collected, place) >= _NAMED_IN_A_ROW


def _in_a_row(collected: list[Element], place: int) -> int:
    first = last = place
    while first > 0 and place - first < _NAMED_IN_A_ROW and collected[first - 1].said in NAMES:
        first -= 1
    while last + 1 < len(collected) and last - place < _NAMED_IN_A_ROW and collected[last + 1].said in NAMES:
        last += 1
    return last - first + 1


def _run(part: list[Element], languages: int) -> Iterator[Run]:
    first, last = 0, len(part)
    while first < last and part[first].sign.word.kind in _BETWEEN:
        first += 1
    while first < last and (part[last - 1].sign.word.kind in _BETWEEN or _is_word(part, first, last - 1)):
        last -= 1
    part = part[first:last]
    if not part or (len(part) == 1 and part[0].sign.word.kind is Kind.LETTER and part[0].said != "o"):
        return
    words = [_word(part, place) for place in range(len(part))]
    said = read(words, languages)
    digits = sum(map(str.isdigit, said.text))
    yield Run(
        start=part[0].start,
        end=part[-1].end,
        said=said.text,
        digits=digits,
        letters=len(said.text) - digits,
        elements=len(part),
        worded=sum(word.kind not in _NO_NUMBER_WORDS for word, _ in words),
        singles=said.singles,
        explained=sum(element.sign.explained for element in part),
    )


_NO_NUMBER_WORDS = frozenset((Kind.LETTER, Kind.NUMERAL, Kind.FILLER, Kind.AND))


def _is_word(part: list[Element], first: int, last: int) -> bool:
    """Whether the last element is a word after all: the "i" of "nine oh six five, and i"."""
    return part[last].said in {"a", "i"} and last > first and part[last - 1].sign.word.kind in _BETWEEN


def _word(part: list[Element], place: int) -> tuple[Word, str]:
    """The element as it is read here: "e" between tens and units is "and", "o" between digits is a zero."""
    element = part[place]
    word, said = element.sign.word, element.said
    if said in _JOINS and 0 < place < len(part) - 1:
        before, after = part[place - 1].sign.word, part[place + 1].sign.word
        if before.kind is after.kind is Kind.NUMBER and before.value > 9:
            return Word(Kind.AND, 0, EVERY), said
    if said == "o" and (_beside_numbers(part, place) or all(one.said == "o" or not one.sign.strong for one in part)):
        return WORDS["oh"], said
    return word, said


def _beside_numbers(part: list[Element], place: int) -> bool:
    """Whether what stands next to the element, hesitations apart, is a number."""
    before = next(
        (kind for one in reversed(part[max(0, place - 3) : place]) if (kind := one.sign.word.kind) not in _BETWEEN),
        None,
    )
    after = next((kind for one in part[place + 1 : place + 4] if (kind := one.sign.word.kind) not in _BETWEEN), None)
    return before in _OF_NUMBERS or after in _OF_NUMBERS
