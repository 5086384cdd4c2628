"""The words in the name of a table or a column.

Case, underscores, digits and other signs part words; a run of letters that is no known word is taken apart only
where known words make up all of it (`ticketcustomfieldvalue`, `Rechnungsadresse`). A word inside another one
therefore never counts: `ip` is not in `zip`, `pan` not in `company`.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import cache

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SHORTEST = 3  # letters of a word within a compound
_SHORT = frozenset({"ip", "id", "kb", "cc", "no", "nr"})  # two letters that compounds do have
_LONGEST_NAME = 128  # no database allows a longer one


@cache
def split(name: str) -> tuple[str, ...]:
    """The words of a name, in small ASCII letters, digits by themselves.

    >>> split("BillingPostalCode2"), split("user_ip"), split("Straße"), split("IPAddress")
    (('billing', 'postal', 'code', '2'), ('user', 'ip'), ('strasse',), ('ip', 'address'))
    """
    plain = unicodedata.normalize("NFKD", name[:_LONGEST_NAME].replace("ß", "ss").replace("ł", "l"))
    ascii_only = plain.encode("ascii", "ignore").decode()
    return tuple(part.lower() for part in _PARTS.findall(ascii_only))


def words(name: str, known: Collection[str]) -> tuple[str, ...]:
    """The words of a name, compounds of `known` words taken apart.

    >>> words("tblKundenadresse", {"kunden", "adresse", "tbl"})
    ('tbl', 'kunden', 'adresse')
    """
    return tuple(word for part in split(name) for word in _apart(part, known))


def _apart(part: str, known: Collection[str]) -> tuple[str, ...]:
    if part in known or singular(part) in known:
        return (part,)
    return _compound(part, known) or (part,)


def _compound(part: str, known: Collection[str]) -> tuple[str, ...]:
    """The fewest known words that make up all of `part`; empty when none do."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(part)
    for end in range(1, len(part) + 1):
        for start in range(end):
            before, piece = best[start], part[start:end]
            if before is None or not _counts(piece, known):
                continue
            here = best[end]
            if here is None or len(before) + 1 < len(here):
                best[end] = (*before, piece)
    return best[-1] or ()


def _counts(piece: str, known: Collection[str]) -> bool:
    if piece in _SHORT:
        return True
    # German joins words with an s: Rechnung-s-adresse
    return len(piece) >= _SHORTEST and any(one in known for one in (piece, singular(piece), piece.removesuffix("s")))


@cache
def singular(word: str) -> str:
    """The word as English writes one of it; a word of another language may come out odd, and is then not known.

    >>> singular("addresses"), singular("categories"), singular("customers"), singular("status")
    ('address', 'category', 'customer', 'status')
    """
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + instead
    return word if word.endswith(("ss", "us", "is")) or len(word) < 4 else word.removesuffix("s")


def phrases(listed: str) -> frozenset[tuple[str, ...]]:
    """Phrases from a list that is written with commas."""
    return frozenset(tuple(one.split()) for one in listed.replace("\n", " ").split(",") if one.strip())


def within(sought: frozenset[tuple[str, ...]], there: Sequence[str], longest: int = 4) -> tuple[int, int]:
    """Where the longest of the phrases stands: its start and its length, (0, 0) if none does; the last one wins."""
    for length in range(min(longest, len(there)), 0, -1):
        for start in range(len(there) - length, -1, -1):
            if tuple(there[start : start + length]) in sought:
                return start, length
    return 0, 0


def vocabulary(*lists: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Every word of all phrases."""
    return frozenset(word for one in lists for phrase in one for word in phrase)


def listed(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())
