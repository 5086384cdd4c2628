"""Reading: the digits that a run of number words stands for, grouped as people group them.

"thirty four twelve"                      3412
"nineteen eighty four"                    1984
"double six oh"                           660
"four thousand nine hundred twenty nine"  4929
"""

from collections.abc import Sequence

from msgspec import Struct

from needline.spot.spoken.words import BIT, Kind, Word

_REVERSED = BIT["de"] | BIT["nl"]  # units before tens
_LONG = BIT["fr"]  # soixante-douze, quatre-vingt-dix


class Said(Struct, frozen=True):
    """What was said: digits and letters, and how many of them one by one."""

    text: str
    singles: int


type_of_words = Sequence[tuple[Word, str]]


def read(words: type_of_words, languages: int) -> Said:
    """What `words`, each with its spelling, stand for in one of `languages`."""
    said: list[str] = []
    place = singles = 0
    while place < len(words):
        text, after, single = _next(words, place, languages)
        said.append(text)
        singles += single
        place = after
    return Said("".join(said), singles)


def _next(words: type_of_words, place: int, languages: int) -> tuple[str, int, int]:
    """The text of what stands at `place`, the place behind it, how many characters were said one by one."""
    word, spelling = words[place]
    match word.kind:
        case Kind.NUMERAL:
            return spelling, place + 1, len(spelling) == 1
        case Kind.LETTER:
            return chr(word.value), place + 1, 1
        case Kind.HOMOPHONE:
            return str(word.value), place + 1, 1
        case Kind.REPEAT if place + 1 < len(words):
            text, after, single = _next(words, place + 1, languages)
            return (text * word.value, after, word.value) if single == len(text) == 1 else (text, after, single)
        case Kind.NUMBER | Kind.HUNDRED | Kind.THOUSAND:
            value, after = _amount(words, place, languages)
            return str(value), after, value < 10
        case _:
            return "", place + 1, 0


def _amount(words: type_of_words, place: int, languages: int) -> tuple[int, int]:
    """A number as one says it, and the place behind it."""
    value, place = _hundreds(words, place, languages)
    if value in range(1000, 10_000, 1000):
        return _with_rest(words, place, languages, value, below=1000)
    if _kind(words, place) is Kind.THOUSAND and value < 1000:
        return _with_rest(words, place + 1, languages, value * 1000, below=1000)
    return value, place


def _hundreds(words: type_of_words, place: int, languages: int) -> tuple[int, int]:
    kind = words[place][0].kind
    if kind in {Kind.HUNDRED, Kind.THOUSAND}:
        value, place = (100 if kind is Kind.HUNDRED else 1000), place + 1
    else:
        value, place = _tens(words, place, languages)
        following = words[place][0] if place < len(words) else None
        times = following and (following.kind is Kind.HUNDRED or (value < 10 and _is(following, 100)))
        if value < 100 and times:
            value, place = value * 100, place + 1
    if value % 100 == 0 and 100 <= value < 10_000 and value % 1000:
        return _with_rest(words, place, languages, value, below=100)
    return value, place


def _with_rest(words: type_of_words, place: int, languages: int, value: int, *, below: int) -> tuple[int, int]:
    """`value` and what is added to it: "nine hundred | and twenty nine"."""
    start = place + 1 if _kind(words, place) is Kind.AND else place
    if _kind(words, start) is not Kind.NUMBER:
        return value, place
    rest, after = _hundreds(words, start, languages) if below == 1000 else _tens(words, start, languages)
    return (value + rest, after) if 0 < rest < below else (value, place)


def _tens(words: type_of_words, place: int, languages: int) -> tuple[int, int]:
    value, after = words[place][0].value, place + 1
    joined = _kind(words, after) is Kind.AND and not languages & BIT["en"]
    other = after + joined
    if _kind(words, other) is not Kind.NUMBER:
        return value, after
    more = words[other][0].value
    only_long = bool(languages & _LONG) and not languages & BIT["en"]
    if only_long and value == 4 and more == 20:
        return _added(words, other + 1, 80, highest=19)
    if value in range(20, 100, 10):
        return _added(words, after, value, highest=19 if only_long and value in {60, 80} else 9, joined=joined)
    if joined and languages & _REVERSED and 0 < value < 10 and more in range(20, 100, 10):
        return value + more, other + 1
    return value, after


def _added(words: type_of_words, place: int, value: int, *, highest: int, joined: bool = False) -> tuple[int, int]:
    other = place + joined
    if _kind(words, other) is Kind.NUMBER and 0 < words[other][0].value <= highest:
        more = words[other][0].value
        after = other + 1
        if more == 10 and highest > 9 and _kind(words, after) is Kind.NUMBER and 7 <= words[after][0].value <= 9:
            return value + more + words[after][0].value, after + 1
        return value + more, after
    return value, place


def _kind(words: type_of_words, place: int) -> Kind | None:
    return words[place][0].kind if place < len(words) else None


def _is(word: Word, value: int) -> bool:
    return word.kind is Kind.NUMBER and word.value == value
