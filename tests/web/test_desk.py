"""The queue of a desk: what waits, and nothing about whom."""

from tests.web.houses import Town


def test_the_queue_names_contacts_and_no_customers(town: Town) -> None:
    _, phone = town.customer()
    ((name, reference),) = town.bank("SELECT full_name, reference FROM customers WHERE phone = ?", phone)
    contact = town.call("lending_desk", "loan_question", phone)
    told = town.agent("ravi").open("/desk")
    assert contact in told
    assert "a question about a loan" in told
    for value in (name, reference, phone):
        assert value not in town.agent("ravi").page.text


def test_who_waits_longest_stands_first(town: Town) -> None:
    first, second = town.call("lending_desk", "loan_question"), town.call("lending_desk", "loan_question")
    told = town.agent("ravi").open("/desk/queue")
    assert told.index(first) < told.index(second)


def test_other_desks_do_not_see_it(town: Town) -> None:
    contact = town.call("complaints_desk", "complaint")
    assert contact in town.agent("omar").open("/desk")
    assert contact not in town.agent("maya").open("/desk")


def test_a_contact_at_another_desk_cannot_be_picked_up(town: Town) -> None:
    contact = town.call("complaints_desk", "complaint")
    maya = town.agent("maya")
    maya.open("/desk")
    assert "This contact is not yours" in maya.send(f"/desk/contact/{contact}/pick-up")
    assert maya.page.status_code == 403


def test_a_contact_that_nobody_picked_up_is_closed_to_its_desk_as_well(town: Town) -> None:
    contact = town.call("complaints_desk", "complaint")
    for path in ("", "/live"):
        town.agent("omar").open(f"/desk/contact/{contact}{path}")
        assert town.agent("omar").page.status_code == 403


def test_a_contact_of_another_desk_and_one_that_is_none_read_the_same(town: Town) -> None:
    contact = town.call("complaints_desk", "complaint")
    maya = town.agent("maya")
    there = maya.open(f"/desk/contact/{contact}")
    assert maya.open("/desk/contact/2222-2222") == there


def test_picking_up_opens_the_contact_and_takes_it_from_the_queue(town: Town) -> None:
    contact = town.call("complaints_desk", "complaint")
    omar = town.agent("omar")
    omar.open("/desk")
    assert "What this journey needs" in omar.send(f"/desk/contact/{contact}/pick-up")
    omar.open("/desk")
    assert f'action="/desk/contact/{contact}/pick-up"' not in omar.page.text
    assert f'href="/desk/contact/{contact}"' in omar.page.text
