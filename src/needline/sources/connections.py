"""Which source a store of the policy in force is."""

import asyncio
from collections.abc import Callable, Mapping
from itertools import chain

from needline.errors import SourceError
from needline.estate.model import Store
from needline.policy import Policy
from needline.sources.http import HttpSource, alert
from needline.sources.post import PostSource
from needline.sources.sql import SqlSource

AnySource = SqlSource | HttpSource | PostSource


class Connections:
    """The sources of an estate, made when they are first needed.

    A source follows the store as one policy describes it, so a new policy gets new ones: columns that moved are
    never read by an old plan. The sources of the policy before are kept until the next change, since answers may
    still be under way. `stray` is told the store and the table when an API returns another customer's record.
    """

    def __init__(self, resolve: Callable[[str], str], stray: Callable[[str, str], None] = alert) -> None:
        self._resolve, self._stray = resolve, stray
        self._made: dict[str, dict[str, AnySource]] = {}  # by the policy's digest

    def __call__(self, policy: Policy, name: str) -> AnySource:
        """The source of store `name`, or of actions over HTTP when it is empty.

        Raises `SourceError` when the estate has no such database or API.
        """
        made = self._made.get(policy.digest)
        if made is None:
            made = self._made[policy.digest] = {}
            for old in list(self._made)[:-2]:
                _close(self._made.pop(old))
        if name not in made:
            made[name] = self._connect(policy, name)
        return made[name]

    def close(self) -> None:
        """Let go of every database and API."""
        while self._made:
            _close(self._made.popitem()[1])

    def database(self, policy: Policy, name: str) -> SqlSource | HttpSource:
        """The database or the API that store `name` is. Raises `SourceError` when it is neither."""
        source = self(policy, name)
        if isinstance(source, PostSource):
            raise SourceError(f"{name!r} is no database of this estate")
        return source

    async def find(self, policy: Policy, by: str, value: str) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """Who may have this value in the APIs of the estate, all asked at once; as a roll has it.

        Raises `SourceError` when one of them does not answer.
        """
        stores = policy.estate.stores.items()
        names = [name for name, store in stores if store.search and by in store.find_by]
        asked = [source for name in names if isinstance(source := self(policy, name), HttpSource)]
        found = await asyncio.gather(*(source.find(by, value) for source in asked))
        return tuple(chain.from_iterable(found))

    def _connect(self, policy: Policy, name: str) -> AnySource:
        if not name:
            return PostSource(policy.estate.actions, self._resolve)
        store = policy.estate.stores.get(name)
        if store is None or store.person is None:
            raise SourceError(f"{name!r} is no database of this estate")
        if store.answers:
            return self._api(name, store)
        return SqlSource(name, store, self._resolve(store.at), policy.estate.actions)

    def _api(self, name: str, store: Store) -> HttpSource:
        headers = {header: self._resolve(secret) for header, secret in store.headers.items()}
        return HttpSource(name, store, self._resolve(store.at), headers, stray=self._stray)


def _close(made: dict[str, AnySource]) -> None:
    for source in made.values():
        source.close()
