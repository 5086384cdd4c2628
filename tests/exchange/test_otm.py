"""An estate as an Open Threat Model."""

from needline.exchange import otm
from tests.estates import northgate, shop


def by_id(items: object) -> dict[str, dict[str, object]]:
    assert isinstance(items, list)
    found = {one["id"]: one for one in items}
    assert len(found) == len(items)
    return found


def test_elements_are_assets_by_their_harm() -> None:
    assets = by_id(otm(shop())["assets"])
    assert assets["card_number"]["risk"] == {
        "confidentiality": 100,
        "integrity": 0,
        "availability": 0,
        "comment": "Confidentiality is the harm of the estate. The estate says nothing of the other two.",
    }
    assert assets["address"]["name"] == "where it is sent"


def test_every_part_lies_in_a_zone_that_is_there() -> None:
    model = otm(northgate().estate)
    zones = by_id(model["trustZones"])
    parts = by_id(model["components"])
    assert parts["bot:ava"]["parent"] == {"trustZone": "bots"}
    assert all(part["parent"]["trustZone"] in zones for part in parts.values())  # type: ignore[index]  # plain data


def test_every_flow_joins_parts_that_are_there_and_carries_assets_that_are_there() -> None:
    model = otm(northgate().estate)
    parts, assets = by_id(model["components"]), by_id(model["assets"])
    moving = by_id(model["dataflows"])
    assert moving["store:core>bot:ava"]["assets"] == ["card_delivery", "balance", "fees"]
    for one in moving.values():
        assert {one["source"], one["destination"]} <= set(parts)
        assert isinstance(one["assets"], list)
        assert set(one["assets"]) <= set(assets)


def test_a_store_stores_what_it_holds_and_a_copy_what_is_left_of_it() -> None:
    parts = by_id(otm(shop(("redact: [password]", "redact: [password, phone]")))["components"])
    assert parts["store:notes"]["assets"] == {"processed": ["address"], "stored": ["address"]}


def test_a_name_without_a_letter_still_has_an_identifier() -> None:
    project = otm(shop(("estate: Shop", "estate: 店")))["project"]
    assert isinstance(project, dict)
    assert project["id"] == "estate"
