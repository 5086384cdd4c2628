"""Connections to an API, kept open between requests in a loop of their own.

Who asks may come from any event loop and go away with it; connections cannot. So they live in the loop of one
thread per API, which `close` ends. The transport is used without httpx's client around it: that one writes the
address of every request, and with it the customer's key, to a log, and knows cookies, proxies from variables and
redirects, of which there must be none here.
"""

import asyncio
import logging
import ssl
import threading
from collections.abc import Callable, Coroutine
from typing import TypeVar

import httpx

from needline.errors import SourceError

T = TypeVar("T")

# Below INFO it tells the headers of answers, and a customer's datum may stand in one.
logging.getLogger("httpcore").setLevel(logging.INFO)

_LIMITS = httpx.Limits(max_connections=32, max_keepalive_connections=8, keepalive_expiry=4.0)
_PATIENCE = 5.0  # seconds to let go of connections


class Pool:
    """The connections to the API of store `name`; `trust` are the authorities that may vouch for it."""

    def __init__(self, name: str, trust: ssl.SSLContext) -> None:
        self._name = name
        self._transport = httpx.AsyncHTTPTransport(verify=trust, trust_env=False, http2=False, limits=_LIMITS)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=f"source-{name}", daemon=True)
        self._lock = threading.Lock()

    async def run(self, work: Callable[[httpx.AsyncHTTPTransport], Coroutine[None, None, T]]) -> T:
        """What `work` returns or raises. Raises `SourceError` when the pool was closed meanwhile."""
        with self._lock:
            if self._loop.is_closed():
                raise SourceError(f"{self._name} is not asked any more")
            if self._thread.ident is None:
                self._thread.start()
            running = asyncio.run_coroutine_threadsafe(work(self._transport), self._loop)
        try:
            return await asyncio.wrap_future(running)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
        raise SourceError(f"{self._name} is not asked any more")

    def close(self) -> None:
        """End all connections; whoever still waits for an answer gets a `SourceError`."""
        with self._lock:
            if self._thread.ident is not None and not self._loop.is_closed():
                asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(_PATIENCE)
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._thread.join(_PATIENCE)
            self._loop.close()

    async def _end(self) -> None:
        under_way = asyncio.all_tasks() - {asyncio.current_task()}
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._transport.aclose()
