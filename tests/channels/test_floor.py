"""People at desks: what an agent sees, may do, and cannot be talked into."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from needline.decide import Refuse, Why
from needline.demo.bank import AMARA
from needline.errors import ContactError, StoreError
from needline.estate.model import Assurance
from needline.record.entry import TurnedAway
from needline.staff import Agent
from tests.channels.town import PASSWORD, Town, agent, town

AMARAS_PHONE = "07700 900456"


async def _call(here: Town, who: Agent, journey: str = "stolen_card", number: str = AMARAS_PHONE) -> str:
    held = await here.house.floor.ring(desk=who.desk, journey=journey, by="phone", value=number)
    await here.house.floor.pick_up(who, held.contact.id)
    return held.contact.id


async def _verify(here: Town, who: Agent, contact: str, password: str = PASSWORD) -> bool:
    await here.house.floor.verify(who, contact)
    link = await here.mailed(r"/prove/(\S+)")
    if link is None or not await here.house.prover.who(link, "", password):
        return False
    return await here.enter(link)


def test_a_call_shows_nothing_until_the_customer_proved_who_they_are(tmp_path: Path) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            ines = agent()
            contact = await _call(here, ines)
            before = await here.house.floor.see(ines, contact)
            assert before.values == {}
            assert {one.why for one in before.decision.withheld} == {Why.CUSTOMER_PROOF, Why.USE_ONLY}
            assert await _verify(here, ines, contact)
            after = await here.house.floor.see(ines, contact)
            assert after.values["name"] == ("Amara Okafor",)
            ((pan,),) = here.bank("SELECT pan FROM cards WHERE customer_id = ? LIMIT 1", AMARA)
            assert f"•••{str(pan)[-4:]}" in after.values["card_number"]
            assert "phone" not in after.values

    asyncio.run(play())


def test_the_code_goes_to_the_contact_point_on_file_and_the_agent_never_sees_it(tmp_path: Path) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            ines = agent()
            contact = await _call(here, ines)
            assert await _verify(here, ines, contact)
            assert here.house.mailbox is not None
            assert {mail.to for mail in await here.house.mailbox.newest()} == {"07700 900456"}
            assert not any("code is" in text for _, text in await here.said(contact))

    asyncio.run(play())


def test_a_contact_point_that_changed_yesterday_gets_no_code(tmp_path: Path) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            here.change("UPDATE customers SET contact_changed = '2026-09-20' WHERE id = 1")
            ines = agent()
            contact = await _call(here, ines)
            assert not await _verify(here, ines, contact)
            assert await here.mailed(r"code is (\d{6})") is None
            assert (await here.house.contacts.get(contact)).contact.customer is Assurance.NOTHING

    asyncio.run(play())


def test_an_unknown_caller_looks_like_a_known_one(tmp_path: Path) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            ines = agent()
            known = await here.house.floor.see(ines, await _call(here, ines))
            unknown = await here.house.floor.see(ines, await _call(here, ines, number="07700 900999"))
            assert known.decision.answers == unknown.decision.answers
            contact = await _call(here, ines, number="07700 900999")
            await here.house.floor.verify(ines, contact)
            assert await here.mailed(r"/prove/(\S+)") is None

    asyncio.run(play())


Try = Callable[[Town, Agent, str], Awaitable[object]]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda here, who, contact: here.house.floor.pick_up(who, contact),
        lambda here, who, contact: here.house.floor.see(who, contact),
        lambda here, who, contact: here.house.floor.act(who, contact, "block_card", {"card": "1"}),
        lambda here, who, contact: here.house.floor.reply(who, contact, "hello"),
        lambda here, who, contact: here.house.floor.find(who, contact, "phone", AMARAS_PHONE),
        lambda here, who, contact: here.house.floor.verify(who, contact),
        lambda here, who, contact: here.house.floor.hand_over(who, contact, "front_desk", "general_help"),
        lambda here, who, contact: here.house.floor.close(who, contact),
    ],
)
@pytest.mark.parametrize("who", [agent("tom", "billing_desk"), agent("eve")])
def test_nobody_touches_a_contact_of_another_desk_or_colleague(tmp_path: Path, attempt: Try, who: Agent) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            contact = await _call(here, agent())
            with pytest.raises(ContactError, match="this contact is not yours"):
                await attempt(here, who, contact)
            with pytest.raises(ContactError, match="this contact is not yours"):
                await attempt(here, who, "NO-CONTACT")
            turned = await here.entries("turned-away")
            assert [one.agent for one in turned if isinstance(one, TurnedAway)] == [who.name, who.name]

    asyncio.run(play())


def test_an_action_really_changes_the_bank_and_only_for_the_customer_of_the_contact(tmp_path: Path) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            ines = agent()
            contact = await _call(here, ines)
            ((mine,),) = here.bank("SELECT id FROM cards WHERE customer_id = 1 AND status = 'active' LIMIT 1")
            ((other,),) = here.bank("SELECT id FROM cards WHERE customer_id = 2 LIMIT 1")
            early = await here.house.floor.act(ines, contact, "block_card", {"card": str(mine)})
            assert early.answer == Refuse(Why.CUSTOMER_PROOF)
            assert await _verify(here, ines, contact)
            assert (await here.house.floor.act(ines, contact, "block_card", {"card": str(mine)})).done
            assert not (await here.house.floor.act(ines, contact, "block_card", {"card": str(other)})).done
            assert here.bank("SELECT status FROM cards WHERE id = ?", mine) == [("blocked",)]
            assert here.bank("SELECT status FROM cards WHERE id = ?", other) != [("blocked",)]

    asyncio.run(play())


@pytest.mark.parametrize(
    ("amount", "why"),
    [("200.01", Why.TOO_MUCH), ("-5", Why.TOO_MUCH), ("1e2", Why.TOO_MUCH), ("0", Why.TOO_MUCH), ("20.00", None)],
)
def test_a_refund_keeps_to_its_limit(tmp_path: Path, amount: str, why: Why | None) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            tom = agent("tom", "billing_desk")
            contact = await _call(here, tom, "billing_dispute")
            assert await _verify(here, tom, contact)
            ((charge,),) = here.bank("SELECT id FROM charges WHERE customer_id = 1 AND amount > 200.01 LIMIT 1")
            order = {"charge": str(charge), "amount": amount}
            outcome = await here.house.floor.act(tom, contact, "refund", order)
            assert outcome.answer == (Refuse(why) if why else outcome.answer)
            assert outcome.done is (why is None)
            assert len(here.bank("SELECT * FROM refunds")) == (why is None)

    asyncio.run(play())


def test_what_an_agent_writes_is_masked_as_well(tmp_path: Path) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            contact = await _call(here, agent())
            await here.house.floor.reply(agent(), contact, "is it 4929 1234 5678 9012?")
            assert await here.said(contact) == [("agent", "is it [card number]?")]

    asyncio.run(play())


def test_three_searches_are_all_that_a_contact_allows(tmp_path: Path) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            ines = agent()
            contact = await _call(here, ines, number="")
            tries = [await here.house.floor.find(ines, contact, "phone", f"07700 90000{one}") for one in range(5)]
            assert tries == [True, True, True, False, False]

    asyncio.run(play())


def test_a_contact_that_went_on_is_closed_to_whoever_had_it(tmp_path: Path) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            ines, maya = agent(), agent("maya", "front_desk")
            contact = await _call(here, ines)
            assert await _verify(here, ines, contact)
            assert await here.house.floor.hand_over(ines, contact, "front_desk", "general_help")
            with pytest.raises(ContactError):
                await here.house.floor.see(ines, contact)
            await here.house.floor.pick_up(maya, contact)
            shown = await here.house.floor.see(maya, contact)
            assert (shown.decision.ask.contact.customer, shown.values["name"]) == (
                Assurance.TWO_FACTOR,
                ("Amara Okafor",),
            )
            await here.house.floor.close(maya, contact)
            with pytest.raises(ContactError):
                await here.house.floor.see(maya, contact)

    asyncio.run(play())


@pytest.mark.parametrize(
    ("desk", "journey"),
    [("front_desk", "stolen_card"), ("ava", "fee_question"), ("nobody", "x"), ("billing_desk", "loan_question")],
)
def test_a_contact_goes_only_where_its_journey_is_handled(tmp_path: Path, desk: str, journey: str) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            contact = await _call(here, agent())
            assert not await here.house.floor.hand_over(agent(), contact, desk, journey)

    asyncio.run(play())


def test_two_processes_cannot_both_change_a_contact(tmp_path: Path) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            held = await here.house.contacts.get(await _call(here, agent()))
            await here.house.contacts.save(held, held.state)
            with pytest.raises(StoreError, match="changed by another process"):
                await here.house.contacts.save(held, held.state)

    asyncio.run(play())


def test_every_decision_of_the_floor_is_decided_the_same_again(tmp_path: Path) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            ines = agent()
            contact = await _call(here, ines)
            await here.house.floor.see(ines, contact)
            await here.house.floor.act(ines, contact, "block_card", {"card": "1"})
            assert await _verify(here, ines, contact)
            await here.house.floor.see(ines, contact)
            replayed = await here.house.evidence.replay()
            assert (replayed.decisions, replayed.identical, replayed.different) == (3, 3, ())

    asyncio.run(play())
