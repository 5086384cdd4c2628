"""Acting from the desk: tried first, done once, above its limit with somebody else's yes; and emergencies."""

import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from msgspec.structs import replace

from needline.estate.model import BreakGlass
from needline.staff import Role
from needline.store.deeds import State, Wish
from needline.web.wiring import apply
from tests.web.houses import Guest, Town


@pytest.fixture
def dee(town: Town) -> Guest:
    """Whoever answers for the billing desk."""
    return signed_in(town, "dee", "Dee Brandt", Role.SUPERVISOR)


def signed_in(town: Town, name: str, called: str, role: Role) -> Guest:
    """Somebody whom only these tests know: those of the other tests may have proved a factor too long ago."""
    if name not in town.stage.secrets:
        secret = secrets.token_bytes(20)
        town.stage.secrets[name] = secret  # type: ignore[index]  # a dict, made by the stage
        enrol = town.house.staff.enrol(
            name, called, "billing_desk", role, password=town.stage.password, totp_secret=secret
        )
        town.run(enrol)
    return town.agent(name)


def charge_of(town: Town, contact: str) -> str:
    """A charge of the contact's customer that nobody refunded."""
    subject = town.run(town.house.contacts.get(contact)).contact.subject
    query = "SELECT id FROM charges WHERE customer_id = ? AND id NOT IN (SELECT charge_id FROM refunds)"
    ((charge,), *_) = town.bank(query, subject)
    return str(charge)


def refunds(town: Town, charge: str) -> int:
    return len(town.bank("SELECT * FROM refunds WHERE charge_id = ?", charge))


def tried(agent: Guest, contact: str, charge: str, amount: str) -> dict[str, str]:
    """The form of the page that says what would change."""
    agent.open(f"/desk/contact/{contact}")
    agent.send(f"/desk/contact/{contact}/rehearse", action="refund", take_charge=charge, take_amount=amount)
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', agent.page.text))


def asked(town: Town, dee: Guest) -> tuple[Guest, str, str, str]:
    """Tom asks for a refund above the limit: Tom, the contact, the charge, and the address of Dee's form."""
    tom, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    charge = charge_of(town, contact)
    with closing(sqlite3.connect(town.stage.customers)) as bank:
        bank.execute("UPDATE charges SET amount = 400 WHERE id = ?", (charge,))
        bank.commit()
    form = tried(tom, contact, charge, "201.37")
    assert "One row of this customer would change." in tom.words
    tom.send(f"/desk/contact/{contact}/act", **form)
    dee.open("/approvals")
    found = re.findall(r'action="(/approvals/\w+/answer)"', dee.page.text)
    return tom, contact, charge, found[-1]


def test_a_dry_run_says_what_would_change_and_changes_nothing(town: Town) -> None:
    tom, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    charge = charge_of(town, contact)
    form = tried(tom, contact, charge, "0.01")
    assert "One row of this customer would change." in tom.words
    assert refunds(town, charge) == 0
    assert form["seen"] == "0"
    tried(tom, contact, "99999999", "0.01")
    assert "Nothing would change. Check what you typed." in tom.words
    kinds = [one.entry.__struct_config__.tag for one in town.entries(contact=contact)]
    assert kinds.count("rehearsed") == 2
    assert "ordered" not in kinds


@pytest.mark.parametrize("times", [2, 5])
def test_a_double_click_does_it_once(town: Town, times: int) -> None:
    tom, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    charge = charge_of(town, contact)
    form = tried(tom, contact, charge, "0.01")
    told = set()
    for _ in range(times):
        tom.page = tom.client.post(f"/desk/contact/{contact}/act", data=form)
        told.add(re.findall(r"(?:Done|Nothing)[^.]*?\(entry \d+ of the record\)", tom.words)[0])
    assert len(told) == 1
    assert "Done: refund" in told.pop()
    assert refunds(town, charge) == 1


