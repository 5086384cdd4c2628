"""Passwords, by the words before them, in twelve languages.

    said        my password is …, Passwort: …, mot de passe …, "password": "…"
    not one     the password is wrong, Passwort vergessen: what is said about it
    bare        password W3st!x: only when it has the look of one

When a password was asked for, an answer of one word is it.
"""

import re
from collections.abc import Iterator
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.rule import Rule
from needline.spot.secrets.told import EMPTY, NO_ANSWER, SAID_OF_IT

_NOUN: Final = (
    r"(?:[pas]{3,5} ?w[ordt]{2,5}s?|passowr[dt]|passwd|pass-?phrase|pass ?code|kennwort|pwd|pswd|(?:pass|pw)"
    r"(?=[ ]?[:=])|"
    r"mots? de passe|mdp|contraseñ[ae]s?|contrasena|clave(?: de acceso| secreta)?|parola d'ordine|parola chiave|"
    r"parola|"
    r"wachtwoord|senha|palavra-?passe|has(?:ł|l)[oa]|heslo|l(?:ö|o)senord(?:et)?|adgangskode|passord(?:et)?|"
    r"salasana|parol[aă]|şifre|sifre|jelszó|"
    r"memorable (?:word|place|name|information)|secret word|security word|safe ?word|watchword|log ?in code|"
    r"wi-?fi key|network key|master key)"
)
_FILLER: Final = (
    r"(?:[ ]\([^)\n]{1,40}\))?(?:[ ](?:for|of|to|on|für|pour|para|per|voor|do|zu|zum|de|del|di|van)"
    r"[ ](?:\w+[ ]){0,3}?\w{1,20})?"
)
_IS: Final = (
    r"(?:\s{0,2}(?:(?<!\w)(?:is|was|are|ist|war|lautet|est|c'est|était|es|era|è|e'|é|to jest|brzmi|(?<=has[łl]o )to|"
    r"je|är|er|on|este|olan)(?=[\s\"'“„«:=])"
    r"|:|=>|=|->|→|-{1,2}(?=\s)))\s{0,3}"
)
_QUOTE: Final = "\"'“”„«»`"
_SAID: Final = Expression(
    rf"(?<![\w-]){_NOUN}(?![\w-]){_FILLER}[{_QUOTE}]?{_IS}(?:{_IS})?"
    rf"(?:[{_QUOTE}](?P<quoted>[^{_QUOTE}\n]{{1,80}})[{_QUOTE}]|(?P<plain>[^\s{_QUOTE}]\S{{0,79}}))",
    re.IGNORECASE,
)
_BARE: Final = Expression(rf"(?<![\w-]){_NOUN}[ \t]{{1,2}}[{_QUOTE}(]?(?P<bare>[^\s{_QUOTE}]{{4,80}})", re.IGNORECASE)
_LINE: Final = Expression(rf"(?<![\w-]){_NOUN}[ ]?:?[ ]?\n[ \t]{{0,4}}(?P<line>\S{{6,80}})(?=\s|\Z)", re.IGNORECASE)
_JSON: Final = Expression(
    r"[\"'](?:\w{0,24}[_\-.]?(?:password|passwd|pwd|passphrase|passcode|secret))[\"'][ ]?:[ ]?(?P<q>[\"'])"
    r"(?P<value>(?:\\.|(?!(?P=q))[^\\\n]){1,120})(?P=q)"
    r"|<(?P<tag>\w{0,24}(?:password|passwd|pwd))>(?P<inner>[^<>\n]{1,120})</",
    re.IGNORECASE,
)
_PIECES: Final = Expression(r"[^\W_]{1,12}(?:[ ][^\W_]{1,12}){0,4}\Z")
_TRAILING: Final = ".,;:?)"
_LEAST: Final = 4


