"""Which desk gets a contact: never one that cannot finish it, and of those that can the one that sees least."""

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.policy import Policy
from needline.routing import Choice, least, route
from needline.routing.route import view
from tests.estates import northgate, shop_policy

type_of_swaps = tuple[tuple[str, str], ...]

BOT_TOO = (("by: [till, vault]\n    through: [chat, phone]", "by: [till, vault, bo]\n    through: [chat]"),)
SIGNED = "address: {form: full, customer: passkey, staff: passkey}"
UNSIGNED = (*BOT_TOO, (SIGNED, "address: {form: full, customer: passkey}"))
CERTIFIED = (*UNSIGNED, ("certificate: none", "certificate: required"))
TWO_BOTS = (
    ("bots:\n", "bots:\n  al: {at: env:AL, certificate: none, reach: open contact}\n"),
    ("by: bo\n    through: [chat]\n    customer_proves: nothing", "by: [al, bo]\n    through: [chat]"),
    ("by: bo\n    through: [chat]\n    sees", "by: [al, bo]\n    through: [chat]\n    sees"),
    ("  - no bot reaches more than own record\n", ""),
)
ALIKE = (("by: vault\n    through: [phone]", "by: [till, vault]\n    through: [phone]"),
         ("by: vault\n    through: [chat, phone]", "by: [till, vault]\n    through: [chat, phone]"))  # fmt: skip


def desk(found: Choice | None) -> str | None:
    return found.desk if found else None


@pytest.mark.parametrize(
    ("swaps", "journey", "channel", "certified", "expected", "why"),
    [
        ((), "hours", "chat", (), "bo", "the only desk"),
        ((), "help", "chat", (), "till", "the smallest view of 2"),
        ((), "theft", "phone", (), "vault", "the only desk"),
        ((), "theft", "email", (), None, ""),
        ((), "order_status", "phone", (), None, ""),
        ((), "refunds", "chat", (), None, ""),
        (UNSIGNED, "help", "chat", (), "bo", "a bot before people of 3"),
        (BOT_TOO, "help", "chat", (), "till", "the smallest view of 2"),
        (CERTIFIED, "help", "chat", (), "till", "the smallest view of 2"),
        (CERTIFIED, "help", "chat", ("bo",), "bo", "a bot before people of 3"),
        ((("till: {seats: 3,", "till: {seats: 0,"),), "help", "chat", (), "vault", "the only desk"),
        (TWO_BOTS, "hours", "chat", (), "bo", "the smallest reach of 2"),
    ],
    ids=["bot", "view", "one", "channel", "bots-channel", "unknown", "bot-first", "bot-cannot-sign-in",
         "no-certificate", "certificate", "no-seats", "reach"],
)  # fmt: skip
def test_the_least_exposed_desk_that_can_finish_the_journey(  # noqa: PLR0917  # a row of the table above
    swaps: type_of_swaps, journey: str, channel: str, certified: Collection[str], expected: str | None, why: str
) -> None:
    found = route(shop_policy(*swaps), journey, channel, {}, certified=certified)
    assert desk(found) == expected
    assert found is None or (why in found.why and found.journey == journey and "\n" not in found.why)


@pytest.mark.parametrize(
    ("loads", "expected"),
    [({}, "till"), ({"till": 3}, "vault"), ({"till": 3, "vault": 1}, "vault"), ({"till": 3, "vault": 3}, "till")],
    ids=["first-by-name", "load", "per-seat-less", "per-seat-more"],
)
def test_of_desks_that_see_the_same_the_one_with_fewest_contacts_a_seat(loads: dict[str, int], expected: str) -> None:
    assert desk(route(shop_policy(*ALIKE), "help", "phone", loads)) == expected


def test_load_never_moves_a_contact_to_people_who_see_more() -> None:
    assert desk(route(shop_policy(), "help", "chat", {"till": 1_000})) == "till"


def test_a_view_counts_each_element_once_in_its_most_telling_form() -> None:
    policy = shop_policy()
    assert view(policy, "theft") == (1, 30, 0)
    assert view(policy, "help") == (1 + 3 + 3, 0, 0)
    assert view(policy, "help", "theft", "help") == (7, 30, 0)
    assert view(policy) == (0, 0, 0)


def test_what_is_used_unseen_is_no_view_and_what_is_compared_is_a_hint() -> None:
    policy = shop_policy(("phone: use, orders: full", "phone: matches, orders: exists"))
    assert view(policy, "help") == (1 + 3, 0, 3 + 3)


def test_whoever_is_unsure_goes_to_people_who_see_least() -> None:
    found = least(shop_policy(), "chat", {}, why="nobody knows")
    assert found == Choice(desk="till", journey="help", why="nobody knows: our till are the people who see least")


def test_whoever_is_unsure_goes_to_nobody_where_no_people_are() -> None:
    assert least(shop_policy(), "email", {}) is None


def test_no_message_breaks_the_glass() -> None:
    policy = shop_policy(("  theft:\n", "  theft:\n    break_glass: {}\n"))
    assert route(policy, "theft", "phone", {}) is None
    for channel in policy.estate.channels:
        found = least(policy, channel, {})
        assert found is None or found.journey != "theft"


def test_an_unsure_contact_becomes_the_least_telling_journey_of_its_desk() -> None:
    found = least(shop_policy(("till: {seats: 3,", "till: {seats: 0,")), "chat", {})
    assert (found.desk, found.journey) == ("vault", "theft") if found else False


loads_of_desks = st.dictionaries(st.sampled_from(sorted(northgate().seats)), st.integers(0, 500))
bots = st.sets(st.sampled_from(sorted(northgate().estate.bots)))
ways = st.tuples(st.sampled_from(sorted(northgate().journeys)), st.sampled_from(sorted(northgate().estate.channels)))


@given(way=ways, loads=loads_of_desks, certified=bots)
def test_no_desk_gets_a_journey_that_it_does_not_serve(
    way: tuple[str, str], loads: dict[str, int], certified: set[str]
) -> None:
    policy, (journey, channel) = northgate(), way
    for found in (route(policy, journey, channel, loads, certified=certified), least(policy, channel, loads)):
        if found is not None:
            assert policy.serves(found.desk, found.journey)
            assert channel in policy.journeys[found.journey].through
            assert _may_answer(policy, found.desk, certified)


def _may_answer(policy: Policy, desk: str, certified: set[str]) -> bool:
    bot = policy.estate.bots.get(desk)
    return bot is None or bot.certificate == "none" or desk in certified


@given(way=ways, loads=loads_of_desks)
def test_nobody_who_can_finish_it_sees_less_than_the_people_chosen(
    way: tuple[str, str], loads: dict[str, int]
) -> None:
    policy, (journey, channel) = northgate(), way
    found = route(policy, journey, channel, loads)
    if found is None or policy.seats[found.desk].bot:
        return
    for other in policy.journeys[journey].desks():
        if not policy.seats[other].bot and policy.seats[other].reach is policy.seats[found.desk].reach:
            assert view(policy, *_all_of(policy, found.desk)) <= view(policy, *_all_of(policy, other))


def _all_of(policy: Policy, desk: str) -> list[str]:
    return [journey for journey in policy.journeys if policy.serves(desk, journey)]


@given(channel=st.sampled_from(sorted(northgate().estate.channels)), loads=loads_of_desks)
def test_whoever_is_unsure_never_goes_to_a_bot(channel: str, loads: dict[str, int]) -> None:
    found = least(northgate(), channel, loads)
    assert found is None or not northgate().seats[found.desk].bot
