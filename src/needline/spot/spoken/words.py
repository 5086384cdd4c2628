"""The words that numbers are said in: per language, with what each stands for.

A word has a kind and a value; `languages` is a set of bits, so that a run of words can be followed in all languages
at once and ends where no language knows all of its words. German, Dutch and Italian write what stands below a
hundred, a thousand or two as one word: those ten thousand words are made when one of them is first met.
"""

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import cache
from types import MappingProxyType
from typing import Final

from msgspec import Struct


class Kind(IntEnum):
    """What a word does in a number."""

    NUMBER = 1  # below 1,000, or a year in one word
    HUNDRED = 2  # times a hundred
    THOUSAND = 3
    REPEAT = 4  # the next digit, so many times
    FILLER = 5  # means nothing between two digits: "uh", "dash", "then"
    AND = 6  # joins tens and units in some languages, and means nothing in others
    HOMOPHONE = 7  # a digit only when it stands between digits: "for", "to"
    LETTER = 8
    NUMERAL = 9  # written in digits


class Word(Struct, frozen=True):
    """A word that may be part of a number or of something spelled; `value` is a number or a code point."""

    kind: Kind
    value: int
    languages: int


LANGUAGES: Final = ("en", "pl", "de", "fr", "es", "it", "nl", "pt")
BIT: Final = MappingProxyType({language: 1 << place for place, language in enumerate(LANGUAGES)})
EVERY: Final = (1 << len(LANGUAGES)) - 1

