"""An estate as a CycloneDX bill of services."""

import pytest

from needline.estate import Estate
from needline.exchange import cyclonedx
from tests.estates import northgate, shop


def services(estate: Estate) -> dict[str, dict[str, object]]:
    items = cyclonedx(estate)["services"]
    assert isinstance(items, list)
    found = {one["bom-ref"]: one for one in items}
    assert len(found) == len(items)
    return found


@pytest.mark.parametrize(
    ("name", "authenticated", "crosses"),
    [
        ("channel:chat", False, True),  # hours takes no proof
        ("channel:phone", False, True),  # theft takes none
        ("desk:till", True, True),
        ("bot:bo", True, True),
        ("store:core", True, True),
    ],
)
def test_a_service_says_whether_it_takes_proof_and_crosses_a_boundary(
    name: str, authenticated: bool, crosses: bool
) -> None:
    found = services(shop())[name]
    assert (found["authenticated"], found["x-trust-boundary"]) == (authenticated, crosses)


def test_a_channel_is_authenticated_when_every_journey_through_it_takes_proof() -> None:
    assert services(northgate().estate)["channel:phone"]["authenticated"] is True
    assert services(northgate().estate)["channel:chat"]["authenticated"] is False


def test_data_flows_with_its_category_direction_and_other_end() -> None:
    data = services(shop())["bot:bo"]["data"]
    assert isinstance(data, list)
    assert [(one["name"], one["flow"], one["classification"]) for one in data] == [
        ("orders", "inbound", "user.behavior.purchase_history"),
        ("address", "inbound", "user.contact.address"),
        ("address", "outbound", "user.contact.address"),
    ]
    assert (data[0]["source"], data[2]["destination"]) == (["#store:core"], ["#store:core"])


def test_an_element_that_many_give_is_told_once() -> None:
    data = services(shop())["store:notes"]["data"]
    assert isinstance(data, list)
    assert [(one["name"], one["source"]) for one in data] == [("address", ["#channel:chat", "#channel:phone"])]


def test_an_endpoint_that_is_no_reference_is_left_out() -> None:
    assert services(shop())["store:core"]["endpoints"] == ["env:CORE"]
    odd = shop(("at: env:CORE\n", 'at: "sqlite:///a|b<c>"\n'))
    assert "endpoints" not in services(odd)["store:core"]


def test_what_a_service_depends_on_is_there() -> None:
    dependencies = cyclonedx(northgate().estate)["dependencies"]
    assert isinstance(dependencies, list)
    of = {one["ref"]: one["dependsOn"] for one in dependencies}
    assert of["bot:ava"] == ["store:core"]
    assert of["channel:chat"] == ["store:transcripts"]
    assert {one for needed in of.values() for one in needed} <= set(services(northgate().estate))


def test_the_same_estate_gives_the_same_bill() -> None:
    assert cyclonedx(northgate().estate) == cyclonedx(northgate().estate)
