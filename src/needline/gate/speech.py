"""What is read in words: triggers in the customer's, forbidden questions in the bot's.

A bot may say that nobody will ask for a password; it may not ask for one. A sentence that names something that
the journey must never ask for is a question when it ends in a question mark or begins like a request.
"""

import re
from collections.abc import Iterable, Mapping

from needline.estate.model import Estate, Journey, Trigger
from needline.policy import Policy
from needline.policy.words import words

_LONGEST = 5  # words in a row that a trigger has at most

_NAMES: Mapping[str, tuple[str, ...]] = {
    "user.financial.credit_card": ("card number", "long number", "cvv", "cvc", "security code", "kartennummer"),
    "user.authorization": ("password", "passwort", "kennwort", "passcode", "pin", "one time code", "einmalcode"),
    "user.demographic.date_of_birth": ("date of birth", "birthday", "geburtsdatum"),
    "user.government_id": ("social security", "passport number", "national insurance", "ausweisnummer"),
}
_ALWAYS = _NAMES["user.authorization"]  # no journey needs a secret said out loud
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_ASKS = {
    "what", "whats", "tell", "give", "send", "share", "enter", "type", "provide", "confirm", "need", "please", "can",
    "could", "may", "wie", "was", "nennen", "geben", "senden", "schicken", "bitte", "können", "brauche", "benötige",
}  # fmt: skip
_DENIES = {"never", "not", "don", "dont", "no", "nie", "niemals", "nicht", "kein", "keine"}


def trigger(policy: Policy, text: str) -> Trigger | None:
    """The trigger that the customer's words fire: high stakes before all others."""
    fired = set(_fired(policy.watch, words(text)))
    return next((one for one in (Trigger.HIGH_STAKES, *Trigger) if one in fired), None)


def _fired(watch: Mapping[tuple[str, ...], Trigger], said: tuple[str, ...]) -> Iterable[Trigger]:
    for start in range(len(said)):
        for end in range(start + 1, min(start + _LONGEST, len(said)) + 1):
            if found := watch.get(said[start:end]):
                yield found


def over_collects(policy: Policy, journey: Journey, text: str) -> bool:
    """Whether the bot's `text` asks for something that `journey` must never ask for."""
    names = tuple(words(name) for name in (*_ALWAYS, *_forbidden(policy.estate, journey)))
    return any(_is_request(sentence) and _holds(sentence, names) for sentence in _SENTENCE.findall(text))


def _forbidden(estate: Estate, journey: Journey) -> Iterable[str]:
    for element in journey.never:
        yield element.replace("_", " ")
        category = estate.elements[element].category
        yield from (name for key, said in _NAMES.items() if category.startswith(key) for name in said)


def _is_request(sentence: str) -> bool:
    said = set(words(sentence))
    return not said & _DENIES and (sentence.rstrip().endswith("?") or bool(said & _ASKS))


def _holds(sentence: str, names: tuple[tuple[str, ...], ...]) -> bool:
    said = words(sentence)
    return any(said[at : at + len(name)] == name for name in names for at in range(len(said)))
