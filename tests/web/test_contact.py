"""An agent's open contact: each element in its form, each refusal with its step, and no hand on the proofs."""

import re
from html import unescape

import pytest

from needline.record.entry import Decided
from tests.web.houses import Guest, Town


def call(town: Town, desk: str, journey: str, name: str, phone: str = "") -> tuple[Guest, str, str]:
    """A call that was picked up: the agent, the contact, and what its page says."""
    contact = town.call(desk, journey, phone)
    agent = town.agent(name)
    agent.open("/desk")
    return agent, contact, agent.send(f"/desk/contact/{contact}/pick-up")


def cells(agent: Guest, element: str) -> list[str]:
    """What the page shows of an element."""
    row = agent.page.text.partition(f'data-element="{element}"')[2].partition("</td>\n</tr>")[0]
    found = re.findall(r"<td>([^<]*)</td>|class=\"value\">([^<]*)<", row)
    return [unescape(cell or line) for cell, line in found]


def subject_of(town: Town, contact: str) -> str:
    """Whose contact it is."""
    return str(town.run(town.house.contacts.get(contact)).contact.subject)


def test_before_the_customer_proved_anything_everything_is_withheld_with_its_step(town: Town) -> None:
    _, phone = town.customer()
    agent, _, told = call(town, "billing_desk", "billing_dispute", "tom", phone)
    assert told.count("The customer has not proved who they are.") == 4
    assert told.count("Start the customer's verification.") == 4
    assert agent.page.text.count('data-form="withheld"') == 4
    assert "The customer has proved nothing in this contact yet." in told
    ((name,),) = town.bank("SELECT full_name FROM customers WHERE phone = ?", phone)
    assert name not in told


