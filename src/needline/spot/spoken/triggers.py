"""What must occur in a text before it is looked through for what is said in words.

Words of ASCII letters and others stand in patterns of their own: engines know the edge of a word only in the former.
"""

import re
from typing import Final

from needline.spot.spoken.alphabet import RADIO
from needline.spot.spoken.date import MONTHS
from needline.spot.spoken.lexicon import words
from needline.spot.spoken.words import WORDS, Kind

_HEAD: Final = 5  # letters: compounds begin as the words that they are made of
_WHOLE: Final = 4  # letters; shorter words are looked for whole


def _any(of: set[str]) -> str:
    return "|".join(sorted(map(re.escape, of)))


def _heads() -> str:
    """Number words of ASCII letters: short ones whole, longer ones by how they begin."""
    heads: list[str] = []
    for word in sorted({word[:_HEAD] for word in _NUMBERS if word.isascii() and len(word) >= _WHOLE}):
        if not (heads and word.startswith(heads[-1])):
            heads.append(word)
    short = {word for word in _NUMBERS if word.isascii() and len(word) < _WHOLE}
    return rf"(?:{_any(short)})\b|(?:{_any(set(heads))})[a-z]*"


_NUMBERS: Final = {
    word for word, known in WORDS.items() if known.kind in {Kind.NUMBER, Kind.REPEAT} and len(word) > 1
}
_NUMBERS.add("um")
_ASCII: Final = _heads()
# Beyond ASCII only the plain words: what is made of them holds one of these, or stands beside one of the former.
_PLAIN: Final = {
    word for word, known in WORDS.items() if word in _NUMBERS and (known.value < 20 or known.value % 10 == 0)
}
_OTHER: Final = _any({word for word in _PLAIN if not word.isascii() and len(word) < 13})
_NTH: Final = _any({word[:_HEAD] for word in words("ordinals") if word.isascii()})
_GAP: Final = r"[ ,.\-/\n]+"
_HESITATION: Final = r"(?:(?:uh|um|er|erm|eh|and|then|dash|hyphen|for|to|too|free|[a-z])[ ,.\-]+)?"
_NUMBERS_IN_A_ROW: Final = (
    rf"\b(?:{_ASCII}){_GAP}{_HESITATION}(?:{_ASCII}|[0-9]|o\b)",
    rf"\b(?:[0-9]+|o){_GAP}{_HESITATION}(?:{_ASCII})",
    rf"(?:{_OTHER}|fünf[a-zß]*){_GAP}[a-z0-9öüśóćńęąłżéêã]",
    rf"[a-z0-9ęćóśé]{_GAP}(?:{_OTHER})",
)
_SINGLE, _SHORT = "(?:[a-z]|[0-9]+)", "(?:[a-z0-9]{1,2}|[0-9]+)"
_SHORT_IN_A_ROW: Final = (
    rf"\b{_SINGLE}{_GAP}{_SINGLE}{_GAP}{_SHORT}\b",
    rf"\b{_SHORT}{_GAP}{_SINGLE}{_GAP}{_SINGLE}\b",
    rf"\b{_SINGLE}{_GAP}{_SHORT}{_GAP}{_SINGLE}\b",
)
_RADIO_IN_A_ROW: Final = rf"\b(?:{_any(set(RADIO))}){_GAP}(?:[a-z0-9]{_GAP})?(?:{_any(set(RADIO))}|[0-9])"
NUMBERS: Final = (
    *_NUMBERS_IN_A_ROW,
    rf"\b[a-z0-9]{_GAP}[a-z0-9]{_GAP}[a-z0-9]{_GAP}[a-z0-9]\b",
    rf"\b[a-z0-9]{_GAP}(?:as|for|like|wie|jak|comme|de|como|come|van|als|is for) [a-z]",
    _RADIO_IN_A_ROW,
)
EMAILS: Final = (
    r"\b(?:dot|punkt|point|punto|kropka|ponto|punt)[ .]+[a-z]",
    r"tečka[ .]+[a-z]",
    r"(?:mail|yahoo|outlook|icloud|aol)[ .]?(?:com|net|org|co)",
)
_MONTHS: Final = _any({month[:_WHOLE] for month in MONTHS if month[:_WHOLE].isascii()})
_OTHER_MONTHS: Final = _any({month[:_WHOLE] for month in MONTHS if not month[:_WHOLE].isascii()})
_OF: Final = "(?:of |de |di |do |del |den )?"
DATES: Final = (
    rf"\b(?:{_MONTHS})[a-z]*{_GAP}(?:the )?(?:[0-9]|{_NTH}|ninet|twent|two tho|eighte)",
    rf"(?:[0-9]|st|nd|rd|th|ego|en|er){_GAP}{_OF}(?:{_MONTHS})",
    rf"(?:[a-z0-9]|ś|ć){_GAP}{_OF}(?:{_OTHER_MONTHS})",
    rf"(?:[0-9]st|[0-9]nd|[0-9]rd|th|first|second|third)[ ](?:of )?(?:the )?(?:[0-9]|{_NTH})",
    *_NUMBERS_IN_A_ROW,
)
BARE: Final = (
    r"[0-9][^a-z0-9]*[0-9][^a-z0-9]*[0-9][^a-z0-9]*[0-9]",
    *_SHORT_IN_A_ROW,
    _RADIO_IN_A_ROW,
    *DATES,
)
