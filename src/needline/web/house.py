"""The house: everything that the pages work with, wired by whoever serves them."""

from collections.abc import Callable
from urllib.parse import urlsplit

from msgspec import Struct

from needline.broker import Broker
from needline.channels.chat import Chat
from needline.channels.floor import Floor
from needline.channels.proving import Prover
from needline.customers import Mailbox
from needline.deeds import Approver, Emergencies
from needline.sealing import Ring
from needline.staff import Staff
from needline.store.contacts import Contacts
from needline.store.evidence import Evidence
from needline.store.policies import Policies
from needline.store.subjects import Subjects


class House(Struct, frozen=True, kw_only=True):
    """One needline. `mailbox` and `authenticator` stand in for a telephone, and only a demo has them."""

    policies: Policies
    broker: Broker
    chat: Chat
    prover: Prover
    floor: Floor
    approver: Approver
    emergencies: Emergencies
    staff: Staff
    evidence: Evidence
    contacts: Contacts
    subjects: Subjects
    ring: Ring
    clock: Callable[[], float]  # seconds since 1970, UTC
    demo: bool = False
    mailbox: Mailbox | None = None
    authenticator: Callable[[], tuple[tuple[str, str], ...]] | None = None  # who, and the code of this moment

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which a browser may call the pages; any other one is somebody else's trick."""
        own = urlsplit(self.prover.site).hostname or ""
        return frozenset({own, "localhost", "127.0.0.1", "::1"} if self.demo else {own})

    @property
    def secure(self) -> bool:
        """Whether cookies travel by HTTPS only; a demo on loopback has no certificate."""
        return not self.demo
