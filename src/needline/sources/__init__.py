"""Sources: customer data where it lives.

A source gives exactly the elements asked for of exactly one customer, as `Value`s, and carries out the estate's
actions. `sql` reaches databases; `connections` finds the one that a policy means.
"""

from needline.sources.connections import Connections
from needline.sources.sql import SqlSource

__all__ = ["Connections", "SqlSource"]
