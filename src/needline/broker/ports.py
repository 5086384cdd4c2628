"""The ports of the broker: what it needs of others, who are told nothing of why."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from needline.forms import Value
from needline.policy import Policy
from needline.record.entry import Entry
from needline.sources.effect import Effect


class Policies(Protocol):
    """Where the policy in force comes from."""

    async def current(self) -> Policy:
        """The policy in force now. Raises `StoreError`: without a policy there is no answer."""
        ...


class Recorder(Protocol):
    """Where entries are written."""

    async def append(self, entry: Entry) -> int:
        """Write it durably and return its place, from 0. Raises `RecordError`."""
        ...


class Subjects(Protocol):
    """Who stands behind a pseudonym."""

    async def pseudonym(self, subject: str) -> str:
        """The name under which the customer stands in the record."""
        ...


class Source(Protocol):
    """Where customer data lives."""

    async def fetch(self, subject: str, elements: Sequence[str]) -> Mapping[str, tuple[Value, ...]]:
        """The rows of exactly these elements of exactly this customer. Raises `SourceError`."""
        ...

    async def act(self, subject: str, action: str, arguments: Mapping[str, Value]) -> bool:
        """Carry out an action for this customer; whether it changed anything. Raises `SourceError`."""
        ...

    async def rehearse(self, subject: str, action: str, arguments: Mapping[str, Value]) -> Effect:
        """What `act` would do, of which nothing is kept or sent. Raises `SourceError`."""
        ...


class Tries(Protocol):
    """The tries that a customer has left, whoever makes them."""

    async def take(self, subject: str, most: int, agent: str) -> int | None:
        """Take one and return its number; `None` when `most` failed lately."""
        ...

    async def put_back(self, number: int) -> None:
        """Give one back that did not fail."""
        ...

    async def spent(self, subject: str, most: int) -> bool:
        """Whether none is left."""
        ...


class Waits(Protocol):
    """What a customer's actions wait for; times are seconds since 1970, UTC."""

    async def since(self, subject: str, whats: Iterable[str]) -> Mapping[str, float]:
        """When each of `whats` began, without those that did not."""
        ...

    async def begin(self, subject: str, what: str, at: float, *, change: bool) -> None:
        """It begins at `at`; `change` tells a change from a wish."""
        ...

    async def end(self, subject: str, what: str) -> None:
        """Nothing waits for it any more."""
        ...
