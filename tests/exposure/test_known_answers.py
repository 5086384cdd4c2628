"""Known answers, worked out by hand; the arithmetic stands beside each."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from needline.channels import floor
from needline.estate import Assurance, Estate, Form, Reach, read
from needline.exposure import TABLE, Exposure, Range, Reached, Route, exposure, levers, ratio, recomputed
from needline.exposure.obtained import WEIGHT
from needline.exposure.reach import SEARCHES
from needline.observed import Observed, Sighting, Watched
from tests.estates import northgate, shop

BANK = """
needline: 1
estate: A small bank
owner: privacy@bank.example
people: 10000
elements:
  name: {is: user.name, harm: 1}
  charges: {is: user.financial, harm: 10}
  card_number: {is: user.financial.credit_card, harm: 30}
  birth_date: {is: user.demographic.date_of_birth, harm: 3}
  phone: {is: user.contact.phone_number, harm: 3}
stores:
  core: {at: env:CORE, person: people.id, keep: 7y, holds: {name: people.name, charges: people.charges,
         card_number: people.card, birth_date: people.born, phone: people.phone}}
  calls: {at: env:CALLS, keep: 73d, redact: [card_number]}
channels: {phone: {kept_in: calls, recorded: true}, chat: {kept_in: calls}}
desks:
  billing: {seats: 10}
bots:
  ava: {at: env:AVA}
customers: {code_to: phone}
journeys:
  dispute:
    by: billing
    through: [phone, chat]
    a_year: 60000
    sees: {name: full, charges: full, card_number: masked}
    asks_for: [birth_date]
  balance:
    by: ava
    through: [chat]
    a_year: 100000
    sees: {charges: full}
    hand_over: {to: billing, becomes: dispute, when: [high_stakes, asks_for_person]}
