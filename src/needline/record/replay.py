"""Replay: a recorded decision must follow again from the policy whose digest it carries."""

from needline.decide import decide, permit
from needline.policy import Policy
from needline.record.entry import Decided, Ordered

Decision = Decided | Ordered  # the entries that a policy decided


def digest(entry: Decision) -> str:
    """The digest of the policy that decided."""
    return entry.decision.policy if isinstance(entry, Decided) else entry.policy


def follows(policy: Policy, entry: Decision) -> bool:
    """Whether `policy` is the one that decided, and decides the same again."""
    if policy.digest != digest(entry):
        return False
    if isinstance(entry, Decided):
        return decide(policy, entry.decision.ask) == entry.decision
    return permit(policy, entry.order) == entry.answer
