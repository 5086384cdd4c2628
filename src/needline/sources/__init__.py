"""Sources: customer data where it lives.

A source gives exactly the elements asked for of exactly one customer, as `Value`s, and carries out the estate's
actions. `sql` reaches databases.
"""

from needline.sources.sql import SqlSource

__all__ = ["SqlSource"]
