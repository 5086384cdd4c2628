"""What names say: words and never substrings, and the table that they stand in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.discover.containers import contained
from needline.discover.naming import named, places
from needline.discover.roles import Role, role
from needline.discover.schema import Column, Family, Table, family_of
from needline.discover.tokens import words


def verdict(table: str, column: str, kind: str = "varchar(200)", beside: tuple[str, ...] = ()) -> str | None:
    columns = tuple(
        Column(name=name, family=family_of(of)) for name, of in [(column, kind), *((one, "text") for one in beside)]
    )
    place = places([Table(name=table, columns=columns)])[table]
    found = named(columns[0], place)
    return found.category if found else None


@pytest.mark.parametrize(
    ("table", "column", "category"),
    [
        ("customers", "name", "user.name"),
        ("genres", "name", None),
        ("customer_type", "name", None),
        ("tipo_cliente", "nombre", None),
        ("queues", "email_address", None),
        ("sessions", "user_ip", "user.device.ip_address"),
        ("user_email", "address", "user.contact.email"),
        ("customers", "email_verified_by", None),
        ("customers", "email_type", None),
        ("customers", "password_changed_by", None),
        ("customers", "zip", "user.contact.address.postal_code"),
        ("stores", "support_email", None),
        ("invoices", "billing_city", "user.contact.address.city"),
        ("payments", "cvv_response_code", None),
        ("films", "release_year", None),
        ("mailboxes", "imap_password", "system.authentication"),
        ("users", "reset_password_token", "system.authentication"),
        ("Kunden", "Geburtsdatum", "user.demographic.date_of_birth"),
        ("clients", "date_naissance", "user.demographic.date_of_birth"),
    ],
)
def test_a_name_means_what_its_table_lets_it_mean(table: str, column: str, category: str | None) -> None:
    assert verdict(table, column) == category


def test_a_state_is_a_place_beside_a_town_and_else_a_status() -> None:
    assert verdict("customers", "state") is None
    assert verdict("customers", "state", beside=("city",)) == "user.contact.address.state"


def test_a_title_beside_a_name_is_a_form_of_address_or_of_staff_a_job() -> None:
    assert verdict("addresses", "title", beside=("last_name",)) == "user.demographic.gender"
    assert verdict("employees", "title", beside=("last_name",)) == "user.job_title"
    assert verdict("albums", "title") is None


def test_yes_or_no_is_never_a_value_of_somebody() -> None:
    assert verdict("customers", "email", "boolean") is None


def test_a_foreign_key_is_no_finding() -> None:
    people = Table(name="people", columns=(Column(name="id", family=Family.NUMBER, key=True),))
    phones = Table(name="calls", columns=(Column(name="phone", family=Family.NUMBER, refers="people"),))
    assert named(phones.columns[0], places([people, phones])["calls"]) is None


def test_words_are_never_found_inside_other_words() -> None:
    assert "ip" not in words("zip", {"ip"})
    assert verdict("customers", "shipment") is None
    assert verdict("customers", "companion_code") is None


@pytest.mark.parametrize(
    ("table", "is_"),
    [
        ("helpdesk_ticketcustomfieldvalue", Role.TALK),
        ("order_billingaddress", Role.ADDRESS),
        ("spree_credit_cards", Role.CARD),
        ("Rechnungsadressen", Role.ADDRESS),
        ("canned_responses", Role.LOOKUP),
        ("productattributevalue", Role.GOODS),
        ("xq_17", Role.UNKNOWN),
    ],
)
def test_the_last_word_with_a_role_gives_it_to_the_table(table: str, is_: Role) -> None:
    assert role(table) is is_


def test_a_table_without_a_telling_name_is_about_people_when_its_columns_are() -> None:
    assert verdict("aa_010", "name", beside=("first_name", "email")) == "user.name"


@pytest.mark.parametrize(
    ("table", "column", "kind", "holds"),
    [
        ("tickets", "description", "text", True),
        ("products", "description", "text", False),
        ("contacts", "custom_attributes", "jsonb", True),
        ("customers", "notes", "text", True),
        ("tickets", "status", "text", False),
        ("email_templates", "body", "text", False),
        ("ticket_attachments", "filename", "varchar(200)", True),
        ("tickets", "priority", "varchar(10)", False),
        ("audit_log", "old_value", "text", True),
    ],
)
def test_a_container_is_told_by_what_comes_into_its_table(table: str, column: str, kind: str, holds: bool) -> None:
    one = Column(name=column, family=family_of(kind))
    assert (contained(one, places([Table(name=table, columns=(one,))])[table]) is not None) is holds


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_names_can_be_judged(table: str, column: str) -> None:
    one = Column(name=column or "c", family=Family.TEXT)
    place = places([Table(name=table or "t", columns=(one,))])[table or "t"]
    named(one, place)
    contained(one, place)
