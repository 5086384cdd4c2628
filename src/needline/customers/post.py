"""Messages to customers by way of the company's own gateway."""

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
            async with httpx.AsyncClient(timeout=self._deadline, follow_redirects=False, trust_env=False) as client:
                answer = await client.post(self._url, json={"to": to, "text": text})
        except httpx.HTTPError as error:
            # The request holds the contact point and the code: only the error's class is told.
            raise SourceError(f"the message gateway did not answer: {type(error).__name__}") from None
        if not answer.is_success:
            raise SourceError(f"the message gateway answered with status {answer.status_code}")
