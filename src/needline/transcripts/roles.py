"""Who speaks, in the words of the platforms: each has its own for the customer, the agent and the machine."""

import re

_CUSTOMER = (
    "customer user visitor client caller enduser consumer guest member requester contact patient lead incoming "
    "inbound"
)
_AGENT = (
    "agent assistant bot advisor adviser operator support staff admin team teammate representative rep custombot "
    "chatbot agentbot humanagent automatedagent anyagent supervisor outgoing outbound"
)
_TOOL = "tool function system api"
_ROLES = {
    word: role
    for role, words in (("customer", _CUSTOMER), ("agent", _AGENT), ("tool", _TOOL))
    for word in words.split()
}


def role_of(word: str) -> str:
    """The role that a platform's word means: customer, agent or tool; empty when it is not known.

    >>> role_of("CUSTOMER"), role_of("end-user"), role_of("Agent 7"), role_of("Ms Smith")
    ('customer', 'customer', 'agent', '')
    """
    return _ROLES.get(re.sub(r"[^a-z]", "", word[:40].lower()), "")
