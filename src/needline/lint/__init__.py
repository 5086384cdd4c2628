"""Lint rules: estates that make sense, can be enforced, and leak all the same.

Each rule is a leak that a real platform documents, that a breach made known, or that a regulator or a standard
forbids; its `source` says which. Problems (`policy.problems`) keep an estate from running, lints do not: each can
be accepted in a list of its own, by somebody, for a reason, until a day.

    lint        an estate → every lint, in the order of the rules
    RULES       the rules by id
    judge       lints and an accepted-list → what is open, accepted, expired, needless

Modules by what leaks: `copies` (NL1xx), `recordings` (NL2xx), `hand_overs` (NL3xx), `proofs` and `secrets` (NL4xx),
`bots` (NL5xx), `stores` (NL6xx), `desks` (NL7xx). `rule` says what a rule is, `sight` what rules ask of an estate,
`acceptance` what people decide. An id stays with its leak for ever: a rule that goes leaves its number empty.
"""

from types import MappingProxyType

from needline.estate.model import Estate
from needline.lint import bots, copies, desks, hand_overs, proofs, recordings, secrets, stores
from needline.lint.acceptance import Acceptance, Accepted, Judged, dotted, judge, problems
from needline.lint.rule import Lint, Rule, Source

_MODULES = (copies, recordings, hand_overs, proofs, secrets, bots, stores, desks)

RULES = MappingProxyType({rule.id: rule for module in _MODULES for rule in module.RULES})


def lint(estate: Estate) -> tuple[Lint, ...]:
    """Every lint of the estate. Raises nothing for an estate that could be read, be there problems or not."""
    return tuple(found for rule in RULES.values() for found in rule.lints(estate))


__all__ = [
    "RULES",
    "Acceptance",
    "Accepted",
    "Judged",
    "Lint",
    "Rule",
    "Source",
    "dotted",
    "judge",
    "lint",
    "problems",
]
