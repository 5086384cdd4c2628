"""What moves between whom, and what protects it."""

from collections.abc import Mapping

import pytest

from needline.estate import Estate
from needline.exchange import End, flows, safeguards
from tests.estates import northgate, shop


def between(estate: Estate, source: str, target: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    found = [one for one in flows(estate) if (str(one.source), str(one.target)) == (source, target)]
    return (found[0].elements, found[0].journeys) if found else None


@pytest.mark.parametrize(
    ("source", "target", "elements", "journeys"),
    [
        ("customer:customer", "channel:phone", ("address",), ("help", "theft", "dispute")),
        ("channel:chat", "bot:bo", (), ("hours", "order_status")),
        ("channel:chat", "store:notes", ("address",), ("hours", "order_status", "help", "theft")),
        ("store:core", "bot:bo", ("orders", "address"), ("order_status",)),
        ("bot:bo", "store:core", ("address",), ("order_status",)),
        ("bot:bo", "desk:till", (), ("hours",)),
        ("store:core", "desk:till", ("name", "phone", "orders", "address"), ("help",)),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_elements_move_where_the_estate_says(
    source: str, target: str, elements: tuple[str, ...], journeys: tuple[str, ...]
) -> None:
    assert between(shop(), source, target) == (elements, journeys)


def test_what_is_redacted_is_not_kept() -> None:
    redacting = shop(("redact: [password]", "redact: [password, address]"))
    assert between(redacting, "channel:chat", "store:notes") == ((), ("hours", "order_status", "help", "theft"))


def test_a_desk_hands_nothing_over_to_itself() -> None:
    assert all(one.source != one.target for one in flows(northgate().estate))


def test_every_end_is_something_of_the_estate() -> None:
    estate = northgate().estate
    sections: dict[str, Mapping[str, object]] = {
        "channel": estate.channels,
        "desk": estate.desks,
        "bot": estate.bots,
        "store": estate.stores,
    }
    ends = {end for one in flows(estate) for end in (one.source, one.target)} - {End("customer", "customer")}
    assert ends
    assert all(end.name in sections[end.kind] for end in ends)


def said(estate: Estate, journey: str) -> dict[str, tuple[str, ...]]:
    return {one.what: one.against for one in safeguards(estate, journey)}


@pytest.mark.parametrize(
    ("journey", "what"),
    [
        ("dispute", "The customer proves who they are (two-factor) before anything is shown or done"),
        ("order_status", "The customer proves one-factor before address is shown"),
        ("order_status", "Address is masked"),
        ("help", "Phone is used without being shown"),
        ("help", "Password must neither be asked for nor shown"),
        ("dispute", "Refund is limited to 20 a time"),
        ("help", "Agents of our till sign in with two-factor"),
        ("help", "Agents of vault sign in with passkey"),
        ("order_status", "Bo reaches only the record of the customer who signed in"),
        ("order_status", "The bot hands over to vault and stays silent (high stakes)"),
        ("help", "Copies of conversations in notes are kept without password"),
        ("help", "Copies of conversations in notes are deleted after 90d"),
    ],
)
def test_each_key_that_protects_is_said_in_words(journey: str, what: str) -> None:
    assert what in said(shop(), journey)


def test_a_journey_without_proof_does_not_claim_one() -> None:
    assert not [what for what in said(shop(), "hours") if "proves" in what]


def test_what_no_bot_serves_is_not_protected_from_bots() -> None:
    assert all("talked-round bot" not in against for against in said(shop(), "dispute").values())
    assert all("taken-over seat" not in against for against in said(shop(), "hours").values())


def test_no_safeguard_rests_on_a_key_that_the_estate_does_not_have() -> None:
    estate = northgate().estate
    sections: dict[str, Mapping[str, object]] = {
        "journeys": estate.journeys,
        "desks": estate.desks,
        "bots": estate.bots,
        "stores": estate.stores,
    }
    for journey in estate.journeys:
        for one in safeguards(estate, journey):
            section, _, rest = one.key.partition(".")
            assert section not in sections or rest.partition(".")[0] in sections[section]
