"""A bank moves two journeys to a bot: once with all that its agents had, and once with what the journeys need.

The estate of both is small on purpose; which of the two ends below where it began is what a reviewer must be told.
"""

from functools import cache

from needline.comparison import Comparison, compare
from needline.estate import Estate, read

BEFORE = """
needline: 1
estate: Bank
owner: privacy@bank.example
people: 1200000
elements:
  name: {is: user.name, harm: 1}
  email: {is: user.contact.email, harm: 1}
  phone: {is: user.contact.phone_number, harm: 1}
  address: {is: user.contact.address, harm: 3}
  birth_date: {is: user.demographic.date_of_birth, harm: 3}
  orders: {is: user.behavior.purchase_history, harm: 1}
  charges: {is: user.financial, harm: 10}
  card_number: {is: user.financial.credit_card, harm: 30}
  password: {is: user.authorization.password, harm: 30}
stores:
  core:
    at: env:CORE
    person: people.id
    ties: {orders: person, charges: person, cards: person}
    keep: 7y
    holds: {name: people.name, email: people.email, phone: people.phone, address: people.address,
            birth_date: people.born, orders: orders.state, charges: charges.amount, card_number: cards.pan}
  transcripts: {at: env:TRANSCRIPTS, keep: 7y}
channels:
  chat: {kept_in: transcripts}
  phone: {kept_in: transcripts}
desks:
  general_desk: {seats: 120}
customers: {code_to: phone}
journeys:
  order_status:
    by: general_desk
    through: [chat]
    a_year: 900000
    sees: {orders: full, name: full, email: full, address: full, birth_date: full, charges: full}
    asks_for: [name, birth_date, address]
  password_reset:
    by: general_desk
    through: [chat]
    a_year: 250000
    sees: {name: full, email: full, birth_date: full}
    asks_for: [name, birth_date]
  address_change:
    by: general_desk
    through: [phone, chat]
    a_year: 80000
    sees: {name: full, address: full}
    asks_for: [address]
  billing_dispute:
    by: general_desk
    through: [phone]
    a_year: 60000
    sees: {name: full, charges: full, card_number: masked}
    never: [password]
"""
HANDS_OVER = """
    hand_over: {to: general_desk, becomes: address_change, when: [high_stakes, asks_for_person]}"""
NAIVE = (
    ("120}", "60}\nbots:\n  chat_bot: {at: env:BOT, reach: open contact, certificate: none}"),
    ("order_status:\n    by: general_desk", f"order_status:{HANDS_OVER}\n    by: chat_bot"),
    ("password_reset:\n    by: general_desk", f"password_reset:{HANDS_OVER}\n    by: chat_bot"),
)
SCOPED = (
    ("reach: open contact, certificate: none", "reach: own record, certificate: required"),
    ("60}\nbots", "60}\n  billing_desk: {seats: 14, signs_in: passkey}\nbots"),
    ("{orders: full, name: full, email: full, address: full, birth_date: full, charges: full}", "{orders: full}"),
    ("    asks_for: [name, birth_date, address]\n", ""),
    ("    sees: {name: full, email: full, birth_date: full}\n    asks_for: [name, birth_date]\n", "    sees: {}\n"),
    ("billing_dispute:\n    by: general_desk", "billing_dispute:\n    by: billing_desk"),
    ("TRANSCRIPTS, keep: 7y", "TRANSCRIPTS, keep: 90d, redact: [card_number, password]"),
)


@cache
def bank(*swaps: tuple[str, str]) -> Estate:
    text = BEFORE
    for old, new in swaps:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return read("bank.yaml", {"bank.yaml": text.encode()}.__getitem__).estate


def reach(one: Comparison, who: str) -> tuple[float | None, float | None]:
    return next((moved.before, moved.after) for moved in one.numbers.reach if moved.who == who)


def test_a_bot_with_all_that_the_agents_had_is_worse() -> None:
    naive = compare(bank(), bank(*NAIVE))
    assert naive.numbers.after.likely > naive.numbers.before.likely
    assert naive.numbers.times.endswith("higher")
    assert naive.gate.decided == "new bot without a certificate: chat_bot"
    before, after = reach(naive, "chat_bot")
    assert before is None
    assert (after or 0) > 0
    assert next(one.after for one in naive.numbers.routes if one.route == "talked-round bot") is not None


def test_a_bot_with_what_its_journeys_need_is_better() -> None:
    scoped = compare(bank(), bank(*NAIVE, *SCOPED))
    assert scoped.numbers.after.likely < scoped.numbers.before.likely
    assert scoped.numbers.times.endswith("lower")
    reasons = {(entry.name, reason.text): reason.direction for entry in scoped.entries for reason in entry.reasons}
    moved = ("order_status", "moved from general_desk to chat_bot: sees orders full")
    gone = ("order_status", "sees no longer: name, email, address, birth_date, charges")
    assert (reasons[moved], reasons[gone]) == ("loosens", "tightens")
    assert reasons["order_status", "asks no longer: name, birth_date, address"] == "tightens"
    assert reasons["transcripts", "keeps 7y → 90d"] == "tightens"


def test_the_scoped_bot_reaches_less_than_the_naive_one() -> None:
    naive, scoped = compare(bank(), bank(*NAIVE)), compare(bank(), bank(*NAIVE, *SCOPED))
    assert (reach(scoped, "chat_bot")[1] or 0) < (reach(naive, "chat_bot")[1] or 0)
    step = compare(bank(*NAIVE), bank(*NAIVE, *SCOPED))
    assert step.numbers.after.likely < step.numbers.before.likely
    assert [entry.direction for entry in step.entries if entry.kind == "bot"] == ["tightens"]
