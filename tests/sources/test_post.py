"""Actions over HTTP: done, not done, or an error that quotes nothing."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from needline.errors import SettingsError, SourceError
from needline.estate.model import Action
from needline.forms import Value
from needline.settings import Settings
from needline.sources.effect import Effect
from needline.sources.post import PostSource

ACTIONS = {
    "send_link": Action(post="env:LINKS", takes={"to": "text"}),
    "block": Action(store="core", sql="UPDATE cards SET blocked = 1 WHERE customer_id = :person"),
}


class Links(BaseHTTPRequestHandler):
    """A system that answers with the status in its path, and keeps what it was sent."""

    heard: list[tuple[str, object]] = []  # noqa: RUF012  # the class is the server's only state

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((self.path, json.loads(body)))
        kind = self.path.strip("/")
        if kind == "drip":
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100:
                self.wfile.write(bytes([byte]))
                time.sleep(0.05)
        elif kind == "garbage":
            self.wfile.write(b"rosebud\r\n\r\n")
        else:
            self.send_response(int(kind))
            self.send_header("Location", "/200")
            self.send_header("Content-Length", "7")
            self.end_headers()
            self.wfile.write(b"rosebud")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name for it
        """Nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Links) as listening:
        threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()


def act(url: str, action: str = "send_link", *, deadline: float = 5.0, **arguments: str) -> bool:
    settings = Settings(state="sqlite://", key=bytes(32), env={"LINKS": url})
    source = PostSource(ACTIONS, settings.resolve, deadline)
    return asyncio.run(source.act("7", action, {name: Value(text) for name, text in arguments.items()}))


def test_the_customer_of_the_contact_and_the_arguments_are_sent(server: str) -> None:
    Links.heard.clear()
    assert act(f"{server}/200", to="a@b.example")
    assert Links.heard == [("/200", {"person": "7", "arguments": {"to": "a@b.example"}})]


@pytest.mark.parametrize(("status", "done"), [(200, True), (202, True), (409, False), (422, False)])
def test_an_answer_says_whether_it_was_done(server: str, status: int, done: bool) -> None:
    assert act(f"{server}/{status}", to="x") is done


@pytest.mark.parametrize("status", [302, 307, 400, 404, 500, 503])
def test_any_other_answer_means_that_nobody_knows(server: str, status: int) -> None:
    Links.heard.clear()
    with pytest.raises(SourceError, match=f"action 'send_link' was answered with status {status}") as failed:
        act(f"{server}/{status}", to="x")
    assert "rosebud" not in str(failed.value)
    assert len(Links.heard) == 1, "a redirect is not followed"


def test_an_answer_that_drips_is_late(server: str) -> None:
    begun = time.monotonic()
    with pytest.raises(SourceError, match="was not answered: TimeoutError"):
        act(f"{server}/drip", deadline=0.3, to="x")
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "url", ["{}/garbage", "http://127.0.0.1:9/", "http://nobody.invalid/", "ftp://x/", "http://127.0.0.1:x/"]
)
def test_what_does_not_speak_http_is_an_error(server: str, url: str) -> None:
    with pytest.raises(SourceError, match="action 'send_link' was not answered") as failed:
        act(url.format(server), to="x")
    assert "rosebud" not in str(failed.value)
    assert failed.value.__suppress_context__


@pytest.mark.parametrize(("action", "arguments"), [("send_link", {}), ("block", {}), ("drop", {"to": "x"})])
def test_only_what_the_estate_posts_is_posted(server: str, action: str, arguments: Any) -> None:
    with pytest.raises(SourceError, match=f"there is no action '{action}' that takes"):
        act(f"{server}/200", action, **arguments)


def test_nothing_is_kept_where_actions_go(server: str) -> None:
    with pytest.raises(SourceError, match="hold no name, charges"):
        asyncio.run(PostSource(ACTIONS, lambda _: server).fetch("7", ["name", "charges"]))


def test_an_address_that_is_not_set_is_a_problem_of_the_settings() -> None:
    with pytest.raises(SettingsError, match="LINKS is not set"):
        PostSource(ACTIONS, Settings(state="sqlite://", key=bytes(32)).resolve)


def test_a_dry_run_says_where_it_would_go_and_sends_nothing(server: str) -> None:
    Links.heard.clear()
    source = PostSource(ACTIONS, lambda _: f"{server}/200?key=rosebud")
    effect = asyncio.run(source.rehearse("7", "send_link", {"to": Value("a@b.example")}))
    assert effect == Effect(sends="127.0.0.1", names=("person", "to"))
    assert Links.heard == []
    with pytest.raises(SourceError, match="there is no action 'block' that takes to"):
        asyncio.run(source.rehearse("7", "block", {"to": Value("x")}))
