"""A rule: one way to find one kind of personal data, and what must occur before it is worth trying."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from needline.spot.finding import Finding

type_of_find = Callable[[str, tuple[str, ...]], Iterator[Finding]]


class Rule(Struct, frozen=True, kw_only=True):
    """Finds one kind of personal data in folded text.

    `triggers` are regular expressions in what `re`, RE2 and Hyperscan have in common (no look-around, no
    back-references, no groups that capture), matched without regard to case on the UTF-8 bytes of the folded text.
    A rule runs only where one of its triggers occurs, so whatever it finds must hold one: they are a quick "perhaps".
    `find(text, asked)` says where; `asked` is what the other side just asked for, the likeliest first, as `Found`.
    """

    name: str
    triggers: tuple[str, ...]
    find: type_of_find
