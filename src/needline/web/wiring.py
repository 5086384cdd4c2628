"""From settings to a house: the one place that knows how everything is put together."""

import time
from collections.abc import Awaitable, Callable, Mapping
from itertools import chain

from msgspec import Struct

from needline.bots.http import HttpBot
from needline.broker import Broker
from needline.channels.chat import Bot, Chat
from needline.channels.conversation import Conversation
from needline.channels.floor import Floor
from needline.channels.proving import Prover
from needline.contact import Contact
from needline.customers import Budget, Finder, Mailbox, Sender, SignIn, Waits
from needline.deeds import Approver, Deeds, Emergencies
from needline.estate import Estate
from needline.policy import Policy, digest
from needline.record.entry import PolicyChanged
from needline.sealing import Ring
from needline.settings import Settings
from needline.sources import Connections
from needline.staff import Staff
from needline.store.approvals import Approvals
from needline.store.contacts import Contacts
from needline.store.database import Database
from needline.store.deeds import Ledger
from needline.store.evidence import Evidence
from needline.store.glass import Glass
from needline.store.policies import Policies
from needline.store.record import Recorder
from needline.store.subjects import Subjects
from needline.web.house import House


class Ground(Struct, frozen=True, kw_only=True):
    """What every house stands on, and whoever made it closes."""

    settings: Settings
    ring: Ring
    database: Database
    recorder: Recorder
    policies: Policies
    connections: Connections

    def close(self) -> None:
        """Write what waits, and let go of every database."""
        self.recorder.close()
        self.connections.close()
        self.database.close()


def lay(settings: Settings) -> Ground:
    """Open the state that `settings` name. Raises `StoreError` or `SettingsError`."""
    ring = Ring(settings.key, settings.origin)
    database = Database.open(settings.state)
    return Ground(
        settings=settings,
        ring=ring,
        database=database,
        recorder=Recorder(database, ring.signer, settings.origin),
        policies=Policies(database),
        connections=Connections(settings.resolve),
    )


async def apply(ground: Ground, estate: Estate, by: str) -> Policy:
    """Put an estate in force: first the record says so, then it is so."""
    history = await ground.policies.history()
    before = history[0].digest if history else ""
    now = time.time()
    await ground.recorder.append(PolicyChanged(at=now, policy=digest(estate), before=before, by=by))
    return await ground.policies.apply(estate, by, now)


async def index(ground: Ground, finder: Finder, policy: Policy) -> int:
    """Make the blind index by which a contact finds its customer; how many values it holds."""
    stores = {name: store.find_by for name, store in policy.estate.stores.items() if store.find_by}
    rolls = [await ground.connections.database(policy, name).roll(by) for name, by in stores.items()]
    return await finder.build(chain.from_iterable(rolls))


def house(
    ground: Ground,
    policy: Policy,
    *,
    site: str,
    sender: Sender,
    clock: Callable[[], float] = time.time,
    bots: Mapping[str, Bot] | None = None,
    mailbox: Mailbox | None = None,
    authenticator: Callable[[], tuple[tuple[str, str], ...]] | None = None,
) -> House:
    """Everything that the pages work with; `site` is where they are, without a slash at the end."""
    subjects, glass = Subjects(ground.database, ground.ring), Glass(ground.database, ground.ring)
    budget, waits = Budget(ground.database, ground.ring, clock), Waits(ground.database, ground.ring)
    broker = Broker(
        policies=ground.policies,
        recorder=ground.recorder,
        subjects=subjects,
        source=ground.connections,
        clock=clock,
        token_key=ground.ring.token_key,
        tries=budget,
        waits=waits,
        tell=sender.send,
        glass=_opener(glass, clock),
    )
    conversation = Conversation(contacts=Contacts(ground.database), broker=broker)
    ledger, approvals = Ledger(ground.database), Approvals(ground.database, ground.ring)
    deeds = Deeds(broker=broker, ledger=ledger, approvals=approvals, ring=ground.ring)
    finder = Finder(ground.database, ground.ring, policy.estate.country)
    prover = Prover(
        conversation=conversation,
        sign_in=SignIn(ground.database, ground.ring, clock),
        finder=finder,
        sender=sender,
        budget=budget,
        site=site,
    )
    return House(
        policies=ground.policies,
        broker=broker,
        chat=Chat(conversation=conversation, bots=_bots(ground, policy) if bots is None else bots, deeds=deeds),
        prover=prover,
        floor=Floor(conversation=conversation, finder=finder, prover=prover, waits=waits, deeds=deeds),
        approver=Approver(deeds=deeds, contacts=conversation.contacts),
        emergencies=Emergencies(broker=broker, contacts=conversation.contacts, glass=glass),
        staff=Staff(ground.database, ground.ring, clock),
        evidence=Evidence(ground.database, ground.ring.signer.verifier, ground.settings.origin),
        contacts=conversation.contacts,
        subjects=subjects,
        ring=ground.ring,
        clock=clock,
        demo=mailbox is not None,
        mailbox=mailbox,
        authenticator=authenticator,
    )


def _opener(glass: Glass, clock: Callable[[], float]) -> Callable[[Contact, str], Awaitable[bool]]:
    async def is_broken(contact: Contact, agent: str) -> bool:
        return await glass.broken(contact.id, contact.journey, agent, clock()) is not None

    return is_broken


def _bots(ground: Ground, policy: Policy) -> Mapping[str, Bot]:
    spoken_to = {name: bot.at for name, bot in policy.estate.bots.items() if bot.speaks == "http"}
    return {name: HttpBot(ground.settings.resolve(at)) for name, at in spoken_to.items()}
