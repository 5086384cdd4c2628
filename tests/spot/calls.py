"""Made-up calls and chats in which somebody gives a card number, in many wordings; seeds make them repeatable.

`call(random)` is a call: its turns, and for every card number said in it which characters of which turns say it.
Bench and tests share it, so that what is promised for 2,000 calls can be measured on 100,000.
"""

from collections.abc import Iterator
from random import Random

from msgspec import Struct

Part = tuple[int, int, int]  # turn, start, end


class Call(Struct, frozen=True):
    """A call: (role, words) each, and where card numbers are said in it."""

    turns: tuple[tuple[str, str], ...]
    cards: tuple[tuple[Part, ...], ...]


DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
OTHER_DIGITS = {
    "de": ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"),
    "fr": ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    "es": ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
    "it": ("zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"),
    "nl": ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"),
    "pt": ("zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"),
    "pl": ("zero", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć"),
}
QUESTIONS = {
    "en": (
        "could you read out the sixteen digits for me", "what's your card number",
        "may I have the number on the card please", "I'll need the long card number across the front",
        "go on then, card number?", "and which card shall we charge",
        "please tell me the digits on the front of your debit card",
    ),
    "de": ("nennen Sie mir bitte die Kartennummer", "wie lautet die Nummer auf der Kreditkarte"),
    "fr": ("quel est le numéro de votre carte", "donnez-moi le numéro de carte s'il vous plaît"),
    "es": ("¿me da el número de la tarjeta?", "dígame el número de su tarjeta por favor"),
    "it": ("mi dica il numero della carta", "qual è il numero di carta"),
    "nl": ("wat is het kaartnummer", "mag ik uw kaartnummer"),
    "pt": ("qual é o número do cartão", "pode me dizer o número do cartão"),
    "pl": ("proszę podać numer karty", "jaki jest numer karty"),
}  # fmt: skip
LEADS = (
    "",
    "",
    "",
    "yes it's ",
    "sure, ",
    "okay so that's ",
    "uh ",
    "one moment, it is ",
    "right, ",
    "er it says ",
    "um yeah ",
)
MORE = (
    "mhm", "uh-huh", "yep", "okay", "got it", "go on", "carry on", "and then?", "right", "next", "and the rest",
    "yes", "thank you",
)  # fmt: skip
MORE_OF = {
    "de": ("ja", "gut, weiter", "mhm"),
    "pl": ("tak", "dobrze", "mhm"),
    "fr": ("oui", "d'accord"),
    "es": ("sí", "vale"),
}
OPENINGS = (
    "I was double charged for two months", "I've been on hold for twenty five minutes", "I'd like to pay my bill",
    "the order of the third of May hasn't come", "there are four items in the basket and I want one more",
)  # fmt: skip
HESITATIONS = (" uh ", ", ", " um ", " - ", " dash ", " then ", " and ", " er ", "... ")


def luhn_digit(body: str) -> str:
    """The digit that makes `body` hold its checksum."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body))]
    return str(-sum(value - 9 * (value > 9) for value in doubled) % 10)


def card(random: Random) -> str:
    """A card number that nobody holds; one in five is mistyped, so that its checksum is wrong."""
    head, length = random.choice(
        (("4", 16), ("5" + random.choice("12345"), 16), ("37", 15), ("6011", 16), ("36", 14))
    )
    body = head + "".join(random.choices("0123456789", k=length - len(head) - 1))
    return body + (random.choice("0123456789") if random.random() < 0.2 else luhn_digit(body))


def call(random: Random) -> Call:
    """One call or chat in which a card number is given."""
    language = random.choice(("en",) * 7 + tuple(OTHER_DIGITS))
    turns: list[tuple[str, str]] = [("customer", random.choice(OPENINGS))]
    number = card(random)
    turns += _asking(random, language)
    whole = random.random() < 0.35
    pieces = [number] if whole else list(_cut(random, number))
    parts: list[Part] = []
    for place, piece in enumerate(pieces):
        lead = random.choice(LEADS) if language == "en" else ""
        said = "".join(_say(random, piece, language))
        parts.append((len(turns), len(lead), len(lead) + len(said)))
        turns.append(("customer", _punctuated(random, lead + said)))
        if place + 1 < len(pieces):
            turns += _between(random, said, language, parts, len(turns))
    if random.random() < 0.25 and language == "en":
        turns.append(_read_back(random, number, parts, len(turns)))
    turns.append(("agent", "thank you, and is there anything else I can help with"))
    return Call(tuple(turns), (tuple(parts),))


def calls(seed: int, number: int) -> Iterator[Call]:
    """`number` calls, always the same ones for a seed."""
    random = Random(seed)
    return (call(random) for _ in range(number))


def _asking(random: Random, language: str) -> list[tuple[str, str]]:
    kind = random.random()
    if kind < 0.75:
        return [("agent", random.choice(QUESTIONS[language]))]
    if kind < 0.9:
        return [
            ("agent", "certainly"),
            ("customer", "my card number is" if language == "en" else "hier ist meine Karte"),
        ]
    return []


def _cut(random: Random, number: str) -> Iterator[str]:
    if random.random() < 0.6:
        sizes: list[int] = [4] * 4
    else:
        sizes = [random.randint(2, 6) for _ in range(9)]
    at = 0
    for size in sizes:
        if at < len(number):
            yield number[at : at + size]
            at += size


def _between(random: Random, said: str, language: str, parts: list[Part], turn: int) -> list[tuple[str, str]]:
    kind = random.random()
    if kind < 0.75:
        return [("agent", random.choice(MORE_OF.get(language, MORE)))]
    if kind < 0.85:
        parts.append((turn, 0, len(said)))
        return [("agent", said)]
    return []


def _read_back(random: Random, number: str, parts: list[Part], turn: int) -> tuple[str, str]:
    lead = random.choice(("so that's ", "let me read that back, ", "just to repeat, ", "I have "))
    said = "".join(_say(random, number, "en"))
    parts.append((turn, len(lead), len(lead) + len(said)))
    return "agent", lead + said + random.choice(("", " correct", ", is that right"))


def _punctuated(random: Random, text: str) -> str:
    return text + random.choice(("", "", ".", ",", "..."))


def _say(random: Random, digits: str, language: str) -> Iterator[str]:
    """`digits` as somebody says them or types them."""
    style = random.choice(("words", "words", "words", "mixed", "typed"))
    if style == "typed":
        yield random.choice(("", " ", "-", " - ")).join(digits)
        return
    words = list(_english(random, digits) if language == "en" else _other(digits, language))
    for place, word in enumerate(words):
        value = DIGITS.index(word) if word in DIGITS else -1
        yield str(value) if style == "mixed" and value >= 0 and random.random() < 0.4 else word
        if place + 1 < len(words):
            yield random.choice(HESITATIONS) if random.random() < 0.06 and language == "en" else " "


def _other(digits: str, language: str) -> Iterator[str]:
    return (OTHER_DIGITS[language][int(digit)] for digit in digits)


def _english(random: Random, digits: str) -> Iterator[str]:
    pairs, at = random.random() < 0.25, 0
    while at < len(digits):
        digit, left = digits[at], len(digits) - at
        if left > 2 and digits[at : at + 3] == digit * 3 and random.random() < 0.6:
            yield from ("triple", _digit(random, digit))
            at += 3
        elif left > 1 and digits[at + 1] == digit and random.random() < 0.6:
            yield from ("double", _digit(random, digit))
            at += 2
        elif pairs and left > 1 and digit != "0":
            yield from _pair(random, digits[at : at + 2])
            at += 2
        else:
            yield _digit(random, digit)
            at += 1


def _digit(random: Random, digit: str) -> str:
    return random.choice(("oh", "zero", "o", "nought")) if digit == "0" else DIGITS[int(digit)]


def _pair(random: Random, pair: str) -> Iterator[str]:
    value = int(pair)
    if value < 20:
        yield TEENS[value - 10]
        return
    yield TENS[value // 10]
    if value % 10:
        yield DIGITS[value % 10]
