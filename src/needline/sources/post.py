"""Actions that another system carries out over HTTP.

The customer of the contact and the action's arguments go as JSON, `{"person": …, "arguments": {…}}`; an answer of
200 to 299 says that it was done, 409 and 422 that it could not be. Anything else, late or longer than 64 KiB, means
that nobody knows. Redirects are not followed: data goes where the estate says and nowhere else.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

import httpx

from needline.errors import SourceError
from needline.estate.model import Action
from needline.forms import Value, use
from needline.sources.effect import Effect

_NOT_POSSIBLE = (409, 422)


class PostSource:
    """The systems that the estate's `post` actions go to."""

    def __init__(self, actions: Mapping[str, Action], resolve: Callable[[str], str], deadline: float = 5.0) -> None:
        self._urls = {name: resolve(action.post) for name, action in actions.items() if action.post}
        self._takes = {name: set(action.takes) for name, action in actions.items() if action.post}
        self._deadline = deadline

    async def fetch(self, subject: str, elements: Sequence[str]) -> NoReturn:  # noqa: ARG002  # the port's names
        """Nothing is kept here. Always raises `SourceError`."""
        raise SourceError(f"actions over HTTP hold no {', '.join(elements)}")

    async def act(self, subject: str, action: str, arguments: Mapping[str, Value]) -> bool:
        """Have `action` carried out for the customer `subject`; whether it was. Raises `SourceError`."""
        if self._takes.get(action) != set(arguments):
            raise SourceError(f"there is no action {action!r} that takes {', '.join(sorted(arguments)) or 'nothing'}")
        body = {"person": subject, "arguments": {name: use(value) for name, value in arguments.items()}}
        try:
            async with (
                asyncio.timeout(self._deadline),  # for all of it: httpx alone would wait for each byte anew
                httpx.AsyncClient(timeout=self._deadline, follow_redirects=False, trust_env=False) as client,
                client.stream("POST", self._urls[action], json=body) as answer,
            ):
                status = answer.status_code
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL) as error:
            raise SourceError(f"action {action!r} was not answered: {type(error).__name__}") from None
        if status in _NOT_POSSIBLE:
            return False
        if not 200 <= status < 300:
            raise SourceError(f"action {action!r} was answered with status {status}")
        return True

    async def rehearse(self, subject: str, action: str, arguments: Mapping[str, Value]) -> Effect:  # noqa: ARG002  # the port's names
        """Where `action` would go, and the names of what would be sent; nothing is. Raises `SourceError`."""
        if self._takes.get(action) != set(arguments):
            raise SourceError(f"there is no action {action!r} that takes {', '.join(sorted(arguments)) or 'nothing'}")
        return Effect(sends=httpx.URL(self._urls[action]).host, names=("person", *sorted(arguments)))

    def close(self) -> None:
        """Nothing is held between two actions."""
