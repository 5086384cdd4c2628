"""Where values come to rest: the stores that hold them, and the copies of what was said."""

from collections.abc import Iterable, Iterator

from needline.estate.model import Estate, Form
from needline.map.cell import Declared

_TELLS = Form.BANDED  # from here on, what somebody sees can be repeated in the conversation


def homes(estate: Estate, element: str) -> tuple[str, ...]:
    """The stores that hold the element, and behind them those that copy one of them."""
    held = [name for name, store in estate.stores.items() if element in store.holds]
    return (*held, *(name for name, store in estate.stores.items() if store.copy_of in held and name not in held))


def copies(
    estate: Estate, element: str, said: Declared, *, through: Iterable[str], desks: Iterable[str]
) -> Iterator[str]:
    """Where the element is kept a second time, if somebody says it: unless what is written there is redacted."""
    speaks = said.asks or said.changes or (said.form is not None and said.form >= _TELLS)
    for name in dict.fromkeys(_keepers(estate, through, desks)):
        store = estate.stores.get(name)
        if store and speaks and not (element in store.redact and store.redacts_when == "written"):
            yield name


def span(estate: Estate, store: str) -> str:
    """How long a store keeps."""
    return estate.stores[store].keep or "for ever"


def _keepers(estate: Estate, through: Iterable[str], desks: Iterable[str]) -> Iterator[str]:
    """The stores of the conversations: those of the channels, and those of desks and bots of their own."""
    channels = (estate.channels.get(name) for name in through)
    seats = (estate.desks.get(name) or estate.bots.get(name) for name in desks)
    yield from (one.kept_in for one in (*channels, *seats) if one is not None and one.kept_in)
