"""The JSON Schema accepts what reading accepts, and rejects a typing mistake at its place."""

import json
from importlib import resources

import jsonschema_rs
import pytest
import yaml

from needline.estate.schema import json_schema

NORTHGATE = yaml.safe_load(resources.files("needline.demo").joinpath("northgate.yaml").read_bytes())
SHOP = {"needline": 1, "estate": "Shop", "owner": "o@shop.example"}


def valid(instance: object) -> bool:
    return jsonschema_rs.validator_for(json_schema()).is_valid(instance)


def test_the_schema_is_a_schema_of_its_dialect() -> None:
    assert jsonschema_rs.meta.is_valid(json.loads(json.dumps(json_schema())))


def test_the_demo_estate_is_valid() -> None:
    jsonschema_rs.validator_for(json_schema()).validate(NORTHGATE)


@pytest.mark.parametrize(
    ("part", "is_valid"),
    [
        ({}, True),
        ({"x_own": [1]}, True),
        ({"own": 1}, False),
        ({"include": ["parts/desks.yaml"]}, True),
        ({"include": ["../desks.yaml"]}, False),
        ({"needline": 2}, False),
        ({"desks": {"till": {"seats": 2, "x_floor": 1}}}, True),
        ({"desks": {"till": {"seats": -1}}}, False),
        ({"desks": {"till": {"seat": 1}}}, False),
        ({"desks": {"Till": {"seats": 1}}}, False),
        ({"desks": {"till": {"seats": 1, "signs_in": "two-facter"}}}, False),
        ({"elements": {"name": {"is": "user.nam", "harm": 1}}}, False),
        ({"elements": {"name": {"is": "user.name", "harm": 2}}}, False),
        (
            {
                "elements": {
                    "policy": {"is": "user", "harm": 1, "spot": {"pattern": "NB-[0-9]{8}", "near": ["policy"]}}
                }
            },
            True,
        ),
        (
            {
                "elements": {
                    "policy": {"is": "user", "harm": 1, "spot": {"pattern": ["a1", "b2"], "checksum": "luhn"}}
                }
            },
            True,
        ),
        ({"elements": {"policy": {"is": "user", "harm": 1, "spot": {"checksum": "crc"}}}}, False),
        ({"bots": {"ava": {"at": "env:AVA"}}}, True),
        ({"bots": {"ava": {"at": "somewhere"}}}, False),
        ({"stores": {"core": {"at": "env:C", "holds": {"name": ["a.b", "a.c"]}}}}, True),
        ({"stores": {"core": {"at": "env:C", "holds": {"name": "b"}}}}, False),
        ({"stores": {"core": {"at": "env:C", "keep": "7 years"}}}, False),
        ({"triggers": {"high_stakes": {"en": ["police"]}}}, True),
        ({"triggers": {"high_stake": {"en": ["police"]}}}, False),
        ({"rules": ["no bot sees pin more than masked", "every bot needs a certificate"]}, True),
        ({"rules": ["no bot sees pin more than a bit"]}, False),
        ({"journeys": {"help": {"by": "ava", "through": []}}}, True),
        ({"journeys": {"help": {"through": []}}}, False),
        ({"journeys": {"help": {"by": ["ava"], "through": [], "sees": {"a": {"form": "full"}}}}}, True),
        ({"journeys": {"help": {"by": ["ava"], "through": [], "sees": {"a": {"frm": "full"}}}}}, False),
    ],
)
def test_the_schema_says_what_reading_says(part: dict[str, object], is_valid: bool) -> None:
    assert valid(SHOP | part) is is_valid


def test_words_with_an_order_are_offered_in_their_order() -> None:
    definitions = json_schema()["$defs"]
    assert isinstance(definitions, dict)
    assert definitions["Assurance"]["enum"] == ["nothing", "one-factor", "two-factor", "passkey"]
