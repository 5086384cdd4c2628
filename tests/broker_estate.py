"""The estate of a small shop with two stores, a desk that handles three journeys, and a bot."""

from needline.estate import Estate, read

TEXT = """\
needline: 1
estate: Shop
owner: o@shop.example
elements:
  name: {is: user.name, harm: 1}
  phone: {is: user.contact.phone_number, harm: 3}
  changed: {is: user.behavior, harm: 1}
  birth_date: {is: user.demographic.date_of_birth, harm: 3}
  charges: {is: user.financial, harm: 10}
  loans: {is: user.financial, harm: 10}
  card: {is: user.financial.credit_card, harm: 30}
stores:
  core:
    at: env:CORE
    person: customers.id
    holds: {name: customers.full_name, phone: customers.phone, changed: customers.changed, birth_date: customers.born}
  billing:
    at: env:BILLING
    person: charges.customer_id
    holds: {charges: [charges.id, charges.amount], card: charges.pan}
  loans:
    at: env:LOANS
    person: loans.customer
    holds: {loans: loans.owed}
channels: {phone: {}, chat: {}}
desks:
  billing_desk: {seats: 3}
  front_desk: {seats: 3}
bots:
  ava: {at: env:AVA, certificate: none}
customers: {code_to: phone, changed: changed}
actions:
  refund:
    in: billing
    sql: "INSERT INTO refunds VALUES (:person, :charge, :amount)"
    takes: {charge: id, amount: money}
  cheer: {in: core, sql: "UPDATE customers SET cheered = 1 WHERE id = :person"}
journeys:
  dispute:
    by: billing_desk
    through: [phone, chat]
    sees: {name: full, charges: full, card: masked, birth_date: matches, phone: use, loans: exists}
    does: {refund: {at_most: 200}, cheer: {}}
  greeting:
    by: [front_desk, ava]
    through: [chat]
    customer_proves: nothing
    sees: {name: full}
    hand_over: {to: front_desk, when: [asks_for_person, high_stakes]}
"""
ESTATE: Estate = read("shop.yaml", lambda _: TEXT.encode()).estate
