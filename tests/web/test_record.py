"""The access record: who saw what of whom, and whether it can be believed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from needline.demo.tamper import tamper
from needline.record.entry import RecordRead
from tests.web.houses import Town


@pytest.fixture
def changed(tmp_path: Path) -> Iterator[tuple[Town, int]]:
    """A town of its own, and the entry of its record that somebody changed behind needline's back."""
    with Town(tmp_path) as town:
        town.proved_call("billing_desk", "billing_dispute", "tom")
        yield town, tamper(town.stage.state)


def reads(town: Town) -> int:
    return len(town.entries(kind="record-read"))


def test_a_look_is_told_in_words_and_without_values(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    agent.open(f"/desk/contact/{contact}")
    told = town.agent("sam").open(f"/record?contact={contact}")
    assert "asked to see" in told
    assert "card number masked" in told
    assert "birth date yes or no" in told
    assert "withheld: the customer has not proved who they are" in told
    assert "two-factor, by password and one-time code" in told
    assert "•••" not in told


def test_a_customer_is_named_exactly_and_stands_in_no_address_and_no_entry(town: Town) -> None:
    email, phone = town.customer()
    town.call("billing_desk", "billing_dispute", phone)
    agent = town.agent("tom")
    contact = town.call("billing_desk", "billing_dispute", phone)
    agent.open("/desk")
    agent.send(f"/desk/contact/{contact}/pick-up")
    sam = town.agent("sam")
    sam.open("/record")
    told = sam.send("/record/customer", by="email", value=email)
    assert contact in told
    assert email not in sam.page.text
    assert email not in str(sam.page.url)
    assert town.entries(kind="record-read")[0].entry.filters == ("subject", "email")  # type: ignore[union-attr]  # by kind


@pytest.mark.parametrize("by", ["email", "phone", "reference", "none", ""])
def test_an_unknown_customer_has_no_entries(town: Town, by: str) -> None:
    sam = town.agent("sam")
    sam.open("/record")
    assert "No entry fits." in sam.send("/record/customer", by=by, value=f"nobody-{by}@elsewhere.example")


@pytest.mark.parametrize(
    ("query", "row"),
    [
        ("agent=tom", r'<a href="/record\?agent=(\w+)"'),
        ("kind=signed-in", r'<tr data-kind="([\w-]+)"'),
    ],
)
def test_filters_leave_what_fits(town: Town, query: str, row: str) -> None:
    town.agent("tom")
    sam = town.agent("sam")
    sam.open(f"/record?{query}")
    assert set(re.findall(row, sam.page.text.partition("<tbody>")[2])) == {query.partition("=")[2]}


def test_an_element_filters_too(town: Town) -> None:
    town.proved_call("billing_desk", "billing_dispute", "tom")
    sam = town.agent("sam")
    sam.open("/record?element=card_number")
    rows = sam.page.text.partition("<tbody>")[2].split("<tr ")[1:]
    assert rows
    assert all("card number" in row for row in rows)


def test_reading_is_recorded_once_and_refreshing_is_not(town: Town) -> None:
    sam, before = town.agent("sam"), reads(town)
    sam.open("/record?agent=tom&kind=decided")
    for _ in range(3):
        sam.open("/record/rows?agent=tom&kind=decided")
    assert reads(town) == before + 1
    newest = town.entries(kind="record-read")[0].entry
    assert isinstance(newest, RecordRead)
    assert newest.filters == ("agent", "kind")


def test_older_entries_are_a_page_away(town: Town) -> None:
    sam = town.agent("sam")
    for _ in range(55):
        sam.open("/record?agent=sam")
    places = [int(place) for place in re.findall(r'<th scope="row">(\d+)</th>', sam.page.text)]
    assert places == sorted(places, reverse=True)
    older = re.search(r'href="/record\?([^"]+)">Older', sam.page.text)
    assert older
    sam.open("/record?" + older[1].replace("&amp;", "&"))
    after = [int(place) for place in re.findall(r'<th scope="row">(\d+)</th>', sam.page.text)]
    assert after
    assert max(after) < min(places)


@pytest.mark.parametrize(
    "query", ["before=x", "before=-1", "before=99999999999999999999", "kind=none", "subject=%00"]
)
def test_an_odd_address_is_no_trouble(town: Town, query: str) -> None:
    town.agent("sam").open(f"/record?{query}")
    assert town.agent("sam").page.status_code == 200


def test_a_sound_record_verifies_and_decides_alike(town: Town) -> None:
    town.proved_call("billing_desk", "billing_dispute", "tom")
    sam = town.agent("sam")
    sam.open("/record")
    told = sam.send("/record/verify")
    assert "The record adds up" in told
    found = re.search(r"Decisions decided again (\d+) of (\d+) identical", told)
    assert found
    assert found[1] == found[2] != "0"
    assert re.search(r"Root hash [0-9a-f]{64}", told)


def test_one_changed_byte_is_found_and_located(changed: tuple[Town, int]) -> None:
    town, place = changed
    sam = town.agent("sam")
    sam.open("/record")
    told = sam.send("/record/verify")
    assert "The record does not add up" in told
    assert f"Entry {place} is the first that is known to be wrong." in told
    assert 'role="alert"' in sam.page.text
