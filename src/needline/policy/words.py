"""Words that make a gate hand over to people, before an estate adds its own.

High stakes are what banking, health and police people told customers to call a person for: theft, fraud, threats,
death, self-harm, the law. The lists are short on purpose; a word that means something else too often costs every
customer who uses it harmlessly.
"""

import re
import unicodedata
from collections.abc import Mapping

from needline.estate.model import Trigger

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphens and joiners inside a word

OCCASIONS = (  # on which the house speaks by itself, or an agent with its words
    "hand_over", "masked", "ask_proof", "signed_in", "suspicious", "change_asked", "change_done",
)  # fmt: skip

BUILT_IN: Mapping[Trigger, Mapping[str, tuple[str, ...]]] = {
    Trigger.HIGH_STAKES: {
        "en": (
            "stole", "stolen", "theft", "robbed", "mugged", "fraud", "fraudulent", "scam", "scammed", "scammer",
            "hacked", "phishing", "identity theft", "did not make", "didn t make", "didnt make",
            "did not authorise", "did not authorize", "unauthorised", "unauthorized", "don t recognise",
            "don t recognize", "do not recognise", "do not recognize", "police", "lawyer", "solicitor", "sue you",
            "data breach", "died", "passed away", "suicide", "kill myself", "threatening me", "blackmail",
        ),
        "de": (
            "gestohlen", "geklaut", "diebstahl", "betrug", "betrogen", "betrüger", "gehackt", "phishing", "polizei",
            "anwalt", "anwältin", "nicht gemacht", "nicht autorisiert", "nicht veranlasst", "verstorben", "gestorben",
            "selbstmord", "umbringen", "erpresst", "datenleck",
        ),
    },
    Trigger.ASKS_FOR_PERSON: {
        "en": (
            "human", "real person", "speak to a person", "talk to a person", "speak to someone", "talk to someone",
            "speak to an agent", "talk to an agent", "an agent", "representative", "a person please",
        ),
        "de": (
            "mitarbeiter", "mitarbeiterin", "einem menschen", "echte person", "einer person", "berater", "beraterin",
        ),
    },
}  # fmt: skip


def words(text: str) -> tuple[str, ...]:
    """The words of `text`, case folded; an apostrophe ends a word.

    >>> words("I didn't do THAT!")
    ('i', 'didn', 't', 'do', 'that')
    """
    seen = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    return tuple(_WORD.findall(unicodedata.normalize("NFC", seen)))