def _said(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    for match in _SAID.finditer(text):
        start, end = match.span("quoted") if match["quoted"] else (match.start("plain"), 0)
        if not end and not SAID_OF_IT.match(text, start):
            end = _end(text, start, match["plain"])
        if end and text[start:end].lower() not in EMPTY:
            yield _found(start, end, 0.95)
    for pattern in (_BARE, _LINE):
        for match in pattern.finditer(text):
            start = match.start(match.lastgroup or 0)
            value = match[match.lastgroup or 0].rstrip(_TRAILING)
            if _has_look(value):
                yield _found(start, start + len(value), 0.93)


def _found(start: int, end: int, score: float) -> Finding:
    return Finding(start, end, Found.PASSWORD, score, "a password, after a word for it")


def _end(text: str, start: int, first: str) -> int:
    """Where the password ends that begins with `first`; one in short pieces, "kh 524 g", goes on."""
    value = first if not first[0].isalnum() or not first[:-1].isalnum() else first.rstrip(_TRAILING)
    value = _NEXT_PARAMETER.split(value, maxsplit=1)[0]
    if value and value[-1] in ".," and len(value) > _LEAST:
        value = value[:-1]
    end = start + len(value)
    more = _MORE.match(text, end) if len(value) < _SHORT and len(value) == len(first) else None
    if more:
        return more.end()
    return end if len(value) >= _LEAST - 1 and any(map(str.isalnum, value)) else 0


_NEXT_PARAMETER: Final = Expression(r"&\w{1,40}=")
_SHORT: Final = 9
_MORE: Final = Expression(
    r"(?:[ ](?:[0-9]{1,4}[a-z]{0,3}|[a-z](?=[ ][0-9]))(?![\w'])){1,4}(?:[ ](?!i\b|a\b)[a-z](?=\Z|[.\n]))?",
    re.IGNORECASE,
)


def _has_look(value: str) -> bool:
    """Whether `value` mixes what words do not: letters with digits or signs inside.

    >>> _has_look("W3st!x77"), _has_look("reset"), _has_look("e-mail"), _has_look("(again)")
    (True, False, False, False)
    """
    digits, letters = sum(map(str.isdigit, value)), sum(map(str.isalpha, value))
    if digits == len(value):
        return digits >= _LEAST
    signs = len(re.sub(r"[\w.,'’/()\-:;!?]", "", value))
    inner = re.search(r"\w[!?()]\w", value) is not None
    return len(value) >= _LEAST and (
        (letters > 0 and digits > 0 and len(value) > _LEAST + 1) or (signs + inner > 0 and letters + digits > 2)
    )


def _fields(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    for match in _JSON.finditer(text):
        group = "value" if match["value"] is not None else "inner"
        if match[group].strip().lower() not in EMPTY:
            yield Finding(*match.span(group), Found.PASSWORD, 0.97, "a password, in a field for it")


def _answer(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:
    """The answer of one word to "what is your password?"."""
    if (
        Found.PASSWORD in asked[:2]
        and (match := _ONE_WORD.match(text))
        and match["word"].lower().strip(_TRAILING) not in NO_ANSWER
    ):
        yield Finding(*match.span("word"), Found.PASSWORD, 0.9, "the answer to a question for a password")


_ONE_WORD: Final = Expression(
    r"\s{0,8}(?:(?:it's|its|it is|sure|yes|ok)[,:]?\s{1,3})?(?P<word>\S{3,80}(?: [0-9]{1,8})?)\s{0,8}\Z",
    re.IGNORECASE,
)
_TRIGGERS: Final = (
    (
        r"[pas]{3} ?w[ordt]{2}|passowr|passwd|pass-?phrase|pass ?code|pass ?[:=]|passord|"
        r"[^a-z]pw ?[:=]|kennwort|ps?wd|"
        r"mots? de passe|mdp|contrase[nñ]|clave|parol[aă]|wachtwoord|senha|palavra-?passe|has[lł][oa]|heslo|"
        r"l[oö]senord|adgangskode|salasana|[sş]ifre|jelszó|memorable|secret word|security word|safe ?word|"
        r"watchword|log ?in code|"
        r"wi-?fi key|network key|master key"
    ),
)
RULES: tuple[Rule, ...] = (
    Rule(name="passwords", triggers=_TRIGGERS, find=_said),
    Rule(
        name="passwords in fields",
        triggers=(r"(?:password|passwd|pwd|passphrase|passcode|secret)[\"'>]",),
        find=_fields,
    ),
    Rule(
        name="passwords given as an answer",
        # An answer of letters alone has nothing to trigger on: that is for the dialogue.
        triggers=("[0-9]", r"[a-z][@#$!_*^%&+=]"),
        find=_answer,
    ),
)
