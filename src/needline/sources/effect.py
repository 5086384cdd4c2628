"""Effects: what an action would do, told before it is done."""

from msgspec import Struct


class Effect(Struct, frozen=True, kw_only=True):
    """What an action would do, without a value of the customer's."""

    rows: int | None = None  # that it would change; None: only the other system knows
    sends: str = ""  # where to, if it is another system; empty: a database changes
    names: tuple[str, ...] = ()  # of what would be sent
