"""Names, where the words around them leave no doubt.

    told        my name is Ann Lee, je m'appelle, ich heiße, mi nombre es, nazywam się; Ann Lee is my name
    filed       a booking under the name of Ann Lee, name on the account: Ann Lee
    titled      Mr Lee, Frau Weber, Mme Durand, pan Kowalski
    met         I'm Ann Lee, this is Ann Lee, thank you, Ann: only in capitals

Whatever else is a name, the tagger finds.
"""

import re
from collections.abc import Iterator
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.rule import Rule
from needline.spot.written.extent import CAPITAL, INITIAL, MOST_WORDS, name_end
from needline.spot.written.words import HOUSES, LOWER_TITLES, NO_NAME, NO_PERSON

_TOLD: Final = Expression(
    r"(?<!\w)(?:"
    r"my (?:full |first |last |real |legal |given |family |sur|complete )?name(?:'s| is|s is)(?: is)?|"
    r"the name is|(?:his|her|their) (?:full |first |last )?name is|"
    r"name's|they call me|you can call me|i am called|i'm called|"
    r"partner'?s name is|wife'?s name is|husband'?s name is|daughter'?s name is|son'?s name is|mother'?s name is|"
    r"father'?s name is|"
    r"(?:call|ring|phone|reach|back|number)\b[^.\n]{0,60}?\bask for|(?<=\?)[ ]ask for|under (?:the )?(?:last |"
    r"first |sur)?name(?: of)?|(?:in|on) the name of|"
    r"name on (?:the |my )?(?:account|card|booking|reservation|ticket|passport|order|policy|file)(?: is|:)?|"
    r"passport name is|"
    r"(?:account|card) ?holder(?:'s)?(?: name)?(?: is|:)|"
    r"mein name (?:ist|lautet)|(?:ich )?hei(?:ß|ss)e|auf den namen|unter dem namen|(?:mein )?(?:vor|nach)"
    r"name (?:ist|lautet)|"
    r"je m'?appelle|mon nom(?: de famille)? (?:est|c'est)|mon prénom est|au nom de|"
    r"me llamo|mi nombre(?: completo)? es|mi apellido es|a nombre de|"
    r"mi chiamo|il mio (?:nome|cognome) (?:è|e')|a nome di|intestat[oa] a|"
    r"mijn (?:voor|achter)?naam is|ik heet|op (?:de )?naam (?:van)?|t\.n\.v\.|ten name van|"
    r"(?:o )?meu nome (?:completo )?é|eu me chamo|chamo-me|me chamo|em nome de|"
    r"nazywam się|mam na imię|moje (?:imię|nazwisko)(?: i nazwisko)?(?: to| brzmi)|na nazwisko|"
    r"jmenuji se|moje jméno je|jag heter|mitt namn är|mit navn er|jeg hedder|jeg heter|nimeni on|numele meu este|"
    r"mă numesc"
    r")[ \t]{0,2}[:,]?[ \t]{1,3}(?=[^\W\d_])",
    re.IGNORECASE,
)
_TITLE: Final = Expression(
    r"(?<![\w.])(?:mr|mrs|ms|mx|miss|dr|prof|sir|madam|herr|herrn|frau|monsieur|madame|mme|mlle|señor|señora|sra?|"
    r"don|doña|"
    r"signora|signore|signor|sig|dott|mevrouw|meneer|dhr|mevr|senhora?|pan|pani|pana|paní)"
    r"(?:\.[ ]?|[ ])(?=[^\W\d_])",
    re.IGNORECASE,
)
_MET: Final = Expression(
    r"(?<!\w)(?:i am|i'm|im|this is|it's|soy|ich bin|hier ist|hier spricht|je suis|ik ben|sono|sou(?: o| a)?|"
    r"jestem|mluví)[ ]{1,2}(?=[^\W\d_])",
    re.IGNORECASE,
)
_THANKED: Final = Expression(
    r"(?<!\w)(?:thank you(?: (?:so|very) much)?(?: for [\w ]{3,40})?|thanks(?: for [\w ]{3,40})?|danke|merci|"
    r"gracias|grazie|bedankt|obrigad[oa]|dziękuję),?[ ](?=[^\W\d_])",
    re.IGNORECASE,
)
_ENDS_IT: Final = Expression(r"[.,!\n]|[ ](?:from|and|here|from|aus|und|de|et)[ ]")
_SAID_BEHIND: Final = Expression(
    r"[ ]{1,2}(?:is|was) (?:my|the) (?:full |last |first |sur)?name(?! of)(?!\w)", re.IGNORECASE
)
_BEFORE_IT: Final = Expression(r"(?<![\w'’-])(?:[^\W\d_][^\W\d_'’-]{0,30}[ ]){0,3}[^\W\d_][^\W\d_'’-]{1,30}\Z")
_OF_A_HOUSE: Final = Expression(rf"\b(?:{HOUSES})\b", re.IGNORECASE)
_ARTICLE: Final = Expression(r"\b(?:the|a|an|my|to|your|our)[ ]\Z", re.IGNORECASE)
_WINDOW: Final = 100  # characters that four words fit in


