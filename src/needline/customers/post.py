"""Messages to customers by way of the company's own gateway."""

import asyncio

import httpx

from needline.errors import SourceError


class PostSender:
    """Sends by POST of `{"to": …, "text": …}` as JSON to a gateway that knows SMS and e-mail."""

    def __init__(self, url: str, deadline: float = 5.0) -> None:
        self._url, self._deadline = url, deadline

    def __repr__(self) -> str:
        return "PostSender(…)"

    async def send(self, to: str, text: str) -> None:
        """Send `text` to the contact point `to`. Raises `SourceError` when the gateway does not take it."""
        try:
            async with (
                asyncio.timeout(self._deadline),  # for all of it: httpx alone would wait for each byte anew
                httpx.AsyncClient(timeout=self._deadline, follow_redirects=False, trust_env=False) as client,
                client.stream("POST", self._url, json={"to": to, "text": text}) as answer,
            ):
                sent, status = answer.is_success, answer.status_code
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL) as error:
            # The request holds the contact point and the code: only the error's class is told.
            raise SourceError(f"the message gateway did not answer: {type(error).__name__}") from None
        if not sent:
            raise SourceError(f"the message gateway answered with status {status}")
