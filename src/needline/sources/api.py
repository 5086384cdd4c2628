"""Asking an API: one question, one answer in JSON, or an error that quotes nothing.

What an API answers is not to be trusted. It is read no further than `BODY` bytes and no longer than the deadline;
it is JSON that says so, not packed, with a status of 200. A status of 404 or 410 says that nothing is on file, so
that nobody learns from an error who is a customer. Redirects are not followed: data comes from where the estate
says and from nowhere else.

A question by GET is asked up to three times, with a random wait between (Marc Brooker, Exponential backoff and
jitter, AWS architecture blog, 2015: full jitter), all before the one deadline; a question by POST once. An API
that is down is left alone for a while (`breaker`).
"""

import asyncio
import random
import ssl
import time
from collections.abc import Callable, Mapping, Sequence

import httpx
import msgspec
from msgspec import Struct

from needline.errors import SettingsError, SourceError
from needline.sources.breaker import Breaker
from needline.sources.pool import Pool

BODY = 1024 * 1024  # bytes of one answer; a thousand rows of a thousand characters
TRIES = 3
_BACK_OFF = 0.2  # seconds before the second try at most; twice as long before the third
_NOTHING = (404, 410)
_AGAIN = (502, 503, 504)  # said by what stands in front of an API
_DOWN = (429, 500, *_AGAIN)
_LOCAL = ("127.0.0.1", "::1", "localhost")
_OURS = ("accept", "accept-encoding", "connection", "content-length", "content-type", "host", "transfer-encoding")

_decode = msgspec.json.Decoder(float_hook=str).decode  # numbers as they are written: 12.50 is not 12.5


class Question(Struct, frozen=True, kw_only=True):
    """What is asked: with a body it is a POST."""

    about: str  # what errors call it
    path: str  # below the API's address, and as it goes over the line
    body: Mapping[str, str] | None = None


class _DownError(Exception):
    """It did not answer, or only that it cannot; `again` says whether it may be asked once more."""

    def __init__(self, how: str, *, again: bool = True) -> None:
        super().__init__(how)
        self.again = again


