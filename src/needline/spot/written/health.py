"""Health: what a person has, takes or goes through, said of somebody.

A word for an illness, a medicine or a treatment counts only with a cue that it is somebody's own: "I have", "she was
diagnosed with", "patient is", "wegen", "souffre de". Without one, and in talk of cover and prices ("does the plan
cover dialysis?"), nothing is found. The words are in `illnesses.txt`.
"""

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.rule import Rule
from needline.spot.written.words import ILLNESSES

_CERTAIN: Final = frozenset(ILLNESSES["certain"])
_LIKELY: Final = frozenset(ILLNESSES["likely"])
_BEFORE: Final = (
    r"(?:(?:stage|stadium|type|typ|tipo|typu|grade|phase|stade) ?(?:[0-9]|i{1,3}|iv|one|two|three|four)[ ])?"
    r"(?:(?:early|late|severe|chronic|acute|terminal|advanced|bad|mild|schwere[rns]?|chronische[rns]?|akute[rns]?|"
    r"ernstige|chronische)[ -])?"
)
_ARTICLE: Final = r"(?:(?:a|an|eine?n?|une?|una?|um|uma|een)[ ])?"
_TAIL: Final = (
    r"(?:[ -](?:type|typ|tipo|typu)[ ]?[0-9])?"
    r"(?:[ ](?:medication|medicine|meds|tablets|pills|treatment|therapy|surgery|attack|attacks|episode|disease|"
    r"syndrome|disorder))?"
    r"(?:[ ][0-9]{1,4}[ ]?(?:mg|mcg|ml|iu|units))?"
    r"(?:[ ](?:last|this)[ ]year)?"
)
_WORD: Final = Expression(r"(?<![\w-])[^\W\d_]+")
_QUALIFIED: Final = Expression(rf"(?<![\w-]){_ARTICLE}{_BEFORE}\Z", re.IGNORECASE)
_SOMEBODY: Final = Expression(
    r"(?<!\w)(?:i|i'm|im|i've|ive|i'd|my|me|mine|he|she|he's|she's|his|her|him|we|our|patient|patient's|mum|mom|"
    r"mother|"
    r"father|dad|wife|husband|son|daughter|child|kid|brother|sister|partner|nurse|doctor|gp|hospital|clinic|surgeon|"
    r"diagnos\w*|suffer\w*|prescri\w*|recover\w*|pharmacy|refill|surviv\w*|inject\w*|symptoms?|"
    r"ich|mein\w*|mir|mich|wegen|leide\w*|diagnos\w*|erkrankt|arzt|ärztin|tochter|sohn|frau|mann|mutter|vater|hatte|"
    r"nehme|krank\w*|"
    r"je|j'ai|j'avais|mon|ma|mes|souffre\w*|atteinte?|femme|mari|fille|fils|mère|père|médecin|suis|traitement|"
    r"tengo|tuve|padezco|sufro|mi|mis|padece|hija?|madre|padre|esposa|marido|médico|estoy|"
    r"ho|soffro|soffre|mio|mia|figlia|figlio|moglie|marito|medico|sono|"
    r"ik|heb|mijn|lijd|dochter|zoon|vrouw|moeder|vader|arts|"
    r"tenho|tive|sofro|meu|minha|filha|filho|esposa|mãe|pai|estou|"
    r"mam|choruję|mój|moja|mojej|mojego|cierpi\w*|córka|syn|żona|mąż|lekarz|jestem|leczę)(?!\w)",
    re.IGNORECASE,
)
_OWN: Final = Expression(
    r"(?<!\w)(?:(?:i|we|he|she)(?:'ve|'d| have| had| has|ve)?(?: (?:just|also|recently|currently|been|now|"
    r"unfortunately|still))* "
    r"(?:have|had|has|got|am|was|is|take|takes|taking|suffers?|suffering|suffered|need|needs|diagnosed|developed|"
    r"caught|live with)|i'm|im|(?:i|he|she)(?:'ve|'s) (?:got|had|been)|my|his|her|"
    r"diagnos\w+|suffer\w*|patient|(?:nurse|doctor|gp|hospital|clinic|consultant) (?:said|says|told|thinks|"
    r"confirmed)|prescri\w+|recovering|because of|due to|history of|"
    r"ich (?:habe|hatte|leide|nehme|bin)|wegen|mein\w*|(?:hat|hatte) (?:eine?n? )?|leidet?|erkrankt|"
    r"j'ai|je (?:suis|souffre|prends|fais)|souffre|atteinte?|à cause|"
    r"tengo|tuve|padezco|padece|sufro|sufre|estoy|tiene|por culpa|"
    r"ho|soffro|soffre|sono|ha avuto|a causa|"
    r"ik (?:heb|had|lijd|ben|slik)|vanwege|lijdt|"
    r"tenho|tive|sofro|sofre|estou|por causa|"
    r"mam|miałem|miałam|choruję|choruje|jestem|z powodu)(?!\w)",
    re.IGNORECASE,
)
_GENERAL: Final = Expression(
    r"(?<!\w)(?:cover(?:s|ed|age|ing)?|polic(?:y|ies)|plans?|insur\w*|premiums?|eligib\w*|benefits?|deductible|"
    r"co-?pay|"
    r"research|charity|awareness|donat\w*|fundrais\w*|campaign|article|news|definition|mean(?:s|ing)?|what (?:is|"
    r"are)|"
    r"what causes?|cause of|symptoms of|signs of|how (?:do|does|to|can|many)|can you (?:get|catch|tell)|cures? for|"
    r"vaccines? (?:for|against)|history of the|"
    r"almost|nearly|gave me|giving me|great depression|versicher\w*|tarif\w*|police|assurance|mutuelle|garantie|"
    r"seguro|póliza|"
    r"assicura\w*|polizza|verzeker\w*|polis|apólice|ubezpiecz\w*|polisa)(?!\w)",
    re.IGNORECASE,
)


