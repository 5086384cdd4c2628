"""Serving the pages: uvicorn, told to log nothing that a customer typed."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import uvicorn

from needline.errors import SettingsError
from needline.web.app import build
from needline.web.house import House


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises `SettingsError` when the port is taken."""
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise SettingsError(f"cannot listen on {host}:{port}: {error.strerror}; choose another port") from error
    return made


@asynccontextmanager
async def serving(house: House, at: socket.socket) -> AsyncIterator[None]:
    """Serve `house` until the block ends."""
    server = _server(house)
    task = asyncio.create_task(server.serve(sockets=[at]))
    try:
        while not server.started:
            if task.done():
                await task
                raise SettingsError("the web server did not start")
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await task


async def until_stopped(work: Coroutine[None, None, None]) -> None:
    """Do `work` until it ends or somebody asks this process to stop, by Ctrl-C or by SIGTERM.

    Either way it puts away what it opened: the record is written out, and a child process does not outlive us.
    """
    task, loop = asyncio.ensure_future(work), asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


class _Server(uvicorn.Server):
    """uvicorn without its handlers of signals: they end the process before we closed what we opened."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _server(house: House) -> _Server:
    # The access log would hold paths with references and sign-in links: the record says who did what.
    config = uvicorn.Config(build(house), access_log=False, log_level="warning", server_header=False, lifespan="on")
    return _Server(config)
