"""Names in letters and forms: in a salutation, under a letter, behind a label, in a list.

greeted     Dear Ann,      Kind regards,⏎Ann Lee
labelled    Name: Ann Lee
listed      Passengers: Ann Lee, Bo Lee and Cy Lee; or each on a line of its own
"""

import re
from collections.abc import Iterator
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.rule import Rule
from needline.spot.written.extent import CAPITAL, name_end

_GREETED: Final = Expression(
    r"(?:(?<=\n)|(?<=\A))[ \t]{0,4}(?:dear|hello|hi|hey|hallo|liebe[rs]?|sehr geehrter? (?:herrn?|frau)|bonjour|"
    r"cher|chère|hola|estimad[oa]|querid[oa]|"
    r"ciao|gentile|car[oa]|beste|geachte|prezad[oa]|car[oa]|drogi|droga|szanown[ya] (?:panie|pani))[ ](?=[^\W\d_])",
    re.IGNORECASE,
)
_SIGNED: Final = Expression(
    r"(?<!\w)(?:(?:kind|best|warm|many)? ?regards|best(?: wishes)?|sincerely|yours (?:sincerely|faithfully|truly)|"
    r"sincerely yours|cheers|"
    r"many thanks|thanks|thank you|(?:mit )?(?:freundlichen|besten|herzlichen|viele|liebe|beste) (?:grü(?:ß|ss)en?)|"
    r"mfg|cordialement|"
    r"bien à vous|salutations|atentamente|saludos(?: cordiales)?|un saludo|cordiali saluti|distinti saluti|saluti|"
    r"met vriendelijke groet(?:en)?|mvg|"
    r"groeten|atenciosamente|cumprimentos|abraços|z poważaniem|pozdrawiam|s pozdravem|med vänliga hälsningar|"
    r"vänliga hälsningar|mvh)"
    r"[ \t]{0,2}[,.!]?[ \t]{0,2}\r?\n{1,2}[ \t]{0,4}(?=[^\W\d_])",
    re.IGNORECASE,
)
_LABELLED: Final = Expression(
    r"(?:(?<=\n)|(?<=\A)|(?<=[,;|(]) ?)[ \t*\-•]{0,6}(?:(?:full|first|last|given|family|customer|passenger|guest|"
    r"account ?holder|cardholder|contact|patient|caller|member|policy ?holder)[ _]?)?"
    r"(?:name|surname|passengers?|caller|vorname|nachname|nom|prénom|nombre|apellidos?|nome|cognome|naam|voornaam|"
    r"achternaam|imię|nazwisko|imię i nazwisko)"
    r"\*{0,2}:\*{0,2}[ \t]{1,8}(?=[^\W\d_])",
    re.IGNORECASE,
)
_LISTED: Final = Expression(
    r"(?<!\w)(?:passengers?|travell?ers?|guests|attendees|participants|companions|beneficiaries|reisende|passagers|"
    r"pasajeros|passeggeri)"
    r"\*{0,2}:\*{0,2}[ \t]{0,3}(?:\n[ \t]{0,8})?(?:(?:[-*•]|[0-9]{1,2}[.)])[ ]{1,3})?\*{0,2}(?=[^\W\d_])",
    re.IGNORECASE,
)
_ENTRY: Final = Expression(r"\*{0,2}[ ]?(?:[,(;.\n–-]|\Z|and\b|und\b|et\b|y\b)")
_KEY: Final = Expression(r"[ ]?\*{0,2}:")
_AND: Final = Expression(r"(?:,?[ ](?:and|und|et|y|e|en|i)[ ]|,[ ])(?=[^\W\d_])")
_POINT: Final = Expression(r"[^\n]{0,80}\n[ \t]{0,8}(?:[-*•]|[0-9]{1,2}[.)])[ ]{1,3}\*{0,2}(?=[^\W\d_])")


def _greeted(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    for pattern, why in ((_GREETED, "a name in a salutation"), (_SIGNED, "a name under a letter")):
        for match in pattern.finditer(text):
            end = name_end(text, match.end())
            if end and text[match.end()].isupper() and (end == len(text) or text[end] in ",!\n\r.:-"):
                yield Finding(match.end(), end, Found.NAME, 0.93, why)


def _labelled(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    for label in _LABELLED.finditer(text):
        if end := name_end(text, label.end()):
            yield Finding(label.end(), end, Found.NAME, 0.95, "a name, behind a label for it")
    for label in _LISTED.finditer(text):
        yield from _listed(text, label.end())


def _listed(text: str, start: int) -> Iterator[Finding]:
    """The names of a list that begins at `start`, over commas, "and" and points of their own."""
    end = _listed_end(text, start)
    while end:
        yield Finding(start, end, Found.NAME, 0.93, "a name, in a list of names")
        nexts = [more.end() for pattern in (_AND, _POINT) if (more := pattern.match(text, end))]
        start = next((at for at in nexts if _is_entry(text, at)), end)
        end = _listed_end(text, start) if start > end else 0


def _is_entry(text: str, start: int) -> bool:
    """Whether a name begins at `start` and fills its place in a list: "Reason for leaving" does not."""
    end = _listed_end(text, start)
    return end > 0 and _ENTRY.match(text, end) is not None


def _listed_end(text: str, start: int) -> int:
    """Where a name of a list ends that begins at `start`; 0 when none does, as where a label stands."""
    end = name_end(text, start) if text[start].isupper() else 0
    return 0 if end and _KEY.match(text, end) else end


RULES: tuple[Rule, ...] = (
    Rule(
        name="names in letters",
        triggers=(
            (
                r"\n[ \t]{0,4}(?:dear|hello|hi|hey|hallo|liebe[rs]?|"
                r"sehr geehrter? (?:herrn?|frau)|bonjour|cher|chère|"
                r"hola|estimad[oa]|querid[oa]|ciao|gentile|car[oa]|beste|geachte|prezad[oa]|drogi|droga|"
                rf"szanown[ya] (?:panie|pani)) {CAPITAL}"
            ),
            (
                r"(?:regards|best|wishes|sincerely|faithfully|truly|yours|cheers|thanks|thank you|en|mfg|ement|vous|"
                r"salutations|ente|saludos?|cordiales|saluti|groet|mvg|"
                r"cumprimentos|abraços|poważaniem|pozdrawiam|pozdravem|hälsningar|mvh|grüßen?|gruessen?|grüssen?)"
                rf"[ \t]{{0,2}}[,.!]?[ \t]{{0,2}}\r?\n{{1,2}}[ \t]{{0,4}}{CAPITAL}"
            ),
        ),
        find=_greeted,
    ),
    Rule(
        name="names labelled",
        triggers=(
            (
                r"(?:name|passengers?|travell?ers?|guests|attendees|participants|companions|beneficiaries|"
                r"reisende|passagers|pasajeros|passeggeri|caller|nom|nombre|apellidos?|nome|naam|imię|nazwisko)"
                r"\*{0,2}:"
            ),
        ),
        find=_labelled,
    ),
)
