"""What keeps an estate from being enforced: every problem once, in its words, and all of them at once."""

import pytest

from needline.estate import Assurance, Channel, Desk, Estate, Journey
from needline.policy.problems import problems
from tests.estates import northgate, shop

Swap = tuple[str, str]

PROBLEMS: list[tuple[str, list[Swap]]] = [
    (
        "stores.core.find_by.bill: charges.id is not in the table of people.id; name a column of people",
        [("    keep: 7y\n", "    keep: 7y\n    find_by: {bill: charges.id}\n")],
    ),
    (
        "messages.hand_ovr: nothing is said on 'hand_ovr'; did you mean 'hand_over'?",
        [("  hand_over: {en:", "  hand_ovr: {en:")],
    ),
    (
        (
            "messages.goodbye: nothing is said on 'goodbye'; write one of hand_over, masked, ask_proof, signed_in, "
            "suspicious, change_asked, change_done"
        ),
        [("  hand_over: {en:", "  goodbye: {en:")],
    ),
    (
        "bots.spare: 'spare' is a desk as well; give the bot a name of its own",
        [("desks:\n", "desks:\n  spare: {seats: 1}\n"), ("bots:\n", "bots:\n  spare: {at: env:SPARE}\n")],
    ),
    (
        (
            "elements.age: nothing holds, sees or forbids 'age'; stop declaring it, or say which store holds it "
            "or which journey must never ask for it"
        ),
        [("elements:\n", "elements:\n  age: {is: user.demographic, harm: 1}\n")],
    ),
    (
        "stores.core.holds: there is no element 'nam'; did you mean 'name'?",
        [("      name: people.name", "      name: people.name\n      nam: people.nam")],
    ),
    (
        "stores.notes.redact: there is no element 'secrets'; add it to the section elements, or take it out",
        [("redact: [password]", "redact: [password, secrets]")],
    ),
    (
        "stores.notes.copy_of: there is no store 'cor'; did you mean 'core'?",
        [("redact: [password]", "redact: [password], copy_of: cor")],
    ),
    (
        "stores.notes.copy_of: it is a copy of itself; name the store that it is made from, or take copy_of out",
        [("redact: [password]", "redact: [password], copy_of: notes")],
    ),
    (
        "channels.chat.pauses: there is no element 'card'; add it to the section elements, or take it out",
        [("chat: {kept_in: notes}", "chat: {kept_in: notes, pauses: [card]}")],
    ),
    (
        "channels.chat.screen_pauses: there is no element 'card'; add it to the section elements, or take it out",
        [("chat: {kept_in: notes}", "chat: {kept_in: notes, screen_pauses: [card]}")],
    ),
    (
        "desks.till.kept_in: there is no store 'note'; did you mean 'notes'?",
        [("till: {seats: 3,", "till: {seats: 3, kept_in: note,")],
    ),
    (
        "bots.bo.kept_in: there is no store 'note'; did you mean 'notes'?",
        [("bo: {at: env:BO,", "bo: {at: env:BO, kept_in: note,")],
    ),
    (
        "stores.more.holds.name: 'name' is held by 'core' as well; name the one store that answers for it",
        [
            ("stores:\n", "stores:\n"),
            ("  notes: {at", "  more: {at: env:MORE, person: p.id, holds: {name: p.n}}\n  notes: {at"),
        ],
    ),
    (
        (
            "stores.more: it does not say whose record a row is; add person: table.column, or nobody's rows can "
            "be told from another's"
        ),
        [("  notes: {at", "  more: {at: env:MORE, holds: {password: p.n}}\n  notes: {at")],
    ),
    (
        "stores.core.holds.orders: 'orders' takes columns of several tables; make an element of each table",
        [("[orders.id, orders.state]", "[orders.id, charges.state]")],
    ),
    (
        "stores.core.holds.charges: table 'bills' is not tied to people.id; add bills: its column to ties",
        [("charges: charges.amount", "charges: bills.amount")],
    ),
    (
        "channels.phone.kept_in: there is no store 'note'; did you mean 'notes'?",
        [("phone: {kept_in: notes}", "phone: {kept_in: note}")],
    ),
    (
        (
            "desks.till.signs_in: agents of 'till' sign in with one-factor; write two-factor or passkey: MFA is for "
            "everybody"
        ),
        [("seats: 3,", "seats: 3, signs_in: one-factor,")],
    ),
    (
        (
            "desks.till.reach: 'till' is people and reaches own record; write open contact: an agent has no "
            "record of their own here"
        ),
        [("seats: 3,", "seats: 3, reach: own record,")],
    ),
    (
        (
            "bots.bo: no chat journey of 'bo' hands over when high_stakes; add a hand_over for it to one of the "
            "bot's journeys"
        ),
        [("when: [high_stakes]", "when: [over_collection]")],
    ),
    (
        (
            "bots.bo: no chat journey of 'bo' hands over when asks_for_person; add a hand_over for it to one of "
            "the bot's journeys"
        ),
        [("when: [asks_for_person]", "when: [over_collection]")],
    ),
    (
        (
            "bots.bo: no phone journey of 'bo' hands over when high_stakes; add a hand_over for it to one of the "
            "bot's journeys"
        ),
        [("hours:\n    by: bo\n    through: [chat]", "hours:\n    by: bo\n    through: [chat, phone]")],
    ),
    (
        (
            "journeys.order_status.sees.charges: bot 'bo' gets 'charges' (harm 10) after one-factor; let the "
            "customer prove two-factor or more, or take the element away"
        ),
        [
            (
                "sees: {orders: full, address: {form: masked",
                "sees: {charges: {form: full, customer: one-factor}, orders: full, address: {form: masked",
            )
        ],
    ),
    (
        (
            "journeys.hours.sees.charges: bot 'bo' gets 'charges' (harm 10) after nothing; let the customer prove "
            "two-factor or more, or take the element away"
        ),
        [
            (
                "    customer_proves: nothing\n    hand_over",
                "    customer_proves: nothing\n    sees: {charges: full}\n    hand_over",
            )
        ],
    ),
    (
        (
            "journeys: customers have no way to prove who they are; add customers: {code_to: an element that "
            "holds a phone number}"
        ),
        [("customers: {code_to: phone, cooling_off: 3d}\n", "")],
    ),
    (
        "customers.code_to: no store holds 'password'; name an element of a store",
        [("code_to: phone", "code_to: password")],
    ),
    (
        (
            "customers.after_change.0.of: nothing tells when 'name' changes; add changes: [name] to the action that "
            "does it"
        ),
        [("cooling_off: 3d}", "cooling_off: 3d, after_change: [{of: [name], wait: 2d, holds: [refund]}]}")],
    ),
    (
        "customers.after_change.0.holds: there is no action 'refuse'; did you mean 'refund'?",
        [
            ("cooling_off: 3d}", "cooling_off: 3d, after_change: [{of: [address], wait: 2d, holds: [refuse]}]}"),
            ("takes: {to: text}", "takes: {to: text}\n    changes: [address]"),
        ],
    ),
    (
        "actions.move.changes: there is no element 'adress'; did you mean 'address'?",
        [("takes: {to: text}", "takes: {to: text}\n    changes: [adress]")],
    ),
    (
        "customers.changed: no store holds 'password'; name an element of a store",
        [("code_to: phone", "code_to: phone, changed: password")],
    ),
    (
        "actions.move.in: there is no store 'cores'; did you mean 'core'?",
        [('in: core\n    sql: "UPDATE people', 'in: cores\n    sql: "UPDATE people')],
    ),
    (
        "actions.move: an action is sql or post; write exactly one of the two",
        [("takes: {to: text}", "takes: {to: text}\n    post: env:MOVE")],
    ),
    (
        "actions.move: an action is sql or post; write exactly one of the two",
        [('    in: core\n    sql: "UPDATE people SET address = :to WHERE id = :person"\n', "")],
    ),
    (
        "actions.move: sql runs in no store; add in: and the store's name",
        [('    in: core\n    sql: "UPDATE people', '    sql: "UPDATE people')],
    ),
    (
        (
            "actions.move.sql: the statement could touch another customer; bind the row to :person, the customer "
            "of the contact"
        ),
        [("WHERE id = :person", "WHERE id = 1")],
    ),
    (
        (
            "actions.move.takes.person: the customer is no argument; take it out: :person is the customer of the "
            "contact, whoever asks"
        ),
        [("takes: {to: text}", "takes: {to: text, person: id}")],
    ),
    (
        "actions.move.takes.more: sql does not use :more; use it, or do not take it",
        [("takes: {to: text}", "takes: {to: text, more: text}")],
    ),
    (
        "actions.move.sql: nothing says what :why is; add why to takes",
        [("address = :to", "address = :to, why = :why")],
    ),
    (
        "journeys.idle.by: nobody serves this journey; name a desk or a bot",
        [("journeys:\n", "journeys:\n  idle: {by: [], through: [chat]}\n")],
    ),
    (
        "journeys.hours.by: there is no desk 'bod'; did you mean 'bo'?",
        [("hours:\n    by: bo", "hours:\n    by: [bo, bod]")],
    ),
    (
        "journeys.help.through: there is no channel 'email'; add it to the section channels, or take it out",
        [("[till, vault]\n    through: [chat, phone]", "[till, vault]\n    through: [chat, phone, email]")],
    ),
    (
        "journeys.dispute.through: it comes by no channel; name at least one channel",
        [("through: [phone]", "through: []")],
    ),
    (
        "journeys.dispute.sees: there is no element 'charge'; did you mean 'charges'?",
        [("sees: {charges: full}", "sees: {charge: full}")],
    ),
    (
        "journeys.order_status.changes: there is no element 'adress'; did you mean 'address'?",
        [("changes: [address]", "changes: [adress]")],
    ),
    (
        "journeys.help.asks_for: there is no element 'adress'; did you mean 'address'?",
        [("asks_for: [address]", "asks_for: [adress]")],
    ),
    (
        "journeys.order_status.never: there is no element 'card_numbr'; did you mean 'card_number'?",
        [("never: [card_number]", "never: [card_numbr]")],
    ),
    (
        "journeys.order_status.sees.orders: 'orders' is in never as well; decide which of the two holds",
        [("never: [card_number]", "never: [card_number, orders]")],
    ),
    (
        "journeys.dispute.sees.password: no store holds 'password'; add it to a store's holds",
        [("sees: {charges: full}", "sees: {charges: full, password: full}")],
    ),
    (
        "journeys.help.asks_for: 'address' is in never as well; decide which of the two holds",
        [
            ("orders: full, address: {form: full, customer: passkey, staff: passkey}}", "orders: full}"),
            ("asks_for: [address]\n    never: [password]", "asks_for: [address]\n    never: [password, address]"),
        ],
    ),
    (
        "journeys.dispute.does: there is no action 'refunds'; did you mean 'refund'?",
        [("does: {refund: {at_most: 20}}", "does: {refunds: {}}")],
    ),
    (
        (
            "journeys.dispute: it acts for customers who proved one-factor; write customer_proves: two-factor, "
            "or let the journey change nothing"
        ),
        [("    sees: {charges: full}", "    customer_proves: one-factor\n    sees: {charges: full}")],
    ),
    (
        (
            "journeys.theft: it acts for customers who proved nothing; write customer_proves: two-factor, or let "
            "the journey change nothing"
        ),
        [("sees: {name: full, card_number", "changes: [name]\n    sees: {name: full, card_number")],
    ),
    (
        (
            "journeys.order_status.does.move: there is no one amount to limit; let the action take exactly one "
            "argument that is money"
        ),
        [("does: {move: {}}", "does: {move: {at_most: 5}}")],
    ),
    (
        (
            "journeys.dispute.does.refund: there is no one amount to limit; let the action take exactly one "
            "argument that is money"
        ),
        [("charge: id, sum: money", "charge: money, sum: money")],
    ),
    (
        "journeys.hours.hand_over: there is no desk 'tell'; did you mean 'till'?",
        [("{to: till, becomes: help", "{to: tell, becomes: help")],
    ),
    (
        "journeys.hours.hand_over: there is no desk 'bo'; add it to the section desks, or take it out",
        [("{to: till, becomes: help", "{to: bo, becomes: help")],
    ),
    (
        "journeys.hours.hand_over: there is no journey 'halp'; did you mean 'help'?",
        [("{to: till, becomes: help", "{to: till, becomes: halp")],
    ),
    (
        "journeys.hours.hand_over: 'till' does not handle 'hours'; name a journey of 'till' in becomes",
        [("{to: till, becomes: help", "{to: till")],
    ),
    (
        (
            "journeys.order_status.hand_over: a chat contact would become 'dispute', which does not come by "
            "chat; add chat to its through, or hand over elsewhere"
        ),
        [("becomes: theft", "becomes: dispute")],
    ),
    (
        "triggers.high_stakes.en: '!?' holds no word; write a word, or take it out",
        [("[ombudsman]", '[ombudsman, "!?"]')],
    ),
    (
        (
            "rules.1: broken rule 'nobody sees card_number more than banded': theft sees it masked; change the "
            "estate, or take the rule back"
        ),
        [("more than masked", "more than banded")],
    ),
]


