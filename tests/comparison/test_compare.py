"""What became of every object between two estates: known answers, each kind of change, what always holds."""

import pytest
from hypothesis import given, settings

from needline.comparison import Comparison, compare, move
from needline.comparison.compare import enforceable
from needline.errors import EstateError
from needline.estate import Estate
from needline.exposure import Range
from needline.policy import Grant, diff
from tests.comparison.estates import estates
from tests.estates import northgate, shop

Swap = tuple[str, str]
SHOP = shop()
NEW_BOT = ("bots:\n", "bots:\n  bert: {at: env:BERT, certificate: none}\n")


def told(one: Comparison) -> list[str]:
    """The entries as lines: sign, kind and name, then each reason with its direction."""
    return [
        f"{entry.sign} {entry.kind} {entry.name} | {why.direction} | {why.text}"
        for entry in one.entries
        for why in entry.reasons
    ]


def test_what_a_reviewer_is_told_of_an_edit_of_the_shop() -> None:
    edited = shop(
        ("card_number: {form: masked, customer: two-factor}}", "orders: full}"),
        ("at_most: 20", "at_most: 10"),
        ("keep: 7y", "keep: 8y"),
        ("  till: {seats: 3", "  till: {seats: 4"),
    )
    comparison = compare(SHOP, edited)
    assert told(comparison) == [
        "~ journey theft | loosens | sees newly: orders full",
        "~ journey theft | tightens | sees no longer: card_number",
        "~ journey dispute | tightens | limit: refund 20 → 10",
        "~ desk till | neither | seats 3 → 4",
        "~ store core | loosens | keeps 7y → 8y",
    ]
    assert [entry.direction for entry in comparison.entries] == ["loosens", "tightens", "neither", "loosens"]
    assert comparison.gate.decided == "opens: vault sees orders full for theft (customer nothing, staff passkey)"
    assert comparison.gate.opens[1:] == ("no longer holds: core keeps no longer than 7y",)
    assert not comparison.gate.passes


def test_the_same_estate_is_no_change_and_passes() -> None:
    comparison = compare(northgate().estate, northgate().estate)
    assert (comparison.entries, comparison.opened, comparison.closed) == ((), (), ())
    assert (comparison.numbers.reach, comparison.numbers.routes, comparison.numbers.times) == ((), (), "the same")
    assert (comparison.gate.passes, comparison.gate.decided) == (True, "nothing opens")


