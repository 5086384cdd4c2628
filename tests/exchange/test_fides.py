"""An estate as a Fides manifest, and back from it."""

import pytest
from hypothesis import given
from msgspec.structs import replace

from needline.estate import Estate, read
from needline.exchange import fides, from_fides
from tests.estates import northgate, shop
from tests.exchange.estates import estates, through_fides


def again(text: str) -> Estate:
    return read("draft.yaml", {"draft.yaml": text.encode()}.__getitem__).estate


def named(items: object, name: str) -> dict[str, object]:
    assert isinstance(items, list)
    found = [one for one in items if name in (one.get("fides_key"), one.get("name"))]
    assert len(found) == 1
    return found[0]


def test_a_store_is_a_dataset_with_its_tables_and_columns() -> None:
    dataset = named(fides(shop())["dataset"], "core")
    people = named(dataset["collections"], "people")
    assert named(people["fields"], "card") == {"name": "card", "data_categories": ["user.financial.credit_card"]}
    assert named(people["fields"], "id") == {"name": "id", "fides_meta": {"primary_key": True}}


def test_what_refers_to_a_person_says_so_in_the_words_of_fides() -> None:
    orders = named(named(fides(shop())["dataset"], "core")["collections"], "orders")
    reference = {"dataset": "core", "field": "people.id", "direction": "from"}
    assert named(orders["fields"], "person") == {"name": "person", "fides_meta": {"references": [reference]}}


def test_what_a_customer_is_found_by_is_an_identity() -> None:
    customers = named(named(fides(northgate().estate)["dataset"], "core")["collections"], "customers")
    assert named(customers["fields"], "phone")["fides_meta"] == {"identity": "phone_number"}
    assert named(customers["fields"], "reference") == {"name": "reference"}


def test_desks_and_bots_are_systems_with_a_declaration_for_each_journey() -> None:
    systems = fides(shop())["system"]
    till, bo = named(systems, "till"), named(systems, "bo")
    assert (till["system_type"], bo["system_type"]) == ("Application", "Service")
    assert named(bo["privacy_declarations"], "order status") == {
        "name": "order status",
        "data_categories": ["user.behavior.purchase_history", "user.contact.address"],
        "data_use": "essential.service.operations.support",
        "data_subjects": ["customer"],
        "ingress": ["core"],
        "egress": ["core"],
        "retention_period": "2557",
    }


def test_a_retention_that_a_store_does_not_say_is_not_made_up() -> None:
    system = named(fides(shop(("    keep: 7y\n", "")))["system"], "bo")
    assert "retention_period" not in named(system["privacy_declarations"], "order status")


def test_proofs_and_forms_survive_as_words_alone() -> None:
    practices = str(named(fides(shop())["system"], "vault")["data_security_practices"])
    assert "Card number is masked." in practices
    assert "Agents of vault sign in with passkey." in practices


def test_the_demo_bank_comes_back_as_it_went() -> None:
    back = through_fides(northgate().estate)
    assert back.left == ()
    assert again(back.text).elements == northgate().estate.elements
    assert again(back.text).stores == northgate().estate.stores
    assert again(back.text).owner == northgate().estate.owner


def test_a_column_that_was_added_in_fides_is_an_element_of_its_own() -> None:
    manifest = fides(shop())
    people = named(named(manifest["dataset"], "core")["collections"], "people")
    assert isinstance(people["fields"], list)
    people["fields"].append({"name": "mail", "data_categories": ["user.contact.email"]})
    back = again(_drafted(manifest))
    assert back.stores["core"].holds["email"] == "people.mail"
    assert set(back.elements) == {*shop().elements, "email"}


def test_a_column_that_is_gone_is_told() -> None:
    manifest = fides(shop())
    people = named(named(manifest["dataset"], "core")["collections"], "people")
    assert isinstance(people["fields"], list)
    people["fields"] = [one for one in people["fields"] if one["name"] != "card"]
    back = from_fides({"m.yml": _yaml(manifest)})
    assert "card_number" not in again(back.text).stores["core"].holds
    assert [left.what for left in back.left] == ["the column 'people.card' of card_number"]
    assert not back.whole


def test_what_needline_wrote_and_somebody_broke_is_told_and_never_believed() -> None:
    manifest = fides(shop())
    dataset = named(manifest["dataset"], "core")
    dataset["meta"] = {"needline": {"elements": {"name": {"is": "nonsense", "harm": 7}}, "store": {"at": "here"}}}
    back = from_fides({"m.yml": _yaml(manifest)})
    assert back.left[0].why == "it was changed beyond reading"
    assert again(back.text).stores["core"].at == "env:CORE_DATABASE"


@pytest.mark.parametrize("name", ["core_", "a__b", "no"])
def test_a_store_keeps_its_name_to_the_last_sign(name: str) -> None:
    estate = shop()
    estate = replace(estate, stores={name if one == "core" else one: store for one, store in estate.stores.items()})
    assert set(again(through_fides(estate).text).stores) == set(estate.stores)


@pytest.mark.slow
@given(estates())
def test_any_estate_comes_back_with_the_same_elements_and_stores(estate: Estate) -> None:
    back = through_fides(estate)
    assert [str(left) for left in back.left] == []
    assert again(back.text).elements == estate.elements
    assert again(back.text).stores == estate.stores


def _yaml(manifest: object) -> bytes:
    import yaml

    return yaml.safe_dump(manifest).encode()


def _drafted(manifest: object) -> str:
    return from_fides({"m.yml": _yaml(manifest)}).text
