"""Letters as they are said: by the words of the radio alphabet, by their names, "s as in sam"."""

import re
from types import MappingProxyType
from typing import Final

from needline.spot.spoken.lexicon import words

# ICAO Annex 10 volume II, 5.2.1.3, with the spellings that speech recognisers write.
_RADIO = (
    "alpha|alfa bravo charlie delta echo foxtrot golf hotel india juliet|juliett kilo lima mike november oscar papa "
    "quebec romeo sierra tango uniform victor whiskey|whisky xray yankee zulu"
)
# The older British and American ones, and the German one before 2022; only words that are seldom anything else.
_NAMES = (
    "abel|anton|adam|andrew baker|berta|benjamin cäsar|caesar|charles dora|dog|david easy|emil|edward friedrich "
    "freddie gustav|george heinrich|harry ida|isaac julius|jack konrad|kaufmann|king ludwig|lucy martha|mary|mother "
    "nordpol|nellie otto|oliver paula|peter quelle|queen richard|robert siegfried|samuel|sugar theodor|tommy ulrich|"
    "uncle viktor wilhelm|william xanthippe|xmas ypsilon|yellow zacharias|zeppelin|zebra"
)
# How the letters' own names come out of a recogniser; words that mean something else are read only between letters.
_SOUNDS = {
    "bee": "b", "cee": "c", "dee": "d", "eff": "f", "gee": "g", "aitch": "h", "haitch": "h", "jay": "j", "kay": "k",
    "ell": "l", "em": "m", "en": "n", "pee": "p", "cue": "q", "queue": "q", "ess": "s", "tee": "t", "vee": "v",
    "ex": "x", "zed": "z", "zee": "z", "see": "c", "sea": "c", "are": "r", "you": "u", "why": "y", "tea": "t",
    "be": "b", "eh": "a", "ay": "a", "hey": "a", "oh": "o", "ar": "r", "ef": "f", "el": "l", "es": "s", "ix": "x",
}  # fmt: skip


def _radio() -> dict[str, str]:
    return {word: row[0] for row in _RADIO.split() for word in row.split("|")}


RADIO: Final = MappingProxyType(_radio())
NAMES: Final = MappingProxyType({word: row[0] for row in _NAMES.split() for word in row.split("|")})
SOUNDS: Final = MappingProxyType(_SOUNDS)

_CUES = r"as[\s-]in|is[\s-]for|for|like|as|wie|von|jak|jak[\s-]w|comme|de|como|come|di|van|als|as[\s-]for|4"
_AS_IN = re.compile(rf"[\s,.\-]{{1,3}}(?:{_CUES})\s(?:in\s|the\s)?([^\W\d_]{{2,20}})")
_RAY = re.compile(r"[\s-]ray\b")
CASES: Final = words("cases")  # how the next letter is written


def example(text: str, letter: str, end: int) -> int:
    """Where "as in sam" ends that stands at `end` behind `letter`, or `end`: the word must begin with the letter."""
    if letter == "x" and (ray := _RAY.match(text, end)):
        return ray.end()
    said = _AS_IN.match(text, end)
    return said.end() if said and said[1][0] == letter else end
