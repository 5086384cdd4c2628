"""Estates to test with: a shop that makes sense, the same shop with mistakes, and the demo bank."""

from functools import cache
from pathlib import Path

import needline.demo
from needline.estate import Estate, read
from needline.policy import Policy, compile_policy

DEMO = Path(needline.demo.__file__).parent

SHOP = """
needline: 1
estate: Shop
owner: owner@shop.example
elements:
  name: {is: user.name, harm: 1}
  phone: {is: user.contact.phone_number, harm: 3}
  address: {is: user.contact.address, harm: 3, called: where it is sent}
  orders: {is: user.behavior.purchase_history, harm: 3}
  charges: {is: user.financial, harm: 10}
  card_number: {is: user.financial.credit_card, harm: 30}
  password: {is: user.authorization.password, harm: 30}
stores:
  core:
    at: env:CORE
    person: people.id
    ties: {orders: person, charges: person}
    keep: 7y
    holds:
      name: people.name
      phone: people.phone
      address: people.address
      orders: [orders.id, orders.state]
      charges: charges.amount
      card_number: people.card
  notes: {at: env:NOTES, keep: 90d, redact: [password]}
channels:
  chat: {kept_in: notes}
  phone: {kept_in: notes}
desks:
  till: {seats: 3, called: our till}
  vault: {seats: 2, signs_in: passkey}
bots:
  bo: {at: env:BO, certificate: none}
customers: {code_to: phone, cooling_off: 3d}
actions:
  refund:
    in: core
    sql: "UPDATE charges SET back = :sum WHERE person = :person AND id = :charge"
    takes: {charge: id, sum: money}
  move:
    in: core
    sql: "UPDATE people SET address = :to WHERE id = :person"
    takes: {to: text}
journeys:
  hours:
    by: bo
    through: [chat]
    customer_proves: nothing
    hand_over: {to: till, becomes: help, when: [asks_for_person]}
  order_status:
    by: bo
    through: [chat]
    sees: {orders: full, address: {form: masked, customer: one-factor}}
    does: {move: {}}
    changes: [address]
    never: [card_number]
    hand_over: {to: vault, becomes: theft, when: [high_stakes]}
  help:
    by: [till, vault]
    through: [chat, phone]
    sees: {name: full, phone: use, orders: full, address: {form: full, customer: passkey, staff: passkey}}
    asks_for: [address]
    never: [password]
  theft:
    by: vault
    through: [chat, phone]
    customer_proves: nothing
    sees: {name: full, card_number: {form: masked, customer: two-factor}}
    never: [password]
  dispute:
    by: vault
    through: [phone]
    sees: {charges: full}
    does: {refund: {at_most: 20}}
triggers:
  high_stakes: {en: [ombudsman]}
messages:
  hand_over: {en: "Over to {desk}: {reference}"}
rules:
  - no bot reaches more than own record
  - nobody sees card_number more than masked
  - notes keep at most 90d
"""


def shop(*swaps: tuple[str, str]) -> Estate:
    """The shop, after each swap of one piece of its text for another."""
    text = SHOP
    for old, new in swaps:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the shop"
        text = text.replace(old, new)
    return read("shop.yaml", {"shop.yaml": text.encode()}.__getitem__).estate


def shop_policy(*swaps: tuple[str, str]) -> Policy:
    """The policy of the shop, after the swaps."""
    return compile_policy(shop(*swaps))


@cache
def northgate() -> Policy:
    """The policy of the demo bank."""
    return compile_policy(read("northgate.yaml", lambda name: (DEMO / name).read_bytes()).estate)
