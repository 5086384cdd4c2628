"""Verification that nobody is talked around: one budget of tries, freezing, proofs that lapse, actions that wait."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from needline.channels.floor import Verifying
from needline.channels.signals import signals
from needline.decide import Permit, Refuse, Show, Why
from needline.errors import ContactError
from needline.estate.model import Assurance, Form
from needline.staff import Agent, Role
from tests.branch import ESTATE, MIRA, Branch, agent, branch

Play = Callable[[Branch], Awaitable[None]]
ANN, BEN, CAL = agent("ann"), agent("ben"), agent("cal", "cards")
SUE = agent("sue", role=Role.SUPERVISOR)
NOAHS, NOBODYS = "07700 900102", "07700 900999"


def in_a_branch(folder: Path, play: Play, estate: str = ESTATE) -> None:
    async def run() -> None:
        async with branch(folder, estate) as here:
            await play(here)

    asyncio.run(run())


async def kinds(here: Branch, kind: str) -> int:
    return len(await here.house.evidence.entries(kind=kind))


# ── one budget of tries ─────────────────────────────────────────────────────────────────────────────


async def matched(here: Branch, who: Agent, contact: str, said: str) -> str | Why:
    """What the agent was answered: yes, no, or why there was no answer."""
    disclosure = await here.house.floor.see(who, contact, said={"birth_date": said})
    if disclosure.values:
        return disclosure.values["birth_date"][0]
    return disclosure.decision.withheld[0].why


@pytest.mark.parametrize("number", ["07700 900101", NOBODYS])
def test_matches_fail_five_times_a_day_at_all_desks_together(tmp_path: Path, number: str) -> None:
    async def play(here: Branch) -> None:
        people = [(ANN, "help"), (BEN, "help"), (CAL, "payment")]
        answers = []
        for turn in range(6):
            who, journey = people[turn % 3]
            answers.append(await matched(here, who, await here.call(who, journey, number), f"19{turn}0-01-01"))
        assert answers == ["no"] * 5 + [Why.TRIES_SPENT]
        contact = await here.call(ANN, number=number)
        assert await matched(here, ANN, contact, "1971-02-03") is Why.TRIES_SPENT
        assert await here.house.floor.verify(ANN, contact) is Verifying.SPENT
        assert await here.letters() == []
        assert await kinds(here, "tries-spent") == 3
        whole = await here.house.floor.see(ANN, contact)
        assert {one.element: one.why for one in whole.decision.withheld}["birth_date"] is Why.TRIES_SPENT
        here.clock.wait(hours=24)
        assert await matched(here, ANN, contact, "1900-01-01") == "no"

    in_a_branch(tmp_path, play)


def test_a_right_match_costs_no_try(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        contact = await here.call(ANN)
        assert [await matched(here, ANN, contact, "3 February 1971") for _ in range(8)] == ["yes"] * 8

    in_a_branch(tmp_path, play)


def test_codes_and_matches_are_one_budget(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        contact = await here.call(ANN)
        for _ in range(3):
            assert await matched(here, ANN, contact, "1900-01-01") == "no"
        for _ in range(2):
            assert not await here.prove(await here.call(BEN), "000000")
        assert not await here.prove(contact)
        assert await matched(here, ANN, contact, "1971-02-03") is Why.TRIES_SPENT
        assert await matched(here, ANN, await here.call(ANN, number=NOAHS), "1984-11-29") == "yes"

    in_a_branch(tmp_path, play)


def test_matches_side_by_side_do_not_outrun_the_budget(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        contacts = [(who, await here.call(who)) for who in (ANN, BEN) for _ in range(10)]
        tries = (matched(here, who, contact, "1900-01-01") for who, contact in contacts)
        answers = await asyncio.gather(*tries)
        assert (answers.count("no"), answers.count(Why.TRIES_SPENT)) == (5, 15)

    in_a_branch(tmp_path, play)


def test_an_estate_says_how_many_tries_may_fail(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        contact = await here.call(ANN)
        answers = [await matched(here, ANN, contact, "1900-01-01") for _ in range(7)]
        assert answers == ["no"] * 6 + [Why.TRIES_SPENT]

    in_a_branch(tmp_path, play, ESTATE.replace("most_failed: 5", "most_failed: 6"))


# ── a suspicious caller ─────────────────────────────────────────────────────────────────────────────


def test_in_a_frozen_contact_nothing_is_shown_done_or_proved_until_it_is_released(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        floor, contact = here.house.floor, await here.call(CAL, "payment")
        assert await here.prove(contact)
        token = await here.link(contact)
        await floor.freeze(CAL, contact)
        seen = await floor.see(CAL, contact)
        assert seen.values == {}
        assert {one.why for one in seen.decision.withheld} == {Why.FROZEN}
        assert (await floor.act(CAL, contact, "block", {})).answer == Refuse(Why.FROZEN)
        assert not await floor.find(CAL, contact, "phone", NOAHS)
        assert not await floor.hand_over(CAL, contact, "front", "contact")
        assert await floor.verify(CAL, contact) is Verifying.FROZEN
        assert await here.house.prover.prove(token, await here.code()) is None
        with pytest.raises(ContactError, match="this contact is frozen"):
            await floor.close(CAL, contact)
        boss = agent("dee", "cards", Role.SUPERVISOR)
        await floor.release(boss, contact)
        assert (await here.house.contacts.get(contact)).contact.customer is Assurance.NOTHING
        assert await here.prove(contact)
        assert (await floor.see(CAL, contact)).values["name"] == ("Mirabel Quist",)
        assert [await kinds(here, "frozen"), await kinds(here, "released")] == [1, 1]

    in_a_branch(tmp_path, play)


@pytest.mark.parametrize(
    "who",
    [CAL, BEN, SUE, agent("cal", "cards", Role.SUPERVISOR), agent("cal", "", Role.SECURITY)],
    ids=["the agent", "an agent", "a supervisor elsewhere", "oneself as supervisor", "oneself as security"],
)
def test_nobody_but_a_supervisor_there_or_security_releases_it(tmp_path: Path, who: Agent) -> None:
    async def play(here: Branch) -> None:
        contact = await here.call(CAL, "payment")
        await here.house.floor.freeze(CAL, contact)
        for name in (contact, "NO-CONTACT"):
            with pytest.raises(ContactError, match="this contact is not yours"):
                await here.house.floor.release(who, name)
        assert (await here.house.contacts.get(contact)).contact.frozen
        await here.house.floor.release(agent("eve", "", Role.SECURITY), contact)
        with pytest.raises(ContactError, match="this contact is not yours"):
            await here.house.floor.release(agent("eve", "", Role.SECURITY), contact)

    in_a_branch(tmp_path, play)


# ── a proof that lapses ─────────────────────────────────────────────────────────────────────────────


async def shown(here: Branch, contact: str, who: Agent = CAL) -> bool:
    return Show("balance", Form.FULL) in (await here.house.floor.see(who, contact)).decision.answers


def test_what_was_proved_lapses_after_fifteen_minutes_without_use(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        contact = await here.call(CAL, "payment")
        assert await here.prove(contact)
        for _ in range(3):
            here.clock.wait(minutes=14.9)
            assert await shown(here, contact)
        here.clock.wait(minutes=15)
        assert not await shown(here, contact)
        assert (await here.house.floor.act(CAL, contact, "block", {})).answer == Refuse(Why.CUSTOMER_PROOF)
        assert not await here.house.floor.find(CAL, contact, "phone", NOAHS)
        assert await here.prove(contact)
        assert await shown(here, contact)

    in_a_branch(tmp_path, play)


def test_neither_looking_at_the_page_nor_a_transfer_keeps_it_alive(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        contact = await here.call(ANN, "contact")
        assert await here.prove(contact)
        here.clock.wait(minutes=10)
        await here.house.floor.mine(ANN, contact)
        assert await here.house.floor.hand_over(ANN, contact, "cards", "payment")
        here.clock.wait(minutes=5)
        await here.house.floor.pick_up(CAL, contact)
        assert not await shown(here, contact)

    in_a_branch(tmp_path, play)


# ── what waits ──────────────────────────────────────────────────────────────────────────────────────


def test_after_a_new_address_what_it_holds_waits_and_both_addresses_are_told(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        floor, contact = here.house.floor, await here.call(CAL, "contact")
        assert await here.prove(contact)
        assert (await floor.act(CAL, contact, "change_email", {"email": "new@mail.example"})).done
        told = [to for to, text in await here.letters() if "change email" in text]
        assert sorted(told) == ["07700 900101", "07700 900101", "new@mail.example", "quist@mail.example"]
        assert await floor.hand_over(CAL, contact, "cards", "payment")
        await floor.pick_up(CAL, contact)
        refused = await floor.act(CAL, contact, "block", {})
        assert refused.answer == Refuse(Why.TOO_SOON)
        assert here.bank("SELECT blocked FROM customers") == [(0,), (0,)]
        here.clock.wait(hours=47.9)
        assert await here.prove(contact)
        assert (await floor.act(CAL, contact, "block", {})).answer == Refuse(Why.TOO_SOON)
        here.clock.wait(minutes=6.1)
        assert (await floor.act(CAL, contact, "block", {})).answer == Permit()
        assert here.bank("SELECT blocked FROM customers") == [(1,), (0,)]
        replayed = await here.house.evidence.replay()
        assert replayed.different == ()

    in_a_branch(tmp_path, play)


def test_a_change_that_somebody_else_made_holds_as_well(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        contact = await here.call(CAL, "payment")
        assert await here.prove(contact)
        here.bank("UPDATE customers SET changed = '2026-09-20'")
        assert (await here.house.floor.act(CAL, contact, "block", {})).answer == Refuse(Why.TOO_SOON)
        here.bank("UPDATE customers SET changed = 'yesterday'")
        assert (await here.house.floor.act(CAL, contact, "block", {})).answer == Refuse(Why.TOO_SOON)
        here.bank("UPDATE customers SET changed = '2026-09-01'")
        assert (await here.house.floor.act(CAL, contact, "block", {})).answer == Permit()

    in_a_branch(tmp_path, play)


def test_an_action_that_waits_is_asked_for_told_and_done_a_day_later(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        floor, contact = here.house.floor, await here.call(CAL, "payment")
        assert await here.prove(contact)
        before = len(await here.letters())
        for _ in range(3):
            assert (await floor.act(CAL, contact, "pay_out", {})).answer == Refuse(Why.TOO_SOON)
        assert [to for to, _ in await here.letters()][: len(await here.letters()) - before] == ["07700 900101"]
        here.clock.wait(hours=24)
        assert await here.prove(contact)
        assert (await floor.act(CAL, contact, "pay_out", {})).done
        again = await here.call(CAL, "payment")
        assert await here.prove(again)
        assert (await floor.act(CAL, again, "pay_out", {})).answer == Refuse(Why.TOO_SOON)
        assert here.bank("SELECT paid FROM customers") == [(1,), (0,)]

    in_a_branch(tmp_path, play)


def test_a_wish_that_nobody_came_back_for_waits_anew(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        floor, contact = here.house.floor, await here.call(CAL, "payment")
        assert await here.prove(contact)
        await floor.act(CAL, contact, "pay_out", {})
        here.clock.wait(hours=24 * 8 + 1)
        assert await here.prove(contact)
        assert (await floor.act(CAL, contact, "pay_out", {})).answer == Refuse(Why.TOO_SOON)

    in_a_branch(tmp_path, play)


def test_a_suspicion_forgets_what_was_asked_for_in_the_customers_name(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        floor, contact = here.house.floor, await here.call(CAL, "payment")
        assert await here.prove(contact)
        await floor.act(CAL, contact, "pay_out", {})
        await floor.freeze(BEN, await here.call(BEN))
        here.clock.wait(hours=25)
        assert await here.prove(contact)
        assert (await floor.act(CAL, contact, "pay_out", {})).answer == Refuse(Why.TOO_SOON)

    in_a_branch(tmp_path, play)


def test_whoever_cannot_be_told_has_nothing_changed(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        contact = await here.call(CAL, "contact")
        assert await here.prove(contact)
        here.bank("UPDATE customers SET phone = 'gone' WHERE id = 1")
        outcome = await here.house.floor.act(CAL, contact, "change_email", {"email": "new@mail.example"})
        assert (outcome.answer, outcome.done) == (Permit(), False)
        assert here.bank("SELECT email FROM customers WHERE id = 1") == [("quist@mail.example",)]
        assert await kinds(here, "untold") == 1

    in_a_branch_that_reaches_no(tmp_path, "gone", play)


def in_a_branch_that_reaches_no(folder: Path, address: str, play: Play) -> None:
    async def run() -> None:
        async with branch(folder, gone=address) as here:
            await play(here)

    asyncio.run(run())


# ── signals ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", ["07700 900101", NOBODYS])
def test_agents_are_told_of_agent_shopping_and_of_other_contacts(tmp_path: Path, number: str) -> None:
    async def play(here: Branch) -> None:
        house, first = here.house, await here.call(ANN, number=number)
        contact = (await house.contacts.get(first)).contact
        assert await signals(house.floor, house.evidence, contact) == ()
        await matched(here, ANN, first, "1900-01-01")
        await matched(here, BEN, await here.call(BEN, number=number), "1900-01-01")
        assert await signals(house.floor, house.evidence, contact) == (
            "Tries to prove it failed today in contacts of 2 agents.",
            "1 more contact for this customer within the hour.",
        )
        here.clock.wait(hours=1)
        assert len(await signals(house.floor, house.evidence, contact)) == 1

    in_a_branch(tmp_path, play)


def test_a_change_is_told_only_of_a_customer_who_proved_who_they_are(tmp_path: Path) -> None:
    async def play(here: Branch) -> None:
        house, contact = here.house, await here.call(CAL, "contact")
        assert await here.prove(contact)
        await house.floor.act(CAL, contact, "change_email", {"email": "new@mail.example"})
        held = (await house.contacts.get(contact)).contact
        assert held.subject == MIRA
        changed = "A contact point of this customer changed recently."
        assert changed in await signals(house.floor, house.evidence, held)
        stranger = (await house.contacts.get(await here.call(ANN))).contact
        assert changed not in await signals(house.floor, house.evidence, stranger)

    in_a_branch(tmp_path, play)
