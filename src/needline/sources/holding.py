"""Where elements stand in a store, as the estate says: in which table, in which of its columns."""

from collections.abc import Iterable

from needline.errors import SourceError
from needline.estate.model import Store


def columns_of(store: Store, name: str, element: str) -> tuple[str, ...]:
    """Each table.column that holds `element`. Raises `SourceError` if the store, which has this name, holds none."""
    held = store.holds.get(element)
    if held is None:
        raise SourceError(f"{name} does not hold {element!r}")
    return (held,) if isinstance(held, str) else held


def by_home(store: Store, name: str, elements: Iterable[str]) -> dict[str, list[str]]:
    """The elements by the table that they stand in, so that each table is asked once. Raises `SourceError`."""
    homes: dict[str, list[str]] = {}
    for element in elements:
        homes.setdefault(columns_of(store, name, element)[0].partition(".")[0], []).append(element)
    return homes
