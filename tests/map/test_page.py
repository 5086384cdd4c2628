"""The page: it needs nothing else, and nothing that an estate says can break out of it."""

import base64
import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from playwright.sync_api import Page as Browser

from needline.exposure import exposure
from needline.map import FLOWS, fragment, page
from needline.observed import Observed, Sighting, Watched
from tests.estates import northgate, shop
from tests.map.drawn import Page

BREAKS_OUT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)></title></style><!--"


def whole() -> str:
    estate = northgate().estate
    return page(estate, exposure=exposure(estate))


def test_the_page_asks_nobody_for_anything() -> None:
    read = Page(whole())
    assert {tag for tag, _ in read.tags} & {"link", "img", "iframe", "object", "base", "form"} == set()
    addresses = [value for _, given in read.tags for name, value in given.items() if name in {"href", "src"}]
    assert [one for one in addresses if not one.startswith("#")] == []
    assert "url(" not in re.sub(r"url\(#\w+\)", "", whole())
    assert "@import" not in whole()


def test_the_policy_of_the_page_allows_its_own_style_and_script_and_nothing_else() -> None:
    text = whole()
    (policy,) = [one["content"] for one in Page(text).of("meta") if "http-equiv" in one]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(found) == 2
        for one in found:
            digest = base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy


def test_no_element_brings_a_style_or_a_script_of_its_own() -> None:
    for tag, attributes in Page(whole()).tags:
        assert not [name for name in attributes if name == "style" or name.startswith("on")], tag


def test_every_link_of_the_page_leads_somewhere() -> None:
    read = Page(whole())
    names = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(names) == len(set(names))
    assert [one["href"] for one in read.of("a") if one["href"][1:] not in names] == []


def test_the_table_tells_what_the_matrix_shows() -> None:
    estate = northgate().estate
    text = " ".join(words for _, words in Page(whole()).texts)
    for words in ("card number masked", "birth date as yes or no", "name in full", "password"):
        assert words in text
    assert all(text.count(one.called) >= 3 for one in estate.journeys.values())


def test_what_a_scan_saw_and_what_changed_are_in_the_table_as_well() -> None:
    scan = Observed(journeys={"dispute": Watched(conversations=41, seen={"password": Sighting(asked=4)})})
    after = shop(("sees: {charges: full}", "sees: {charges: masked}"))
    read = Page(page(after, observed=scan, before=shop()))
    cells = [words for tag, words in read.texts if tag in {"td", "th"}]
    assert "41" in cells
    assert "password" in cells
    assert any("sees charges in full, after two-factor → sees charges masked" in words for words in cells)


def test_reach_is_drawn_with_its_table() -> None:
    read = Page(whole())
    assert [one["class"] for one in read.of("svg")].count("bars") == 1
    assert "What one of them can obtain in a day" in [words for _, words in read.texts]
    assert "bars" not in [one["class"] for one in Page(page(shop())).of("svg")]


def large(journeys: int) -> str:
    estate = shop()
    some = {f"j{at}": replace(estate.journeys["dispute"], a_year=at) for at in range(journeys)}
    return page(replace(estate, journeys=some), journeys=("j0",))


def test_of_a_large_estate_the_flows_that_carry_most_harm_are_drawn_and_it_is_said() -> None:
    read = Page(large(FLOWS + 30))
    drawn = [one["id"] for one in read.of("figure") if one.get("id", "").startswith("journey=")]
    assert len(drawn) == FLOWS + 1  # and the one that was asked for
    assert drawn[0] == "journey=j0"
    assert "journey=j1" not in drawn
    assert any("of 29 others the facts are in the table" in words for _, words in read.texts)
    links = {one["href"] for one in read.of("a")}
    assert "#journey=j1" not in links


def test_the_map_for_the_console_is_no_document_and_brings_no_script() -> None:
    read = Page(fragment(shop()))
    assert {tag for tag, _ in read.tags} & {"html", "script", "style", "meta"} == set()


@settings(max_examples=40)
@given(st.text(max_size=60) | st.just(BREAKS_OUT), st.sampled_from(["journeys", "elements", "desks", "bots"]))
def test_whatever_something_is_called_the_page_has_the_same_tags(called: str, section: str) -> None:
    estate = shop()
    parts = {name: replace(part, called=called or "x") for name, part in getattr(estate, section).items()}
    odd = replace(estate, estate=called, owner=called, **{section: parts})
    plain = replace(estate, **{section: {name: replace(one, called="x") for name, one in parts.items()}})
    kinds = [[tag for tag, _ in Page(page(one)).tags if tag in {"script", "style", "img", "a", "svg", "tr"}]
             for one in (odd, plain)]  # fmt: skip
    assert kinds[0] == kinds[1]


@pytest.mark.parametrize("strange", [BREAKS_OUT, "a\x00\ud800b", "\u202egnorw"])
def test_what_a_scan_calls_something_cannot_break_out_either(strange: str) -> None:
    scan = Observed(journeys={strange: Watched(conversations=1, seen={strange: Sighting(asked=1)})})
    text = page(shop(), observed=scan)
    assert len(Page(text).of("script")) == 2
    assert len(Page(text).of("img")) == 0
    text.encode()
    assert not set(text) & {"\x00", "\u202e"}


def shown(browser: Browser, text: str, folder: str) -> Browser:
    browser.route("**/*", lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"))
    browser.goto(f"http://localhost/{folder}")
    return browser


def test_in_a_browser_cells_are_told_rows_are_sifted_and_flows_open(page: Browser) -> None:
    wrong: list[str] = []
    page.on("console", lambda told: wrong.append(told.text) if told.type in {"error", "warning"} else None)
    page.set_viewport_size({"width": 1280, "height": 900})
    shown(page, whole(), "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.hover(".row:has(a[href='#journey=billing_dispute']) [data-element=card_number]")
    assert page.inner_text(".say") == "a disputed charge sees card number masked, after two-factor; harm 30"
    page.fill("[type=search]", "income")
    assert page.locator(".matrix .row:visible").count() == 1
    assert page.inner_text("map-filter output") == "1 of 11 journeys"
    page.press("[type=search]", "Escape")
    page.focus(".map-scroll")
    for key in ("Home", "ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    assert page.inner_text(".say").endswith("must never ask for password; harm 30")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash").startswith("#journey=")
    assert page.locator("details.flow[open] .lanes").is_visible()
    assert wrong == []
