"""What is read in words: triggers in the customer's, forbidden questions in the bot's.

A bot may say that nobody will ask for a password; it may not ask for one. Whether something is asked for is told
by the verb that governs it, which is the last one before it:

    tell, send, what is, bitte       it is asked for
    never ask, do not send           it is not; "nicht nennen" and "nennen Sie nie" are the German order
    reset, protect, forgotten        it is talked about
    none of them                     it is asked for in a question, or when the clause ends in "please" or "nennen"

That tells honest bots from careless ones. A bot that means to deceive ("your p a s s w o r d?") is not caught by
words, and has no data that it could give away for them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from needline.estate.model import Trigger
from needline.policy import Policy
from needline.policy.words import words

_NAMES: Mapping[str, tuple[str, ...]] = {
    "user.financial.credit_card": (
        "card number", "long number", "cvv", "cvc", "security code", "kartennummer", "prüfnummer",
    ),
    "user.authorization": (
        "password", "passwort", "kennwort", "passcode", "pin", "pincode", "one time code", "einmalcode",
    ),
    "user.demographic.date_of_birth": ("date of birth", "birthday", "geburtsdatum"),
    "user.government_id": ("social security", "passport number", "national insurance", "ausweisnummer"),
}  # fmt: skip
_ALWAYS = _NAMES["user.authorization"]  # no journey needs a secret said out loud
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_PAUSE = re.compile(r"[,;:()–—]")

_SAYS = (
    "ask|tell|give|send|share|enter|type|provide|confirm|say|verify|"
    "fragen|nennen|geben|gib|senden|schicken|mitteilen|teilen|sagen|eingeben|bestätigen"
)
_ASKS = f"{_SAYS}|please|bitte"
_WISHES = "can|could|may|have|need|require|want|like|kann|können|haben|brauchen?|benötigen?"
_OPENS = "whats?|which|wie lautet|wie ist|was ist|welche[rs]?"
_MENTIONS = (
    "reset|change|forgot|forget|forgotten|keep|protect|hide|cover|find|see|view|unlock|use|update|"
    "ändern|vergessen|schützen|finden|sehen|zurücksetzen"
)
_NEVER = "never|nobody|no one"
_NOT = f"{_NEVER}|not|no need|do(?:es)?n ?t|wo(?:uld)?n ?t"
_INVITES = "worry|hesitate|forget|mind|be afraid"  # "do not hesitate to send" asks all the same
_NIE = "nie|niemals|niemand(?:em)?|keinesfalls"
_NICHT = f"{_NIE}|nicht|keine?n?"


def _verbs(not_: str, nicht: str, opens: str) -> re.Pattern[str]:
    """What a sentence does with the names in it, verb by verb; what is denied is read as one and comes first."""
    return re.compile(
        rf"\b(?:(?P<denies>(?:{not_})(?: (?!{_INVITES})\w+){{0,3}} (?:{_SAYS}|{_WISHES})|"
        rf"(?:{nicht})(?: \w+){{0,6}} (?:{_SAYS})|"
        rf"(?:{_SAYS})(?: \w+){{0,6}} (?:{nicht}|{_NEVER}))|"
        rf"(?P<asks>{_ASKS}{opens})|(?P<wishes>{_WISHES})|(?P<mentions>{_MENTIONS}))\b"
    )


_IN_QUESTIONS = _verbs(_NEVER, _NIE, f"|(?:{_OPENS})\\b[^,]*")  # "why not send it?" denies nothing
_IN_STATEMENTS = _verbs(_NOT, _NICHT, "")


def trigger(policy: Policy, text: str) -> Trigger | None:
    """The trigger that the customer's words fire: high stakes before all others."""
    fired = set(_fired(policy.watch, words(text)))
    return next((one for one in (Trigger.HIGH_STAKES, *Trigger) if one in fired), None)


def _fired(watch: Mapping[tuple[str, ...], Trigger], said: tuple[str, ...]) -> Iterator[Trigger]:
    lengths = {len(row) for row in watch}
    for start in range(len(said)):
        for length in lengths:
            if found := watch.get(said[start : start + length]):
                yield found


def over_collects(policy: Policy, journey: str, text: str) -> bool:
    """Whether the bot's `text` asks for something that `journey` must never ask for."""
    names = {" ".join(words(name)) for name in (*_ALWAYS, *_forbidden(policy, journey))}
    named = re.compile(rf"\b(?:{'|'.join(sorted(names))})s?\b")
    return any(_asks_for(sentence, named) for sentence in _SENTENCE.findall(text.replace("？", "?")))


def _forbidden(policy: Policy, journey: str) -> Iterator[str]:
    if journey not in policy.journeys:  # a new policy may have dropped it
        return
    for element in policy.journeys[journey].never:
        yield element
        category = policy.estate.elements[element].category
        yield from (name for key, said in _NAMES.items() if category.startswith(key) for name in said)


def _asks_for(sentence: str, named: re.Pattern[str]) -> bool:
    said = " , ".join(" ".join(words(clause)) for clause in _PAUSE.split(sentence))
    question = "?" in sentence
    verbs = tuple((_IN_QUESTIONS if question else _IN_STATEMENTS).finditer(said))
    starts = [verb.start() for verb in verbs]
    before = {bisect_left(starts, name.start()) for name in named.finditer(said)}  # how many verbs, for each name
    return any(verbs[count - 1].lastgroup in ("asks", "wishes") for count in before if count) or (
        0 in before and _asks_without(verbs, question=question)
    )


def _asks_without(verbs: tuple[re.Match[str], ...], *, question: bool) -> bool:
    """Whether a name before any verb is asked for: by the last word of a clause, or by the question mark."""
    last = {verb.lastgroup for verb in verbs if _ends_clause(verb)}
    return "asks" in last or (question and "denies" not in last)


def _ends_clause(verb: re.Match[str]) -> bool:
    return verb.string[verb.end() : verb.end() + 2] in ("", " ,")
