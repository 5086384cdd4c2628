"""Card numbers in generated chats and calls: how many are left when what was found is masked.

In chats a number is typed: 13 to 19 digits with or without a checksum that holds, any separators, in any script of
digits, in one message or in pieces over several with the agent's "mhm" between. In calls it is said: digit by digit,
in pairs, with "double" and "triple", with "oh" for zero, over several turns. It is left when more than four of its
digits still stand there.

A later turn may tell what an earlier one held. Whoever forwards a turn at once cannot take it back, so only what was
found in a turn by the end of that turn counts.
"""

import random
from collections.abc import Iterator, Sequence

from msgspec import Struct

from needline.cli.spot_lines import Spotting

LEFT = 4  # digits that may stay: those by which people recognise a card
_SEPARATORS = ("", " ", "-", ".", "/", "  ", " - ", "_", "\u00a0", "\u2009", "\u2010", "\u2013", "\u200b", ", ", "|")
_SCRIPTS = ("0123456789",) * 6 + ("０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९")
_GROUPS = ((4, 4, 4, 4, 3), (4, 6, 5), (19,), (1,) * 19, (2,) * 10, (3,) * 7, (5,) * 4, (4, 4, 8, 3), (8, 8, 3))
_ASKS = (
    "can i have the long card number please?",
    "What is the number on the front of the card?",
    "please type your card number",
    "and the card number?",
    "which card would you like to pay with? the full number",
)
_BEFORE = ("", "it's ", "my card is ", "sure, ", "yes it is ", "card number: ", "here you go ", "ok so ", "the visa ")
_AFTER = ("", " thanks", ", exp 12/29", " and the name is Lee", ".", " ok?", " cvv 123", " that's it")
_MHM = ("mhm", "go on", "yes", "ok", "uh huh", "got it", "and the rest?", "right")
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)


class Said(Struct, frozen=True):
    """A turn, and which of its characters are digits of the card: each span is one digit, or several in a word."""

    role: str
    text: str
    digits: tuple[tuple[int, int, int], ...] = ()  # start, end, how many digits


def talks(seed: int) -> Iterator[list[Said]]:
    """Chats and calls, without an end."""
    chance = random.Random(seed)
    while True:
        number = _number(chance)
        pieces = _pieces(chance, number)
        write = _spoken if chance.random() < 0.4 else _typed
        talk = [Said("agent", chance.choice(_ASKS))]
        for at, piece in enumerate(pieces):
            before = chance.choice(_BEFORE) if at == 0 else ""
            after = chance.choice(_AFTER) if at == len(pieces) - 1 else ""
            talk += [Said("agent", chance.choice(_MHM))] if at else []
            talk.append(_turn(before, write(chance, piece), after))
        yield talk


def _number(chance: random.Random) -> str:
    length = chance.choice((13, 14, 15, 16, 16, 16, 16, 16, 19))
    digits = chance.choice("3456") + "".join(chance.choices("0123456789", k=length - 2))
    return digits + (_check_digit(digits) if chance.random() < 0.8 else chance.choice("0123456789"))


def _check_digit(digits: str) -> str:
    doubled = [int(one) * (2 - at % 2) for at, one in enumerate(reversed(digits))]
    return str(-sum(one // 10 + one % 10 for one in doubled) % 10)


def _pieces(chance: random.Random, number: str) -> list[str]:
    """The number as it comes: at once, or in as many turns as somebody takes who reads it out."""
    size = chance.choice((99, 99, 99, 4, 8))
    return [number[at : at + size] for at in range(0, len(number), size)]


def _typed(chance: random.Random, digits: str) -> list[tuple[str, int]]:
    script, separator = chance.choice(_SCRIPTS), chance.choice(_SEPARATORS)
    ends = {sum(groups[:at]) for groups in (chance.choice(_GROUPS),) for at in range(1, len(groups))}
    tokens: list[tuple[str, int]] = []
    for at, digit in enumerate(digits):
        tokens += [(separator, 0)] if at in ends else []
        tokens.append((script[int(digit)], 1))
    return tokens


def _spoken(chance: random.Random, digits: str) -> list[tuple[str, int]]:
    in_pairs, oh = chance.random() < 0.25, chance.random() < 0.5
    tokens: list[tuple[str, int]] = []
    rest = digits
    while rest:
        word, count = _word(rest, in_pairs=in_pairs, oh=oh, repeats=chance.random() < 0.5)
        tokens += [(" ", 0)] if tokens else []
        tokens.append((word, count))
        rest = rest[count:]
    return tokens


def _word(rest: str, *, in_pairs: bool, oh: bool, repeats: bool) -> tuple[str, int]:
    for count, name in ((3, "triple"), (2, "double")):
        if repeats and len(rest) >= count and len(set(rest[:count])) == 1:
            return f"{name} {_digit(rest[0], oh=oh)}", count
    if in_pairs and len(rest) >= 2 and rest[0] == "1":
        return _TEENS[int(rest[1])], 2
    if in_pairs and len(rest) >= 2 and rest[0] not in "01" and rest[1] != "0":
        return f"{_TENS[int(rest[0])]} {_WORDS[int(rest[1])]}", 2
    return _digit(rest[0], oh=oh), 1


def _digit(digit: str, *, oh: bool) -> str:
    return "oh" if oh and digit == "0" else _WORDS[int(digit)]


def _turn(before: str, tokens: Sequence[tuple[str, int]], after: str) -> Said:
    text, digits = before, []
    for token, count in tokens:
        if count:
            digits.append((len(text), len(text) + len(token), count))
        text += token
    return Said("customer", text + after, tuple(digits))


def left(spotter: Spotting, number: int, seed: int = 1) -> list[list[Said]]:
    """Those of so many talks in which a card number is left."""
    made = talks(seed)
    return [talk for talk in (next(made) for _ in range(number)) if _stays(spotter, talk) > LEFT]


def _stays(spotter: Spotting, talk: Sequence[Said]) -> int:
    """How many digits of the card stay."""
    conversation = spotter.conversation()
    stay = 0
    for said in talk:
        found = conversation.turn(said.role, said.text)
        stay += sum(
            count
            for start, end, count in said.digits
            if not any(one.start <= start and end <= one.end for one in found)
        )
    return stay
