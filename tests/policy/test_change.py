"""What a new policy opens and what it closes, in words a person can check."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.estate import Assurance, Form
from needline.policy import Change, Grant, diff, grants, guards
from tests.estates import shop_policy

Swap = tuple[str, str]
POLICY = shop_policy()


def told(*swaps: Swap) -> tuple[list[str], list[str]]:
    """What the swaps open and what they close."""
    change = diff(POLICY, shop_policy(*swaps))
    return [str(one) for one in change.opened], [str(one) for one in change.closed]


def test_every_grant_of_the_shop() -> None:
    assert sorted(map(str, grants(POLICY))) == [
        "bo does move for order_status (customer two-factor, a bot)",
        "bo sees address masked for order_status (customer one-factor, a bot)",
        "bo sees orders full for order_status (customer two-factor, a bot)",
        "till sees address full for help (customer passkey, staff passkey)",
        "till sees name full for help (customer two-factor, staff two-factor)",
        "till sees orders full for help (customer two-factor, staff two-factor)",
        "till sees phone use for help (customer two-factor, staff two-factor)",
        "vault does refund up to 20 for dispute (customer two-factor, staff passkey)",
        "vault sees address full for help (customer passkey, staff passkey)",
        "vault sees card_number masked for theft (customer two-factor, staff passkey)",
        "vault sees charges full for dispute (customer two-factor, staff passkey)",
        "vault sees name full for help (customer two-factor, staff passkey)",
        "vault sees name full for theft (customer nothing, staff passkey)",
        "vault sees orders full for help (customer two-factor, staff passkey)",
        "vault sees phone use for help (customer two-factor, staff passkey)",
    ]


def test_every_guard_of_the_shop() -> None:
    assert sorted(guards(POLICY)) == [
        "bo reaches no more than own record",
        "contact points cool off for 3d",
        "core keeps no longer than 7y",
        "help never asks for password",
        "high_stakes on 'ombudsman'",
        "hours hands over when asks_for_person",
        "no bot reaches more than own record",
        "nobody sees card_number more than masked",
        "notes keep at most 90d",
        "notes keeps no longer than 90d",
        "notes redacts password",
        "order_status hands over when high_stakes",
        "order_status never asks for card_number",
        "theft never asks for password",
        "till reaches no more than open contact",
        "tries that may fail in a day are at most 5",
        "vault reaches no more than open contact",
    ]
    assert "bo needs a certificate" in guards(shop_policy(("certificate: none", "certificate: required")))


def test_who_can_ever_see_it_is_a_question_to_the_grants() -> None:
    assert {grant.desk for grant in grants(POLICY) if grant.what == "card_number"} == {"vault"}


OPENS: list[tuple[list[str], list[Swap]]] = [
    (["vault sees charges full for theft (customer nothing, staff passkey)"],
     [("sees: {name: full, card_number", "sees: {charges: full, name: full, card_number")]),
    (["no longer holds: nobody sees card_number more than masked"],
     [("  - nobody sees card_number more than masked\n", "")]),
    (["no longer holds: order_status never asks for card_number"],
     [("    never: [card_number]\n", "")]),
    (["no longer holds: high_stakes on 'ombudsman'"], [("[ombudsman]", "[]")]),
    (["no longer holds: notes redacts password"], [("redact: [password]", "redact: []")]),
    (["no longer holds: core keeps no longer than 7y"], [("keep: 7y", "keep: 8y")]),
    (["no longer holds: core keeps no longer than 7y"], [("    keep: 7y\n", "")]),
    (["no longer holds: contact points cool off for 3d"], [("cooling_off: 3d", "cooling_off: 2d")]),
    (["vault sees name full for dispute (customer two-factor, staff passkey)"],
     [("{charges: full}", "{charges: full, name: full}")]),
    (["vault sees card_number masked for theft (customer one-factor, staff passkey)"],
     [("customer: two-factor}}", "customer: one-factor}}")]),
    (["vault does refund up to 20.5 for dispute (customer two-factor, staff passkey)"],
     [("at_most: 20", "at_most: 20.5")]),
    (["vault does refund for dispute (customer two-factor, staff passkey)"], [("{at_most: 20}", "{}")]),
    (["vault does move for dispute (customer two-factor, staff passkey)"],
     [("{refund: {at_most: 20}}", "{move: {}, refund: {at_most: 20}}")]),
    (["from now on: dispute comes by chat"], [("through: [phone]", "through: [phone, chat]")]),
    (["from now on: help asks for name"], [("asks_for: [address]", "asks_for: [address, name]")]),
    (["from now on: order_status changes name"], [("changes: [address]", "changes: [address, name]")]),
    (["from now on: card_number counts as harm 10 at most"], [("credit_card, harm: 30", "credit_card, harm: 10")]),
    (["from now on: charges counts as harm 1 at most", "from now on: charges counts as harm 3 at most"],
     [("user.financial, harm: 10", "user.financial, harm: 1")]),
    (["from now on: phone is recorded"], [("phone: {kept_in: notes}", "phone: {kept_in: notes, recorded: true}")]),
    (["from now on: core finds a customer by phone in people.phone"],
     [("    keep: 7y\n", "    keep: 7y\n    find_by: {phone: people.phone}\n")]),
    (["from now on: dispute goes above the limit of refund when supervisor approves"],
     [("{at_most: 20}", "{at_most: 20, above: {approve: supervisor}}")]),
    (["from now on: bert answers without a certificate"],
     [("bots:\n", "bots:\n  bert: {at: env:BERT, certificate: none}\n"),
      ("hours:\n    by: bo", "hours:\n    by: [bo, bert]"),
      ("becomes: help, when: [asks_for_person]", "becomes: help, when: [asks_for_person, high_stakes]")]),
]  # fmt: skip


@pytest.mark.parametrize(("opened", "swaps"), OPENS)
def test_what_opens_is_told_and_to_take_it_back_closes_as_much(opened: list[str], swaps: list[Swap]) -> None:
    after = shop_policy(*swaps)
    assert [str(one) for one in diff(POLICY, after).opened] == opened
    assert len(diff(after, POLICY).closed) == len(opened)


CLOSES: list[tuple[list[str], list[Swap]]] = [
    (["no more: what is said over chat is kept in notes"], [("chat: {kept_in: notes}", "chat: {}")]),
    (["vault sees charges full for dispute (customer two-factor, staff passkey)"],
     [("sees: {charges: full}", "sees: {charges: masked}")]),
    (["vault sees charges full for dispute (customer two-factor, staff passkey)"],
     [("sees: {charges: full}", "sees: {charges: {form: full, customer: passkey}}")]),
    (["till sees name full for help (customer two-factor, staff two-factor)",
      "vault sees name full for help (customer two-factor, staff passkey)"],
     [("sees: {name: full, phone: use", "sees: {phone: use")]),
    (["vault does refund up to 20 for dispute (customer two-factor, staff passkey)"],
     [("at_most: 20", "at_most: 19")]),
    (["holds from now on: no bot sees charges"], [("rules:\n", "rules:\n  - no bot sees charges\n")]),
    (["holds from now on: bo needs a certificate"], [("certificate: none", "certificate: required")]),
    (["holds from now on: dispute never asks for password"],
     [("sees: {charges: full}", "sees: {charges: full}\n    never: [password]")]),
    (["holds from now on: notes keeps no longer than 12w"], [("keep: 90d", "keep: 12w")]),
    (["holds from now on: contact points cool off for 1w"], [("cooling_off: 3d", "cooling_off: 1w")]),
    (["holds from now on: high_stakes on 'tribunal'"], [("[ombudsman]", "[ombudsman, tribunal]")]),
    (["holds from now on: hours hands over when over_collection"],
     [("[asks_for_person]", "[asks_for_person, over_collection]")]),
    (["no more: help comes by phone"],
     [("[till, vault]\n    through: [chat, phone]", "[till, vault]\n    through: [chat]")]),
]  # fmt: skip


@pytest.mark.parametrize(("closed", "swaps"), CLOSES)
def test_what_only_tightens_opens_nothing(closed: list[str], swaps: list[Swap]) -> None:
    assert told(*swaps) == ([], closed)


BOTH: list[tuple[str, str, Swap]] = [
    (
        "from now on: address is read from people.card in core",
        "no more: address is read from people.address in core",
        ("address: people.address", "address: people.card"),
    ),
    (
        "from now on: orders is read from orders.id, orders.total in core",
        "no more: orders is read from orders.id, orders.state in core",
        ("orders.state]", "orders.total]"),
    ),
    (
        "from now on: charges is user.financial.credit_card",
        "no more: charges is user.financial",
        ("charges: {is: user.financial,", "charges: {is: user.financial.credit_card,"),
    ),
    (
        "from now on: move runs UPDATE people SET address = :to, card = 0 WHERE id = :person",
        "no more: move runs UPDATE people SET address = :to WHERE id = :person",
        ("address = :to WHERE", "address = :to, card = 0 WHERE"),
    ),
    (
        "from now on: bo is at https://bo.example",
        "no more: bo is at env:BO",
        ("at: env:BO,", "at: https://bo.example,"),
    ),
    (
        "from now on: orders.buyer says whose orders it is",
        "no more: orders.person says whose orders it is",
        ("ties: {orders: person", "ties: {orders: buyer"),
    ),
    ("from now on: codes go to address", "no more: codes go to phone", ("code_to: phone", "code_to: address")),
]


@pytest.mark.parametrize(("opened", "closed", "swap"), BOTH)
def test_what_becomes_another_opens_and_closes(opened: str, closed: str, swap: Swap) -> None:
    assert told(swap) == ([opened], [closed])


def test_a_wider_reach_opens_what_it_lets_a_bot_do() -> None:
    swaps = (
        ("bo: {at: env:BO,", "bo: {at: env:BO, reach: open contact,"),
        ("  - no bot reaches more than own record\n", ""),
    )
    assert told(*swaps) == (
        [
            "no longer holds: bo reaches no more than own record",
            "no longer holds: no bot reaches more than own record",
        ],
        [],
    )


def test_to_take_a_journey_or_a_desk_away_opens_nothing() -> None:
    dispute = """  dispute:
    by: vault
    through: [phone]
    sees: {charges: full}
    does: {refund: {at_most: 20}}
