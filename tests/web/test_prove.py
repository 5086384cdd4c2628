"""Customers prove who they are: the same steps and the same words for everybody."""

import re

import pytest

from tests.web.houses import Guest, Town


def link(guest: Guest) -> str:
    """The link that a chat leads to."""
    guest.open("/chat")
    guest.send("/chat", text="What is my balance?")
    guest.send("/chat/sign-in")
    return guest.page.url.path


def plain(guest: Guest) -> str:
    """The page without what differs from one visit to the next."""
    return re.sub(r'value="[0-9a-f]{64}"|/prove/[\w-]+', "", guest.page.text)


def test_a_known_and_an_unknown_customer_read_the_same(town: Town, guest: Guest) -> None:
    email, _ = town.customer()
    at = link(guest)
    guest.send(at, email=email, password="not it")
    known = plain(guest)
    guest.send(at, email="nobody@nowhere.example", password="not it")
    assert plain(guest) == known
    assert "That did not work" in known
    assert guest.page.status_code == 403


def test_a_customer_without_a_password_reads_the_same_as_well(town: Town, guest: Guest) -> None:
    ((email,),) = town.bank("SELECT email FROM customers WHERE id = 120")
    at = link(guest)
    guest.send(at, email=email, password="not it")
    with_none = plain(guest)
    guest.send(at, email="nobody@nowhere.example", password="not it")
    assert plain(guest) == with_none


def test_the_code_step_comes_after_the_password_and_not_before(guest: Guest) -> None:
    at = link(guest)
    guest.open(f"{at}/code")
    assert guest.page.url.path == at
    guest.send(f"{at}/code", code="123456")
    assert guest.page.url.path == at


def test_a_wrong_code_is_told_and_the_right_one_still_works(town: Town, guest: Guest) -> None:
    email, _ = town.customer()
    at = link(guest)
    guest.send(at, email=email, password=town.stage.password)
    wrong = f"{(int(town.code()) + 1) % 10**6:06d}"
    assert "That code did not work" in guest.send(f"{at}/code", code=wrong)
    assert "Thank you, it is you" in guest.send(f"{at}/code", code=town.code())


def test_a_new_code_makes_the_one_before_worthless(town: Town, guest: Guest) -> None:
    email, _ = town.customer()
    at = link(guest)
    guest.send(at, email=email, password=town.stage.password)
    old = town.code()
    assert "The one before no longer works" in guest.send(f"{at}/again")
    if old != town.code():
        assert "That code did not work" in guest.send(f"{at}/code", code=old)


def test_a_link_works_once(town: Town, guest: Guest) -> None:
    email, _ = town.customer()
    at = link(guest)
    town.prove(guest, at, email=email)
    assert "Thank you, it is you" in guest.words
    assert "This link no longer works" in guest.open(at)
    assert guest.page.status_code == 404


def test_a_customer_on_the_phone_is_not_asked_who_they_are(town: Town, guest: Guest) -> None:
    _, phone = town.customer()
    contact = town.call("billing_desk", "billing_dispute", phone)
    held = town.run(town.house.contacts.get(contact))
    at = f"/prove/{town.run(town.house.prover.invite(held.contact))}"
    guest.open(at)
    assert 'name="email"' not in guest.page.text
    town.prove(guest, at)
    assert "just go on talking" in guest.words
    assert str(town.run(town.house.contacts.get(contact)).contact.customer) == "two-factor"


def test_a_contact_point_that_changed_yesterday_gets_no_code_and_the_page_does_not_say_so(
    town: Town, guest: Guest
) -> None:
    at = link(guest)
    before = town.letters()
    told = guest.send(at, email="siobhan@northgate-mail.example", password=town.stage.password)
    assert "If what you entered is right, a code is on its way" in told
    assert town.letters() == before


@pytest.mark.parametrize("where", ["none", "a" * 3000, "%00", "<b>"])
def test_a_link_that_was_never_ours_is_told_so(guest: Guest, where: str) -> None:
    guest.open(f"/prove/{where}")
    assert guest.page.status_code in {400, 404}
    assert "<b>" not in guest.page.text


def test_neither_referrer_nor_cache_keeps_the_link(guest: Guest) -> None:
    link(guest)
    assert guest.page.headers["referrer-policy"] == "no-referrer"
    assert guest.page.headers["cache-control"] == "no-store"


def test_no_entry_of_the_record_and_no_page_holds_the_password(town: Town, guest: Guest) -> None:
    at = link(guest)
    guest.send(at, email="nobody@nowhere.example", password="hunter2-hunter2")
    assert "hunter2" not in guest.page.text
    assert b"hunter2" not in town.stage.state.read_bytes()
