"""A small bank with a scripted bot: everything else is the real thing, on a clock that tests turn."""

import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from needline.bots.http import Move, Turn
from needline.customers import Mailbox
from needline.demo import bank
from needline.demo.bank import AMARA, JURGEN, SIOBHAN
from needline.demo.stage import estate
from needline.errors import BotError
from needline.estate.model import Assurance
from needline.record.entry import Entry
from needline.settings import Settings
from needline.staff import Agent, Role
from needline.web.house import House
from needline.web.wiring import Ground, apply, house, index, lay
from tests.clock import Clock

PASSWORD = "amber-fjord-4711"
EMAILS = {AMARA: "amara@northgate-mail.example", JURGEN: "juergen@northgate-mail.example"}
EMAILS[SIOBHAN] = "siobhan@northgate-mail.example"
NOW = 1_790_000_000.0  # 2026-09-21


class Script:
    """A bot that may do anything: it answers each turn with what the script says, or with nothing."""

    def __init__(self, *answers: Sequence[Move] | BotError) -> None:
        self.answers = list(answers)
        self.heard: list[Turn] = []
        self.meanwhile: Callable[[], object] | None = None

    async def turn(self, request: Turn) -> tuple[Move, ...]:
        self.heard.append(request)
        if self.meanwhile is not None:
            happening, self.meanwhile = self.meanwhile, None
            await happening()  # type: ignore[misc]  # a coroutine function that the test gave
        answer = self.answers.pop(0) if self.answers else ()
        if isinstance(answer, BotError):
            raise answer
        return tuple(answer)


class Town:
    """The bank, with short words for what tests do all the time."""

    def __init__(self, folder: Path, ground: Ground, made: House, clock: Clock) -> None:
        self.folder, self.ground, self.house, self.clock = folder, ground, made, clock

    async def entries(self, kind: str | None = None) -> list[Entry]:
        """What the record says, oldest first."""
        kept = await self.house.evidence.entries(kind=kind, limit=1000)
        return [one.entry for one in reversed(kept)]

    async def said(self, contact: str) -> list[tuple[str, str]]:
        return [(turn.who, turn.text) for turn in await self.house.contacts.turns(contact)]

    async def mailed(self, pattern: str) -> str | None:
        assert self.house.mailbox is not None
        found = (re.search(pattern, mail.text) for mail in await self.house.mailbox.newest())
        return next((one[1] for one in found if one), None)

    async def sign_in(self, contact: str, subject: int = AMARA, password: str = PASSWORD) -> bool:
        """A customer opens the link, gives password and code, and the chat hears of it."""
        held = await self.house.contacts.get(contact)
        token = await self.house.prover.invite(held.contact)
        if not await self.house.prover.who(token, EMAILS[subject], password):
            return False
        return await self.enter(token)

    async def enter(self, token: str) -> bool:
        code = await self.mailed(r"code is (\d{6})")
        proved = await self.house.prover.prove(token, code or "")
        if proved is None:
            return False
        await self.house.chat.proved(proved[0].id, proved[1])
        return True

    def bank(self, query: str, *given: object) -> list[tuple[object, ...]]:
        """What the bank's own database says."""
        connection = sqlite3.connect(self.folder / "bank.db")
        try:
            return connection.execute(query, given).fetchall()
        finally:
            connection.close()

    def change(self, statement: str) -> None:
        """Change the bank's database behind needline's back."""
        connection = sqlite3.connect(self.folder / "bank.db")
        connection.execute(statement)
        connection.commit()
        connection.close()


@asynccontextmanager
async def town(folder: Path, bot: Script | None = None) -> AsyncIterator[Town]:
    """The demo's bank with 30 customers and this bot in place of Ava."""
    bank.build(str(folder / "bank.db"), people=30)
    settings = Settings(
        state=f"sqlite:///{folder / 'needline.db'}",
        key=bytes(32),
        env={"CORE_DATABASE": f"sqlite:///{folder / 'bank.db'}", "AVA_URL": "http://127.0.0.1:1", "TRANSCRIPTS": "t"},
    )
    ground, clock = lay(settings), Clock(NOW)
    try:
        policy = await apply(ground, estate(), "test")
        mailbox = Mailbox(ground.database, clock)
        bots = {"ava": bot or Script()}
        made = house(ground, policy, site="http://b.example", sender=mailbox, clock=clock, bots=bots, mailbox=mailbox)
        await index(ground, made.floor.finder, policy)
        for subject in EMAILS:
            await made.prover.sign_in.enrol(str(subject), PASSWORD)
        yield Town(folder, ground, made, clock)
    finally:
        ground.close()


def agent(name: str = "ines", desk: str = "card_safety", level: Assurance = Assurance.TWO_FACTOR) -> Agent:
    """Somebody at a desk, signed in."""
    return Agent(name=name, called=name.capitalize(), desk=desk, role=Role.AGENT, level=level)
