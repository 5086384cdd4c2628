"""Signing in on the pages: by passkey and by code, on one device, with ends, notices and step-up."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from needline.estate.model import Assurance
from needline.policy import Policy
from needline.staff import Role
from needline.web.house import House
from tests.authenticator import PRESENT, Authenticator
from tests.web.houses import Guest, Town


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town of its own: locks and devices of its staff are nobody else's."""
    with Town(tmp_path_factory.mktemp("sign-in")) as served:
        yield served


class Named:
    """A policy in force in which one desk signs in with a passkey only."""

    def __init__(self, policy: Policy, desk: str) -> None:
        seat = replace(policy.seats[desk], signs_in=Assurance.PASSKEY)
        self._policy = replace(policy, seats={**policy.seats, desk: seat})

    async def current(self) -> Policy:
        return self._policy


def local(site: str) -> str:
    """The same pages by the name that passkeys need."""
    return site.replace("127.0.0.1", "localhost")


def asked(guest: Guest, path: str) -> str:
    """What the script of the page gets when it asks for a challenge."""
    answer = guest.client.post(path, data={"token": guest.token})
    assert answer.status_code == 201
    return answer.text


def invited(town: Town, name: str, *, desk: str = "front_desk", role: Role = Role.AGENT) -> str:
    invitations = town.house.staff.invitations
    return "/enrol/" + town.run(invitations.invite(name, name.title(), desk, role, by="sam"))


def enrolled(
    town: Town, guest: Guest, name: str, *, desk: str = "front_desk", role: Role = Role.AGENT
) -> Authenticator:
    """Somebody with a passkey, made in the browser of `guest`."""
    link, key = invited(town, name, desk=desk, role=role), Authenticator(guest.site)
    guest.open(link)
    guest.send(f"{link}/passkey", credential=key.make(asked(guest, f"{link}/challenge")))
    assert "You are set up" in guest.words
    return key


def sign_in(guest: Guest, key: Authenticator) -> str:
    guest.open("/desk/sign-in")
    return guest.send("/desk/sign-in/passkey", credential=key.sign(asked(guest, "/desk/sign-in/challenge")))


def by_code(town: Town, guest: Guest, name: str) -> str:
    guest.open("/desk/sign-in")
    return guest.send("/desk/sign-in", name=name, password=town.stage.password, code=town.stage.code(name))


@pytest.fixture
def desk(town: Town) -> Iterator[Guest]:
    with Guest(local(town.site)) as somebody:
        yield somebody


# ── passkeys ──
def test_a_passkey_opens_the_desk_and_the_record_says_how(town: Town, desk: Guest) -> None:
    told = sign_in(desk, enrolled(town, desk, "nora"))
    assert "Waiting at" in told
    assert "signed in with passkey" in told
    kinds = [one.entry.__struct_config__.tag for one in town.entries(agent="nora")]
    assert kinds == ["signed-in", "enrolled"]


def test_a_wrong_passkey_reads_as_an_unknown_one(town: Town, desk: Guest) -> None:
    key = enrolled(town, desk, "olga")
    key.flags = PRESENT
    wrong = sign_in(desk, key)
    unknown = sign_in(desk, Authenticator(desk.site))
    assert desk.page.status_code == 403
    assert wrong == unknown
    assert "that passkey is not known here" in wrong


def test_a_passkey_of_another_origin_signs_nobody_in(town: Town, desk: Guest) -> None:
    key = enrolled(town, desk, "pia")
    key.origin = "https://needline.evil.example"
    assert "that passkey is not known here" in sign_in(desk, key)


def test_an_answer_that_was_sent_before_is_refused(town: Town, desk: Guest) -> None:
    key = enrolled(town, desk, "quin")
    desk.open("/desk/sign-in")
    said = key.sign(asked(desk, "/desk/sign-in/challenge"))
    desk.send("/desk/sign-in/passkey", credential=said)
    desk.send("/desk/sign-out")
    assert "that passkey is not known here" in desk.send("/desk/sign-in/passkey", credential=said)


def test_a_copied_passkey_is_refused_and_stands_in_the_record(town: Town, desk: Guest) -> None:
    key = enrolled(town, desk, "rosa")
    sign_in(desk, key)
    key.count = 0
    with Guest(desk.site) as thief:
        assert "that passkey is not known here" in sign_in(thief, key)
    assert "there are two of this passkey" in str(town.entries(agent="rosa", kind="sign-in-failed"))
    assert "Sign in to your desk" in desk.open("/desk")


