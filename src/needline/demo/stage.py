"""The stage: the bank's database, its bot and its needline, started together and gone together."""

import asyncio
import base64
import secrets
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import aclosing, asynccontextmanager, closing
from importlib.resources import files
from pathlib import Path

import pyotp
from msgspec import Struct

from needline.bots.http import HttpBot, Move, Turn
from needline.customers import Mailbox, SignIn
from needline.demo import bank
from needline.demo.cast import CUSTOMERS, STAFF
from needline.errors import BotError
from needline.estate import Estate, read
from needline.settings import Settings
from needline.web import serving
from needline.web.house import House
from needline.web.wiring import Ground, apply, house, index, lay

ESTATE = "northgate.yaml"
_WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "iris", "jasper", "lagoon", "maple")
_PATIENCE = 10.0  # seconds for the bot's process to say where it listens


class Overheard:
    """A bot, and everything that it was ever told: the story counts what must not be in there."""

    def __init__(self, bot: HttpBot) -> None:
        self._bot = bot
        self.turns: list[Turn] = []

    async def turn(self, request: Turn) -> tuple[Move, ...]:
        """Pass a turn on."""
        self.turns.append(request)
        return await self._bot.turn(request)


class Stage(Struct, frozen=True, kw_only=True):
    """The demo, set up: what is served, who may sign in, and where the files are."""

    folder: Path
    house: House
    ground: Ground
    site: str
    password: str  # of everybody in the cast; made anew for each demo
    secrets: Mapping[str, bytes]  # authenticator secrets, by name
    bot: Overheard

    @property
    def state(self) -> Path:
        """The file with needline's own state, the record among it."""
        return self.folder / "needline.db"

    @property
    def customers(self) -> Path:
        """The bank's own database."""
        return self.folder / "bank.db"

    def code(self, name: str) -> str:
        """What somebody's authenticator app shows now."""
        return _totp(self.secrets[name]).now()


def estate() -> Estate:
    """The demo estate."""
    return read(ESTATE, lambda name: (files("needline.demo") / name).read_bytes()).estate


@asynccontextmanager
async def stage(folder: Path, *, site: str, people: int = 12_000) -> AsyncIterator[Stage]:
    """Set the demo up in an empty `folder`; its pages will be at `site`."""
    building = asyncio.create_task(asyncio.to_thread(bank.build, str(folder / "bank.db"), people=people))
    async with _ava() as at, aclosing(HttpBot(at)) as bot:
        await building
        ground = lay(_settings(folder, at))
        try:
            yield await _set(folder, ground, bot, site)
        finally:
            ground.close()


@asynccontextmanager
async def opened(folder: Path, *, port: int, people: int) -> AsyncIterator[Stage]:
    """Set the demo up in an empty `folder` and serve its pages on loopback; port 0 takes a free one."""
    with closing(serving.bound("127.0.0.1", port)) as socket:
        site = f"http://127.0.0.1:{socket.getsockname()[1]}"
        async with stage(folder, site=site, people=people) as set_up, serving.serving(set_up.house, socket):
            yield set_up


async def _set(folder: Path, ground: Ground, bot: HttpBot, site: str) -> Stage:
    policy = await apply(ground, estate(), "demo")
    mailbox, keys = Mailbox(ground.database, time.time), {one.name: secrets.token_bytes(20) for one in STAFF}
    keys |= {one.email: secrets.token_bytes(20) for one in CUSTOMERS if one.authenticator}
    overheard = Overheard(bot)
    made = house(
        ground,
        policy,
        site=site,
        sender=mailbox,
        bots={"ava": overheard},
        mailbox=mailbox,
        authenticator=_authenticator(keys),
    )
    password = f"{secrets.choice(_WORDS)}-{secrets.choice(_WORDS)}-{secrets.randbelow(9000) + 1000}"
    await asyncio.gather(index(ground, made.floor.finder, policy), _enrol(made, password, keys))
    return Stage(folder=folder, house=made, ground=ground, site=site, password=password, secrets=keys, bot=overheard)


async def _enrol(made: House, password: str, keys: Mapping[str, bytes]) -> None:
    for one in STAFF:
        await made.staff.enrol(
            one.name,
            called=one.called,
            desk=one.desk,
            role=one.role,
            password=password,
            totp_secret=keys[one.name],
        )
    sign_in: SignIn = made.prover.sign_in
    for guest in CUSTOMERS:
        await sign_in.enrol(str(guest.subject), password, keys.get(guest.email))


def _authenticator(keys: Mapping[str, bytes]) -> Callable[[], tuple[tuple[str, str], ...]]:
    return lambda: tuple((name, _totp(secret).now()) for name, secret in keys.items())


def _totp(secret: bytes) -> pyotp.TOTP:
    return pyotp.TOTP(base64.b32encode(secret).decode())


def _settings(folder: Path, bot: str) -> Settings:
    return Settings(
        state=f"sqlite:///{folder / 'needline.db'}",
        key=secrets.token_bytes(32),
        origin="northgate.example/record",
        env={
            "CORE_DATABASE": f"sqlite:///{folder / 'bank.db'}",
            "AVA_URL": bot,
            "TRANSCRIPTS": str(folder / "transcripts"),
        },
    )


@asynccontextmanager
async def _ava() -> AsyncIterator[str]:
    """Run the bot as a process of its own; yields its URL."""
    command = (sys.executable, "-m", "needline.demo.ava", "--port", "0", "--leash")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    try:
        first = process.stdout.readline() if process.stdout else asyncio.sleep(0, b"")
        line = await asyncio.wait_for(first, _PATIENCE)
        _, _, at = line.decode().strip().rpartition(" ")
        if not at.startswith("http://"):
            raise BotError("the demo's bot did not start")
        yield at
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