def test_after_the_customer_proved_it_each_element_stands_in_its_form(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    told = agent.open(f"/desk/contact/{contact}")
    assert "Proved by the customer: password and a code" in told
    forms = set(re.findall(r'data-form="(\w+)" data-element="(\w+)"', agent.page.text))
    assert forms == {
        ("masked", "card_number"),
        ("matches", "birth_date"),
        ("full", "name"),
        ("full", "charges"),
    }
    subject = subject_of(town, contact)
    pans = [pan for (pan,) in town.bank("SELECT pan FROM cards WHERE customer_id = ?", subject)]
    assert cells(agent, "card_number") == [f"•••{pan[-4:]}" for pan in pans]
    assert not any(pan in agent.page.text for pan in pans)
    ((born,),) = town.bank("SELECT born FROM customers WHERE id = ?", subject)
    assert born not in agent.page.text


def test_what_may_only_be_used_says_so(town: Town) -> None:
    agent, contact = town.proved_call("card_safety", "stolen_card", "ines")
    told = agent.open(f"/desk/contact/{contact}")
    assert "It can be used here without being seen. Use the action that needs it." in told


def test_what_the_journey_does_not_need_is_named_and_closed(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    told = agent.open(f"/desk/contact/{contact}")
    unneeded = told.partition("Not for this journey")[2].partition("Nobody at this desk")[0]
    assert "income" in unneeded
    assert "card number" not in unneeded


def test_every_look_says_where_it_stands_in_the_record(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    told = agent.open(f"/desk/contact/{contact}")
    found = re.search(r"seen by Tom Adeyemi, entry (\d+) of the record", told)
    assert found
    newest = town.entries(contact=contact)[0]
    assert newest.place == int(found[1])
    assert isinstance(newest.entry, Decided)


@pytest.mark.parametrize(("right", "words"), [(True, "Yes, it matches."), (False, "No, it does not match.")])
def test_a_birth_date_is_matched_and_never_shown(town: Town, right: bool, words: str) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    agent.open(f"/desk/contact/{contact}")
    ((born,),) = town.bank("SELECT born FROM customers WHERE id = ?", subject_of(town, contact))
    said = born if right else "1900-01-01"
    assert words in agent.send(f"/desk/contact/{contact}/match", element="birth_date", said=said)
    assert born not in agent.words


def test_matching_is_for_what_matches_only(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    agent.open(f"/desk/contact/{contact}")
    for element in ("income", "card_number", "none", ""):
        told = agent.send(f"/desk/contact/{contact}/match", element=element, said="1")
        assert "it matches" not in told
        assert "does not match" not in told


def test_a_script_gets_the_answer_alone(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    agent.open(f"/desk/contact/{contact}")
    form = {"token": agent.token, "element": "birth_date", "said": "1900-01-01"}
    part = agent.client.post(f"/desk/contact/{contact}/match", data=form, headers={"x-part": "1"})
    assert part.text.startswith('<p id="answer-birth_date"')
    assert "No, it does not match." in part.text


def test_an_action_changes_the_banks_database_and_says_so(town: Town) -> None:
    agent, contact = town.proved_call("card_safety", "stolen_card", "ines")
    agent.open(f"/desk/contact/{contact}")
    card = cells(agent, "cards")[0]
    told = agent.send(f"/desk/contact/{contact}/act", action="block_card", take_card=card)
    assert "Done: block card (entry" in told
    assert town.bank("SELECT status FROM cards WHERE id = ?", card) == [("blocked",)]


def test_a_card_of_somebody_else_is_out_of_reach(town: Town) -> None:
    agent, contact = town.proved_call("card_safety", "stolen_card", "ines")
    agent.open(f"/desk/contact/{contact}")
    told = agent.send(f"/desk/contact/{contact}/act", action="block_card", take_card="3")
    assert "Nothing was changed: block card." in told
    assert town.bank("SELECT status FROM cards WHERE id = 3") != [("blocked",)]


def test_above_the_limit_it_waits_for_somebody_elses_yes(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    agent.open(f"/desk/contact/{contact}")
    assert "At most 200; above that it takes the approval of: supervisor." in agent.words
    charge = cells(agent, "charges")[0]
    told = agent.send(f"/desk/contact/{contact}/act", action="refund", take_charge=charge, take_amount="200.01")
    assert "Asked for: refund. It waits for the yes of a supervisor until" in told
    assert town.bank("SELECT * FROM refunds WHERE charge_id = ?", charge) == []


@pytest.mark.parametrize("action", ["block_card", "none", ""])
def test_an_action_of_another_journey_is_refused(town: Town, action: str) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    agent.open(f"/desk/contact/{contact}")
    told = agent.send(f"/desk/contact/{contact}/act", action=action, take_card="1")
    assert "The reason: this journey does not need it" in told


def test_the_page_believes_the_record_and_not_its_address(town: Town) -> None:
    agent, contact = town.proved_call("card_safety", "stolen_card", "ines")
    agent.open(f"/desk/contact/{contact}")
    agent.send(f"/desk/contact/{contact}/act", action="block_card", take_card=cells(agent, "cards")[0])
    done = agent.page.url.query.decode()
    other, elsewhere = town.proved_call("card_safety", "stolen_card", "ines")
    for query in (done, "order=0", "order=-1", "order=x", "order=99999999999999999999", "told=x"):
        told = other.open(f"/desk/contact/{elsewhere}?{query}")
        assert other.page.status_code == 200
        assert "Done:" not in told


def test_no_control_says_what_the_customer_proved(town: Town) -> None:
    _, phone = town.customer()
    agent, contact, _ = call(town, "billing_desk", "billing_dispute", "tom", phone)
    fields = set(re.findall(r'name="([\w-]+)"', agent.page.text)) - {"viewport", "color-scheme"}
    assert fields == {"token", "to", "action", "take_charge", "take_amount"}
    for ending in ("verify", "find", "act", "reply", "match", "hand-over"):
        forged = {"assurance": "two-factor", "level": "two-factor", "customer": "two-factor", "by": "phone"}
        agent.open(f"/desk/contact/{contact}")
        agent.send(f"/desk/contact/{contact}/{ending}", **forged, value=phone)
    assert str(town.run(town.house.contacts.get(contact)).contact.customer) == "nothing"


def test_the_part_that_refreshes_itself_discloses_nothing(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    before = len(town.entries())
    told = agent.open(f"/desk/contact/{contact}/live?saw=nothing")
    assert len(town.entries()) == before
    assert "two-factor" in told
    assert "Show what this allows" in told
    assert "data-element" not in agent.page.text


def test_nothing_is_offered_again_when_nothing_rose(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    assert "Show what this allows" not in agent.open(f"/desk/contact/{contact}/live?saw=two-factor")


def test_starting_verification_sends_the_link_to_the_customer_and_not_to_the_page(town: Town) -> None:
    _, phone = town.customer()
    agent, contact, _ = call(town, "billing_desk", "billing_dispute", "tom", phone)
    told = agent.send(f"/desk/contact/{contact}/verify")
    assert "The customer was sent a link" in told
    assert "/prove/" in town.letters()[0]
    assert "/prove/" not in agent.page.text


def test_finding_a_customer_tells_nothing_of_whether_there_is_one(town: Town) -> None:
    email, _ = town.customer()
    answers = []
    for value in (email, "nobody@nowhere.example"):
        agent, contact, _ = call(town, "complaints_desk", "complaint", "omar")
        told = agent.send(f"/desk/contact/{contact}/find", by="email", value=value)
        answers.append(re.sub(r"[2-9A-Z]{4}-[2-9A-Z]{4}|entry \d+", "", told))
    assert answers[0] == answers[1]
    assert "Looked up. Whether somebody was found shows only" in answers[0]


def test_the_fourth_try_to_find_somebody_is_not_made(town: Town) -> None:
    agent, contact, _ = call(town, "complaints_desk", "complaint", "omar")
    for _ in range(3):
        agent.open(f"/desk/contact/{contact}")
        agent.send(f"/desk/contact/{contact}/find", by="phone", value="07700 900000")
    assert "Not looked up" in agent.send(f"/desk/contact/{contact}/find", by="phone", value="07700 900000")


def test_a_reply_is_masked_and_reaches_the_customer(town: Town, guest: Guest) -> None:
    guest.open("/chat")
    guest.send("/chat", text="someone stole my card")
    contact = re.findall(r"reference is ([2-9A-Z-]{9})", guest.words)[-1]
    agent = town.agent("ines")
    agent.open("/desk")
    agent.send(f"/desk/contact/{contact}/pick-up")
    agent.send(f"/desk/contact/{contact}/reply", text="Is it 4242 4242 4242 4242? <i>")
    assert "Is it [card number]? &lt;i&gt;" in agent.page.text
    told = guest.open("/chat")
    assert "Is it [card number]? <i>" in told
    assert "A person at our card safety desk" in told


def test_a_contact_can_go_to_another_desk_with_its_proofs(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    agent.open(f"/desk/contact/{contact}")
    agent.send(f"/desk/contact/{contact}/hand-over", to="complaints_desk/complaint")
    assert agent.page.url.path == "/desk"
    omar = town.agent("omar")
    omar.open("/desk")
    told = omar.send(f"/desk/contact/{contact}/pick-up")
    assert "Handed over by Tom Adeyemi of billing desk." in told
    assert "two-factor" in told
    assert cells(omar, "name")
    agent.open(f"/desk/contact/{contact}")
    assert agent.page.status_code == 403


@pytest.mark.parametrize("to", ["", "/", "ava/card_delivery", "billing_desk/loan_question", "none/none"])
def test_there_is_no_way_to_where_nobody_handles_it(town: Town, to: str) -> None:
    agent, contact, _ = call(town, "complaints_desk", "complaint", "omar")
    assert "There is no such way for this contact" in agent.send(f"/desk/contact/{contact}/hand-over", to=to)


def test_a_closed_contact_is_closed(town: Town) -> None:
    agent, contact, _ = call(town, "complaints_desk", "complaint", "omar")
    agent.send(f"/desk/contact/{contact}/close")
    assert agent.page.url.path == "/desk"
    agent.open(f"/desk/contact/{contact}")
    assert agent.page.status_code == 403
