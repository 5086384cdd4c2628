"""Manifests that needline did not write: what of them becomes an estate, and what is told of the rest."""

import pytest

from needline.errors import EstateError, Place
from needline.estate import Estate, read
from needline.estate.categories import KEYS
from needline.exchange import Drafted, from_fides
from needline.exchange.elements import category_of, harm_of, named, span_of
from needline.exchange.manifest import Said

SHOP = """
dataset:
  - fides_key: Web-Shop
    retention: 3 years
    collections:
      - name: customer
        fields:
          - name: id
            fides_meta: {primary_key: True}
          - name: email
            data_categories: [user.contact.email]
            fides_meta: {identity: email}
          - name: first
            data_categories: [user.name.first]
          - name: created_at
            data_categories: [system.operations]
      - name: orders
        fields:
          - name: buyer
            fidesops_meta:
              references: [{dataset: Web-Shop, field: customer.id, direction: from}]
          - name: receipt_email
            data_categories: [user.contact.email]
          - name: paid
            data_categories: [user.financial]
          - name: card
            data_categories: [user.financial]
"""


def drafted(text: str) -> Drafted:
    return from_fides({"m.yml": text.encode()})


def estate(draft: Drafted) -> Estate:
    return read("draft.yaml", {"draft.yaml": draft.text.encode()}.__getitem__).estate


def told(draft: Drafted) -> tuple[str, ...]:
    """What is told, without the places."""
    return tuple(f"{left.what}; {left.why}" for left in draft.left)


def field(category: str, name: str = "f", table: str = "t") -> str:
    return (
        f"dataset: [{{fides_key: d, collections: [{{name: {table}, "
        f"fields: [{{name: {name}, data_categories: [{category}]}}]}}]}}]"
    )


def test_datasets_become_stores_and_categories_become_elements() -> None:
    draft = estate(drafted(SHOP))
    store = draft.stores["web_shop"]
    assert store.holds == {
        "email": "customer.email",
        "first_name": "customer.first",
        "orders_email": "orders.receipt_email",
        "financial": ("orders.paid", "orders.card"),
    }
    assert draft.elements["orders_email"].category == "user.contact.email"
    assert draft.elements["financial"].harm == 10


def test_how_fides_finds_a_person_becomes_person_ties_and_find_by() -> None:
    store = estate(drafted(SHOP)).stores["web_shop"]
    assert store.person == "customer.id"
    assert store.ties == {"orders": "buyer"}
    assert store.find_by == {"email": "customer.email"}
    assert store.keep == "3y"


def test_journeys_stay_empty_and_declared_uses_stand_beside_them() -> None:
    system = (
        "system: [{fides_key: crm, privacy_declarations: [{name: Support, data_use: essential.service, "
        "data_categories: [user.contact.email]}]}]"
    )
    draft = from_fides({"a.yml": SHOP.encode(), "b.yml": system.encode()})
    assert "# system crm: Support (essential.service: user.contact.email)\njourneys: {}" in draft.text
    assert draft.whole


NO_CATEGORY = "which is no data category of fideslang 2 or 3"
ABOVE_CARD = "read as 'user.financial.credit_card', which is above it; did you mean 'user.financial.credit_card'?"
ABOVE_ACCOUNT = "read as 'user.account', which is above it; did you mean 'user.contact.address.city'?"
PART = "an estate takes datasets and systems"
SYSTEM = "system: [{fides_key: s, privacy_declarations: [{name: n, data_use: u, data_categories: [user.social]}]}]"
UNNAMED = "dataset: [{name: ''}, {fides_key: d, collections: [{fields: []}], retention: until closed}]"
COUNTS = {  # what the manifest says of people and the draft does not, or not as it is said
    field("user.financial.credit_card.last4"): (
        f"'f' has 'user.financial.credit_card.last4', {NO_CATEGORY}; {ABOVE_CARD}",
    ),
    field("user.account.contact.city"): (f"'f' has 'user.account.contact.city', {NO_CATEGORY}; {ABOVE_ACCOUNT}",),
    field("customer.email"): (f"'f' has 'customer.email', {NO_CATEGORY}; did you mean 'user.contact.email'?",),
    field("user.name", name="'a.b'"): ("'t.a.b' (user.name); an estate cannot write the name of this column",),
    "dataset: [{fides_key: d, data_categories: [user.name], collections: []}]": (
        "'user.name' of the whole dataset 'd'; name the fields that hold it",
    ),
    UNNAMED: (
        "a dataset; it has no fides_key",
        "the retention 'until closed'; it is no span of time such as 90 days",
        "a collection; it has no name",
    ),
    SYSTEM: ("'user.social' of the system 's'; no dataset of these files holds it",),
    "services: {web: {}}": (f"'services' (one); {PART}",),
    "- a": ("this document; a manifest holds keys such as dataset: and system:",),
}
IS_NOTED = {  # what an estate has no place for
    SHOP: (
        "fields of 'Web-Shop' without a category: 'id', 'buyer'; an element needs one",
        "'created_at' (system.operations); it is about the system and nobody in particular",
    ),
    "policy: [{}, {}]": (f"'policy' (2 of them); {PART}",),
    "": (),
}


