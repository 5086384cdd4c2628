"""A small shop without a single lint, ways to open one leak in it, and estates that nobody would write."""

from hypothesis import strategies as st

from needline.estate import (
    Action,
    Assurance,
    Bot,
    Channel,
    Deed,
    Desk,
    Element,
    Estate,
    Form,
    HandOver,
    Journey,
    Proving,
    Reach,
    Sight,
    Store,
    Trigger,
    read,
)

TIDY = """
needline: 1
estate: Tidy shop
owner: owner@tidy.example
elements:
  name: {is: user.name, harm: 1}
  reference: {is: user.unique_id, harm: 1}
  gender: {is: user.demographic.gender, harm: 3}
  birth_date: {is: user.demographic.date_of_birth, harm: 3}
  phone: {is: user.contact.phone_number, harm: 3}
  phone_changed: {is: user.contact, harm: 1}
  orders: {is: user.behavior.purchase_history, harm: 3}
  charges: {is: user.financial, harm: 10}
  balance: {is: user.financial.bank_account, harm: 10}
  card_number: {is: user.financial.credit_card, harm: 30}
  password: {is: user.authorization.password, harm: 30}
stores:
  core:
    at: env:CORE
    person: people.id
    ties: {orders: person, charges: person}
    find_by: {reference: people.reference}
    keep: 2y
    holds:
      name: people.name
      reference: people.reference
      gender: people.gender
      birth_date: people.born
      phone: people.phone
      phone_changed: people.phone_changed
      orders: orders.state
      charges: charges.amount
      balance: people.balance
      card_number: people.card
      password: people.password
  calls: {at: env:CALLS, keep: 90d, redact: [card_number, password]}
  tracker: {at: env:TRACKER, keep: 7d, redact: [password, card_number]}
  warehouse: {at: env:WAREHOUSE, keep: 1y, copy_of: core, redact: [charges, balance, card_number, password]}
channels:
  phone:
    kept_in: calls
    recorded: true
    screen_recorded: true
    pauses: [card_number]
    screen_pauses: [card_number, charges]
    paused_by: system
  chat: {kept_in: calls, visitors: signed}
  email: {kept_in: calls}
desks:
  till: {seats: 3}
  vault: {seats: 2, signs_in: passkey}
bots:
  bo: {at: env:BO, kept_in: tracker}
customers: {code_to: phone, changed: phone_changed, cooling_off: 3d}
actions:
  refund:
    in: core
    sql: "UPDATE charges SET back = :sum WHERE person = :person AND id = :charge"
    takes: {charge: id, sum: money}
journeys:
  order_status:
    by: bo
    through: [chat]
    sees: {orders: full}
    hand_over: {to: till, becomes: help, when: [asks_for_person, over_collection, high_stakes]}
  help:
    by: till
    through: [phone, chat, email]
    sees: {name: full, orders: full}
  payment:
    by: till
    through: [phone]
    sees: {balance: masked}
    asks_for: [card_number]
  dispute:
    by: vault
    through: [phone]
    sees: {charges: full, birth_date: matches, card_number: masked}
    does: {refund: {at_most: 20}}
  new_number:
    by: till
    through: [phone]
    sees: {phone: masked}
    changes: [phone]
rules:
  - password is never asked for
"""

Swap = tuple[str, str]


def tidy(*swaps: Swap) -> Estate:
    """The tidy shop, after each swap of one piece of its text for another."""
    text = TIDY
    for old, new in swaps:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the shop"
        text = text.replace(old, new)
    return read("tidy.yaml", {"tidy.yaml": text.encode()}.__getitem__).estate


# Few names, so that what is named is there as often as not.
_ELEMENT = st.sampled_from(["name", "phone", "card", "secret", "city"])
_STORE = st.sampled_from(["core", "calls", "copy"])
_CHANNEL = st.sampled_from(["phone", "chat", "email"])
_SEAT = st.sampled_from(["till", "vault", "bo", "ava"])
_JOURNEY = st.sampled_from(["help", "status", "move"])
_ACTION = st.sampled_from(["refund", "send"])
_COLUMN = st.sampled_from(["people.id", "people.name", "people.card", "orders.person"])
_SPAN = st.sampled_from(["0d", "90d", "12m", "7y"])
_AT = st.sampled_from(["env:AT", "http://at.example", "https://at.example"])
_CATEGORY = st.sampled_from(
    ["user.name", "user.contact.address.city", "user.financial.credit_card", "user.authorization.password"]
)


