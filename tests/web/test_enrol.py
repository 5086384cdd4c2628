"""Enrolling on the pages, by invitation and by recovery code; in a browser with a virtual authenticator."""

import re
from base64 import b32decode, b32encode

import pytest
from playwright.sync_api import Browser, Page, expect
from pyotp import TOTP

from needline.staff import Role
from tests.authenticator import Authenticator
from tests.web.houses import Guest, Town

PASSWORD = "four odd words beside"


def invited(town: Town, name: str) -> str:
    return "/enrol/" + town.run(
        town.house.staff.invitations.invite(name, name.title(), "front_desk", Role.AGENT, by="sam")
    )


def app(page: str) -> TOTP:
    """The authenticator app that took the key that a page shows."""
    found = re.search(r'<code class="long">([A-Z2-7 ]+)</code>', page)
    assert found
    return TOTP(b32encode(b32decode(found[1].replace(" ", ""))).decode())


def enrolled(town: Town, guest: Guest, name: str) -> list[str]:
    """Somebody with a password and an app; their recovery codes."""
    link = invited(town, name)
    guest.open(link)
    guest.send(f"{link}/password", password=PASSWORD, again=PASSWORD, code=app(guest.page.text).now())
    assert "You are set up" in guest.words
    return re.findall(r"<code>([A-Z2-7-]{29})</code>", guest.page.text)


def test_whoever_is_invited_sets_a_password_and_an_app_and_gets_ten_codes(town: Town, guest: Guest) -> None:
    assert len(set(enrolled(town, guest, "abel"))) == 10
    (entry,) = town.entries(agent="abel", kind="enrolled")
    assert "password', 'authenticator" in str(entry)
    assert PASSWORD not in str(entry)


def test_opening_a_link_twice_shows_the_same_key_and_uses_nothing_up(town: Town, guest: Guest) -> None:
    link = invited(town, "boris")
    guest.open(link)
    first = app(guest.page.text).secret
    guest.open(link)
    assert app(guest.page.text).secret == first


def test_a_key_is_shown_as_a_picture_that_the_policy_lets_through(town: Town, guest: Guest) -> None:
    guest.open(invited(town, "carl"))
    assert '<img src="data:image/svg+xml' in guest.page.text


@pytest.mark.parametrize("way", ["passkey", "password"])
def test_a_link_that_was_used_and_one_that_never_was_read_the_same(town: Town, guest: Guest, way: str) -> None:
    link = invited(town, f"dora {way}")
    guest.open(link)
    guest.send(f"{link}/password", password=PASSWORD, again=PASSWORD, code=app(guest.page.text).now())
    used = guest.open(link)
    assert guest.page.status_code == 404
    assert guest.open("/enrol/never") == used
    guest.open("/desk/sign-in")
    assert guest.send(f"{link}/{way}", password=PASSWORD, again=PASSWORD, code="000000") == used


@pytest.mark.parametrize(
    ("typed", "right", "why"),
    [
        (("tiny", "tiny"), True, "too short"),
        ((PASSWORD, "another " + PASSWORD), True, "not the same"),
        ((PASSWORD, PASSWORD), False, "not the one that the app shows"),
        (("emil emil emil", "emil emil emil"), True, "would guess"),
        (("", ""), True, "too short"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_that_was_typed_comes_back(
    town: Town, guest: Guest, typed: tuple[str, str], right: bool, why: str
) -> None:
    password, again = typed
    link = invited(town, "emil")
    guest.open(link)
    code = app(guest.page.text).now() if right else "000000"
    told = guest.send(f"{link}/password", password=password, again=again, code=code)
    assert why in told
    assert guest.page.status_code == 400
    assert not password or password not in guest.page.text


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", "'; DROP TABLE agent; --", "{{ 7 * 7 }}", "\x00", "é" * 500]
)
def test_what_is_no_word_of_ours_is_text_and_nothing_else(town: Town, guest: Guest, payload: str) -> None:
    for path, fields in (
        ("/desk/sign-in", ("name", "password", "code")),
        ("/desk/recover", ("name", "password", "code")),
        ("/desk/sign-in/passkey", ("credential",)),
    ):
        guest.open("/desk/sign-in")
        guest.send(path, **dict.fromkeys(fields, payload))
        assert guest.page.status_code == 403
        assert payload not in guest.page.text
        assert "49" not in guest.words


def test_a_recovery_code_leads_to_an_enrolment_and_signs_nobody_in(town: Town, guest: Guest) -> None:
    codes = enrolled(town, guest, "frida")
    guest.open("/desk/recover")
    told = guest.send("/desk/recover", name="frida", password=PASSWORD, code=codes[0].lower())
    assert "Welcome, Frida" in told
    assert "Sign in to your desk" in guest.open("/desk")
    guest.open("/desk/recover")
    assert "is not right" in guest.send("/desk/recover", name="frida", password=PASSWORD, code=codes[0])
    kinds = [one.entry.__struct_config__.tag for one in town.entries(agent="frida")]
    assert kinds == ["sign-in-failed", "invited", "enrolled"]


def test_a_passkey_cannot_be_made_for_another_invitation(town: Town, guest: Guest) -> None:
    first, second = invited(town, "gina"), invited(town, "hugo")
    guest.open(first)
    asked = guest.client.post(f"{first}/challenge", data={"token": guest.token}).text
    made = Authenticator(guest.site).make(asked)
    assert "could not be checked" in guest.send(f"{second}/passkey", credential=made)


# ── in a browser ──
def authenticator(page: Page) -> None:
    """Plug a virtual authenticator into Chromium: one that is part of the machine and knows its holder."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**kind, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_somebody_enrols_by_invitation_and_signs_in_with_a_passkey(browser: Browser, town: Town, scheme: str) -> None:
    name, complaints = f"ivy {scheme}", list[str]()
    site = town.site.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=site, color_scheme=scheme)  # type: ignore[arg-type]  # a word of the table
    page = context.new_page()
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    authenticator(page)
    page.goto(invited(town, name))
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="You are set up")).to_be_visible()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="I kept them").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("signed in with passkey")).to_be_visible()
    page.goto("/desk/again?back=/desk/sessions")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Where you are signed in")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in to your desk")).to_be_visible()
    assert complaints == []
    context.close()


@pytest.mark.slow
def test_without_a_passkey_the_page_says_so_and_the_form_below_works(browser: Browser, town: Town) -> None:
    context = browser.new_context(base_url=town.site.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    page.goto("/desk/sign-in")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was used")
    expect(page.get_by_role("button", name="Sign in")).to_be_enabled()
    context.close()


@pytest.mark.slow
def test_without_script_a_password_and_an_app_can_be_set(browser: Browser, town: Town) -> None:
    context = browser.new_context(base_url=town.site, java_script_enabled=False)
    page = context.new_page()
    page.goto(invited(town, "jade"))
    expect(page.get_by_role("button", name="Make a passkey")).to_be_hidden()
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    page.get_by_label("Six-digit code").fill(app(page.content()).now())
    page.get_by_role("button", name="Set password and app").click()
    expect(page.get_by_role("heading", name="You are set up")).to_be_visible()
    context.close()