@pytest.mark.parametrize(("text", "lines"), COUNTS.items(), ids=map(str, range(len(COUNTS))))
def test_what_the_draft_lacks_is_told(text: str, lines: tuple[str, ...]) -> None:
    draft = drafted(text)
    assert told(draft) == lines
    assert not draft.whole
    estate(draft)


@pytest.mark.parametrize(("text", "lines"), IS_NOTED.items(), ids=map(str, range(len(IS_NOTED))))
def test_what_is_nobodys_data_is_told_and_is_no_lack(text: str, lines: tuple[str, ...]) -> None:
    draft = drafted(text)
    assert told(draft) == lines
    assert draft.whole
    estate(draft)


def test_what_is_left_out_is_told_with_file_line_and_column() -> None:
    assert str(drafted(SHOP).left[0]).startswith("m.yml:8:13: fields of 'Web-Shop'")


def test_a_part_of_a_document_stands_for_its_whole_column() -> None:
    nested = (
        "dataset: [{fides_key: d, collections: [{name: t, fields: [{name: at, fields: [{name: street, "
        "data_categories: [user.contact.address.street]}]}]}]}]"
    )
    draft = drafted(nested)
    assert estate(draft).stores["d"].holds == {"address_street": "t.at"}
    assert told(draft)[0].endswith(
        "'street' inside 'at' (user.contact.address.street); a column has no parts here: all of it is in the draft"
    )
    assert draft.whole


def test_yaml_is_read_as_those_read_it_who_wrote_it() -> None:
    text = """%YAML 1.1
---
x: &fields
  - {name: mail, data_categories: &mail [user.contact.email]}
dataset:
  - {fides_key: one, collections: [{name: a, fields: *fields}]}
---
dataset: !!seq
  - {fides_key: two, fides_key: last, collections: [{name: no, fields: [{name: on, data_categories: [user.name]}]}]}
"""
    draft = estate(drafted(text))
    assert draft.stores["one"].holds == {"email": "a.mail"}
    assert draft.stores["last"].holds == {"name": "no.on"}


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"dataset: [a b: c", "m.yml:1:10: the [ here lacks a comma or its ]; add what is missing, or use quotes"),
        (b"a: \xff", "m.yml:1:1: the file is not UTF-8 from here on; save it as UTF-8"),
        (b"a: b\nc: \x00", "m.yml:2:1: this is no text: a control character; remove it"),
        (b"a: *nowhere", "m.yml:1:4: this alias stands for nothing before it; write the value itself"),
        (b"a: &a [*a]", "m.yml:1:8: this alias stands for nothing before it; write the value itself"),
        (b"[" * 60, "m.yml:1:51: this is nested more than 50 levels deep; no manifest needs that"),
        (b"#" * (8 * 1024 * 1024 + 1), "m.yml:1:1: the file has more than 8 MiB; split it"),
    ],
    ids=["syntax", "bytes", "control", "alias", "circle", "depth", "size"],
)
def test_a_file_that_is_no_yaml_is_a_problem_with_its_place(raw: bytes, problem: str) -> None:
    with pytest.raises(EstateError) as caught:
        from_fides({"m.yml": raw})
    assert str(caught.value) == problem


def test_the_problems_of_all_files_are_told_at_once() -> None:
    with pytest.raises(EstateError) as caught:
        from_fides({"a.yml": b"[", "b.yml": SHOP.encode(), "c.yml": b"}"})
    assert [problem.place.file for problem in caught.value.problems if problem.place] == ["a.yml", "c.yml"]


def test_ten_lines_that_unfold_to_a_billion_values_end_at_the_limit() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]" for at in range(1, 10)]
    with pytest.raises(EstateError, match="more than 500,000 values"):
        drafted("\n".join(lines))


def test_whatever_a_manifest_says_stays_within_its_comment() -> None:
    name = "\\n\\u2028desks: {x: {seats: 1}}"
    draft = drafted(f'system: [{{fides_key: s, privacy_declarations: [{{name: "{name}", data_use: u}}]}}]')
    assert estate(draft).desks == {}


@pytest.mark.parametrize("key", KEYS)
def test_every_category_stands_for_itself_and_has_a_harm(key: str) -> None:
    assert category_of(Said(key, Place("m.yml", 1, 1))).key == key
    assert harm_of(key) in {1, 3, 10, 30}


@pytest.mark.parametrize(
    ("text", "span"),
    [("90 days", "90d"), ("1 year", "1y"), ("12 Months", "12m"), ("6w", "6w"), ("30", "30d"), ("P90D", ""), ("", "")],
)
def test_a_retention_is_a_span_or_nothing(text: str, span: str) -> None:
    assert span_of(text) == span


@pytest.mark.parametrize(
    ("text", "name"), [("Web-Shop", "web_shop"), ("9lives", "n9lives"), ("漢", "n"), ("a__b", "a_b")]
)
def test_a_name_is_brought_into_the_shape_of_an_estate(text: str, name: str) -> None:
    assert named(text) == name
