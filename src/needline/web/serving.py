"""Serving the pages: uvicorn, told to log nothing that a customer typed."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

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


async def serve(house: House, at: socket.socket) -> None:
    """Serve `house` until somebody stops the process."""
    await _server(house).serve(sockets=[at])


def _server(house: House) -> uvicorn.Server:
    # The access log would hold paths with references and sign-in links: the record says who did what.
    config = uvicorn.Config(build(house), access_log=False, log_level="warning", server_header=False, lifespan="on")
    return uvicorn.Server(config)
