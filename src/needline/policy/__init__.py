"""The policy: an estate that makes sense, compiled into one table to look things up in.

`table` holds what a policy is and how it is compiled; `problems` what must hold in every estate; `sentences`
what this estate's own rules demand; `change` how two policies differ, by grants and by `clauses`.
"""

from needline.policy.change import Change, Grant, diff, grants, guards
from needline.policy.compile import compile_policy, digest
from needline.policy.table import Key, Need, Policy, Seat

__all__ = [
    "Change",
    "Grant",
    "Key",
    "Need",
    "Policy",
    "Seat",
    "compile_policy",
    "diff",
    "digest",
    "grants",
    "guards",
]