def told(*swaps: Swap) -> list[str]:
    return [str(problem) for problem in problems(shop(*swaps))]


@pytest.mark.parametrize(("problem", "swaps"), PROBLEMS)
def test_a_mistake_is_told_once_and_nothing_else_is(problem: str, swaps: list[Swap]) -> None:
    assert told(*swaps) == [problem]


def test_the_shop_and_the_demo_bank_have_no_problems() -> None:
    assert told() == []
    assert problems(northgate().estate) == ()


def test_every_mistake_is_told_at_once_in_the_order_of_the_sections() -> None:
    mistakes = [
        ("elements:\n", "elements:\n  age: {is: user.demographic, harm: 1}\n"),
        ("phone: {kept_in: notes}", "phone: {kept_in: note}"),
        ("seats: 3,", "seats: 3, signs_in: one-factor, reach: own record,"),
        ("WHERE id = :person", "WHERE id = 1"),
        ("through: [phone]", "through: []"),
        ("{to: till, becomes: help", "{to: tell, becomes: help"),
        ("[ombudsman]", '["?", "!"]'),
        ("at most 90d", "at most 30d"),
    ]
    assert [line.partition(":")[0] for line in told(*mistakes)] == [
        "elements.age", "channels.phone.kept_in", "desks.till.signs_in", "desks.till.reach", "actions.move.sql",
        "journeys.dispute.through", "journeys.hours.hand_over", "triggers.high_stakes.en", "triggers.high_stakes.en",
        "rules.2",
    ]  # fmt: skip