@pytest.mark.parametrize("said", ["", "{}", "null", "[]", "🔑", json.dumps({"id": "x" * 60000}), '{"id":'])
def test_whatever_is_sent_as_a_passkey_is_refused_in_plain_words(desk: Guest, said: str) -> None:
    desk.open("/desk/sign-in")
    assert "That did not work" in desk.send("/desk/sign-in/passkey", credential=said)
    assert desk.page.status_code == 403


def test_a_challenge_is_for_forms_of_ours_only(desk: Guest) -> None:
    desk.open("/desk/sign-in")
    assert desk.client.post("/desk/sign-in/challenge", data={"token": "0" * 64}).status_code == 403


# ── what a desk takes ──
def test_a_desk_of_passkeys_refuses_a_code_with_a_clear_sentence(town: Town) -> None:
    policy = town.run(town.house.policies.current())
    site = town.serve(replace(town.house, policies=Named(policy, "lending_desk")))
    with Guest(site) as ravi:
        ravi.open("/desk/sign-in")
        right = {"name": "ravi", "password": town.stage.password}
        wrong = ravi.send("/desk/sign-in", **{**right, "password": "wrong"}, code=town.stage.code("ravi"))
        assert "your desk signs in with a passkey only" not in wrong
        told = ravi.send("/desk/sign-in", **right, code=town.stage.code("ravi"))
        assert "your desk signs in with a passkey only" in told
        assert ravi.page.status_code == 403
        assert "Sign in to your desk" in ravi.open("/desk")
    assert "passkey only" in str(town.entries(agent="ravi", kind="sign-in-failed"))


# ── devices ──
def test_a_session_that_is_moved_to_another_device_is_refused_and_ended(town: Town, desk: Guest) -> None:
    sign_in(desk, enrolled(town, desk, "sara"))
    with Guest(desk.site) as thief:
        for name in ("session", "visitor"):
            thief.client.cookies.set(name, str(desk.client.cookies.get(name)))
        assert "Sign in to your desk" in thief.open("/desk")
    assert "Sign in to your desk" in desk.open("/desk")
    assert "came from another browser" in str(town.entries(agent="sara", kind="session-ended"))


@pytest.mark.parametrize("name", ["session", "device"])
def test_a_cookie_with_another_letter_is_nobodys(town: Town, name: str) -> None:
    with Guest(local(town.site)) as desk:
        sign_in(desk, enrolled(town, desk, f"tara {name}"))
        kept = {one.name: str(one.value) for one in desk.client.cookies.jar}
    turned = {**kept, name: kept[name][:-2] + ("AA" if kept[name][-2:] != "AA" else "BB")}
    answers = [
        httpx.get(f"{town.site}/desk", headers={"cookie": "; ".join(f"{key}={value}" for key, value in jar.items())})
        for jar in (kept, turned)
    ]
    assert [answer.status_code for answer in answers] == [200, 303]


def test_the_cookie_of_a_device_stays_and_no_script_reads_it(town: Town, desk: Guest) -> None:
    key = enrolled(town, desk, "uma")
    desk.open("/desk/sign-in")
    desk.client.follow_redirects = False
    said = key.sign(asked(desk, "/desk/sign-in/challenge"))
    answer = desk.client.post("/desk/sign-in/passkey", data={"token": desk.token, "credential": said})
    baked = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("device="))
    assert "HttpOnly" in baked
    assert "SameSite=lax" in baked
    assert f"Max-Age={400 * 24 * 3600}" in baked


def test_a_new_device_is_told_in_the_next_sign_in_until_its_agent_says_so(town: Town, desk: Guest) -> None:
    key = enrolled(town, desk, "vera")
    assert "Waiting at" in sign_in(desk, key)
    with Guest(desk.site) as other:
        other.client.headers["user-agent"] = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0 <b>"
        assert "Waiting at" in sign_in(other, key)
    told = sign_in(desk, key)
    assert "you may not know signed in as you" in told
    assert "Firefox on Windows" in told
    assert "<b>" not in desk.page.text
    desk.send("/desk/sessions/told")
    assert "Waiting at" in sign_in(desk, key)
    assert len(town.entries(agent="vera", kind="new-device")) == 1


# ── sessions ──
def session_ids(guest: Guest) -> list[str]:
    guest.open("/desk/sessions")
    return re.findall(r'name="session" value="([0-9a-f]{64})"', guest.page.text)