def _health(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    for word in _WORD.finditer(text):
        for term, certain in _TERMS.get(word[0][:_HEAD].lower(), ()):
            match = _pattern(term).match(text, word.start())
            if match and _is_somebodys(text, *match.span(), certain=certain):
                start = _qualified(text, match.start())
                yield Finding(
                    start, match.end(), Found.HEALTH, 0.9, "a condition or a medicine, and it is somebody's"
                )
                break


def _is_somebodys(text: str, start: int, end: int, *, certain: bool) -> bool:
    """Whether the sentence around a term speaks of somebody, and not of cover, prices or the world."""
    first = max(text.rfind(mark, max(0, start - _REACH), start) for mark in ".!?\n") + 1 or max(0, start - _REACH)
    last = min((at for mark in ".!?\n" if (at := text.find(mark, end, end + _REACH)) >= 0), default=end + _REACH)
    if _GENERAL.search(text, first, last):
        return False
    cue = _SOMEBODY if certain else _OWN
    return cue.search(text, first, start) is not None or (certain and cue.search(text, end, last) is not None)


def _qualified(text: str, start: int) -> int:
    """Where a term begins with what narrows it: "a", "stage 2", "severe"."""
    window = max(0, start - 40)
    match = _QUALIFIED.search(text[window:start])
    return window + match.start() if match else start


@cache
def _pattern(term: str) -> re.Pattern[str]:
    """Only terms that occur are compiled: all of them would take as long as the start of everything else."""
    return re.compile(rf"(?:{term}){_TAIL}(?![\w-])", re.IGNORECASE)


def _heads(pattern: str, length: int) -> tuple[str, ...]:
    """What the first word of a match begins with; a first group is a choice of words, maybe of none."""
    group = _GROUP.match(pattern)
    if not group:
        return (_LITERAL.split(pattern, maxsplit=1)[0][:length],)
    rest = pattern[group.end() :]
    heads = [head for choice in group["choices"].split("|") for head in _heads(choice + rest, length)]
    return (*heads, *(_heads(rest, length) if group["optional"] else ()))


def _stems(pattern: str) -> tuple[str, ...]:
    """Pieces one of which every match holds: what follows a first group, or else what it begins with."""
    group = _GROUP.match(pattern)
    rest = _LITERAL.split(pattern[group.end() :].strip(), maxsplit=1)[0] if group else ""
    return (rest[:_STEM],) if len(rest) > _HEAD else _heads(pattern, _STEM)


def _by_head() -> dict[str, tuple[tuple[str, bool], ...]]:
    known: dict[str, tuple[tuple[str, bool], ...]] = {}
    for term in sorted({*_CERTAIN, *_LIKELY}, key=len, reverse=True):
        for head in dict.fromkeys(_FIRST.split(head)[0] for head in _heads(term, _HEAD)):
            known[head] = (*known.get(head, ()), (term, term in _CERTAIN))
    return known


_STEM: Final = 8  # letters of a trigger
_GROUP: Final = Expression(r"\(\?:(?P<choices>[^)]*)\)(?P<optional>\??)")
_FIRST: Final = Expression(r"[ '-]")
_LITERAL: Final = Expression(r"[^\W\d_]\?|[^\w '-]|[\d_]")
_REACH: Final = 140  # characters of a sentence to either side
_HEAD: Final = 4  # letters that a term is looked up by
_TERMS: Final = MappingProxyType(_by_head())
_STEMS: Final = frozenset(stem for term in (*_CERTAIN, *_LIKELY) for stem in _stems(term))
RULES: tuple[Rule, ...] = (Rule(name="health", triggers=("|".join(sorted(_STEMS)),), find=_health),)