"""


def bank(*swaps: tuple[str, str]) -> Estate:
    text = BANK
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new, 1)
    return read("bank.yaml", {"bank.yaml": text.encode()}.__getitem__).estate


def seat(one: Exposure, who: str) -> Reached:
    return next(each for each in one.reach if each.who == who)


def route(one: Exposure, kind: str, of: str) -> Route:
    return next(each for each in one.routes if (each.route, each.of) == (kind, of))


def test_a_seat_reaches_whom_its_desk_can_open_in_a_day() -> None:
    # 60,000 contacts / 250 days = 240 people; name 1 + charges 10 + a tenth of card_number 30 = 14 of each
    one = seat(exposure(bank()), "billing")
    assert one.people == 240
    assert one.elements == {"name": 1, "charges": 10, "card_number": 3}
    assert one.allowed == 240 * 14 == 3360


def test_a_bot_reaches_whoever_signs_in_with_it_in_a_day() -> None:
    one = seat(exposure(bank()), "ava")
    assert (one.people, one.allowed) == (400, 400 * 10)  # 100,000 / 250


def test_more_seats_reach_no_less_each() -> None:
    assert seat(exposure(bank(("seats: 10", "seats: 1000"))), "billing").allowed == 3360


def test_a_visitor_who_proves_nothing_reaches_everybody_whom_a_journey_shows_unproved() -> None:
    one = exposure(bank(("sees: {name: full,", "sees: {name: {form: full, customer: nothing},")))
    assert seat(one, "visitor over phone").allowed == 10_000 * 1
    assert seat(one, "visitor over phone").elements == {"name": 1}
    # and an agent searches three times a contact: two more names for each of the 240
    assert seat(one, "billing").allowed == 240 * 14 + 240 * 2 * 1


def test_a_visitor_obtains_nothing_where_everything_takes_a_proof() -> None:
    visitor = seat(exposure(bank()), "visitor over chat")
    assert (visitor.allowed, visitor.people, visitor.elements) == (0, 0, {})


def test_a_bot_with_reach_of_the_own_record_shows_a_visitor_nothing() -> None:
    one = exposure(bank(("sees: {charges: full}", "customer_proves: nothing\n    sees: {charges: full}")))
    assert seat(one, "visitor over chat").allowed == 0


def test_searches_are_as_many_as_an_agent_has() -> None:
    assert floor._FINDS == SEARCHES


def test_what_the_database_grants_beyond_the_estate_is_a_hole_and_what_nobody_uses_is_slack() -> None:
    one = seat(exposure(bank(), granted={"billing": 300_000}, used={"billing": 360}), "billing")
    assert one.hole == 300_000 - 3360
    assert one.slack == 3360 - 360
    unseen = seat(exposure(bank()), "billing")
    assert (unseen.hole, unseen.slack) == (None, None)


def test_impersonation() -> None:
    # contacts × impostors × two-factor passed × harm of one person
    one = route(exposure(bank()), "impersonation", "dispute")
    assert one.a_year.low == pytest.approx(60_000 * 0.0005 * 0.001 * 14)
    assert one.a_year.likely == pytest.approx(60_000 * 0.0013 * 0.0144 * 14)  # 15.72
    assert one.a_year.high == pytest.approx(60_000 * 0.01 * 0.1 * 14)


def test_what_takes_a_stronger_proof_is_a_route_of_its_own() -> None:
    one = exposure(bank(("charges: full, card", "charges: {form: full, customer: passkey}, card")))
    assert route(one, "impersonation", "dispute").a_year.high == pytest.approx(60_000 * 0.01 * 0.1 * 4)
    assert route(one, "impersonation", "dispute after passkey").a_year.high == pytest.approx(
        60_000 * 0.01 * 0.001 * 10
    )


def test_a_taken_over_seat() -> None:
    # seats × (taken over + misused) × days unnoticed × people a day × harm of one person; 240 people come a day
    one = route(exposure(bank()), "taken-over seat", "billing")
    assert one.a_year.low == pytest.approx(10 * (0.0005 + 0.0001) * 1 * 20 * 14)
    assert one.a_year.likely == pytest.approx(10 * (0.0024 + 0.001) * 11 * 50 * 14)  # 261.8
    assert one.a_year.high == pytest.approx(10 * (0.0144 + 0.01) * 122 * 240 * 14)


def test_a_talked_round_bot() -> None:
    # contacts × hostile chats × success × records of others × harm of one person; uncertified: success at its worst
    one = route(exposure(bank()), "talked-round bot", "ava")
    assert one.a_year.likely == pytest.approx(100_000 * 0.002 * 0.814 * 0.01 * 10)  # 16.28
    assert one.a_year.high == pytest.approx(100_000 * 0.02 * 0.814 * 1 * 10)
    safe = route(exposure(bank(), certified=["ava"]), "talked-round bot", "ava")
    assert safe.a_year.likely == pytest.approx(100_000 * 0.002 * 0.032 * 0.01 * 10)


def test_kept_copies() -> None:
    # contacts × 73/365 years × leaks × (birth_date asked for 3 + (name and charges 11) said aloud
    #   + (card_number 3 said aloud) missed by redaction)
    one = route(exposure(bank()), "kept copies", "dispute in calls")
    assert one.a_year.low == pytest.approx(60_000 * 0.2 * 0.001 * (3 + 11 * 0.1 + 3 * 0.1 * 0.01))
    assert one.a_year.likely == pytest.approx(60_000 * 0.2 * 0.01 * (3 + 11 * 0.5 + 3 * 0.5 * 0.05))  # 1029
    assert one.a_year.high == pytest.approx(60_000 * 0.2 * 0.093 * (3 + 11 * 1 + 3 * 1 * 0.3))


def test_the_whole_of_the_small_bank() -> None:
    # dispute: 15.7248 + 261.8 + 1029 = 1306.5248; balance: 18.72 (100,000 × 0.0013 × 0.0144 × 10) + 16.28
    #   + 1000 (100,000 × 0.2 × 0.01 × 10 × 0.5) = 1035
    one = exposure(bank())
    assert one.a_year.likely == 2341.5248
    # assumed factors: impersonation 2 of 4, seat 3 of 5 (one of them the people a day), bot 3 of 5, copies 2 of 4:
    #   (15.7248 + 18.72) / 2 + 261.8 × 3/5 + 16.28 × 3/5 + (1029 + 1000) / 2, over 2341.5248
    assert one.assumed == pytest.approx((17.2224 + 157.08 + 9.768 + 1014.5) / 2341.5248)
    assert one.unknown == ()


def test_a_journey_in_one_line() -> None:
    dispute, balance = exposure(bank()).vectors
    assert dispute.text == "X1/H:two-factor=14/K:73d=A3+S11+s3/R:open/B:none"
    assert balance.text == "X1/H:two-factor=10/K:73d=S10/R:own/B:uncertified"
    assert dispute.a_year.likely == pytest.approx(15.7248 + 1029)
    assert recomputed(dispute.text, 60_000) == dispute.a_year


def test_a_scan_replaces_what_was_assumed_and_finds_what_nobody_declared() -> None:
    seen = {
        "birth_date": Sighting(given=25),
        "card_number": Sighting(given=100),  # nobody declares that it is said
        "name": Sighting(shown=0),  # a scan that saw it nowhere may not be able to see it
    }
    scan = Observed(journeys={"dispute": Watched(conversations=100, seen=seen)})
    one = route(exposure(bank(), observed=scan), "kept copies", "dispute in calls")
    # birth_date in 25 of 100, off by 3 + 2 × 5; card_number in all of them, off by 3 + 2 × 10, and redacted
    assert one.factors[-1].source == "S11+M0.36~0.75~1.14+m23.1~30~30"
    assert one.a_year.likely == pytest.approx(60_000 * 0.2 * 0.01 * (11 * 0.5 + 3 * 0.25 + 30 * 1 * 0.05))


def test_an_element_seen_in_one_journey_is_measured_in_all() -> None:
    scan = Observed(
        journeys={
            "dispute": Watched(conversations=100),
            "balance": Watched(conversations=100, seen={"birth_date": Sighting(given=1)}),
        }
    )
    one = route(exposure(bank(), observed=scan), "kept copies", "dispute in calls")
    assert one.factors[-1].source == "S11+M0~0~0.09+s3"  # none of 100: up to 3 in 100, the rule of three


def test_where_only_a_scan_speaks_the_factor_is_measured() -> None:
    scan = Observed(journeys={"balance": Watched(conversations=400, seen={"charges": Sighting(shown=100)})})
    one = route(exposure(bank(), observed=scan), "kept copies", "balance in calls")
    assert [factor.basis for factor in one.factors] == ["declared", "declared", "assumed", "measured"]


def test_what_nobody_deletes_counts_as_thirty_years_and_so_does_more() -> None:
    forever = exposure(bank(("keep: 73d, ", "")))
    assert forever.vectors[1].text == "X1/H:two-factor=10/K:forever=S10/R:own/B:uncertified"
    assert forever.a_year == exposure(bank(("keep: 73d", "keep: 90y"))).a_year
    assert forever.unknown == ("stores.calls has no keep, so it counts as thirty years",)


def test_a_recording_that_is_kept_nowhere_is_kept_for_thirty_years() -> None:
    one = exposure(bank(("phone: {kept_in: calls, recorded: true}", "phone: {recorded: true}")))
    copy = route(one, "kept copies", "dispute in recordings of phone")
    assert copy.factors[1].value == Range(30, 30, 30)
    assert len(one.unknown) == 1


def test_what_is_left_open_is_said() -> None:
    scan = Observed(
        journeys={"": Watched(conversations=7), "else": Watched(conversations=1, seen={"what": Sighting()})}
    )
    told = exposure(shop(), observed=scan, granted={"ghost": 1}).unknown
    assert told == (
        "no a_year, so nothing comes of them: hours, order_status, help, theft, dispute",
        "no people, so whoever proves nothing is counted as reaching only those who get in touch",
        "seen in the scan, and no journey of the estate: else",
        "conversations that tell no journey and count nowhere: 7",
        "seen in the scan, and no element of the estate stands for it: what",
        "not in the scan, so counted as declared: dispute, help, hours, order_status, theft",
        "granted to or used by nobody of the estate: ghost",
    )


def test_the_demo_bank_has_the_same_digits_everywhere() -> None:
    one = exposure(northgate().estate)
    assert one.a_year == Range(260.67158, 12104.1987, 1362714.35)
    assert one.assumed == 0.516922279
    assert [(each.who, each.allowed) for each in one.reach[:3]] == [
        ("ava", 65920.0),
        ("front_desk", 14464.0),
        ("billing_desk", 3381.6),
    ]


def test_the_levers_that_save_most_come_first_and_were_really_tried() -> None:
    estate = bank()
    first, second, third = levers(estate, exposure(estate))
    assert first.change == "stores.calls: redact charges"
    assert second.change == "stores.calls: keep 36d instead of 73d"
    assert second.likely == exposure(bank(("keep: 73d", "keep: 36d"))).a_year.likely
    assert third.change == "journeys.dispute: stop asking for birth_date"
    assert first.saves > second.saves > third.saves > 0


def test_no_lever_is_told_where_nothing_can_leak() -> None:
    empty = Estate(needline=1, estate="Empty", owner="owner@shop.example")
    assert levers(empty, exposure(empty)) == ()
    assert exposure(empty).a_year == Range(0, 0, 0)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (5, 5, "the same"),
        (0, 0, "the same"),
        (1000, 1190, "1.19 times higher"),
        (1000, 500, "2 times lower"),
        (1000, 1001, "nearly the same"),
        (1, 100, "100 times higher"),
        (1, 100.1, "more than 100 times higher"),
        (1_324_838, 761, "more than 100 times lower"),
        (0, 0.001, "more than 100 times higher"),
        (3, 0, "more than 100 times lower"),
    ],
)
def test_a_ratio_is_never_told_beyond_a_hundred(before: float, after: float, words: str) -> None:
    assert ratio(before, after) == words


def test_a_more_telling_form_never_obtains_less() -> None:
    weights = [WEIGHT[form] for form in sorted(Form)]
    assert weights == sorted(weights)


def test_a_stronger_proof_is_never_passed_more_often() -> None:
    rows = {row.name: row.figure for row in TABLE}
    for name in ("chance that {} is passed", "chance a year that a seat signed in by {} is taken over"):
        figures = [
            rows[found]
            for level in Assurance
            if (found := name.format({"passkey": "a passkey"}.get(level.word, level.word))) in rows
            or (found := name.format(level.word)) in rows
        ]
        assert len(figures) > 2
        for weaker, stronger in pairwise(figures):
            assert weaker.low >= stronger.low
            assert weaker.likely >= stronger.likely
            assert weaker.high >= stronger.high


def test_every_assumption_has_a_source_and_a_name_of_its_own() -> None:
    assert all(row.source for row in TABLE)
    assert len({row.name for row in TABLE}) == len(TABLE)


def test_moving_a_journey_away_leaves_the_risk_of_another_as_it_was() -> None:
    estate = bank()
    journeys = estate.journeys | {"balance": replace(estate.journeys["balance"], by="billing")}
    moved = replace(estate, journeys=journeys)
    assert exposure(moved).vectors[0].a_year == exposure(estate).vectors[0].a_year


def test_wider_reach_of_a_bot_counts_for_more() -> None:
    estate = bank()
    wide = replace(estate, bots={"ava": replace(estate.bots["ava"], reach=Reach.OPEN_CONTACT)})
    one = route(exposure(wide), "talked-round bot", "ava")
    assert one.a_year.likely == pytest.approx(100_000 * 0.002 * 0.814 * 1 * 10)
