"""Sources: customer data where it lives.

A source gives exactly the elements asked for of exactly one customer, as `Value`s, and carries out the estate's
actions. `sql` reaches databases, `http` reaches APIs; `connections` finds the one that a policy means.

Of an API, `mapping` reads the answers by the estate's paths, `api` asks and trusts nothing, `breaker` leaves one
alone that is down, and `pool` keeps the connections. `post` carries out actions over HTTP.
"""

from needline.sources.connections import Connections
from needline.sources.http import HttpSource
from needline.sources.sql import SqlSource

__all__ = ["Connections", "HttpSource", "SqlSource"]
