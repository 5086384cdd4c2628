"""A shop whose refunds above 200 take a supervisor, with a journey behind glass; only its bank is made up."""

import asyncio
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from needline.broker import Broker
from needline.contact import Contact
from needline.decide import Ask, Order
from needline.deeds import Approver, Came, Deeds, Emergencies
from needline.errors import RecordError, SourceError
from needline.estate import Assurance, Estate, read
from needline.forms import Value, use
from needline.gate import State as Standing
from needline.policy import Policy, compile_policy
from needline.record.entry import Entry
from needline.sealing import Ring
from needline.sources.effect import Effect
from needline.staff import Agent, Role
from needline.store.approvals import Approvals, Request
from needline.store.contacts import Contacts
from needline.store.database import Database
from needline.store.deeds import Ledger
from needline.store.glass import Glass
from tests.broker_estate import TEXT
from tests.clock import Clock
from tests.ports import NoTries, NoWaits, nobody

GLASS = """\
  rescue:
    by: billing_desk
    through: [phone]
    sees: {name: full}
    does: {cheer: {}}
    break_glass: {minutes: 20, review_by: security}
"""
ABOVE = TEXT.replace("{at_most: 200}", "{at_most: 200, above: {approve: supervisor}}") + GLASS
ESTATE: Estate = read("shop.yaml", lambda _: ABOVE.encode()).estate
CHANGED = compile_policy(replace(ESTATE, owner="another@shop.example"))
TWO = Assurance.TWO_FACTOR


def staff(name: str, role: Role = Role.AGENT, desk: str = "billing_desk", proved_at: float = 1e9) -> Agent:
    """Somebody who signed in, and proved a factor at this moment."""
    return Agent(name=name, called=name.capitalize(), desk=desk, role=role, level=TWO, proved_at=proved_at)


class Bank:
    """Where refunds go: it counts them, and can be slow or silent."""

    def __init__(self) -> None:
        self.refunds: list[tuple[str, str, str]] = []
        self.possible = True
        self.slow = 0.0  # seconds
        self.silent = False  # it does what it is told and its answer is lost

    async def fetch(self, _subject: str, elements: Sequence[str]) -> Mapping[str, tuple[Value, ...]]:
        return {element: (Value("x"),) for element in elements}

    async def act(self, subject: str, action: str, arguments: Mapping[str, Value]) -> bool:
        await asyncio.sleep(self.slow)
        if self.possible:
            self.refunds.append((subject, action, use(arguments["amount"]) if arguments else ""))
        if self.silent:
            raise SourceError("no answer")
        return self.possible

    async def rehearse(self, _subject: str, _action: str, _arguments: Mapping[str, Value]) -> Effect:
        return Effect(rows=int(self.possible))


class Shop:
    """Everything that deeds work with, over one database."""

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        self.database, self.clock, self.bank = database, clock or Clock(1e9), Bank()
        self.policy: Policy = compile_policy(ESTATE)
        self.entries: list[Entry] = []
        self.full: set[str] = set()  # kinds of entries for which the disk is full
        self.ring = Ring(bytes(32), "shop.example/record")
        self.glass = Glass(database, self.ring)
        self.contacts = Contacts(database)
        self.broker = Broker(
            policies=self, recorder=self, subjects=self, source=lambda *_: self.bank, clock=self.clock,
            token_key=str.encode, tries=NoTries(), waits=NoWaits(), tell=nobody, glass=self._broken,
        )  # fmt: skip
        self.ledger = Ledger(database)
        self.approvals = Approvals(database, self.ring)
        self.deeds = Deeds(broker=self.broker, ledger=self.ledger, approvals=self.approvals, ring=self.ring)
        self.approver = Approver(deeds=self.deeds, contacts=self.contacts)
        self.emergencies = Emergencies(broker=self.broker, contacts=self.contacts, glass=self.glass)

    async def current(self) -> Policy:
        return self.policy

    async def pseudonym(self, subject: str) -> str:
        return f"p-{subject}"

    async def append(self, entry: Entry) -> int:
        if type(entry).__name__ in self.full:
            raise RecordError("the disk is full")
        self.entries.append(entry)
        return len(self.entries) - 1

    async def _broken(self, contact: Contact, agent: str) -> bool:
        return await self.glass.broken(contact.id, contact.journey, agent, self.clock()) is not None

    @property
    def kinds(self) -> list[str]:
        """What the record says, by kind."""
        return [type(entry).__name__ for entry in self.entries]

    async def call(self, contact: str = "c1", journey: str = "dispute", agent: str = "ann") -> Contact:
        """A contact that `agent` has, whose customer proved who they are."""
        made = Contact(
            id=contact, channel="phone", journey=journey, desk="billing_desk", agent=agent, subject="7",
            customer=TWO, proved_until=self.clock() + 1e6,
        )  # fmt: skip
        await self.contacts.open(Standing(contact=made), visitor="", at=self.clock())
        return made

    async def change(self, contact: str, **how: object) -> None:
        """Something happens to a contact."""
        async with self.contacts.hold(contact) as held:
            await self.contacts.save(held, replace(held.state, contact=replace(held.contact, **how)))

    def refund(self, contact: Contact, action: str = "refund") -> Order:
        """What its agent orders."""
        return Order(contact=contact, desk="billing_desk", agent=contact.agent, action=action, staff=TWO)

    async def order(self, contact: Contact, amount: str, seen: int | None = None) -> Came:
        """A refund of `amount`."""
        return await self.deeds.order(self.refund(contact), {"charge": "10", "amount": amount}, seen)

    async def asked(self, contact: Contact, amount: str = "250.00") -> Request:
        """A refund above the limit, which waits."""
        await self.order(contact, amount, await self.deeds.seen(contact.id))
        return (await self.approvals.of_contact(contact.id))[-1]

    def boss(self, name: str = "dee", role: Role = Role.SUPERVISOR, desk: str = "billing_desk") -> Agent:
        """Somebody who answers for the desk."""
        return staff(name, role, desk, self.clock())

    def ask(self, contact: Contact) -> Ask:
        """What its agent sees."""
        return Ask(contact=contact, desk="billing_desk", agent=contact.agent, elements=("name",), staff=TWO)