_DIGITS = {
    "en": "zero|oh|o|nought|naught|nil|aught one two three|tree four|fower five|fife six seven eight|ait nine|niner",
    "pl": "zero jeden|jedynka|jedna dwa|dwójka|dwie trzy|trójka cztery|czwórka pięć|piątka sześć|szóstka "
    "siedem|siódemka osiem|ósemka dziewięć|dziewiątka",
    "de": "null eins|ein|eine zwei|zwo drei vier fünf|fuenf sechs sieben acht neun",
    "fr": "zéro|zero un|une deux trois quatre cinq six sept huit neuf",
    "es": "cero uno|un|una dos tres cuatro cinco seis siete ocho nueve",
    "it": "zero uno|un|una due tre|tré quattro cinque sei sette otto nove",
    "nl": "nul|zero een|één twee drie vier vijf zes zeven acht negen",
    "pt": "zero uma|um dois|duas três|tres quatro cinco seis|meia sete oito nove",
}
_TEENS = {
    "en": "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "pl": "dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście "
    "dziewiętnaście",
    "de": "zehn elf zwölf|zwoelf dreizehn vierzehn fünfzehn|fuenfzehn sechzehn siebzehn achtzehn neunzehn",
    "fr": "dix onze douze treize quatorze quinze seize",
    "es": "diez once doce trece catorce quince dieciséis|dieciseis diecisiete dieciocho diecinueve",
    "it": "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
    "nl": "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
    "pt": "dez onze doze treze catorze|quatorze quinze dezesseis|dezasseis dezessete|dezassete dezoito "
    "dezenove|dezanove",
}
_TENS = {
    "en": "twenty thirty forty|fourty fifty sixty seventy eighty ninety",
    "pl": "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt "
    "dziewięćdziesiąt",
    "de": "zwanzig dreißig|dreissig vierzig fünfzig|fuenfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt|vingts trente quarante cinquante soixante septante huitante|octante nonante",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "pt": "vinte trinta quarenta cinquenta|cinqüenta sessenta setenta oitenta noventa",
}
_HUNDREDS = {
    "pl": "sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset",
    "es": "cien|ciento doscientos|doscientas trescientos|trescientas cuatrocientos|cuatrocientas "
    "quinientos|quinientas seiscientos|seiscientas setecientos|setecientas ochocientos|ochocientas "
    "novecientos|novecientas",
    "it": "cento",
    "pt": "cem|cento duzentos|duzentas trezentos|trezentas quatrocentos|quatrocentas quinhentos|quinhentas "
    "seiscentos|seiscentas setecentos|setecentas oitocentos|oitocentas novecentos|novecentas",
}
_MORE = {  # kind, value, words
    "en": (
        (Kind.HUNDRED, 0, "hundred hundreds"),
        (Kind.THOUSAND, 0, "thousand"),
        (Kind.REPEAT, 2, "double doubled dubble"),
        (Kind.REPEAT, 3, "triple treble tripple"),
        (Kind.REPEAT, 4, "quadruple quad"),
    ),
    "pl": (
        (Kind.THOUSAND, 0, "tysiąc tysiące tysięcy"),
        (Kind.REPEAT, 2, "podwójne podwójny podwójna"),
        (Kind.REPEAT, 3, "potrójne potrójny potrójna"),
    ),
    "de": (
        (Kind.THOUSAND, 0, "tausend"),
        (Kind.REPEAT, 2, "doppel doppelt zweimal"),
        (Kind.REPEAT, 3, "dreimal dreifach"),
    ),
    "fr": (
        (Kind.HUNDRED, 0, "cent cents"),
        (Kind.THOUSAND, 0, "mille mil"),
        (Kind.REPEAT, 2, "double"),
        (Kind.REPEAT, 3, "triple"),
    ),
    "es": ((Kind.THOUSAND, 0, "mil"), (Kind.REPEAT, 2, "doble"), (Kind.REPEAT, 3, "triple")),
    "it": (
        (Kind.THOUSAND, 0, "mille mila"),
        (Kind.REPEAT, 2, "doppio doppia"),
        (Kind.REPEAT, 3, "triplo tripla"),
    ),
    "nl": (
        (Kind.THOUSAND, 0, "duizend"),
        (Kind.REPEAT, 2, "dubbel dubbele"),
        (Kind.REPEAT, 3, "driedubbel driedubbele"),
    ),
    "pt": ((Kind.THOUSAND, 0, "mil"), (Kind.REPEAT, 2, "duplo"), (Kind.REPEAT, 3, "triplo")),
}
_ANDS = {"en": "and", "pl": "i oraz", "de": "und", "fr": "et", "es": "y", "it": "e ed", "nl": "en", "pt": "e"}
_FILLERS = (
    "uh um er erm eh ehm ah hm hmm mm mmm uhm ähm äh öhm öh euh yyy eee dash hyphen minus space spacja leerzeichen "
    "comma slash stroke then next followed by so again ok okay yeah yes strich bindestrich myślnik kreska "
    "tiret trait guion guión trattino streepje hífen traço dann potem puis luego entonces poi dan depois então alors "
    "okey ja tak sí si sì oui sim plus also więc danach pause"
)
_HOMOPHONES = {"for": 4, "to": 2, "too": 2, "free": 3, "ate": 8, "won": 1, "sicks": 6, "sex": 6, "nein": 9, "ape": 8}
_JOINTS = {"de": "und", "nl": "en"}
_VEINTI = "uno|un|una dós|dos trés|tres cuatro cinco séis|seis siete ocho nueve"


def _spellings(row: str, first: int, step: int = 1) -> Iterator[tuple[str, int]]:
    for place, words in enumerate(row.split()):
        yield from ((word, first + place * step) for word in words.split("|"))


def _german(units: str, tens: str, joint: str) -> Iterator[tuple[str, int]]:
    """Units before tens in one word: "vierunddreißig", "vierendertig"."""
    for ten, tens_value in _spellings(tens, 20, 10):
        for unit, value in _spellings(units, 0):
            if value:
                yield f"{unit}{joint}{ten}", tens_value + value
                if joint == "en" and unit.endswith("e"):
                    yield f"{unit}ën{ten}", tens_value + value


def _italian() -> Iterator[tuple[str, int]]:
    for ten, tens_value in _spellings(_TENS["it"], 20, 10):
        for unit, value in _spellings(_DIGITS["it"], 0):
            if value:
                yield f"{ten[:-1] if unit[0] in 'uo' else ten}{unit}", tens_value + value


