"""Reading an API's answer by the paths of the estate.

A path is a small closed part of JSONPath (RFC 9535): names and `[*]`, from the top of the answer. Paths of one
element make rows together, as columns of a table do: a row for each item of their list, and what stands above
the list is repeated in each row. Whatever no path names is never looked at.

    $.customer.id           one value
    $.orders[*].state       one for each order
    $.orders[*].note?       where `note` may be missing: then it is empty, as null is
"""

from collections.abc import Iterator, Mapping, Sequence

from needline.estate.paths import MAYBE, hops

Steps = tuple[tuple[str, ...], ...]


class UnlikeError(ValueError):
    """An answer is not as the estate describes it; the text names keys of the estate and nothing of the answer."""


def rows(answer: object, paths: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The cells at `paths`, of which each is a beginning of the deepest one as far as lists go.

    Numbers and texts are cells as they are written, true and false as JSON writes them, null is empty. Raises
    `UnlikeError` where a name is missing or something else than a list or a cell stands.

        >>> list(rows({"id": 7, "orders": [{"no": 1}, {"no": None}]}, ["$.id", "$.orders[*].no"]))
        [('7', '1'), ('7', '')]
    """
    steps = [hops(path) for path in paths]
    lists = max(steps, key=len)[:-1]
    if any(one[:-1] != lists[: len(one) - 1] for one in steps):
        raise UnlikeError("the paths go through different lists")
    return _rows(answer, steps, lists, {})


def _rows(node: object, steps: Sequence[Steps], lists: Steps, above: Mapping[int, str]) -> Iterator[tuple[str, ...]]:
    """Rows from `node` downwards; `lists` are the ways to the lists below it, `above` the cells known already."""
    level = max(map(len, steps)) - 1 - len(lists)
    here = {at: _cell(_walk(node, one[-1]), one[-1]) for at, one in enumerate(steps) if len(one) - 1 == level}
    known = {**above, **here}
    if not lists:
        yield tuple(known[at] for at in range(len(steps)))
        return
    for item in _items(_walk(node, lists[0]), lists[0]):
        yield from _rows(item, steps, lists[1:], known)


def _walk(node: object, names: tuple[str, ...]) -> object:
    for name in names:
        key = name.removesuffix(MAYBE)
        if node is None:
            return None
        if not isinstance(node, dict) or (key not in node and key == name):
            raise UnlikeError(f"there is no {key!r} where one should be")
        node = node.get(key)
    return node


def _items(node: object, names: tuple[str, ...]) -> Sequence[object]:
    if node is None:
        return ()
    if not isinstance(node, list):
        raise UnlikeError(f"there is no list at {_named(names)}")
    return node


def _cell(node: object, names: tuple[str, ...]) -> str:
    match node:
        case None:
            return ""
        case bool():
            return "true" if node else "false"
        case int() | str():
            return str(node)
        case _:
            raise UnlikeError(f"there is more than one value at {_named(names)}")


def _named(names: tuple[str, ...]) -> str:
    return repr(".".join(names)) if names else "an item"
