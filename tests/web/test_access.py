"""Every route says whom it is for, and nobody else gets in."""

import pytest
from litestar import get

from needline.errors import SettingsError
from needline.web.access import Access
from needline.web.app import build, handlers
from tests.web.houses import Guest, Town

DOORS = {
    Access.PUBLIC: {
        "/", "/static/{name:str}", "/chat", "/chat/turns", "/chat/new", "/chat/sign-in", "/prove/{link:str}",
        "/prove/{link:str}/code", "/prove/{link:str}/again", "/prove/done", "/desk/sign-in", "/desk/sign-out",
        "/desk/sign-in/challenge", "/desk/sign-in/passkey", "/desk/recover", "/enrol/{link:str}",
        "/enrol/{link:str}/challenge", "/enrol/{link:str}/passkey", "/enrol/{link:str}/password",
    },
    Access.AGENT: {
        "/desk", "/desk/queue", "/desk/contact/{contact:str}", "/desk/contact/{contact:str}/act",
        "/desk/contact/{contact:str}/close", "/desk/contact/{contact:str}/find",
        "/desk/contact/{contact:str}/hand-over", "/desk/contact/{contact:str}/live",
        "/desk/contact/{contact:str}/match", "/desk/contact/{contact:str}/pick-up",
        "/desk/contact/{contact:str}/reply", "/desk/contact/{contact:str}/verify",
        "/desk/contact/{contact:str}/suspect", "/desk/contact/{contact:str}/rehearse",
        "/desk/contact/{contact:str}/break-glass", "/desk/contact/{contact:str}/deeds",
    },
    Access.OVERSIGHT: {
        "/approvals", "/approvals/live", "/approvals/{asked:str}/answer",
        "/approvals/{contact:str}/{serial:int}/settle", "/approvals/{emergency:str}/review",
    },
    Access.SECURITY: {"/record", "/record/rows", "/record/customer", "/record/verify"},
    Access.STAFF: {
        "/desk/sessions", "/desk/sessions/end", "/desk/sessions/told", "/desk/again", "/desk/again/challenge",
        "/desk/again/passkey", "/desk/again/code", "/map", "/desk/contact/{contact:str}/release"},
    Access.DEMO: {"/mailbox", "/mailbox/letters", "/mailbox/call"},
}  # fmt: skip
STAFF = sorted(DOORS[Access.AGENT] | DOORS[Access.OVERSIGHT] | DOORS[Access.SECURITY] | DOORS[Access.STAFF])
POSTED = {
    "end",
    "told",
    "challenge",
    "passkey",
    "code",
    "act",
    "close",
    "find",
    "hand-over",
    "match",
    "pick-up",
    "reply",
    "verify",
    "suspect",
    "rehearse",
    "break-glass",
    "answer",
    "settle",
    "review",
    "release",
    "customer",
    "call",
}


def method(path: str) -> str:
    return "POST" if path.rpartition("/")[2] in POSTED else "GET"


def test_the_table_of_doors_is_all_there_is(town: Town) -> None:
    found: dict[Access, set[str]] = {access: set() for access in Access}
    for handler in handlers(build(town.house)):
        found[handler.opt["access"]] |= handler.paths
    assert found == DOORS


def test_a_route_that_says_nothing_keeps_the_pages_from_starting(town: Town) -> None:
    @get("/back-door")
    async def back_door() -> str:
        return ""

    with pytest.raises(SettingsError, match="/back-door"):
        build(town.house, (back_door,))


@pytest.mark.parametrize("path", STAFF)
def test_whoever_has_not_signed_in_is_shown_where_to_or_refused(guest: Guest, path: str) -> None:
    guest.open("/desk/sign-in")
    guest.client.follow_redirects = False
    answer = guest.client.request(
        method(path),
        path.replace("{contact:str}", "2222-2222").replace("{serial:int}", "1"),
        data={"token": guest.token},
    )
    if method(path) == "GET":
        assert (answer.status_code, answer.headers["location"]) == (303, "/desk/sign-in")
    else:
        assert answer.status_code == 401


@pytest.mark.parametrize("path", sorted(DOORS[Access.SECURITY]))
def test_an_agent_does_not_read_the_record(town: Town, path: str) -> None:
    agent = town.agent("maya")
    agent.open("/desk")
    assert agent.client.request(method(path), path, data={"token": agent.token}).status_code == 403


@pytest.mark.parametrize("path", ["/desk", "/desk/queue", "/desk/contact/2222-2222"])
def test_the_security_lead_has_no_desk(town: Town, path: str) -> None:
    town.agent("sam").open(path)
    assert town.agent("sam").page.status_code == 403


def test_a_path_that_only_looks_like_an_open_one_is_judged_by_what_it_matches(guest: Guest) -> None:
    guest.client.follow_redirects = False
    for path in ("/desk/", "//desk", "/static/../desk", "/static/%2e%2e/desk", "/chat/..;/desk", "/DESK"):
        assert guest.client.get(f"{guest.site}{path}").status_code in {303, 404}, path


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "@127.0.0.1x", "[::1"]
)
def test_another_name_for_this_site_is_refused(guest: Guest, host: str) -> None:
    assert guest.client.get("/chat", headers={"host": host}).status_code == 400


def test_signing_in_and_out_stands_in_the_record(town: Town) -> None:
    with town.guest() as lena:
        lena.open("/desk/sign-in")
        told = lena.send("/desk/sign-in", name="lena", password="wrong", code=town.stage.code("lena"))
        assert "name, password or code is not right" in told
        unknown = lena.send("/desk/sign-in", name="nobody", password="wrong", code="000000")
        assert unknown == told
        lena.send("/desk/sign-in", name="lena", password=town.stage.password, code=town.stage.code("lena"))
        assert "Lena Vogel" in lena.words
        lena.send("/desk/sign-out")
        assert "Sign in to your desk" in lena.open("/desk")
    kinds = [one.entry.__struct_config__.tag for one in town.entries(agent="lena")]
    assert kinds == ["signed-out", "signed-in", "sign-in-failed"]
    assert "nobody" not in str(town.entries(kind="sign-in-failed"))
