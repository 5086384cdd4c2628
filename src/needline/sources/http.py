"""An API as a source.

One GET per table, with the customer's key in its path, and with the names of the needed columns where the API can be
asked so. Of an answer nothing is looked at but what the estate's paths name for the elements that were asked for,
however much more there is. When a single row is not the customer's, nothing at all is passed on and somebody is
told: an API that mixes customers up does so for others too.
"""

import logging
import random
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import NoReturn
from urllib.parse import quote

from needline.errors import SettingsError, SourceError
from needline.estate.model import Answer, Store
from needline.forms import Value
from needline.sources.api import Api, Question
from needline.sources.holding import by_home, columns_of
from needline.sources.mapping import UnlikeError, rows
from needline.sources.sql import ROWS

_log = logging.getLogger(__name__)

_SEARCH = "the search"
_WHOLE = ("", "0", "false")  # that there is no more of an answer
_NO_KEYS = ("", ".", "..")  # in a path they are other places

Table = tuple[str, tuple[str, ...]]  # and the elements to be read of it


def alert(store: str, table: str) -> None:
    """Say in the log that an API returned the record of another customer."""
    _log.critical("store %s returned another customer's record: %s", store, table)


class HttpSource:
    """One store of the estate that is an API at `url`; `headers` go with every question.

    `deadline` is in seconds, for all of a fetch; `stray` is told the store and the table when another customer's
    record comes; `jitter`, `clock` and `trust` are `Api`'s. Raises `SettingsError` when `url` is none of an API.
    """

    def __init__(
        self,
        name: str,
        store: Store,
        url: str,
        headers: Mapping[str, str],
        *,
        deadline: float = 5.0,
        stray: Callable[[str, str], None] = alert,
        jitter: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.monotonic,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        if store.person is None or not store.answers:
            raise SettingsError(f"store {name!r} is an API; say in answers: what it is asked")
        self._name, self._store, self._stray = name, store, stray
        self._own, _, self._key = store.person.partition(".")
        self._api = Api(name, url, headers, deadline=deadline, jitter=jitter, clock=clock, trust=trust)

    async def fetch(self, subject: str, elements: Sequence[str]) -> Mapping[str, tuple[Value, ...]]:
        """The rows of each of `elements` of the customer `subject`; an unknown customer has none.

        Raises `SourceError` when the API is down, slow, or answers with anything else than was asked.
        """
        tables = self._tables(elements)
        if not tables or subject in _NO_KEYS:
            return dict.fromkeys(elements, ())
        answers = await self._api.ask([self._question(subject, table) for table in tables])
        parts = [self._values(subject, table, answer) for table, answer in zip(tables, answers, strict=True)]
        return {element: values for part in parts for element, values in part.items()}

    async def find(self, by: str, value: str) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """The keys of customers who may have this value, with what is on file: whoever asks compares the two.

        The value goes in the body of a POST, since addresses stand in logs. Raises `SourceError` as `fetch` does.
        """
        search, column = self._store.search, self._store.find_by.get(by, "").partition(".")[2]
        if search is None or not column:
            raise SourceError(f"{self._name} finds nobody by {by!r}")
        [answer] = await self._api.ask([Question(about=_SEARCH, path=search.post, body={column: value})])
        found = self._rows(_SEARCH, answer, [search.reads[self._key], search.reads[column]])
        return tuple((key, {by: on_file}) for key, on_file in found if key)

    async def roll(self, columns: Mapping[str, str]) -> tuple[tuple[str, Mapping[str, str]], ...]:  # noqa: ARG002  # as SqlSource has it
        """Nobody: the customers of an API are found one by one, and never read all at once."""
        return ()

    async def act(self, subject: str, action: str, arguments: Mapping[str, Value]) -> NoReturn:  # noqa: ARG002  # the port's names
        """Nothing is changed here: an action over HTTP is a `post`. Always raises `SourceError`."""
        raise SourceError(f"{self._name} has no action {action!r}; an action over HTTP is a post")

    async def rehearse(self, subject: str, action: str, arguments: Mapping[str, Value]) -> NoReturn:
        """Nothing would be changed here either. Always raises `SourceError`."""
        await self.act(subject, action, arguments)

    def close(self) -> None:
        """End all connections."""
        self._api.close()

    def _tables(self, elements: Sequence[str]) -> list[Table]:
        """The tables to be asked for, each with the elements that live in it."""
        return [(home, tuple(together)) for home, together in by_home(self._store, self._name, elements).items()]

    def _question(self, subject: str, table: Table) -> Question:
        home, together = table
        columns = (
            column.partition(".")[2]
            for element in together
            for column in columns_of(self._store, self._name, element)
        )
        wanted = ",".join(quote(one, safe="") for one in dict.fromkeys((self._owner(home), *columns)))
        person = quote(subject.encode("utf-8", "surrogatepass"), safe="")
        path = self._answer(home).get.replace("{fields}", wanted).replace("{person}", person)
        return Question(about=home, path=path)

    def _values(self, subject: str, table: Table, answer: object) -> dict[str, tuple[Value, ...]]:
        home, together = table
        if answer is None:
            return dict.fromkeys(together, ())
        reads, more = self._answer(home).reads, self._answer(home).more
        if more and any(cell not in _WHOLE for (cell,) in self._rows(home, answer, [more])):
            raise SourceError(f"{self._name} answered with a part of {home} only")
        owner = reads[self._owner(home)]
        if any(key != subject for (key,) in self._rows(home, answer, [owner])):
            self._stray(self._name, home)
            raise SourceError(f"{self._name} returned another customer's record: {home}")
        values = {}
        for element in together:
            paths = [reads[column.partition(".")[2]] for column in columns_of(self._store, self._name, element)]
            values[element] = tuple(Value(*cells) for cells in self._rows(home, answer, paths) if any(cells))
        return values

    def _rows(self, about: str, answer: object, paths: Sequence[str]) -> Sequence[tuple[str, ...]]:
        if answer is None:
            return ()
        try:
            found = list(islice(rows(answer, paths), ROWS + 1))
        except UnlikeError as unlike:
            raise SourceError(f"{self._name} answered {about} otherwise than the estate says: {unlike}") from None
        if len(found) > ROWS:
            raise SourceError(f"{self._name} returned more than {ROWS} rows of {about}")
        return found

    def _answer(self, home: str) -> Answer:
        return self._store.answers[home]

    def _owner(self, home: str) -> str:
        return self._key if home == self._own else self._store.ties[home]
