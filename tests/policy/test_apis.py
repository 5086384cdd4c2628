"""What must hold of a store that is an API: every problem in its words."""

import pytest

from needline.estate import Estate, read
from needline.policy.clauses import liberties_of
from needline.policy.problems import problems

TEXT = """\
needline: 1
estate: Shop
owner: o@shop.example
elements:
  name: {is: user.name, harm: 1}
  phone: {is: user.contact.phone_number, harm: 3}
  orders: {is: user.behavior.purchase_history, harm: 3}
stores:
  crm:
    at: env:CRM_URL
    headers: {authorization: env:CRM_TOKEN}
    person: customers.id
    ties: {orders: customer}
    find_by: {phone: customers.phone}
    keep: 7y
    holds: {name: customers.name, phone: customers.phone, orders: [orders.number, orders.item]}
    answers:
      customers:
        get: /customers/{person}?fields={fields}
        reads: {id: $.id, name: $.name, phone: $.contact.phone?}
      orders:
        get: /customers/{person}/orders
        reads: {customer: $.customer, number: "$.orders[*].number", item: "$.orders[*].lines[*].item"}
        more: $.next?
    search:
      post: /search
      reads: {id: "$.found[*].id", phone: "$.found[*].phone"}
channels: {phone: {}}
desks: {help: {seats: 3}}
customers: {code_to: phone}
actions:
  ship: {post: env:SHIP, takes: {number: id}}
journeys:
  ask: {by: help, through: [phone], sees: {name: full, orders: full}, does: {ship: {}}}
"""


def estate(*swaps: tuple[str, str]) -> Estate:
    text = TEXT
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return read("shop.yaml", lambda _: text.encode()).estate


PROBLEMS = [
    (
        "stores.crm.holds.orders: nothing asks for table 'orders'; add orders: to answers",
        (
            "      orders:\n        get: /customers/{person}/orders",
            "      other:\n        get: /customers/{person}/orders",
        ),
    ),
    (
        (
            "stores.crm.holds.name: nothing says where customers.name stands in the answer; "
            "add name: its path to reads of customers"
        ),
        ("name: $.name, ", ""),
    ),
    (
        (
            "stores.crm.holds.name: nothing says where customers.id stands in the answer; "
            "add id: its path to reads of customers"
        ),
        ("{id: $.id, ", "{"),
    ),
    (
        (
            "stores.crm.holds.orders: orders.customer does not say whose orders.number it is; "
            "let customer stand in the same list, or above it"
        ),
        ("customer: $.customer", 'customer: "$.customers[*].id"'),
    ),
    (
        (
            "stores.crm.holds.orders: orders.customer does not say whose orders.number it is; "
            "let customer stand in the same list, or above it"
        ),
        ("customer: $.customer", 'customer: "$.orders[*].lines[*].customer"'),
    ),
    (
        "stores.crm.holds.orders: 'orders' is read from several lists; make an element of each list",
        ('item: "$.orders[*].lines[*].item"', 'item: "$.items[*].item"'),
    ),
    (
        (
            "stores.crm.answers.orders.get: it would be the same for every customer; "
            "write {person} where the customer's key stands"
        ),
        ("/customers/{person}/orders", "/orders"),
    ),
    (
        "stores.crm.answers.orders.get: nothing fills in {persn}; write {person} or {fields}",
        ("/customers/{person}/orders", "/customers/{person}/{persn}"),
    ),
    (
        "stores.crm.answers.orders.get: nothing fills in {per; write {person} or {fields}",
        ("/customers/{person}/orders", "/customers/{person}/{per"),
    ),
    (
        "stores.crm.answers.orders.get: it leads to another place than it says; write it without dots and //",
        ("/customers/{person}/orders", "/customers/{person}/../orders"),
    ),
    (
        "stores.crm.answers.orders.get: it leads to another place than it says; write it without dots and //",
        ("/customers/{person}/orders", "//orders/{person}"),
    ),
    (
        (
            "stores.crm.answers.orders.more: more is a value for each item of a list; "
            "name one value that is empty or false when nothing is left"
        ),
        ("more: $.next?", 'more: "$.orders[*].more"'),
    ),
    (
        (
            "stores.crm.find_by: an API is not read as a whole to find customers; "
            "add search: {post: its path, reads: where key and value stand}"
        ),
        (
            '    search:\n      post: /search\n      reads: {id: "$.found[*].id", phone: "$.found[*].phone"}\n',
            "",
        ),
    ),
    (
        "stores.crm.search.post: {phone} is never in an address; the value is in the body",
        ("post: /search", "post: /search/{phone}"),
    ),
    (
        "stores.crm.search.post: it leads to another place than it says; write it without dots and //",
        ("post: /search", "post: /../search"),
    ),
    (
        "stores.crm.search.reads: nothing says where phone stands in what is found; add phone: its path",
        (', phone: "$.found[*].phone"', ""),
    ),
    (
        (
            "stores.crm.search.reads: the key and what it was found by stand in different lists; "
            "read both from the same list"
        ),
        ('phone: "$.found[*].phone"', 'phone: "$.phones[*]"'),
    ),
    (
        "actions.ship.sql: 'crm' is an API and runs no sql; write post: env:NAME, an address that carries it out",
        (
            "ship: {post: env:SHIP, takes: {number: id}}",
            'ship: {in: crm, sql: "DELETE FROM x WHERE y = :person AND z = :number", takes: {number: id}}',
        ),
    ),
]


def test_an_api_that_says_all_has_no_problems() -> None:
    assert problems(estate()) == ()


@pytest.mark.parametrize(("told", "swap"), PROBLEMS, ids=range(len(PROBLEMS)))
def test_a_problem_is_told(told: str, swap: tuple[str, str]) -> None:
    assert told in [str(problem) for problem in problems(estate(swap))]


def test_what_only_an_api_has_is_none_of_a_database() -> None:
    database = estate((TEXT[TEXT.index("    answers:") : TEXT.index("    search:")], ""))
    assert [str(problem) for problem in problems(database)] == [
        "stores.crm: it is no API, since nothing says what it answers; add answers:, or take search and headers out"
    ]


@pytest.mark.parametrize(
    ("swap", "told"),
    [
        (("{person}/orders", "{person}/bills"), "crm is asked for orders by /customers/{person}/bills"),
        (("name: $.name", "name: $.maiden_name"), "customers.name is read at $.maiden_name in crm"),
        (("{id: $.id", "{id: $.partner"), "customers.id is read at $.partner in crm"),
        (("post: /search", "post: /find"), "crm is searched by /find"),
        (('id: "$.found[*].id"', 'id: "$.found[*].partner"'), "who is found in crm has id at $.found[*].partner"),
        (("env:CRM_TOKEN", "env:OTHER_SECRET"), "crm is sent env:OTHER_SECRET as authorization"),
    ],
)
def test_an_api_that_is_asked_otherwise_is_a_liberty(swap: tuple[str, str], told: str) -> None:
    before, after = ({str(one) for one in liberties_of(each)} for each in (estate(), estate(swap)))
    assert after - before == {told}