def test_two_tabs_do_it_once(town: Town) -> None:
    tom, contact = town.proved_call("card_safety", "stolen_card", "ines")
    subject = town.run(town.house.contacts.get(contact)).contact.subject
    ((card,), *_) = town.bank("SELECT id FROM cards WHERE customer_id = ? AND status = 'active'", subject)
    tom.open(f"/desk/contact/{contact}")
    forms = []
    for _ in range(2):
        tom.open(f"/desk/contact/{contact}")
        tom.send(f"/desk/contact/{contact}/rehearse", action="block_card", take_card=str(card))
        forms.append(dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', tom.page.text)))
    for form in forms:
        tom.page = tom.client.post(f"/desk/contact/{contact}/act", data=form)
        assert "Done: block card" in tom.words
    kinds = [one.entry.__struct_config__.tag for one in town.entries(contact=contact)]
    assert kinds.count("ordered") == 1


def test_a_supervisor_sees_the_request_and_nothing_of_the_customer(town: Town, dee: Guest) -> None:
    _, contact, charge, _ = asked(town, dee)
    subject = town.run(town.house.contacts.get(contact)).contact.subject
    ((name, phone),) = town.bank("SELECT full_name, phone FROM customers WHERE id = ?", subject)
    assert "Refund: 201.37" in dee.words
    assert "tom asks, for a disputed charge" in dee.words
    assert "Also given, and not shown here: charge." in dee.words
    for hidden in (name, phone, f">{charge}<"):
        assert hidden not in dee.page.text


def test_with_a_yes_it_is_done_once_and_the_agent_sees_who_said_so(town: Town, dee: Guest) -> None:
    tom, contact, charge, form = asked(town, dee)
    assert "You said yes, and it was done." in dee.send(form, reason="charged twice <b>", answer="yes")
    assert refunds(town, charge) == 1
    dee.open("/approvals")
    assert "That is not for you to answer" in dee.send(form, reason="again", answer="yes")
    told = tom.open(f"/desk/contact/{contact}")
    assert "done (dee said yes: charged twice <b>)" in told
    assert refunds(town, charge) == 1
    assert "charged twice &lt;b&gt;" in tom.page.text


def test_with_a_no_nothing_is_done(town: Town, dee: Guest) -> None:
    tom, contact, charge, form = asked(town, dee)
    assert "Say in a few words why" in dee.send(form, reason=" ", answer="no")
    assert "You said no. The agent sees your reason." in dee.send(form, reason="ask again", answer="no")
    assert refunds(town, charge) == 0
    assert "Refund : not done (dee said no: ask again)" in tom.open(f"/desk/contact/{contact}")


def test_after_the_contact_was_closed_a_yes_does_nothing(town: Town, dee: Guest) -> None:
    tom, contact, charge, form = asked(town, dee)
    tom.open(f"/desk/contact/{contact}")
    tom.send(f"/desk/contact/{contact}/close")
    assert "You said yes, but it was not done" in dee.send(form, reason="yes", answer="yes")
    assert refunds(town, charge) == 0


def test_an_agent_has_no_approvals_and_security_answers_none(town: Town, dee: Guest) -> None:
    tom, _, charge, form = asked(town, dee)
    tom.open("/desk")
    for path in ("/approvals", form):
        answer = tom.client.request("GET" if path == "/approvals" else "POST", path, data={"token": tom.token})
        assert answer.status_code == 403
    vera = signed_in(town, "vera", "Vera Lind", Role.SECURITY)
    vera.open("/approvals")
    assert "Requests (0)" in vera.words
    assert "That is not for you to answer" in vera.send(form, reason="yes", answer="yes")
    assert refunds(town, charge) == 0


def test_what_nobody_knows_is_shown_until_somebody_settles_it(town: Town, dee: Guest) -> None:
    tom, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    ledger, now = town.house.floor.deeds.ledger, town.house.clock()
    wish = Wish(contact=contact, desk="billing_desk", agent="tom", action="refund", seal="a" * 64)
    deed, _ = town.run(ledger.claim(wish, 0, now))
    town.run(ledger.end(deed, State.UNKNOWN, now, 0))
    assert "nobody knows whether it was done" in tom.open(f"/desk/contact/{contact}")
    assert "the answer did not come" in dee.open("/approvals")
    form = f"/approvals/{contact}/{deed.serial}/settle"
    assert "Thank you." in dee.send(form, done="no")
    assert f'action="{form}"' not in dee.page.text
    assert "Refund : changed nothing" in tom.open(f"/desk/contact/{contact}")


@pytest.fixture
def glass(town: Town) -> Iterator[None]:
    """Disputes are behind glass meanwhile."""
    policy = town.run(town.house.policies.current())
    journey = replace(policy.journeys["billing_dispute"], break_glass=BreakGlass(minutes=5))
    sealed = replace(policy.estate, journeys={**policy.estate.journeys, "billing_dispute": journey})
    town.run(apply(town.stage.ground, sealed, "test"))
    yield
    town.run(apply(town.stage.ground, policy.estate, "test"))


@pytest.mark.usefixtures("glass")
def test_an_emergency_has_a_reason_an_alert_and_a_review(town: Town) -> None:
    tom, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    told = tom.open(f"/desk/contact/{contact}")
    assert told.count("This journey is for emergencies.") == 4
    assert "say why" in tom.send(f"/desk/contact/{contact}/break-glass", reason="no")
    told = tom.send(f"/desk/contact/{contact}/break-glass", reason="stranded abroad <i> 4242 4242 4242 4242")
    assert "The glass is broken. Security was told" in told
    assert 'data-form="full"' in tom.page.text
    other, elsewhere = town.proved_call("billing_desk", "billing_dispute", "tom")
    other.open(f"/desk/contact/{elsewhere}")
    told = other.send(f"/desk/contact/{elsewhere}/break-glass", reason="another emergency")
    assert "your last emergency was not reviewed yet" in told
    sam = town.agent("sam")
    told = sam.open("/approvals/live")
    assert "tom broke the glass of a disputed charge" in told
    assert "stranded abroad <i> [card number]" in told
    (form,) = re.findall(r'action="(/approvals/\w+/review)"', sam.page.text)
    assert "Thank you." in sam.send(form, justified="yes")
    assert "None waits for its review." in sam.words
    other.open(f"/desk/contact/{elsewhere}")
    assert "The glass is broken." in other.send(f"/desk/contact/{elsewhere}/break-glass", reason="another emergency")
    sam.open("/approvals")
    (form,) = re.findall(r'action="(/approvals/\w+/review)"', sam.page.text)
    sam.send(form, justified="yes")