def _some(names: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(names, max_size=3).map(tuple)


_SIGHT = st.sampled_from(Form) | st.builds(Sight, form=st.sampled_from(Form), customer=st.sampled_from(Assurance))
_HAND_OVER = st.builds(
    HandOver,
    to=_SEAT,
    becomes=st.none() | _JOURNEY,
    when=st.lists(st.sampled_from(Trigger), max_size=2).map(tuple),
)
_STORES = st.builds(
    Store,
    at=_AT,
    person=st.none() | _COLUMN,
    ties=st.dictionaries(st.just("orders"), st.just("person"), max_size=1),
    find_by=st.dictionaries(st.sampled_from(["phone", "card"]), _COLUMN, max_size=2),
    keep=st.none() | _SPAN,
    holds=st.dictionaries(_ELEMENT, _COLUMN | st.lists(_COLUMN, max_size=2).map(tuple), max_size=3),
    redact=_some(_ELEMENT),
    redacts_when=st.sampled_from(["written", "shown"]),
    copy_of=st.none() | _STORE,
    reached_by=st.lists(st.sampled_from(["api", "export", "report", "log"]), max_size=2).map(tuple),
)
_CHANNELS = st.builds(
    Channel,
    kind=st.sampled_from([None, "phone", "chat", "email"]),
    kept_in=st.none() | _STORE,
    recorded=st.booleans(),
    screen_recorded=st.booleans(),
    pauses=_some(_ELEMENT),
    screen_pauses=_some(_ELEMENT),
    paused_by=st.sampled_from(["agent", "system"]),
    visitors=st.sampled_from(["unknown", "claimed", "signed"]),
)
_JOURNEYS = st.builds(
    Journey,
    by=_SEAT | _some(_SEAT),
    through=_some(_CHANNEL),
    customer_proves=st.sampled_from(Assurance),
    sees=st.dictionaries(_ELEMENT, _SIGHT, max_size=4),
    changes=_some(_ELEMENT),
    asks_for=_some(_ELEMENT),
    does=st.dictionaries(_ACTION, st.builds(Deed, at_most=st.none() | st.just(20.0), above=st.none()), max_size=2),
    never=_some(_ELEMENT),
    hand_over=_HAND_OVER | st.lists(_HAND_OVER, max_size=2).map(tuple),
)

# Whatever can be read, be it named or not: more than what compiles.
estates = st.builds(
    Estate,
    needline=st.just(1),
    estate=st.just("Any"),
    owner=st.just("o@any.example"),
    elements=st.dictionaries(
        _ELEMENT, st.builds(Element, category=_CATEGORY, harm=st.sampled_from([1, 3, 10, 30])), max_size=5
    ),
    stores=st.dictionaries(_STORE, _STORES, max_size=3),
    channels=st.dictionaries(_CHANNEL, _CHANNELS, max_size=3),
    desks=st.dictionaries(
        st.sampled_from(["till", "vault"]),
        st.builds(Desk, seats=st.integers(0, 9), signs_in=st.sampled_from(Assurance), kept_in=st.none() | _STORE),
    ),
    bots=st.dictionaries(
        st.sampled_from(["bo", "ava"]),
        st.builds(
            Bot,
            at=_AT,
            speaks=st.sampled_from(["http", "openai", "mcp"]),
            reach=st.sampled_from(Reach),
            certificate=st.sampled_from(["required", "none"]),
            kept_in=st.none() | _STORE,
        ),
    ),
    customers=st.none() | st.builds(Proving, code_to=_ELEMENT, changed=st.none() | _ELEMENT, cooling_off=_SPAN),
    actions=st.dictionaries(
        _ACTION, st.builds(Action, post=_AT, takes=st.sampled_from([{}, {"sum": "money"}])), max_size=2
    ),
    journeys=st.dictionaries(_JOURNEY, _JOURNEYS, max_size=3),
    rules=st.sampled_from([(), ("secret is never asked for",), ("no rule at all",)]),
)
