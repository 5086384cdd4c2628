"""What a request must bring to change anything, and what every answer tells the browser."""

import httpx
import pytest
from msgspec.structs import replace

from needline.web.shield import HEADERS, POLICY
from tests.web.houses import Guest, Town


def test_a_form_without_its_token_changes_nothing(town: Town, guest: Guest) -> None:
    guest.open("/chat")
    assert guest.client.post("/chat", data={"text": "hello"}).status_code == 403
    assert "hello" not in guest.open("/chat")


def test_the_token_of_another_browser_is_refused(town: Town, guest: Guest) -> None:
    guest.open("/chat")
    with town.guest() as other:
        other.open("/chat")
        answer = guest.client.post("/chat", data={"token": other.token, "text": "hello"})
    assert answer.status_code == 403


def test_a_token_from_before_signing_in_is_no_longer_good(town: Town) -> None:
    agent = town.agent("omar")
    visitor = agent.client.cookies.get("visitor")
    with town.guest() as before:
        before.client.cookies.set("visitor", str(visitor))
        before.open("/desk/sign-in")
        stale = before.token
    assert agent.client.post("/desk/sign-out", data={"token": stale}).status_code == 403


@pytest.mark.parametrize("where", ["cross-site", "same-site"])
def test_a_form_on_a_page_elsewhere_is_refused(guest: Guest, where: str) -> None:
    guest.open("/chat")
    sent = guest.client.post("/chat", data={"token": guest.token, "text": "hello"}, headers={"sec-fetch-site": where})
    assert sent.status_code == 403


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"text": "hello"}'),
        ("multipart/form-data; boundary=x", b"--x--"),
        ("text/plain", b"text=hello"),
        ("application/x-www-form-urlencoded", b"text=\xff"),
        ("application/x-www-form-urlencoded", b"&".join(b"a=%d" % n for n in range(100))),
    ],
)
def test_what_is_no_form_is_refused_in_plain_words(guest: Guest, kind: str, body: bytes) -> None:
    guest.open("/chat")
    answer = guest.client.post("/chat", content=body, headers={"content-type": kind})
    assert answer.status_code == 400
    assert "That could not be read" in answer.text


@pytest.mark.parametrize("announced", [True, False])
def test_ten_megabytes_are_refused(guest: Guest, announced: bool) -> None:
    guest.open("/chat")
    body = f"token={guest.token}&text=".encode() + b"a" * 10_000_000
    pieces = (body[at : at + 65536] for at in range(0, len(body), 65536))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    try:
        answer = guest.client.post("/chat", content=body if announced else pieces, headers=kind)
    except (httpx.WriteError, httpx.RemoteProtocolError):
        return  # the server let go of the line before we had sent it all, which refuses it as well
    assert answer.status_code == 413
    assert "That is too long" in answer.text


@pytest.mark.parametrize("path", ["/", "/chat", "/desk/sign-in", "/mailbox", "/prove/none", "/nope", "/static/nope"])
def test_every_answer_forbids_what_no_page_needs(guest: Guest, path: str) -> None:
    headers = guest.client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert headers["cache-control"] == "no-store"


def test_no_page_holds_what_the_policy_would_block(town: Town, guest: Guest) -> None:
    for path in ("/", "/chat", "/desk/sign-in", "/mailbox", "/nope"):
        guest.open(path)
        for bad in (" style=", " onclick=", "<style", "javascript:", "http-equiv"):
            assert bad not in guest.page.text
        assert guest.page.text.count("<script") == guest.page.text.count('<script type="module" src="/static/')


def test_only_what_is_known_by_its_content_is_kept_by_browsers(guest: Guest) -> None:
    guest.open("/")
    style = guest.page.text.partition('stylesheet" href="')[2].partition('"')[0]
    answer = guest.client.get(style)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(guest: Guest) -> None:
    cookie = guest.client.get("/chat").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert len(cookie.partition("=")[2].partition(";")[0]) * 6 >= 128


def test_outside_a_demo_cookies_want_https_and_there_is_no_mailbox(town: Town) -> None:
    site = town.serve(replace(town.house, demo=False))
    with httpx.Client(base_url=site, trust_env=False) as client:
        cookie = client.get("/chat").headers["set-cookie"]
        assert cookie.startswith("__Host-visitor=")
        assert "Secure" in cookie
        assert client.get("/mailbox").status_code == 404
        assert "mailbox" not in client.get("/").text
