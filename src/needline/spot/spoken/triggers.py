"""What must occur in a text before it is looked through for what is said in words.

Patterns ask for two neighbours at least: two number words with at most one other word between them, two letters, a
letter of the radio alphabet and what is spelled with it. Most texts have none. A third neighbour costs more than it
tells, and what has not even two (a "twenty" here and a "twelve" there) is nearly always no value.
"""

import re
from collections.abc import Iterable
from typing import Final

from needline.spot.numbers.dates import TRIGGERS as BORN
from needline.spot.spoken.alphabet import NAMES, RADIO
from needline.spot.spoken.words import NUMBERS as NUMBER_WORDS
from needline.spot.spoken.words import WORDS, Kind
from needline.spot.written.mail import DOTS

_SHORT: Final = 4  # letters; a number word below that counts only where it ends, or in a compound
_HEAD: Final = 5  # letters that tell what a second word is


def _any(of: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, of)))


_SAID: Final = NUMBER_WORDS | RADIO.keys() | {"um"}
_LITTLE: Final = {word for word in _SAID if len(word) < _SHORT}
_SIGN: Final = r"[\s,.\-–—/;…()#*|~+_\[\]]"
_GAP: Final = f"{_SIGN}{{0,5}}"
_APART: Final = f"{_SIGN}{{1,5}}"
_BEYOND: Final = {word for word, known in WORDS.items() if known.kind is Kind.FILLER and not word.isascii()}
_WORD: Final = f"(?:(?:[a-z]{{1,12}}|{_any(_BEYOND)}){_APART})?"  # one hesitation, or whatever else
_LETTER: Final = r"[^\x00-@\[-`{-\x7f]"  # of any language
_EDGE: Final = "(?:[^a-z'’]|[^a-z]['’])"  # before a letter that is no end of a word cut short, as in "it's"
# German, Dutch, Italian and Spanish write what stands below and above a hundred in one word.
_GREAT: Final = "hundert|honderd|tausend|duizend|cento|mila"
_JOINTS: Final = f"und|[eë]n|n?nt[ai]?|{_GREAT}"
_FIRST: Final = f"(?:(?:[^a-z]|{_JOINTS})(?:{_any(_SAID)})|{_GREAT})"
_HEADS: Final = {word[:_HEAD] for word in _SAID - _LITTLE} | {"vent", "novan", "ottan", "hunde", "honde"}
_SECOND: Final = f"(?:{_any(_HEADS)}|(?:{_any(_LITTLE)})(?:[^a-z]|und|[eë]n|hun|hon|tau|dui|cen|mil))"
IN_A_ROW: Final = (
    f"{_FIRST}{_GAP}{_WORD}(?:{_SECOND}|[0-9])",
    f"{_FIRST}{_APART}{_LETTER}[^a-z]",
    f"(?:[0-9]{_GAP}{_WORD}|[^a-z]{_LETTER}{_APART}){_SECOND}",
    f"hundred|thousand|{_GREAT}|[^a-z](?:cem|cent|cien|mil|mille|sto)[^a-z]|dwie.{{1,2}}cie|tysi",
)
_NAMED: Final = f"(?:{_any(RADIO.keys() | NAMES.keys())})"
_SPELLED: Final = (
    (
        f"{_EDGE}{_LETTER}(?:['’]?[^a-z0-9'’]{{1,5}}['’]?{_LETTER}[^a-z0-9]|"
        rf"{_APART}(?:as|for|like|wie|von|jak|comme|de|como|come|di|van|is|4)[ \-]{_LETTER})"
    ),
    f"[^a-z]{_NAMED}{_APART}{_NAMED}{_APART}{_NAMED}",
)
_MIXED: Final = (
    f"[^a-z0-9](?:{_LETTER}{_GAP}[0-9](?:{_GAP}{_LETTER}|{_APART}[0-9])|"
    f"[0-9](?:{_GAP}{_LETTER}{_GAP}[0-9]|{_APART}[0-9]{_GAP}{_LETTER}))"
)
ONE_BY_ONE: Final = "[^0-9][0-9][^0-9a-z]{1,6}[0-9][^0-9a-z]{1,6}[0-9][^0-9]"
_ZEROS: Final = f"[0-9]{_GAP}o[^a-z]|[^a-z]o{_GAP}[0-9]"
NUMBERS: Final = (*IN_A_ROW, *_SPELLED, _MIXED, ONE_BY_ONE, _ZEROS)
EMAILS: Final = (*DOTS, r"(?:mail|yahoo|outlook|icloud|aol)[ .]?(?:com|net|org|co)")
DATES: Final = BORN
BARE: Final = ("[0-9]", *IN_A_ROW, *_SPELLED)
