"""Messages by way of the company's gateway: what is sent, and what is told when it is not taken."""

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from needline.customers.post import PostSender
from needline.errors import SourceError


class _Gateway(HTTPServer):
    status = 202

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.taken: list[dict[str, str]] = []


class _Desk(BaseHTTPRequestHandler):
    server: _Gateway

    def do_POST(self) -> None:
        self.server.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def gateway() -> Iterator[_Gateway]:
    """A gateway on this machine."""
    with _Gateway() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_message_goes_to_the_gateway_with_the_contact_point(gateway: _Gateway) -> None:
    asyncio.run(PostSender(f"http://127.0.0.1:{gateway.server_port}").send("07700 900456", "your code is 123456"))
    assert gateway.taken == [{"to": "07700 900456", "text": "your code is 123456"}]


@pytest.mark.parametrize("status", [302, 400, 503])
def test_a_gateway_that_does_not_take_it_is_an_error_without_the_message(gateway: _Gateway, status: int) -> None:
    gateway.status = status
    with pytest.raises(SourceError, match=rf"^the message gateway answered with status {status}$"):
        asyncio.run(PostSender(f"http://127.0.0.1:{gateway.server_port}").send("07700 900456", "code 123456"))


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "nothing"])
def test_a_gateway_that_is_not_there_is_an_error_without_the_message(url: str) -> None:
    with pytest.raises(SourceError) as caught:
        asyncio.run(PostSender(url).send("07700 900456", "code 123456"))
    assert not {"900456", "123456"} & set(str(caught.value).split())
    assert caught.value.__cause__ is None


def test_a_sender_does_not_show_its_address() -> None:
    assert repr(PostSender("https://key@gateway.example")) == "PostSender(…)"
