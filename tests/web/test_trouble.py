"""When something does not work: plain words, never a traceback, and nothing shown that was not written down."""

import logging

import pytest
from msgspec.structs import replace

from needline.errors import EvidenceError, RecordError, SourceError, StoreError
from needline.policy import Policy
from needline.record.entry import Entry
from needline.sources import SqlSource
from needline.web.house import House
from tests.web.houses import Guest, Town


class FullRecorder:
    async def append(self, _: Entry) -> int:
        raise RecordError("the disk is full")


class LockedPolicies:
    def __init__(self, error: Exception) -> None:
        self._error = error

    async def current(self) -> Policy:
        raise self._error


class DamagedEvidence:
    async def entries(self, **_: object) -> tuple[()]:
        raise EvidenceError("entry 7 cannot be read", place=7)


def with_recorder(house: House) -> House:
    """The house with a record that takes nothing more."""
    broker = replace(house.broker, recorder=FullRecorder())
    conversation = replace(house.floor.conversation, broker=broker)
    floor = replace(house.floor, conversation=conversation)
    return replace(house, broker=broker, floor=floor, chat=replace(house.chat, conversation=conversation))


def without_source(house: House) -> House:
    """The house whose customer database is gone."""

    def gone(policy: Policy, name: str) -> SqlSource:
        raise SourceError("core did not answer: OperationalError")

    broker = replace(house.broker, source=gone)
    return replace(house, floor=replace(house.floor, conversation=replace(house.floor.conversation, broker=broker)))


def as_agent(town: Town, site: str, name: str) -> Guest:
    """The same agent, at another address of the same house."""
    guest = Guest(site)
    guest.client.cookies.update(town.agent(name).client.cookies)
    return guest


@pytest.mark.parametrize(
    ("path", "method", "status", "words"),
    [
        ("/nope", "GET", 404, "There is nothing here"),
        ("/prove/none", "GET", 404, "This link no longer works"),
        ("/record/verify", "PUT", 405, "That is not how this page works"),
        ("/static/secrets.txt", "GET", 404, "There is nothing here"),
    ],
)
def test_each_refusal_has_a_page_of_plain_words(
    guest: Guest, path: str, method: str, status: int, words: str
) -> None:
    answer = guest.client.request(method, path)
    assert (answer.status_code, words in answer.text) == (status, True)
    assert "<main" in answer.text


@pytest.mark.parametrize("error", [StoreError("the database is locked"), SourceError("core is slow")])
def test_a_state_that_does_not_answer_shows_nothing_and_says_so(
    town: Town, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    site = town.serve(replace(town.house, policies=LockedPolicies(error)))
    with Guest(site) as guest:
        assert "Nothing was shown and nothing was lost" in guest.open("/chat?language=en&secret=4242424242424242")
        assert guest.page.status_code == 503
        assert str(error) not in guest.page.text
    assert "4242" not in caplog.text


def test_a_mistake_of_ours_tells_the_visitor_nothing_of_itself(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    broken = LockedPolicies(ZeroDivisionError("4242424242424242"))
    site = town.serve(replace(town.house, policies=broken))
    with caplog.at_level(logging.DEBUG), Guest(site) as guest:
        assert "Something went wrong here" in guest.open("/chat")
        assert guest.page.status_code == 500
        for trace in ("Traceback", "ZeroDivisionError", ".py", "4242"):
            assert trace not in guest.page.text
    assert "ZeroDivisionError in LockedPolicies.current" in caplog.text
    assert "4242" not in caplog.text


def test_what_cannot_be_recorded_is_not_shown(town: Town) -> None:
    agent, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    assert "Charges" in agent.open(f"/desk/contact/{contact}")
    with as_agent(town, town.serve(with_recorder(town.house)), "tom") as cut_off:
        assert "Nothing was shown and nothing was lost" in cut_off.open(f"/desk/contact/{contact}")
        assert cut_off.page.status_code == 503


def test_a_source_that_is_down_leaves_the_conversation_open(town: Town) -> None:
    _, contact = town.proved_call("billing_desk", "billing_dispute", "tom")
    with as_agent(town, town.serve(without_source(town.house)), "tom") as cut_off:
        told = cut_off.open(f"/desk/contact/{contact}")
        assert cut_off.page.status_code == 200
        assert "does not answer. Nothing was shown" in told
        assert "OperationalError" not in told


def test_an_unreadable_entry_is_named_and_nothing_breaks(town: Town) -> None:
    site = town.serve(replace(town.house, evidence=DamagedEvidence()))
    with as_agent(town, site, "sam") as lead:
        assert "Entry 7 was changed or damaged" in lead.open("/record")
        assert lead.page.status_code == 503
