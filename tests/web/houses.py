"""A demo bank that is served from a thread, and people who visit it without a screen."""

import asyncio
import re
import sqlite3
import threading
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, closing
from html import unescape
from pathlib import Path
from typing import Any, Self, TypeVar

import httpx

from needline.demo.stage import Stage, stage
from needline.store.evidence import Kept
from needline.web.house import House
from needline.web.serving import bound, serving

T = TypeVar("T")
TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')
CONTACT = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")


class Guest:
    """Somebody with a browser: it keeps cookies and brings the token of the page it saw last."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.client = httpx.Client(base_url=site, follow_redirects=True, timeout=20, trust_env=False)
        self.page = httpx.Response(200)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    @property
    def token(self) -> str:
        found = TOKEN.search(self.page.text)
        assert found, "the page has no form"
        return found[1]

    @property
    def words(self) -> str:
        """What the page says, without its markup."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.page.text)).split())

    def open(self, path: str, **headers: str) -> str:
        self.page = self.client.get(path, headers=headers)
        return self.words

    def send(self, path: str, /, **typed: str) -> str:
        self.page = self.client.post(path, data={"token": self.token, **typed})
        return self.words


class Town:
    """A served demo: its stage, and the loop that everything in it runs in."""

    def __init__(self, folder: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="town", daemon=True)
        self._stack = AsyncExitStack()
        self._agents: dict[str, Guest] = {}
        self._customers: Iterator[tuple[int, str, str]] = iter(())
        self.folder = folder
        self.stage: Stage
        self.site = ""

    def __enter__(self) -> Self:
        self._thread.start()
        self.site = self.run(self._begin())
        self._customers = iter(self._settled())
        return self

    def __exit__(self, *_: object) -> None:
        for guest in self._agents.values():
            guest.client.close()
        self.run(self._stack.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def house(self) -> House:
        return self.stage.house

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def serve(self, house: House) -> str:
        """Serve another house, that stands on the same ground, too; where."""
        return self.run(self._serve(house))

    def guest(self) -> Guest:
        return Guest(self.site)

    def agent(self, name: str) -> Guest:
        """Somebody of the staff, signed in once: a code opens one session."""
        if name not in self._agents:
            guest = self._agents[name] = self.guest()
            guest.open("/desk/sign-in")
            guest.send("/desk/sign-in", name=name, password=self.stage.password, code=self.stage.code(name))
            assert guest.page.status_code == 200
        return self._agents[name]

    def customer(self) -> tuple[str, str]:
        """The e-mail and the phone of a customer whom no other test knows, with the stage's password."""
        subject, email, phone = next(self._customers)
        self.run(self.house.prover.sign_in.enrol(str(subject), self.stage.password))
        return email, phone

    def letters(self) -> list[str]:
        """What lies in the mailbox, newest first."""
        assert self.house.mailbox
        return [mail.text for mail in self.run(self.house.mailbox.newest())]

    def code(self) -> str:
        """The newest one-time code."""
        found = re.search(r"code is ([0-9]{6})", self.letters()[0])
        assert found
        return found[1]

    def entries(self, **about: str) -> tuple[Kept, ...]:
        return self.run(self.house.evidence.entries(**about, limit=1000))  # type: ignore[arg-type]  # names of filters

    def call(self, desk: str, journey: str, phone: str = "") -> str:
        """Somebody calls; the contact that now waits."""
        ring = self.house.floor.ring(desk=desk, journey=journey, by="phone", value=phone)
        return self.run(ring).contact.id

    def proved_call(self, desk: str, journey: str, agent: str) -> tuple[Guest, str]:
        """A call that `agent` picked up, and whose customer proved who they are."""
        _, phone = self.customer()
        contact = self.call(desk, journey, phone)
        guest = self.agent(agent)
        guest.open("/desk")
        guest.send(f"/desk/contact/{contact}/pick-up")
        guest.send(f"/desk/contact/{contact}/verify")
        with self.guest() as customer:
            self.prove(customer, self.letters()[0].partition(self.site)[2])
        return guest, contact

    def prove(self, customer: Guest, link: str, email: str = "") -> None:
        """Go through the pages of a link."""
        customer.open(link)
        customer.send(link, password=self.stage.password, email=email)
        customer.send(f"{link}/code", code=self.code())

    def bank(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the bank's own database."""
        with closing(sqlite3.connect(self.stage.customers)) as connection:
            return connection.execute(query, values).fetchall()

    async def _begin(self) -> str:
        at = bound("127.0.0.1", 0)
        site = f"http://127.0.0.1:{at.getsockname()[1]}"
        self.stage = await self._stack.enter_async_context(stage(self.folder, site=site, people=120))
        await self._stack.enter_async_context(serving(self.stage.house, at))
        return site

    async def _serve(self, house: House) -> str:
        at = bound("127.0.0.1", 0)
        await self._stack.enter_async_context(serving(house, at))
        return f"http://127.0.0.1:{at.getsockname()[1]}"

    def _settled(self) -> list[tuple[Any, ...]]:
        """Customers whose contact point has been on file long enough for a code."""
        return self.bank(
            "SELECT id, email, phone FROM customers WHERE id > 3 AND contact_changed < date('now', '-9 days')"
        )