EVERY_KIND: list[tuple[list[str], list[Swap]]] = [
    (["~ journey theft | loosens | sees newly: charges full"],
     [("sees: {name: full, card_number", "sees: {charges: full, name: full, card_number")]),
    (["~ journey dispute | tightens | sees no longer: charges"], [("sees: {charges: full}", "sees: {}")]),
    (["~ journey dispute | tightens | form: charges full → masked"], [("{charges: full}", "{charges: masked}")]),
    (["~ journey help | loosens | form: phone use → full"], [("phone: use", "phone: full")]),
    (["~ journey theft | loosens | customer proves for: card_number two-factor → one-factor"],
     [("customer: two-factor}}", "customer: one-factor}}")]),
    (["~ journey dispute | tightens | customer proves for: charges two-factor → passkey"],
     [("{charges: full}", "{charges: {form: full, customer: passkey}}")]),
    (["~ journey help | loosens | agent proves for: address passkey → nothing"],
     [("customer: passkey, staff: passkey", "customer: passkey")]),
    (["~ journey theft | tightens | customer proves nothing → two-factor"],
     [("through: [chat, phone]\n    customer_proves: nothing", "through: [chat, phone]")]),
    (["~ journey dispute | loosens | moved from vault to till: sees charges full; does refund"],
     [("dispute:\n    by: vault", "dispute:\n    by: till")]),
    (["~ journey dispute | loosens | handled also by till: sees charges full; does refund"],
     [("dispute:\n    by: vault", "dispute:\n    by: [vault, till]")]),
    (["~ journey help | tightens | handled no longer by vault"], [("by: [till, vault]", "by: till")]),
    (["~ journey dispute | loosens | limit: refund 20 → none"], [("{at_most: 20}", "{}")]),
    (["~ journey dispute | loosens | approved above the limit: refund by nobody → supervisor"],
     [("{at_most: 20}", "{at_most: 20, above: {approve: supervisor}}")]),
    (["~ journey dispute | loosens | does newly: move"],
     [("{refund: {at_most: 20}}", "{move: {}, refund: {at_most: 20}}")]),
    (["~ journey dispute | tightens | does no longer: refund"], [("does: {refund: {at_most: 20}}", "does: {}")]),
    (["~ journey dispute | loosens | comes newly by: chat"], [("through: [phone]", "through: [phone, chat]")]),
    (["~ journey help | loosens | asks newly: name"], [("asks_for: [address]", "asks_for: [address, name]")]),
    (["~ journey help | tightens | asks no longer: address"], [("    asks_for: [address]\n", "")]),
    (["~ journey order_status | loosens | changes newly: name"],
     [("changes: [address]", "changes: [address, name]")]),
    (["~ journey order_status | loosens | promises no longer never to ask for: card_number"],
     [("    never: [card_number]\n", "")]),
    (["~ journey hours | tightens | hands over newly to till as help when: over_collection"],
     [("[asks_for_person]", "[asks_for_person, over_collection]")]),
    (["~ journey hours | neither | hands over to till as help → vault as help when: asks_for_person"],
     [("{to: till, becomes: help", "{to: vault, becomes: help")]),
    (["~ journey dispute | neither | contacts a year 0 → 1,200"], [("dispute:\n", "dispute:\n    a_year: 1200\n")]),
    (["~ journey dispute | neither | called '' → 'a row'"], [("dispute:\n", "dispute:\n    called: a row\n")]),
    (["~ journey dispute | neither | known by other words or fields"],
     [("dispute:\n", "dispute:\n    known_by: {queue: [money]}\n")]),
    (["+ journey lost | neither | handled by vault", "+ journey lost | neither | comes newly by: phone",
      "+ journey lost | neither | customer proves two-factor", "+ journey lost | loosens | sees newly: name full"],
     [("journeys:\n", "journeys:\n  lost: {by: vault, through: [phone], sees: {name: full}}\n")]),
    (["- journey dispute | neither | handled no longer by vault",
      "- journey dispute | neither | comes no longer by: phone",
      "- journey dispute | tightens | sees no longer: charges",
      "- journey dispute | tightens | does no longer: refund"],
     [("""  dispute:
    by: vault
    through: [phone]
    sees: {charges: full}
    does: {refund: {at_most: 20}}
""", "")]),
    (["~ desk till | tightens | signs in with two-factor → passkey"],
     [("till: {seats: 3", "till: {signs_in: passkey, seats: 3")]),
    (["~ desk vault | loosens | signs in with passkey → two-factor"], [(", signs_in: passkey}", "}")]),
    (["~ desk till | neither | called 'our till' → 'the till'"], [("called: our till", "called: the till")]),
    (["+ desk attic | neither | 1 seat", "+ desk attic | neither | signs in with two-factor",
      "+ desk attic | neither | reaches open contact"], [("desks:\n", "desks:\n  attic: {seats: 1}\n")]),
    (["~ bot bo | tightens | certificate none → required"], [("certificate: none", "certificate: required")]),
    (["~ bot bo | loosens | is at env:BO → https://bo.example"], [("at: env:BO,", "at: https://bo.example,")]),
    (["~ bot bo | neither | speaks http → rasa"], [("at: env:BO,", "at: env:BO, speaks: rasa,")]),
    (["~ bot bo | loosens | reaches own record → open contact"],
     [("at: env:BO,", "at: env:BO, reach: open contact,")]),
    (["+ bot bert | neither | no certificate", "+ bot bert | neither | reaches own record",
      "+ bot bert | neither | is at env:BERT, speaks http"], [NEW_BOT]),
    (["~ journey hours | neither | handled also by bert",
      "~ journey hours | tightens | hands over newly to till as help when: high_stakes",
      "+ bot bert | loosens | no certificate",
      "+ bot bert | neither | reaches own record", "+ bot bert | neither | is at env:BERT, speaks http"],
     [NEW_BOT, ("hours:\n    by: bo", "hours:\n    by: [bo, bert]"),
      ("becomes: help, when: [asks_for_person]", "becomes: help, when: [asks_for_person, high_stakes]")]),
    (["~ store core | loosens | keeps 7y → for ever"], [("    keep: 7y\n", "")]),
    (["~ store notes | tightens | keeps 90d → 12w"], [("keep: 90d, ", "keep: 12w, ")]),
    (["~ store notes | loosens | redacts no longer: password"], [("redact: [password]", "redact: []")]),
    (["~ store notes | neither | is at env:NOTES → env:PAPER", "~ store notes | neither | format nothing → mbox"],
     [("notes: {at: env:NOTES", "notes: {format: mbox, at: env:PAPER")]),
    (["~ store core | loosens | finds a customer newly by: phone"],
     [("    keep: 7y\n", "    keep: 7y\n    find_by: {phone: people.phone}\n")]),
    (["~ element orders | loosens | whose it is, says orders.person → orders.buyer",
      "~ store core | neither | ties: orders person → buyer"], [("ties: {orders: person", "ties: {orders: buyer")]),
    (["~ element address | loosens | read from people.address in core → people.card in core"],
     [("address: people.address", "address: people.card")]),
    (["~ element charges | loosens | is user.financial → user.behavior"],
     [("charges: {is: user.financial,", "charges: {is: user.behavior,")]),
    (["~ element card_number | loosens | harm 30 → 10"], [("credit_card, harm: 30", "credit_card, harm: 10")]),
    (["~ element name | tightens | harm 1 → 3"], [("user.name, harm: 1", "user.name, harm: 3")]),
    (["~ element address | neither | called 'where it is sent' → ''"], [(", called: where it is sent", "")]),
    (["~ element orders | neither | found in text by other patterns or words"],
     [("purchase_history, harm: 3}", "purchase_history, harm: 3, spot: {pattern: 'N[0-9]{8}'}}")]),
    (["+ element pet | neither | is user.social, harm 1", "~ store core | neither | holds newly: pet"],
     [("elements:\n", "elements:\n  pet: {is: user.social, harm: 1}\n"),
      ("      name: people.name", "      pet: people.pet\n      name: people.name")]),
    (["~ channel chat | tightens | kept in notes → nothing"], [("chat: {kept_in: notes}", "chat: {}")]),
    (["~ channel phone | loosens | recorded newly"],
     [("phone: {kept_in: notes}", "phone: {kept_in: notes, recorded: true}")]),
    (["+ channel email | neither | kept in notes"], [("  chat: {kept", "  email: {kept_in: notes}\n  chat: {kept")]),
    (["~ action move | loosens | runs another statement"], [("SET address = :to", "SET address = :to, card = 0")]),
    (["+ action ring | neither | posts to env:RING"], [("actions:\n", "actions:\n  ring: {post: env:RING}\n")]),
    (["+ rule no bot sees charges | tightens | must hold from now on"],
     [("rules:\n", "rules:\n  - no bot sees charges\n")]),
    (["- rule notes keep at most 90d | loosens | need not hold any more"], [("  - notes keep at most 90d\n", "")]),
    (["~ trigger high_stakes | tightens | watches newly for: court"], [("[ombudsman]", "[ombudsman, court]")]),
    (["- trigger high_stakes | loosens | watches no longer for: ombudsman"],
     [("triggers:\n  high_stakes: {en: [ombudsman]}\n", "")]),
    (["~ customers  | loosens | codes go to phone → address",
      "~ customers  | tightens | contact points cool off for 3d → 1w"],
     [("{code_to: phone, cooling_off: 3d}", "{code_to: address, cooling_off: 1w}")]),
    (["~ message hand_over | neither | says something else in: en"], [("Over to", "On to")]),
    (["~ estate  | neither | called 'Shop' → 'Shed'", "~ estate  | neither | customers on file 0 → 5,000",
      "~ estate  | neither | country GB → DE"], [("estate: Shop\n", "estate: Shed\npeople: 5000\ncountry: DE\n")]),
    (["~ journey help | neither | differs in: by"], [("by: [till, vault]", "by: [vault, till]")]),
    (["~ store notes | loosens | redacts when written → shown", "~ store notes | loosens | a copy of nothing → core",
      "~ store notes | loosens | reached newly by: export"],
     [("notes: {at: env:NOTES", "notes: {redacts_when: shown, copy_of: core, reached_by: [export], at: env:NOTES")]),
    (["~ channel chat | loosens | screen recorded newly", "~ channel chat | tightens | pauses newly for: card_number",
      "~ channel chat | tightens | screen pauses newly for: card_number",
      "~ channel chat | tightens | paused by agent → system",
      "~ channel chat | tightens | visitors are unknown → signed",
      "~ channel chat | neither | kind nothing → chat"],
     [("chat: {kept_in: notes}", "chat: {kept_in: notes, screen_recorded: true, visitors: signed}"),
      ("visitors: signed", "visitors: signed, pauses: [card_number], kind: chat, screen_pauses: [card_number]"),
      ("visitors: signed", "visitors: signed, paused_by: system")]),
    (["~ channel chat | loosens | visitors are unknown → claimed"],
     [("chat: {kept_in: notes}", "chat: {kept_in: notes, visitors: claimed}")]),
    (["~ bot bo | loosens | keeps conversations in nothing → notes",
      "~ desk till | loosens | its contacts are kept in nothing → notes"],
     [("bo: {at:", "bo: {kept_in: notes, at:"), ("till: {seats", "till: {kept_in: notes, seats")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "swaps"), EVERY_KIND)
def test_every_kind_of_change_has_its_words_and_its_direction(lines: list[str], swaps: list[Swap]) -> None:
    assert told(compare(SHOP, shop(*swaps))) == lines


def test_a_rule_of_the_new_estate_that_does_not_hold_decides() -> None:
    gate = compare(SHOP, shop(("card_number: {form: masked", "card_number: {form: full"))).gate
    assert not gate.passes
    assert gate.decided == "broken rule 'nobody sees card_number more than masked': theft sees it full"
    assert gate.opens == ("opens: vault sees card_number full for theft (customer two-factor, staff passkey)",)


def test_a_rule_that_fails_decides_even_where_nothing_opens() -> None:
    gate = compare(SHOP, shop(("rules:\n", "rules:\n  - nobody sees charges\n"))).gate
    assert (gate.passes, gate.opens) == (False, ())
    assert gate.decided == "broken rule 'nobody sees charges': dispute sees it full"


def test_a_rule_that_failed_before_does_not_stop_its_repair() -> None:
    broken = shop(("card_number: {form: masked", "card_number: {form: full"))
    assert compare(broken, SHOP).gate.passes


def test_a_new_bot_without_a_certificate_decides_before_what_it_sees() -> None:
    after = shop(
        NEW_BOT,
        ("order_status:\n    by: bo", "order_status:\n    by: [bo, bert]"),
        ("when: [high_stakes]", "when: [high_stakes, asks_for_person]"),
    )
    gate = compare(SHOP, after).gate
    assert gate.decided == "new bot without a certificate: bert"
    assert gate.opens[1].startswith("opens: bert sees orders full")


def test_a_rule_that_is_gone_weighs_more_than_a_grant() -> None:
    after = shop(("  - notes keep at most 90d\n", ""), ("sees: {charges: full}", "sees: {charges: full, name: full}"))
    assert compare(SHOP, after).gate.decided == "no longer holds: notes keep at most 90d"


def test_what_makes_no_sense_on_either_side_is_told_of_both() -> None:
    with pytest.raises(EstateError) as error:
        compare(
            shop(("by: [till, vault]", "by: [till, vualt]")),
            shop(("dispute:\n    by: vault", "dispute:\n    by: vualt")),
        )
    assert [problem.fix for problem in error.value.problems] == ["did you mean 'vault'?"] * 2


def test_numbers_tell_only_what_moved_and_the_largest_move_first() -> None:
    bank = northgate().estate
    numbers = compare(bank, move(bank, ["balance_inquiry"], "billing_desk")).numbers
    (ava, desk) = numbers.reach
    assert (ava.who, ava.kind, desk.who, desk.kind) == ("ava", "bot", "billing_desk", "desk")
    assert (ava.before or 0) > (ava.after or 0) > 0
    assert 0 < (desk.before or 0) < (desk.after or 0)
    assert ("talked-round bot", "ava") in {(one.route, one.of) for one in numbers.routes}
    moves = [abs(_likely(one.after) - _likely(one.before)) for one in numbers.routes]
    assert moves == sorted(moves, reverse=True)


def _likely(one: Range | None) -> float:
    return one.likely if one else 0.0


def parts(one: Comparison, side: str) -> set[Grant | str]:
    return {found for entry in one.entries for reason in entry.reasons for found in getattr(reason, side)}


def bare(found: tuple[Grant | str, ...]) -> set[Grant | str]:
    """Without the words that say which way it went."""
    return {one if isinstance(one, Grant) else one.partition(": ")[2] for one in found}


@given(estates(), estates())
def test_reasons_open_and_close_exactly_what_the_policies_do(before: Estate, after: Estate) -> None:
    comparison = compare(before, after)
    change = diff(enforceable(before)[0], enforceable(after)[0])
    assert (comparison.opened, comparison.closed) == (change.opened, change.closed)
    assert parts(comparison, "opened") == set(change.opened)
    assert parts(comparison, "closed") == set(change.closed)


@given(estates(), estates())
@settings(max_examples=40)
def test_an_entry_loosens_exactly_when_something_opens(before: Estate, after: Estate) -> None:
    for entry in compare(before, after).entries:
        assert entry.reasons
        assert (entry.direction == "loosens") == any(reason.opened for reason in entry.reasons)
        for reason in entry.reasons:
            way = "loosens" if reason.opened else "tightens" if reason.closed else "neither"
            assert reason.direction == way


@given(estates())
@settings(max_examples=40)
def test_an_estate_and_itself_have_nothing_between_them(estate: Estate) -> None:
    comparison = compare(estate, estate)
    assert (comparison.entries, comparison.gate.opens) == ((), ())
    assert comparison.gate.passes == (not comparison.gate.broken)


@given(estates(), estates())
@settings(max_examples=40)
def test_to_swap_the_sides_turns_what_opens_into_what_closes(before: Estate, after: Estate) -> None:
    there, back = compare(before, after), compare(after, before)
    assert bare(there.opened) == bare(back.closed)
    assert bare(there.closed) == bare(back.opened)
    signs = {"+": "-", "-": "+", "~": "~"}
    assert {(one.kind, one.name, one.sign) for one in there.entries} == {
        (one.kind, one.name, signs[one.sign]) for one in back.entries
    }


@given(estates(), estates())
@settings(max_examples=40)
def test_the_gate_passes_exactly_when_nothing_opens_and_every_rule_holds(before: Estate, after: Estate) -> None:
    comparison = compare(before, after)
    assert comparison.gate.passes == (not comparison.opened and not comparison.gate.broken)
    assert len(comparison.gate.opens) == len(comparison.opened)