"""
    assert told((dispute, "")) == ([], [
        "vault does refund up to 20 for dispute (customer two-factor, staff passkey)",
        "vault sees charges full for dispute (customer two-factor, staff passkey)",
    ])  # fmt: skip
    guarded = shop_policy(("    sees: {charges: full}", "    never: [password]\n    sees: {charges: full}"))
    assert diff(guarded, shop_policy((dispute, ""))).opened == ()


def test_a_new_journey_opens_what_it_grants_and_closes_nothing() -> None:
    new = (
        "journeys:\n  lost: {by: vault, through: [phone], sees: {name: full}, never: [password], asks_for: [name]}\n"
    )
    assert told(("journeys:\n", new)) == (
        ["vault sees name full for lost (customer two-factor, staff passkey)"],
        [],
    )


def test_what_nobody_needs_yet_opens_and_closes_nothing() -> None:
    spare = shop_policy(
        ("elements:\n", "elements:\n  pet: {is: user.social, harm: 1}\n"),
        (
            "  notes: {at",
            "  pets: {at: env:PETS, person: p.id, keep: 1y, holds: {pet: p.pet}, redact: [pet]}\n  notes: {at",
        ),
        ("desks:\n", "desks:\n  attic: {seats: 1}\n"),
        ("bots:\n", "bots:\n  spare: {at: env:SPARE, certificate: required}\n"),
        ("actions:\n", "actions:\n  ring: {post: env:RING}\n"),
    )
    assert diff(POLICY, spare) == diff(spare, POLICY) == Change(opened=(), closed=())


def test_an_element_and_an_action_of_one_name_are_two() -> None:
    both = (("  move:\n    in", "  charges:\n    in"), ("does: {move: {}}", "does: {charges: {}}"))
    before = shop_policy(*both)
    after = shop_policy(*both, ("does: {refund: {at_most: 20}}", "does: {charges: {}, refund: {at_most: 20}}"))
    assert [str(one) for one in diff(before, after).opened] == [
        "vault does charges for dispute (customer two-factor, staff passkey)"
    ]
    assert diff(before, after).closed == ()


def test_what_moves_to_another_desk_opens_there_and_closes_here() -> None:
    assert told(("dispute:\n    by: vault", "dispute:\n    by: till")) == (
        [
            "till does refund up to 20 for dispute (customer two-factor, staff two-factor)",
            "till sees charges full for dispute (customer two-factor, staff two-factor)",
        ],
        [
            "vault does refund up to 20 for dispute (customer two-factor, staff passkey)",
            "vault sees charges full for dispute (customer two-factor, staff passkey)",
        ],
    )


grant_changes = st.fixed_dictionaries(
    {
        "desk": st.sampled_from(["vault", "till"]),
        "journey": st.sampled_from(["dispute", "theft"]),
        "what": st.sampled_from(["charges", "name"]),
        "form": st.sampled_from([*Form, None]),
        "at_most": st.sampled_from([1.0, 5.0, float("inf")]),
        "customer": st.sampled_from(Assurance),
        "staff": st.sampled_from(Assurance),
        "bot": st.booleans(),
    }
)


@given(grant_changes, grant_changes)
def test_two_grants_cover_each_other_only_if_they_are_the_same(
    one: dict[str, object], other: dict[str, object]
) -> None:
    first, second = Grant(**one), Grant(**other)  # type: ignore[arg-type]  # each has the type of its field
    assert first.covers(first)
    if first.covers(second) and second.covers(first):
        assert first == second


@given(st.sampled_from([swaps for _, swaps in [*OPENS, *CLOSES]]))
def test_what_opens_one_way_closes_the_other_way(swaps: list[Swap]) -> None:
    after = shop_policy(*swaps)
    there, back = diff(POLICY, after), diff(after, POLICY)
    assert [one for one in there.opened if isinstance(one, Grant)] == [g for g in back.closed if isinstance(g, Grant)]
    assert [one for one in there.closed if isinstance(one, Grant)] == [g for g in back.opened if isinstance(g, Grant)]


def test_the_same_policy_is_no_change() -> None:
    assert diff(POLICY, shop_policy()) == Change(opened=(), closed=())
