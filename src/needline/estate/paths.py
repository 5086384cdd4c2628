"""Paths into an API's answer: names and `[*]`, a small closed part of JSONPath (RFC 9535)."""

EACH = "[*]"
MAYBE = "?"  # after a name that an answer may leave out


def hops(path: str) -> tuple[tuple[str, ...], ...]:
    """The names from list to list; the last ones lead to the value.

    >>> hops("$.orders[*].state.name?"), hops("$[*]")
    ((('orders',), ('state', 'name?')), ((), ()))
    """
    return tuple(tuple(filter(None, part.split("."))) for part in path[1:].split(EACH))


def lists(path: str) -> tuple[tuple[str, ...], ...]:
    """The lists that a path goes through.

    >>> lists("$.orders[*].state"), lists("$.name")
    ((('orders',),), ())
    """
    return hops(path)[:-1]
