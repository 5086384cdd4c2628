"""Which source a store of the policy in force is."""

from collections.abc import Callable

from needline.errors import SourceError
from needline.policy import Policy
from needline.sources.post import PostSource
from needline.sources.sql import SqlSource


class Connections:
    """The sources of an estate, made when they are first needed.

    A source follows the store as one policy describes it, so a new policy gets new ones: columns that moved are
    never read by an old plan. The sources of the policy before are kept until the next change, since answers may
    still be under way.
    """

    def __init__(self, resolve: Callable[[str], str]) -> None:
        self._resolve = resolve
        self._made: dict[str, dict[str, SqlSource | PostSource]] = {}  # by the policy's digest

    def __call__(self, policy: Policy, name: str) -> SqlSource | PostSource:
        """The source of store `name`, or of actions over HTTP when it is empty.

        Raises `SourceError` when the estate has no such database.
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
        """Let go of every database."""
        while self._made:
            _close(self._made.popitem()[1])

    def database(self, policy: Policy, name: str) -> SqlSource:
        """The database that store `name` is. Raises `SourceError` when it is none."""
        source = self(policy, name)
        if not isinstance(source, SqlSource):
            raise SourceError(f"{name!r} is no database of this estate")
        return source

    def _connect(self, policy: Policy, name: str) -> SqlSource | PostSource:
        if not name:
            return PostSource(policy.estate.actions, self._resolve)
        store = policy.estate.stores.get(name)
        if store is None or store.person is None:
            raise SourceError(f"{name!r} is no database of this estate")
        return SqlSource(name, store, self._resolve(store.at), policy.estate.actions)


def _close(made: dict[str, SqlSource | PostSource]) -> None:
    for source in made.values():
        source.close()
