"""A contact: one customer, one journey, one desk, from hello to goodbye.

People and bots work inside contacts. Outside a contact nothing can be asked, so nobody can look up a customer
who did not get in touch.
"""

from msgspec import Struct
from msgspec.structs import replace

from needline.estate.model import Assurance

PROOF_LIFE = 15 * 60.0  # seconds without use; OWASP ASVS 5 asks for the same of a session of high value
_SOON = 60.0  # seconds: using a proof anew within them does not make it last longer, and costs no write


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
    frozen: bool = False  # an agent suspects that the caller is not the customer
    proved_until: float = 0.0  # when what was proved lapses unless it is used; seconds since 1970, UTC

    def proved(self, level: Assurance, subject: str, until: float = 0.0) -> "Contact":
        """The contact after the customer `subject` proved `level`, which lapses at `until`.

        A contact is about one person: proof of another one changes nothing, and no proof ever lowers an earlier
        one. `subject` may be set only while nobody is known. In a frozen contact nothing counts as proved.
        """
        if self.frozen or self.subject not in (None, subject):
            return self
        until = max(self.proved_until, until)
        return replace(self, subject=subject, customer=max(self.customer, level), proved_until=until)

    def standing(self, now: float) -> "Contact":
        """The contact as it stands at `now`: what was proved and not used for too long is proved no more."""
        if self.customer is Assurance.NOTHING or now < self.proved_until:
            return self
        return replace(self, customer=Assurance.NOTHING)

    def used(self, now: float) -> "Contact":
        """The contact after what was proved in it was used at `now`: it lasts from then on."""
        standing = self.standing(now)
        if standing.customer is Assurance.NOTHING or now + PROOF_LIFE - self.proved_until < _SOON:
            return standing
        return replace(standing, proved_until=now + PROOF_LIFE)

    def at(self, desk: str, journey: str) -> "Contact":
        """The contact handed over: waiting at `desk` as `journey`. What was proved goes along."""
        return replace(self, desk=desk, journey=journey, agent="")
