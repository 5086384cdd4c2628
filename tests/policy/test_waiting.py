"""What an action waits for, and from when it can be done."""

import pytest

from needline.policy.waiting import DAY, WISH_LIFE, free_at, held_by, told_at
from tests.estates import shop_policy

AFTER = "cooling_off: 3d, after_change: [{of: [address], wait: 2d, holds: [refund]}, %s]}"
CHANGES = ("takes: {to: text}", "takes: {to: text}\n    changes: [address, phone]\n    waits: 1d")
POLICY = shop_policy(
    ("cooling_off: 3d}", AFTER % "{of: [address, phone], wait: 5d, holds: [refund]}"),
    CHANGES,
)
NOW = 100 * DAY


def test_the_longest_wait_of_each_element_holds() -> None:
    assert held_by(POLICY, "refund") == {"address": 5 * DAY, "phone": 5 * DAY}
    assert held_by(POLICY, "move") == {}
    assert held_by(shop_policy(), "refund") == {}


@pytest.mark.parametrize(
    ("changed", "days"),
    [({}, 0), ({"address": 97}, 102), ({"address": 97, "phone": 99}, 104), ({"name": 99}, 0), ({"phone": 200}, 205)],
)
def test_it_can_be_done_when_the_last_change_is_old_enough(changed: dict[str, int], days: int) -> None:
    since = {element: day * DAY for element, day in changed.items()}
    assert free_at(POLICY, "refund", since, None, NOW) == days * DAY


@pytest.mark.parametrize(("asked", "days"), [(None, 101), (100.0, 101), (99.5, 100.5), (92.0, 93), (91.9, 101)])
def test_what_waits_was_asked_for_a_day_before_and_not_long_ago(asked: float | None, days: float) -> None:
    assert WISH_LIFE == 7 * DAY
    assert free_at(POLICY, "move", {}, None if asked is None else asked * DAY, NOW) == days * DAY


def test_the_customer_is_told_where_codes_go_and_at_each_contact_point_that_changes() -> None:
    assert told_at(POLICY, "move") == ("phone",)
    assert told_at(POLICY, "refund") == ()
    assert told_at(POLICY, "no such action") == ()
    assert told_at(shop_policy(("takes: {to: text}", "takes: {to: text}\n    changes: [address]")), "move") == ()