def _told(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    for match in _TOLD.finditer(text):
        end = name_end(text, match.end())
        if end and (match[0][:2].lower() == "my" or not _is_of_a_house(text, match.start())):
            yield Finding(match.end(), end, Found.NAME, 0.97, "a name, after words that announce one")


def _told_behind(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    for match in _SAID_BEHIND.finditer(text):
        name = _BEFORE_IT.search(text[max(0, match.start() - _WINDOW) : match.start()])
        words = name[0].split(" ") if name else []
        while words and any(word.lower() in NO_NAME for word in words):
            del words[0]
        if words:
            yield Finding(
                match.start() - len(" ".join(words)),
                match.start(),
                Found.NAME,
                0.93,
                "a name, before words that say so",
            )


def _is_of_a_house(text: str, at: int) -> bool:
    """Whether the sentence before `at` speaks of a restaurant, a product or whatever else has a name."""
    return _OF_A_HOUSE.search(re.split(r"[.!?\n]", text[max(0, at - 50) : at])[-1]) is not None


def _met(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    """Names in capitals, announced by words that also say other things; the first name alone when thanked."""
    for pattern, least in ((_MET, 2), (_THANKED, 1)):
        for match in pattern.finditer(text):
            end = name_end(text, match.end(), case=True)
            name = text[match.end() : end] if end else ""
            closed = end == len(text) or _ENDS_IT.match(text, end)
            if name and not name.isupper() and len(name.split()) >= least and closed and name[0].isupper():
                yield Finding(
                    match.end(), end, Found.NAME, 0.85, "a name in capitals, after words that may announce one"
                )


def _titled(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    for match in _TITLE.finditer(text):
        title = match[0].strip(" .").lower()
        upper = text[match.end()].isupper() and (match[0][0].isupper() or title in LOWER_TITLES)
        case = upper and not text[match.start() : match.end() + 20].isupper()
        end = name_end(text, match.end(), case=case, most=MOST_WORDS if upper else 2)
        if end and (upper or title in LOWER_TITLES) and _is_person(text, match, end, upper=upper):
            yield Finding(match.end(), end, Found.NAME, 0.93, "a name, after a title")


def _is_person(text: str, title: re.Match[str], end: int, *, upper: bool) -> bool:
    name = text[title.end() : end].lower()
    if len(name) < INITIAL or name.split()[0] in NO_PERSON:
        return False
    return upper or not _ARTICLE.search(text, max(0, title.start() - 8), title.start())


_ANNOUNCES: Final = (
    (
        r"name(?:'?s)?(?: is|:|  ?is| of| on| van)|name's|under (?:the )?name|call me|called|ask for|in the name of|"
        r"hei(?:ß|ss)e|namen? (?:ist|lautet)|naam is|[^a-z](?:namen|llamo|heet|naam|chiamo)[^a-z]|m'?appelle|"
        r"[^a-z](?:mon|au) (?:nom|prénom)|(?:nombre|apellido)(?: completo)? es|[^a-z]a nom(?:br)?e d[ie]|"
        r"(?:nome|cognome) (?:è|e')|intestat[oa] a|t\.n\.v\.|nome (?:completo )?é|chamo|"
        r"em nome de|nazywam|imię|nazwisko|"
        r"jmenuji|jméno|heter|namn är|navn er|hedder|nimeni|numele meu|mă numesc|holder(?:'s)?(?: name)?(?: is|:)"
    ),
)
RULES: tuple[Rule, ...] = (
    Rule(name="names announced", triggers=_ANNOUNCES, find=_told),
    Rule(
        name="names announced behind",
        triggers=(r"(?:is|was) (?:my|the) (?:full |last |first |sur)?name",),
        find=_told_behind,
    ),
    Rule(
        name="names met",
        triggers=(
            (
                r"[^a-z](?:i am|i'm|im|this is|it's|soy|ich bin|hier ist|hier spricht|je suis|ik ben|sono|sou|"
                rf"sou [oa]|jestem|mluví) {{1,2}}{CAPITAL}"
            ),
            rf"(?:thank you|thanks|danke|merci|gracias|grazie|bedankt|obrigad[oa]|dziękuję),? {CAPITAL}",
            r"(?:thank you|thanks) (?:for|so|very) ",
        ),
        find=_met,
    ),
    Rule(
        name="names with a title",
        triggers=(
            (
                r"[^a-z.](?:dhr|dr|frau|herrn?|madame|mevr|mevrouw|mlle|mme|monsieur|mr|mrs|ms|prof|señora?|signora)"
                r"(?:\. ?| )\w"
            ),
            (
                r"[^a-z.](?:mx|miss|sir|madam|sra?|don|doña|signore|signor|sig|dott|meneer|senhora?|pan|pani|pana|paní)"
                rf"(?:\. ?| ){CAPITAL}"
            ),
        ),
        find=_titled,
    ),
)
