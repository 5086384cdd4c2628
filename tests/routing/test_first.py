"""A first message goes to its journey's desk; whoever is not sure goes to people who see least."""

import pytest

from needline.routing import Choice, Example, place, train
from tests.estates import shop_policy
from tests.routing.messages import EXAMPLES

CLASSIFIER = train(
    [*EXAMPLES, Example(text="I want a loan", intent="loans"), Example(text="lend me money, a loan", intent="loans")]
)[0]


def placed(text: str, channel: str = "chat") -> Choice | None:
    return place(shop_policy(), CLASSIFIER, text, channel=channel, open_loads={})


@pytest.mark.parametrize(
    ("text", "channel", "desk", "journey", "why"),
    [
        ("where is my parcel", "chat", "bo", "order_status", "the only desk"),
        ("my card was stolen", "chat", "vault", "theft", "the only desk"),
        ("my card was stolen", "phone", "vault", "theft", "the only desk"),
        ("where is my parcel", "phone", "till", "help", "nobody can finish order status by phone"),
        ("", "chat", "till", "help", "like nothing that was learned"),
        ("sing a zebra song", "chat", "till", "help", "like nothing that was learned"),
        ("I want a loan, lend me money", "chat", "till", "help", "no journey here"),
    ],
    ids=["bot", "people", "phone", "channel", "empty", "strange", "no-journey"],
)
def test_a_first_message_finds_its_desk(text: str, channel: str, desk: str, journey: str, why: str) -> None:
    found = placed(text, channel)
    assert found is not None
    assert (found.desk, found.journey) == (desk, journey)
    assert why in found.why


def test_nobody_gets_it_where_nobody_is() -> None:
    assert placed("my card was stolen", "email") is None


def test_without_a_classifier_everything_goes_to_people_who_see_least() -> None:
    found = place(shop_policy(), None, "my card was stolen", channel="chat", open_loads={})
    assert found is not None
    assert (found.desk, found.journey) == ("till", "help")


def test_the_reason_never_holds_what_the_customer_said() -> None:
    found = placed("zebra 4929 1234 5678 9012")
    assert found is not None
    assert "zebra" not in found.why
    assert "4929" not in found.why