def test_an_agent_ends_another_session_of_their_own(town: Town, desk: Guest) -> None:
    key = enrolled(town, desk, "wanda")
    sign_in(desk, key)
    with Guest(desk.site) as other:
        sign_in(other, key)
        newest, _ = session_ids(desk)
        desk.send("/desk/sessions/end", session=newest)
        assert "Sign in to your desk" in other.open("/desk")
    assert len(session_ids(desk)) == 1


def test_nobody_ends_a_colleagues_session_but_whoever_answers_for_security(town: Town, desk: Guest) -> None:
    sign_in(desk, enrolled(town, desk, "xena"))
    (mine,) = session_ids(desk)
    with Guest(desk.site) as colleague:
        sign_in(colleague, enrolled(town, colleague, "yara"))
        assert mine not in session_ids(colleague)
        colleague.send("/desk/sessions/end", session=mine)
        assert "Waiting at" in desk.open("/desk")
    with Guest(desk.site) as lead:
        sign_in(lead, enrolled(town, lead, "zoe", desk="security", role=Role.SECURITY))
        assert mine in session_ids(lead)
        lead.send("/desk/sessions/end", session=mine)
    assert "Sign in to your desk" in desk.open("/desk")
    assert "by='zoe'" in str(town.entries(agent="xena", kind="session-ended"))


# ── step-up ──
def at(town: Town, seconds: float) -> House:
    """The same house, later: only its clock."""
    return replace(town.house, clock=lambda: time.time() + seconds)


def test_a_step_up_leads_back_to_where_it_was_asked_for(town: Town, desk: Guest) -> None:
    key = enrolled(town, desk, "anna")
    sign_in(desk, key)
    desk.open("/desk/again?back=/desk/sessions")
    said = key.sign(asked(desk, "/desk/again/challenge"))
    assert "Where you are signed in" in desk.send("/desk/again/passkey", credential=said, back="/desk/sessions")
    assert "how='passkey'" in str(town.entries(agent="anna", kind="proved-again"))


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "", "/é"]
)
def test_a_step_up_leads_nowhere_else(town: Town, back: str) -> None:
    with Guest(local(town.site)) as desk:
        key = enrolled(town, desk, "bea")
        sign_in(desk, key)
        desk.client.follow_redirects = False
        desk.open("/desk/again")
        said = key.sign(asked(desk, "/desk/again/challenge"))
        desk.send("/desk/again/passkey", credential=said, back=back)
        assert desk.page.headers["location"] == "/desk"


def test_a_step_up_by_code_takes_the_next_one_and_not_for_a_passkey_session(town: Town, desk: Guest) -> None:
    by_code(town, desk, "maya")
    desk.open("/desk/again")
    assert "That did not work" in desk.send("/desk/again/code", code=town.stage.code("maya"), back="/desk")
    sign_in(desk, enrolled(town, desk, "cleo"))
    assert "a code is less than that" in desk.open("/desk/again")
    assert "step-up by authenticator failed" in str(town.entries(agent="maya", kind="sign-in-failed"))


# ── nobody learns who works here ──
def test_a_known_and_an_unknown_name_get_the_same_bytes(town: Town, desk: Guest) -> None:
    pages = []
    for path, name in (("/desk/sign-in", "omar"), ("/desk/sign-in", "nobody"), ("/desk/recover", "omar")):
        desk.open(path)
        desk.send(path, name=name, password="wrong", code="000000")
        pages.append((desk.page.status_code, desk.page.content))
    desk.open("/desk/recover")
    desk.send("/desk/recover", name="nobody", password="wrong", code="000000")
    assert pages[0] == pages[1]
    assert pages[2] == (desk.page.status_code, desk.page.content)


def test_a_page_by_its_address_says_that_passkeys_need_a_name(town: Town) -> None:
    with town.guest() as guest:
        assert "open it as localhost" in guest.open("/desk/sign-in")
        assert "passkey-form" not in guest.page.text.partition("<main")[2]


def test_outside_a_demo_passkeys_are_of_the_site_and_of_no_other_host(town: Town, tmp_path: Path) -> None:
    prover = replace(town.house.prover, site="https://localhost")
    site = town.serve(replace(town.house, demo=False, prover=prover))
    with httpx.Client(base_url=local(site), trust_env=False) as client:
        page = client.get("/desk/sign-in").text
        assert "passkey-form" in page
        assert "demo mailbox" not in page


def test_a_new_session_ends_the_one_before_it_in_the_same_browser(town: Town, desk: Guest) -> None:
    key = enrolled(town, desk, "dana")
    sign_in(desk, key)
    sign_in(desk, key)
    assert len(session_ids(desk)) == 1
