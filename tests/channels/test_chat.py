"""A customer, a gate and a hostile bot: what the bot is told, what the customer reads, what is written down."""

import asyncio
from pathlib import Path

import pytest

from needline.bots.http import Do, HandOver, Move, Said, Say, Shown, Wants
from needline.demo.bank import AMARA
from needline.errors import BotError, RecordError
from needline.estate.model import Assurance
from needline.gate import Phase
from needline.record.entry import Decided, HandedOver, Hidden
from tests.channels.town import Script, Town, town

DELIVERY = Wants(journey="card_delivery", elements=("card_delivery",))
THEFT = "Someone stole my card and I see payments I did not make"


async def _open(here: Town) -> str:
    return (await here.house.chat.open(visitor="v")).contact.id


def test_a_wish_waits_for_the_sign_in_and_is_carried_out_after_it(tmp_path: Path) -> None:
    async def play() -> None:
        bot = Script([DELIVERY], [Say(text="There it is.")])
        async with town(tmp_path, bot) as here:
            contact = await _open(here)
            held = await here.house.chat.said(contact, "where is my card?")
            assert held.state.phase is Phase.PROVING
            assert await here.entries("decided") == []
            assert await here.sign_in(contact)
            shown = bot.heard[-1].event
            assert isinstance(shown, Shown)
            assert list(shown.values) == ["card_delivery"]
            rows = here.bank("SELECT id FROM deliveries WHERE customer_id = ?", AMARA)
            assert {row[0] for row in shown.values["card_delivery"]} == {str(one) for (one,) in rows}
            assert (await here.said(contact))[-2:] == [
                ("house", "Thank you, you are signed in."),
                ("bot", "There it is."),
            ]

    asyncio.run(play())


def test_a_bot_gets_nothing_of_another_desk_and_the_refusal_is_written_down(tmp_path: Path) -> None:
    async def play() -> None:
        greedy = [Wants(journey="stolen_card", elements=("card_number", "charges"))]
        bot = Script([DELIVERY], greedy)
        async with town(tmp_path, bot) as here:
            contact = await _open(here)
            await here.house.chat.said(contact, "hello")
            await here.sign_in(contact)
            shown = bot.heard[-1].event
            assert isinstance(shown, Shown)
            assert shown.values == {}
            assert set(shown.withheld) == {"card_number", "charges"}
            refused = (await here.entries("decided"))[-1]
            assert isinstance(refused, Decided)
            assert refused.decision.shown == ()
            assert (await here.house.contacts.get(contact)).contact.journey == "card_delivery"

    asyncio.run(play())


def test_a_card_number_is_masked_before_the_bot_or_the_store_sees_it(tmp_path: Path) -> None:
    async def play() -> None:
        bot = Script()
        async with town(tmp_path, bot) as here:
            contact = await _open(here)
            await here.house.chat.said(contact, "my card is 4929 1234 5678 9012")
            assert bot.heard[0].event == Said(text="my card is [card number]")
            assert (await here.said(contact))[0] == ("customer", "my card is [card number]")
            assert isinstance((await here.entries("hidden"))[0], Hidden)

    asyncio.run(play())
    held = b"".join(path.read_bytes() for path in tmp_path.glob("needline.db*"))
    assert b"4929 1234" not in held
    assert b"4929123456789012" not in held


def test_after_a_theft_the_bot_hears_and_says_nothing_any_more(tmp_path: Path) -> None:
    async def play() -> None:
        bot = Script()
        async with town(tmp_path, bot) as here:
            contact = await _open(here)
            held = await here.house.chat.said(contact, THEFT)
            assert (held.contact.desk, held.contact.journey, held.contact.agent) == ("card_safety", "stolen_card", "")
            await here.house.chat.said(contact, "are you there?")
            assert bot.heard == []
            assert [who for who, _ in await here.said(contact)] == ["customer", "house", "customer"]
            over = (await here.entries("handed-over"))[0]
            assert isinstance(over, HandedOver)
            assert (over.desk, over.contact.desk) == ("ava", "card_safety")

    asyncio.run(play())


def test_a_late_answer_of_the_bot_finds_a_shut_gate(tmp_path: Path) -> None:
    async def play() -> None:
        bot = Script(
            [Say(text="By the way …"), DELIVERY, Do(journey="card_delivery", action="send_card_again", arguments={})]
        )
        async with town(tmp_path, bot) as here:
            contact = await _open(here)
            bot.meanwhile = lambda: here.house.chat.said(contact, THEFT)
            held = await here.house.chat.said(contact, "hello")
            assert held.state.phase is Phase.HANDED_OVER
            assert "bot" not in {who for who, _ in await here.said(contact)}
            assert await here.entries("decided") == []
            assert await here.entries("ordered") == []

    asyncio.run(play())


