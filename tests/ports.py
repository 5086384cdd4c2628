"""Ports of the broker for tests that are about something else: tries without end, nothing that waits, nobody told."""

from collections.abc import Iterable, Mapping


class NoTries:
    """Tries that are never used up."""

    async def take(self, _subject: str, _most: int, _agent: str) -> int | None:
        return 0

    async def put_back(self, _number: int) -> None:
        """It is never missed."""

    async def spent(self, _subject: str, _most: int) -> bool:
        return False


class NoWaits:
    """Nothing that waits."""

    async def since(self, _subject: str, _whats: Iterable[str]) -> Mapping[str, float]:
        return {}

    async def begin(self, _subject: str, _what: str, _at: float, *, change: bool) -> None:
        """It is forgotten at once."""

    async def end(self, _subject: str, _what: str) -> None:
        """There is none."""


async def nobody(_to: str, _text: str) -> None:
    """Told to nobody."""
