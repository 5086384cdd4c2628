"""Elements for what a dataset holds: a word, a category and a harm for each, told from data categories alone.

Fides has categories and no words for what people in a contact centre talk of. One element stands for the fields of
one category in one collection, since an element of an estate lives in one table. It is called after its category;
where that word is taken, after collection and category; then after dataset, collection and category.
"""

import re
from collections.abc import Container, Iterable, Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from needline.estate import known, near_miss
from needline.estate.categories import KEYS
from needline.exchange.manifest import Said

Harm: TypeAlias = Literal[1, 3, 10, 30]

# Harm if one person's value leaks, in the four steps of an estate, for the category or the nearest one above it:
# 30 what opens accounts or brands a person for life (credentials, card and government numbers, GDPR Art. 9 and 10),
# 10 what tells of money, whereabouts or private words, 3 what finds or describes a person, 1 what names one.
_HARM: Mapping[str, Harm] = {
    "system": 3,
    "system.authentication": 30,
    "user": 3,
    "user.account": 1,
    "user.authorization": 30,
    "user.behavior.search_history": 10,
    "user.biometric": 30,
    "user.childrens": 30,
    "user.contact.organization": 1,
    "user.contact.url": 1,
    "user.content.private": 10,
    "user.content.public": 1,
    "user.criminal_history": 30,
    "user.demographic.language": 1,
    "user.demographic.political_opinion": 30,
    "user.demographic.race_ethnicity": 30,
    "user.demographic.religious_belief": 30,
    "user.demographic.sexual_orientation": 30,
    "user.financial": 10,
    "user.financial.credit_card": 30,
    "user.government_id": 30,
    "user.health_and_medical": 30,
    "user.job_title": 1,
    "user.location": 10,
    "user.name": 1,
    "user.payment": 10,
    "user.social": 1,
    "user.workplace": 1,
}
# Last parts of a key that say little without the part above them: first_name, address_state.
_BEFORE = frozenset({"first", "imprecise", "last", "precise", "private", "public"})
_AFTER = frozenset({"city", "country", "state", "street"})


class Category(Struct, frozen=True, kw_only=True):
    """A category of the taxonomy, and what to say where the manifest has another word."""

    key: str  # empty: none stands for the manifest's word
    complaint: str = ""


def harm_of(category: str) -> Harm:
    """The harm that a draft begins with; its owner has the last word.

    >>> harm_of("user.contact.email"), harm_of("user.financial.credit_card"), harm_of("user.name.first")
    (3, 30, 1)
    """
    while category not in _HARM and "." in category:
        category = category.rpartition(".")[0]
    return _HARM.get(category, 1)


def category_of(said: Said) -> Category:
    """The category that a manifest's word stands for: itself, or the nearest one above it that the taxonomy has.

    >>> from needline.errors import Place
    >>> category_of(Said("user.financial.credit_card.last4", Place("a.yml", 1, 1))).key
    'user.financial.credit_card'
    """
    if known(said.text):
        return Category(key=said.text)
    meant = _meant(said.text)
    hint = f"did you mean {meant!r}?" if meant else "see the keys of fideslang 3"
    above = said.text.rpartition(".")[0]
    while above and not known(above):
        above = above.rpartition(".")[0]
    taken = f"read as {above!r}, which is above it; " if above else ""
    return Category(key=above, complaint=f"{taken}{hint}")


def _meant(word: str) -> str | None:
    """The key that ends like the word, if there is only one: keys were moved more often than renamed."""
    same = [key for key in KEYS if key.rpartition(".")[2] == word.rpartition(".")[2]]
    return same[0] if len(same) == 1 else near_miss(word, KEYS)


def word_for(category: str, above: Iterable[str], taken: Container[str]) -> str:
    """A word for an element; `above` is what it may be called after as well: its collection, then its dataset.

    >>> word_for("user.contact.email", ("orders", "shop"), {"email"})
    'orders_email'
    """
    parent, _, last = category.rpartition(".")
    near = parent.rpartition(".")[2]
    word = f"{last}_{near}" if last in _BEFORE else f"{near}_{last}" if last in _AFTER else last
    for more in above:
        if word not in taken:
            return word
        word = f"{named(more)}_{word}"
    return distinct(word, taken)


def named(text: str) -> str:
    """The text in the shape of an estate's names.

    >>> named("Order Details"), named("2fa-codes"), named("…")
    ('order_details', 'n2fa_codes', 'n')
    """
    word = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    return word if word[:1].isalpha() else f"n{word}"


def distinct(word: str, taken: Container[str]) -> str:
    """The word, or with the first number that makes it another.

    >>> distinct("email", {"email", "email_2"})
    'email_3'
    """
    if word not in taken:
        return word
    number = 2
    while f"{word}_{number}" in taken:
        number += 1
    return f"{word}_{number}"


_SPAN = re.compile(r"\s*(\d{1,5})\s*(d|w|m|y|days?|weeks?|months?|years?)?\s*", re.IGNORECASE)


def span_of(text: str) -> str:
    """A retention of Fides as a span of an estate; a bare number is days. Empty: it is no span of time.

    >>> span_of("90 days"), span_of("7 years"), span_of("365"), span_of("until closed")
    ('90d', '7y', '365d', '')
    """
    found = _SPAN.fullmatch(text)
    return f"{int(found[1])}{(found[2] or 'd')[0].lower()}" if found else ""