class Api:
    """The API of store `name` at `url`; `headers` go with every question.

    `deadline` is in seconds, for all questions asked at once; `jitter` gives numbers from 0 to 1; `clock` is the
    breaker's. Raises `SettingsError` when `url` or a header cannot be one.
    """

    def __init__(
        self,
        name: str,
        url: str,
        headers: Mapping[str, str],
        *,
        deadline: float = 5.0,
        jitter: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.monotonic,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._name, self._deadline, self._jitter = name, deadline, jitter
        self._base = _address(name, url)
        self._headers = _carried(name, headers)
        self._breaker = Breaker(clock)
        # The machine's own authorities, among which a company's is; httpx alone would take none but the web's.
        self._pool = Pool(name, trust or ssl.create_default_context())

    async def ask(self, questions: Sequence[Question]) -> list[object]:
        """The answers to all of them, asked at once; `None` where nothing is on file. Raises `SourceError`."""
        asked = [(self._request(question), question) for question in questions]
        return await self._pool.run(lambda transport: self._all(transport, asked))

    def close(self) -> None:
        """End all connections."""
        self._pool.close()

    def _request(self, question: Question) -> httpx.Request:
        body = {} if question.body is None else {"content-type": "application/json"}
        seconds = dict.fromkeys(("connect", "read", "write", "pool"), self._deadline)
        try:
            return httpx.Request(
                "GET" if question.body is None else "POST",
                self._base + question.path,
                headers={**self._headers, **body},
                content=None if question.body is None else msgspec.json.encode(question.body),
                extensions={"timeout": seconds},
            )
        except (httpx.InvalidURL, UnicodeEncodeError):
            pass  # its text quotes the address, and with it the customer's key
        raise SourceError(f"{self._name} cannot be asked for {question.about}: that makes no address")

    async def _all(
        self, transport: httpx.AsyncHTTPTransport, asked: Sequence[tuple[httpx.Request, Question]]
    ) -> list[object]:
        if not self._breaker.admits():
            raise SourceError(f"{self._name} is left alone for a while: it failed too often")
        asking = [asyncio.ensure_future(self._patiently(transport, *one)) for one in asked]
        try:
            return await self._guarded(asking)
        finally:
            for one in asking:
                one.cancel()

    async def _guarded(self, asking: Sequence[asyncio.Future[object]]) -> list[object]:
        """The answers before the deadline, and the breaker told how it went."""
        try:
            async with asyncio.timeout(self._deadline):
                answers = await asyncio.gather(*asking)
        except (TimeoutError, _DownError) as down:
            how = str(down) or f"nothing within {self._deadline:g} s"
        except SourceError:
            self._breaker.told(well=True)  # it answers, if not as it should
            raise
        except BaseException:  # whoever asked went away, or this is a mistake here: either way no trial goes on
            self._breaker.left()
            raise
        else:
            self._breaker.told(well=True)
            return answers
        self._breaker.told(well=False)
        raise SourceError(f"{self._name} did not answer: {how}")

    async def _patiently(
        self, transport: httpx.AsyncHTTPTransport, request: httpx.Request, question: Question
    ) -> object:
        for attempt in range(1, TRIES):
            try:
                return await self._once(transport, request, question.about)
            except _DownError as down:
                if question.body is not None or not down.again:
                    raise
            await asyncio.sleep(self._jitter() * _BACK_OFF * 2 ** (attempt - 1))
        return await self._once(transport, request, question.about)

    async def _once(self, transport: httpx.AsyncHTTPTransport, request: httpx.Request, about: str) -> object:
        try:
            response = await transport.handle_async_request(request)
            try:
                return await self._read(response, about)
            finally:
                await response.aclose()
        except httpx.HTTPError as broken:
            how = type(broken).__name__
        # Raised out here, because the text of the cause may quote what the API sent.
        raise _DownError(how)

    async def _read(self, response: httpx.Response, about: str) -> object:
        status, headers = response.status_code, response.headers
        if status in _NOTHING:
            return None
        if status in _DOWN:
            raise _DownError(f"status {status}", again=status in _AGAIN)
        if status != 200:
            raise SourceError(f"{self._name} answered {about} with status {status}")
        if not _is_json(headers.get("content-type", "")) or headers.get("content-encoding", "identity") != "identity":
            raise SourceError(f"{self._name} answered {about} with what is no plain JSON")
        body = bytearray()
        async for part in response.aiter_raw():
            body += part
            if len(body) > BODY:
                raise SourceError(f"{self._name} answered {about} with more than {BODY} bytes")
        return self._decoded(bytes(body), about)

    def _decoded(self, body: bytes, about: str) -> object:
        try:
            answer: object = _decode(body)
        except (msgspec.DecodeError, ValueError, RecursionError):
            pass  # why it is none quotes it
        else:
            return answer
        raise SourceError(f"{self._name} answered {about} with what is no JSON")


def _is_json(said: str) -> bool:
    kind, _, _ = said.partition(";")
    main, _, sub = kind.strip().lower().partition("/")
    return main == "application" and (sub == "json" or sub.endswith("+json"))


def _address(name: str, url: str) -> str:
    """The address without a slash at its end. It is not quoted: it may hold a password."""
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        address = httpx.URL()
    if address.scheme not in ("http", "https") or not address.host or address.userinfo or address.query:
        what = "write https://host/path, and secrets in headers"
        raise SettingsError(f"store {name!r}: its address is none of an API; {what}")
    if address.fragment or (address.scheme == "http" and address.host not in _LOCAL):
        raise SettingsError(f"store {name!r}: its address must begin with https://, but for an API on this machine")
    return str(address).rstrip("/")


def _carried(name: str, headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of every question. No value is quoted: it is a secret."""
    for header, value in headers.items():
        if header in _OURS or not value.isascii() or not value.isprintable():
            raise SettingsError(f"store {name!r}: its header {header!r} cannot be sent")
    return {"accept": "application/json", "accept-encoding": "identity", "user-agent": "needline", **headers}
