"""E-mail addresses as they are said: "megan underscore h a r t eight six one nine at icloud dot com"."""

from collections.abc import Iterator
from typing import Final

from needline.spot.expression import Expression
from needline.spot.spoken.lexicon import words
from needline.spot.spoken.value import LEAD
from needline.spot.spoken.words import known_word

_AT = r"(?:at|@|arroba|arobase|małpa|malpa|chiocciola|apenstaartje|klammeraffe|ät|snabel-?a|zavináč|à)"
_DOT = r"(?:dot|punkt|point|punto|kropka|ponto|punt|tečka|\.)"
_LABEL = r"(?:[^\W\d_](?: [^\W\d_]){1,14}(?![^\W\d_])|[\w-]{1,30})"
_TOPS: Final = (
    "com", "org", "net", "edu", "gov", "info", "io", "me", "eu", "uk", "us", "de", "fr", "es", "it", "nl", "pt", "pl",
    "cz", "se", "ch", "at", "ca", "au", "br", "in", "be", "dk", "no", "fi", "ie", "co", "app", "biz", "dev", "ai",
    "tv", "ru", "mx", "ar",
)  # fmt: skip
_TOP = rf"(?:{'|'.join(' ?'.join(top) for top in _TOPS)})"
_NONE = r"(?!(?:this|that|the|some|which|one|what|any|no|a|which) )"
_S = r"[\s.,]{1,3}"
_DOMAIN = Expression(
    rf"(?:(?<!\w){_AT}[\s,]{{1,2}}|@[\s,]?){_NONE}{_LABEL}(?:\s{_LABEL}){{0,2}}?(?:\s(?:dash|hyphen|minus)\s{_LABEL}){{0,2}}?"
    rf"(?:{_S}{_DOT}{_S}{_LABEL}){{0,2}}?{_S}{_DOT}{_S}{_TOP}(?:{_S}{_DOT}{_S}{_TOP})?(?!\w)"
)
# What is left of an address where a transcript or a chat loses its signs: "asha 007 gmailcom".
_RUN_TOGETHER = Expression(
    r"(?<!\w)[\w.]{0,40}?(?:(?:gmail|g mail|googlemail|yahoo|hotmail|outlook|rediffmail|icloud|aol|protonmail)[ .]?"
    r"(?:com|net|org|co[ .]?uk|co[ .]?in)|mail ?com)(?!\w)"
)
_TOKEN = Expression(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[0-9]+|[._+\-]")
_SIGNS: Final = words("signs")
_STOPS: Final = (LEAD - _SIGNS) | words("before an address")
_FAR = 30  # words of one local part
_PLAIN = 3  # plain words in a row in one


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Where `text`, which is in lower case, says e-mail addresses."""
    done = 0
    said = sorted([*_DOMAIN.finditer(text), *_RUN_TOGETHER.finditer(text)], key=lambda match: match.start())
    for match in said:
        if match.start() >= done:
            yield max(done, _start(text, match.start())), match.end()
            done = match.end()


def local(text: str) -> int:
    """Where the local part begins that `text` ends with, before an "at" that is yet to come."""
    return _start(text, len(text.rstrip(" .,!?")))


def _start(text: str, at: int) -> int:
    """Where the local part before the "at" at `at` begins."""
    begin = max(0, at - 200)
    start, plain, signed = at, 0, True
    for match in reversed(list(_TOKEN.finditer(text, begin, at))[-_FAR:]):
        word = match[0]
        joins = word in _SIGNS
        value = len(word) == 1 or known_word(word) or word[0].isdigit()
        plain = 0 if joins or value else plain + 1
        if (
            (word in _STOPS and len(word) > 1 and not (signed and joins))
            or plain > _PLAIN
            or text[match.end() : start].strip(" ,")
        ):
            break
        start, signed = match.start(), joins
    return start
