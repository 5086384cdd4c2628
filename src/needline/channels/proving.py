"""Customers prove who they are, for a contact on any channel.

The customer opens a link, names themselves where nobody is known yet, gives the password and then a code that goes
to the contact point on file. All of it happens between the customer and this page: no agent, bot or text of a
conversation can raise what a contact may see. Whoever is unknown sees the same steps and the same words.
"""

from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from needline.channels.conversation import Conversation
from needline.contact import PROOF_LIFE, Contact
from needline.customers import Budget, Failed, Finder, Invitation, Proof, Sender, SignIn, Why
from needline.errors import SourceError
from needline.estate.model import Assurance, Proving
from needline.estate.shapes import span_days
from needline.gate import Proved
from needline.record import entry as record


class Prover(Struct, frozen=True, kw_only=True):
    """Links, passwords and codes; `site` is where the customers' pages are, without a slash at the end."""

    conversation: Conversation
    sign_in: SignIn
    finder: Finder
    sender: Sender
    budget: Budget
    site: str

    async def invite(self, contact: Contact) -> str:
        """A fresh link's token for whoever the contact is with."""
        return await self.sign_in.invite(contact.id, contact.subject, Assurance.TWO_FACTOR)

    async def send_link(self, contact: Contact) -> bool:
        """Send the link to the contact point on file, when the customer cannot click it: on the phone.

        The record says that it was asked for; nobody hears whether there was a contact point. Nothing is sent, and
        the answer is no, when too many tries of the customer's failed today.
        """
        if await self.spent(contact.subject):
            await self._refused(contact)
            return False
        broker = self.conversation.broker
        veiled = await broker.veil(contact)
        asked = record.ProofAsked(
            at=self.conversation.clock(), contact=veiled, level=Assurance.TWO_FACTOR, agent=contact.agent
        )
        await broker.write(asked)
        token = await self.invite(contact)
        await self._send(contact, "verification link", f"prove that it is you: {self.site}/prove/{token}")
        return True

    async def spent(self, subject: str | None) -> bool:
        """Whether too many tries of this customer's failed today, wherever and with whomever."""
        return subject is not None and await self.budget.spent(subject, (await self._rules()).most_failed)

    async def who(self, token: str, email: str, password: str) -> bool:
        """The password step: whether it went well. A customer who is bound to the link cannot be changed."""
        invitation = await self.sign_in.begin(token)
        if invitation is None:
            return False
        named = None if invitation.subject_known else await self.finder.find("email", email)
        step = await self.sign_in.password(token, named, password)
        if isinstance(step, Failed):
            await self._failed(invitation, step.why)
            return False
        await self.code(token)
        return True

    async def code(self, token: str) -> None:
        """Send a fresh code to the contact point on file, unless that changed too recently or too many were sent."""
        invitation = await self.sign_in.begin(token)
        if invitation is None or invitation.subject is None:
            return
        held = await self.conversation.contacts.get(invitation.contact)
        contact = held.contact.proved(Assurance.NOTHING, invitation.subject)
        if contact.frozen or await self.spent(invitation.subject):
            return
        if not await self._settled(contact):
            await self._failed(invitation, "the contact point on file changed too recently")
            return
        code = await self.sign_in.new_code(token)
        if code is not None:
            await self._send(contact, "one-time code", f"your code is {code}. Tell it to nobody, not even to us.")

    async def prove(self, token: str, code: str) -> tuple[Contact, Proved] | None:
        """The code step: the contact and what the gate hears of it, or nothing when it went wrong."""
        invitation = await self.sign_in.begin(token)
        if invitation is None:
            return None
        contact = (await self.conversation.contacts.get(invitation.contact)).contact
        if contact.frozen:
            return None
        proof = await self._try(token, code, contact, invitation.subject)
        if isinstance(proof, Failed):
            await self._failed(invitation, proof.why)
        return await self._proved(proof) if isinstance(proof, Proof) else None

    async def _try(self, token: str, code: str, contact: Contact, subject: str | None) -> Proof | Failed | None:
        """Try a code; `None` when none of the customer's tries is left, and then it is not even compared."""
        if subject is None:
            return await self.sign_in.code(token, code)
        taken = await self.budget.take(subject, (await self._rules()).most_failed, contact.agent)
        if taken is None:
            await self._refused(contact.proved(Assurance.NOTHING, subject))
            return None
        proof = await self.sign_in.code(token, code)
        if isinstance(proof, Proof) or proof.why is not Why.WRONG:
            await self.budget.put_back(taken)
        return proof

    async def _proved(self, proof: Proof) -> tuple[Contact, Proved]:
        contact = (await self.conversation.contacts.get(proof.contact)).contact
        until = self.conversation.clock() + PROOF_LIFE
        after = await self.conversation.broker.veil(contact.proved(proof.level, proof.subject, until))
        entry = record.Proved(at=self.conversation.clock(), contact=after, level=proof.level, how=proof.how)
        await self.conversation.broker.write(entry)
        return contact, Proved(proof.subject, proof.level, until)

    async def _settled(self, contact: Contact) -> bool:
        """Whether the contact point has been on file for longer than its cooling-off; unknown is no."""
        proving = await self._rules()
        if proving.changed is None:
            return True
        try:
            changed = await self.conversation.broker.dated(contact, proving.changed)
            oldest = date.fromisoformat(changed[:10]) if changed else None
        except (SourceError, ValueError):
            return False
        today = datetime.fromtimestamp(self.conversation.clock(), UTC).date()
        return oldest is None or oldest <= today - timedelta(days=span_days(proving.cooling_off))

    async def _send(self, contact: Contact, purpose: str, text: str) -> None:
        proving = await self._rules()
        house = (await self.conversation.broker.policies.current()).estate.estate

        async def post(to: str) -> None:
            await self.sender.send(to, f"{house}: {text}")

        if contact.subject is not None and not self.finder.is_ghost(contact.subject):
            await self.conversation.broker.send(contact, proving.code_to, purpose, post)

    async def _rules(self) -> Proving:
        policy = await self.conversation.broker.policies.current()
        if policy.estate.customers is None:
            raise SourceError("the estate names no contact point for codes")
        return policy.estate.customers

    async def _refused(self, contact: Contact) -> None:
        veiled = await self.conversation.broker.veil(contact)
        await self.conversation.broker.write(record.TriesSpent(at=self.conversation.clock(), contact=veiled))

    async def _failed(self, invitation: Invitation, why: str) -> None:
        contact = (await self.conversation.contacts.get(invitation.contact)).contact
        veiled = await self.conversation.broker.veil(contact)
        await self.conversation.broker.write(
            record.ProofFailed(at=self.conversation.clock(), contact=veiled, why=why)
        )
