"""The demo's stand-in for telephones."""

from msgspec.structs import replace

from needline.customers import Mail
from needline.web.mailbox import _with_links
from tests.web.houses import CONTACT, Guest, Town


def test_only_our_own_links_are_links() -> None:
    text = "a <b> https://evil.example/prove/x and http://here/prove/a-b_c. http://here/chat"
    assert str(_with_links("http://here", Mail(to="x", text=text, at=0))) == (
        "a &lt;b&gt; https://evil.example/prove/x and "
        '<a href="http://here/prove/a-b_c">http://here/prove/a-b_c</a>. http://here/chat'
    )


def test_calling_leads_to_the_desk_of_the_menu(town: Town, guest: Guest) -> None:
    assert "stands in for telephones" in guest.open("/mailbox")
    told = guest.send("/mailbox/call", phone="07700 900456", to="identity_desk/identity_check")
    found = CONTACT.search(told)
    assert found
    assert town.run(town.house.contacts.get(found[0])).contact.desk == "identity_desk"


def test_there_is_no_call_to_where_nobody_is(guest: Guest) -> None:
    guest.open("/mailbox")
    for to in ("", "ava/stolen_card", "front_desk/none"):
        guest.send("/mailbox/call", phone="1", to=to)
        assert guest.page.status_code == 404
        guest.open("/mailbox")


def test_a_stranger_s_number_rings_as_well(guest: Guest) -> None:
    guest.open("/mailbox")
    assert "It rings" in guest.send("/mailbox/call", phone="07700 900999", to="front_desk/general_help")


def test_authenticators_of_the_cast_show_their_codes(town: Town, guest: Guest) -> None:
    assert town.stage.code("ravi") in guest.open("/mailbox/letters")


def test_a_demo_without_a_mailbox_has_no_page_for_it(town: Town) -> None:
    with Guest(town.serve(replace(town.house, mailbox=None))) as guest:
        guest.open("/mailbox")
        assert guest.page.status_code == 404
