"""The map in the console: the policy in force, for everybody who works here."""

import re

import pytest

from needline.map import fragment
from tests.estates import northgate
from tests.web.houses import Town


@pytest.mark.parametrize("name", ["maya", "sam"])
def test_whoever_works_here_sees_the_map_of_the_policy_in_force(town: Town, name: str) -> None:
    told = town.agent(name).open("/map")
    assert town.agent(name).page.status_code == 200
    assert "Northgate Bank contact centre" in told
    assert "What one of them can obtain in a day" in told
    assert town.agent(name).page.text.count('class="strip"') == len(northgate().journeys)


def test_the_map_is_one_step_from_every_page_of_the_house(town: Town) -> None:
    for name, path in (("maya", "/desk"), ("sam", "/record")):
        town.agent(name).open(path)
        assert '<a href="/map">' in town.agent(name).page.text


def test_the_page_keeps_to_the_policy_of_the_console(town: Town) -> None:
    town.agent("sam").open("/map")
    page = town.agent("sam").page.text
    assert re.findall(r"<script(?![^>]* src=)", page) == []
    assert re.findall(r"<style|\sstyle=", page) == []
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        assert town.agent("sam").client.get(address.replace("&amp;", "&")).status_code == 200
    assert "default-src 'none'" in town.agent("sam").page.headers["content-security-policy"]


def test_every_need_of_the_estate_is_drawn(town: Town) -> None:
    town.agent("sam").open("/map")
    drawn = re.findall(r'class="cell" data-state="(\w+)" data-harm="(\d+)" data-element', town.agent("sam").page.text)
    alone = re.findall(
        r'class="cell" data-state="(\w+)" data-harm="(\d+)" data-element', fragment(northgate().estate)
    )
    assert sorted(drawn) == sorted(alone)  # the store of policies keeps names in an order of its own