FINE: list[tuple[str, list[Swap]]] = [
    ("a post is an action as well", [("actions:\n", "actions:\n  ring: {post: env:RING}\n")]),
    ("a type is no argument", [("address = :to", "address = :to::text")]),
    ("a desk may see what does harm before a proof", [("customer: two-factor}}", "customer: nothing}}")]),
    ("little harm may go to a bot early", [("customer: one-factor}}", "customer: nothing}}")]),
    ("an element may be forbidden only", [("elements:\n", "elements:\n  pet: {is: user.social, harm: 1}\n"),
                                          ("never: [card_number]", "never: [card_number, pet]")]),
    ("a store of nothing needs no person", [("notes: {at: env:NOTES,", "notes: {at: env:NOTES, format: mbox,")]),
    ("a hand-over may keep the journey", [("hours:\n    by: bo", "hours:\n    by: [bo, till]"),
                                          ("{to: till, becomes: help", "{to: till")]),
    ("a channel need not be kept", [("phone: {kept_in: notes}", "phone: {}")]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "swaps"), FINE)
def test_what_is_no_mistake_is_not_told(why: str, swaps: list[Swap]) -> None:
    assert told(*swaps) == [], why


def test_where_nobody_has_to_prove_anything_there_need_be_no_way_to() -> None:
    journey = Journey(by="till", through=("phone",), customer_proves=Assurance.NOTHING)
    estate = Estate(
        needline=1, estate="Stall", owner="owner@shop.example", channels={"phone": Channel()},
        desks={"till": Desk(seats=1)}, journeys={"hours": journey},
    )  # fmt: skip
    assert problems(estate) == ()


def test_a_name_that_another_argument_begins_with_is_not_used() -> None:
    assert told(("address = :to WHERE", "address = :town WHERE")) == [
        "actions.move.takes.to: sql does not use :to; use it, or do not take it",
        "actions.move.sql: nothing says what :town is; add town to takes",
    ]
    assert told(("WHERE id = :person", "WHERE id = :personal")) == [
        (
            "actions.move.sql: the statement could touch another customer; bind the row to :person, the customer "
            "of the contact"
        ),
        "actions.move.sql: nothing says what :personal is; add personal to takes",
    ]
