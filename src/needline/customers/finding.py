"""Finding a customer for a contact, through a keyed blind index.

The index holds no phone, e-mail or reference, only their keyed hashes: whoever copies it learns nothing without the
key. What is not in it, or belongs to more than one customer, is answered with a ghost: a key that looks like
somebody, stays the same for the same value, and that nothing is ever on file for. So everything after goes on
alike, and nobody learns who is a customer.
"""

import asyncio
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from sqlalchemy import Connection, bindparam, delete, insert, select

from needline.sealing import Ring
from needline.store.database import Database
from needline.store.tables import finding as findings

_GHOST = "unknown-"
_BATCH = 2000  # rows a transaction; whoever else writes gets their turn in between
_AMBIGUOUS = ""

_Key = tuple[str, str]  # by, seal


def is_ghost(subject: str) -> bool:
    """Whether nobody is behind this key."""
    return subject.startswith(_GHOST)


def normal(by: str, value: str, country: str) -> str:
    """The one way to write `value`, or nothing when it cannot be one; `country` is where a phone without + is.

    >>> normal("phone", "(0113) 496 0999", "GB"), normal("email", " Zoë.Ash@Mail.example ", "GB")
    ('+441134960999', 'zoë.ash@mail.example')
    >>> normal("reference", "nb-4017 x", "GB")
    'NB4017X'
    """
    return _WAYS[by](value, country) if by in _WAYS else ""


class Finder:
    """The table of what customers are found by; `country` is an ISO 3166 code such as GB."""

    def __init__(self, database: Database, ring: Ring, country: str) -> None:
        self._database = database
        self._ring = ring
        self._country = country

    async def find(self, by: str, value: str) -> str:
        """The key of the one customer who has this value, or a ghost's. Costs one read either way."""
        text = normal(by, value, self._country)
        seal = self._seal(by, text)
        query = select(findings.c.subject).where(findings.c.by == by, findings.c.seal == seal)
        found = await self._database.read(lambda connection: connection.execute(query).scalar())
        return found if found and text else self._ghost(by, text or value)

    def is_ghost(self, subject: str) -> bool:
        """Whether nobody is behind this key."""
        return is_ghost(subject)

    async def build(self, rows: Iterable[tuple[str, Mapping[str, str]]]) -> int:
        """Make the index of these customers' keys and values, and of no others; the number of values in it.

        `rows` is read in a thread. What did not change is not written; the rest goes in batches, and until the
        last one some values still find what they found before. Takes 0.3 GB for a million values.
        """
        wanted = await asyncio.to_thread(self._index, rows)
        for keys in _batches(await self._database.read(lambda connection: _changed(connection, wanted))):
            await self._database.write(partial(_replace, keys=keys, wanted=wanted))
        return len(wanted)

    def _index(self, rows: Iterable[tuple[str, Mapping[str, str]]]) -> dict[_Key, str]:
        index: dict[_Key, str] = {}
        for subject, values in rows:
            for by, value in values.items():
                text = normal(by, value, self._country)
                if text:
                    key = (by, self._seal(by, text))
                    index[key] = subject if index.get(key, subject) == subject else _AMBIGUOUS
        return index

    def _seal(self, by: str, text: str) -> str:
        # The ring keeps a key for each purpose, so that what a stranger types must not become one.
        return self._ring.seal(f"find by {by if by in _WAYS else 'nothing'}", text)

    def _ghost(self, by: str, text: str) -> str:
        return _GHOST + self._ring.seal("ghost", f"{by} {text}")[:32]


def _phone(value: str, country: str) -> str:
    # An eighth of a second to import, which nobody spends who is not looking for a phone.
    import phonenumbers

    try:
        number = phonenumbers.parse(value, country)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _email(value: str, _country: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold()).strip()


def _reference(value: str, _country: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", value).upper()))


_WAYS: Mapping[str, Callable[[str, str], str]] = {"phone": _phone, "email": _email, "reference": _reference}


def _changed(connection: Connection, wanted: Mapping[_Key, str]) -> set[_Key]:
    """The values that are not found as they are wanted: new ones, gone ones, moved ones."""
    changed = set(wanted)
    query = select(findings.c.by, findings.c.seal, findings.c.subject)
    for by, seal, subject in connection.execute(query.execution_options(yield_per=_BATCH)):
        if wanted.get((by, seal)) == subject:
            changed.remove((by, seal))
        else:
            changed.add((by, seal))
    return changed


def _batches(keys: Iterable[_Key]) -> Iterator[list[_Key]]:
    left = iter(keys)
    while batch := list(islice(left, _BATCH)):
        yield batch


def _replace(connection: Connection, keys: Sequence[_Key], wanted: Mapping[_Key, str]) -> None:
    one = delete(findings).where(findings.c.by == bindparam("old_by"), findings.c.seal == bindparam("old_seal"))
    connection.execute(one, [{"old_by": by, "old_seal": seal} for by, seal in keys])
    rows = [{"by": by, "seal": seal, "subject": wanted[by, seal]} for by, seal in keys if (by, seal) in wanted]
    if rows:
        connection.execute(insert(findings), rows)
