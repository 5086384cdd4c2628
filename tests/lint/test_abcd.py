"""The rule on accounts shown without verification, on 55 procedures that nobody here wrote (NL401)."""

import json
import re
from pathlib import Path

import pytest

from needline.estate import Estate
from needline.lint import lint
from tests.lint.abcd import abcd

# What a person finds who reads the 55 lines of kb.json: an account is pulled up, and no step asks who is there.
UNVERIFIED = {
    "recover_password",
    "reset_2fa",
    "status_service_added",
    "status_service_removed",
    "status_shipping_question",
    "status_credit_missing",
    "out_of_stock_general",
    "out_of_stock_one_item",
    "promo_code_invalid",
    "promo_code_out_of_date",
}


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "abcd"


@pytest.fixture(scope="module")
def estate(folder: Path) -> Estate:
    return abcd(folder)


def test_exactly_the_ten_procedures_without_verification_are_found(estate: Estate) -> None:
    paths = [one.path for one in lint(estate) if one.id == "NL401"]
    assert len(estate.journeys) == 55
    assert len(paths) == 10
    assert {path[1] for path in paths} == UNVERIFIED


def test_the_ten_are_those_of_the_lines_as_they_are_written(folder: Path) -> None:
    lines = re.findall(r'^\s*"(\w+)": \[(.*)\]', (folder / "kb.json").read_text(encoding="utf-8"), re.MULTILINE)
    pulled = {name for name, actions in lines if "pull-up-account" in actions}
    asked = {name for name, actions in lines if re.search("verify-identity|validate-purchase", actions)}
    assert len(lines) == 55
    assert pulled - asked == UNVERIFIED


def test_the_agents_manual_says_the_same_of_ten_procedures(folder: Path) -> None:
    """The manual was written apart from kb.json, under other names; its buttons tell the same story."""
    manual = json.loads((folder / "guidelines.json").read_text(encoding="utf-8"))
    procedures = [one for flow in manual.values() for one in flow["subflows"].values()]
    buttons = [{action["button"] for action in one["actions"]} for one in procedures]
    assert len(buttons) == 55
    assert (
        sum("Pull up Account" in one and not one & {"Verify Identity", "Validate Purchase"} for one in buttons) == 10
    )
