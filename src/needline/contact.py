"""A contact: one customer, one journey, one desk, from hello to goodbye.

People and bots work inside contacts. Outside a contact nothing can be asked, so nobody can look up a customer
who did not get in touch.
"""

from msgspec import Struct
from msgspec.structs import replace

from needline.estate.model import Assurance


class Contact(Struct, frozen=True, kw_only=True):
    """Where a contact stands."""

    id: str
    channel: str
    journey: str
    desk: str
    agent: str = ""  # who works on it now: an agent's name, a bot's, or nobody
    subject: str | None = None  # whose record; None: nobody is known yet
    customer: Assurance = Assurance.NOTHING  # what the customer proved in this contact
    language: str = "en"
    open: bool = True

    def proved(self, level: Assurance, subject: str) -> "Contact":
        """The contact after the customer `subject` proved `level`.

        A contact is about one person: proof of another one changes nothing, and no proof ever lowers an earlier
        one. `subject` may be set only while nobody is known.
        """
        if self.subject not in (None, subject):
            return self
        return replace(self, subject=subject, customer=max(self.customer, level))

    def at(self, desk: str, journey: str) -> "Contact":
        """The contact handed over: waiting at `desk` as `journey`. What was proved goes along."""
        return replace(self, desk=desk, journey=journey, agent="")
