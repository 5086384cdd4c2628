"""A branch of a small bank with every form at two desks: the real house on a clock that tests turn.

Its values are words and numbers that nothing else holds, so that one look at what somebody was answered says
whether any of them got out.
"""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from needline.customers import Mailbox
from needline.errors import SourceError
from needline.estate import Assurance, Estate, read
from needline.settings import Settings
from needline.staff import Agent, Role
from needline.web.house import House
from needline.web.wiring import apply, house, index, lay
from tests.clock import Clock

ESTATE = """\
needline: 1
estate: Branch
owner: o@branch.example
elements:
  name: {is: user.name, harm: 1}
  phone: {is: user.contact.phone_number, harm: 3}
  email: {is: user.contact.email, harm: 3}
  changed: {is: user.behavior, harm: 1}
  birth_date: {is: user.demographic.date_of_birth, harm: 3}
  balance: {is: user.financial, harm: 10}
  card: {is: user.financial.credit_card, harm: 30}
stores:
  core:
    at: env:CORE_DATABASE
    person: customers.id
    find_by: {phone: customers.phone, email: customers.email}
    holds:
      name: customers.name
      phone: customers.phone
      email: customers.email
      changed: customers.changed
      birth_date: customers.born
      balance: customers.balance
      card: customers.card
channels: {phone: {}}
desks:
  front: {seats: 3}
  cards: {seats: 3}
customers:
  code_to: phone
  changed: changed
  cooling_off: 3d
  most_failed: 5
  after_change: [{of: [phone, email], wait: 2d, holds: [block]}]
actions:
  change_email:
    in: core
    sql: "UPDATE customers SET email = :email WHERE id = :person"
    takes: {email: text}
    changes: [email]
  pay_out: {in: core, sql: "UPDATE customers SET paid = paid + 1 WHERE id = :person", waits: 1d}
  block: {in: core, sql: "UPDATE customers SET blocked = 1 WHERE id = :person"}
journeys:
  help:
    by: front
    through: [phone]
    customer_proves: nothing
    sees: {name: masked, birth_date: matches, balance: {form: full, customer: two-factor}, phone: use}
  contact:
    by: [front, cards]
    through: [phone]
    sees: {name: full, email: masked, phone: use}
    changes: [email]
    does: {change_email: {}}
  payment:
    by: cards
    through: [phone]
    sees: {name: full, balance: full, card: masked, birth_date: {form: matches, customer: nothing}}
    does: {pay_out: {}, block: {}}
"""
MIRA, NOAH = "1", "2"
DAY = "2019-01-01"  # on which their contact points last changed
PEOPLE = {
    MIRA: ("Mirabel Quist", "07700 900101", "quist@mail.example", DAY, "1971-02-03", "81236", "4929654378914563"),
    NOAH: ("Noah Zander", "07700 900102", "zander@mail.example", DAY, "1984-11-29", "90417", "4929123456781234"),
}  # fmt: skip
PASSWORD = "amber-fjord-4711"
NOW = 1_790_000_000.0  # 2026-09-21


class Branch:
    """The house, with short words for what tests do all the time."""

    def __init__(self, folder: Path, made: House, clock: Clock) -> None:
        self.folder, self.house, self.clock = folder, made, clock

    def bank(self, query: str) -> list[tuple[object, ...]]:
        """What the bank's own database says."""
        connection = sqlite3.connect(self.folder / "bank.db")
        try:
            found = connection.execute(query).fetchall()
            connection.commit()
        finally:
            connection.close()
        return found

    async def letters(self) -> list[tuple[str, str]]:
        """To whom what was sent, newest first."""
        assert self.house.mailbox is not None
        return [(mail.to, mail.text) for mail in await self.house.mailbox.newest(200)]

    async def call(self, who: Agent, journey: str = "help", number: str = "07700 900101") -> str:
        """A call from this number that this agent picked up."""
        held = await self.house.floor.ring(desk=who.desk, journey=journey, by="phone", value=number)
        await self.house.floor.pick_up(who, held.contact.id)
        return held.contact.id

    async def link(self, contact: str) -> str:
        """The token of a link whose password step is done."""
        held = await self.house.contacts.get(contact)
        token = await self.house.prover.invite(held.contact)
        await self.house.prover.who(token, "", PASSWORD)
        return token

    async def code(self) -> str:
        """The newest code that was sent."""
        found = (re.search(r"code is (\d{6})", text) for _, text in await self.letters())
        return next((one[1] for one in found if one), "")

    async def prove(self, contact: str, code: str | None = None) -> bool:
        """The customer proves who they are, or somebody tries this code."""
        token = await self.link(contact)
        proved = await self.house.prover.prove(token, await self.code() if code is None else code)
        if proved is None:
            return False
        await self.house.chat.proved(proved[0].id, proved[1])
        return True


class Post:
    """Takes every text to the mailbox, but for those to one address."""

    def __init__(self, mailbox: Mailbox, gone: str) -> None:
        self.mailbox, self.gone = mailbox, gone

    async def send(self, to: str, text: str) -> None:
        if to == self.gone:
            raise SourceError("nobody is there")
        await self.mailbox.send(to, text)


@asynccontextmanager
async def branch(folder: Path, estate: str = ESTATE, *, gone: str = "") -> AsyncIterator[Branch]:
    """The branch with two customers, both with a password; nothing reaches the address `gone`."""
    connection = sqlite3.connect(folder / "bank.db")
    connection.execute(
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, name, phone, email, changed, born, balance, card, "
        "paid DEFAULT 0, blocked DEFAULT 0)"
    )
    for key, values in PEOPLE.items():
        connection.execute("INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)", (int(key), *values))
    connection.commit()
    connection.close()
    settings = Settings(
        state=f"sqlite:///{folder / 'needline.db'}",
        key=bytes(32),
        env={"CORE_DATABASE": f"sqlite:///{folder / 'bank.db'}"},
    )
    ground, clock = lay(settings), Clock(NOW)
    try:
        policy = await apply(ground, _read(estate), "test")
        mailbox = Mailbox(ground.database, clock)
        made = house(
            ground, policy, site="http://b.example", sender=Post(mailbox, gone), clock=clock, bots={}, mailbox=mailbox
        )
        await index(ground, made.floor.finder, policy)
        for subject in PEOPLE:
            await made.prover.sign_in.enrol(subject, PASSWORD)
        yield Branch(folder, made, clock)
    finally:
        ground.close()


def _read(text: str) -> Estate:
    return read("branch.yaml", lambda _: text.encode()).estate


def agent(name: str = "ann", desk: str = "front", role: Role = Role.AGENT) -> Agent:
    """Somebody at a desk, signed in."""
    return Agent(name=name, called=name.capitalize(), desk=desk, role=role, level=Assurance.TWO_FACTOR)
