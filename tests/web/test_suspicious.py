"""A suspicious caller: one button, the words to say, and somebody else who lets it go on."""

from tests.web.houses import Town
from tests.web.test_contact import call


def test_one_button_freezes_the_contact_and_says_what_to_say(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    told = agent.open(f"/desk/contact/{contact}")
    assert "Suspicious caller: freeze this contact" in told
    told = agent.send(f"/desk/contact/{contact}/suspect")
    assert "This contact is frozen." in told
    assert f"Your reference is {contact}." in told
    assert told.count("This contact is frozen") == 5  # once above, and for each of the four elements
    assert agent.page.text.count('data-form="withheld"') == 4
    assert "Suspicious caller: freeze this contact" not in told
    assert "frozen: suspicious caller" in agent.open("/desk")
    assert "/release" not in agent.page.text


def test_security_is_alerted_and_releases_it_and_the_agent_does_not(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    agent.open("/desk")
    agent.send(f"/desk/contact/{contact}/suspect")
    agent.send(f"/desk/contact/{contact}/release")
    assert agent.page.status_code == 403
    security = town.agent("sam")
    told = security.open("/record?kind=frozen")
    assert contact in told
    assert f"Release {contact}" in told
    security.send(f"/desk/contact/{contact}/release")
    assert "The customer has not proved who they are." in agent.open(f"/desk/contact/{contact}")
    assert town.entries(kind="released", contact=contact)


def test_a_spent_budget_is_told_and_nothing_else_is(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    agent.open(f"/desk/contact/{contact}")
    for _ in range(5):
        agent.send(f"/desk/contact/{contact}/match", element="birth_date", said="1900-01-01")
    told = agent.open(f"/desk/contact/{contact}")
    assert "Too many failed tries for this customer today. Ask the customer to use another way." in told
    told = agent.send(f"/desk/contact/{contact}/verify")
    assert "Too many failed tries for this customer today." in told
    assert "was sent a link" not in told


def test_an_agent_reads_that_others_tried_before(town: Town) -> None:
    _, phone = town.customer()
    call(town, "billing_desk", "billing_dispute", "tom", phone)
    _, _, told = call(town, "front_desk", "general_help", "maya", phone)
    assert "1 more contact for this customer within the hour." in told
    assert "If it feels wrong, freeze the contact" in told


def test_a_customer_without_a_try_is_told_to_use_another_way(town: Town) -> None:
    email, _ = town.customer()
    with town.guest() as guest:
        guest.open("/chat")
        guest.send("/chat", text="What is my balance?")
        guest.send("/chat/sign-in")
        at = guest.page.url.path
        guest.send(at, email=email, password=town.stage.password)
        for turn in range(5):
            if turn == 3:
                guest.send(f"{at}/again")
            guest.send(f"{at}/code", code="------")
        assert "please use another way" in guest.words
        assert "That code did not work" not in guest.words
