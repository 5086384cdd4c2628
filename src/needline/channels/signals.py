"""Signals that a caller may not be the customer: advice for the agent, all of it from our own record.

Who works through a list of guesses goes from agent to agent; who takes an account over changes its contact point
first; and the customer may be on another line at this moment (CISA and FBI, AA23-320A). None of it decides.
Nobody's contacts give signals like everybody's, but for changes, which are told only of customers who proved
who they are: or a signal would say who is a customer.
"""

from needline.channels.floor import Floor
from needline.contact import Contact
from needline.estate import span_days
from needline.estate.model import Assurance, Proving
from needline.policy.waiting import DAY
from needline.record.entry import Opened, PickedUp
from needline.store.evidence import Evidence

_HOUR = 3600.0  # seconds


async def signals(floor: Floor, evidence: Evidence, contact: Contact) -> tuple[str, ...]:
    """What an agent should know before they go on, in words; empty when there is nothing."""
    policy = await floor.conversation.broker.policies.current()
    if contact.subject is None or policy.estate.customers is None:
        return ()
    found = []
    agents = await floor.prover.budget.agents(contact.subject)
    if agents > 1:
        found.append(f"Tries to prove it failed today in contacts of {agents} agents.")
    others = await _other_contacts(floor, evidence, contact)
    if others:
        found.append(f"{others} more contact{'s' * (others > 1)} for this customer within the hour.")
    if await _changed(floor, contact, policy.estate.customers):
        found.append("A contact point of this customer changed recently.")
    return tuple(found)


async def _other_contacts(floor: Floor, evidence: Evidence, contact: Contact) -> int:
    """How many other contacts for the same customer began, or were picked up, within the hour."""
    veiled = await floor.conversation.broker.veil(contact)
    since = floor.conversation.clock() - _HOUR
    kept = await evidence.entries(subject=veiled.subject, limit=200)
    begun = (one.entry.contact for one in kept if isinstance(one.entry, Opened | PickedUp) and one.entry.at > since)
    return len({one.id for one in begun} - {contact.id})


async def _changed(floor: Floor, contact: Contact, customers: Proving) -> bool:
    if contact.subject is None or contact.customer is Assurance.NOTHING:
        return False
    elements = {customers.code_to, *(element for one in customers.after_change for element in one.of)}
    began = await floor.waits.since(contact.subject, [f"changed {element}" for element in sorted(elements)])
    return max(began.values(), default=0.0) > floor.conversation.clock() - span_days(customers.cooling_off) * DAY