def _in_one_word(small: Iterable[tuple[str, int]], units: str, hundred: str) -> Iterator[tuple[str, int]]:
    """Hundreds in one word with what follows them, up to 1,999: "zweihundertzwölf", "neunzehnhundertvier"."""
    below = dict(small)
    heads = {hundred: 1} | {f"{unit}{hundred}": value for unit, value in _spellings(units, 0) if value}
    heads |= {f"{word}{hundred}": value for word, value in below.items() if 10 < value < 20}
    for head, value in heads.items():
        yield head, value * 100
        yield from ((head + word, value * 100 + rest) for word, rest in below.items() if rest)


def _plain(language: str) -> Iterator[tuple[str, int]]:
    yield from _spellings(_DIGITS[language], 0)
    yield from _spellings(_TEENS[language], 10)
    yield from _spellings(_TENS[language], 20, 10)
    if language == "es":
        yield from ((f"veinti{unit}", value) for unit, value in _spellings(_VEINTI, 21))


def _made(language: str, hundred: str, thousand: str) -> Iterator[tuple[str, int]]:
    """Numbers in one word, from those that `_plain` has on."""
    more = _italian() if language == "it" else _german(_DIGITS[language], _TENS[language], _JOINTS[language])
    small = [*_plain(language), *more]
    yield from small
    yield from _in_one_word(small, _DIGITS[language], hundred)
    for unit, value in _spellings(_DIGITS[language], 0):
        if value:
            yield unit + thousand, value * 1000
        if value == 2:
            yield from ((unit + thousand + word, 2000 + rest) for word, rest in small if 0 < rest < 30)


def _rows() -> Iterator[tuple[str, Kind, int, int]]:
    for word, value in _HOMOPHONES.items():
        yield word, Kind.HOMOPHONE, value, BIT["en"]
    for word in _FILLERS.split():
        yield word, Kind.FILLER, 0, EVERY
    for language, bit in BIT.items():
        yield from ((word, Kind.AND, 0, bit) for word in _ANDS[language].split())
        yield from ((word, Kind.NUMBER, value, bit) for word, value in _plain(language))
        hundreds = _spellings(_HUNDREDS.get(language, ""), 100, 100)
        yield from ((word, Kind.NUMBER, value, bit) for word, value in hundreds)
        yield from ((word, kind, value, bit) for kind, value, words in _MORE[language] for word in words.split())


def _table(rows: Iterable[tuple[str, Kind, int, int]]) -> dict[str, Word]:
    table: dict[str, Word] = {}
    for word, kind, value, languages in rows:
        known = table.get(word)
        if known and (known.kind, known.value) == (kind, value):
            languages |= known.languages  # noqa: PLW2901  # the row grows
        table[word] = Word(kind, value, languages)
    return table


WORDS: Final = MappingProxyType(_table(_rows()))
NUMBERS: Final = frozenset(
    word
    for word, known in WORDS.items()
    if known.kind in {Kind.NUMBER, Kind.HUNDRED, Kind.THOUSAND, Kind.REPEAT} and len(word) > 1
)


@cache
def compounds() -> MappingProxyType[str, Word]:
    """The numbers in one word that German, Dutch and Italian have."""
    made = (("de", "hundert", "tausend"), ("nl", "honderd", "duizend"), ("it", "cento", "mila"))
    rows = (
        (word, Kind.NUMBER, value, BIT[language])
        for language, hundred, thousand in made
        for word, value in _made(language, hundred, thousand)
        if word not in WORDS
    )
    return MappingProxyType(_table(rows))


_COMPOUND: Final = re.compile(
    "hundert|honderd|cento|tausend|duizend|mila|und.{3,9}ig$|[eë]n.{3,7}tig$|"
    "^(?:ven|tren|quaran|cinquan|sessan|settan|ottan|novan)t[aiou]"
)


def known_word(word: str) -> Word | None:
    """What `word` may be in a number, or in between."""
    if (known := WORDS.get(word)) is not None or len(word) < _SHORTEST:
        return known
    return compounds().get(word) if _COMPOUND.search(word) else None


_SHORTEST: Final = 6  # letters of a number in one word