@pytest.mark.parametrize("failure", [BotError("late"), BotError("garbage"), [HandOver(why="cannot_help")]])
def test_a_bot_that_fails_hands_the_customer_to_people(tmp_path: Path, failure: list[Move] | BotError) -> None:
    async def play() -> None:
        async with town(tmp_path, Script(failure)) as here:
            contact = await _open(here)
            held = await here.house.chat.said(contact, "hello")
            assert (held.contact.desk, held.contact.journey) == ("front_desk", "general_help")

    asyncio.run(play())


def test_a_bot_that_asks_for_a_password_is_stopped_before_the_customer_reads_it(tmp_path: Path) -> None:
    async def play() -> None:
        async with town(tmp_path, Script([DELIVERY, Say(text="What is your password?")])) as here:
            contact = await _open(here)
            held = await here.house.chat.said(contact, "hello")
            assert held.state.phase is Phase.HANDED_OVER
            assert not any("What is your password" in text for _, text in await here.said(contact))

    asyncio.run(play())


def test_a_bot_that_talks_to_itself_is_stopped(tmp_path: Path) -> None:
    async def play() -> None:
        bot = Script([DELIVERY], *([DELIVERY] for _ in range(50)))
        async with town(tmp_path, bot) as here:
            contact = await _open(here)
            await here.house.chat.said(contact, "hello")
            await here.sign_in(contact)
            assert len(bot.heard) < 10
            assert (await here.house.contacts.get(contact)).state.phase is Phase.HANDED_OVER

    asyncio.run(play())


def test_the_bot_acts_for_the_customer_of_the_contact_and_for_nobody_else(tmp_path: Path) -> None:
    async def play() -> None:
        async with town(tmp_path) as here:
            ((mine,),) = here.bank("SELECT id FROM deliveries WHERE customer_id = ? AND status = 'returned'", AMARA)
            here.change("UPDATE deliveries SET status = 'returned' WHERE customer_id = 2")
            ((other,),) = here.bank("SELECT id FROM deliveries WHERE customer_id = 2 LIMIT 1") or ((0,),)
            again = [
                Do(journey="card_delivery", action="send_card_again", arguments={"delivery": str(one)})
                for one in (mine, other)
            ]
            here.house.chat.bots["ava"].answers += [[again[0]], [], [again[1]]]  # type: ignore[attr-defined]  # a Script
            contact = await _open(here)
            await here.house.chat.said(contact, "send it again")
            assert await here.sign_in(contact)
            await here.house.chat.said(contact, "and the other one")
            assert here.bank("SELECT status FROM deliveries WHERE id = ?", mine) == [("sent again",)]
            assert here.bank("SELECT status FROM deliveries WHERE id = ?", other) in ([("returned",)], [])

    asyncio.run(play())


def test_when_the_record_cannot_be_written_nothing_is_shown_to_the_bot(tmp_path: Path) -> None:
    async def play() -> None:
        bot = Script([DELIVERY])
        async with town(tmp_path, bot) as here:
            contact = await _open(here)
            await here.house.chat.said(contact, "hello")
            held = await here.house.contacts.get(contact)
            token = await here.house.prover.invite(held.contact)
            await here.house.prover.who(token, "amara@northgate-mail.example", "amber-fjord-4711")
            here.ground.recorder.close()
            with pytest.raises(RecordError):
                await here.enter(token)
            assert len(bot.heard) == 1

    asyncio.run(play())


def test_a_source_that_is_down_is_told_to_the_bot_without_values(tmp_path: Path) -> None:
    async def play() -> None:
        bot = Script([DELIVERY])
        async with town(tmp_path, bot) as here:
            contact = await _open(here)
            await here.house.chat.said(contact, "hello")
            here.change("ALTER TABLE deliveries RENAME TO gone")
            await here.sign_in(contact)
            shown = bot.heard[-1].event
            assert isinstance(shown, Shown)
            assert (shown.values, shown.withheld) == ({}, {"card_delivery": "not_available"})

    asyncio.run(play())


def test_nobody_signs_in_for_somebody_else_in_the_same_contact(tmp_path: Path) -> None:
    async def play() -> None:
        async with town(tmp_path, Script([DELIVERY])) as here:
            contact = await _open(here)
            await here.house.chat.said(contact, "hello")
            assert await here.sign_in(contact, 1)
            await here.house.prover.sign_in.enrol("2", "another-password-0815")
            assert not await here.sign_in(contact, 2, "another-password-0815")
            after = (await here.house.contacts.get(contact)).contact
            assert (after.subject, after.customer) == ("1", Assurance.TWO_FACTOR)

    asyncio.run(play())
